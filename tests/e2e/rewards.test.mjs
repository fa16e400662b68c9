// SPDX-License-Identifier: Apache-2.0
// viem: an AVS pays rewards, the updater posts a root, earners claim with proofs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseEther } from 'viem';
import { at, person } from './abi.mjs';
import { accounts, one, stage } from './clients.mjs';
import { ask } from './server.mjs';
import { Distribution, earnerLeaf, tokenLeaf } from './tree.mjs';

const [avs, alice, bob, carol] = accounts;
const updater = person('rewardsUpdater');
const kDay = 86_400;
const kActivationDelay = 604_800;
let s;
let distribution;
let activatedAt;

before(async () => {
    s = await stage();
    await s.send(avs, 'weth', 'deposit', [], parseEther('10'));
});
after(() => s?.server.stop());

test('the tree is the one that EigenLayer publishes proofs of', () => {
    // Worked example of the specification, from EigenLayer's own proof library.
    const repeat = (byte) => `0x${byte.repeat(20)}`;
    const [a, b, c] = ['aa', 'bb', 'cc'].map(repeat);
    const of = new Distribution({
        [repeat('11')]: { [a]: 10n ** 18n, [b]: 5n, [c]: 7n * 10n ** 18n },
        [repeat('22')]: { [a]: 2n * 10n ** 18n },
        [repeat('33')]: { [b]: 3n * 10n ** 18n, [c]: 1n },
    });
    assert.equal(
        tokenLeaf(a, 10n ** 18n),
        '0x2040ac0ef467239663e758b8eef37d36b2fd6b77398cab4ddaf02f1358cbe21b',
    );
    assert.equal(
        earnerLeaf(
            repeat('22'),
            '0x3835d54808085a60b50e59495c2c50e6009200f2e2e489b032a3c13409cba7f7',
        ),
        '0x878a9bfecd33ccf7afd07dd492f365175ffe11fb826fe078a5b0a25f0cd67991',
    );
    assert.equal(of.root, '0x637c5d934109f9cbdb916c19fff33cf26d3e81e2177be2604bbfbb7f1e3815f0');
    assert.equal(
        of.claim(0, repeat('33'), [b]).earnerTreeProof,
        `0x${'00'.repeat(32)}44471ad82aa6c81d075593291aefcab7433724c380187f4a5f336798faea8513`,
    );
    assert.deepEqual(of.claim(0, repeat('11'), [c]).tokenTreeProofs, [
        `0x${'00'.repeat(32)}087090810a4f082e5f93a61022f725323d571d3eb974dc6c0825fbd3e25cd6ed`,
    ]);
});

test('an AVS pays ten ether of rewards for a week', async () => {
    const { timestamp } = await s.pub.getBlock();
    const startTimestamp = Math.floor(Number(timestamp) / kDay) * kDay - 7 * kDay;
    const submission = {
        strategiesAndMultipliers: [{ strategy: at.stEthStrategy, multiplier: 10n ** 18n }],
        token: at.weth,
        amount: parseEther('10'),
        startTimestamp,
        duration: 7 * kDay,
    };
    await s.send(avs, 'weth', 'approve', [at.rewardsCoordinator, parseEther('10')]);
    const receipt = await s.send(avs, 'rewardsCoordinator', 'createAVSRewardsSubmission', [
        [submission],
    ]);
    const created = one(receipt, 'rewardsCoordinator', 'AVSRewardsSubmissionCreated');
    assert.equal(created.avs, avs.address);
    assert.equal(created.submissionNonce, 0n);
    assert.deepEqual(created.rewardsSubmission, submission);
    assert.equal(await s.read('weth', 'balanceOf', at.rewardsCoordinator), parseEther('10'));
});

test('the updater posts a root, which counts after a week', async () => {
    distribution = new Distribution({
        [alice.address]: { [at.weth]: parseEther('3') },
        [bob.address]: { [at.weth]: parseEther('2'), [at.lido]: 1n },
        [carol.address]: { [at.weth]: parseEther('1') },
    });
    const { timestamp } = await s.pub.getBlock();
    const end = Number(timestamp) - kDay;
    const receipt = await s.send(updater, 'rewardsCoordinator', 'submitRoot', [
        distribution.root,
        end,
    ]);
    const block = await s.pub.getBlock({ blockNumber: receipt.blockNumber });
    activatedAt = Number(block.timestamp) + kActivationDelay;
    assert.equal(await s.read('rewardsCoordinator', 'activationDelay'), kActivationDelay);
    assert.deepEqual(one(receipt, 'rewardsCoordinator', 'DistributionRootSubmitted'), {
        rootIndex: 0,
        root: distribution.root,
        rewardsCalculationEndTimestamp: end,
        activatedAt,
    });
    const claim = distribution.claim(0, bob.address, [at.weth]);
    const early = await s.refusal(bob, 'rewardsCoordinator', 'processClaim', [claim, bob.address]);
    assert.equal(early.data.errorName, 'RootNotActivated');
});

test('a proof brings the earner what it has earned, once', async () => {
    await s.test.increaseTime({ seconds: kActivationDelay });
    await s.test.mine({ blocks: 1 });
    const claim = distribution.claim(0, bob.address, [at.weth]);
    assert.equal(await s.read('rewardsCoordinator', 'checkClaim', claim), true);
    const receipt = await s.send(bob, 'rewardsCoordinator', 'processClaim', [claim, bob.address]);
    assert.deepEqual(one(receipt, 'rewardsCoordinator', 'RewardsClaimed'), {
        root: distribution.root,
        earner: bob.address,
        claimer: bob.address,
        recipient: bob.address,
        token: at.weth,
        claimedAmount: 2_000_000_000_000_000_000n,
    });
    assert.equal(await s.read('weth', 'balanceOf', bob.address), 2_000_000_000_000_000_000n);
    const again = await s.refusal(bob, 'rewardsCoordinator', 'processClaim', [claim, bob.address]);
    assert.equal(again.data.errorName, 'EarningsNotGreaterThanClaimed');
    const forged = structuredClone(distribution.claim(0, carol.address, [at.weth]));
    forged.tokenLeaves[0].cumulativeEarnings = parseEther('4');
    const refused = await s.refusal(carol, 'rewardsCoordinator', 'processClaim', [
        forged,
        carol.address,
    ]);
    assert.equal(refused.data.errorName, 'InvalidClaimProof');
});

test('earnings are cumulative: a later root pays the difference', async () => {
    const later = new Distribution({
        [alice.address]: { [at.weth]: parseEther('3') },
        [bob.address]: { [at.weth]: parseEther('2.5') },
    });
    const { timestamp } = await s.pub.getBlock();
    await s.send(updater, 'rewardsCoordinator', 'submitRoot', [later.root, Number(timestamp)]);
    await s.test.increaseTime({ seconds: kActivationDelay });
    await s.test.mine({ blocks: 1 });
    const claim = later.claim(1, bob.address, [at.weth]);
    await s.send(bob, 'rewardsCoordinator', 'processClaim', [claim, alice.address]);
    assert.equal(await s.read('weth', 'balanceOf', alice.address), 500_000_000_000_000_000n);
    assert.equal(
        await s.read('rewardsCoordinator', 'cumulativeClaimed', bob.address, at.weth),
        2_500_000_000_000_000_000n,
    );
    const head = await ask(s.server.http, 'eth_blockNumber');
    assert.equal(BigInt(head), await s.pub.getBlockNumber({ cacheTime: 0 }));
});
