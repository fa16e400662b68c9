// SPDX-License-Identifier: Apache-2.0
// viem's test client: time travel, snapshots, dumps, and other people's accounts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseEther } from 'viem';
import { at, contract, kZero, person } from './abi.mjs';
import { accounts, stage } from './clients.mjs';
import { ask } from './server.mjs';

const [alice, bob] = accounts;
let s;

before(async () => {
    s = await stage();
});
after(() => s?.server.stop());

const head = () => s.pub.getBlock();

test('blocks come every twelve seconds, or as far apart as asked', async () => {
    const start = await head();
    await s.test.mine({ blocks: 3 });
    const after3 = await head();
    assert.equal(after3.number, start.number + 3n);
    assert.equal(after3.timestamp, start.timestamp + 36n);
    await s.test.mine({ blocks: 2, interval: 3_600 });
    const later = await head();
    assert.equal(later.number, start.number + 5n);
    assert.ok(later.timestamp >= after3.timestamp + 3_600n);
});

test('a jump of 100,800 blocks, a thousand times', async () => {
    const back = await s.test.snapshot();
    const start = await head();
    for (let i = 0; i < 1_000; ++i) await s.test.mine({ blocks: 100_800 });
    const end = await head();
    assert.equal(end.number, start.number + 100_800_000n);
    assert.equal(end.timestamp, start.timestamp + 12n * 100_800_000n);
    // Blocks within the jump can be asked for, and their hashes lead to them.
    const middle = await s.pub.getBlock({ blockNumber: start.number + 50_000_000n });
    const again = await s.pub.getBlock({ blockHash: middle.hash });
    assert.equal(again.number, start.number + 50_000_000n);
    const next = await s.pub.getBlock({ blockNumber: middle.number + 1n });
    assert.equal(next.parentHash, middle.hash);
    await s.test.revert({ id: back });
});

test('the clock is moved by an amount, or to a time', async () => {
    const start = await head();
    await s.test.increaseTime({ seconds: 1_000 });
    await s.test.mine({ blocks: 1 });
    assert.equal((await head()).timestamp, start.timestamp + 12n + 1_000n);
    await s.test.setNextBlockTimestamp({ timestamp: start.timestamp + 5_000n });
    await s.submit(alice, 1n);
    assert.equal((await head()).timestamp, start.timestamp + 5_000n);
    await assert.rejects(s.test.setNextBlockTimestamp({ timestamp: start.timestamp }));
});

test('a snapshot is gone back to with state, blocks, receipts and logs', async () => {
    const start = await head();
    const shares = await s.read('lido', 'getTotalShares');
    const id = await s.test.snapshot();
    const receipt = await s.send(alice, 'lido', 'submit', [kZero], parseEther('2'));
    await s.test.mine({ blocks: 1_000 });
    await s.test.revert({ id });
    assert.equal((await head()).hash, start.hash);
    assert.equal(await s.read('lido', 'getTotalShares'), shares);
    assert.equal(
        await ask(s.server.http, 'eth_getTransactionReceipt', [receipt.transactionHash]),
        null,
    );
    const logs = await s.pub.getLogs({ address: at.lido, fromBlock: start.number });
    assert.ok(logs.every((log) => log.blockHash === start.hash));
    // It is spent.
    assert.equal(await ask(s.server.http, 'evm_revert', [id]), false);
});

test('a dump is loaded into another process with history and logs', async () => {
    const receipt = await s.send(alice, 'lido', 'submit', [kZero], parseEther('4'));
    const dump = await s.test.dumpState();
    const other = await stage();
    try {
        await other.test.loadState({ state: dump });
        assert.equal((await other.pub.getBlock()).hash, (await head()).hash);
        assert.equal(
            await other.read('lido', 'sharesOf', alice.address),
            await s.read('lido', 'sharesOf', alice.address),
        );
        const loaded = await other.pub.getTransactionReceipt({ hash: receipt.transactionHash });
        assert.deepEqual(loaded.logs, receipt.logs);
        const logs = await other.pub.getLogs({ blockHash: receipt.blockHash });
        assert.equal(logs.length, receipt.logs.length);
        await other.send(alice, 'lido', 'transfer', [bob.address, 1n]);
    } finally {
        await other.server.stop();
    }
});

test('balances and nonces are set', async () => {
    const nobody = '0x000000000000000000000000000000000000bEEF';
    await s.test.setBalance({ address: nobody, value: parseEther('123') });
    assert.equal(await s.ether(nobody), 123_000_000_000_000_000_000n);
    await s.test.setNonce({ address: nobody, nonce: 7 });
    assert.equal(await s.pub.getTransactionCount({ address: nobody }), 7);
});

test('anybody is impersonated, until that is over', async () => {
    const admin = person('renzoAdmin');
    const wallet = s.walletOf(admin);
    const request = {
        ...contract('withdrawQueue'),
        functionName: 'updateWithdrawBufferTarget',
        args: [[{ asset: at.lido, bufferAmount: 5n }]],
    };
    await assert.rejects(wallet.writeContract(request), /unknown account/);
    await s.test.impersonateAccount({ address: admin });
    const hash = await wallet.writeContract(request);
    const receipt = await s.pub.waitForTransactionReceipt({ hash });
    assert.equal(receipt.from, admin.toLowerCase());
    await s.test.stopImpersonatingAccount({ address: admin });
    await assert.rejects(wallet.writeContract(request), /unknown account/);
});

test('without automatic mining transactions wait for a block', async () => {
    await s.test.setAutomine(false);
    const wallet = s.walletOf(alice);
    const nonce = await s.pub.getTransactionCount({ address: alice.address });
    const first = await wallet.sendTransaction({ to: bob.address, value: 1n, nonce });
    const second = await wallet.sendTransaction({ to: bob.address, value: 2n, nonce: nonce + 1 });
    assert.equal(await ask(s.server.http, 'eth_getTransactionReceipt', [first]), null);
    assert.equal((await s.pub.getTransaction({ hash: first })).blockNumber, null);
    const options = { address: alice.address, blockTag: 'pending' };
    assert.equal(await s.pub.getTransactionCount(options), nonce + 2);
    await s.test.mine({ blocks: 1 });
    const block = await head();
    assert.deepEqual(block.transactions, [first, second]);
    await s.test.setAutomine(true);
});

test('blocks come by the clock when asked to', { timeout: 200_000 }, async () => {
    await s.test.setIntervalMining({ interval: 1 });
    const hash = await s.walletOf(bob).sendTransaction({ to: alice.address, value: 1n });
    const receipt = await s.pub.waitForTransactionReceipt({ hash });
    assert.equal(receipt.status, 'success');
    await s.test.setIntervalMining({ interval: 0 });
    await s.test.setAutomine(true);
});
