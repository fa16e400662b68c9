// SPDX-License-Identifier: Apache-2.0
// The `aquifer_` methods that change something: the beacon chain's commands, deploying a token, a
// strategy and an AVS, and waiting. What they did is asked from contracts and by arithmetic.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseEther, zeroAddress } from 'viem';
import { at, kUnsigned, operatorSet } from './abi.mjs';
import { accounts, stage } from './clients.mjs';
import { W } from './formulas.mjs';
import { insight } from './insight.mjs';
import { ask, serve } from './server.mjs';

const [alice, bob, carol] = accounts;
const kGwei = 1_000_000_000n;
const kEpoch = 32 * 12;
const kVault = '0x000000000000000000000000000000000000f001';
let s;
let know;

const pool = async (name) => (await know.of('beacon')).pools.find((one) => one.name === name);
const wait = (epochs) => know.of('wait', { seconds: epochs * kEpoch });

before(async () => {
    s = await stage();
    know = await insight(s.server.http);
    assert.equal(await know.of('beaconAddPool', { pool: 'mine', address: kVault }), true);
});
after(() => s?.server.stop());

test('validators that are founded are active at once and earn', async () => {
    assert.equal(await know.of('beaconFound', { pool: 'mine', n: 10 }), true);
    const before = await pool('mine');
    assert.equal(before.withdrawalAddress.toLowerCase(), kVault);
    assert.equal(before.validators, 10n);
    assert.equal(before.balanceGwei, 320n * kGwei);
    await wait(225);
    const { balanceGwei, withdrawnGwei } = await pool('mine');
    // About 3 % a year at 36 million staked: 320 ether earn 0.02 to 0.04 ether a day.
    const earned = balanceGwei + withdrawnGwei - before.balanceGwei;
    assert.ok(earned > kGwei / 50n && earned < kGwei / 25n, `${earned} gwei`);
    // What was swept arrived as ether.
    assert.equal(await s.ether(kVault), withdrawnGwei * kGwei);
});

test('a deposit waits in the queue, then is a validator', async () => {
    assert.equal(await know.of('beaconDeposit', { pool: 'mine', n: 2 }), true);
    const waiting = await know.of('beacon');
    assert.equal(waiting.pendingDeposits, 2n);
    assert.equal(waiting.pendingDepositsGwei, 64n * kGwei);
    assert.equal((await pool('mine')).pendingDepositsGwei, 64n * kGwei);
    await wait(10);
    assert.equal((await know.of('beacon')).pendingDeposits, 0n);
    assert.equal((await pool('mine')).validators, 12n);
});

test('validators off line lose what those on line earn', async () => {
    const before = await pool('mine');
    const duty = { pool: 'mine', duty: 'offline', epochs: 20, shareBps: 10_000 };
    assert.equal(await know.of('beaconPerform', duty), true);
    await wait(15);
    const after = await pool('mine');
    assert.ok(after.balanceGwei + after.withdrawnGwei < before.balanceGwei + before.withdrawnGwei);
});

test('a validator that exits pays all that it has to the pool', async () => {
    const before = await pool('mine');
    assert.equal(await know.of('beaconExit', { pool: 'mine', n: 1 }), true);
    // 256 epochs until it is withdrawable (MIN_VALIDATOR_WITHDRAWABILITY_DELAY), and the sweep.
    await wait(250);
    assert.ok((await pool('mine')).withdrawnGwei - before.withdrawnGwei < kGwei);
    await wait(40);
    const { withdrawnGwei } = await pool('mine');
    assert.ok(withdrawnGwei - before.withdrawnGwei > 31n * kGwei);
    assert.equal(await s.ether(kVault), withdrawnGwei * kGwei);
});

test('a slash takes a part of the balance at once', async () => {
    const before = await pool('mine');
    assert.equal(await know.of('beaconSlash', { pool: 'mine', n: 1 }), true);
    await wait(1);
    const lost = before.balanceGwei - (await pool('mine')).balanceGwei;
    // EIP-7251: one part in 4096 of the effective balance, 32 ether. The other ten earn less than
    // 15,000 gwei each in an epoch.
    const penalty = (32n * kGwei) / 4096n;
    assert.ok(lost > penalty - 150_000n && lost <= penalty, `${lost} gwei`);
});

test('a compounding validator takes more, and gives a part of it back', async () => {
    await know.of('beaconAddPool', { pool: 'large', address: `${kVault.slice(0, -1)}2` });
    const { validators: first } = await know.of('beacon');
    await know.of('beaconFound', { pool: 'large', n: 2, prefix: 2, effectiveEther: 100 });
    assert.equal((await pool('large')).balanceGwei, 200n * kGwei);
    const gwei = Number(20n * kGwei);
    assert.equal(await know.of('beaconTopUp', { validator: Number(first), gwei }), true);
    await wait(20);
    assert.ok((await pool('large')).balanceGwei >= 220n * kGwei);
    const half = Number(10n * kGwei);
    await know.of('beaconPartialWithdrawal', { validator: Number(first), gwei: half });
    await wait(300);
    assert.ok((await pool('large')).withdrawnGwei >= 10n * kGwei);
    // Two become one.
    const pair = { source: Number(first), target: Number(first) + 1 };
    assert.equal(await know.of('beaconConsolidate', pair), true);
    assert.equal((await know.of('beacon')).pendingConsolidations, 1n);
});

test('what the beacon chain cannot do is refused', async () => {
    const refusals = [
        ['beaconExit', { pool: 'nobody', n: 1 }],
        ['beaconTopUp', { validator: 99_999_999, gwei: 1 }],
        ['beaconConsolidate', { source: 99_999_999, target: 0 }],
        ['beaconSwitchToCompounding', { validator: 99_999_999 }],
        ['beaconAddPool', { pool: 'mine', address: kVault }],
    ];
    for (const [name, wish] of refusals) {
        const { code, message } = await know.error(name, wish);
        assert.equal(code, -32_000, `${name}: ${message}`);
    }
});

test('a token, its strategy and an AVS are made, and an operator can be slashed for them', async () => {
    const token = await know.of('deployToken', { name: 'Points', symbol: 'PTS', decimals: 6 });
    const { strategy } = await know.of('deployStrategy', token);
    const erc20 = { address: token, abi: await know.raw('abi', token) };
    const read = (functionName, ...args) => s.pub.readContract({ ...erc20, functionName, args });
    assert.equal(await read('symbol'), 'PTS');
    assert.equal(await read('decimals'), 6);
    const write = async (account, functionName, ...args) => {
        const hash = await s.walletOf(account).writeContract({ ...erc20, functionName, args });
        assert.equal((await s.pub.getTransactionReceipt({ hash })).status, 'success');
    };
    await write(alice, 'mint', alice.address, 1_000n);
    await write(alice, 'approve', at.strategyManager, 1_000n);
    assert.equal((await know.error('deployStrategy', token)).code, 3);

    const wish = { avs: carol.address, operatorSetId: 3, strategies: [strategy] };
    const made = await know.of('createAvs', wish);
    assert.equal(made.slasher, carol.address);
    assert.equal(made.transactionHashes.length, 3);
    await s.send(bob, 'delegationManager', 'registerAsOperator', [zeroAddress, 0, '']);
    await s.send(alice, 'delegationManager', 'delegateTo', [
        bob.address,
        kUnsigned,
        `0x${'00'.repeat(32)}`,
    ]);
    await s.send(alice, 'strategyManager', 'depositIntoStrategy', [strategy, token, 1_000n]);
    await s.send(bob, 'allocationManager', 'registerForOperatorSets', [
        bob.address,
        { avs: carol.address, operatorSetIds: [3], data: '0x' },
    ]);
    // The delay that registerAsOperator asked for comes into force after 126,000 blocks.
    await know.of('wait', { blocks: 126_001 });
    await s.send(bob, 'allocationManager', 'modifyAllocations', [
        bob.address,
        [
            {
                operatorSet: operatorSet(carol.address, 3),
                strategies: [strategy],
                newMagnitudes: [parseEther('0.5')],
            },
        ],
    ]);
    const [row] = await know.of('slashers', token);
    assert.equal(row.slasher, carol.address);
    assert.equal(row.shares, 500n);
    await s.send(carol, 'allocationManager', 'slashOperator', [
        carol.address,
        {
            operator: bob.address,
            operatorSetId: 3,
            strategies: [strategy],
            wadsToSlash: [parseEther('0.1')],
            description: '',
        },
    ]);
    // A tenth of the half that was allocated.
    const [held] = (await know.of('position', alice.address)).restaked;
    assert.equal(held.withdrawableShares, 950n);
    // 0.45 of the 0.95 that are left: the contract rounds the ratio before it applies it.
    const ratio = (parseEther('0.45') * W) / parseEther('0.95');
    assert.equal((await know.of('slashers', token))[0].shares, (950n * ratio) / W);
});

test('waiting passes blocks and time together', async () => {
    const before = await s.pub.getBlock();
    const after = await know.of('wait', { days: 14 });
    assert.equal(after.blockNumber, before.number + 100_800n);
    assert.equal(after.timestamp, before.timestamp + 14n * 86_400n);
    assert.equal((await know.error('wait', { blocks: 0 })).code, -32_602);
});

test('without development powers nothing can be changed, and all can be asked', async () => {
    const plain = await serve(['--set', 'network.development=false']);
    try {
        const limited = await insight(plain.http);
        assert.equal((await limited.of('rates')).length > 5, true);
        for (const name of ['wait', 'deployToken', 'beaconFound', 'createAvs']) {
            const { code } = await limited.error(name, {});
            assert.equal(code, -32_601, name);
        }
        assert.equal(await ask(plain.http, 'eth_chainId'), '0x7a69');
    } finally {
        await plain.stop();
    }
});
