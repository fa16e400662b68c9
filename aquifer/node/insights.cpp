// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/insights.hpp>

namespace aq::node {

namespace {

using eigenlayer::OperatorSet;

Json address(const Address& at) {
    return Json(to_hex(at));
}
/// Null where the zero address means nobody.
Json somebody(const Address& at) {
    return at == kZeroAddress ? Json(nullptr) : address(at);
}
Json amount(const std::optional<u256>& value) {
    return value.has_value() ? quantity(*value) : Json(nullptr);
}
Json number(const std::optional<std::uint64_t>& value) {
    return value.has_value() ? quantity(*value) : Json(nullptr);
}
Json count(std::uint64_t value) {
    return quantity(value);
}
Json set_json(const OperatorSet& set) {
    return JsonObject{{"avs", address(set.avs)}, {"id", count(set.id)}};
}
JsonArray addresses(const std::vector<Address>& all) {
    JsonArray out;
    for (const Address& one : all) out.push_back(address(one));
    return out;
}

Json holding_json(const insight::TokenHolding& held) {
    return JsonObject{{"token", address(held.token)},
                      {"symbol", held.symbol},
                      {"decimals", count(held.decimals)},
                      {"amount", quantity(held.amount)},
                      {"valueWei", amount(held.value_wei)}};
}

Json restaked_json(const insight::RestakedHolding& held) {
    return JsonObject{{"strategy", address(held.strategy)},
                      {"asset", address(held.asset)},
                      {"depositShares", quantity(held.deposited.raw)},
                      {"withdrawableShares", quantity(held.withdrawable.raw)},
                      {"underlying", amount(held.underlying)},
                      {"valueWei", amount(held.value_wei)}};
}

Json payment_json(const insight::Payment& payment) {
    return JsonObject{{"asset", address(payment.asset)},
                      {"amount", quantity(payment.amount)},
                      {"valueWei", amount(payment.value_wei)}};
}

std::string_view name_of(insight::Protocol protocol) {
    switch (protocol) {
        case insight::Protocol::kLido:
            return "lido";
        case insight::Protocol::kRenzo:
            return "renzo";
        case insight::Protocol::kEigenLayer:
            break;
    }
    return "eigenlayer";
}

std::string_view name_of(insight::RateSource source) {
    switch (source) {
        case insight::RateSource::kOneToOne:
            return "oneToOne";
        case insight::RateSource::kLidoShares:
            return "lidoShares";
        case insight::RateSource::kIssuer:
            return "issuer";
        case insight::RateSource::kRenzoTvls:
            break;
    }
    return "renzoTvls";
}

std::string_view name_of(eigenlayer::StrategyKind kind) {
    switch (kind) {
        case eigenlayer::StrategyKind::kBase:
            return "base";
        case eigenlayer::StrategyKind::kCapped:
            return "capped";
        case eigenlayer::StrategyKind::kDurationVault:
            return "durationVault";
        case eigenlayer::StrategyKind::kNone:
            break;
    }
    return "beaconChain";
}

std::string_view name_of(eigenlayer::VaultState state) {
    switch (state) {
        case eigenlayer::VaultState::kDeposits:
            return "deposits";
        case eigenlayer::VaultState::kAllocations:
            return "allocations";
        case eigenlayer::VaultState::kWithdrawals:
            return "withdrawals";
        case eigenlayer::VaultState::kUninitialized:
            break;
    }
    return "uninitialized";
}

JsonArray parts_json(const std::vector<insight::Part>& parts) {
    JsonArray out;
    for (const insight::Part& part : parts) {
        out.push_back(JsonObject{{"what", part.what},
                                 {"at", somebody(part.at)},
                                 {"operator", somebody(part.operator_at)},
                                 {"asset", address(part.asset)},
                                 {"amount", quantity(part.amount)},
                                 {"ofOne", quantity(part.of_one)},
                                 {"parts", parts_json(part.parts)}});
    }
    return out;
}

Json at_risk_json(const insight::AtRisk& risk) {
    return JsonObject{{"operatorSet", set_json(risk.set)},
                      {"operator", address(risk.operator_at)},
                      {"strategy", address(risk.strategy)},
                      {"amount", quantity(risk.amount)},
                      {"ofOne", quantity(risk.of_one)}};
}

Json stake_json(const insight::OperatorStake& stake) {
    return JsonObject{{"strategy", address(stake.strategy)},
                      {"shares", quantity(stake.shares.raw)},
                      {"maxMagnitude", quantity(stake.magnitude_max.raw)},
                      {"encumberedMagnitude", quantity(stake.magnitude_encumbered.raw)}};
}

Json pool_json(const insight::PoolFacts& pool) {
    return JsonObject{{"name", pool.name},
                      {"withdrawalAddress", address(pool.withdrawal_address)},
                      {"validators", count(pool.validators)},
                      {"balanceGwei", count(pool.balance_gwei)},
                      {"effectiveBalanceGwei", count(pool.effective_gwei)},
                      {"withdrawnGwei", count(pool.withdrawn_gwei)},
                      {"pendingDepositsGwei", count(pool.pending_gwei)}};
}

}  // namespace

Json position_json(const insight::Position& p) {
    return JsonObject{{"account", address(p.account)},
                      {"etherWei", quantity(p.ether_wei)},
                      {"tokens", each_json(p.tokens, holding_json)},
                      {"delegatedTo", somebody(p.operator_at)},
                      {"pod", somebody(p.pod)},
                      {"restaked", each_json(p.restaked, restaked_json)},
                      {"tickets", each_json(p.tickets, ticket_json)},
                      {"totalValueWei", quantity(p.total_value_wei)}};
}

Json ticket_json(const insight::Ticket& t) {
    JsonObject out{{"protocol", name_of(t.protocol)}};
    if (t.protocol == insight::Protocol::kEigenLayer) {
        out["root"] = to_hex(t.root);
    } else {
        out["id"] = quantity(t.id);
        out["given"] = quantity(t.given);
    }
    if (t.protocol == insight::Protocol::kRenzo) {
        out["index"] = count(t.index);
        out["missing"] = quantity(t.missing);
    }
    out["owner"] = address(t.owner);
    out["claimed"] = t.claimed;
    out["claimable"] = t.claimable;
    out["refusal"] = t.refusal.empty() ? Json(nullptr) : Json(t.refusal);
    out["waitsForOthers"] = t.waits_for_others;
    out["claimableFromBlock"] = number(t.claimable_from_block);
    out["claimableFromTime"] = number(t.claimable_from_time);
    out["madeAtTime"] = number(t.made_at_time);
    out["payments"] = each_json(t.payments, payment_json);
    return out;
}

Json backing_json(const insight::Backing& b) {
    return JsonObject{{"token", address(b.token)},
                      {"symbol", b.symbol},
                      {"unit", b.unit == insight::Unit::kWei ? "wei" : "shares"},
                      {"supply", quantity(b.supply)},
                      {"total", quantity(b.total)},
                      {"parts", parts_json(b.parts)},
                      {"atRisk", each_json(b.at_risk, at_risk_json)},
                      {"remark", b.remark}};
}

Json slashable_json(const insight::Slashable& s) {
    return JsonObject{
        {"operatorSet", set_json(s.set)},         {"slasher", somebody(s.slasher)},
        {"operator", address(s.operator_at)},     {"strategy", address(s.strategy)},
        {"magnitude", quantity(s.magnitude.raw)}, {"maxMagnitude", quantity(s.magnitude_max.raw)},
        {"shares", quantity(s.shares.raw)}};
}

Json operator_json(const insight::OperatorFacts& f) {
    JsonArray sets;
    for (const OperatorSet& set : f.registered) sets.push_back(set_json(set));
    return JsonObject{{"operator", address(f.at)},
                      {"delegationApprover", somebody(f.delegation_approver)},
                      {"stakers", count(f.stakers)},
                      {"allocationDelayBlocks",
                       f.allocation_delay_set ? count(f.allocation_delay_blocks) : Json(nullptr)},
                      {"stakes", each_json(f.stakes, stake_json)},
                      {"operatorSets", std::move(sets)}};
}

Json operator_set_json(const insight::OperatorSetFacts& f) {
    return JsonObject{{"avs", address(f.set.avs)},
                      {"id", count(f.set.id)},
                      {"slasher", somebody(f.slasher)},
                      {"redistributing", f.redistributing},
                      {"slashedGoesTo", address(f.slashed_goes_to)},
                      {"slashes", quantity(f.slashes)},
                      {"operators", addresses(f.operators)},
                      {"strategies", addresses(f.strategies)}};
}

Json strategy_json(const insight::StrategyFacts& f) {
    return JsonObject{{"strategy", address(f.at)},
                      {"kind", name_of(f.kind)},
                      {"asset", address(f.asset)},
                      {"whitelisted", f.whitelisted},
                      {"totalShares", quantity(f.total_shares.raw)},
                      {"totalUnderlying", amount(f.total_underlying)},
                      {"underlyingPerShare", amount(f.underlying_per_share)},
                      {"depositMax", quantity(f.deposit_max)},
                      {"totalDepositsMax", quantity(f.total_deposits_max)}};
}

Json vault_json(const insight::VaultFacts& f) {
    const eigenlayer::Vault& v = f.vault;
    return JsonObject{{"vault", address(f.at)},
                      {"token", address(f.token)},
                      {"state", name_of(v.state)},
                      {"admin", address(v.vault_admin)},
                      {"arbitrator", address(v.arbitrator)},
                      {"operatorSet", set_json(v.operator_set)},
                      {"durationSeconds", count(v.duration)},
                      {"lockedAt", count(v.locked_at)},
                      {"unlockAt", count(v.unlock_at)},
                      {"maturedAt", count(v.matured_at)},
                      {"totalShares", quantity(f.total_shares.raw)},
                      {"totalDepositsMax", quantity(f.total_deposits_max)}};
}

Json pod_json(const insight::PodFacts& f) {
    const bool negative = f.owner_deposit_shares.is_negative();
    const u256 size = f.owner_deposit_shares.magnitude();
    return JsonObject{{"pod", address(f.at)},
                      {"owner", address(f.pod.owner)},
                      {"depositShares", (negative ? "-" : "") + quantity_text(size)},
                      {"beaconChainSlashingFactor", quantity(f.beacon_chain_factor.raw)},
                      {"etherWei", quantity(f.ether_wei)},
                      {"activeValidators", count(f.pod.active_validator_count)},
                      {"restakedExecutionLayerGwei", count(f.pod.restaked_execution_layer.raw)},
                      {"lastCheckpointTime", count(f.pod.last_checkpoint_timestamp)},
                      {"openCheckpointTime", f.pod.current_checkpoint_timestamp == 0
                                                 ? Json(nullptr)
                                                 : count(f.pod.current_checkpoint_timestamp)}};
}

Json queue_json(const insight::LidoQueue& q) {
    return JsonObject{{"lastId", quantity(q.last_id)},
                      {"lastFinalizedId", quantity(q.last_finalized_id)},
                      {"length", quantity(q.length)},
                      {"unfinalizedStEth", quantity(q.unfinalized_st_eth)},
                      {"nextStEth", quantity(q.next_st_eth)},
                      {"lockedWei", quantity(q.locked_wei)},
                      {"paused", q.paused},
                      {"bunkerMode", q.bunker_mode}};
}

Json queue_json(const insight::RenzoQueue& q) {
    return JsonObject{
        {"asset", address(q.asset)},        {"bufferTarget", quantity(q.buffer_target)},
        {"available", amount(q.available)}, {"reservedForClaims", quantity(q.reserved_for_claims)},
        {"missing", quantity(q.missing)},   {"length", count(q.requests)},
        {"amount", quantity(q.amount)},     {"ezEthLocked", quantity(q.ez_eth_locked)}};
}

Json queue_json(const insight::EigenLayerQueue& q) {
    JsonArray waiting;
    for (const auto& one : q.by_strategy) {
        waiting.push_back(JsonObject{{"strategy", address(one.strategy)},
                                     {"shares", quantity(one.shares.raw)},
                                     {"underlying", amount(one.underlying)}});
    }
    return JsonObject{{"length", count(q.length)},
                      {"completable", count(q.completable)},
                      {"nextCompletableFromBlock", number(q.next_completable_from_block)},
                      {"byStrategy", std::move(waiting)}};
}

Json rate_json(const insight::Rate& r) {
    return JsonObject{{"token", address(r.token)},
                      {"symbol", r.symbol},
                      {"source", name_of(r.source)},
                      {"wei", amount(r.wei)}};
}

Json beacon_json(const insight::BeaconFacts& f) {
    return JsonObject{{"slot", count(f.slot)},
                      {"epoch", count(f.epoch)},
                      {"finalizedEpoch", count(f.finalized_epoch)},
                      {"genesisTime", count(f.genesis_time)},
                      {"validators", count(f.validators)},
                      {"activeBalanceGwei", count(f.active_gwei)},
                      {"balanceGwei", count(f.balance_gwei)},
                      {"pendingDeposits", count(f.pending_deposits)},
                      {"pendingDepositsGwei", count(f.pending_deposits_gwei)},
                      {"pendingPartialWithdrawals", count(f.pending_partial_withdrawals)},
                      {"pendingConsolidations", count(f.pending_consolidations)},
                      {"nextExitEpoch", count(f.next_exit_epoch)},
                      {"issuedGwei", count(f.issued_gwei)},
                      {"burnedGwei", count(f.burned_gwei)},
                      {"withdrawnGwei", count(f.withdrawn_gwei)},
                      {"pools", each_json(f.pools, pool_json)}};
}

}  // namespace aq::node
