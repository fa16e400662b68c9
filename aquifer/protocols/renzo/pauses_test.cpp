// SPDX-License-Identifier: Apache-2.0
// What each pause stops, and what it leaves alone: Renzo's own two, the four of the risk oracle
// (specification of Renzo, sections 5 and 14), and EigenLayer's under it.
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/eigenlayer/queries_pods.hpp>
#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>
#include <aquifer/protocols/renzo/deploy.hpp>
#include <aquifer/protocols/renzo/moves_manager.hpp>
#include <aquifer/protocols/renzo/moves_withdraw.hpp>
#include <aquifer/protocols/renzo/rules_delegator.hpp>
#include <aquifer/protocols/renzo/rules_deposit_queue.hpp>
#include <aquifer/protocols/renzo/rules_instant.hpp>
#include <aquifer/protocols/renzo/rules_manager.hpp>
#include <aquifer/protocols/renzo/rules_withdraw.hpp>
#include <aquifer/protocols/renzo/testing.hpp>

#include <gtest/gtest.h>

namespace aq::renzo {
namespace {

namespace manager = restake_manager;
namespace queue = withdraw_queue;
namespace od = operator_delegator;
using eigenlayer::error::CurrentlyPaused;

/// 100 ezETH of alice's, worth as many ether: 50 restaked, 30 and 20 stETH in the buffer. Each of
/// her two requests has cooled down.
class Pauses : public ::testing::Test {
protected:
    void SetUp() override {
        box.set_target(kNative, 30e18_u256);
        box.set_target(box.st_eth, 20e18_u256);
        box.fund(box.at.withdraw_queue, 30e18_u256);
        box.give(box.st_eth, box.at.withdraw_queue, 20e18_u256);
        box.restake(to, box.st_eth, box.st_eth_strategy, 20e18_u256);
        box.restake_native(to, 30e18_u256);
        box.give(box.at.ez_eth, alice, 100e18_u256);
        box.give(box.st_eth, alice, 100e18_u256);
        box.fund(alice, 100e18_u256);
        move::set_whitelisted(box.undo, box.s, box.at.instant_withdrawer, true);
        move::set_allowed_drawdown(box.undo, box.s, 5000_u256);
        move::set_instant_fee(box.undo, box.s, {5_u256, 100_u256, box.fee_address});
        AQ_ASSERT(request().has_value() && request().has_value());
        box.block.time += 3600;
    }

    Result<void> deposit() {
        return box.call(manager::deposit, alice, box.at.restake_manager, box.st_eth,
                        Amount(1e18_u256));
    }
    Result<void> deposit_eth() {
        return box.call_with({alice, box.at.restake_manager, Wei(1e18_u256), Selector()},
                             manager::deposit_eth);
    }
    Result<void> request() {
        return box.call(queue::withdraw, alice, box.at.withdraw_queue, Amount(1e18_u256), kNative);
    }
    Result<void> claim() {
        return box.call(queue::claim, alice, box.at.withdraw_queue, u256(), alice);
    }
    Result<void> exit_at_once() {
        return box.call(instant_withdrawer::withdraw, alice, box.at.instant_withdrawer,
                        Amount(1e18_u256), kNative, Amount());
    }
    Result<void> sweep() {
        box.give(box.st_eth, box.at.deposit_queue, 1e18_u256);
        return box.call(deposit_queue::sweep_erc20, box.admin, box.at.deposit_queue, box.st_eth);
    }
    Result<std::vector<Hash>> queue_up(const Address& token) {
        return box.call(od::queue_withdrawals, box.admin, to, std::vector{token},
                        std::vector{1e18_u256});
    }
    Result<void> complete(const Withdrawal& withdrawal) {
        return box.call(od::complete_queued_withdrawal, box.admin, to, withdrawal,
                        std::vector{box.st_eth});
    }
    void pause(const Address& contract, unsigned bit) {
        box.undo.set(box.eigen.s.access.paused, contract, u256(1U) << bit);
        box.undo.commit();
    }

    testing::Sandbox box;
    const Address& to = box.delegators[0];
    const Address alice = box.account("alice");
};

TEST_F(Pauses, OfTheManagerStopDepositsOnly) {
    ASSERT_TRUE(box.call(manager::set_paused, box.admin, box.at.restake_manager, true).has_value());
    // Again is no error.
    ASSERT_TRUE(box.call(manager::set_paused, box.admin, box.at.restake_manager, true).has_value());
    EXPECT_TRUE(box.reverted(error::ContractPaused, deposit()));
    EXPECT_TRUE(box.reverted(error::ContractPaused, deposit_eth()));
    EXPECT_TRUE(request().has_value());
    EXPECT_TRUE(claim().has_value());
    EXPECT_TRUE(exit_at_once().has_value());
    EXPECT_TRUE(sweep().has_value());
    EXPECT_TRUE(queue_up(kNative).has_value());
}

TEST_F(Pauses, OfTheQueueStopRequestsAndClaimsOnly) {
    ASSERT_TRUE(box.call(queue::pause, box.admin, box.at.withdraw_queue).has_value());
    const Revert paused("Pausable: paused");
    EXPECT_TRUE(box.reverted(paused, request()));
    EXPECT_TRUE(box.reverted(paused, claim()));
    EXPECT_TRUE(box.reverted(paused, exit_at_once()));
    EXPECT_TRUE(deposit().has_value());
    EXPECT_TRUE(deposit_eth().has_value());
    EXPECT_TRUE(sweep().has_value());
    box.set_target(kNative, 100e18_u256);
    EXPECT_TRUE(box.send(alice, box.at.deposit_queue, 1e18_u256, Bytes()).has_value());
    EXPECT_TRUE(box.call(deposit_queue::fill_erc20_withdraw_buffer, alice, box.at.deposit_queue,
                         box.st_eth, Amount(1e18_u256))
                    .has_value());
}

TEST_F(Pauses, OfTheRiskOracleStopOneThingEach) {
    box.use_risk_oracle();
    box.risk.paused = {true, false, false, false};
    EXPECT_TRUE(box.reverted(error::ContractPaused, deposit()));
    EXPECT_TRUE(box.reverted(error::ContractPaused, deposit_eth()));
    EXPECT_TRUE(request().has_value());
    EXPECT_TRUE(exit_at_once().has_value());

    box.risk.paused = {false, true, false, false};
    EXPECT_TRUE(deposit().has_value());
    EXPECT_TRUE(box.reverted(error::WithdrawRequestPaused, request()));
    EXPECT_TRUE(box.reverted(error::WithdrawRequestPaused, exit_at_once()));
    EXPECT_TRUE(claim().has_value());

    box.risk.paused = {false, false, true, false};
    EXPECT_TRUE(deposit_eth().has_value());
    EXPECT_TRUE(request().has_value());
    EXPECT_TRUE(box.reverted(error::ClaimPaused, claim()));
    EXPECT_TRUE(box.reverted(error::ClaimPaused, exit_at_once()));

    box.risk.paused = {false, false, false, true};
    EXPECT_TRUE(box.reverted(error::EarlyClaim, exit_at_once()));
    // A claim has moved a younger request into the gap.
    box.block.time += 3600;
    EXPECT_TRUE(deposit().has_value());
    EXPECT_TRUE(claim().has_value());
}

TEST_F(Pauses, EndWithTheirOwnPauser) {
    // The queue's and the manager's pauses are apart.
    ASSERT_TRUE(box.call(queue::pause, box.admin, box.at.withdraw_queue).has_value());
    ASSERT_TRUE(box.call(manager::set_paused, box.admin, box.at.restake_manager, true).has_value());
    ASSERT_TRUE(box.call(queue::unpause, box.admin, box.at.withdraw_queue).has_value());
    EXPECT_TRUE(claim().has_value());
    EXPECT_TRUE(box.reverted(error::ContractPaused, deposit()));
    ASSERT_TRUE(
        box.call(manager::set_paused, box.admin, box.at.restake_manager, false).has_value());
    EXPECT_TRUE(deposit().has_value());
}

// Section 9: the queue "starts paused"; the manager does not.
TEST_F(Pauses, TheQueueStartsPaused) {
    State fresh;
    Undo undo;
    deploy(undo, fresh,
           {.at = mainnet(),
            .admin = box.admin,
            .restake_admin = box.admin,
            .cool_down_period = 3600_u256});
    EXPECT_TRUE(*fresh.withdrawals.paused);
    EXPECT_FALSE(*fresh.manager.paused);
}

TEST_F(Pauses, OfEigenLayersDepositsStopWhatReachesAStrategy) {
    const Hash root = queue_up(box.st_eth)->front();
    const Withdrawal withdrawal =
        eigenlayer::delegation_manager::queued_withdrawal(box.eigen.s, root);
    box.eigen.mine(100'801);
    box.set_price(1e18_u256);
    pause(box.eigen.at.strategy_manager, 0);
    EXPECT_TRUE(box.reverted(CurrentlyPaused, deposit()));
    EXPECT_TRUE(box.reverted(CurrentlyPaused, sweep()));
    EXPECT_TRUE(box.reverted(CurrentlyPaused, complete(withdrawal)));
    EXPECT_TRUE(deposit_eth().has_value());
    EXPECT_TRUE(request().has_value());
    // What the buffer takes whole never gets there.
    box.set_target(box.st_eth, 100e18_u256);
    EXPECT_TRUE(deposit().has_value());
    EXPECT_TRUE(complete(withdrawal).has_value());
}

TEST_F(Pauses, OfEigenLayersQueueStopOneDirectionEach) {
    namespace delegation_manager = eigenlayer::delegation_manager;
    const Address& delegations = box.eigen.at.delegation_manager;
    const Hash root = queue_up(box.st_eth)->front();
    const Withdrawal withdrawal = delegation_manager::queued_withdrawal(box.eigen.s, root);
    box.eigen.mine(100'801);
    box.set_price(1e18_u256);
    pause(delegations, delegation_manager::kPausedEnterWithdrawalQueue);
    EXPECT_TRUE(box.reverted(CurrentlyPaused, queue_up(box.st_eth)));
    EXPECT_EQ(box.s.delegators.holdings[HoldingKey(to, box.st_eth)].queued, Shares(1e18_u256));
    pause(delegations, delegation_manager::kPausedExitWithdrawalQueue);
    EXPECT_TRUE(box.reverted(CurrentlyPaused, complete(withdrawal)));
    EXPECT_TRUE(queue_up(box.st_eth).has_value());
    pause(delegations, delegation_manager::kPausedNewDelegation);
    EXPECT_TRUE(complete(withdrawal).has_value());
    ASSERT_TRUE(box.eigen.call(delegation_manager::undelegate, box.operators[0], delegations, to)
                    .has_value());
    EXPECT_TRUE(box.reverted(CurrentlyPaused,
                             box.call(od::set_delegate_address, box.admin, to, box.operators[0],
                                      eigenlayer::SignatureWithExpiry(), Hash())));
    // The delegator still believes in its former operator.
    EXPECT_EQ(box.s.delegators.rows[to].delegate_address, box.operators[0]);
}

TEST_F(Pauses, OfPodsStopTheCheckpointButNotItsRecord) {
    const Address& manager_of_pods = box.eigen.at.eigen_pod_manager;
    pause(manager_of_pods, eigenlayer::eigen_pod_manager::kPausedStartCheckpoint);
    EXPECT_TRUE(box.reverted(CurrentlyPaused, box.call(od::start_checkpoint, box.admin, to)));
    pause(manager_of_pods, eigenlayer::eigen_pod_manager::kPausedVerifyCredentials);
    EXPECT_TRUE(
        box.reverted(CurrentlyPaused,
                     box.call(od::verify_withdrawal_credentials, box.admin, to, std::uint64_t{0},
                              eigenlayer::StateRootProof(), std::vector<u40>(),
                              std::vector<Bytes>(), std::vector<std::vector<Hash>>())));
    // A refusal of the pod is ignored; what it has finished is recorded.
    pause(manager_of_pods, eigenlayer::eigen_pod_manager::kPausedCheckpointProofs);
    EXPECT_TRUE(box.call(od::verify_checkpoint_proofs, box.admin, to,
                         eigenlayer::BalanceContainerProof(),
                         std::vector<eigenlayer::BalanceProof>())
                    .has_value());
}

}  // namespace
}  // namespace aq::renzo
