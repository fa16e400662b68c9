// SPDX-License-Identifier: Apache-2.0
// WithdrawalQueueERC721: each rule's success and each refusal.
#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/invariants.hpp>
#include <aquifer/protocols/lido/moves_queue.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/lido/roles.hpp>
#include <aquifer/protocols/lido/rules_queue.hpp>
#include <aquifer/protocols/lido/rules_staking.hpp>
#include <aquifer/protocols/lido/rules_steth.hpp>
#include <aquifer/protocols/lido/testing.hpp>

#include <gtest/gtest.h>

namespace aq::lido {
namespace {

using testing::admin;
using testing::alice;
using testing::bob;
using testing::Sandbox;
namespace wq = withdrawal_queue;

/// Alice has 1,000 stETH at a rate of one and lets the queue take them.
class LidoQueue : public ::testing::Test {
protected:
    LidoQueue() {
        box.fund(alice, 3'000e18_u256);
        EXPECT_TRUE(box.pay(3'000e18_u256, steth::submit, alice, box.at.lido, bob).has_value());
        EXPECT_TRUE(box.call(steth::approve, alice, box.at.lido, queue_at, Wei::max()).has_value());
    }
    template <class Rule, class... Args>
    auto queue(Rule rule, const Address& sender, Args... args) {
        return box.call(rule, sender, queue_at, args...);
    }
    auto request(std::vector<Wei> amounts) {
        return queue(wq::request_withdrawals, alice, std::move(amounts), kZeroAddress);
    }
    /// Finalises by Lido, with ether from it, at a rate.
    auto finalize(const u256& last_id, const u256& wei, const u256& rate = kRay) {
        box.fund(box.at.lido, wei);
        return box.pay(wei, wq::finalize, box.at.lido, queue_at, last_id, ShareRate(rate));
    }
    /// Three requests of one to three ether, the first two finalised apart.
    void finalize_two_of_three() {
        EXPECT_TRUE(request({Wei(1e18_u256), Wei(2e18_u256), Wei(3e18_u256)}).has_value());
        EXPECT_TRUE(finalize(1_u256, 1e18_u256).has_value());
        // Below the rate of the request: it gets half a wei a share less.
        EXPECT_TRUE(finalize(2_u256, 1e18_u256, kRay >> 1).has_value());
    }
    std::vector<std::string> broken() const {
        return broken_invariants(box.s, box.tokens, box.accounts);
    }

    Sandbox box;
    const Address queue_at = box.at.withdrawal_queue;
};

TEST_F(LidoQueue, RequestsTakeStethAndMakeTokens) {
    const auto ids = request({Wei(100_u256), Wei(1'000e18_u256)});
    ASSERT_TRUE(ids.has_value());
    EXPECT_EQ(*ids, (std::vector{1_u256, 2_u256}));
    EXPECT_EQ(box.order(),
              (testing::topics<Transfer, TransferShares, wq::WithdrawalRequested, wq::Transfer,
                               Transfer, TransferShares, wq::WithdrawalRequested, wq::Transfer>()));
    EXPECT_EQ(*wq::owner_of(box.s, 2_u256), alice);
    EXPECT_EQ(box.s.queue.requests_by_owner.all(alice), *ids);
    EXPECT_EQ(*wq::unfinalized_steth(box.s), Wei(1000000000000000000100_u256));
    EXPECT_EQ(broken(), std::vector<std::string>());
}

TEST_F(LidoQueue, RequestsHaveBoundsAndStopWhilePaused) {
    EXPECT_TRUE(
        Sandbox::reverted(Revert(error::RequestAmountTooSmall, 99_u256), request({Wei(99_u256)})));
    EXPECT_TRUE(Sandbox::reverted(error::RequestAmountTooLarge,
                                  request({Wei(1000000000000000000001_u256)})));
    ASSERT_TRUE(queue(wq::pause_for, admin, 10_u256).has_value());
    EXPECT_EQ(box.events<wq::Paused>().at(0).duration, 10_u256);
    EXPECT_TRUE(Sandbox::reverted(error::ResumedExpected, request({Wei(100_u256)})));
    EXPECT_TRUE(Sandbox::reverted(
        error::ResumedExpected,
        queue(wq::request_withdrawals_wsteth, alice, std::vector{erc20::Amount(100_u256)}, bob)));
    EXPECT_TRUE(Sandbox::reverted(error::ResumedExpected, finalize(1_u256, u256())));
    box.mine(1);
    EXPECT_TRUE(request({Wei(100_u256)}).has_value());
}

TEST_F(LidoQueue, PermitsComeFirst) {
    const PermitInput late{100_u256, u256(), 27, Hash(), Hash()};
    EXPECT_TRUE(Sandbox::reverted(
        "DEADLINE_EXPIRED",
        queue(wq::request_withdrawals_with_permit, alice, std::vector{Wei(100_u256)}, bob, late)));
    EXPECT_TRUE(Sandbox::reverted("ERC20Permit: expired deadline",
                                  queue(wq::request_withdrawals_wsteth_with_permit, alice,
                                        std::vector{erc20::Amount(100_u256)}, bob, late)));
}

TEST_F(LidoQueue, PausesAndResumes) {
    EXPECT_TRUE(Sandbox::reverted(error::PausedExpected, queue(wq::resume, admin)));
    EXPECT_TRUE(Sandbox::reverted(error::ZeroPauseDuration, queue(wq::pause_for, admin, u256())));
    const u256 past(box.block.time - 1);
    EXPECT_TRUE(
        Sandbox::reverted(error::PauseUntilMustBeInFuture, queue(wq::pause_until, admin, past)));
    EXPECT_FALSE(queue(wq::pause_for, alice, 1_u256).has_value());
    ASSERT_TRUE(queue(wq::pause_until, admin, u256::max()).has_value());
    EXPECT_EQ(box.events<wq::Paused>().at(0).duration, u256::max());
    EXPECT_TRUE(Sandbox::reverted(error::ResumedExpected, queue(wq::pause_for, admin, 1_u256)));
    ASSERT_TRUE(queue(wq::resume, admin).has_value());
    EXPECT_EQ(box.order(), testing::topics<wq::Resumed>());
}

TEST_F(LidoQueue, PrefinalizeChecksItsBatches) {
    ASSERT_TRUE(request({Wei(1e18_u256), Wei(2e18_u256)}).has_value());
    const auto take = [&](std::vector<u256> batches, const u256& rate) {
        return wq::prefinalize(box.s, batches, ShareRate(rate));
    };
    EXPECT_TRUE(Sandbox::reverted(error::ZeroShareRate, take({1_u256}, u256())));
    EXPECT_TRUE(Sandbox::reverted(error::EmptyBatches, take({}, kRay)));
    EXPECT_TRUE(Sandbox::reverted(Revert(error::InvalidRequestId, u256()), take({u256()}, kRay)));
    EXPECT_TRUE(Sandbox::reverted(Revert(error::InvalidRequestId, 3_u256), take({3_u256}, kRay)));
    EXPECT_TRUE(
        Sandbox::reverted(error::BatchesAreNotSorted, take({2_u256, 1_u256, 2_u256}, kRay)));
    EXPECT_EQ(take({2_u256}, kRay)->ether_to_lock, Wei(3e18_u256));
    EXPECT_EQ(take({2_u256}, kRay >> 1)->ether_to_lock, Wei(1'500'000'000'000'000'000_u256));
    EXPECT_EQ(take({2_u256}, kRay)->shares_to_burn, Shares(3e18_u256));
}

TEST_F(LidoQueue, FinalizesWithinItsRequests) {
    ASSERT_TRUE(request({Wei(1e18_u256)}).has_value());
    EXPECT_FALSE(box.call(wq::finalize, alice, queue_at, 1_u256, ShareRate(kRay)).has_value());
    EXPECT_TRUE(
        Sandbox::reverted(Revert(error::InvalidRequestId, 2_u256), finalize(2_u256, u256())));
    EXPECT_TRUE(
        Sandbox::reverted(Revert(error::InvalidRequestId, u256()), finalize(u256(), u256())));
    EXPECT_TRUE(Sandbox::reverted(error::TooMuchEtherToFinalize, finalize(1_u256, 2e18_u256)));
    ASSERT_TRUE(finalize(1_u256, 1e18_u256).has_value());
    EXPECT_EQ(box.order(), (testing::topics<wq::WithdrawalsFinalized, wq::BatchMetadataUpdate>()));
    EXPECT_EQ(*box.s.queue.locked_ether, Wei(1e18_u256));
}

TEST_F(LidoQueue, PaysNominalOrTheFinalisationRate) {
    finalize_two_of_three();
    EXPECT_EQ(*wq::claimable_ether(box.s, 1_u256, 1_u256), Wei(1e18_u256));
    EXPECT_EQ(*wq::claimable_ether(box.s, 2_u256, 2_u256), Wei(1e18_u256));
    EXPECT_EQ(*wq::claimable_ether(box.s, 3_u256, 2_u256), Wei());
    ASSERT_TRUE(queue(wq::claim_withdrawals, alice, std::vector{1_u256, 2_u256},
                      std::vector{1_u256, 2_u256})
                    .has_value());
    EXPECT_EQ(box.order(), (testing::topics<wq::WithdrawalClaimed, wq::Transfer,
                                            wq::WithdrawalClaimed, wq::Transfer>()));
    EXPECT_EQ(box.accounts.ether[alice], Wei(2e18_u256));
    EXPECT_EQ(*wq::claimable_ether(box.s, 1_u256, 1_u256), Wei());
    EXPECT_EQ(box.s.queue.requests_by_owner.all(alice), std::vector{3_u256});
}

TEST_F(LidoQueue, RefusesClaimsInTheContractsOrder) {
    finalize_two_of_three();
    const auto claim = [&](const Address& by, const u256& id, const u256& hint) {
        return queue(wq::claim_withdrawals, by, std::vector{id}, std::vector{hint});
    };
    EXPECT_TRUE(
        Sandbox::reverted(Revert(error::InvalidRequestId, u256()), claim(alice, u256(), 1_u256)));
    EXPECT_TRUE(Sandbox::reverted(Revert(error::RequestNotFoundOrNotFinalized, 3_u256),
                                  claim(alice, 3_u256, 1_u256)));
    EXPECT_TRUE(Sandbox::reverted(Revert(error::NotOwner, bob, alice), claim(bob, 1_u256, 1_u256)));
    for (const u256& hint : {u256(), 2_u256, 3_u256}) {
        EXPECT_TRUE(
            Sandbox::reverted(Revert(error::InvalidHint, hint), claim(alice, 1_u256, hint)));
    }
    EXPECT_TRUE(
        Sandbox::reverted(Revert(error::InvalidHint, 1_u256), claim(alice, 2_u256, 1_u256)));
    ASSERT_TRUE(claim(alice, 1_u256, 1_u256).has_value());
    EXPECT_TRUE(Sandbox::reverted(Revert(error::RequestAlreadyClaimed, 1_u256),
                                  claim(alice, 1_u256, 1_u256)));
    EXPECT_TRUE(Sandbox::reverted(
        Revert(error::ArraysLengthMismatch, 1_u256, u256()),
        queue(wq::claim_withdrawals, alice, std::vector{1_u256}, std::vector<u256>())));
    EXPECT_TRUE(Sandbox::reverted(error::ZeroRecipient,
                                  queue(wq::claim_withdrawals_to, alice, std::vector{2_u256},
                                        std::vector{2_u256}, kZeroAddress)));
}

TEST_F(LidoQueue, EtherThatCannotBeSentStays) {
    finalize_two_of_three();
    const Address wall = box.contract("wall");
    box.refusing.insert(wall);
    const auto claim_to = [&](const Address& to) {
        return queue(wq::claim_withdrawals_to, alice, std::vector{1_u256}, std::vector{1_u256}, to);
    };
    EXPECT_TRUE(Sandbox::reverted(error::CantSendValueRecipientMayHaveReverted, claim_to(wall)));
    ASSERT_TRUE(claim_to(bob).has_value());
    EXPECT_EQ(box.accounts.ether[bob], Wei(1e18_u256));
    aq::move::set_ether(box.undo, box.accounts, queue_at, Wei());
    EXPECT_TRUE(
        Sandbox::reverted(error::NotEnoughEther, queue(wq::claim_withdrawal, alice, 2_u256)));
}

TEST_F(LidoQueue, FindsHints) {
    finalize_two_of_three();
    const auto hints = [&](std::vector<u256> ids, const u256& first, const u256& last) {
        return wq::find_checkpoint_hints(box.s, ids, {first, last});
    };
    EXPECT_EQ(*hints({1_u256, 2_u256}, 1_u256, 2_u256), (std::vector{1_u256, 2_u256}));
    EXPECT_EQ(*hints({3_u256}, 1_u256, 2_u256), std::vector{u256()});
    EXPECT_EQ(*hints({2_u256}, 1_u256, 1_u256), std::vector{u256()});
    EXPECT_EQ(*hints({1_u256}, 2_u256, 2_u256), std::vector{u256()});
    EXPECT_TRUE(
        Sandbox::reverted(error::RequestIdsNotSorted, hints({2_u256, 1_u256}, 1_u256, 2_u256)));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidRequestIdRange, hints({1_u256}, u256(), 2_u256)));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidRequestIdRange, hints({1_u256}, 1_u256, 3_u256)));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidRequestId, hints({4_u256}, 1_u256, 2_u256)));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidRequestId, wq::withdrawal_status(box.s, {u256()})));
    EXPECT_EQ(wq::status(box.s, 2_u256)->amount_of_steth, Wei(2e18_u256));
    EXPECT_TRUE(wq::status(box.s, 2_u256)->is_finalized);
}

TEST_F(LidoQueue, BatchesEndWhereTheRateOrTheBudgetDoes) {
    Queue& q = box.s.queue;
    const auto add = [&](const u256& steth, const u256& shares, std::uint64_t report) {
        move::enqueue(box.undo, q, {Wei(steth), Shares(shares), alice, 100 + report, report});
    };
    add(1000_u256, 1000_u256, 1);
    add(1100_u256, 1000_u256, 2);
    add(1200_u256, 1000_u256, 3);
    add(1300_u256, 1000_u256, 4);
    BatchesCalculation state;
    state.remaining_eth_budget = Wei(10'000_u256);
    const wq::BatchesCall call{ShareRate(1'150'000'000'000'000'000'000'000'000_u256), 200_u256,
                               1'000_u256};
    const auto two = wq::calculate_finalization_batches(box.s, call, state);
    ASSERT_TRUE(two.has_value());
    EXPECT_TRUE(two->finished);
    EXPECT_EQ(two->batches_length, 2_u256);
    EXPECT_EQ(two->batches[0], 2_u256);
    EXPECT_EQ(two->batches[1], 4_u256);
    // Nominal for the first two, 1,150 for the others.
    EXPECT_EQ(two->remaining_eth_budget, Wei(5'600_u256));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidState,
                                  wq::calculate_finalization_batches(box.s, call, *two)));
    state.remaining_eth_budget = Wei(2'099_u256);
    const auto one = wq::calculate_finalization_batches(box.s, call, state);
    EXPECT_EQ(one->batches[0], 1_u256);
    // A call that ends between requests goes on where it stopped.
    state.remaining_eth_budget = Wei(10'000_u256);
    auto step = *wq::calculate_finalization_batches(
        box.s, {call.max_share_rate, call.max_timestamp, 3_u256}, state);
    EXPECT_FALSE(step.finished);
    step = *wq::calculate_finalization_batches(
        box.s, {call.max_share_rate, call.max_timestamp, 3_u256}, step);
    EXPECT_EQ(step.batches[1], 4_u256);
    EXPECT_TRUE(step.finished);
}

TEST_F(LidoQueue, ReportsSwitchBunkerMode) {
    const Address oracle = box.at.accounting_oracle;
    const u256 now(box.block.time);
    const u256 before = wrapping_sub(now, 1_u256);
    EXPECT_TRUE(Sandbox::reverted(error::InvalidReportTimestamp,
                                  queue(wq::on_oracle_report, oracle, true, now, before)));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidReportTimestamp,
                                  queue(wq::on_oracle_report, oracle, true, before, now)));
    EXPECT_FALSE(queue(wq::on_oracle_report, alice, true, before, before).has_value());
    ASSERT_TRUE(queue(wq::on_oracle_report, oracle, true, before, before).has_value());
    EXPECT_EQ(box.events<wq::BunkerModeEnabled>().at(0).since_timestamp, before);
    EXPECT_TRUE(wq::is_bunker_mode_active(box.s));
    ASSERT_TRUE(queue(wq::on_oracle_report, oracle, false, before, before).has_value());
    EXPECT_EQ(box.order(), testing::topics<wq::BunkerModeDisabled>());
}

TEST_F(LidoQueue, RequestsAreTransferredAsTokens) {
    finalize_two_of_three();
    ASSERT_TRUE(queue(wq::approve, alice, bob, 2_u256).has_value());
    EXPECT_EQ(box.order(), testing::topics<wq::Approval>());
    ASSERT_TRUE(queue(wq::transfer_from, bob, alice, bob, 2_u256).has_value());
    EXPECT_EQ(*wq::owner_of(box.s, 2_u256), bob);
    EXPECT_EQ(box.s.queue.token_approvals[2_u256], kZeroAddress);
    ASSERT_TRUE(queue(wq::set_approval_for_all, bob, alice, true).has_value());
    ASSERT_TRUE(queue(wq::safe_transfer_from, alice, bob, alice, 2_u256).has_value());
    EXPECT_EQ(broken(), std::vector<std::string>());
    ASSERT_TRUE(queue(wq::claim_withdrawal, alice, 1_u256).has_value());
    EXPECT_TRUE(Sandbox::reverted(Revert(error::RequestAlreadyClaimed, 1_u256),
                                  wq::owner_of(box.s, 1_u256)));
}

TEST_F(LidoQueue, RefusesTransfersInTheContractsOrder) {
    finalize_two_of_three();
    const auto move_token = [&](const Address& by, const Address& from, const Address& to,
                                const u256& id) {
        return queue(wq::transfer_from, by, from, to, id);
    };
    EXPECT_TRUE(Sandbox::reverted(error::TransferToZeroAddress,
                                  move_token(bob, kZeroAddress, kZeroAddress, u256())));
    EXPECT_TRUE(Sandbox::reverted(error::TransferToThemselves, move_token(bob, bob, bob, u256())));
    EXPECT_TRUE(Sandbox::reverted(Revert(error::InvalidRequestId, u256()),
                                  move_token(bob, bob, alice, u256())));
    EXPECT_TRUE(Sandbox::reverted(Revert(error::TransferFromIncorrectOwner, bob, alice),
                                  move_token(bob, bob, admin, 1_u256)));
    EXPECT_TRUE(Sandbox::reverted(Revert(error::NotOwnerOrApproved, bob),
                                  move_token(bob, alice, bob, 1_u256)));
    EXPECT_TRUE(Sandbox::reverted(error::ApprovalToOwner, queue(wq::approve, bob, alice, 1_u256)));
    EXPECT_TRUE(Sandbox::reverted(Revert(error::NotOwnerOrApprovedForAll, bob),
                                  queue(wq::approve, bob, bob, 1_u256)));
    EXPECT_TRUE(
        Sandbox::reverted(error::ApproveToCaller, queue(wq::set_approval_for_all, bob, bob, true)));
    const auto balance =
        box.execute(message(bob, queue_at), abi_call("0x70a08231"_selector, kZeroAddress));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidOwnerAddress, balance));
}

TEST_F(LidoQueue, SafeTransfersAskTheReceiver) {
    ASSERT_TRUE(request({Wei(100_u256)}).has_value());
    const Address vault = box.contract("vault");
    const auto give = [&] { return queue(wq::safe_transfer_from, alice, alice, vault, 1_u256); };
    box.answers[vault] = abi_encode("0x12345678"_selector);
    EXPECT_TRUE(Sandbox::reverted(Revert(error::TransferToNonIERC721Receiver, vault), give()));
    box.refusing.insert(vault);
    EXPECT_TRUE(Sandbox::reverted("refused", give()));
    box.silent.insert(vault);
    EXPECT_TRUE(Sandbox::reverted(Revert(error::TransferToNonIERC721Receiver, vault), give()));
    box.silent.clear();
    box.refusing.clear();
    box.answers[vault] = abi_encode("0x150b7a02"_selector);
    EXPECT_TRUE(give().has_value());
}

}  // namespace
}  // namespace aq::lido
