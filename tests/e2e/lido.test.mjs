// SPDX-License-Identifier: Apache-2.0
// viem: ether into stETH, stETH into wstETH, and out again through Lido's queue.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseEther } from 'viem';
import { at, contract } from './abi.mjs';
import { accounts, one, stage } from './clients.mjs';
import { Lido } from './formulas.mjs';

const [alice, bob] = accounts;
const kDayBlocks = 7_200;
let s;

before(async () => {
    s = await stage();
});
after(() => s?.server.stop());

test('an ether submitted to Lido is a stETH', async () => {
    const before = await s.ether(alice.address);
    const receipt = await s.send(
        alice,
        'lido',
        'submit',
        ['0x0000000000000000000000000000000000000000'],
        parseEther('10'),
    );
    s.lido.submit(parseEther('10'));
    assert.deepEqual(one(receipt, 'lido', 'Submitted'), {
        sender: alice.address,
        amount: 10_000_000_000_000_000_000n,
        referral: '0x0000000000000000000000000000000000000000',
    });
    assert.equal(await s.read('lido', 'balanceOf', alice.address), 10_000_000_000_000_000_000n);
    assert.equal(await s.read('lido', 'sharesOf', alice.address), 10_000_000_000_000_000_000n);
    // One ether was there from the start, so that no share is worth everything.
    assert.equal(await s.read('lido', 'getTotalPooledEther'), 11_000_000_000_000_000_000n);
    // There is no gas to pay.
    assert.equal(await s.ether(alice.address), before - parseEther('10'));
});

test('the committee reports rewards, and every balance grows without an event', async () => {
    await s.test.mine({ blocks: kDayBlocks });
    const { taken, receipt } = await s.report({ rewards: parseEther('0.005') });
    assert.equal(taken, 5_000_000_000_000_000n);
    const distributed = one(receipt, 'lido', 'ETHDistributed');
    assert.equal(distributed.executionLayerRewardsWithdrawn, 5_000_000_000_000_000n);
    assert.equal(distributed.postBufferedEther, 11_005_000_000_000_000_000n);
    // 10 of 11 shares of 11.005 ether.
    assert.equal(await s.read('lido', 'balanceOf', alice.address), 10_004_545_454_545_454_545n);
    assert.equal(await s.read('wsteth', 'stEthPerToken'), 1_000_454_545_454_545_454n);
});

test('rewards above 0.075 % of all ether wait in the vault for the next report', async () => {
    const back = await s.test.snapshot();
    await s.test.mine({ blocks: kDayBlocks });
    const kept = { ether: s.lido.ether, shares: s.lido.shares };
    await s.report({ rewards: parseEther('1') });
    // 750,000 parts of 10^9 of 11.005 ether.
    assert.equal(await s.ether(at.elVault), parseEther('1') - 8_253_750_000_000_000n);
    assert.equal(await s.read('lido', 'getTotalPooledEther'), 11_013_253_750_000_000_000n);
    await s.test.revert({ id: back });
    Object.assign(s.lido, kept);
    assert.equal(await s.read('lido', 'getTotalPooledEther'), 11_005_000_000_000_000_000n);
});

test('wrapping rounds down, and unwrapping leaves a share in the contract', async () => {
    await s.send(alice, 'lido', 'approve', [at.wsteth, parseEther('4')]);
    await s.send(alice, 'wsteth', 'wrap', [parseEther('4')]);
    // 4 * 11 / 11.005 shares
    assert.equal(await s.read('wsteth', 'balanceOf', alice.address), 3_998_182_644_252_612_448n);
    assert.equal(s.lido.sharesFor(parseEther('4')), 3_998_182_644_252_612_448n);
    await s.send(alice, 'wsteth', 'unwrap', [3_998_182_644_252_612_448n]);
    assert.equal(await s.read('wsteth', 'totalSupply'), 0n);
    const stETH = s.lido.etherFor(3_998_182_644_252_612_448n);
    const left = 3_998_182_644_252_612_448n - s.lido.sharesFor(stETH);
    assert.equal(left, 1n);
    assert.equal(await s.read('lido', 'sharesOf', at.wsteth), left);
});

test('errors are decoded: custom ones with their arguments, others with their text', async () => {
    const small = await s.refusal(alice, 'lidoQueue', 'requestWithdrawals', [[99n], alice.address]);
    assert.equal(small.data.errorName, 'RequestAmountTooSmall');
    assert.deepEqual(small.data.args, [99n]);
    const poor = await s.refusal(bob, 'lido', 'transfer', [alice.address, 1_001n]);
    assert.equal(poor.reason, 'BALANCE_EXCEEDED');
});

test('a request is queued, finalised by a report, and claimed', async () => {
    const amounts = [parseEther('2'), parseEther('0.5')];
    await s.send(alice, 'lido', 'approve', [at.lidoQueue, parseEther('2.5')]);
    const receipt = await s.send(alice, 'lidoQueue', 'requestWithdrawals', [
        amounts,
        alice.address,
    ]);
    const requests = amounts.map((stETH, i) => ({
        id: BigInt(i + 1),
        stETH,
        shares: s.lido.sharesFor(stETH),
    }));
    const ids = requests.map((r) => r.id);
    const status = await s.read('lidoQueue', 'getWithdrawalStatus', ids);
    const { timestamp } = await s.pub.getBlock({ blockNumber: receipt.blockNumber });
    assert.deepEqual(
        status,
        requests.map((r) => ({
            amountOfStETH: r.stETH,
            amountOfShares: r.shares,
            owner: alice.address,
            timestamp,
            isFinalized: false,
            isClaimed: false,
        })),
    );
    const early = await s.refusal(alice, 'lidoQueue', 'claimWithdrawals', [[1n], [1n]]);
    assert.equal(early.data.errorName, 'RequestNotFoundOrNotFinalized');
    assert.deepEqual(early.data.args, [1n]);

    await s.test.mine({ blocks: 2 * kDayBlocks });
    const shares = requests.reduce((sum, r) => sum + r.shares, 0n);
    const { locked, rate, receipt: report } = await s.report({ requests });
    const finalized = one(report, 'lidoQueue', 'WithdrawalsFinalized');
    assert.equal(finalized.from, 1n);
    assert.equal(finalized.to, 2n);
    assert.equal(finalized.amountOfETHLocked, locked);
    assert.equal(finalized.sharesToBurn, shares);
    assert.equal(await s.read('lido', 'getTotalPooledEther'), s.lido.ether);
    assert.equal(await s.read('lido', 'getTotalShares'), s.lido.shares);

    const last = await s.read('lidoQueue', 'getLastCheckpointIndex');
    assert.equal(last, 1n);
    const hints = await s.read('lidoQueue', 'findCheckpointHints', ids, 1n, last);
    assert.deepEqual(hints, [1n, 1n]);
    const claimable = requests.map((r) => Lido.claimable(r, rate));
    assert.deepEqual(await s.read('lidoQueue', 'getClaimableEther', ids, hints), claimable);
    const before = await s.ether(alice.address);
    await s.send(alice, 'lidoQueue', 'claimWithdrawals', [ids, hints]);
    assert.equal(await s.ether(alice.address), before + claimable[0] + claimable[1]);
    // Rewards do not accrue while waiting, and there were none: a wei of rounding at most.
    assert.ok(parseEther('2.5') - claimable[0] - claimable[1] <= 2n);
});

test('several reads in one call through Multicall3', async () => {
    const [name, symbol, broken] = await s.pub.multicall({
        contracts: [
            { ...contract('lido'), functionName: 'name' },
            { ...contract('wsteth'), functionName: 'symbol' },
            { ...contract('lidoQueue'), functionName: 'getWithdrawalStatus', args: [[77n]] },
        ],
    });
    assert.deepEqual(name, { status: 'success', result: 'Liquid staked Ether 2.0' });
    assert.deepEqual(symbol, { status: 'success', result: 'wstETH' });
    assert.equal(broken.status, 'failure');
});
