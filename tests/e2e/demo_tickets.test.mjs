// SPDX-License-Identifier: Apache-2.0
// What `aquifer_ticket` says of requests that wait after a season of life: when each can be claimed
// and for how much. Claiming it is the test: one block or second earlier it is refused, and then it
// pays that. The season comes from a folder and is not played on, so that nobody else claims.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parseAbi, parseEventLogs } from 'viem';
import { abi as known, at, kNative } from './abi.mjs';
import { stage } from './clients.mjs';
import { insight, kCrowd } from './insight.mjs';
import { serve } from './server.mjs';

const abi = parseAbi([
    'function getQueuedWithdrawal(bytes32 withdrawalRoot) view returns ((address staker, address delegatedTo, address withdrawer, uint256 nonce, uint32 startBlock, address[] strategies, uint256[] scaledShares) withdrawal, uint256[] shares)',
    'function underlyingToken() view returns (address)',
    'function balanceOf(address) view returns (uint256)',
    'function claimWithdrawal(uint256 requestId)',
    'event Transfer(address indexed from, address indexed to, uint256 value)',
]);
let s;
let know;
let folder;
let tickets;

before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aquifer-tickets-'));
    await (await serve(['--demo', '--db', folder])).stop();
    s = await stage(['--db', folder]);
    know = await insight(s.server.http);
    const positions = await Promise.all(kCrowd.map((who) => know.of('position', who)));
    tickets = positions.flatMap((position) => position.tickets);
});
after(async () => {
    await s?.server.stop();
    await rm(folder, { recursive: true, force: true });
});

/// A transaction of the owner's that may be refused: with its gas given, it is sent all the same.
async function send(ticket, contract, functionName, args) {
    const account = ticket.owner;
    await s.test.impersonateAccount({ address: account });
    const wallet = s.walletOf(account);
    const hash = await wallet.writeContract({ ...contract, functionName, args, gas: 1_000_000n });
    return s.pub.getTransactionReceipt({ hash });
}
const nameOf = ({ protocol, id, root }) =>
    protocol === 'eigenlayer' ? { protocol, root } : { protocol, id: `0x${id.toString(16)}` };
const again = (ticket) => know.of('ticket', nameOf(ticket));

test('a position has the tickets that aquifer_ticket has', async () => {
    for (const protocol of ['lido', 'renzo', 'eigenlayer']) {
        const some = tickets.filter((ticket) => ticket.protocol === protocol);
        assert.ok(some.length > 2, `${some.length} tickets of ${protocol}`);
        for (const ticket of some) assert.deepEqual(await again(ticket), ticket);
    }
});

test('of Lido, what is finalised pays what its ticket says, and the rest is refused', async () => {
    const queue = { address: at.lidoQueue, abi: [...abi, ...known.lidoQueue] };
    const lido = tickets.filter(({ protocol, claimed }) => protocol === 'lido' && !claimed);
    const ready = lido.filter(({ claimable }) => claimable);
    assert.ok(ready.length > 0);
    for (const ticket of ready) {
        const [{ asset, amount }] = ticket.payments;
        assert.equal(asset, kNative);
        const before = await s.ether(ticket.owner);
        const receipt = await send(ticket, queue, 'claimWithdrawal', [ticket.id]);
        assert.equal(receipt.status, 'success');
        assert.equal((await s.ether(ticket.owner)) - before, amount);
        assert.equal((await again(ticket)).claimed, true);
    }
    const waiting = lido.filter(({ claimable }) => !claimable);
    assert.ok(waiting.length > 0);
    for (const ticket of waiting) {
        assert.equal(ticket.waitsForOthers, true);
        assert.match(ticket.refusal, /RequestNotFoundOrNotFinalized/);
        const receipt = await send(ticket, queue, 'claimWithdrawal', [ticket.id]);
        assert.equal(receipt.status, 'reverted');
    }
});

test('of EigenLayer, it pays from the block that its ticket names', async () => {
    const manager = { address: at.delegationManager, abi: [...abi, ...known.delegationManager] };
    const read = (functionName, ...args) => s.pub.readContract({ ...manager, functionName, args });
    const { number } = await s.pub.getBlock();
    const later = tickets
        .filter((one) => one.protocol === 'eigenlayer' && one.claimableFromBlock > number + 3n)
        .sort((a, b) => Number(a.claimableFromBlock - b.claimableFromBlock));
    assert.ok(later.length > 5);
    let last = 0n;
    for (const ticket of later.slice(0, 12)) {
        // Several may become due together: one is enough.
        if (ticket.claimableFromBlock < last + 4n) continue;
        last = ticket.claimableFromBlock;
        const now = await s.pub.getBlockNumber({ cacheTime: 0 });
        await s.test.mine({ blocks: Number(last - 2n - now) });
        const [withdrawal] = await read('getQueuedWithdrawal', ticket.root);
        const tokens = await Promise.all(
            withdrawal.strategies.map((address) =>
                s.pub.readContract({ address, abi, functionName: 'underlyingToken' }),
            ),
        );
        const claim = () =>
            send(ticket, manager, 'completeQueuedWithdrawal', [withdrawal, tokens, true]);
        const early = await claim();
        assert.equal(early.status, 'reverted');
        assert.equal(early.blockNumber, last - 1n);
        const before = await again(ticket);
        assert.equal(before.claimable, false);
        assert.match(before.refusal, /WithdrawalDelayNotElapsed/);
        const receipt = await claim();
        assert.equal(receipt.status, 'success');
        assert.equal(receipt.blockNumber, last);
        assert.deepEqual(before.payments.map(({ asset }) => asset), tokens);
        const paid = parseEventLogs({ abi, logs: receipt.logs, eventName: 'Transfer' });
        for (const { asset, amount } of before.payments) {
            const log = paid.find(({ address }) => address.toLowerCase() === asset.toLowerCase());
            assert.equal(log.args.to, ticket.owner);
            assert.equal(log.args.value, amount);
        }
        await know.error('ticket', nameOf(ticket));
    }
    assert.ok(last > 0n);
});

test('of Renzo, it pays from the second that its ticket names', async () => {
    const queue = { address: at.withdrawQueue, abi: known.withdrawQueue };
    const waiting = tickets.filter(({ protocol }) => protocol === 'renzo');
    let paid = 0;
    // From the last index down: a claim moves the last request into its place.
    const order = [...waiting].sort((a, b) => Number(b.index - a.index));
    for (const { owner, id } of order) {
        let ticket = await know.of('ticket', { protocol: 'renzo', id: `0x${id.toString(16)}` });
        if (ticket.waitsForOthers) {
            assert.ok(ticket.missing > 0n);
            const receipt = await send(ticket, queue, 'claim', [ticket.index, owner]);
            assert.equal(receipt.status, 'reverted');
            continue;
        }
        const now = (await s.pub.getBlock()).timestamp;
        if (ticket.claimableFromTime > now + 1n) {
            await s.test.setNextBlockTimestamp({ timestamp: ticket.claimableFromTime - 1n });
            const early = await send(ticket, queue, 'claim', [ticket.index, owner]);
            assert.equal(early.status, 'reverted');
            ticket = await again(ticket);
            assert.match(ticket.refusal, /EarlyClaim/);
        }
        const [{ asset, amount }] = ticket.payments;
        const balance = () =>
            asset === kNative
                ? s.ether(owner)
                : s.pub.readContract({ address: asset, abi, functionName: 'balanceOf', args: [owner] });
        const before = await balance();
        const receipt = await send(ticket, queue, 'claim', [ticket.index, owner]);
        assert.equal(receipt.status, 'success');
        const got = (await balance()) - before;
        // stETH moves in shares, which round a wei or two away.
        assert.ok(got <= amount && amount - got <= (asset === kNative ? 0n : 2n), `${got} of ${amount}`);
        ++paid;
    }
    assert.ok(paid > 1, `${paid} paid`);
});
