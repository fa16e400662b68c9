// SPDX-License-Identifier: Apache-2.0
// The oracle, its checks and Accounting: what each refuses, and the laws of a report.
#include <aquifer/protocols/lido/accounting.hpp>
#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/fold.hpp>
#include <aquifer/protocols/lido/invariants.hpp>
#include <aquifer/protocols/lido/moves_queue.hpp>
#include <aquifer/protocols/lido/moves_report.hpp>
#include <aquifer/protocols/lido/moves_steth.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/roles.hpp>
#include <aquifer/protocols/lido/rules_oracle.hpp>
#include <aquifer/protocols/lido/rules_queue.hpp>
#include <aquifer/protocols/lido/rules_router.hpp>
#include <aquifer/protocols/lido/rules_sanity.hpp>
#include <aquifer/protocols/lido/rules_staking.hpp>
#include <aquifer/protocols/lido/rules_steth.hpp>
#include <aquifer/protocols/lido/testing.hpp>

#include <gtest/gtest.h>

namespace aq::lido {
namespace {

using testing::admin;
using testing::alice;
using testing::Sandbox;
using testing::whale;

const Address member = Sandbox::account("oracle member");

/// 1,000 ether of validators in one module, a thousand shares of the whale and as many in the pool.
class LidoReport : public ::testing::Test {
protected:
    LidoReport() {
        box.add_module("curated", 500_u256, 500_u256);
        move::mint_shares(box.undo, box.s.steth, whale, Shares(1'000e18_u256));
        move::set_cl_balances(box.undo, box.s.steth, Wei(1'000e18_u256), Wei());
        move::set_validators_balances(box.undo, box.s.router, {1'000'000'000'000});
        box.undo.commit();
        AQ_ASSERT(box.call(sanity_checker::migrate_baseline_snapshot, alice, box.at.sanity_checker)
                      .has_value());
    }
    /// A correct report of so many gwei of validators.
    ReportData data(const u256& validators_gwei = 1'000e9_u256, const u256& pending_gwei = u256()) {
        return box.correct_report({{validators_gwei}, pending_gwei, false});
    }
    template <class Change>
    Result<void> changed(Change change) {
        ReportData d = data();
        change(d);
        return box.report(d);
    }
    auto submit(const ReportData& d, const Address& by = member, const u256& version = 5_u256) {
        return box.call(accounting_oracle::submit_report_data, by, box.at.accounting_oracle, d,
                        version);
    }
    auto agree(const Hash& hash, const u256& slot, const u256& deadline) {
        return box.call(accounting_oracle::submit_consensus_report, box.at.hash_consensus,
                        box.at.accounting_oracle, hash, slot, deadline);
    }
    std::vector<std::string> broken() const {
        return broken_invariants(box.s, box.tokens, box.accounts);
    }

    Sandbox box;
    const u256 soon{box.block.time + 100};
};

// ReportData is `calldata`: AccountingOracle looks at the sender and the version before its
// members.
TEST_F(LidoReport, IsReadAfterItsSenderAndItsVersionAreKnown) {
    const auto send = [&](const Address& by, const u256& version) {
        Bytes call = abi_call("0x11a78d23"_selector, data(), version);
        // isBunkerMode is the fourteenth member of the tuple, which begins after two words.
        call[4 + (2 + 13) * 32 + 31] = 2;
        return box.execute(message(by, box.at.accounting_oracle), call);
    };
    EXPECT_TRUE(Sandbox::reverted(error::SenderNotAllowed, send(alice, 5)));
    EXPECT_TRUE(
        Sandbox::reverted({error::UnexpectedContractVersion, 5_u256, 4_u256}, send(member, 4)));
    EXPECT_TRUE(Sandbox::reverted(Revert(), send(member, 5)));
}

TEST_F(LidoReport, NeedsTheCommitteesHash) {
    const ReportData d = data();
    const Hash hash = report_hash(d);
    EXPECT_TRUE(Sandbox::reverted(error::SenderIsNotTheConsensusContract,
                                  box.call(accounting_oracle::submit_consensus_report, alice,
                                           box.at.accounting_oracle, hash, d.ref_slot, soon)));
    EXPECT_TRUE(Sandbox::reverted(error::RefSlotCannotDecrease, agree(hash, 1_u256, soon)));
    const u256 processed(*box.s.oracle.last_processing_ref_slot);
    EXPECT_TRUE(Sandbox::reverted(error::RefSlotMustBeGreaterThanProcessingOne,
                                  agree(hash, processed, soon)));
    EXPECT_TRUE(Sandbox::reverted(error::ProcessingDeadlineMissed,
                                  agree(hash, d.ref_slot, u256(box.block.time - 1))));
    EXPECT_TRUE(Sandbox::reverted(error::HashCannotBeZero, agree(Hash(), d.ref_slot, soon)));
    EXPECT_TRUE(Sandbox::reverted("SafeCast: value doesn't fit in 64 bits",
                                  agree(hash, u256::max(), soon)));
    EXPECT_TRUE(Sandbox::reverted(error::UnexpectedRefSlot, submit(d)));
    ASSERT_TRUE(agree(hash, d.ref_slot, soon).has_value());
    EXPECT_EQ(box.order(), testing::topics<ReportSubmitted>());
    EXPECT_TRUE(Sandbox::reverted(error::SenderNotAllowed, submit(d, alice)));
    EXPECT_TRUE(Sandbox::reverted(error::UnexpectedContractVersion, submit(d, member, 4_u256)));
    ReportData other = d;
    other.consensus_version = 5_u256;
    EXPECT_TRUE(Sandbox::reverted(error::UnexpectedConsensusVersion, submit(other)));
    other = d;
    other.is_bunker_mode = true;
    EXPECT_TRUE(Sandbox::reverted(error::UnexpectedDataHash, submit(other)));
    ASSERT_TRUE(submit(d).has_value());
    EXPECT_TRUE(Sandbox::reverted(error::RefSlotAlreadyProcessing, submit(d)));
}

TEST_F(LidoReport, CanBeDiscardedOrComeTooLate) {
    const ReportData d = data();
    const Address oracle = box.at.accounting_oracle;
    ASSERT_TRUE(agree(report_hash(d), d.ref_slot, soon).has_value());
    const auto discard = [&](const u256& slot) {
        return box.call(accounting_oracle::discard_consensus_report, box.at.hash_consensus, oracle,
                        slot);
    };
    EXPECT_TRUE(Sandbox::reverted(error::RefSlotCannotDecrease, discard(1_u256)));
    box.mine(10);
    EXPECT_TRUE(Sandbox::reverted(error::ProcessingDeadlineMissed, submit(d)));
    ASSERT_TRUE(discard(d.ref_slot).has_value());
    EXPECT_EQ(box.order(), testing::topics<ReportDiscarded>());
    ReportData none = d;
    EXPECT_TRUE(Sandbox::reverted(error::UnexpectedDataHash, submit(none)));
    move::set_consensus_report(box.undo, box.s.oracle, {Hash(), d.ref_slot.truncate_u64(), ~0ULL});
    EXPECT_FALSE(submit(none).has_value());
    box.next_frame();
    ASSERT_TRUE(agree(report_hash(d), wrapping_add(d.ref_slot, 7'200_u256), u256::max() >> 200)
                    .has_value());
    EXPECT_EQ(box.order(), (testing::topics<WarnProcessingMissed, ReportSubmitted>()));
}

TEST_F(LidoReport, ConsensusVersionIsSetByItsRole) {
    const Address oracle = box.at.accounting_oracle;
    ASSERT_TRUE(
        box.call(grant_role, admin, oracle, role::kManageConsensusVersion, admin).has_value());
    const auto set = [&](const u256& version) {
        return box.call(accounting_oracle::set_consensus_version, admin, oracle, version);
    };
    EXPECT_TRUE(Sandbox::reverted(error::VersionCannotBeSame, set(6_u256)));
    ASSERT_TRUE(set(7_u256).has_value());
    EXPECT_EQ(box.order(), testing::topics<ConsensusVersionSet>());
}

TEST_F(LidoReport, SaysTheSameOfItsExtraDataInEachField) {
    EXPECT_TRUE(Sandbox::reverted(error::UnexpectedExtraDataHash, changed([](ReportData& d) {
                                      d.extra_data_hash = report_hash(d);
                                  })));
    EXPECT_TRUE(Sandbox::reverted(error::UnexpectedExtraDataItemsCount, changed([](ReportData& d) {
                                      d.extra_data_items_count = 1_u256;
                                  })));
    EXPECT_TRUE(Sandbox::reverted(error::UnsupportedExtraDataFormat,
                                  changed([](ReportData& d) { d.extra_data_format = 2_u256; })));
    EXPECT_TRUE(Sandbox::reverted(error::ExtraDataItemsCountCannotBeZeroForNonEmptyData,
                                  changed([](ReportData& d) { d.extra_data_format = 1_u256; })));
    EXPECT_TRUE(Sandbox::reverted(error::ExtraDataHashCannotBeZeroForNonEmptyData,
                                  changed([](ReportData& d) {
                                      d.extra_data_format = 1_u256;
                                      d.extra_data_items_count = 1_u256;
                                  })));
    EXPECT_TRUE(
        Sandbox::reverted("SafeCast: value doesn't fit in 16 bits", changed([](ReportData& d) {
                              d.extra_data_format = 1_u256;
                              d.extra_data_items_count = 65'536_u256;
                              d.extra_data_hash = report_hash(d);
                          })));
}

TEST_F(LidoReport, EmptyExtraDataIsSubmittedOnce) {
    const Address oracle = box.at.accounting_oracle;
    const auto finish = [&](const Address& by) {
        return box.call(accounting_oracle::submit_report_extra_data_empty, by, oracle);
    };
    EXPECT_TRUE(Sandbox::reverted(error::SenderNotAllowed, finish(alice)));
    EXPECT_TRUE(Sandbox::reverted(error::CannotSubmitExtraDataBeforeMainData, finish(member)));
    ASSERT_TRUE(box.report(data()).has_value());
    ASSERT_TRUE(finish(member).has_value());
    EXPECT_EQ(box.order(), testing::topics<ExtraDataSubmitted>());
    EXPECT_TRUE(Sandbox::reverted(error::ExtraDataAlreadyProcessed, finish(member)));
    ExtraData list = *box.s.oracle.extra_data;
    list.data_format = 1;
    move::set_extra_data(box.undo, box.s.oracle, list);
    EXPECT_TRUE(Sandbox::reverted(error::UnexpectedExtraDataFormat, finish(member)));
}

TEST_F(LidoReport, UnfinishedExtraDataIsWarnedOf) {
    ASSERT_TRUE(box.report(data()).has_value());
    box.next_frame();
    const ReportData d = data();
    ASSERT_TRUE(agree(report_hash(d), d.ref_slot, u256(box.block.time + 1)).has_value());
    EXPECT_EQ(box.order(), (testing::topics<ReportSubmitted, WarnExtraDataIncompleteProcessing>()));
}

TEST_F(LidoReport, NamesAllModulesInTheirOrder) {
    EXPECT_TRUE(Sandbox::reverted(error::ArraysLengthMismatchOfRouter, changed([](ReportData& d) {
                                      d.validator_balances_gwei_by_module.clear();
                                  })));
    EXPECT_TRUE(Sandbox::reverted(
        Revert(error::UnexpectedModuleId, 1_u256, 2_u256),
        changed([](ReportData& d) { d.module_ids_with_updated_balance = {2_u256}; })));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidAmountGwei, changed([](ReportData& d) {
                                      d.validator_balances_gwei_by_module = {u256::max()};
                                  })));
    EXPECT_TRUE(Sandbox::reverted(
        error::InconsistentValidatorsBalanceByModule,
        changed([](ReportData& d) { d.validator_balances_gwei_by_module = {1_u256}; })));
    EXPECT_TRUE(Sandbox::reverted(
        error::InvalidClBalancesData,
        sanity_checker::check_module_and_cl_balances_change_rates(box.s, {{1_u256}, {}}, {})));
}

TEST_F(LidoReport, CountsExitsUpwards) {
    const auto exits = [&](std::vector<u256> ids, std::vector<u256> counts) {
        return changed([&](ReportData& d) {
            d.module_ids_with_newly_exited_validators = std::move(ids);
            d.num_exited_validators_by_module = std::move(counts);
        });
    };
    EXPECT_TRUE(Sandbox::reverted(error::InvalidExitedValidatorsData, exits({1_u256}, {})));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidExitedValidatorsData, exits({1_u256}, {u256()})));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidExitedValidatorsData,
                                  exits({1_u256, 1_u256}, {1_u256, 1_u256})));
    EXPECT_TRUE(Sandbox::reverted(error::StakingModuleUnregistered, exits({2_u256}, {1_u256})));
    EXPECT_TRUE(Sandbox::reverted(
        Revert(error::SafeCastOverflowedUintDowncast, std::uint8_t{64}, u256::max()),
        exits({1_u256}, {u256::max()})));
    // (57,600 + 93,375) * 2 ether a day; 32 ether an exit.
    EXPECT_TRUE(Sandbox::reverted(error::ExitedEthAmountPerDayLimitExceeded,
                                  exits({1_u256}, {9'436_u256})));
    ASSERT_TRUE(exits({1_u256}, {9'435_u256}).has_value());
    EXPECT_EQ(box.s.router.modules[1].exited_validators_count, 9'435U);
    box.next_frame();
    EXPECT_TRUE(
        Sandbox::reverted(error::ExitedValidatorsCountCannotDecrease, exits({1_u256}, {1_u256})));
}

TEST_F(LidoReport, TakesNoMoreThanThereIs) {
    EXPECT_TRUE(Sandbox::reverted(
        Revert(error::IncorrectWithdrawalsVaultBalance, u256()),
        changed([](ReportData& d) { d.withdrawal_vault_balance = Wei(1_u256); })));
    EXPECT_TRUE(Sandbox::reverted(
        Revert(error::IncorrectELRewardsVaultBalance, u256()),
        changed([](ReportData& d) { d.el_rewards_vault_balance = Wei(1_u256); })));
    EXPECT_TRUE(Sandbox::reverted(
        Revert(error::IncorrectSharesRequestedToBurn, u256()),
        changed([](ReportData& d) { d.shares_requested_to_burn = Shares(1_u256); })));
    move::start_window(box.undo, box.s.checker, Wei(1_u256));
    EXPECT_TRUE(Sandbox::reverted(Revert(error::IncorrectCLWithdrawalsVaultBalance, u256(), 1_u256),
                                  box.report(data())));
}

TEST_F(LidoReport, KeepsPendingAndActivatedBalancesWithinBounds) {
    // Nothing was deposited: 300 ether of strangers may be pending.
    EXPECT_TRUE(
        Sandbox::reverted(Revert(error::IncorrectTotalPendingBalance, 300e18_u256, 301e18_u256),
                          box.report(data(1'000e9_u256, 301e9_u256))));
    move::set_deposited_post_report(box.undo, box.s.steth, Wei(59'649e18_u256));
    // 57,600 ether a day and one validator of 2,048.
    EXPECT_TRUE(Sandbox::reverted(
        Revert(error::IncorrectTotalActivatedBalance, 57'600e18_u256, 59'649e18_u256),
        box.report(data())));
}

TEST_F(LidoReport, ModulesGainNoMoreThanWasActivatedOrConsolidated) {
    ASSERT_TRUE(box.report(data()).has_value());
    box.add_module("second", 500_u256, 500_u256);
    move::set_validators_balances(box.undo, box.s.router, {100'000'000'000'000, 1});
    move::set_cl_balances(box.undo, box.s.steth, Wei(100'000'000'000'001'000'000'000_u256), Wei());
    box.next_frame();
    ReportData d = box.correct_report({{1e9_u256, 99'999'000'000'001_u256}, u256(), false});
    EXPECT_TRUE(
        Sandbox::reverted(error::IncorrectTotalModuleValidatorsBalanceIncrease, box.report(d)));
}

TEST_F(LidoReport, ALargeLossNeedsASecondOpinion) {
    const auto lose = [&] { return box.report(data(900e9_u256)); };
    // 3.6 % of 1,000 ether.
    EXPECT_TRUE(Sandbox::reverted(
        Revert(error::IncorrectCLBalanceDecrease, 100e18_u256, 36e18_u256), lose()));
    const Address second = box.contract("second opinion");
    ASSERT_TRUE(
        box.call(grant_role, admin, box.at.sanity_checker, role::kSecondOpinionManager, admin)
            .has_value());
    ASSERT_TRUE(box.call(sanity_checker::set_second_opinion_oracle, admin, box.at.sanity_checker,
                         second, 50_u256)
                    .has_value());
    EXPECT_EQ(box.order(), testing::topics<SecondOpinionOracleChanged>());
    const auto says = [&](bool ready, const u256& gwei, const u256& vault) {
        box.answers[second] = abi_encode(ready, gwei, vault, u256(), u256());
        return lose();
    };
    EXPECT_TRUE(Sandbox::reverted(error::NegativeRebaseFailedSecondOpinionReportIsNotReady,
                                  says(false, 900e9_u256, u256())));
    EXPECT_TRUE(Sandbox::reverted(error::NegativeRebaseFailedCLBalanceMismatch,
                                  says(true, 899e9_u256, u256())));
    EXPECT_TRUE(Sandbox::reverted(error::NegativeRebaseFailedCLBalanceMismatch,
                                  says(true, 905e9_u256, u256())));
    EXPECT_TRUE(Sandbox::reverted(error::NegativeRebaseFailedWithdrawalVaultBalanceMismatch,
                                  says(true, 900e9_u256, 1_u256)));
    ASSERT_TRUE(says(true, 904e9_u256, u256()).has_value());
    EXPECT_EQ(box.events<NegativeCLRebaseConfirmed>().at(0).cl_balance_wei, Wei(900e18_u256));
}

TEST_F(LidoReport, FinalisesOldRequestsAtAPlausibleRate) {
    const auto queue_at = box.at.withdrawal_queue;
    ASSERT_TRUE(box.call(steth::approve, whale, box.at.lido, queue_at, Wei::max()).has_value());
    ASSERT_TRUE(box.call(withdrawal_queue::request_withdrawals, whale, queue_at,
                         std::vector{Wei(100_u256)}, kZeroAddress)
                    .has_value());
    EXPECT_TRUE(data().withdrawal_finalization_batches.empty());
    const auto finalize = [&](const u256& rate) {
        return changed([&](ReportData& d) {
            d.withdrawal_finalization_batches = {1_u256};
            d.simulated_share_rate = ShareRate(rate);
        });
    };
    EXPECT_TRUE(Sandbox::reverted(error::IncorrectRequestFinalization, finalize(kRay)));
    box.next_frame();
    EXPECT_EQ(data().withdrawal_finalization_batches, std::vector{1_u256});
    EXPECT_TRUE(Sandbox::reverted(error::IncorrectSimulatedShareRate, finalize(1'006e24_u256)));
    ASSERT_TRUE(box.report(data()).has_value());
    EXPECT_EQ(*box.s.queue.last_finalized_request_id, 1_u256);
    EXPECT_EQ(broken(), std::vector<std::string>());
}

TEST_F(LidoReport, ComesFromTheOracleAndFromThePast) {
    const auto handle = [&](const Address& by, const ReportValues& values) {
        return box.call(accounting::handle_oracle_report, by, box.at.accounting, values);
    };
    EXPECT_TRUE(Sandbox::reverted(
        Revert(error::NotAuthorizedByAccounting, std::string("handleOracleReport"), alice),
        handle(alice, {})));
    ReportValues values;
    values.timestamp = u256(box.block.time);
    values.cl_validators_balance = Wei(1'000e18_u256);
    EXPECT_TRUE(Sandbox::reverted(error::IncorrectReportTimestamp,
                                  handle(box.at.accounting_oracle, values)));
    EXPECT_TRUE(Sandbox::reverted(error::CalledNotFromAccounting,
                                  box.call(sanity_checker::check_accounting_oracle_report, alice,
                                           box.at.sanity_checker, sanity_checker::ReportCheck{})));
}

TEST_F(LidoReport, NeverTakesMoreFromTheVaultThanItReports) {
    sanity_checker::ReportCheck check;
    check.withdrawals_vault_transfer = Wei(1_u256);
    EXPECT_TRUE(Sandbox::reverted(Revert(error::IncorrectWithdrawalsVaultTransfer, u256(), 1_u256),
                                  box.call(sanity_checker::check_accounting_oracle_report,
                                           box.at.accounting, box.at.sanity_checker, check)));
    check.withdrawals_vault_transfer = Wei();
    check.change.post_pending = Wei(wrapping_add(kUint128Max, 1_u256));
    check.change.deposits = check.change.post_pending;
    EXPECT_TRUE(Sandbox::reverted("SafeCast: value doesn't fit in 128 bits",
                                  box.call(sanity_checker::check_accounting_oracle_report,
                                           box.at.accounting, box.at.sanity_checker, check)));
    EXPECT_TRUE(Sandbox::reverted(
        error::MigrationAlreadyDone,
        box.call(sanity_checker::migrate_baseline_snapshot, alice, box.at.sanity_checker)));
}

TEST_F(LidoReport, NobodyMayBurnAllInternalShares) {
    // An unlimited rebase lets the report burn every share there is.
    ASSERT_TRUE(box.call(sanity_checker::set_one_limit<&Limits::max_positive_token_rebase>, admin,
                         box.at.sanity_checker, RebaseLimiter::kUnlimited)
                    .has_value());
    ReportValues values;
    values.cl_validators_balance = Wei(1'000e18_u256);
    values.shares_requested_to_burn = *box.s.steth.total_shares;
    EXPECT_TRUE(Sandbox::reverted(error::InternalSharesCantBeZero,
                                  accounting::simulate_oracle_report(box.s, box.block, values)));
}

TEST_F(LidoReport, ModulesHearOfTheirRewards) {
    const Address deaf = box.contract("curated");
    box.fund(box.at.withdrawal_vault, 10e18_u256);
    box.silent.insert(deaf);
    const auto profit = [&] { return box.report(data(990'200'000'000_u256)); };
    EXPECT_TRUE(Sandbox::reverted(error::UnrecoverableModuleError, profit()));
    box.silent.clear();
    box.refusing.insert(deaf);
    ASSERT_TRUE(profit().has_value());
    EXPECT_EQ(box.events<RewardsMintedReportFailed>().at(0).low_level_revert_data,
              Revert("refused").encode());
    EXPECT_EQ(broken(), std::vector<std::string>());
}

TEST(LidoLimiter, KnowsItsBounds) {
    const Wei ether(1'000_u256);
    const Shares shares(1'000_u256);
    EXPECT_TRUE(Sandbox::reverted(error::TooLowTokenRebaseLimit,
                                  RebaseLimiter::make(u256(), ether, shares)));
    EXPECT_TRUE(Sandbox::reverted(
        error::TooHighTokenRebaseLimit,
        RebaseLimiter::make(wrapping_add(RebaseLimiter::kUnlimited, 1_u256), ether, shares)));
    // 10 %: a hundred ether more, or a tenth of 1.1 fewer shares.
    RebaseLimiter limiter = *RebaseLimiter::make(100'000'000_u256, ether, shares);
    EXPECT_EQ(*limiter.shares_to_burn_limit_down(), Shares(90_u256));
    EXPECT_EQ(*limiter.increase(Wei(150_u256)), Wei(100_u256));
    EXPECT_EQ(*limiter.shares_to_burn_limit_down(), Shares());
    EXPECT_TRUE(
        Sandbox::reverted(error::NegativeTotalPooledEther, limiter.decrease(Wei(1'101_u256))));
    RebaseLimiter free = *RebaseLimiter::make(1_u256, Wei(), shares);
    EXPECT_EQ(*free.increase(Wei(5_u256)), Wei(5_u256));
    EXPECT_EQ(*free.shares_to_burn_limit_down(), shares);
}

TEST(LidoLimits, AreSetWithinTheirBounds) {
    Sandbox box;
    const Address checker = box.at.sanity_checker;
    const auto set = box.call(sanity_checker::set_one_limit<&Limits::annual_balance_increase_bps>,
                              admin, checker, 10'001_u256);
    EXPECT_TRUE(Sandbox::reverted(
        Revert(error::IncorrectLimitValue, 10'001_u256, u256(), 10'000_u256), set));
    Limits limits = mainnet_limits();
    limits.max_positive_token_rebase = 1_u256;
    limits.request_timestamp_margin = 2_u256;
    ASSERT_TRUE(
        box.call(sanity_checker::set_oracle_report_limits, admin, checker, limits, kZeroAddress)
            .has_value());
    EXPECT_EQ(box.order(),
              (testing::topics<MaxPositiveTokenRebaseSet, RequestTimestampMarginSet>()));
    limits.exited_validator_eth_amount = u256();
    EXPECT_TRUE(Sandbox::reverted(
        error::IncorrectLimitValue,
        box.call(sanity_checker::set_oracle_report_limits, admin, checker, limits, kZeroAddress)));
}

TEST(LidoCalendar, HasNoFrameBeforeItsFirstEpoch) {
    Sandbox box;
    box.s.calendar.initial_epoch = 1'000'000;
    EXPECT_TRUE(Sandbox::reverted(error::InitialEpochIsYetToArrive,
                                  accounting_oracle::current_ref_slot(box.s, box.block)));
}

}  // namespace
}  // namespace aq::lido
