// SPDX-License-Identifier: Apache-2.0
// Lido: staking and its limit, external shares, buffer, deposits, roles.
#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/moves_queue.hpp>
#include <aquifer/protocols/lido/moves_steth.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/roles.hpp>
#include <aquifer/protocols/lido/rules_router.hpp>
#include <aquifer/protocols/lido/rules_staking.hpp>
#include <aquifer/protocols/lido/rules_steth.hpp>
#include <aquifer/protocols/lido/rules_vaults.hpp>
#include <aquifer/protocols/lido/testing.hpp>

#include <gtest/gtest.h>

namespace aq::lido {
namespace {

using testing::admin;
using testing::alice;
using testing::Sandbox;

constexpr u256 kOneEther = kEther;

class LidoStaking : public ::testing::Test {
protected:
    LidoStaking() { box.fund(alice, 1'000e18_u256); }
    template <class Rule, class... Args>
    auto lido(Rule rule, const Address& sender, Args... args) {
        return box.call(rule, sender, box.at.lido, args...);
    }
    auto submit(const u256& wei) {
        return box.pay(wei, steth::submit, alice, box.at.lido, kZeroAddress);
    }
    /// A hub with ether that has minted ten external shares.
    Address hub_with_shares() {
        const Address hub = box.at.vault_hub;
        EXPECT_TRUE(submit(900e18_u256).has_value());
        EXPECT_TRUE(lido(steth::set_max_external_ratio_bp, admin, 1'000_u256).has_value());
        EXPECT_TRUE(lido(steth::mint_external_shares, hub, hub, Shares(10e18_u256)).has_value());
        box.fund(hub, 100e18_u256);
        return hub;
    }

    Sandbox box;
};

TEST_F(LidoStaking, TakesEtherWithoutCalldataAndRefusesOtherCalldata) {
    const Call sends = message(alice, box.at.lido, Wei(kOneEther));
    ASSERT_TRUE(box.execute(sends, {}).has_value());
    EXPECT_EQ(box.s.steth.shares[alice], Shares(kOneEther));
    EXPECT_TRUE(Sandbox::reverted("NON_EMPTY_DATA", box.execute(sends, {1, 2, 3, 4})));
    EXPECT_TRUE(Sandbox::reverted("ZERO_DEPOSIT", submit(u256())));
}

TEST_F(LidoStaking, LimitsWhatIsStaked) {
    EXPECT_TRUE(Sandbox::reverted("APP_AUTH_FAILED",
                                  lido(steth::set_staking_limit, alice, Wei(kOneEther), Wei())));
    const Wei half(u256(0x7fffffffffffffffffffffff_u256));
    EXPECT_TRUE(Sandbox::reverted("TOO_LARGE_MAX_STAKE_LIMIT", lido(steth::set_staking_limit, admin,
                                                                    half + Wei(1_u256), Wei())));
    EXPECT_TRUE(Sandbox::reverted("ZERO_MAX_STAKE_LIMIT",
                                  lido(steth::set_staking_limit, admin, Wei(), Wei())));
    EXPECT_TRUE(Sandbox::reverted("TOO_LARGE_LIMIT_INCREASE",
                                  lido(steth::set_staking_limit, admin, Wei(1_u256), Wei(2_u256))));
    EXPECT_TRUE(Sandbox::reverted(
        "TOO_SMALL_LIMIT_INCREASE",
        lido(steth::set_staking_limit, admin, Wei(4'294'967'296_u256), Wei(1_u256))));
    ASSERT_TRUE(
        lido(steth::set_staking_limit, admin, Wei(100e18_u256), Wei(kOneEther)).has_value());
    EXPECT_EQ(steth::stake_limit(box.s, box.block), Wei(100e18_u256));
    EXPECT_TRUE(Sandbox::reverted("STAKE_LIMIT", submit(101e18_u256)));
    ASSERT_TRUE(submit(60e18_u256).has_value());
    box.mine(1);
    EXPECT_EQ(steth::stake_limit(box.s, box.block), Wei(41e18_u256));
    ASSERT_TRUE(lido(steth::remove_staking_limit, admin).has_value());
    EXPECT_EQ(steth::stake_limit(box.s, box.block), Wei::max());
}

TEST_F(LidoStaking, PausesAndResumes) {
    EXPECT_TRUE(Sandbox::reverted("ALREADY_RESUMED", lido(steth::resume_staking, admin)));
    ASSERT_TRUE(lido(steth::pause_staking, admin).has_value());
    EXPECT_TRUE(Sandbox::reverted("ALREADY_PAUSED", lido(steth::pause_staking, admin)));
    EXPECT_TRUE(Sandbox::reverted("STAKING_PAUSED", submit(kOneEther)));
    ASSERT_TRUE(lido(steth::resume_staking, admin).has_value());
    ASSERT_TRUE(lido(steth::stop, admin).has_value());
    EXPECT_EQ(box.order(), (testing::topics<Stopped, StakingPaused>()));
    EXPECT_TRUE(Sandbox::reverted("CONTRACT_IS_STOPPED", lido(steth::stop, admin)));
    EXPECT_TRUE(Sandbox::reverted("CONTRACT_IS_STOPPED", lido(steth::resume_staking, admin)));
    ASSERT_TRUE(lido(steth::resume, admin).has_value());
    EXPECT_EQ(box.order(), (testing::topics<Resumed, StakingResumed>()));
    EXPECT_TRUE(Sandbox::reverted("CONTRACT_IS_ACTIVE", lido(steth::resume, admin)));
}

TEST_F(LidoStaking, MintsAndBurnsExternalShares) {
    const Address hub = hub_with_shares();
    EXPECT_EQ(box.order(), (testing::topics<Transfer, TransferShares, ExternalSharesMinted>()))
        << "the last transaction before the ether came";
    EXPECT_EQ(*box.s.steth.external_shares, Shares(10e18_u256));
    EXPECT_TRUE(Sandbox::reverted("MINT_ZERO_AMOUNT_OF_SHARES",
                                  lido(steth::mint_external_shares, hub, hub, Shares())));
    EXPECT_TRUE(Sandbox::reverted("APP_AUTH_FAILED",
                                  lido(steth::mint_external_shares, alice, hub, Shares(1_u256))));
    EXPECT_TRUE(
        Sandbox::reverted("EXTERNAL_BALANCE_LIMIT_EXCEEDED",
                          lido(steth::mint_external_shares, hub, hub, Shares(1'000e18_u256))));
    EXPECT_TRUE(Sandbox::reverted("BURN_ZERO_AMOUNT_OF_SHARES",
                                  lido(steth::burn_external_shares, hub, Shares())));
    EXPECT_TRUE(Sandbox::reverted("EXT_SHARES_TOO_SMALL",
                                  lido(steth::burn_external_shares, hub, Shares(11e18_u256))));
    ASSERT_TRUE(
        lido(steth::set_staking_limit, admin, Wei(100e18_u256), Wei(kOneEther)).has_value());
    ASSERT_TRUE(lido(steth::burn_external_shares, hub, Shares(10e18_u256)).has_value());
    EXPECT_EQ(box.order(), (testing::topics<SharesBurnt, ExternalSharesBurnt>()));
    EXPECT_EQ(box.s.steth.stake_limit->prev, Wei(110e18_u256));
}

TEST_F(LidoStaking, ExternalRatioHasItsBounds) {
    EXPECT_EQ(steth::max_mintable_external_shares_down(box.s), Shares());
    EXPECT_TRUE(Sandbox::reverted("INVALID_MAX_EXTERNAL_RATIO",
                                  lido(steth::set_max_external_ratio_bp, admin, 10'001_u256)));
    ASSERT_TRUE(lido(steth::set_max_external_ratio_bp, admin, 10'000_u256).has_value());
    EXPECT_EQ(steth::max_mintable_external_shares_down(box.s), Shares::max());
}

TEST_F(LidoStaking, RebalancesExternalEther) {
    const Address hub = hub_with_shares();
    const auto rebalance = [&](const u256& wei, const u256& n) {
        return box.pay(wei, steth::rebalance_external_ether_to_internal, hub, box.at.lido,
                       Shares(n));
    };
    EXPECT_TRUE(Sandbox::reverted("ZERO_VALUE", rebalance(u256(), 1_u256)));
    EXPECT_TRUE(Sandbox::reverted("VALUE_SHARES_MISMATCH", rebalance(1_u256, 2_u256)));
    EXPECT_TRUE(Sandbox::reverted("EXT_SHARES_TOO_SMALL", rebalance(11e18_u256, 11e18_u256)));
    ASSERT_TRUE(rebalance(10e18_u256, 10e18_u256).has_value());
    EXPECT_EQ(box.order(),
              (testing::topics<ExternalEtherTransferredToBuffer, ExternalSharesBurnt>()));
    EXPECT_EQ(*box.s.steth.external_shares, Shares());
    EXPECT_EQ(*steth::total_pooled_ether(box.s), Wei(911e18_u256));
}

TEST_F(LidoStaking, OnlyLidosOwnContractsReachItsInnerFunctions) {
    const auto refused = [](const auto& result) {
        return Sandbox::reverted("APP_AUTH_FAILED", result);
    };
    EXPECT_TRUE(refused(lido(steth::mint_shares, alice, alice, Shares(1_u256))));
    EXPECT_TRUE(refused(lido(steth::burn_shares, alice, Shares(1_u256))));
    EXPECT_TRUE(refused(lido(steth::receive_el_rewards, alice)));
    EXPECT_TRUE(refused(lido(steth::receive_withdrawals, alice)));
    EXPECT_TRUE(refused(lido(steth::process_cl_state_update, alice, u256(), Wei(), Wei())));
    EXPECT_TRUE(refused(lido(steth::internalize_external_bad_debt, alice, Shares(1_u256))));
    EXPECT_TRUE(
        refused(lido(steth::collect_rewards_and_process_withdrawals, alice, steth::Collection{})));
    EXPECT_TRUE(refused(lido(steth::emit_token_rebase, alice, steth::Rebase{})));
    EXPECT_TRUE(refused(lido(steth::withdraw_depositable_ether, alice, Wei(1_u256), u256())));
    EXPECT_TRUE(Sandbox::reverted("NOT_SUPPORTED", lido(steth::transfer_to_vault, alice, alice)));
    EXPECT_TRUE(Sandbox::reverted("BAD_DEBT_ZERO_SHARES", lido(steth::internalize_external_bad_debt,
                                                               box.at.accounting, Shares())));
    EXPECT_TRUE(Sandbox::reverted(
        "MATH_SUB_UNDERFLOW",
        box.call(
            [&](Tx& tx, Ports& ports, const Call& call) {
                move::set_buffered(tx.undo, ports.self.steth, Wei());
                move::enqueue(tx.undo, ports.self.queue,
                              {Wei(kOneEther), Shares(kOneEther), alice, 1, 0});
                steth::Collection c;
                c.ether_to_lock = Wei(1_u256);
                c.last_withdrawal_request_to_finalize = 1_u256;
                return steth::collect_rewards_and_process_withdrawals(tx, ports, call, c);
            },
            box.at.accounting, box.at.lido)));
}

TEST_F(LidoStaking, DepositsStopInBunkerModeAndAboveTheBuffer) {
    const Address router = box.at.staking_router;
    EXPECT_TRUE(Sandbox::reverted("ZERO_AMOUNT",
                                  lido(steth::withdraw_depositable_ether, router, Wei(), u256())));
    EXPECT_TRUE(Sandbox::reverted("NOT_ENOUGH_ETHER", lido(steth::withdraw_depositable_ether,
                                                           router, Wei(2e18_u256), u256())));
    move::set_bunker_mode_since(box.undo, box.s.queue, 1_u256);
    EXPECT_TRUE(Sandbox::reverted(
        "CAN_NOT_DEPOSIT", lido(steth::withdraw_depositable_ether, router, Wei(1_u256), u256())));
}

TEST_F(LidoStaking, TheDepositsReserveFollowsALowerTarget) {
    StEth& e = box.s.steth;
    ASSERT_TRUE(lido(steth::set_deposits_reserve_target, admin, Wei(5_u256)).has_value());
    EXPECT_EQ(box.order(), testing::topics<DepositsReserveTargetSet>());
    move::set_deposits_reserve(box.undo, e, Wei(5_u256));
    ASSERT_TRUE(lido(steth::set_deposits_reserve_target, admin, Wei(3_u256)).has_value());
    EXPECT_EQ(box.order(), (testing::topics<DepositsReserveTargetSet, DepositsReserveSet>()));
    EXPECT_EQ(*e.deposits_reserve, Wei(3_u256));
}

/// The router with one module of each type of credentials.
class LidoDeposits : public LidoStaking {
protected:
    LidoDeposits() {
        EXPECT_TRUE(submit(900e18_u256).has_value());
        box.add_module("curated", 500_u256, 500_u256);
        box.add_module("curated v2", 400_u256, 600_u256);
    }
    template <class Rule, class... Args>
    auto router(Rule rule, const Address& sender, Args... args) {
        return box.call(rule, sender, box.at.staking_router, args...);
    }
    auto deposit(std::size_t key_bytes, std::size_t signature_bytes) {
        return router(staking_router::deposit, box.at.deposit_security_module, 1_u256,
                      abi_encode(Bytes(key_bytes), Bytes(signature_bytes)));
    }
    auto top_up(const u256& id, std::vector<Wei> limits) {
        const std::size_t n = limits.size();
        return router(staking_router::top_up, box.at.top_up_gateway, id, std::vector<u256>(n),
                      std::vector<u256>(n), std::vector<Bytes>(n, Bytes(48)), std::move(limits));
    }
    auto set_status(std::uint8_t status) {
        return router(staking_router::set_staking_module_status, admin, 1_u256, status);
    }
};

TEST_F(LidoDeposits, GoToTheBeaconChain) {
    ASSERT_TRUE(deposit(96, 192).has_value());
    EXPECT_EQ(box.order(),
              (testing::topics<StakingRouterETHDeposited, DepositedPostReportUpdated, Unbuffered,
                               DepositedValidatorsChanged, DepositableEthReceived>()));
    EXPECT_EQ(box.accounts.ether[box.at.deposit_contract], Wei(64e18_u256));
    EXPECT_EQ(box.accounts.ether[box.at.staking_router], Wei());
    EXPECT_EQ(box.calls.size(), 2U);
    // Nothing is a deposit too: the time of the last one moves on.
    ASSERT_TRUE(deposit(0, 0).has_value());
    EXPECT_EQ(box.order(), testing::topics<StakingRouterETHDeposited>());
}

TEST_F(LidoDeposits, RefuseWhatTheModuleMayNotHandOut) {
    EXPECT_TRUE(Sandbox::reverted(error::NotAuthorized,
                                  router(staking_router::deposit, alice, 1_u256, Bytes())));
    EXPECT_TRUE(Sandbox::reverted(
        error::StakingModuleUnregistered,
        router(staking_router::deposit, box.at.deposit_security_module, 3_u256, Bytes())));
    EXPECT_TRUE(Sandbox::reverted(error::WrongPubkeyLength, deposit(47, 96)));
    EXPECT_TRUE(Sandbox::reverted(error::ModuleReturnExceedTarget, deposit(48 * 29, 96)));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidSignaturesBatchLength, deposit(48, 95)));
    ASSERT_TRUE(set_status(1).has_value());
    EXPECT_TRUE(Sandbox::reverted(error::StakingModuleNotActive, deposit(48, 96)));
    EXPECT_TRUE(Sandbox::reverted(error::StakingModuleStatusTheSame, set_status(1)));
    ASSERT_TRUE(set_status(0).has_value());
    move::set_buffered(box.undo, box.s.steth, Wei(31e18_u256));
    EXPECT_TRUE(Sandbox::reverted(error::ZeroDeposits, deposit(48, 96)));
}

TEST_F(LidoDeposits, TopUpsFillKeysInOrder) {
    ASSERT_TRUE(top_up(2_u256, {Wei(100e18_u256), Wei(900e18_u256)}).has_value());
    EXPECT_EQ(box.events<StakingRouterETHTopUp>().at(0).amount, Wei(901e18_u256));
    EXPECT_EQ(box.accounts.ether[box.at.deposit_contract], Wei(901e18_u256));
    EXPECT_TRUE(Sandbox::reverted(error::EmptyKeysList, top_up(2_u256, {})));
    EXPECT_TRUE(Sandbox::reverted(error::WrongWithdrawalCredentialsType, top_up(1_u256, {Wei()})));
    move::set_bunker_mode_since(box.undo, box.s.queue, 1_u256);
    EXPECT_TRUE(Sandbox::reverted(error::LidoDepositsPaused, top_up(2_u256, {Wei()})));
}

TEST_F(LidoDeposits, TopUpsCheckTheirLists) {
    EXPECT_TRUE(Sandbox::reverted(error::DepositAmountTooLow, top_up(2_u256, {Wei(1e9_u256)})));
    EXPECT_TRUE(Sandbox::reverted(
        error::ArraysLengthMismatchOfRouter,
        router(staking_router::top_up, box.at.top_up_gateway, 2_u256, std::vector<u256>(1),
               std::vector<u256>(), std::vector<Bytes>(), std::vector<Wei>())));
    EXPECT_TRUE(Sandbox::reverted(
        error::WrongPubkeyLength,
        router(staking_router::top_up, box.at.top_up_gateway, 2_u256, std::vector<u256>(1),
               std::vector<u256>(1), std::vector<Bytes>(1), std::vector<Wei>(1))));
}

TEST_F(LidoDeposits, ModulesAreAddedOnceWithSoundNumbers) {
    const ModuleConfig good{10'000_u256, 10'000_u256, 500_u256, 500_u256,
                            150_u256,    25_u256,     1_u256};
    const auto add = [&](const ModuleConfig& c, std::string name = "new",
                         const Address& module = Sandbox::account("new")) {
        return router(staking_router::add_staking_module, admin, std::move(name), module, c);
    };
    const auto with = [&](auto change) {
        ModuleConfig c = good;
        change(c);
        return c;
    };
    EXPECT_TRUE(Sandbox::reverted(error::ZeroAddress, add(good, "new", kZeroAddress)));
    EXPECT_TRUE(Sandbox::reverted(error::StakingModuleWrongName, add(good, "")));
    EXPECT_TRUE(Sandbox::reverted(error::StakingModuleAddressExists,
                                  add(good, "new", Sandbox::account("curated"))));
    using C = ModuleConfig;
    EXPECT_TRUE(Sandbox::reverted(error::WrongWithdrawalCredentialsType,
                                  add(with([](C& c) { c.withdrawal_credentials_type = 3_u256; }))));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidStakeShareLimit,
                                  add(with([](C& c) { c.stake_share_limit = 10'001_u256; }))));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidPriorityExitShareThreshold, add(with([](C& c) {
                                      c.priority_exit_share_threshold = 9'999_u256;
                                  }))));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidFeeSum,
                                  add(with([](C& c) { c.treasury_fee = 9'501_u256; }))));
    EXPECT_TRUE(Sandbox::reverted(error::InconsistentFeeSum,
                                  add(with([](C& c) { c.treasury_fee = 501_u256; }))));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidMinDepositBlockDistance,
                                  add(with([](C& c) { c.min_deposit_block_distance = u256(); }))));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidMaxDepositPerBlockValue,
                                  add(with([](C& c) { c.max_deposits_per_block = u256(); }))));
    EXPECT_TRUE(Sandbox::reverted(
        error::AccessControlUnauthorizedAccount,
        router(staking_router::add_staking_module, alice, std::string("new"), alice, good)));
    ASSERT_TRUE(router(staking_router::update_staking_module, admin, 1_u256, 1_u256, 2_u256,
                       400_u256, 600_u256, 1_u256, 1_u256)
                    .has_value());
    EXPECT_EQ(box.s.router.modules[1].module_fee_bps, 400);
    for (std::uint64_t i = 2; i < 32; ++i) {
        ASSERT_TRUE(add(good, "m", Sandbox::account(std::to_string(i))).has_value());
    }
    EXPECT_TRUE(Sandbox::reverted(error::StakingModulesLimitExceeded, add(good)));
}

TEST_F(LidoDeposits, EtherForTheRouterComesFromLidoAlone) {
    box.fund(alice, 1_u256);
    EXPECT_TRUE(
        Sandbox::reverted(error::DirectETHTransfer,
                          box.execute(message(alice, box.at.staking_router, Wei(1_u256)), {})));
    EXPECT_TRUE(Sandbox::reverted(error::NotAuthorized,
                                  router(staking_router::receive_depositable_ether, alice)));
}

TEST(LidoVaults, GiveTheirEtherToLidoAlone) {
    Sandbox box;
    box.fund(alice, 5_u256);
    ASSERT_TRUE(box.execute(message(alice, box.at.el_rewards_vault, Wei(5_u256)), {}).has_value());
    EXPECT_EQ(box.events<ETHReceived>().at(0).amount, Wei(5_u256));
    EXPECT_TRUE(Sandbox::reverted(
        "ONLY_LIDO_CAN_WITHDRAW",
        box.call(el_rewards_vault::withdraw_rewards, alice, box.at.el_rewards_vault, Wei(1_u256))));
    EXPECT_EQ(*box.call(el_rewards_vault::withdraw_rewards, box.at.lido, box.at.el_rewards_vault,
                        Wei(9_u256)),
              Wei(5_u256));
    const auto withdraw = [&](const Address& by, const u256& wei) {
        return box.call(withdrawal_vault::withdraw_withdrawals, by, box.at.withdrawal_vault,
                        Wei(wei));
    };
    EXPECT_TRUE(Sandbox::reverted(error::NotLido, withdraw(alice, 1_u256)));
    EXPECT_TRUE(Sandbox::reverted(error::ZeroAmount, withdraw(box.at.lido, u256())));
    EXPECT_TRUE(Sandbox::reverted(Revert(error::NotEnoughEtherInVault, 1_u256, u256()),
                                  withdraw(box.at.lido, 1_u256)));
    EXPECT_TRUE(
        Sandbox::reverted(error::NotAuthorized, box.call(vault_hub::decrease_internalized_bad_debt,
                                                         alice, box.at.vault_hub, Shares(1_u256))));
}

TEST(LidoRoles, AreGrantedByTheirAdministrator) {
    Sandbox box;
    const Address burner = box.at.burner;
    const auto granted = box.call(grant_role, admin, burner, role::kRequestBurnMySteth, alice);
    ASSERT_TRUE(granted.has_value());
    EXPECT_EQ(box.order(), testing::topics<RoleGranted>());
    EXPECT_TRUE(has_role(box.s, burner, role::kRequestBurnMySteth, alice));
    ASSERT_TRUE(box.call(grant_role, admin, burner, role::kRequestBurnMySteth, alice).has_value());
    EXPECT_TRUE(box.order().empty());
    EXPECT_TRUE(Sandbox::reverted(
        "AccessControl: can only renounce roles for self",
        box.call(renounce_role, admin, burner, role::kRequestBurnMySteth, alice)));
    ASSERT_TRUE(
        box.call(renounce_role, alice, burner, role::kRequestBurnMySteth, alice).has_value());
    EXPECT_EQ(box.order(), testing::topics<RoleRevoked>());
    const auto refused = box.call(revoke_role, alice, burner, role::kDefaultAdmin, admin);
    ASSERT_FALSE(refused.has_value());
    // Error(string) with OpenZeppelin 4.4's text; the address and role in lower case.
    EXPECT_EQ(refused.error().encode(),
              abi_call("0x08c379a0"_selector,
                       "AccessControl: account " + to_hex(alice) +
                           " is missing role 0x000000000000000000000000000000000000000000000000"
                           "0000000000000000"));
    const Address router = box.at.staking_router;
    EXPECT_TRUE(Sandbox::reverted(error::AccessControlUnauthorizedAccount,
                                  box.call(grant_role5, alice, router, role::kPause, alice)));
    EXPECT_TRUE(Sandbox::reverted(error::AccessControlBadConfirmation,
                                  box.call(renounce_role5, alice, router, role::kPause, admin)));
    EXPECT_TRUE(
        box.call(revoke_role5, admin, router, role::kStakingModuleManage, admin).has_value());
}

}  // namespace
}  // namespace aq::lido
