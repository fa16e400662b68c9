// SPDX-License-Identifier: Apache-2.0
// What the contracts compute, once more and independently: whole numbers, rounded as the contracts
// round. The tests compare the chain with these.

/// 1.0 of every factor.
export const W = 10n ** 18n;
export const kRay = 10n ** 27n;
export const ether = (n) => BigInt(Math.round(n * 1e6)) * 10n ** 12n;

const down = (a, b, c) => (a * b) / c;
const up = (a, b, c) => (a * b + c - 1n) / c;
const min = (a, b) => (a < b ? a : b);

/// Lido: `internal` ether and shares. A fresh chain has one ether of one share, held by nobody.
export class Lido {
    ether = W;
    shares = W;

    sharesFor = (wei) => down(wei, this.shares, this.ether);
    etherFor = (shares) => down(shares, this.ether, this.shares);
    submit(wei) {
        const shares = this.sharesFor(wei);
        this.ether += wei;
        this.shares += shares;
        return shares;
    }
    /// A report that brings rewards of the execution layer and finalises requests. While validators
    /// earn nothing there is no fee. Returns how much of the rewards was taken (at most 0.075 % of
    /// all ether in a report) and how much was locked for whom.
    report({ rewards = 0n, requests = [] }) {
        const limit = down(750_000n, this.ether, 10n ** 9n);
        const taken = min(rewards, limit);
        const rate = this.simulatedRate(taken);
        const stETH = requests.reduce((sum, r) => sum + r.stETH, 0n);
        const shares = requests.reduce((sum, r) => sum + r.shares, 0n);
        let locked = stETH;
        if (requests.length > 0 && down(stETH, kRay, shares) > rate) {
            locked = down(shares, rate, kRay);
        }
        this.ether += taken - locked;
        this.shares -= shares;
        return { taken, locked, rate };
    }
    /// What the oracle finds with a report that finalises nothing.
    simulatedRate = (taken) => down(this.ether + taken, kRay, this.shares);
    /// What a finalised request is paid.
    static claimable = (request, rate) =>
        down(request.stETH, kRay, request.shares) > rate
            ? down(request.shares, rate, kRay)
            : request.stETH;
}

/// EigenLayer's strategy over stETH: its own shares, and the shares of Lido that it holds.
export class StEthStrategy {
    total = 0n;
    held = 0n;

    constructor(lido) {
        this.lido = lido;
    }
    balance = () => this.lido.etherFor(this.held);
    deposit(stETH) {
        this.held += this.lido.sharesFor(stETH);
        const after = this.balance() + 1000n;
        const minted = down(stETH, this.total + 1000n, after - stETH);
        this.total += minted;
        return minted;
    }
    worth = (shares) => down(this.balance() + 1000n, shares, this.total + 1000n);
    /// Returns the shares of Lido that leave.
    withdraw(shares) {
        const stETH = this.worth(shares);
        const leaving = this.lido.sharesFor(stETH);
        this.total -= shares;
        this.held -= leaving;
        return { stETH, shares: leaving };
    }
}

export const mulDown = (a, b) => down(a, b, W);
export const mulUp = (a, b) => up(a, b, W);
export const divDown = (a, b) => down(a, W, b);

/// What an operator's shares lose when its magnitude falls: what remains is rounded up.
export const slashed = (shares, before, after) => shares - up(shares, after, before);

/// ezETH for a value, and the value of ezETH.
export const renzo = {
    mint: (tvl, value, supply) =>
        tvl === 0n || supply === 0n ? value : down(supply, value, tvl),
    redeem: (ezETH, supply, tvl) => down(tvl, ezETH, supply),
    rate: (tvl, supply) => down(W, tvl, supply),
};

/// The part of a report that Lido's committee votes on while there are no validators.
export function reportData({ refSlot, elRewards, batches, rate }) {
    return {
        consensusVersion: 6n,
        refSlot,
        clValidatorsBalanceGwei: 0n,
        clPendingBalanceGwei: 0n,
        stakingModuleIdsWithNewlyExitedValidators: [],
        numExitedValidatorsByStakingModule: [],
        stakingModuleIdsWithUpdatedBalance: [1n],
        validatorBalancesGweiByStakingModule: [0n],
        withdrawalVaultBalance: 0n,
        elRewardsVaultBalance: elRewards,
        sharesRequestedToBurn: 0n,
        withdrawalFinalizationBatches: batches,
        simulatedShareRate: rate,
        isBunkerMode: false,
        vaultsDataTreeRoot: `0x${'00'.repeat(32)}`,
        vaultsDataTreeCid: '',
        extraDataFormat: 0n,
        extraDataHash: `0x${'00'.repeat(32)}`,
        extraDataItemsCount: 0n,
    };
}

/// Lido's frames are days of 225 epochs; a report speaks of the last slot before the one it is in.
export function referenceSlot(time) {
    const frame = 225n * 32n;
    const slot = (time - 1_606_824_023n) / 12n;
    return (slot / frame) * frame - 1n;
}
