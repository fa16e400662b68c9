// SPDX-License-Identifier: Apache-2.0
// ethers: wallets that sign all types, permits, and the errors that ethers has codes for.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
    Contract,
    HDNodeWallet,
    JsonRpcProvider,
    parseEther,
    Signature,
    Transaction,
    ZeroAddress,
} from 'ethers';
import { at, text } from './abi.mjs';
import { serve } from './server.mjs';

const kMnemonic = 'test test test test test test test test test test test junk';
let server;
let provider;
let alice;
let bob;

before(async () => {
    server = await serve();
    provider = new JsonRpcProvider(server.http, 31_337, {
        staticNetwork: true,
        cacheTimeout: -1,
    });
    provider.pollingInterval = 20;
    [alice, bob] = [0, 1].map((index) =>
        HDNodeWallet.fromPhrase(kMnemonic, undefined, `m/44'/60'/0'/0/${index}`).connect(provider),
    );
});
after(async () => {
    provider?.destroy();
    await server?.stop();
});

const code = (expected) => (error) => {
    assert.equal(error.code, expected, error.message);
    return true;
};

test('transactions of all three types are taken, and told as they were sent', async () => {
    const accessList = [{ address: at.lido, storageKeys: [`0x${'01'.padStart(64, '0')}`] }];
    for (const more of [
        { type: 0, gasPrice: 7n },
        { type: 1, gasPrice: 7n, accessList },
        { type: 2, maxFeePerGas: 9n, maxPriorityFeePerGas: 1n, accessList },
    ]) {
        const sent = await alice.sendTransaction({ to: bob.address, value: 5n, ...more });
        const receipt = await sent.wait();
        assert.equal(receipt.type, more.type);
        const told = await provider.getTransaction(sent.hash);
        assert.equal(told.type, more.type);
        assert.equal(told.from, alice.address);
        // ethers puts it together again from what was told: the same hash is the same transaction.
        assert.equal(Transaction.from(told).hash, sent.hash);
        if (more.type > 0) assert.equal(told.accessList[0].address, at.lido);
    }
});

test('a transaction that is valid on every chain is taken, as EIP-155 leaves it', async () => {
    const nonce = await alice.getNonce();
    const old = Transaction.from({
        type: 0,
        nonce,
        to: bob.address,
        value: 1n,
        gasLimit: 21_000n,
        gasPrice: 0n,
    });
    old.signature = alice.signingKey.sign(old.unsignedHash);
    const sent = await provider.broadcastTransaction(old.serialized);
    const receipt = await sent.wait();
    assert.equal(receipt.status, 1);
});

test('errors have the codes that ethers gives them', async () => {
    const nonce = await alice.getNonce();
    const transfer = { to: bob.address, value: 1n, gasLimit: 21_000n };
    await assert.rejects(
        alice.sendTransaction({ ...transfer, nonce: nonce - 1 }),
        code('NONCE_EXPIRED'),
    );
    await assert.rejects(
        alice.sendTransaction({ ...transfer, value: parseEther('1000000') }),
        code('INSUFFICIENT_FUNDS'),
    );
    await assert.rejects(
        alice.sendTransaction({ to: bob.address, value: parseEther('1000000') }),
        code('INSUFFICIENT_FUNDS'),
    );
});

test('one who offers a tenth more replaces what waits, one who offers less does not', async () => {
    await provider.send('evm_setAutomine', [false]);
    const offer = (gasPrice, value) =>
        alice.sendTransaction({ to: bob.address, gasLimit: 21_000n, type: 0, nonce, gasPrice, value });
    const nonce = await alice.getNonce();
    const first = await offer(10n, 1n);
    await assert.rejects(offer(10n, 2n), code('REPLACEMENT_UNDERPRICED'));
    const second = await offer(11n, 3n);
    await provider.send('evm_mine', []);
    await provider.send('evm_setAutomine', [true]);
    assert.equal((await provider.getTransactionReceipt(second.hash)).status, 1);
    assert.equal(await provider.getTransaction(first.hash), null);
    // ethers sees what became of the one that it waits for.
    await assert.rejects(first.wait(), code('TRANSACTION_REPLACED'));
});

test('a revert is a CALL_EXCEPTION with reason, name and data', async () => {
    const lido = new Contract(at.lido, text.lido, bob);
    await assert.rejects(lido.transfer(alice.address, parseEther('1')), (error) => {
        assert.equal(error.code, 'CALL_EXCEPTION');
        assert.equal(error.action, 'estimateGas');
        assert.equal(error.reason, 'BALANCE_EXCEEDED');
        return true;
    });
    const queue = new Contract(at.lidoQueue, text.lidoQueue, bob);
    await assert.rejects(
        queue.requestWithdrawals.staticCall([7n], bob.address),
        (error) => {
            assert.equal(error.code, 'CALL_EXCEPTION');
            assert.equal(error.revert.name, 'RequestAmountTooSmall');
            assert.deepEqual(error.revert.args.toArray(), [7n]);
            return true;
        },
    );
    // Sent all the same, it is mined and its receipt says so.
    const sent = await lido.transfer(alice.address, parseEther('1'), { gasLimit: 200_000n });
    await assert.rejects(sent.wait(), (error) => {
        assert.equal(error.code, 'CALL_EXCEPTION');
        assert.equal(error.receipt.status, 0);
        return true;
    });
});

for (const [name, domainName, version] of [
    ['lido', 'Liquid staked Ether 2.0', '2'],
    ['wsteth', 'Wrapped liquid staked Ether 2.0', '1'],
]) {
    test(`a permit of ${name} is signed and used (EIP-2612)`, async () => {
        const token = new Contract(at[name], text[name], alice);
        const types = {
            Permit: [
                { name: 'owner', type: 'address' },
                { name: 'spender', type: 'address' },
                { name: 'value', type: 'uint256' },
                { name: 'nonce', type: 'uint256' },
                { name: 'deadline', type: 'uint256' },
            ],
        };
        const domain = {
            name: domainName,
            version,
            chainId: 31_337,
            verifyingContract: at[name],
        };
        const { timestamp } = await provider.getBlock('latest');
        const permit = {
            owner: alice.address,
            spender: bob.address,
            value: 1_000n,
            nonce: 0n,
            deadline: timestamp + 3_600,
        };
        const signature = await alice.signTypedData(domain, types, permit);
        // The node signs for its accounts, too: the same bytes (RFC 6979).
        const unlocked = await provider.getSigner(alice.address);
        assert.equal(await unlocked.signTypedData(domain, types, permit), signature);
        const { v, r, s } = Signature.from(signature);
        const asBob = token.connect(bob);
        const use = [alice.address, bob.address, 1_000n, permit.deadline, v, r, s];
        await (await asBob.permit(...use)).wait();
        assert.equal(await token.allowance(alice.address, bob.address), 1_000n);
        assert.equal(await token.nonces(alice.address), 1n);
        // Once only.
        await assert.rejects(asBob.permit.staticCall(...use), code('CALL_EXCEPTION'));
    });
}

test('the node signs and sends for the accounts that it unlocks', async () => {
    const signer = await provider.getSigner(0);
    assert.equal(signer.address, alice.address);
    assert.equal(await signer.signMessage('hello'), await alice.signMessage('hello'));
    const lido = new Contract(at.lido, text.lido, signer);
    const receipt = await (await lido.submit(ZeroAddress, { value: 9n })).wait();
    assert.equal(receipt.from, alice.address);
    assert.equal(receipt.status, 1);
});
