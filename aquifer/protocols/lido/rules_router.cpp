// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/rules_router.hpp>

#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/events_report.hpp>
#include <aquifer/protocols/lido/moves_report.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/roles.hpp>

namespace aq::lido::staking_router {

namespace {

constexpr Selector kOnRewardsMinted = "0x8d7e4017"_selector;
constexpr std::uint64_t kModulesMax = 32;
constexpr std::size_t kModuleNameMax = 31;

/// What may be changed of a module, in the order of its function.
struct ModuleParams {
    u256 stake_share_limit;
    u256 priority_exit_share_threshold;
    u256 module_fee;
    u256 treasury_fee;
    u256 max_deposits_per_block;
    u256 min_deposit_block_distance;
};

/// SRLib._requireConsistentFeeSum: all modules take the same part of rewards.
Result<void> require_consistent_fee_sum(const State& s, std::uint64_t id, const u256& sum) {
    for (const u256& other : module_ids(s)) {
        if (other == u256(id)) continue;
        const Module& m = s.router.modules[other.truncate_u64()];
        AQ_REQUIRE(u256(std::uint32_t{m.module_fee_bps} + m.treasury_fee_bps) == sum,
                   error::InconsistentFeeSum);
    }
    return {};
}

/// SRLib._updateModuleParams.
Result<void> update_params(Tx& tx, Ports& ports, const Call& call, std::uint64_t id,
                           const ModuleParams& p) {
    AQ_REQUIRE(p.stake_share_limit <= kBasisPoints, error::InvalidStakeShareLimit);
    AQ_REQUIRE(p.priority_exit_share_threshold <= kBasisPoints,
               error::InvalidPriorityExitShareThreshold);
    AQ_REQUIRE(p.stake_share_limit <= p.priority_exit_share_threshold,
               error::InvalidPriorityExitShareThreshold);
    const u256 fee_sum = AQ_TRY(checked_add(p.module_fee, p.treasury_fee));
    AQ_REQUIRE(fee_sum <= kBasisPoints, error::InvalidFeeSum);
    AQ_TRY(require_consistent_fee_sum(ports.self, id, fee_sum));
    AQ_REQUIRE(!p.min_deposit_block_distance.is_zero() && p.min_deposit_block_distance.fits_u64(),
               error::InvalidMinDepositBlockDistance);
    AQ_REQUIRE(!p.max_deposits_per_block.is_zero() && p.max_deposits_per_block.fits_u64(),
               error::InvalidMaxDepositPerBlockValue);
    const auto bps = [](const u256& value) {
        return static_cast<std::uint16_t>(value.truncate_u64());
    };
    Module m = ports.self.router.modules[id];
    m.stake_share_limit_bps = bps(p.stake_share_limit);
    m.priority_exit_share_threshold_bps = bps(p.priority_exit_share_threshold);
    m.module_fee_bps = bps(p.module_fee);
    m.treasury_fee_bps = bps(p.treasury_fee);
    m.max_deposits_per_block = p.max_deposits_per_block.truncate_u64();
    m.min_deposit_block_distance = p.min_deposit_block_distance.truncate_u64();
    move::set_module(tx.undo, ports.self.router, id, m);
    tx.log(call.to, StakingModuleShareLimitSet{u256(id), p.stake_share_limit,
                                               p.priority_exit_share_threshold, call.sender});
    tx.log(call.to, StakingModuleFeesSet{u256(id), p.module_fee, p.treasury_fee, call.sender});
    tx.log(call.to,
           StakingModuleMaxDepositsPerBlockSet{u256(id), p.max_deposits_per_block, call.sender});
    tx.log(call.to, StakingModuleMinDepositBlockDistanceSet{u256(id), p.min_deposit_block_distance,
                                                            call.sender});
    return {};
}

}  // namespace

Result<void> add_staking_module(Tx& tx, Ports& ports, const Call& call, std::string name,
                                Address module_address, ModuleConfig config) {
    State& s = ports.self;
    AQ_TRY(require_role5(s, call, role::kStakingModuleManage));
    AQ_REQUIRE(module_address != kZeroAddress, error::ZeroAddress);
    AQ_REQUIRE(!name.empty() && name.size() <= kModuleNameMax, error::StakingModuleWrongName);
    AQ_REQUIRE(*s.router.last_module_id < kModulesMax, error::StakingModulesLimitExceeded);
    const u256 type = config.withdrawal_credentials_type;
    AQ_REQUIRE(type == u256(1U) || type == u256(2U), error::WrongWithdrawalCredentialsType);
    for (const u256& id : module_ids(s)) {
        AQ_REQUIRE(s.router.modules[id.truncate_u64()].at != module_address,
                   error::StakingModuleAddressExists);
    }
    Module added;
    added.at = module_address;
    added.withdrawal_credentials_type = static_cast<std::uint8_t>(type.truncate_u64());
    added.last_deposit_at = tx.block.time;
    added.last_deposit_block = tx.block.number;
    const std::uint64_t id = move::add_module(tx.undo, s.router, added);
    tx.log(call.to, StakingModuleAdded{u256(id), module_address, std::move(name), call.sender});
    AQ_TRY(update_params(
        tx, ports, call, id,
        {config.stake_share_limit, config.priority_exit_share_threshold, config.staking_module_fee,
         config.treasury_fee, config.max_deposits_per_block, config.min_deposit_block_distance}));
    tx.log(call.to, StakingRouterETHDeposited{u256(id), Wei()});
    return {};
}

Result<void> update_staking_module(Tx& tx, Ports& ports, const Call& call, u256 id,
                                   u256 stake_share_limit, u256 priority_exit_share_threshold,
                                   u256 module_fee, u256 treasury_fee, u256 max_deposits_per_block,
                                   u256 min_deposit_block_distance) {
    AQ_TRY(require_role5(ports.self, call, role::kStakingModuleManage));
    AQ_TRY(module_at(ports.self, id));
    return update_params(tx, ports, call, id.truncate_u64(),
                         {stake_share_limit, priority_exit_share_threshold, module_fee,
                          treasury_fee, max_deposits_per_block, min_deposit_block_distance});
}

Result<void> set_staking_module_status(Tx& tx, Ports& ports, const Call& call, u256 id,
                                       std::uint8_t status) {
    AQ_REQUIRE(status <= static_cast<std::uint8_t>(ModuleStatus::kStopped));
    AQ_TRY(require_role5(ports.self, call, role::kStakingModuleManage));
    Module m = AQ_TRY(module_at(ports.self, id));
    AQ_REQUIRE(m.status != static_cast<ModuleStatus>(status), error::StakingModuleStatusTheSame);
    m.status = static_cast<ModuleStatus>(status);
    move::set_module(tx.undo, ports.self.router, id.truncate_u64(), m);
    tx.log(call.to, StakingModuleStatusSet{id, status, call.sender});
    return {};
}

Result<void> report_rewards_minted(Tx& tx, Ports& ports, const Call& call,
                                   std::vector<u256> module_ids, std::vector<Shares> total_shares) {
    AQ_TRY(require_role5(ports.self, call, role::kReportRewardsMinted));
    AQ_REQUIRE(module_ids.size() == total_shares.size(), error::ArraysLengthMismatchOfRouter);
    for (std::size_t i = 0; i < module_ids.size(); ++i) {
        if (total_shares[i].is_zero()) continue;
        const Module m = AQ_TRY(module_at(ports.self, module_ids[i]));
        if (!ports.accounts.has_code(m.at)) continue;
        const auto taken = tx.attempt([&] {
            return tx.call(message(call.to, m.at), abi_call(kOnRewardsMinted, total_shares[i]));
        });
        if (taken.has_value()) continue;
        Bytes why = taken.error().encode();
        AQ_REQUIRE(!why.empty(), error::UnrecoverableModuleError);
        tx.log(call.to, RewardsMintedReportFailed{module_ids[i], std::move(why)});
    }
    return {};
}

Result<u256> update_exited_validators_count(Tx& tx, Ports& ports, const Call& call,
                                            std::vector<u256> module_ids,
                                            std::vector<u256> exited_counts) {
    AQ_TRY(require_role5(ports.self, call, role::kReportExitedValidators));
    AQ_REQUIRE(module_ids.size() == exited_counts.size(), error::ArraysLengthMismatchOfRouter);
    u256 newly_exited;
    for (std::size_t i = 0; i < module_ids.size(); ++i) {
        Module m = AQ_TRY(module_at(ports.self, module_ids[i]));
        const u256 count = exited_counts[i];
        const u256 before(m.exited_validators_count);
        AQ_REQUIRE(count.fits_u64(), error::SafeCastOverflowedUintDowncast, std::uint8_t{64},
                   count);
        AQ_REQUIRE(count >= before, error::ExitedValidatorsCountCannotDecrease);
        newly_exited = wrapping_add(newly_exited, wrapping_sub(count, before));
        m.exited_validators_count = count.truncate_u64();
        move::set_module(tx.undo, ports.self.router, module_ids[i].truncate_u64(), m);
    }
    return newly_exited;
}

Result<void> report_validator_balances(Tx& tx, Ports& ports, const Call& call,
                                       std::vector<u256> module_ids,
                                       std::vector<u256> balances_gwei) {
    AQ_TRY(require_role5(ports.self, call, role::kReportExitedValidators));
    AQ_TRY(validate_balances(ports.self, module_ids, balances_gwei));
    std::vector<std::uint64_t> gwei;
    for (const u256& balance : balances_gwei) gwei.push_back(balance.truncate_u64());
    move::set_validators_balances(tx.undo, ports.self.router, gwei);
    return {};
}

Result<void> receive_depositable_ether(Tx& tx, Ports& ports, const Call& call) {
    AQ_REQUIRE(call.sender == ports.self.at.lido, error::NotAuthorized);
    tx.log(call.to, DepositableEthReceived{call.value});
    return {};
}

Result<void> receive(Tx& /*tx*/, Ports& /*ports*/, const Call& /*call*/) {
    return std::unexpected(Revert(error::DirectETHTransfer));
}

}  // namespace aq::lido::staking_router
