// SPDX-License-Identifier: Apache-2.0
// viem: stETH into EigenLayer, delegated, and out again after the delay of 100,800 blocks.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { encodeAbiParameters, keccak256, parseAbiParameters, parseEther, zeroHash } from 'viem';
import { at, kUnsigned, kZero } from './abi.mjs';
import { accounts, one, stage } from './clients.mjs';
import { StEthStrategy, W } from './formulas.mjs';

const [alice, operator] = accounts;
const kDelayBlocks = 100_800;
let s;
let strategy;
let deposited;
let ticket;

before(async () => {
    s = await stage();
    // A rate that is not one, so that every division has something to round.
    await s.submit(alice, parseEther('10'));
    await s.test.mine({ blocks: 7_200 });
    await s.report({ rewards: parseEther('0.005') });
    strategy = new StEthStrategy(s.lido);
});
after(() => s?.server.stop());

test('stETH is deposited into its strategy', async () => {
    await s.send(alice, 'lido', 'approve', [at.strategyManager, parseEther('7')]);
    const first = await s.send(alice, 'strategyManager', 'depositIntoStrategy', [
        at.stEthStrategy,
        at.lido,
        parseEther('4'),
    ]);
    const second = await s.send(alice, 'strategyManager', 'depositIntoStrategy', [
        at.stEthStrategy,
        at.lido,
        parseEther('3'),
    ]);
    for (const [receipt, stETH] of [
        [first, parseEther('4')],
        [second, parseEther('3')],
    ]) {
        assert.deepEqual(one(receipt, 'strategyManager', 'Deposit'), {
            staker: alice.address,
            strategy: at.stEthStrategy,
            shares: strategy.deposit(stETH),
        });
    }
    deposited = strategy.total;
    assert.equal(
        await s.read('strategyManager', 'stakerDepositShares', alice.address, at.stEthStrategy),
        deposited,
    );
    assert.equal(await s.read('strategy', 'totalShares'), deposited);
    assert.equal(
        await s.read('strategy', 'sharesToUnderlyingView', deposited),
        strategy.worth(deposited),
    );
    assert.equal(await s.read('lido', 'sharesOf', at.stEthStrategy), strategy.held);
});

test('a strategy that is not on the list takes nothing', async () => {
    const refused = await s.refusal(alice, 'strategyManager', 'depositIntoStrategy', [
        at.lidoQueue,
        at.lido,
        1n,
    ]);
    assert.equal(refused.data.errorName, 'StrategyNotWhitelisted');
});

test('an operator registers, and stake is delegated to it', async () => {
    await s.send(operator, 'delegationManager', 'registerAsOperator', [kZero, 0, 'https://op']);
    assert.equal(await s.read('delegationManager', 'isOperator', operator.address), true);
    const receipt = await s.send(alice, 'delegationManager', 'delegateTo', [
        operator.address,
        kUnsigned,
        zeroHash,
    ]);
    assert.deepEqual(one(receipt, 'delegationManager', 'StakerDelegated'), {
        staker: alice.address,
        operator: operator.address,
    });
    assert.deepEqual(one(receipt, 'delegationManager', 'OperatorSharesIncreased'), {
        operator: operator.address,
        staker: alice.address,
        strategy: at.stEthStrategy,
        shares: deposited,
    });
    const twice = await s.refusal(alice, 'delegationManager', 'delegateTo', [
        operator.address,
        kUnsigned,
        zeroHash,
    ]);
    assert.equal(twice.data.errorName, 'ActivelyDelegated');
});

test('a withdrawal is queued under the hash of its ticket', async () => {
    const shares = deposited / 2n;
    const receipt = await s.send(alice, 'delegationManager', 'queueWithdrawals', [
        [
            {
                strategies: [at.stEthStrategy],
                depositShares: [shares],
                __deprecated_withdrawer: kZero,
            },
        ],
    ]);
    const queued = one(receipt, 'delegationManager', 'SlashingWithdrawalQueued');
    ticket = queued.withdrawal;
    assert.deepEqual(ticket, {
        staker: alice.address,
        delegatedTo: operator.address,
        withdrawer: alice.address,
        nonce: 0n,
        startBlock: Number(receipt.blockNumber),
        strategies: [at.stEthStrategy],
        scaledShares: [shares],
    });
    assert.deepEqual(queued.sharesToWithdraw, [shares]);
    const root = keccak256(
        encodeAbiParameters(
            parseAbiParameters('(address,address,address,uint256,uint32,address[],uint256[]) x'),
            [Object.values(ticket)],
        ),
    );
    assert.equal(queued.withdrawalRoot, root);
    assert.equal(await s.read('delegationManager', 'pendingWithdrawals', root), true);
    assert.equal(
        await s.read('delegationManager', 'operatorShares', operator.address, at.stEthStrategy),
        deposited - shares,
    );
    assert.equal(await s.read('delegationManager', 'minWithdrawalDelayBlocks'), kDelayBlocks);
});

test('it cannot be completed in the last block of the delay', async () => {
    await s.test.mine({ blocks: kDelayBlocks });
    const { number } = await s.pub.getBlock();
    assert.equal(number, BigInt(ticket.startBlock + kDelayBlocks));
    const early = await s.refusal(alice, 'delegationManager', 'completeQueuedWithdrawal', [
        ticket,
        [at.lido],
        true,
    ]);
    assert.equal(early.data.errorName, 'WithdrawalDelayNotElapsed');
});

test('and in the next one it pays what the shares are worth then', async () => {
    const before = await s.read('lido', 'sharesOf', alice.address);
    await s.test.mine({ blocks: 1 });
    await s.send(alice, 'delegationManager', 'completeQueuedWithdrawal', [
        ticket,
        [at.lido],
        true,
    ]);
    const paid = strategy.withdraw(ticket.scaledShares[0]);
    assert.equal(await s.read('lido', 'sharesOf', alice.address), before + paid.shares);
    assert.equal(await s.read('strategy', 'totalShares'), strategy.total);
    assert.equal(await s.read('lido', 'sharesOf', at.stEthStrategy), strategy.held);
    const [withdrawable, held] = await s.read(
        'delegationManager',
        'getWithdrawableShares',
        alice.address,
        [at.stEthStrategy],
    );
    assert.deepEqual(held, [deposited - ticket.scaledShares[0]]);
    assert.deepEqual(withdrawable, [((deposited - ticket.scaledShares[0]) * W) / W]);
});
