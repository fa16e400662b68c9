// SPDX-License-Identifier: Apache-2.0
// Who may: every function of Lido's that needs a role or comes from one contract alone, asked by a
// stranger; and bounds that are met exactly. Specification of liquid staking tokens, sections 6 to
// 16.
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/moves_queue.hpp>
#include <aquifer/protocols/lido/moves_report.hpp>
#include <aquifer/protocols/lido/moves_steth.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/roles.hpp>
#include <aquifer/protocols/lido/rules_burner.hpp>
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
namespace wq = withdrawal_queue;

/// A thousand shares of alice's at a rate of one, in the pool; one module.
class LidoAuthority : public ::testing::Test {
protected:
    LidoAuthority() {
        box.add_module("curated", 500_u256, 500_u256);
        box.fund(alice, 1'000e18_u256);
        AQ_ASSERT(box.pay(1'000e18_u256, steth::submit, alice, box.at.lido, alice).has_value());
    }
    /// A stranger's call.
    template <class Rule, class... Args>
    auto ask(const Address& to, Rule rule, Args... args) {
        return box.call(rule, stranger, to, args...);
    }
    template <class T>
    bool lacks(const Hash& role, const Result<T>& result) const {
        const std::string text =
            "AccessControl: account " + to_hex(stranger) + " is missing role " + to_hex(role);
        return Sandbox::reverted(Revert::data(abi_call("0x08c379a0"_selector, text)), result);
    }
    template <class T>
    bool lacks5(const Hash& role, const Result<T>& result) const {
        return Sandbox::reverted(Revert(error::AccessControlUnauthorizedAccount, stranger, role),
                                 result);
    }

    Sandbox box;
    const Address stranger = Sandbox::account("stranger");
};

TEST_F(LidoAuthority, OfStethIsAragons) {
    const Address& lido = box.at.lido;
    const Revert refused("APP_AUTH_FAILED");
    EXPECT_TRUE(Sandbox::reverted(refused, ask(lido, steth::pause_staking)));
    EXPECT_TRUE(Sandbox::reverted(refused, ask(lido, steth::resume_staking)));
    EXPECT_TRUE(Sandbox::reverted(refused, ask(lido, steth::remove_staking_limit)));
    EXPECT_TRUE(Sandbox::reverted(refused, ask(lido, steth::stop)));
    EXPECT_TRUE(Sandbox::reverted(refused, ask(lido, steth::resume)));
    EXPECT_TRUE(Sandbox::reverted(refused, ask(lido, steth::set_max_external_ratio_bp, u256())));
    EXPECT_TRUE(Sandbox::reverted(refused, ask(lido, steth::set_deposits_reserve_target, Wei())));
    EXPECT_TRUE(Sandbox::reverted(refused, ask(lido, steth::burn_external_shares, Shares(1_u256))));
    box.fund(stranger, 1_u256);
    EXPECT_TRUE(
        Sandbox::reverted(refused, box.pay(1_u256, steth::rebalance_external_ether_to_internal,
                                           stranger, lido, Shares(1_u256))));
    // Nothing is refused before it is known who asks for it.
    EXPECT_TRUE(Sandbox::reverted(Revert("BURN_ZERO_AMOUNT_OF_SHARES"),
                                  ask(lido, steth::burn_external_shares, Shares())));
    EXPECT_TRUE(
        Sandbox::reverted(Revert("ZERO_VALUE"),
                          ask(lido, steth::rebalance_external_ether_to_internal, Shares(1_u256))));
}

TEST_F(LidoAuthority, OfTheQueueIsByRole) {
    const Address& queue = box.at.withdrawal_queue;
    EXPECT_TRUE(lacks(role::kPause, ask(queue, wq::pause_for, 1_u256)));
    EXPECT_TRUE(lacks(role::kPause, ask(queue, wq::pause_until, u256::max())));
    EXPECT_TRUE(lacks(role::kResume, ask(queue, wq::resume)));
    EXPECT_TRUE(lacks(role::kFinalize, ask(queue, wq::finalize, 1_u256, ShareRate(kRay))));
    EXPECT_TRUE(lacks(role::kOracle, ask(queue, wq::on_oracle_report, false, u256(), u256())));
    // The pause is looked at first where there is one.
    ASSERT_TRUE(box.call(wq::pause_for, admin, queue, 10_u256).has_value());
    EXPECT_TRUE(Sandbox::reverted(error::ResumedExpected,
                                  ask(queue, wq::finalize, 1_u256, ShareRate(kRay))));
    EXPECT_TRUE(lacks(role::kPause, ask(queue, wq::pause_for, 1_u256)));
    EXPECT_TRUE(Sandbox::reverted(error::ResumedExpected,
                                  box.call(wq::pause_until, admin, queue, u256::max())));
}

TEST_F(LidoAuthority, OfTheBurnerIsByRole) {
    const Address& burner = box.at.burner;
    const Shares one(1_u256);
    EXPECT_TRUE(
        lacks(role::kRequestBurnMySteth, ask(burner, burner::request_burn_my_steth, Wei(1_u256))));
    EXPECT_TRUE(lacks(role::kRequestBurnMySteth,
                      ask(burner, burner::request_burn_my_steth_for_cover, Wei(1_u256))));
    EXPECT_TRUE(lacks(role::kRequestBurnMySteth, ask(burner, burner::request_burn_my_shares, one)));
    EXPECT_TRUE(
        lacks(role::kRequestBurnShares, ask(burner, burner::request_burn_shares, alice, one)));
    EXPECT_TRUE(lacks(role::kRequestBurnShares,
                      ask(burner, burner::request_burn_shares_for_cover, alice, one)));
}

TEST_F(LidoAuthority, OfLimitsIsEachByItsOwnRole) {
    const Address& checker = box.at.sanity_checker;
    const auto set = [&](u256 Limits::* limit) {
        return ask(checker, sanity_checker::set_limit, limit, 1_u256);
    };
    EXPECT_TRUE(
        lacks(role::kMaxClBalanceDecreaseManager, set(&Limits::max_cl_balance_decrease_bps)));
    EXPECT_TRUE(
        lacks(role::kRequestTimestampMarginManager, set(&Limits::request_timestamp_margin)));
    EXPECT_TRUE(
        lacks(role::kMaxPositiveTokenRebaseManager, set(&Limits::max_positive_token_rebase)));
    EXPECT_TRUE(
        lacks(role::kAllLimitsManager, ask(checker, sanity_checker::set_oracle_report_limits,
                                           Limits(*box.s.checker.limits), kZeroAddress)));
    EXPECT_TRUE(lacks(role::kSecondOpinionManager,
                      ask(checker, sanity_checker::set_second_opinion_oracle, stranger, u256())));
    EXPECT_EQ(*box.s.checker.second_opinion_oracle, kZeroAddress);
}

TEST_F(LidoAuthority, OfReportsIsTheConsensusContracts) {
    const Address& oracle = box.at.accounting_oracle;
    EXPECT_TRUE(Sandbox::reverted(
        error::SenderIsNotTheConsensusContract,
        ask(oracle, accounting_oracle::submit_consensus_report, Hash(), u256(), u256())));
    EXPECT_TRUE(
        Sandbox::reverted(error::SenderIsNotTheConsensusContract,
                          ask(oracle, accounting_oracle::discard_consensus_report, u256())));
    EXPECT_TRUE(lacks(role::kManageConsensusVersion,
                      ask(oracle, accounting_oracle::set_consensus_version, 9_u256)));
    EXPECT_TRUE(Sandbox::reverted(
        error::SenderNotAllowed,
        ask(oracle, accounting_oracle::submit_report_data, ReportData(), 5_u256)));
    EXPECT_TRUE(Sandbox::reverted(error::SenderNotAllowed,
                                  ask(oracle, accounting_oracle::submit_report_extra_data_empty)));
}

TEST_F(LidoAuthority, OfModulesIsByRole) {
    const Address& router = box.at.staking_router;
    const std::vector<u256> ids{1_u256};
    EXPECT_TRUE(lacks5(role::kStakingModuleManage,
                       ask(router, staking_router::update_staking_module, 1_u256, u256(), u256(),
                           u256(), u256(), u256(), u256())));
    EXPECT_TRUE(
        lacks5(role::kStakingModuleManage,
               ask(router, staking_router::set_staking_module_status, 1_u256, std::uint8_t{1})));
    EXPECT_TRUE(lacks5(
        role::kReportRewardsMinted,
        ask(router, staking_router::report_rewards_minted, ids, std::vector{Shares(1_u256)})));
    EXPECT_TRUE(lacks5(role::kReportExitedValidators,
                       ask(router, staking_router::update_exited_validators_count, ids, ids)));
    EXPECT_TRUE(lacks5(role::kReportExitedValidators,
                       ask(router, staking_router::report_validator_balances, ids, ids)));
    EXPECT_TRUE(Sandbox::reverted(
        error::NotAuthorized, ask(router, staking_router::top_up, 1_u256, ids, ids,
                                  std::vector<Bytes>(1, Bytes(48)), std::vector{Wei(1e18_u256)})));
    EXPECT_TRUE(Sandbox::reverted(error::NotAuthorized,
                                  ask(router, staking_router::deposit, 1_u256, Bytes())));
    // A module that does not exist has no settings, and lists go together.
    EXPECT_TRUE(
        Sandbox::reverted(error::StakingModuleUnregistered,
                          box.call(staking_router::update_staking_module, admin, router, 2_u256,
                                   1_u256, 1_u256, 500_u256, 500_u256, 1_u256, 1_u256)));
    EXPECT_TRUE(Sandbox::reverted(Revert(), box.call(staking_router::set_staking_module_status,
                                                     admin, router, 1_u256, std::uint8_t{3})));
}

TEST_F(LidoAuthority, IsGivenByTheAdministratorAlone) {
    const Address& queue = box.at.withdrawal_queue;
    const Address& router = box.at.staking_router;
    EXPECT_TRUE(lacks(role::kDefaultAdmin, ask(queue, grant_role, role::kPause, stranger)));
    EXPECT_TRUE(lacks(role::kDefaultAdmin, ask(queue, revoke_role, role::kPause, admin)));
    EXPECT_TRUE(lacks5(role::kDefaultAdmin,
                       ask(router, grant_role5, role::kStakingModuleManage, stranger)));
    EXPECT_TRUE(
        lacks5(role::kDefaultAdmin, ask(router, revoke_role5, role::kStakingModuleManage, admin)));
}

// Section 5: `transferSharesFrom`: "tokens computed first, allowance spent in tokens".
TEST_F(LidoAuthority, OfSharesIsSpentInTokens) {
    // A rate of two: a share is two wei.
    move::set_cl_balances(box.undo, box.s.steth, Wei(1'001e18_u256), Wei());
    const auto take = [&](const u256& n) {
        return ask(box.at.lido, steth::transfer_shares_from, alice, stranger, Shares(n));
    };
    EXPECT_TRUE(Sandbox::reverted(Revert("ALLOWANCE_EXCEEDED"), take(1_u256)));
    ASSERT_TRUE(box.call(steth::approve, alice, box.at.lido, stranger, Wei(21_u256)).has_value());
    EXPECT_TRUE(Sandbox::reverted(Revert("ALLOWANCE_EXCEEDED"), take(11_u256)));
    ASSERT_TRUE(take(10_u256).has_value());
    EXPECT_EQ(box.s.steth.shares[stranger], Shares(10_u256));
    const Key<Address, Address> allowance(alice, stranger);
    EXPECT_EQ(box.s.steth.allowances[allowance], Wei(1_u256));
    // All of an allowance may be taken back, and no more.
    const auto decrease = [&](const u256& amount) {
        return box.call(steth::decrease_allowance, alice, box.at.lido, stranger, Wei(amount));
    };
    EXPECT_TRUE(Sandbox::reverted(Revert("ALLOWANCE_BELOW_ZERO"), decrease(2_u256)));
    EXPECT_TRUE(decrease(1_u256).has_value());
}

// Section 16: wstETH is pulled and unwrapped before its stETH is measured.
TEST_F(LidoAuthority, OverWstethNeedsItsAllowanceThenItsBounds) {
    const auto request = [&](const u256& amount) {
        return box.call(wq::request_withdrawals_wsteth, alice, box.at.withdrawal_queue,
                        std::vector{erc20::Amount(amount)}, kZeroAddress);
    };
    ASSERT_TRUE(
        box.call(steth::approve, alice, box.at.lido, box.at.wsteth, Wei::max()).has_value());
    erc20::move::mint(box.undo, box.tokens, box.at.wsteth, alice, erc20::Amount(200_u256));
    move::transfer_shares(box.undo, box.s.steth, alice, box.at.wsteth, Shares(200_u256));
    EXPECT_TRUE(
        Sandbox::reverted(Revert("ERC20: transfer amount exceeds allowance"), request(100_u256)));
    erc20::move::set_allowance(box.undo, box.tokens, box.at.wsteth, alice, box.at.withdrawal_queue,
                               erc20::Amount(1'000_u256));
    EXPECT_TRUE(
        Sandbox::reverted(Revert("ERC20: transfer amount exceeds balance"), request(201_u256)));
    EXPECT_TRUE(Sandbox::reverted(Revert(error::RequestAmountTooSmall, 99_u256), request(99_u256)));
    EXPECT_TRUE(request(100_u256).has_value());
}

TEST_F(LidoAuthority, OverLimitsReachesThemExactly) {
    const auto limit = [&](const u256& max, const u256& increase) {
        return box.call(steth::set_staking_limit, admin, box.at.lido, Wei(max), Wei(increase));
    };
    // Half of 96 bits that do not grow, all of it in a block, and 2^32 - 1 blocks.
    EXPECT_TRUE(limit(0x7fffffffffffffffffffffff_u256, u256()).has_value());
    EXPECT_TRUE(limit(5e18_u256, 5e18_u256).has_value());
    EXPECT_TRUE(limit(4'294'967'295_u256, 1_u256).has_value());
    EXPECT_EQ(box.s.steth.stake_limit->growth_blocks, 0xffffffffU);
    EXPECT_TRUE(
        box.call(steth::set_max_external_ratio_bp, admin, box.at.lido, 10'000_u256).has_value());
    EXPECT_TRUE(Sandbox::reverted(
        Revert("INVALID_MAX_EXTERNAL_RATIO"),
        box.call(steth::set_max_external_ratio_bp, admin, box.at.lido, 10'001_u256)));
    // A tenth of all: of 1,001 shares 111.222... may be external, rounded down.
    ASSERT_TRUE(
        box.call(steth::set_max_external_ratio_bp, admin, box.at.lido, 1'000_u256).has_value());
    ASSERT_TRUE(box.call(steth::remove_staking_limit, admin, box.at.lido).has_value());
    const Shares most(111'222'222'222'222'222'222_u256);
    EXPECT_EQ(steth::max_mintable_external_shares_down(box.s), most);
    const auto mint = [&](Shares n) {
        return box.call(steth::mint_external_shares, box.at.vault_hub, box.at.lido, alice, n);
    };
    EXPECT_TRUE(
        Sandbox::reverted(Revert("EXTERNAL_BALANCE_LIMIT_EXCEEDED"), mint(most + Shares(1_u256))));
    EXPECT_TRUE(mint(most).has_value());
}

}  // namespace
}  // namespace aq::lido
