// SPDX-License-Identifier: Apache-2.0
// The facts that the `aquifer_` methods tell of EigenLayer on a chain with a season of life in it,
// each compared with what its contracts answer to eth_call; and bytes in words.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
    decodeAbiParameters,
    encodeErrorResult,
    encodeFunctionData,
    maxUint256,
    parseAbi,
    parseAbiParameters,
    zeroAddress,
} from 'viem';
import { abi as known, at } from './abi.mjs';
import { accounts, stage } from './clients.mjs';
import { W } from './formulas.mjs';
import { insight, kCrowd, played } from './insight.mjs';
import { Distribution } from './tree.mjs';

const kSet = '(address avs, uint32 id)';
const abi = parseAbi([
    'function isOperator(address) view returns (bool)',
    'function delegatedTo(address) view returns (address)',
    'function delegationApprover(address) view returns (address)',
    'function operatorShares(address, address) view returns (uint256)',
    'function getMaxMagnitude(address, address) view returns (uint64)',
    'function getEncumberedMagnitude(address, address) view returns (uint64)',
    'function getAllocationDelay(address) view returns (bool, uint32)',
    `function getRegisteredSets(address) view returns (${kSet}[])`,
    `function getMembers(${kSet}) view returns (address[])`,
    `function getStrategiesInOperatorSet(${kSet}) view returns (address[])`,
    `function getSlashCount(${kSet}) view returns (uint256)`,
    `function getSlasher(${kSet}) view returns (address)`,
    `function isRedistributingOperatorSet(${kSet}) view returns (bool)`,
    `function getRedistributionRecipient(${kSet}) view returns (address)`,
    `function getAllocation(address, ${kSet}, address) view returns ((uint64 currentMagnitude, int128 pendingDiff, uint32 effectBlock))`,
    `function getMinimumSlashableStake(${kSet}, address[], address[], uint32) view returns (uint256[][])`,
    'function totalShares() view returns (uint256)',
    'function underlyingToken() view returns (address)',
    'function sharesToUnderlyingView(uint256) view returns (uint256)',
    'function getTVLLimits() view returns (uint256, uint256)',
    'function strategyIsWhitelistedForDeposit(address) view returns (bool)',
    'function podOwnerDepositShares(address) view returns (int256)',
    'function beaconChainSlashingFactor(address) view returns (uint64)',
    'function podOwner() view returns (address)',
    'function activeValidatorCount() view returns (uint256)',
    'function lastCheckpointTimestamp() view returns (uint64)',
    'function currentCheckpointTimestamp() view returns (uint64)',
    'function withdrawableRestakedExecutionLayerGwei() view returns (uint64)',
]);
let s;
let know;
let named;

const call = (to, functionName, args = []) =>
    s.pub.readContract({ address: named[to] ?? to, abi, functionName, args });
const delegation = (name, ...args) => call('delegationManager', name, args);
const allocation = (name, ...args) => call('allocationManager', name, args);
const somebody = (address) => (address === zeroAddress ? null : address);
const sorted = (list) => [...list].sort();
/// viem's numbers of 32 bits are plain; ours are all bigints.
const setOf = ({ avs, id }) => ({ avs, id: Number(id) });
const setKey = ({ avs, id }) => `${avs} ${id}`;

before(async () => {
    s = await stage(['--demo']);
    know = await insight(s.server.http);
    const contracts = await know.of('contracts');
    named = Object.fromEntries(contracts.map(({ name, address }) => [name, address]));
});
after(() => s?.server.stop());

test('operators have the stakes and magnitudes that the contracts hold', async () => {
    const operators = await know.of('operators');
    const own = [0, 1, 2].map((i) => played(`operator ${i}`));
    assert.deepEqual(
        sorted(operators.map(({ operator }) => operator)),
        sorted([named.renzoOperator0, named.renzoOperator1, ...own]),
    );
    const delegators = [named.operatorDelegator0, named.operatorDelegator1, ...kCrowd];
    const chosen = await Promise.all(delegators.map((who) => delegation('delegatedTo', who)));
    for (const one of operators) {
        const { operator } = one;
        assert.ok(await delegation('isOperator', operator));
        assert.equal(
            one.delegationApprover,
            somebody(await delegation('delegationApprover', operator)),
        );
        assert.equal(one.stakers, BigInt(chosen.filter((to) => to === operator).length));
        const [isSet, delay] = await allocation('getAllocationDelay', operator);
        assert.equal(one.allocationDelayBlocks, isSet ? BigInt(delay) : null);
        for (const { strategy, shares, maxMagnitude, encumberedMagnitude } of one.stakes) {
            assert.equal(shares, await delegation('operatorShares', operator, strategy));
            assert.equal(maxMagnitude, await allocation('getMaxMagnitude', operator, strategy));
            assert.equal(
                encumberedMagnitude,
                await allocation('getEncumberedMagnitude', operator, strategy),
            );
        }
        const sets = await allocation('getRegisteredSets', operator);
        assert.deepEqual(sorted(one.operatorSets.map(setKey)), sorted(sets.map(setKey)));
    }
});

test('operator sets have their members, strategies, slashers and slashes', async () => {
    const sets = await know.of('operatorSets');
    const services = ['bridge', 'oracle', 'sequencer'].map((name) => played(`avs ${name}`));
    assert.deepEqual(sorted(sets.map(({ avs }) => avs)), sorted(services));
    let slashes = 0n;
    for (const one of sets) {
        const set = setOf(one);
        assert.deepEqual(one.operators, await allocation('getMembers', set));
        assert.deepEqual(one.strategies, await allocation('getStrategiesInOperatorSet', set));
        assert.equal(one.slashes, await allocation('getSlashCount', set));
        assert.equal(one.slasher, somebody(await allocation('getSlasher', set)));
        assert.equal(one.redistributing, await allocation('isRedistributingOperatorSet', set));
        assert.equal(one.slashedGoesTo, await allocation('getRedistributionRecipient', set));
        assert.deepEqual(await know.of('operatorSets', one.avs), [one]);
        slashes += one.slashes;
    }
    assert.ok(slashes > 0n);
});

test('who may slash, and for how much, is what the allocations say', async () => {
    const rows = await know.of('slashers', 'ezETH');
    // Two operators, three services, two strategies.
    assert.equal(rows.length, 12);
    const next = Number(await s.pub.getBlockNumber({ cacheTime: 0 })) + 1;
    for (const row of rows) {
        const { operator, strategy } = row;
        const set = setOf(row.operatorSet);
        assert.ok([named.renzoOperator0, named.renzoOperator1].includes(operator));
        assert.equal(row.slasher, await allocation('getSlasher', set));
        const { currentMagnitude } = await allocation('getAllocation', operator, set, strategy);
        assert.equal(row.magnitude, currentMagnitude);
        assert.equal(row.maxMagnitude, await allocation('getMaxMagnitude', operator, strategy));
        const [[stake]] = await allocation(
            'getMinimumSlashableStake',
            set,
            [operator],
            [strategy],
            next,
        );
        assert.equal(row.shares, stake);
    }
    // The same rows are found by operator and by strategy; by token they are of all its strategies.
    const byOperator = [
        ...(await know.of('slashers', 'renzoOperator0')),
        ...(await know.of('slashers', 'renzoOperator1')),
    ];
    assert.equal(byOperator.length, 12);
    for (const row of byOperator) assert.ok(rows.some((one) => key(one) === key(row)));
    const byToken = await know.of('slashers', 'lido');
    assert.deepEqual(await know.of('slashers', 'stEthStrategy'), byToken);
    assert.equal(byToken.length, 15);
    // What is at risk of ezETH is of these rows, and no more than they hold.
    const backing = await know.of('backing', 'ezETH');
    assert.equal(backing.atRisk.length, rows.length);
    for (const { amount, ofOne } of backing.atRisk) {
        assert.equal(ofOne, (amount * W) / backing.supply);
    }
});
const key = ({ operatorSet, operator, strategy }) => `${setKey(operatorSet)} ${operator} ${strategy}`;

test('strategies and pods are as their contracts say', async () => {
    const strategies = await know.of('strategies');
    // Native ether is the last, and no contract.
    assert.equal(strategies.pop().kind, 'beaconChain');
    for (const one of strategies) {
        const { strategy } = one;
        assert.equal(one.asset, await call(strategy, 'underlyingToken'));
        assert.equal(one.totalShares, await call(strategy, 'totalShares'));
        assert.equal(one.underlyingPerShare, await call(strategy, 'sharesToUnderlyingView', [W]));
        assert.equal(
            one.totalUnderlying,
            await call(strategy, 'sharesToUnderlyingView', [one.totalShares]),
        );
        assert.deepEqual(
            [one.depositMax, one.totalDepositsMax],
            await call(strategy, 'getTVLLimits'),
        );
        assert.equal(
            one.whitelisted,
            await call('strategyManager', 'strategyIsWhitelistedForDeposit', [strategy]),
        );
    }
    assert.equal(strategies.find(({ asset }) => asset === at.lido).depositMax, maxUint256);
    for (const one of await know.of('pods')) {
        const { pod, owner } = one;
        assert.equal(owner, await call(pod, 'podOwner'));
        const manager = (name) => call('eigenPodManager', name, [owner]);
        assert.equal(BigInt(one.depositShares), await manager('podOwnerDepositShares'));
        assert.equal(one.beaconChainSlashingFactor, await manager('beaconChainSlashingFactor'));
        assert.equal(one.etherWei, await s.ether(pod));
        assert.equal(one.activeValidators, await call(pod, 'activeValidatorCount'));
        assert.equal(one.lastCheckpointTime, await call(pod, 'lastCheckpointTimestamp'));
        assert.equal(
            one.restakedExecutionLayerGwei,
            await call(pod, 'withdrawableRestakedExecutionLayerGwei'),
        );
        assert.equal(one.openCheckpointTime ?? 0n, await call(pod, 'currentCheckpointTimestamp'));
    }
    assert.deepEqual(await know.of('vaults'), []);
});

test('interfaces are what viem needs to call and to decode', async () => {
    const entries = await know.raw('abi', 'delegationManager');
    const who = played('user 2');
    const answer = await s.pub.readContract({
        address: at.delegationManager,
        abi: entries,
        functionName: 'delegatedTo',
        args: [who],
    });
    assert.equal(answer, await delegation('delegatedTo', who));
    const events = await s.pub.getContractEvents({
        address: at.delegationManager,
        abi: entries,
        eventName: 'SlashingWithdrawalQueued',
        fromBlock: 'earliest',
    });
    assert.ok(events.length > 20);
    assert.equal(events[0].args.withdrawal.staker.length, 42);
});

test('calldata, logs and reverts are told in words', async () => {
    const call = await know.of('decode', {
        calldata: encodeFunctionData({
            abi: known.restakeManager,
            functionName: 'deposit',
            args: [at.lido, 5n],
        }),
        to: at.restakeManager,
    });
    assert.equal(call.name, 'deposit');
    assert.equal(call.wrong, null);
    assert.deepEqual(call.arguments.map(({ value }) => value), ['lido', '5']);
    const revert = await know.of('decode', {
        revert: encodeErrorResult({
            abi: known.lidoQueue,
            errorName: 'RequestNotFoundOrNotFinalized',
            args: [7n],
        }),
    });
    assert.equal(revert.name, 'RequestNotFoundOrNotFinalized');
    assert.deepEqual(revert.arguments.map(({ value }) => value), ['7']);
    const [log] = await s.pub.getContractEvents({
        address: at.lido,
        abi: known.lido,
        eventName: 'Submitted',
        fromBlock: 'earliest',
    });
    const event = await know.of('decode', { topics: log.topics, data: log.data });
    assert.equal(event.name, 'Submitted');
    assert.equal(event.arguments[1].value, String(log.args.amount));
});

test('whoever submits a root publishes what it is made of', async () => {
    // Behind the arguments of submitRoot stand earners and earnings (docs/guide/autopilot.md).
    const logs = await s.pub.getContractEvents({
        address: at.rewardsCoordinator,
        abi: known.rewardsCoordinator,
        eventName: 'DistributionRootSubmitted',
        fromBlock: 'earliest',
    });
    assert.ok(logs.length > 5);
    const { input } = await s.pub.getTransaction({ hash: logs.at(-1).transactionHash });
    const fixed = encodeFunctionData({
        abi: known.rewardsCoordinator,
        functionName: 'submitRoot',
        args: [logs.at(-1).args.root, logs.at(-1).args.rewardsCalculationEndTimestamp],
    });
    assert.ok(input.startsWith(fixed) && input.length > fixed.length);
    const told = await know.of('decode', { calldata: input, to: at.rewardsCoordinator });
    assert.equal(told.name, 'submitRoot');
    const [earners, earnings] = decodeAbiParameters(
        parseAbiParameters('address[], uint256[]'),
        `0x${input.slice(fixed.length)}`,
    );
    assert.equal(told.wrong, null);
    // The tree above them, built here, has that root.
    const all = Object.fromEntries(earners.map((who, i) => [who, { [at.weth]: earnings[i] }]));
    assert.equal(new Distribution(all).root, logs.at(-1).args.root);
});

test('states of earlier blocks are as they were', async () => {
    const before = await s.pub.getBlockNumber({ cacheTime: 0 });
    const hash = await know.raw('stateHash');
    const position = await know.raw('position', played('user 3'));
    await s.send(accounts[0], 'lido', 'submit', [zeroAddress], W);
    const tag = `0x${before.toString(16)}`;
    assert.equal(await know.raw('stateHash', tag), hash);
    assert.notEqual(await know.raw('stateHash'), hash);
    assert.deepEqual(await know.raw('position', played('user 3'), tag), position);
});

test('what is not there is refused with what is', async () => {
    const kInvalid = -32602;
    const refusals = [
        [['backing', 'ezeth'], /did you mean ezETH\?/],
        [['backing', 'nothing at all'], /a token with something behind it/],
        [['backing', `0x${'12'.repeat(20)}`], /a token with something behind it/],
        [['backing'], /missing/],
        [['position', '0x12'], /expected an address/],
        [['position', 12], /expected a text; got 12/],
        [['position', played('user 0'), 'yesterday'], /block/],
        [['slashers', 'weth'], /a restaked token, a strategy or an operator/],
        [['rateHistory', 'lidoQueue'], /a token with a rate/],
        [['rateHistory', 'wsteth', 'latest', 'earliest'], /toBlock is before fromBlock/],
        [['rateHistory', 'wsteth', 'earliest', 'latest', 1_001], /points are from 1 to 1000/],
        [['ticket', { protocol: 'rocket', id: 1 }], /lido, renzo or eigenlayer/],
        [['ticket', { protocol: 'lido', id: 100_000 }], /its last is/],
        [['ticket', { protocol: 'eigenlayer', root: `0x${'00'.repeat(32)}` }], /no queued withdrawal/],
        [['abi', 'wetth'], /did you mean weth\?/],
        [['decode', {}], /one of calldata/],
        [['rates', 'latest', 'more'], /at most 1/],
        [['wait', { days: 1, blocks: 1 }], /one of blocks, seconds and days/],
        [['beaconDeposit', { pol: 'lido' }], /no member pol/],
    ];
    for (const [[name, ...params], words] of refusals) {
        const { code, message } = await know.error(name, ...params);
        assert.equal(code, kInvalid, `${name}: ${message}`);
        assert.match(message, words);
    }
    // A state that is no longer held is no invalid argument.
    const old = await know.error('backing', 'ezETH', 'earliest');
    assert.equal(old.code, -32000);
    assert.match(old.message, /no longer held: the oldest is that of block \d+/);
});
