// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/face.hpp>
#include <aquifer/protocols/lido/abi.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/roles.hpp>
#include <aquifer/protocols/lido/rules_staking.hpp>
#include <aquifer/protocols/lido/rules_stand_in.hpp>
#include <aquifer/protocols/lido/rules_steth.hpp>
#include <aquifer/protocols/lido/rules_wsteth.hpp>

namespace aq::lido {

namespace {

Shares shares_of(const View& v, Address account) {
    return v.ports.self.steth.shares[account];
}
Result<Wei> balance_of(const View& v, Address account) {
    return steth::pooled_eth_by_shares_down(v.ports.self, shares_of(v, account));
}
Result<Wei> total_pooled_ether(const View& v) {
    return steth::total_pooled_ether(v.ports.self);
}
Result<Wei> pooled_eth_by_shares(const View& v, Shares n) {
    return steth::pooled_eth_by_shares_down(v.ports.self, n);
}
Result<Shares> shares_by_pooled_eth(const View& v, Wei amount) {
    return steth::shares_by_pooled_eth_down(v.ports.self, amount);
}

Result<Wei> deposits_reserve(const View& v) {
    return AQ_TRY(steth::buffered_ether_allocation(v.ports.self)).deposits_reserve;
}
Result<Wei> withdrawals_reserve(const View& v) {
    return AQ_TRY(steth::buffered_ether_allocation(v.ports.self)).withdrawals_reserve;
}
Result<std::tuple<Wei, Wei, Wei, Wei>> balance_stats(const View& v) {
    const steth::BalanceStats b = AQ_TRY(steth::balance_stats(v.ports.self, v.block()));
    return std::tuple(b.cl_validators_balance, b.cl_pending_balance, b.deposited_since_last_report,
                      b.deposited_for_current_report);
}

/// StETH, which the stand-in has too.
Face::Functions token_functions() {
    using namespace steth;  // NOLINT(*build-using-namespace*): the functions of one contract
    return {
        bind<approve>("approve(address spender, uint256 amount) returns (bool)"),
        bind<decrease_allowance>(
            "decreaseAllowance(address spender, uint256 subtractedValue) returns (bool)"),
        bind<increase_allowance>(
            "increaseAllowance(address spender, uint256 addedValue) returns (bool)"),
        bind<transfer>("transfer(address recipient, uint256 amount) returns (bool)"),
        bind<transfer_from>(
            "transferFrom(address sender, address recipient, uint256 amount) returns (bool)"),
        bind<transfer_shares>(
            "transferShares(address recipient, uint256 sharesAmount) returns (uint256)"),
        bind<transfer_shares_from>("transferSharesFrom(address sender, address recipient, uint256 "
                                   "sharesAmount) returns (uint256)"),
        bind<[](const View& v, Address owner, Address spender) {
            return v.ports.self.steth.allowances[Key<Address, Address>(owner, spender)];
        }>("allowance(address owner, address spender) view returns (uint256)"),
        bind<balance_of>("balanceOf(address account) view returns (uint256)"),
        bind<[](const View& /*v*/) { return std::uint8_t{18}; }>("decimals() view returns (uint8)"),
        bind<pooled_eth_by_shares>(
            "getPooledEthByShares(uint256 sharesAmount) view returns (uint256)"),
        bind<[](const View& v, Shares n) { return pooled_eth_by_shares_up(v.ports.self, n); }>(
            "getPooledEthBySharesRoundUp(uint256 sharesAmount) view returns (uint256)"),
        bind<shares_by_pooled_eth>(
            "getSharesByPooledEth(uint256 ethAmount) view returns (uint256)"),
        bind<aq::lido::total_pooled_ether>("getTotalPooledEther() view returns (uint256)"),
        bind<[](const View& v) { return *v.ports.self.steth.total_shares; }>(
            "getTotalShares() view returns (uint256)"),
        bind<[](const View& v) { return !*v.ports.self.steth.active; }>(
            "isStopped() view returns (bool)"),
        bind<[](const View& /*v*/) { return std::string("Liquid staked Ether 2.0"); }>(
            "name() view returns (string)"),
        bind<shares_of>("sharesOf(address account) view returns (uint256)"),
        bind<[](const View& /*v*/) { return std::string("stETH"); }>(
            "symbol() view returns (string)"),
        bind<aq::lido::total_pooled_ether>("totalSupply() view returns (uint256)"),
    };
}

Face::Functions permit_functions() {
    return {
        bind<steth::permit>("permit(address owner, address spender, uint256 value, uint256 "
                            "deadline, uint8 v, bytes32 r, bytes32 s)"),
        bind<[](const View& v, Address owner) { return v.ports.self.steth.nonces[owner]; }>(
            "nonces(address owner) view returns (uint256)"),
        bind<[](const View& v) { return steth::domain_separator(v.ports.self, v.block()); }>(
            "DOMAIN_SEPARATOR() view returns (bytes32)"),
        bind<[](const View& v) {
            return std::tuple(std::string("Liquid staked Ether 2.0"), std::string("2"),
                              u256(v.block().chain_id), v.self());
        }>("eip712Domain() view returns (string name, string version, uint256 chainId, address "
           "verifyingContract)"),
        bind<[](const View& v) { return v.ports.self.at.eip712_steth; }>(
            "getEIP712StETH() view returns (address)"),
    };
}

Face::Functions staking_functions() {
    using namespace steth;  // NOLINT(*build-using-namespace*): the functions of one contract
    return {
        bind<receive>("receive() payable"),
        bind<fallback>("fallback() payable"),
        bind<submit>("submit(address referral) payable returns (uint256)"),
        bind<pause_staking>("pauseStaking()"),
        bind<resume_staking>("resumeStaking()"),
        bind<set_staking_limit>(
            "setStakingLimit(uint256 maxStakeLimit, uint256 stakeLimitIncreasePerBlock)"),
        bind<remove_staking_limit>("removeStakingLimit()"),
        bind<stop>("stop()"),
        bind<resume>("resume()"),
        bind<[](const View& v) { return is_staking_paused(v.ports.self); }>(
            "isStakingPaused() view returns (bool)"),
        bind<[](const View& v) { return stake_limit(v.ports.self, v.block()); }>(
            "getCurrentStakeLimit() view returns (uint256)"),
        bind<[](const View& v) { return stake_limit_full_info(v.ports.self, v.block()); }>(
            "getStakeLimitFullInfo() view returns (bool isStakingPaused, bool isStakingLimitSet, "
            "uint256 currentStakeLimit, uint256 maxStakeLimit, uint256 maxStakeLimitGrowthBlocks, "
            "uint256 prevStakeLimit, uint256 prevStakeBlockNumber)"),
    };
}

Face::Functions external_functions() {
    using namespace steth;  // NOLINT(*build-using-namespace*): the functions of one contract
    return {
        bind<set_max_external_ratio_bp>("setMaxExternalRatioBP(uint256 maxExternalRatioBP)"),
        bind<mint_external_shares>("mintExternalShares(address recipient, uint256 amountOfShares)"),
        bind<burn_external_shares>("burnExternalShares(uint256 amountOfShares)"),
        bind<rebalance_external_ether_to_internal>(
            "rebalanceExternalEtherToInternal(uint256 amountOfShares) payable"),
        bind<internalize_external_bad_debt>("internalizeExternalBadDebt(uint256 amountOfShares)"),
        bind<[](const View& v) { return external_ether_down(v.ports.self); }>(
            "getExternalEther() view returns (uint256)"),
        bind<[](const View& v) { return *v.ports.self.steth.external_shares; }>(
            "getExternalShares() view returns (uint256)"),
        bind<[](const View& v) { return max_mintable_external_shares_down(v.ports.self); }>(
            "getMaxMintableExternalShares() view returns (uint256)"),
        bind<[](const View& v) { return *v.ports.self.steth.max_external_ratio_bps; }>(
            "getMaxExternalRatioBP() view returns (uint256)"),
    };
}

Face::Functions buffer_functions() {
    using namespace steth;  // NOLINT(*build-using-namespace*): the functions of one contract
    return {
        bind<set_deposits_reserve_target>(
            "setDepositsReserveTarget(uint256 newDepositsReserveTarget)"),
        bind<withdraw_depositable_ether>(
            "withdrawDepositableEther(uint256 amount, uint256 seedDepositsCount)"),
        bind<[](const View& v) { return can_deposit(v.ports.self); }>(
            "canDeposit() view returns (bool)"),
        bind<[](const View& v) { return *v.ports.self.steth.buffered; }>(
            "getBufferedEther() view returns (uint256)"),
        bind<[](const View& v) { return depositable_ether(v.ports.self); }>(
            "getDepositableEther() view returns (uint256)"),
        bind<deposits_reserve>("getDepositsReserve() view returns (uint256)"),
        bind<[](const View& v) { return *v.ports.self.steth.deposits_reserve_target; }>(
            "getDepositsReserveTarget() view returns (uint256)"),
        bind<withdrawals_reserve>("getWithdrawalsReserve() view returns (uint256)"),
    };
}

Face::Functions report_functions() {
    using namespace steth;  // NOLINT(*build-using-namespace*): the functions of one contract
    return {
        bind<mint_shares>("mintShares(address recipient, uint256 amountOfShares)"),
        bind<burn_shares>("burnShares(uint256 amountOfShares)"),
        bind<receive_el_rewards>("receiveELRewards() payable"),
        bind<receive_withdrawals>("receiveWithdrawals() payable"),
        bind<transfer_to_vault>("transferToVault(address token)"),
        bind<process_cl_state_update>("processClStateUpdate(uint256 reportTimestamp, uint256 "
                                      "clValidatorsBalance, uint256 clPendingBalance)"),
        bind<[](Tx& tx, Ports& ports, const Call& call, u256 timestamp, Wei cl, Wei principal,
                Wei withdrawals, Wei rewards, u256 last_id, ShareRate rate, Wei lock) {
            return collect_rewards_and_process_withdrawals(
                tx, ports, call,
                {timestamp, cl, principal, withdrawals, rewards, last_id, rate, lock});
        }>("collectRewardsAndProcessWithdrawals(uint256 reportTimestamp, uint256 reportClBalance, "
           "uint256 principalCLBalance, uint256 withdrawalsToWithdraw, uint256 "
           "elRewardsToWithdraw, uint256 lastWithdrawalRequestToFinalize, uint256 "
           "withdrawalsShareRate, uint256 etherToLockOnWithdrawalQueue)"),
        bind<[](Tx& tx, Ports& ports, const Call& call, u256 timestamp, u256 elapsed,
                Shares pre_shares, Wei pre_ether, Shares post_shares, Wei post_ether,
                Shares post_internal_shares, Wei post_internal_ether, Shares fees) {
            return emit_token_rebase(tx, ports, call,
                                     {timestamp, elapsed, pre_shares, pre_ether, post_shares,
                                      post_ether, post_internal_shares, post_internal_ether, fees});
        }>("emitTokenRebase(uint256 reportTimestamp, uint256 timeElapsed, uint256 preTotalShares, "
           "uint256 preTotalEther, uint256 postTotalShares, uint256 postTotalEther, uint256 "
           "postInternalShares, uint256 postInternalEther, uint256 sharesMintedAsFees)"),
        bind<aq::lido::balance_stats>(
            "getBalanceStats() view returns (uint256 clValidatorsBalanceAtLastReport, uint256 "
            "clPendingBalanceAtLastReport, uint256 depositedSinceLastReport, uint256 "
            "depositedForCurrentReport)"),
        bind<[](const View& v) {
            const StEth& e = v.ports.self.steth;
            return std::tuple(*e.seed_deposits_count, *e.seed_deposits_count,
                              *e.cl_validators_balance + *e.cl_pending_balance);
        }>("getBeaconStat() view returns (uint256 depositedValidators, uint256 beaconValidators, "
           "uint256 beaconBalance)"),
        bind<[](const View& v) { return *v.ports.self.steth.el_rewards_collected; }>(
            "getTotalELRewardsCollected() view returns (uint256)"),
        bind<[](const View& v) { return v.ports.self.at.locator; }>(
            "getLidoLocator() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.treasury; }>(
            "getTreasury() view returns (address)"),
        bind<[](const View& v) { return *v.ports.self.router.withdrawal_credentials; }>(
            "getWithdrawalCredentials() view returns (bytes32)"),
        bind<[](const View& /*v*/) { return u256(4U); }>(
            "getContractVersion() view returns (uint256)"),
        bind<[](const View& /*v*/) { return role::kPause; }>("PAUSE_ROLE() view returns (bytes32)"),
        bind<[](const View& /*v*/) { return role::kResume; }>(
            "RESUME_ROLE() view returns (bytes32)"),
        bind<[](const View& /*v*/) { return role::kStakingPause; }>(
            "STAKING_PAUSE_ROLE() view returns (bytes32)"),
        bind<[](const View& /*v*/) { return role::kStakingControl; }>(
            "STAKING_CONTROL_ROLE() view returns (bytes32)"),
        bind<[](const View& /*v*/) { return role::kBufferReserveManager; }>(
            "BUFFER_RESERVE_MANAGER_ROLE() view returns (bytes32)"),
    };
}

Face::Functions wrapping_functions() {
    return {
        bind<wsteth::wrap>("wrap(uint256 stETHAmount) returns (uint256)"),
        bind<wsteth::unwrap>("unwrap(uint256 wstETHAmount) returns (uint256)"),
        bind<wsteth::receive>("receive() payable"),
        bind<pooled_eth_by_shares>("getStETHByWstETH(uint256 wstETHAmount) view returns (uint256)"),
        bind<shares_by_pooled_eth>("getWstETHByStETH(uint256 stETHAmount) view returns (uint256)"),
        bind<[](const View& v) { return pooled_eth_by_shares(v, Shares(kEther)); }>(
            "stEthPerToken() view returns (uint256)"),
        bind<[](const View& v) { return shares_by_pooled_eth(v, Wei(kEther)); }>(
            "tokensPerStEth() view returns (uint256)"),
        bind<[](const View& v) { return v.ports.self.at.lido; }>("stETH() view returns (address)"),
    };
}

}  // namespace

const Face& steth_face() {
    static const Face face("Lido", {token_functions(), permit_functions(), staking_functions(),
                                    external_functions(), buffer_functions(), report_functions()});
    return face;
}

const Face& steth_stand_in_face() {
    static const Face face(
        "Lido stand-in",
        {token_functions(),
         {
             bind<stand_in::submit>("submit(address referral) payable returns (uint256)"),
             bind<stand_in::set_pooled>("setPooled(uint256 pooled)"),
             bind<stand_in::burn_shares>("burnShares(uint256 sharesAmount)"),
             bind<stand_in::stop>("stop()"),
             bind<stand_in::resume>("resume()"),
         }});
    return face;
}

const Face& wsteth_face() {
    static const Face face("WstETH", {erc20::token_functions<Ports>(erc20::Kind::kOpenZeppelin3),
                                      wrapping_functions()});
    return face;
}

}  // namespace aq::lido
