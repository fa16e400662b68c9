// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/queries_oracle.hpp>

#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/maths.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>

namespace aq::lido {

namespace accounting_oracle {

Result<u256> current_ref_slot(const State& s, const Block& block) {
    const Calendar& c = s.calendar;
    AQ_REQUIRE(block.time >= c.genesis_time, Arithmetic::kOverflow);
    const std::uint64_t slot = (block.time - c.genesis_time) / c.seconds_per_slot;
    const std::uint64_t epoch = slot / c.slots_per_epoch;
    AQ_REQUIRE(epoch >= c.initial_epoch, error::InitialEpochIsYetToArrive);
    const std::uint64_t frame = (epoch - c.initial_epoch) / c.epochs_per_frame;
    const std::uint64_t start = c.initial_epoch + frame * c.epochs_per_frame;
    return AQ_TRY(checked_sub(u256(start * c.slots_per_epoch), u256(1U)));
}

Result<u256> slot_time(const State& s, const u256& slot) {
    const u256 elapsed = AQ_TRY(checked_mul(slot, u256(s.calendar.seconds_per_slot)));
    return AQ_TRY(checked_add(u256(s.calendar.genesis_time), elapsed));
}

std::tuple<Hash, u256, u256, bool> consensus_report(const State& s) {
    const ConsensusReport& report = *s.oracle.consensus_report;
    return {report.hash, u256(report.ref_slot), u256(report.processing_deadline_time),
            report.hash != Hash() && report.ref_slot == *s.oracle.last_processing_ref_slot};
}

Result<ProcessingState> processing_state(const State& s, const Block& block) {
    const ConsensusReport& report = *s.oracle.consensus_report;
    ProcessingState out;
    out.current_frame_ref_slot = AQ_TRY(current_ref_slot(s, block));
    if (report.hash == Hash() || out.current_frame_ref_slot != u256(report.ref_slot)) return out;
    out.processing_deadline_time = u256(report.processing_deadline_time);
    out.main_data_hash = report.hash;
    out.main_data_submitted = report.ref_slot == *s.oracle.last_processing_ref_slot;
    if (!out.main_data_submitted) return out;
    const ExtraData& extra = *s.oracle.extra_data;
    out.extra_data_hash = extra.data_hash;
    out.extra_data_format = u256(extra.data_format);
    out.extra_data_submitted = extra.submitted;
    out.extra_data_items_count = u256(extra.items_count);
    return out;
}

}  // namespace accounting_oracle

namespace burner {

Result<Shares> requested(const State& s) {
    return AQ_TRY(checked_add(*s.burning.cover_requested, *s.burning.non_cover_requested));
}

Result<Wei> excess_steth(const State& s) {
    const Shares held = s.steth.shares[s.at.burner];
    const Shares asked = AQ_TRY(requested(s));
    return steth::pooled_eth_by_shares_down(s, held <= asked ? Shares() : held - asked);
}

}  // namespace burner

namespace staking_router {

Result<Module> module_at(const State& s, const u256& id) {
    AQ_REQUIRE(!id.is_zero() && id <= u256(*s.router.last_module_id),
               error::StakingModuleUnregistered);
    return s.router.modules[id.truncate_u64()];
}

std::vector<u256> module_ids(const State& s) {
    std::vector<u256> out;
    for (std::uint64_t id = 1; id <= *s.router.last_module_id; ++id) out.emplace_back(id);
    return out;
}

Result<RewardsDistribution> rewards_distribution(const State& s) {
    RewardsDistribution out;
    const u256 total(*s.router.validators_balance_gwei);
    if (total.is_zero()) return out;
    for (const u256& id : module_ids(s)) {
        const Module& module = s.router.modules[id.truncate_u64()];
        if (module.validators_balance_gwei == 0) continue;
        // Gwei over gwei is wei over wei.
        const u256 share = AQ_TRY(
            checked_mul_div_down(u256(module.validators_balance_gwei), kFeePrecision, total));
        const u256 module_fee =
            AQ_TRY(checked_mul_div_down(share, u256(module.module_fee_bps), kBasisPoints));
        const u256 treasury_fee =
            AQ_TRY(checked_mul_div_down(share, u256(module.treasury_fee_bps), kBasisPoints));
        out.recipients.push_back(module.at);
        out.module_ids.push_back(id);
        out.module_fees.push_back(module.status == ModuleStatus::kStopped ? u256() : module_fee);
        out.total_fee = wrapping_add(out.total_fee, wrapping_add(module_fee, treasury_fee));
    }
    return out;
}

Result<void> validate_balances(const State& s, const std::vector<u256>& ids,
                               const std::vector<u256>& balances_gwei) {
    constexpr u256 kGweiMax = 1e18_u256;
    const std::vector<u256> expected = module_ids(s);
    AQ_REQUIRE(ids.size() == expected.size() && balances_gwei.size() == expected.size(),
               error::ArraysLengthMismatchOfRouter);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        AQ_REQUIRE(expected[i] == ids[i], error::UnexpectedModuleId, expected[i], ids[i]);
        AQ_REQUIRE(balances_gwei[i] <= kGweiMax, error::InvalidAmountGwei);
    }
    return {};
}

Hash withdrawal_credentials(const State& s, const Module& module) {
    Hash out = *s.router.withdrawal_credentials;
    out.bytes[0] = module.withdrawal_credentials_type;
    return out;
}

}  // namespace staking_router

}  // namespace aq::lido
