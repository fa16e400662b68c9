// SPDX-License-Identifier: Apache-2.0
// viem: blocks, transactions, receipts and fees have the shapes that clients expect, and their
// hashes are what clients compute.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
    concat,
    encodeFunctionData,
    keccak256,
    numberToHex,
    parseEther,
    parseGwei,
    size,
    toRlp,
} from 'viem';
import { abi, at, contract, kZero } from './abi.mjs';
import { accounts, stage } from './clients.mjs';
import { ask } from './server.mjs';

const [alice, bob] = accounts;
let s;
let receipt;

before(async () => {
    s = await stage();
    await s.send(alice, 'lido', 'submit', [kZero], parseEther('1'));
    receipt = await s.send(alice, 'lido', 'transfer', [bob.address, 12_345n]);
});
after(() => s?.server.stop());

/// A quantity as RLP has it: no leading zeros, and zero is empty.
const bare = (quantity) => {
    const digits = BigInt(quantity).toString(16);
    if (digits === '0') return '0x';
    return `0x${digits.length % 2 === 1 ? '0' : ''}${digits}`;
};

/// Yellow Paper section 4.4, with EIP-1559, 4895, 4844, 4788 and 7685.
const headerHash = (b) =>
    keccak256(
        toRlp([
            b.parentHash,
            b.sha3Uncles,
            b.miner,
            b.stateRoot,
            b.transactionsRoot,
            b.receiptsRoot,
            b.logsBloom,
            bare(b.difficulty),
            bare(b.number),
            bare(b.gasLimit),
            bare(b.gasUsed),
            bare(b.timestamp),
            b.extraData,
            b.mixHash,
            b.nonce,
            bare(b.baseFeePerGas),
            b.withdrawalsRoot,
            bare(b.blobGasUsed),
            bare(b.excessBlobGas),
            b.parentBeaconBlockRoot,
            b.requestsHash,
        ]),
    );

/// The root of a trie of one value under the key rlp(0) = 0x80: one leaf, whose path of two
/// nibbles is prefixed with 0x20 (Yellow Paper, appendices C and D).
const rootOfOne = (value) => keccak256(toRlp(['0x2080', value]));

/// Yellow Paper section 4.4.3: three bits for the address and for each topic.
function bloomOf(logs) {
    const bits = new Uint8Array(256);
    const add = (thing) => {
        const hash = keccak256(thing, 'bytes');
        for (const i of [0, 2, 4]) {
            const bit = ((hash[i] << 8) | hash[i + 1]) & 2047;
            bits[255 - (bit >> 3)] |= 1 << (bit & 7);
        }
    };
    for (const log of logs) {
        add(log.address);
        log.topics.forEach(add);
    }
    return `0x${Buffer.from(bits).toString('hex')}`;
}

test('a block with a transaction has the hash and the roots that its parts give', async () => {
    const number = numberToHex(receipt.blockNumber);
    const block = await ask(s.server.http, 'eth_getBlockByNumber', [number, false]);
    assert.equal(block.hash, receipt.blockHash);
    assert.equal(headerHash(block), block.hash);
    const tx = await s.pub.getTransaction({ hash: receipt.transactionHash });
    const raw = await alice.signTransaction({
        type: 'eip1559',
        chainId: 31_337,
        nonce: tx.nonce,
        to: tx.to,
        value: tx.value,
        data: tx.input,
        gas: tx.gas,
        maxFeePerGas: tx.maxFeePerGas,
        maxPriorityFeePerGas: tx.maxPriorityFeePerGas,
    });
    assert.equal(keccak256(raw), receipt.transactionHash);
    assert.equal(block.transactionsRoot, rootOfOne(raw));
    const bloom = bloomOf(receipt.logs);
    assert.equal(receipt.logsBloom, bloom);
    assert.equal(block.logsBloom, bloom);
    const encoded = concat([
        '0x02',
        toRlp([
            '0x01',
            bare(receipt.cumulativeGasUsed),
            bloom,
            receipt.logs.map((log) => [log.address, log.topics, log.data]),
        ]),
    ]);
    assert.equal(block.receiptsRoot, rootOfOne(encoded));
    const parent = await ask(s.server.http, 'eth_getBlockByHash', [block.parentHash, false]);
    assert.equal(headerHash(parent), block.parentHash);
});

test('a receipt says what happened, and that nothing was paid', async () => {
    assert.equal(receipt.status, 'success');
    assert.equal(receipt.type, 'eip1559');
    assert.equal(receipt.from, alice.address.toLowerCase());
    assert.equal(receipt.to, at.lido.toLowerCase());
    assert.equal(receipt.contractAddress, null);
    assert.equal(receipt.effectiveGasPrice, 0n);
    assert.equal(receipt.transactionIndex, 0);
    assert.equal(receipt.gasUsed, receipt.cumulativeGasUsed);
    assert.deepEqual(
        receipt.logs.map((log) => log.logIndex),
        [0, 1],
    );
    const [again] = await ask(s.server.http, 'eth_getBlockReceipts', [
        numberToHex(receipt.blockNumber),
    ]);
    assert.equal(again.transactionHash, receipt.transactionHash);
});

test('a transaction that reverts is mined, with its reason in the receipt', async () => {
    const data = encodeFunctionData({
        abi: abi.lido,
        functionName: 'transfer',
        args: [bob.address, parseEther('5')],
    });
    const hash = await s.walletOf(alice).sendTransaction({ to: at.lido, data, gas: 200_000n });
    const failed = await s.pub.waitForTransactionReceipt({ hash });
    assert.equal(failed.status, 'reverted');
    assert.deepEqual(failed.logs, []);
    await assert.rejects(
        s.pub.call({ account: alice, to: at.lido, data }),
        (error) => /BALANCE_EXCEEDED/.test(error.message),
    );
});

test('blocks are found by number, hash and tag, with hashes or whole transactions', async () => {
    const byNumber = await s.pub.getBlock({ blockNumber: receipt.blockNumber });
    assert.deepEqual(byNumber.transactions, [receipt.transactionHash]);
    const whole = await s.pub.getBlock({ blockHash: receipt.blockHash, includeTransactions: true });
    assert.equal(whole.transactions[0].hash, receipt.transactionHash);
    assert.equal(whole.transactions[0].from, alice.address.toLowerCase());
    assert.equal(whole.transactions[0].blockHash, whole.hash);
    const { number } = await s.pub.getBlock();
    const pending = await s.pub.getBlock({ blockTag: 'pending' });
    assert.equal(pending.number, number + 1n);
    for (const blockTag of ['safe', 'finalized']) {
        assert.ok((await s.pub.getBlock({ blockTag })).number <= number);
    }
    const earliest = await s.pub.getBlock({ blockTag: 'earliest' });
    assert.equal(earliest.number, 25_900_000n);
    // The first slot of the beacon chain's epoch 491,000.
    assert.equal(earliest.timestamp, 1_606_824_023n + 491_000n * 32n * 12n);
    assert.equal(
        await s.pub.getBlockTransactionCount({ blockNumber: receipt.blockNumber }),
        1,
    );
    await assert.rejects(s.pub.getBlock({ blockNumber: number + 1_000n }), {
        name: 'BlockNotFoundError',
    });
});

test('gas is nominal, and every fee is zero', async () => {
    const data = encodeFunctionData({
        abi: abi.lido,
        functionName: 'transfer',
        args: [bob.address, 1n],
    });
    const zeros = (data.slice(2).match(/../g) ?? []).filter((byte) => byte === '00').length;
    const estimate = await s.pub.estimateGas({ account: alice, to: at.lido, data });
    // docs/reference/json-rpc.md: 21,000, 100,000 for a contract, 4 a zero byte, 16 any other.
    assert.equal(estimate, BigInt(121_000 + 4 * zeros + 16 * (size(data) - zeros)));
    assert.equal(await s.pub.estimateGas({ account: alice, to: bob.address, value: 1n }), 21_000n);
    assert.equal(await s.pub.getGasPrice(), 0n);
    const fees = await s.pub.estimateFeesPerGas();
    assert.deepEqual(fees, { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n });
    const history = await s.pub.getFeeHistory({ blockCount: 2, rewardPercentiles: [10, 90] });
    assert.deepEqual(history.baseFeePerGas, [0n, 0n, 0n]);
    assert.deepEqual(history.reward, [
        [0n, 0n],
        [0n, 0n],
    ]);
    assert.equal(history.gasUsedRatio.length, 2);
    // One who offers a price is not asked for it.
    const before = await s.ether(bob.address);
    const hash = await s.walletOf(bob).sendTransaction({
        to: alice.address,
        value: 3n,
        maxFeePerGas: parseGwei('50'),
        maxPriorityFeePerGas: parseGwei('1'),
    });
    await s.pub.waitForTransactionReceipt({ hash });
    assert.equal(await s.ether(bob.address), before - 3n);
});

test('what a chain is asked first', async () => {
    assert.equal(await s.pub.getChainId(), 31_337);
    assert.equal(await ask(s.server.http, 'net_version'), '31337');
    assert.match(await ask(s.server.http, 'web3_clientVersion'), /^aquifer\//);
    assert.equal(
        await ask(s.server.http, 'web3_sha3', ['0x68656c6c6f']),
        keccak256('0x68656c6c6f'),
    );
    assert.equal(await ask(s.server.http, 'eth_syncing'), false);
    assert.notEqual(await s.pub.getCode({ address: at.lido }), undefined);
    assert.equal(await s.pub.getCode({ address: bob.address }), undefined);
    assert.deepEqual(
        (await s.walletOf(alice).getAddresses()).map((a) => a.toLowerCase()),
        [alice.address.toLowerCase()],
    );
    assert.deepEqual(
        await ask(s.server.http, 'eth_accounts'),
        accounts.map((account) => account.address.toLowerCase()),
    );
});

test('a call may suppose balances and other blocks', async () => {
    const rich = '0x00000000000000000000000000000000000a11ce';
    const { result } = await s.pub.simulateContract({
        account: rich,
        ...contract('lido'),
        functionName: 'submit',
        args: [kZero],
        value: parseEther('3'),
        stateOverride: [{ address: rich, balance: parseEther('3') }],
    });
    // One share an ether: nobody has earned anything yet.
    assert.equal(result, 3_000_000_000_000_000_000n);
    assert.equal(await s.ether(rich), 0n);
    const before = await s.pub.readContract({
        ...contract('lido'),
        functionName: 'balanceOf',
        args: [bob.address],
        blockNumber: receipt.blockNumber - 1n,
    });
    assert.equal(before, 0n);
});
