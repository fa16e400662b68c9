// SPDX-License-Identifier: Apache-2.0
// The facts that the `aquifer_` methods tell of a chain with a season of life in it, each compared
// with what the contracts themselves answer to eth_call: tokens, backing, rates, positions, queues.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createPublicClient, getAddress, parseAbi, webSocket, zeroAddress } from 'viem';
import { at, kNative } from './abi.mjs';
import { chainAt, stage } from './clients.mjs';
import { W } from './formulas.mjs';
import { insight, kCrowd, played, sum } from './insight.mjs';

const abi = parseAbi([
    'function balanceOf(address) view returns (uint256)',
    'function totalSupply() view returns (uint256)',
    'function totalShares() view returns (uint256)',
    'function symbol() view returns (string)',
    'function decimals() view returns (uint8)',
    'function calculateTVLs() view returns (uint256[][], uint256[], uint256)',
    'function getTotalPooledEther() view returns (uint256)',
    'function sharesToUnderlyingView(uint256) view returns (uint256)',
    'function operatorShares(address, address) view returns (uint256)',
    'function delegatedTo(address) view returns (address)',
    'function getWithdrawableShares(address, address[]) view returns (uint256[], uint256[])',
    'function ownerToPod(address) view returns (address)',
    'function getPooledEthByShares(uint256) view returns (uint256)',
    'function stEthPerToken() view returns (uint256)',
    'function exchangeRate() view returns (uint256)',
    'function getRate() view returns (uint256)',
    'function getExchangeRate() view returns (uint256)',
    'function convertToAssets(uint256) view returns (uint256)',
    'function mETHToETH(uint256) view returns (uint256)',
    'function getLastRequestId() view returns (uint256)',
    'function getLastFinalizedRequestId() view returns (uint256)',
    'function unfinalizedRequestNumber() view returns (uint256)',
    'function unfinalizedStETH() view returns (uint256)',
    'function getLockedEtherAmount() view returns (uint256)',
    'function isPaused() view returns (bool)',
    'function isBunkerModeActive() view returns (bool)',
    'function getWithdrawalRequests(address) view returns (uint256[])',
    'function withdrawalBufferTarget(address) view returns (uint256)',
    'function getAvailableToWithdraw(address) view returns (uint256)',
    'function claimReserve(address) view returns (uint256)',
    'function getOutstandingWithdrawRequests(address) view returns (uint256)',
    'function getQueuedWithdrawalRoots(address) view returns (bytes32[])',
    'event SlashingWithdrawalQueued(bytes32 withdrawalRoot, (address staker, address delegatedTo, address withdrawer, uint256 nonce, uint32 startBlock, address[] strategies, uint256[] scaledShares) withdrawal, uint256[] sharesToWithdraw)',
    'event SlashingWithdrawalCompleted(bytes32 withdrawalRoot)',
    'event TokenRebased(uint256 indexed reportTimestamp, uint256 timeElapsed, uint256 preTotalShares, uint256 preTotalEther, uint256 postTotalShares, uint256 postTotalEther, uint256 sharesMintedAsFees)',
    'event Deposit(address depositor, address token, uint256 amount, uint256 ezETHMinted, uint256 referralId)',
    'event WithdrawRequestCreated(uint256 indexed withdrawRequestID, address user, address claimToken, uint256 amountToRedeem, uint256 ezETHAmountLocked, uint256 withdrawRequestIndex, bool queued, uint256 queueFilled)',
]);
let s;
let know;
let named;

/// What a contract answers, by its name in the node or its address.
const call = (to, functionName, args = [], blockNumber = undefined) =>
    s.pub.readContract({ address: named[to] ?? to, abi, functionName, args, blockNumber });
const balance = (token, who) =>
    token === kNative ? s.ether(who) : call(token, 'balanceOf', [who]);

before(async () => {
    s = await stage(['--demo']);
    know = await insight(s.server.http);
    const contracts = await know.of('contracts');
    named = Object.fromEntries(contracts.map(({ name, address }) => [name, address]));
});
after(() => s?.server.stop());

test('contracts stand where mainnet has them', () => {
    const { operatorDelegator0: _, registrar: __, ...mainnet } = at;
    for (const [name, address] of Object.entries(mainnet)) {
        assert.equal(named[name], getAddress(address), name);
    }
});

test('what backs ezETH is what calculateTVLs says', async () => {
    const backing = await know.of('backing', 'ezETH');
    const [cells, delegators, total] = await call('restakeManager', 'calculateTVLs');
    assert.equal(backing.token, at.ezETH);
    assert.equal(backing.unit, 'wei');
    assert.equal(backing.supply, await call('ezETH', 'totalSupply'));
    assert.equal(backing.total, total);
    const parts = backing.parts.filter(({ what }) => what === 'delegator');
    assert.deepEqual(parts.map(({ amount }) => amount), [...delegators]);
    for (const [i, part] of parts.entries()) {
        assert.equal(part.operator, await call('delegationManager', 'delegatedTo', [part.at]));
        assert.deepEqual(
            part.parts.map(({ amount }) => amount),
            cells[i].filter((cell) => cell > 0n),
        );
    }
    assert.equal(sum(backing.parts.map(({ amount }) => amount)), total);
    // Down the tree: parts of a part are together at most as much, and less by rounding only.
    const walk = (part) => {
        assert.equal(part.ofOne, (part.amount * W) / backing.supply);
        if (part.parts.length === 0) return;
        const inside = sum(part.parts.map(({ amount }) => amount));
        assert.ok(inside <= part.amount && part.amount - inside < 100n, `${part.what} ${inside}`);
        part.parts.forEach(walk);
    };
    backing.parts.forEach(walk);
    // Rates are of the same figures.
    assert.equal(await call('rateProvider', 'getRate'), (W * total) / backing.supply);
});

test('what backs stETH and the shares of a strategy is what their contracts count', async () => {
    const lido = await know.of('backing', 'lido');
    assert.equal(lido.supply, await call('lido', 'totalSupply'));
    assert.equal(lido.total, await call('lido', 'getTotalPooledEther'));
    assert.equal(sum(lido.parts.map(({ amount }) => amount)), lido.total);
    const strategy = await know.of('backing', 'stEthStrategy');
    assert.equal(strategy.unit, 'shares');
    assert.equal(strategy.total, await call('stEthStrategy', 'totalShares'));
    assert.equal(sum(strategy.parts.map(({ amount }) => amount)), strategy.total);
    const operators = strategy.parts.filter(({ what }) => what === 'operator');
    assert.equal(operators.length, 5);
    for (const { at: operator, amount } of operators) {
        assert.equal(
            amount,
            await call('delegationManager', 'operatorShares', [operator, named.stEthStrategy]),
        );
    }
});

/// Each token's rate as its own contract tells it.
const kRates = {
    stETH: async () => W,
    frxETH: async () => W,
    WETH: async () => W,
    wstETH: (block) => call('wsteth', 'stEthPerToken', [], block),
    ezETH: (block) => call('rateProvider', 'getRate', [], block),
    wBETH: (block) => call('wbeth', 'exchangeRate', [], block),
    cbETH: (block) => call('cbeth', 'exchangeRate', [], block),
    rETH: (block) => call('reth', 'getExchangeRate', [], block),
    swETH: (block) => call('sweth', 'getRate', [], block),
    sfrxETH: (block) => call('sfrxeth', 'convertToAssets', [W], block),
    mETH: (block) => call('methStaking', 'mETHToETH', [W], block),
};

test('rates are what each token says of itself', async () => {
    const rates = await know.of('rates');
    assert.deepEqual(rates.map(({ symbol }) => symbol).sort(), Object.keys(kRates).sort());
    for (const { symbol, wei } of rates) assert.equal(wei, await kRates[symbol](), symbol);
});

test('the history of a rate is what eth_call answered at those blocks', async () => {
    for (const { symbol, token } of await know.of('rates')) {
        const { oldestState, points } = await know.of('rateHistory', token, 'earliest', 'latest', 50);
        assert.equal(points.length, 50);
        assert.ok(oldestState < points.at(-2).block);
        for (const { block, wei, source } of points) {
            assert.equal(source === 'state', block >= oldestState, `${symbol} at ${block}`);
            if (source === 'state') assert.equal(wei, await kRates[symbol](block), symbol);
        }
    }
});

test('before that it is what logs told, and states that others hold agree', async () => {
    // The same season on a node that lets go of no state.
    const kept = await stage(['--demo', '--set', 'limits.history_blocks=1000000']);
    try {
        const all = await insight(kept.server.http);
        const told = [
            // Reports: to the wei.
            ['wsteth', at.lido, 'TokenRebased', () => true, 0n],
            // What was changed for what: digits that the amount has.
            ['ezETH', at.restakeManager, 'Deposit', ({ token }) => token === zeroAddress, 1_000n],
            ['ezETH', at.withdrawQueue, 'WithdrawRequestCreated', isForEther, 1_000n],
        ];
        for (const [token, address, eventName, counts, tolerance] of told) {
            const from = await know.of('rateHistory', token, 'latest', 'latest', 1);
            const events = await s.pub.getContractEvents({
                address,
                abi,
                eventName,
                fromBlock: 'earliest',
                toBlock: from.oldestState - 1n,
            });
            const blocks = events.filter(({ args }) => counts(args)).map((e) => e.blockNumber);
            assert.ok(blocks.length > 10, `${eventName}: ${blocks.length}`);
            for (const block of blocks.slice(-40)) {
                const points = async (of, first) => {
                    const range = [first, block].map((n) => `0x${n.toString(16)}`);
                    return (await of('rateHistory', token, ...range, 2)).points;
                };
                const log = (await points(know.of, block)).at(-1);
                const [before, after] = await points(all.of, block - 1n);
                assert.deepEqual([log.source, before.source, after.source], ['log', 'state', 'state']);
                // Others may have moved the rate in the same block, before it or after.
                const low = (before.wei < after.wei ? before.wei : after.wei) - tolerance;
                const high = (before.wei > after.wei ? before.wei : after.wei) + tolerance;
                assert.ok(log.wei >= low && log.wei <= high, `${token} at ${block}: ${log.wei}`);
                if (eventName === 'TokenRebased') assert.equal(log.wei, after.wei);
            }
        }
        const [first] = (await know.of('rateHistory', 'ezETH', 'earliest', 'earliest', 1)).points;
        assert.deepEqual([first.source, first.wei], ['none', null]);
    } finally {
        await kept.server.stop();
    }
});
/// A request for native ether.
const isForEther = ({ claimToken }) => claimToken.toLowerCase() === kNative.toLowerCase();

test('a position is the balances that contracts answer', async () => {
    const tokens = (await know.of('rates')).map(({ token }) => token);
    const strategies = (await know.of('strategies')).map(({ strategy }) => strategy);
    let restakers = 0;
    for (const who of kCrowd.slice(0, 40)) {
        const position = await know.of('position', who);
        assert.equal(position.etherWei, await s.ether(who));
        for (const token of tokens) {
            const held = position.tokens.find((one) => one.token === token);
            assert.equal(held?.amount ?? 0n, await balance(token, who));
            if (held !== undefined) assert.equal(held.symbol, await call(token, 'symbol'));
        }
        const operator = await call('delegationManager', 'delegatedTo', [who]);
        assert.equal(position.delegatedTo ?? `0x${'0'.repeat(40)}`, operator);
        const [withdrawable, deposited] = await call('delegationManager', 'getWithdrawableShares', [
            who,
            strategies,
        ]);
        for (const [i, strategy] of strategies.entries()) {
            const held = position.restaked.find((one) => one.strategy === strategy);
            assert.equal(held?.depositShares ?? 0n, deposited[i]);
            if (held === undefined) continue;
            ++restakers;
            assert.equal(held.withdrawableShares, withdrawable[i]);
            assert.equal(
                held.underlying,
                await call(strategy, 'sharesToUnderlyingView', [withdrawable[i]]),
            );
        }
        const roots = await call('delegationManager', 'getQueuedWithdrawalRoots', [who]);
        const ids = await call('lidoQueue', 'getWithdrawalRequests', [who]);
        const count = await call('withdrawQueue', 'getOutstandingWithdrawRequests', [who]);
        const of = (protocol) => position.tickets.filter((one) => one.protocol === protocol);
        assert.deepEqual(of('eigenlayer').map(({ root }) => root).sort(), [...roots].sort());
        assert.deepEqual(of('lido').map(({ id }) => id), [...ids].sort((a, b) => Number(a - b)));
        assert.equal(BigInt(of('renzo').length), count);
        // What it is worth together.
        const values = [
            position.tokens,
            position.restaked,
            position.tickets.flatMap(({ payments }) => payments),
        ].flat();
        const worth = sum(values.map(({ valueWei }) => valueWei ?? 0n));
        assert.equal(position.totalValueWei, position.etherWei + worth);
    }
    assert.ok(restakers > 10);
});

test('values are by the rates', async () => {
    const rates = new Map((await know.of('rates')).map(({ token, wei }) => [token, wei]));
    for (const who of kCrowd.slice(0, 20)) {
        for (const { token, amount, valueWei } of (await know.of('position', who)).tokens) {
            // By the protocol's own conversion, which rounds once; the rate was rounded before.
            const about = (amount * rates.get(token)) / W;
            const off = valueWei - about;
            assert.ok(off >= 0n && off <= amount / W + 1n, `${token}: ${valueWei}, about ${about}`);
        }
    }
});

test('queues are as long as their contracts say', async () => {
    const { lido, renzo, eigenlayer } = await know.of('queues');
    assert.deepEqual(lido, {
        lastId: await call('lidoQueue', 'getLastRequestId'),
        lastFinalizedId: await call('lidoQueue', 'getLastFinalizedRequestId'),
        length: await call('lidoQueue', 'unfinalizedRequestNumber'),
        unfinalizedStEth: await call('lidoQueue', 'unfinalizedStETH'),
        nextStEth: lido.nextStEth,
        lockedWei: await call('lidoQueue', 'getLockedEtherAmount'),
        paused: await call('lidoQueue', 'isPaused'),
        bunkerMode: await call('lidoQueue', 'isBunkerModeActive'),
    });
    for (const queue of renzo) {
        const ask = (name) => call('withdrawQueue', name, [queue.asset]);
        assert.equal(queue.bufferTarget, await ask('withdrawalBufferTarget'));
        assert.equal(queue.available, await ask('getAvailableToWithdraw'));
        assert.equal(queue.reservedForClaims, await ask('claimReserve'));
    }
    assert.deepEqual(renzo.map(({ asset }) => asset), [kNative, at.lido, named.wbeth]);
    const logs = (eventName) =>
        s.pub.getContractEvents({
            address: at.delegationManager,
            abi,
            eventName,
            fromBlock: 'earliest',
        });
    const queued = await logs('SlashingWithdrawalQueued');
    const done = await logs('SlashingWithdrawalCompleted');
    assert.ok(done.length > 10);
    assert.equal(eigenlayer.length, BigInt(queued.length - done.length));
});

test('the beacon chain keeps time with the blocks', async () => {
    const beacon = await know.of('beacon');
    const { timestamp } = await s.pub.getBlock();
    assert.equal(beacon.genesisTime, 1_606_824_023n);
    assert.equal(beacon.slot, (timestamp - beacon.genesisTime) / 12n);
    assert.equal(beacon.epoch, beacon.slot / 32n);
    assert.equal(beacon.balanceGwei, sum(beacon.pools.map(({ balanceGwei }) => balanceGwei)));
    const lido = beacon.pools.find(({ name }) => name === 'lido');
    assert.equal(lido.withdrawalAddress, at.withdrawalVault);
    // Each of Renzo's pods proved some of the validators that pay to it.
    const pods = await know.of('pods');
    assert.equal(pods.length, 2);
    for (const { pod, owner } of pods) {
        assert.equal(await call('eigenPodManager', 'ownerToPod', [owner]), pod);
    }
});

test('every reading method answers the same over WebSocket', async () => {
    const client = createPublicClient({
        chain: chainAt(s.server),
        transport: webSocket(s.server.ws),
    });
    const [lidoTicket] = (await know.raw('position', played('user 0'))).tickets;
    const params = {
        abi: ['weth'],
        decode: [{ revert: '0x' }],
        position: [played('user 1')],
        backing: ['ezETH'],
        slashers: ['ezETH'],
        ticket: [lidoTicket ?? { protocol: 'lido', id: 1 }],
        rateHistory: ['wsteth', 'earliest', 'latest', 10],
    };
    const reading = [...know.methods.keys()]
        .filter((name) => name.startsWith('aquifer_'))
        .map((name) => name.slice('aquifer_'.length))
        .filter((name) => !/^(beacon.|deploy|createAvs|wait)/.test(name));
    assert.equal(reading.length, 17);
    for (const name of reading) {
        const method = `aquifer_${name}`;
        const answer = await client.request({ method, params: params[name] ?? [] });
        assert.deepEqual(answer, await know.raw(name, ...(params[name] ?? [])), name);
    }
    const socket = await client.transport.getRpcClient();
    socket.close();
});
