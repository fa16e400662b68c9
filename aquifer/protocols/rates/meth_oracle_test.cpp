// SPDX-License-Identifier: Apache-2.0
#include <aquifer/ledger/testing.hpp>
#include <aquifer/protocols/rates/errors.hpp>
#include <aquifer/protocols/rates/events.hpp>
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/rates/rules_meth.hpp>
#include <aquifer/protocols/rates/testing.hpp>
#include <aquifer/protocols/rates/testing_expect.hpp>

#include <gtest/gtest.h>

namespace aq::rates::meth {
namespace {

using namespace testing;  // NOLINT(*build-using-namespace*): the sandbox's words

constexpr u256 kBase = 200'000e18_u256;
constexpr const char* kReceive =
    "receiveRecord((uint64,uint64,uint64,uint64,uint128,uint128,uint128,uint128))";

Uint<128> u128_of(const u256& value) {
    return {value.truncate_u128()};
}

/// 200,000 ether in 6,250 validators on record, as worked example 4 has them.
class MethOracle : public ::testing::Test {
protected:
    MethOracle() {
        Staking staking;
        staking.unallocated = Wei(kEther);
        staking.deposited_in_validators = Wei(200'032e18_u256);
        staking.validators_initiated = 6'251;
        move::set_staking(box_.undo, box_.state, staking);
        Record first = next();
        first.update_start_block = 900'001;
        first.update_end_block = 992'736;
        move::push_record(box_.undo, box_.state, first);
        box_.fund(kConsensus, 1'000e18_u256);
    }

    /// The next 7,200 blocks without a change.
    static Record next() {
        Record record;
        record.update_start_block = 992'737;
        record.update_end_block = 999'936;
        record.current_num_validators_not_withdrawable = 6'250;
        record.current_total_validator_balance = u128_of(kBase);
        record.cumulative_processed_deposit_amount = u128_of(kBase);
        return record;
    }
    auto report(const Record& record, const Address& from = kAdmin) {
        return box_.call(from, kOracle, kReceive, record);
    }
    void expect_insane(const Record& record, const char* reason, const u256& value,
                       const u256& bound) {
        const Undo::Mark before = box_.undo.mark();
        expect_done(report(record));
        EXPECT_EQ(box_.logs.size(), 7U) << reason;
        const auto log = log_at<OracleRecordFailedSanityCheck>(box_.logs, 0, kOracle);
        EXPECT_EQ(log.reason, reason);
        EXPECT_EQ(log.reason_hash, keccak(std::string_view(reason)));
        EXPECT_EQ(log.value, value) << reason;
        EXPECT_EQ(log.bound, bound) << reason;
        box_.undo.rewind(before);
    }

    Sandbox box_;
};

TEST_F(MethOracle, ARecordBringsItsReturns) {
    Record record = next();
    record.current_total_validator_balance = u128_of(199'990e18_u256);
    record.window_withdrawn_reward_amount = u128_of(20e18_u256);
    record.window_withdrawn_principal_amount = u128_of(3e18_u256);
    box_.fund(kExecution, 5e18_u256);
    expect_done(report(record));
    ASSERT_EQ(box_.logs.size(), 3U);
    EXPECT_EQ(log_at<OracleRecordAdded>(box_.logs, 0, kOracle).index, u256(2U));
    // 23 and 5 ether less a tenth of the 25 that are rewards.
    EXPECT_EQ(log_at<ReturnsReceived>(box_.logs, 1, kStaking).amount,
              Wei(25'500'000'000'000'000'000_u256));
    EXPECT_EQ(log_at<FeesCollected>(box_.logs, 2, kAggregator).amount,
              Wei(2'500'000'000'000'000'000_u256));
    EXPECT_EQ(box_.ether(kFees), 2'500'000'000'000'000'000_u256);
    EXPECT_EQ(box_.ether(kStaking), 25'500'000'000'000'000'000_u256);
    EXPECT_EQ(box_.ether(kAggregator), u256());
    EXPECT_EQ(box_.ask(kStaking, "unallocatedETH()"), 26'500'000'000'000'000'000_u256);
}

// Worked example 4: 199802740320000000000000 to 200273960000000000000000.
TEST_F(MethOracle, TheGainOfARecordIsBounded) {
    constexpr u256 kLower = 199'802'740'320'000'000'000'000_u256;
    constexpr u256 kUpper = 200'273'960'000'000'000'000'000_u256;
    Record record = next();
    const auto with = [&](const u256& balance) {
        record.current_total_validator_balance = u128_of(balance);
        return record;
    };
    expect_insane(with(wrapping_sub(kLower, 1)),
                  "Consensus layer change below min gain or max loss", wrapping_sub(kLower, 1),
                  kLower);
    expect_insane(with(wrapping_add(kUpper, 1)), "Consensus layer change above max gain",
                  wrapping_add(kUpper, 1), kUpper);
    for (const u256& bound : {kLower, kUpper}) {
        const Undo::Mark before = box_.undo.mark();
        expect_done(report(with(bound)));
        EXPECT_EQ(box_.logs.size(), 1U);
        box_.undo.rewind(before);
    }
}

TEST_F(MethOracle, TheOtherChecksOfSanity) {
    Record few = next();
    few.update_end_block = few.update_start_block + 98;
    expect_insane(few, "Report blocks below minimum bound", 99, 100);
    Record gone = next();
    gone.current_num_validators_not_withdrawable = 6'249;
    expect_insane(gone, "Total number of validators decreased", 6'249, 6'250);
    Record less = next();
    less.cumulative_processed_deposit_amount = u128_of(199'999e18_u256);
    expect_insane(less, "Processed deposit amount decreased", 199'999e18_u256, kBase);
    Record cheap = next();
    cheap.current_num_validators_not_withdrawable = 6'251;
    expect_insane(cheap, "New deposits below min deposit per validator", u256(), 32e18_u256);
    Record dear = next();
    dear.cumulative_processed_deposit_amount = u128_of(200'001e18_u256);
    expect_insane(dear, "New deposits above max deposit per validator", kEther, u256());
    Record withdrawable = next();
    withdrawable.current_num_validators_not_withdrawable = 6'249;
    withdrawable.cumulative_num_validators_withdrawable = 1;
    const State& s = box_.state.meth;
    EXPECT_EQ(oracle::sanity_of(s, withdrawable, next()).value().reason,
              "Cumulative number of withdrawable validators decreased");
}

TEST_F(MethOracle, ARecordThatIsNotSanePausesAllAndWaits) {
    Record record = next();
    record.update_end_block = record.update_start_block + 98;
    expect_done(report(record));
    const auto last = log_at<FlagUpdated>(box_.logs, 6, kPauser);
    EXPECT_EQ(last.flag_name, "isLiquidityBufferPaused");
    for (const char* flag :
         {"isStakingPaused()", "isUnstakeRequestsAndClaimsPaused()", "isInitiateValidatorsPaused()",
          "isSubmitOracleRecordsPaused()", "isAllocateETHPaused()", "isLiquidityBufferPaused()"}) {
        EXPECT_EQ(box_.ask(kPauser, flag), u256(1U)) << flag;
    }
    expect_refusal(report(next()), error::Paused);
    expect_done(box_.call(kAdmin, kPauser, "unpauseAll()"));
    expect_refusal(report(next()), error::CannotUpdateWhileUpdatePending);
    expect_done(box_.call(kAdmin, kOracle, "acceptPendingUpdate()"));
    EXPECT_EQ(box_.ask(kOracle, "numRecords()"), u256(3U));
    expect_refusal(box_.call(kAdmin, kOracle, "acceptPendingUpdate()"), error::NoUpdatePending);
}

TEST_F(MethOracle, APendingRecordIsRejected) {
    Record record = next();
    record.update_end_block = record.update_start_block + 98;
    expect_refusal(box_.call(kAdmin, kOracle, "rejectPendingUpdate()"), error::NoUpdatePending);
    expect_refusal(box_.call(kAdmin, kOracle, "pendingUpdate()"), error::NoUpdatePending);
    expect_done(report(record));
    expect_refusal(box_.call(kBob, kOracle, "rejectPendingUpdate()"),
                   without_role(kBob, "ORACLE_PENDING_UPDATE_RESOLVER_ROLE"));
    expect_refusal(box_.call(kBob, kOracle, "acceptPendingUpdate()"),
                   without_role(kBob, "ORACLE_PENDING_UPDATE_RESOLVER_ROLE"));
    expect_done(box_.call(kAdmin, kOracle, "rejectPendingUpdate()"));
    EXPECT_EQ(log_at<OraclePendingUpdateRejected>(box_.logs, 0, kOracle).pending_update, record);
    expect_done(box_.call(kAdmin, kPauser, "setIsSubmitOracleRecordsPaused(bool)", false));
    expect_done(report(next()));
}

TEST_F(MethOracle, ARecordIsRefused) {
    expect_refusal(report(next(), kBob), {error::UnauthorizedOracleUpdater, kBob, kAdmin});
    Record backwards = next();
    backwards.update_end_block = backwards.update_start_block;
    expect_refusal(report(backwards),
                   {error::InvalidUpdateEndBeforeStartBlock, u256(992'737U), u256(992'737U)});
    Record later = next();
    later.update_start_block = 992'738;
    expect_refusal(report(later), {error::InvalidUpdateStartBlock, u256(992'737U), u256(992'738U)});
    Record unsent = next();
    unsent.cumulative_processed_deposit_amount = u128_of(200'033e18_u256);
    expect_refusal(report(unsent), {error::InvalidUpdateMoreDepositsProcessedThanSent,
                                    200'033e18_u256, 200'032e18_u256});
    Record many = next();
    many.cumulative_num_validators_withdrawable = 2;
    expect_refusal(report(many),
                   {error::InvalidUpdateMoreValidatorsThanInitiated, u256(6'252U), u256(6'251U)});
    // 64 blocks after its end it is final.
    Record fresh = next();
    fresh.update_end_block = 999'937;
    expect_refusal(report(fresh), {error::UpdateEndBlockNumberNotFinal, u256(1'000'001U)});
    Record rich = next();
    rich.window_withdrawn_principal_amount = u128_of(1'001e18_u256);
    rich.current_total_validator_balance = u128_of(198'999e18_u256);
    expect_refusal(report(rich), "Address: insufficient balance");
}

// OracleRecord is `calldata`: who sends it is looked at before its members are.
TEST_F(MethOracle, ARecordIsReadAfterItsSenderIsKnown) {
    Bytes dirty = abi_call(first_four(keccak(std::string_view(kReceive))), next());
    // currentTotalValidatorBalance, the seventh word, of more than 128 bits.
    dirty[4 + 6 * 32] = 1;
    expect_refusal(box_.send(kBob, kOracle, u256(), dirty),
                   {error::UnauthorizedOracleUpdater, kBob, kAdmin});
    expect_refusal(box_.send(kAdmin, kOracle, u256(), dirty), Revert());
    expect_done(box_.call(kAdmin, kPauser, "pauseAll()"));
    expect_refusal(box_.send(kAdmin, kOracle, u256(), dirty), error::Paused);
}

TEST_F(MethOracle, FlagsArePausedAndUnpausedByTheirRoles) {
    expect_refusal(box_.call(kBob, kPauser, "setIsStakingPaused(bool)", true),
                   without_role(kBob, "PAUSER_ROLE"));
    expect_refusal(box_.call(kBob, kPauser, "setIsStakingPaused(bool)", false),
                   without_role(kBob, "UNPAUSER_ROLE"));
    expect_refusal(box_.call(kBob, kPauser, "pauseAll()"),
                   {error::PauserRoleOrOracleRequired, kBob});
    expect_refusal(box_.call(kBob, kPauser, "unpauseAll()"), without_role(kBob, "UNPAUSER_ROLE"));
    expect_done(box_.call(kAdmin, kPauser, "setIsAllocateETHPaused(bool)", true));
    const auto log = log_at<FlagUpdated>(box_.logs, 0, kPauser);
    EXPECT_EQ(log.selector, first_four(keccak(std::string_view("isAllocateETHPaused()"))));
    EXPECT_TRUE(log.is_paused);
}

}  // namespace
}  // namespace aq::rates::meth
