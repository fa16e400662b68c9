// SPDX-License-Identifier: Apache-2.0
// viem: an AVS with an operator set, an allocation, a slash, and what stakers have after it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getAddress, parseEther, zeroHash } from 'viem';
import { at, kUnsigned, kZero, operatorSet } from './abi.mjs';
import { accounts, one, stage } from './clients.mjs';
import { divDown, mulDown, mulUp, slashed, StEthStrategy, W } from './formulas.mjs';

const [alice, operator, avs, stranger] = accounts;
const set = operatorSet(avs.address, 1);
const strategies = [getAddress(at.stEthStrategy)];
let s;
let strategy;
let shares;

before(async () => {
    s = await stage();
    await s.submit(alice, parseEther('10'));
    strategy = new StEthStrategy(s.lido);
    await s.send(alice, 'lido', 'approve', [at.strategyManager, parseEther('5')]);
    await s.send(alice, 'strategyManager', 'depositIntoStrategy', [
        at.stEthStrategy,
        at.lido,
        parseEther('5'),
    ]);
    shares = strategy.deposit(parseEther('5'));
    await s.send(operator, 'delegationManager', 'registerAsOperator', [kZero, 0, '']);
    await s.send(alice, 'delegationManager', 'delegateTo', [
        operator.address,
        kUnsigned,
        zeroHash,
    ]);
});
after(() => s?.server.stop());

test('an AVS introduces itself, names a registrar and makes an operator set', async () => {
    await s.send(avs, 'allocationManager', 'updateAVSMetadataURI', [avs.address, 'https://avs']);
    await s.send(avs, 'allocationManager', 'setAVSRegistrar', [avs.address, at.registrar]);
    const receipt = await s.send(avs, 'allocationManager', 'createOperatorSets', [
        avs.address,
        [{ operatorSetId: 1, strategies, slasher: avs.address }],
    ]);
    assert.deepEqual(one(receipt, 'allocationManager', 'OperatorSetCreated'), {
        operatorSet: set,
    });
});

test('the operator joins and allocates half of its magnitude, which counts at once', async () => {
    await s.send(operator, 'allocationManager', 'registerForOperatorSets', [
        operator.address,
        { avs: avs.address, operatorSetIds: [1], data: '0x' },
    ]);
    assert.equal(
        await s.read('allocationManager', 'isMemberOfOperatorSet', operator.address, set),
        true,
    );
    const receipt = await s.send(operator, 'allocationManager', 'modifyAllocations', [
        operator.address,
        [{ operatorSet: set, strategies, newMagnitudes: [W / 2n] }],
    ]);
    // The allocation delay was given as zero at registration.
    assert.deepEqual(one(receipt, 'allocationManager', 'AllocationUpdated'), {
        operator: operator.address,
        operatorSet: set,
        strategy: at.stEthStrategy,
        magnitude: 500_000_000_000_000_000n,
        effectBlock: Number(receipt.blockNumber),
    });
    const allocation = await s.read(
        'allocationManager',
        'getAllocation',
        operator.address,
        set,
        at.stEthStrategy,
    );
    assert.deepEqual(allocation, {
        currentMagnitude: 500_000_000_000_000_000n,
        pendingDiff: 0n,
        effectBlock: 0,
    });
});

test('nobody but the slasher slashes', async () => {
    const refused = await s.refusal(stranger, 'allocationManager', 'slashOperator', [
        avs.address,
        {
            operator: operator.address,
            operatorSetId: 1,
            strategies,
            wadsToSlash: [W],
            description: 'mine',
        },
    ]);
    assert.equal(refused.data.errorName, 'InvalidCaller');
});

test('a fifth of half of the stake is slashed: a tenth, rounded against the staker', async () => {
    const receipt = await s.send(avs, 'allocationManager', 'slashOperator', [
        avs.address,
        {
            operator: operator.address,
            operatorSetId: 1,
            strategies,
            wadsToSlash: [W / 5n],
            description: 'signed two blocks',
        },
    ]);
    const taken = mulUp(W / 2n, W / 5n);
    assert.equal(taken, 100_000_000_000_000_000n);
    assert.deepEqual(one(receipt, 'allocationManager', 'OperatorSlashed'), {
        operator: operator.address,
        operatorSet: set,
        strategies,
        wadSlashed: [divDown(taken, W)],
        description: 'signed two blocks',
    });
    const lost = slashed(shares, W, W - taken);
    assert.equal(lost, 500_000_000_000_000_000n);
    assert.deepEqual(one(receipt, 'delegationManager', 'OperatorSharesSlashed'), {
        operator: operator.address,
        strategy: at.stEthStrategy,
        totalSlashedShares: lost,
    });
    assert.deepEqual(one(receipt, 'strategyManager', 'BurnOrRedistributableSharesIncreased'), {
        operatorSet: set,
        slashId: 1n,
        strategy: at.stEthStrategy,
        shares: lost,
    });
    assert.equal(
        await s.read('allocationManager', 'getMaxMagnitude', operator.address, at.stEthStrategy),
        900_000_000_000_000_000n,
    );
    assert.deepEqual(
        await s.read('delegationManager', 'getWithdrawableShares', alice.address, strategies),
        [[4_500_000_000_000_000_000n], [5_000_000_000_000_000_000n]],
    );
});

test('what is withdrawn after the slash is nine tenths of what was deposited', async () => {
    const third = shares / 3n;
    const receipt = await s.send(alice, 'delegationManager', 'queueWithdrawals', [
        [{ strategies, depositShares: [third], __deprecated_withdrawer: kZero }],
    ]);
    const queued = one(receipt, 'delegationManager', 'SlashingWithdrawalQueued');
    const magnitude = 900_000_000_000_000_000n;
    // The ticket carries the shares before the slash, the event those after it.
    assert.deepEqual(queued.withdrawal.scaledShares, [1_666_666_666_666_666_666n]);
    assert.deepEqual(queued.sharesToWithdraw, [1_499_999_999_999_999_999n]);
    await s.test.mine({ blocks: 100_801 });
    const before = await s.read('lido', 'sharesOf', alice.address);
    await s.send(alice, 'delegationManager', 'completeQueuedWithdrawal', [
        queued.withdrawal,
        [at.lido],
        true,
    ]);
    const paid = strategy.withdraw(mulDown(third, magnitude));
    assert.equal(paid.shares, 1_499_999_999_999_999_999n);
    assert.equal(await s.read('lido', 'sharesOf', alice.address), before + paid.shares);
});

test('magnitude that is not there cannot be allocated', async () => {
    const refused = await s.refusal(operator, 'allocationManager', 'modifyAllocations', [
        operator.address,
        [{ operatorSet: set, strategies, newMagnitudes: [900_000_000_000_000_001n] }],
    ]);
    assert.equal(refused.data.errorName, 'InsufficientMagnitude');
});
