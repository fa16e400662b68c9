// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/rates/errors.hpp>
#include <aquifer/protocols/rates/events.hpp>
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/rates/rules_meth.hpp>

namespace aq::rates::meth {

namespace {

constexpr u256 kMillion = 1'000'000;
constexpr u256 kTrillion = 1'000'000'000'000_u256;

u256 wide(const Uint<128>& value) {
    return u256(value.value);
}

/// The contract adds balances in 128 bits.
Result<u256> add_128(const u256& a, const u256& b) {
    const u256 sum = wrapping_add(a, b);
    AQ_REQUIRE(sum.fits_u128(), Arithmetic::kOverflow);
    return sum;
}

/// Validators on record. Their number is bounded by those initiated before it is used.
u256 validators(const Record& r) {
    return wrapping_add(u256(r.current_num_validators_not_withdrawable),
                        u256(r.cumulative_num_validators_withdrawable));
}

void send(Tx& tx, Ports& ports, const Address& from, const Address& to, Wei value) {
    aq::move::transfer_ether(tx.undo, ports.accounts, from, to, value);
}

/// ReturnsAggregator.processReturns: what was withdrawn and the execution layer's rewards come in,
/// the fee on rewards goes out.
Result<void> process_returns(Tx& tx, Ports& ports, Wei rewards, Wei principal) {
    const State& s = ports.self.meth;
    const Deployment& at = *s.at;
    const Wei consensus = AQ_TRY(checked_add(rewards, principal));
    const Wei execution = ports.accounts.ether[at.execution_receiver];
    const Wei earned = AQ_TRY(checked_add(rewards, execution));
    const Wei fees(AQ_TRY(mul_div_down(earned.raw, u256(s.settings->fees_bps), 10'000)));
    AQ_REQUIRE(ports.accounts.ether[at.consensus_receiver] >= consensus,
               "Address: insufficient balance");
    send(tx, ports, at.execution_receiver, at.aggregator, execution);
    send(tx, ports, at.consensus_receiver, at.aggregator, consensus);
    const Wei net = consensus + execution - fees;
    if (!net.is_zero()) {
        tx.log(at.staking, ReturnsReceived{net});
        send(tx, ports, at.aggregator, at.staking, net);
        Staking k = *s.staking;
        k.unallocated = k.unallocated + net;
        move::set_staking(tx.undo, ports.self, k);
    }
    if (!fees.is_zero()) {
        tx.log(at.aggregator, FeesCollected{fees});
        const Call payment{
            .sender = at.aggregator, .to = at.fees_receiver, .value = fees, .selector = Selector()};
        AQ_REQUIRE(tx.call(payment, {}).has_value(),
                   "Address: unable to send value, recipient may have reverted");
    }
    return {};
}

/// Oracle._pushRecord.
Result<void> push_record(Tx& tx, Ports& ports, const Record& record) {
    const State& s = ports.self.meth;
    tx.log(s.at->oracle, OracleRecordAdded{u256(s.records.size(Only::kOne)), record});
    move::push_record(tx.undo, ports.self, record);
    return process_returns(tx, ports, Wei(wide(record.window_withdrawn_reward_amount)),
                           Wei(wide(record.window_withdrawn_principal_amount)));
}

/// Oracle.validateUpdate against the newest record.
Result<void> validate(const State& s, const Record& next) {
    const Record& last = latest_record(s);
    AQ_REQUIRE(next.update_end_block > next.update_start_block,
               error::InvalidUpdateEndBeforeStartBlock, u256(next.update_end_block),
               u256(next.update_start_block));
    const u256 wanted = wrapping_add(u256(last.update_end_block), 1);
    AQ_REQUIRE(wanted.fits_u64(), Arithmetic::kOverflow);
    AQ_REQUIRE(u256(next.update_start_block) == wanted, error::InvalidUpdateStartBlock, wanted,
               u256(next.update_start_block));
    const u256 processed = wide(next.cumulative_processed_deposit_amount);
    const u256 sent = s.staking->deposited_in_validators.raw;
    AQ_REQUIRE(processed <= sent, error::InvalidUpdateMoreDepositsProcessedThanSent, processed,
               sent);
    const u256 initiated = s.staking->validators_initiated;
    if (validators(next) <= initiated) return {};
    AQ_REQUIRE(validators(next).fits_u64(), Arithmetic::kOverflow);
    return std::unexpected(
        Revert(error::InvalidUpdateMoreValidatorsThanInitiated, validators(next), initiated));
}

/// The checks of validators and of what was deposited for new ones.
oracle::Sanity deposits_sanity(const Settings& settings, const Record& last, const Record& next) {
    if (next.cumulative_num_validators_withdrawable < last.cumulative_num_validators_withdrawable) {
        return {"Cumulative number of withdrawable validators decreased",
                u256(next.cumulative_num_validators_withdrawable),
                u256(last.cumulative_num_validators_withdrawable)};
    }
    if (validators(next) < validators(last)) {
        return {"Total number of validators decreased", validators(next), validators(last)};
    }
    const u256 processed = wide(next.cumulative_processed_deposit_amount);
    const u256 before = wide(last.cumulative_processed_deposit_amount);
    if (processed < before) return {"Processed deposit amount decreased", processed, before};
    const u256 deposits = wrapping_sub(processed, before);
    const u256 added = wrapping_sub(validators(next), validators(last));
    const u256 least = wrapping_mul(added, settings.validator_deposit_min.raw);
    if (deposits < least) {
        return {"New deposits below min deposit per validator", deposits, least};
    }
    const u256 most = wrapping_mul(added, settings.validator_deposit_max.raw);
    if (deposits > most) return {"New deposits above max deposit per validator", deposits, most};
    return {};
}

/// The bounds on the validators' gain and loss, over as many blocks.
Result<oracle::Sanity> gain_sanity(const Settings& settings, const Record& last, const Record& next,
                                   const u256& blocks) {
    const u256 deposits = wrapping_sub(wide(next.cumulative_processed_deposit_amount),
                                       wide(last.cumulative_processed_deposit_amount));
    const u256 base = AQ_TRY(add_128(wide(last.current_total_validator_balance), deposits));
    const u256 kept = AQ_TRY(add_128(wide(next.current_total_validator_balance),
                                     wide(next.window_withdrawn_principal_amount)));
    const u256 gross = AQ_TRY(add_128(kept, wide(next.window_withdrawn_reward_amount)));
    const u256 loss = AQ_TRY(mul_div_down(u256(settings.loss_max_ppm), base, kMillion));
    const u256 gain_min =
        AQ_TRY(mul_div_down(wrapping_mul(u256(settings.gain_min_ppt), blocks), base, kTrillion));
    const u256 lower = AQ_TRY(checked_add(AQ_TRY(checked_sub(base, loss)), gain_min));
    if (gross < lower) {
        return oracle::Sanity{"Consensus layer change below min gain or max loss", gross, lower};
    }
    const u256 gain_max =
        AQ_TRY(mul_div_down(wrapping_mul(u256(settings.gain_max_ppt), blocks), base, kTrillion));
    const u256 upper = AQ_TRY(checked_add(base, gain_max));
    if (gross > upper) return oracle::Sanity{"Consensus layer change above max gain", gross, upper};
    return oracle::Sanity{};
}

void write_flag(Tx& tx, Ports& ports, const pauser::Flag& flag, bool paused) {
    Pauses pauses = *ports.self.meth.pauses;
    pauses.*flag.member = paused;
    move::set_pauses(tx.undo, ports.self, pauses);
    const Selector selector = first_four(keccak(std::string(flag.name) + "()"));
    tx.log(ports.self.meth.at->pauser, FlagUpdated{selector, paused, std::string(flag.name)});
}

void write_all_flags(Tx& tx, Ports& ports, bool paused) {
    for (const pauser::Flag& flag : pauser::flags()) write_flag(tx, ports, flag, paused);
}

}  // namespace

namespace oracle {

Result<Sanity> sanity_of(const State& s, const Record& previous, const Record& next) {
    const Settings& settings = *s.settings;
    const u256 blocks(next.update_end_block - next.update_start_block + 1);
    const u256 least(settings.report_blocks_min);
    if (blocks < least) return Sanity{"Report blocks below minimum bound", blocks, least};
    Sanity deposits = deposits_sanity(settings, previous, next);
    if (!deposits.reason.empty()) return deposits;
    return gain_sanity(settings, previous, next, blocks);
}

Result<void> receive_record(Tx& tx, Ports& ports, const Call& call, Unread<Record> unread) {
    const State& s = ports.self.meth;
    AQ_REQUIRE(!s.pauses->records, error::Paused);
    AQ_REQUIRE(call.sender == s.settings->oracle_updater, error::UnauthorizedOracleUpdater,
               call.sender, s.settings->oracle_updater);
    AQ_REQUIRE(!s.pending->exists, error::CannotUpdateWhileUpdatePending);
    const Record record = AQ_TRY(unread.read());
    AQ_TRY(validate(s, record));
    const u256 final_at =
        wrapping_add(u256(record.update_end_block), u256(s.settings->finalization_blocks));
    AQ_REQUIRE(u256(tx.block.number) >= final_at, error::UpdateEndBlockNumberNotFinal, final_at);
    const Sanity sanity = AQ_TRY(sanity_of(s, latest_record(s), record));
    if (sanity.reason.empty()) return push_record(tx, ports, record);
    move::set_pending(tx.undo, ports.self, {true, record});
    tx.log(call.to,
           OracleRecordFailedSanityCheck{keccak(std::string_view(sanity.reason)), sanity.reason,
                                         record, sanity.value, sanity.bound});
    write_all_flags(tx, ports, true);
    return {};
}

Result<void> accept_pending_update(Tx& tx, Ports& ports, const Call& call) {
    const State& s = ports.self.meth;
    AQ_TRY(require_role(s, call, "ORACLE_PENDING_UPDATE_RESOLVER_ROLE"));
    AQ_REQUIRE(s.pending->exists, error::NoUpdatePending);
    AQ_TRY(push_record(tx, ports, s.pending->record));
    move::set_pending(tx.undo, ports.self, {});
    return {};
}

Result<void> reject_pending_update(Tx& tx, Ports& ports, const Call& call) {
    const State& s = ports.self.meth;
    AQ_TRY(require_role(s, call, "ORACLE_PENDING_UPDATE_RESOLVER_ROLE"));
    AQ_REQUIRE(s.pending->exists, error::NoUpdatePending);
    tx.log(call.to, OraclePendingUpdateRejected{s.pending->record});
    move::set_pending(tx.undo, ports.self, {});
    return {};
}

}  // namespace oracle

namespace pauser {

const std::array<Flag, 6>& flags() {
    static constexpr std::array<Flag, 6> kFlags{{
        {&Pauses::staking, "isStakingPaused"},
        {&Pauses::unstaking, "isUnstakeRequestsAndClaimsPaused"},
        {&Pauses::initiating, "isInitiateValidatorsPaused"},
        {&Pauses::records, "isSubmitOracleRecordsPaused"},
        {&Pauses::allocating, "isAllocateETHPaused"},
        {&Pauses::buffer, "isLiquidityBufferPaused"},
    }};
    return kFlags;
}

Result<void> set_flag(Tx& tx, Ports& ports, const Call& call, const Flag& flag, bool paused) {
    AQ_TRY(require_role(ports.self.meth, call, paused ? "PAUSER_ROLE" : "UNPAUSER_ROLE"));
    write_flag(tx, ports, flag, paused);
    return {};
}

Result<void> pause_all(Tx& tx, Ports& ports, const Call& call) {
    const bool pauser = require_role(ports.self.meth, call, "PAUSER_ROLE").has_value();
    AQ_REQUIRE(pauser || call.sender == ports.self.meth.at->oracle,
               error::PauserRoleOrOracleRequired, call.sender);
    write_all_flags(tx, ports, true);
    return {};
}

Result<void> unpause_all(Tx& tx, Ports& ports, const Call& call) {
    AQ_TRY(require_role(ports.self.meth, call, "UNPAUSER_ROLE"));
    write_all_flags(tx, ports, false);
    return {};
}

}  // namespace pauser

}  // namespace aq::rates::meth
