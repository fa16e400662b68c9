// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/rules_staking.hpp>

#include <aquifer/protocols/lido/events_steth.hpp>
#include <aquifer/protocols/lido/maths.hpp>
#include <aquifer/protocols/lido/moves_steth.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/rules_steth.hpp>
#include <aquifer/protocols/lido/steps_steth.hpp>

namespace aq::lido::steth {

namespace {

constexpr u256 kUint96Max = 0xffffffffffffffffffffffff_u256;

/// StakeLimitUtils.updatePrevStakeLimit; its assertion reverts without data.
Result<void> update_stake_limit(Tx& tx, StEth& e, Wei left) {
    AQ_REQUIRE(left.raw <= kUint96Max);
    StakeLimit limit = *e.stake_limit;
    limit.prev = left;
    limit.prev_block = tx.block.number32();
    move::set_stake_limit(tx.undo, e, limit);
    return {};
}

/// Lido._decreaseStakingLimit.
Result<void> decrease_stake_limit(Tx& tx, StEth& e, Wei amount) {
    AQ_REQUIRE(e.stake_limit->prev_block != 0, "STAKING_PAUSED");
    if (e.stake_limit->max.is_zero()) return {};
    const Wei current = current_stake_limit(*e.stake_limit, tx.block);
    AQ_REQUIRE(amount <= current, "STAKE_LIMIT");
    return update_stake_limit(tx, e, current - amount);
}

/// Lido._increaseStakingLimit.
Result<void> increase_stake_limit(Tx& tx, StEth& e, Wei amount) {
    if (e.stake_limit->max.is_zero() || e.stake_limit->prev_block == 0) return {};
    const Wei current = current_stake_limit(*e.stake_limit, tx.block);
    return update_stake_limit(tx, e, Wei(wrapping_add(current.raw, amount.raw)));
}

void set_staking_paused(Tx& tx, StEth& e, const Call& call, bool paused) {
    StakeLimit limit = *e.stake_limit;
    limit.prev_block = paused ? 0 : tx.block.number32();
    move::set_stake_limit(tx.undo, e, limit);
    if (paused) {
        tx.log(call.to, StakingPaused{});
    } else {
        tx.log(call.to, StakingResumed{});
    }
}

/// The buffer is one half of a slot: what stands above 128 bits is lost.
void add_to_buffer(Tx& tx, StEth& e, Wei amount) {
    const u256 sum = wrapping_add(e.buffered->raw, amount.raw);
    move::set_buffered(tx.undo, e, Wei(u256(sum.truncate_u128())));
}

}  // namespace

Result<Shares> submit(Tx& tx, Ports& ports, const Call& call, Address referral) {
    State& s = ports.self;
    AQ_REQUIRE(!call.value.is_zero(), "ZERO_DEPOSIT");
    AQ_TRY(decrease_stake_limit(tx, s.steth, call.value));
    const Shares n = AQ_TRY(shares_by_pooled_eth_down(s, call.value));
    AQ_TRY(mint(tx, ports, call, call.sender, n));
    add_to_buffer(tx, s.steth, call.value);
    tx.log(call.to, Submitted{call.sender, call.value, referral});
    AQ_TRY(log_minted(tx, ports, call, call.sender, n));
    return n;
}

Result<void> receive(Tx& tx, Ports& ports, const Call& call) {
    AQ_TRY(submit(tx, ports, call, kZeroAddress));
    return {};
}

Result<void> fallback(Tx& /*tx*/, Ports& /*ports*/, const Call& /*call*/) {
    return std::unexpected(Revert("NON_EMPTY_DATA"));
}

Result<void> pause_staking(Tx& tx, Ports& ports, const Call& call) {
    AQ_TRY(require_permission(ports.self, call, role::kStakingPause));
    AQ_REQUIRE(!is_staking_paused(ports.self), "ALREADY_PAUSED");
    set_staking_paused(tx, ports.self.steth, call, true);
    return {};
}

Result<void> resume_staking(Tx& tx, Ports& ports, const Call& call) {
    AQ_TRY(require_permission(ports.self, call, role::kStakingControl));
    AQ_TRY(require_not_stopped(ports.self));
    AQ_REQUIRE(is_staking_paused(ports.self), "ALREADY_RESUMED");
    set_staking_paused(tx, ports.self.steth, call, false);
    return {};
}

Result<void> set_staking_limit(Tx& tx, Ports& ports, const Call& call, Wei max,
                               Wei increase_per_block) {
    AQ_TRY(require_permission(ports.self, call, role::kStakingControl));
    StEth& e = ports.self.steth;
    AQ_REQUIRE(max.raw <= kUint96Max >> 1, "TOO_LARGE_MAX_STAKE_LIMIT");
    AQ_REQUIRE(!max.is_zero(), "ZERO_MAX_STAKE_LIMIT");
    AQ_REQUIRE(max >= increase_per_block, "TOO_LARGE_LIMIT_INCREASE");
    u256 growth_blocks;
    if (!increase_per_block.is_zero()) {
        growth_blocks = *div_down(max.raw, increase_per_block.raw);
        AQ_REQUIRE(growth_blocks.bit_width() <= 32, "TOO_SMALL_LIMIT_INCREASE");
    }
    StakeLimit limit = *e.stake_limit;
    if (limit.prev_block == 0 || limit.max.is_zero() || max < limit.prev) limit.prev = max;
    limit.growth_blocks = static_cast<std::uint32_t>(growth_blocks.truncate_u64());
    limit.max = max;
    if (limit.prev_block != 0) limit.prev_block = tx.block.number32();
    move::set_stake_limit(tx.undo, e, limit);
    tx.log(call.to, StakingLimitSet{max, increase_per_block});
    return {};
}

Result<void> remove_staking_limit(Tx& tx, Ports& ports, const Call& call) {
    AQ_TRY(require_permission(ports.self, call, role::kStakingControl));
    StakeLimit limit = *ports.self.steth.stake_limit;
    limit.max = Wei();
    move::set_stake_limit(tx.undo, ports.self.steth, limit);
    tx.log(call.to, StakingLimitRemoved{});
    return {};
}

Result<void> stop(Tx& tx, Ports& ports, const Call& call) {
    AQ_TRY(require_permission(ports.self, call, role::kPause));
    AQ_TRY(require_not_stopped(ports.self));
    move::set_active(tx.undo, ports.self.steth, false);
    tx.log(call.to, Stopped{});
    set_staking_paused(tx, ports.self.steth, call, true);
    return {};
}

Result<void> resume(Tx& tx, Ports& ports, const Call& call) {
    AQ_TRY(require_permission(ports.self, call, role::kResume));
    AQ_REQUIRE(!*ports.self.steth.active, "CONTRACT_IS_ACTIVE");
    move::set_active(tx.undo, ports.self.steth, true);
    tx.log(call.to, Resumed{});
    set_staking_paused(tx, ports.self.steth, call, false);
    return {};
}

Result<void> set_max_external_ratio_bp(Tx& tx, Ports& ports, const Call& call, u256 bps) {
    AQ_TRY(require_permission(ports.self, call, role::kStakingControl));
    AQ_REQUIRE(bps <= kBasisPoints, "INVALID_MAX_EXTERNAL_RATIO");
    move::set_max_external_ratio(tx.undo, ports.self.steth, bps);
    tx.log(call.to, MaxExternalRatioBPSet{bps});
    return {};
}

Result<void> mint_external_shares(Tx& tx, Ports& ports, const Call& call, Address recipient,
                                  Shares n) {
    State& s = ports.self;
    AQ_REQUIRE(!n.is_zero(), "MINT_ZERO_AMOUNT_OF_SHARES");
    AQ_TRY(require_sender(call, s.at.vault_hub));
    AQ_TRY(require_not_stopped(s));
    AQ_REQUIRE(n <= max_mintable_external_shares_down(s), "EXTERNAL_BALANCE_LIMIT_EXCEEDED");
    AQ_TRY(decrease_stake_limit(tx, s.steth, AQ_TRY(pooled_eth_by_shares_down(s, n))));
    AQ_TRY(mint(tx, ports, call, recipient, n));
    // After the mint, whose bound keeps the external half of the slot from overflowing.
    move::set_external_shares(tx.undo, s.steth, *s.steth.external_shares + n);
    AQ_TRY(log_minted(tx, ports, call, recipient, n));
    tx.log(call.to, ExternalSharesMinted{recipient, n});
    return {};
}

Result<void> burn_external_shares(Tx& tx, Ports& ports, const Call& call, Shares n) {
    State& s = ports.self;
    AQ_REQUIRE(!n.is_zero(), "BURN_ZERO_AMOUNT_OF_SHARES");
    AQ_TRY(require_sender(call, s.at.vault_hub));
    AQ_TRY(require_not_stopped(s));
    AQ_TRY(reduce_external_shares(tx, s.steth, n));
    AQ_TRY(burn(tx, ports, call, n));
    const Wei worth = AQ_TRY(pooled_eth_by_shares_down(s, n));
    AQ_TRY(increase_stake_limit(tx, s.steth, worth));
    tx.log(call.to, SharesBurnt{call.sender, worth, worth, n});
    tx.log(call.to, ExternalSharesBurnt{n});
    return {};
}

Result<void> rebalance_external_ether_to_internal(Tx& tx, Ports& ports, const Call& call,
                                                  Shares n) {
    State& s = ports.self;
    AQ_REQUIRE(!call.value.is_zero(), "ZERO_VALUE");
    AQ_TRY(require_sender(call, s.at.vault_hub));
    AQ_TRY(require_not_stopped(s));
    AQ_REQUIRE(call.value == AQ_TRY(pooled_eth_by_shares_up(s, n)), "VALUE_SHARES_MISMATCH");
    AQ_TRY(reduce_external_shares(tx, s.steth, n));
    add_to_buffer(tx, s.steth, call.value);
    tx.log(call.to, ExternalEtherTransferredToBuffer{call.value});
    tx.log(call.to, ExternalSharesBurnt{n});
    return {};
}

Result<void> mint_shares(Tx& tx, Ports& ports, const Call& call, Address recipient, Shares n) {
    AQ_TRY(require_sender(call, ports.self.at.accounting));
    AQ_TRY(require_not_stopped(ports.self));
    AQ_TRY(mint(tx, ports, call, recipient, n));
    return log_minted(tx, ports, call, recipient, n);
}

Result<void> burn_shares(Tx& tx, Ports& ports, const Call& call, Shares n) {
    State& s = ports.self;
    AQ_TRY(require_sender(call, s.at.burner));
    AQ_TRY(require_not_stopped(s));
    const Wei before = AQ_TRY(pooled_eth_by_shares_down(s, n));
    AQ_TRY(burn(tx, ports, call, n));
    const Wei after = AQ_TRY(pooled_eth_by_shares_down(s, n));
    tx.log(call.to, SharesBurnt{call.sender, before, after, n});
    return {};
}

}  // namespace aq::lido::steth
