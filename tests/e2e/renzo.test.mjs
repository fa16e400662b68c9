// SPDX-License-Identifier: Apache-2.0
// viem: ether and stETH into ezETH, a slash that reaches it, and out through Renzo's queue.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { maxUint256, parseEther } from 'viem';
import { at, contract, kNative, kZero, operatorSet, person } from './abi.mjs';
import { accounts, one, stage } from './clients.mjs';
import { mulDown, renzo, StEthStrategy, W } from './formulas.mjs';

const [alice, bob, avs] = accounts;
const kThreeDays = 259_200n;
let s;
let strategy;
let supply = 0n;
let tvl = 0n;
let restaked;

before(async () => {
    s = await stage();
    await s.submit(alice, parseEther('10'));
    strategy = new StEthStrategy(s.lido);
    // Renzo would first fill its buffer of stETH; here all but one wei is to be restaked.
    await s.send(person('renzoAdmin'), 'withdrawQueue', 'updateWithdrawBufferTarget', [
        [{ asset: at.lido, bufferAmount: 1n }],
    ]);
});
after(() => s?.server.stop());

test('the first stETH is worth as much ezETH', async () => {
    await s.send(alice, 'lido', 'approve', [at.restakeManager, maxUint256]);
    const receipt = await s.send(alice, 'restakeManager', 'deposit', [at.lido, parseEther('5')]);
    // What the buffer took is not in the event's amount.
    assert.deepEqual(one(receipt, 'restakeManager', 'Deposit'), {
        depositor: alice.address,
        token: at.lido,
        amount: 4_999_999_999_999_999_999n,
        ezETHMinted: 5_000_000_000_000_000_000n,
        referralId: 0n,
    });
    restaked = strategy.deposit(4_999_999_999_999_999_999n);
    supply = parseEther('5');
    tvl = strategy.worth(restaked) + 1n;
    const [, , total] = await s.read('restakeManager', 'calculateTVLs');
    assert.equal(total, tvl);
    assert.equal(
        await s.read('strategyManager', 'stakerDepositShares', at.operatorDelegator0, at.stEthStrategy),
        restaked,
    );
});

test('ether is minted at the rate before it came', async () => {
    const minted = renzo.mint(tvl, parseEther('3'), supply);
    const receipt = await s.send(bob, 'restakeManager', 'depositETH', [], parseEther('3'));
    assert.deepEqual(one(receipt, 'restakeManager', 'Deposit'), {
        depositor: bob.address,
        token: kZero,
        amount: 3_000_000_000_000_000_000n,
        ezETHMinted: minted,
        referralId: 0n,
    });
    supply += minted;
    tvl += parseEther('3');
    assert.equal(await s.read('ezETH', 'totalSupply'), supply);
    assert.equal(await s.read('rateProvider', 'getRate'), renzo.rate(tvl, supply));
    // The buffer of ether is empty, so all of it went there.
    assert.equal(
        await s.read('withdrawQueue', 'getAvailableToWithdraw', kNative),
        parseEther('3'),
    );
});

test('a slash of the operator lowers the rate in the same block', async () => {
    const operator = person('renzoOperator0');
    const set = operatorSet(avs.address, 7);
    const strategies = [at.stEthStrategy];
    await s.send(avs, 'allocationManager', 'updateAVSMetadataURI', [avs.address, 'https://avs']);
    await s.send(avs, 'allocationManager', 'setAVSRegistrar', [avs.address, at.registrar]);
    await s.send(avs, 'allocationManager', 'createOperatorSets', [
        avs.address,
        [{ operatorSetId: 7, strategies, slasher: avs.address }],
    ]);
    await s.send(operator, 'allocationManager', 'registerForOperatorSets', [
        operator,
        { avs: avs.address, operatorSetIds: [7], data: '0x' },
    ]);
    await s.send(operator, 'allocationManager', 'modifyAllocations', [
        operator,
        [{ operatorSet: set, strategies, newMagnitudes: [W] }],
    ]);
    const before = await s.read('rateProvider', 'getRate');
    const receipt = await s.send(avs, 'allocationManager', 'slashOperator', [
        avs.address,
        {
            operator,
            operatorSetId: 7,
            strategies,
            wadsToSlash: [W / 10n],
            description: 'went dark',
        },
    ]);
    tvl = strategy.worth(mulDown(restaked, (9n * W) / 10n)) + 1n + parseEther('3');
    const rateAt = (blockNumber) =>
        s.pub.readContract({ ...contract('rateProvider'), functionName: 'getRate', blockNumber });
    assert.equal(await rateAt(receipt.blockNumber), renzo.rate(tvl, supply));
    assert.equal(await rateAt(receipt.blockNumber - 1n), before);
    // Half an ether of eight.
    assert.equal(await s.read('rateProvider', 'getRate'), 937_500_000_000_000_000n);
});

test('ezETH is asked back, waits three days, and is paid the lesser of two values', async () => {
    await s.send(bob, 'ezETH', 'approve', [at.withdrawQueue, maxUint256]);
    const wanted = renzo.redeem(parseEther('2'), supply, tvl);
    const asked = await s.send(bob, 'withdrawQueue', 'withdraw', [parseEther('2'), kNative]);
    assert.deepEqual(one(asked, 'withdrawQueue', 'WithdrawRequestCreated'), {
        withdrawRequestID: 1n,
        user: bob.address,
        claimToken: kNative,
        amountToRedeem: wanted,
        ezETHAmountLocked: 2_000_000_000_000_000_000n,
        withdrawRequestIndex: 0n,
        queued: false,
        queueFilled: 3_000_000_000_000_000_000n,
    });
    assert.equal(wanted, 1_875_000_000_000_000_000n);
    const { timestamp: createdAt } = await s.pub.getBlock({ blockNumber: asked.blockNumber });
    assert.equal(await s.read('withdrawQueue', 'coolDownPeriod'), kThreeDays);

    await s.test.setNextBlockTimestamp({ timestamp: createdAt + kThreeDays - 1n });
    await s.test.mine({ blocks: 1 });
    const early = await s.refusal(bob, 'withdrawQueue', 'claim', [0n, bob.address]);
    assert.equal(early.data.errorName, 'EarlyClaim');

    await s.test.setNextBlockTimestamp({ timestamp: createdAt + kThreeDays });
    await s.test.mine({ blocks: 1 });
    const before = await s.ether(bob.address);
    const claimed = await s.send(bob, 'withdrawQueue', 'claim', [0n, bob.address]);
    assert.deepEqual(one(claimed, 'withdrawQueue', 'WithdrawRequestClaimed').withdrawRequest, {
        collateralToken: kNative,
        withdrawRequestID: 1n,
        amountToRedeem: wanted,
        ezETHLocked: 2_000_000_000_000_000_000n,
        createdAt,
    });
    assert.equal(await s.ether(bob.address), before + wanted);
    assert.equal(await s.read('ezETH', 'totalSupply'), supply - parseEther('2'));
});

test('refusals of Renzo are decoded', async () => {
    const unknown = await s.refusal(alice, 'restakeManager', 'deposit', [at.weth, 1n]);
    assert.equal(unknown.data.errorName, 'NotFound');
    const asset = await s.refusal(bob, 'withdrawQueue', 'withdraw', [1n, at.weth]);
    assert.equal(asset.data.errorName, 'UnsupportedWithdrawAsset');
    const admin = await s.refusal(alice, 'withdrawQueue', 'updateWithdrawBufferTarget', [
        [{ asset: at.lido, bufferAmount: 1n }],
    ]);
    assert.equal(admin.data.errorName, 'NotWithdrawQueueAdmin');
});
