// SPDX-License-Identifier: Apache-2.0
// The worked examples of the specification (section 22), which were computed apart from this code.
#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/maths.hpp>
#include <aquifer/protocols/lido/moves_queue.hpp>
#include <aquifer/protocols/lido/moves_report.hpp>
#include <aquifer/protocols/lido/moves_steth.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/rules_burner.hpp>
#include <aquifer/protocols/lido/rules_queue.hpp>
#include <aquifer/protocols/lido/rules_staking.hpp>
#include <aquifer/protocols/lido/rules_steth.hpp>
#include <aquifer/protocols/lido/rules_vaults.hpp>
#include <aquifer/protocols/lido/rules_wsteth.hpp>
#include <aquifer/protocols/lido/testing.hpp>

#include <gtest/gtest.h>

namespace aq::lido {
namespace {

using testing::alice;
using testing::bob;
using testing::Sandbox;
using testing::whale;

/// State L, with the modules and vaults of the report examples.
class Examples : public ::testing::Test {
protected:
    Examples() { box.load_state_l(); }

    /// The gwei of State L's validators and some ether.
    static u256 validators_gwei(const u256& more_eth, const u256& less_eth) {
        constexpr u256 kValidatorsGwei = 8567227049119653_u256;
        return wrapping_sub(wrapping_add(kValidatorsGwei, wrapping_mul(more_eth, kGwei)),
                            wrapping_mul(less_eth, kGwei));
    }

    void add_modules() {
        box.add_module("curated", 500_u256, 500_u256);
        box.add_module("simple dvt", 800_u256, 200_u256);
        box.add_module("community", 600_u256, 400_u256);
        box.add_module("curated v2", 400_u256, 600_u256);
    }

    /// Modules 2 to 4 have 1,200,000, 900,000 and 1,500,000 ether, module 1 the rest.
    static Sighting sighting(const u256& validators) {
        return {.validators_gwei_by_module = {wrapping_sub(validators, 3'600'000e9_u256),
                                              1'200'000e9_u256, 900'000e9_u256, 1'500'000e9_u256},
                .pending_gwei = 710'240e9_u256,
                .is_bunker_mode = false};
    }

    /// The fees of the specification's simulated rate are those of the reported balances.
    void know_balances(const Sighting& seen) {
        std::vector<std::uint64_t> gwei;
        for (const u256& balance : seen.validators_gwei_by_module) {
            gwei.push_back(balance.truncate_u64());
        }
        move::set_validators_balances(box.undo, box.s.router, gwei);
        box.undo.commit();
    }

    void set_vaults(const u256& withdrawals_eth, const u256& rewards_eth) {
        box.fund(box.at.withdrawal_vault, wrapping_mul(withdrawals_eth, kEther));
        box.fund(box.at.el_rewards_vault, wrapping_mul(rewards_eth, kEther));
    }

    void enqueue(const Wei amount, Shares n, std::uint64_t report) {
        move::enqueue(box.undo, box.s.queue, {amount, n, alice, box.block.time - 90'000, report});
        move::transfer_shares(box.undo, box.s.steth, whale, box.at.withdrawal_queue, n);
        box.undo.commit();
    }

    void enqueue_four() {
        enqueue(Wei(1000e18_u256), Shares(807193653177858015931_u256), 1);
        enqueue(Wei(1000e18_u256), Shares(806789854451906110971_u256), 2);
        enqueue(Wei(500e18_u256), Shares(403193229762340078957_u256), 3);
        enqueue(Wei(123456789012345678901_u256), Shares(99553882995950866847_u256), 3);
    }

    /// The fee's part of rewards, in ether: F of 10^20.
    u256 fee_of(const u256& rewards) const {
        const u256 fee = staking_router::rewards_distribution(box.s)->total_fee;
        EXPECT_EQ(fee, 9999999999999999996_u256);
        return *checked_mul_div_down(rewards, fee, staking_router::kFeePrecision);
    }

    Wei rate() const { return *steth::pooled_eth_by_shares_down(box.s, Shares(kEther)); }

    Sandbox box;
};

TEST_F(Examples, StateLAnswersAsTheChainDid) {
    const State& s = box.s;
    EXPECT_EQ(steth::internal_ether(s), Wei(9329206618989993371095571_u256));
    EXPECT_EQ(steth::internal_shares(s), Shares(7522945895661552513033356_u256));
    EXPECT_EQ(*steth::total_pooled_ether(s), Wei(9333821188342623875037049_u256));
    EXPECT_EQ(*steth::external_ether_down(s), Wei(4614569352630503941478_u256));
    EXPECT_EQ(rate(), Wei(1240100187929053552_u256));
    EXPECT_EQ(*steth::shares_by_pooled_eth_down(s, Wei(kEther)), Shares(806386459524680157_u256));
    EXPECT_EQ(steth::max_mintable_external_shares_down(s), Shares(228947303520229620852738_u256));
}

TEST_F(Examples, SubmittingTenEtherMintsItsSharesAndLogsAWeiLess) {
    box.fund(alice, 100e18_u256);
    const auto n = box.pay(10e18_u256, steth::submit, alice, box.at.lido, bob);
    ASSERT_TRUE(n.has_value());
    EXPECT_EQ(*n, Shares(8063864595246801579_u256));
    EXPECT_EQ(box.order(), (testing::topics<Submitted, Transfer, TransferShares>()));
    EXPECT_EQ(box.events<Transfer>()[0].value, Wei(9999999999999999999_u256));
    EXPECT_EQ(box.events<Submitted>()[0].referral, bob);
    EXPECT_EQ(*box.pay(1_u256, steth::submit, alice, box.at.lido, bob), Shares());
    EXPECT_EQ(*box.pay(2_u256, steth::submit, alice, box.at.lido, bob), Shares(1_u256));
}

TEST(LidoExamples, TheStakeLimitGrowsAndDecaysByTheBlock) {
    // The slot of block 25,603,297 (specification, example 1).
    StakeLimit limit{25'603'295, 6'400, Wei(149999970791960000000000_u256), Wei(150'000e18_u256)};
    Block block{25'603'297, 0, 1};
    EXPECT_EQ(current_stake_limit(limit, block), Wei(150'000e18_u256));
    limit.prev = Wei(50'000e18_u256);
    limit.prev_block = 100;
    block.number = 101;
    EXPECT_EQ(current_stake_limit(limit, block), Wei(50023437500000000000000_u256));
    block.number = 100 + 4'266;
    EXPECT_LT(current_stake_limit(limit, block), Wei(150'000e18_u256));
    block.number = 100 + 4'267;
    EXPECT_EQ(current_stake_limit(limit, block), Wei(150'000e18_u256));
    limit.prev = Wei(150'500e18_u256);
    block.number = 101;
    EXPECT_EQ(current_stake_limit(limit, block), Wei(150476562500000000000000_u256));
    block.number = 122;
    EXPECT_EQ(current_stake_limit(limit, block), Wei(150'000e18_u256));
}

TEST_F(Examples, TransferringOneTokenMovesAWeiLessThanTwo) {
    ASSERT_TRUE(box.call(steth::transfer, whale, box.at.lido, alice, Wei(kEther)).has_value());
    EXPECT_EQ(box.s.steth.shares[alice], Shares(806386459524680157_u256));
    EXPECT_EQ(*steth::pooled_eth_by_shares_down(box.s, box.s.steth.shares[alice]),
              Wei(999999999999999998_u256));
    EXPECT_EQ(box.events<Transfer>()[0].value, Wei(kEther));
}

TEST_F(Examples, UnwrappingLeavesAShareInTheContract) {
    ASSERT_TRUE(
        box.call(steth::approve, whale, box.at.lido, box.at.wsteth, Wei::max()).has_value());
    const auto wrapped = box.call(wsteth::wrap, whale, box.at.wsteth, Wei(10e18_u256));
    ASSERT_TRUE(wrapped.has_value());
    EXPECT_EQ(wrapped->raw, 8063864595246801579_u256);
    const Shares before = box.s.steth.shares[whale];
    const auto paid = box.call(wsteth::unwrap, whale, box.at.wsteth, *wrapped);
    ASSERT_TRUE(paid.has_value());
    EXPECT_EQ(*paid, Wei(9999999999999999999_u256));
    EXPECT_EQ(box.s.steth.shares[whale] - before, Shares(8063864595246801578_u256));
    EXPECT_EQ(box.s.steth.shares[box.at.wsteth], Shares(1_u256));
}

TEST_F(Examples, UnwrappingOneWeiPaysOneAndMovesNothing) {
    ASSERT_TRUE(
        box.call(steth::approve, whale, box.at.lido, box.at.wsteth, Wei::max()).has_value());
    ASSERT_TRUE(box.call(wsteth::wrap, whale, box.at.wsteth, Wei(10e18_u256)).has_value());
    EXPECT_EQ(*box.call(wsteth::unwrap, whale, box.at.wsteth, erc20::Amount(1_u256)), Wei(1_u256));
    EXPECT_EQ(box.events<TransferShares>()[0].shares_value, Shares());
}

TEST_F(Examples, TenWstethAreRequestedAsTheirSteth) {
    ASSERT_TRUE(
        box.call(steth::approve, whale, box.at.lido, box.at.wsteth, Wei::max()).has_value());
    ASSERT_TRUE(box.call(wsteth::wrap, whale, box.at.wsteth, Wei(20e18_u256)).has_value());
    const auto queue = box.at.withdrawal_queue;
    ASSERT_TRUE(box.execute(message(whale, box.at.wsteth),
                            abi_call("0x095ea7b3"_selector, queue, u256::max()))
                    .has_value());
    const auto ids = box.call(withdrawal_queue::request_withdrawals_wsteth, whale, queue,
                              std::vector{erc20::Amount(10e18_u256)}, kZeroAddress);
    ASSERT_TRUE(ids.has_value());
    const auto requested = box.events<withdrawal_queue::WithdrawalRequested>();
    EXPECT_EQ(requested[0].amount_of_steth, Wei(12401001879290535526_u256));
    EXPECT_EQ(requested[0].amount_of_shares, Shares(9999999999999999999_u256));
}

TEST_F(Examples, ARequestRecordsWhatWasAskedThoughLessArrives) {
    move::transfer_shares(box.undo, box.s.steth, whale, alice, Shares(100e18_u256));
    const auto queue = box.at.withdrawal_queue;
    ASSERT_TRUE(box.call(steth::approve, alice, box.at.lido, queue, Wei::max()).has_value());
    const auto balance = [&] {
        return *steth::pooled_eth_by_shares_down(box.s, box.s.steth.shares[alice]);
    };
    EXPECT_EQ(balance(), Wei(124010018792905355267_u256));
    ASSERT_TRUE(box.call(withdrawal_queue::request_withdrawals, alice, queue,
                         std::vector{Wei(50e18_u256)}, kZeroAddress)
                    .has_value());
    EXPECT_EQ(box.s.steth.shares[queue], Shares(40319322976234007895_u256));
    EXPECT_EQ(Wei(124010018792905355267_u256) - balance(), Wei(49999999999999999999_u256));
    EXPECT_EQ(*withdrawal_queue::unfinalized_steth(box.s), Wei(50e18_u256));
}

TEST_F(Examples, TheBufferIsReservedForDepositsThenForWithdrawals) {
    enqueue_four();
    StEth& e = box.s.steth;
    move::set_deposits_reserve(box.undo, e, Wei(1500e18_u256));
    EXPECT_EQ(*steth::depositable_ether(box.s), Wei(539569870340371095571_u256));
    const auto sent = box.call(steth::withdraw_depositable_ether, box.at.staking_router,
                               box.at.lido, Wei(512e18_u256), 16_u256);
    ASSERT_TRUE(sent.has_value());
    EXPECT_EQ(*e.buffered, Wei(27569870340371095571_u256));
    EXPECT_EQ(*e.deposited_post_report, Wei(761952000000000000000000_u256));
    EXPECT_EQ(*e.deposits_reserve, Wei(988e18_u256));
    EXPECT_EQ(box.order(),
              (testing::topics<DepositedPostReportUpdated, Unbuffered, DepositsReserveSet,
                               DepositedValidatorsChanged, DepositableEthReceived>()));
    move::set_buffered(box.undo, e, Wei(5000e18_u256));
    move::set_deposits_reserve(box.undo, e, Wei(1500e18_u256));
    const auto parts = *steth::buffered_ether_allocation(box.s);
    EXPECT_EQ(parts.deposits_reserve, Wei(1500e18_u256));
    EXPECT_EQ(parts.withdrawals_reserve, Wei(2623456789012345678901_u256));
    EXPECT_EQ(*steth::depositable_ether(box.s), Wei(2376543210987654321099_u256));
}

TEST_F(Examples, AnOrdinaryReport) {
    add_modules();
    enqueue_four();
    set_vaults(13'440_u256, 120_u256);
    const Sighting seen = sighting(validators_gwei(51'245_u256, 12'800_u256));
    know_balances(seen);
    const ReportData data = box.correct_report(seen);
    EXPECT_EQ(data.simulated_share_rate, ShareRate(1240196493287359773615146507_u256));
    EXPECT_EQ(fee_of(805e18_u256), 80499999999999999967_u256);
    EXPECT_EQ(data.withdrawal_finalization_batches, std::vector{4_u256});
    const auto reported = box.report(data);
    ASSERT_TRUE(reported.has_value()) << reported.error().to_text();

    const auto rebased = box.events<TokenRebased>().at(0);
    EXPECT_EQ(rebased.shares_minted_as_fees, Shares(64909057330585590982_u256));
    EXPECT_EQ(rebased.post_total_shares, Shares(7524615200340993850937039_u256));
    EXPECT_EQ(rebased.post_total_ether, Wei(9332003090761652074894891_u256));
    EXPECT_EQ(rebased.time_elapsed, 86'400_u256);
    const auto internal = box.events<InternalShareRateUpdated>().at(0);
    EXPECT_EQ(internal.post_internal_ether, Wei(9327388162200981025416670_u256));
    EXPECT_EQ(internal.post_internal_shares, Shares(7520894074098495043551632_u256));
    EXPECT_EQ(steth::internal_ether(box.s), internal.post_internal_ether);
    EXPECT_EQ(steth::internal_shares(box.s), internal.post_internal_shares);
    EXPECT_EQ(*steth::total_pooled_ether(box.s), rebased.post_total_ether);
    EXPECT_EQ(rate(), Wei(1240196720004865181_u256));
    const auto distributed = box.events<ETHDistributed>().at(0);
    EXPECT_EQ(distributed.pre_cl_balance, Wei(9328667049119653000000000_u256));
    EXPECT_EQ(distributed.post_buffered_ether, Wei(11476113081328025416670_u256));

    const auto finalized = box.events<withdrawal_queue::WithdrawalsFinalized>().at(0);
    EXPECT_EQ(finalized.amount_of_eth_locked, Wei(2623456789012345678901_u256));
    EXPECT_EQ(finalized.shares_to_burn, Shares(2116730620388055072706_u256));
    const auto burn = box.events<StETHBurnRequested>().at(0);
    EXPECT_EQ(burn.amount_of_steth, Wei(2624958040138409211163_u256));
    const auto burnt = box.events<SharesBurnt>().at(0);
    EXPECT_EQ(burnt.pre_rebase_token_amount, Wei(2621369166918063471278_u256));
    EXPECT_EQ(burnt.post_rebase_token_amount, Wei(2622106948918052061789_u256));
    EXPECT_EQ(box.events<StETHBurnt>().at(0).amount_of_steth, Wei(2621369166918063471278_u256));

    const std::array<u256, 4> kShares{18877866374634596676_u256, 7240886555017706035_u256,
                                      4072998687197459646_u256, 4525554096886066269_u256};
    const std::array<std::string_view, 4> kModules{"curated", "simple dvt", "community",
                                                   "curated v2"};
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(box.s.steth.shares[Sandbox::account(kModules.at(i))], Shares(kShares.at(i)));
    }
    EXPECT_EQ(box.s.steth.shares[box.at.treasury], Shares(30191751616849762356_u256));
    std::vector<Wei> sent;
    for (const Transfer& e : box.events<Transfer>()) sent.push_back(e.value);
    // The queue's shares to the burner, the fee's mint, four modules, the treasury.
    EXPECT_EQ(sent, (std::vector{Wei(2624958040138409211163_u256), Wei(80499999999999999966_u256),
                                 Wei(23412267958511962244_u256), Wei(8980123755460286794_u256),
                                 Wei(5051319612446411323_u256), Wei(5612577347162679243_u256),
                                 Wei(37443711326418660361_u256)}));

    for (const u256& id : {1_u256, 2_u256, 3_u256, 4_u256}) {
        ASSERT_TRUE(box.call(withdrawal_queue::claim_withdrawal, alice, box.at.withdrawal_queue, id)
                        .has_value());
    }
    EXPECT_EQ(box.accounts.ether[alice], Wei(2623456789012345678901_u256));
    EXPECT_EQ(*box.s.queue.locked_ether, Wei());
}

// The checker computes the rate anew, of the shares as they are when nothing is finalised.
TEST_F(Examples, AnOrdinaryReportOfAWrongRateIsToldTheRightOne) {
    add_modules();
    enqueue_four();
    set_vaults(13'440_u256, 120_u256);
    const Sighting seen = sighting(validators_gwei(51'245_u256, 12'800_u256));
    know_balances(seen);
    ReportData data = box.correct_report(seen);
    data.simulated_share_rate = ShareRate(1300000000000000000000000000_u256);
    EXPECT_TRUE(
        Sandbox::reverted(Revert(error::IncorrectSimulatedShareRate, data.simulated_share_rate,
                                 ShareRate(1240196493289315907926045505_u256)),
                          box.report(data)));
}

TEST_F(Examples, TheConsensusLayersPartOfAReportLeavesOutTheVaults) {
    const auto wei = [](const u256& gwei) { return Wei(wrapping_mul(gwei, kGwei)); };
    ASSERT_TRUE(box.call(steth::process_cl_state_update, box.at.accounting, box.at.lido,
                         u256(box.block.time), wei(validators_gwei(51'245_u256, 12'800_u256)),
                         wei(710'240e9_u256)));
    EXPECT_EQ(steth::internal_ether(box.s), Wei(9316451618989993371095571_u256));
}

TEST_F(Examples, AReportsLogsComeInTheContractsOrder) {
    add_modules();
    enqueue_four();
    set_vaults(13'440_u256, 120_u256);
    const Sighting seen = sighting(validators_gwei(51'245_u256, 12'800_u256));
    ASSERT_TRUE(box.report(box.correct_report(seen)).has_value());
    using namespace withdrawal_queue;  // NOLINT(*build-using-namespace*): two of its events
    EXPECT_EQ(box.order(),
              (testing::topics<ProcessingStarted, lido::Transfer, TransferShares,
                               StETHBurnRequested, DepositedPostReportUpdated, CLBalancesUpdated,
                               StETHBurnt, SharesBurnt, ELRewardsReceived, WithdrawalsReceived,
                               WithdrawalsFinalized, BatchMetadataUpdate, ETHDistributed,
                               lido::Transfer, TransferShares, lido::Transfer, TransferShares,
                               lido::Transfer, TransferShares, lido::Transfer, TransferShares,
                               lido::Transfer, TransferShares, lido::Transfer, TransferShares,
                               TokenRebased, InternalShareRateUpdated, VaultsReportDataUpdated>()));
}

TEST_F(Examples, TheLimiterLeavesRewardsInTheVaultAndBurnsNothing) {
    add_modules();
    set_vaults(13'440_u256, 9'000_u256);
    move::transfer_shares(box.undo, box.s.steth, whale, box.at.burner, Shares(2000_u256));
    move::request_burn(box.undo, box.s.burning, move::BurnKind::kCover, Shares(2000_u256));
    box.undo.commit();
    const Sighting seen = sighting(validators_gwei(51'245_u256, 12'800_u256));
    ASSERT_TRUE(box.report(box.correct_report(seen)).has_value());
    EXPECT_EQ(box.events<WithdrawalsReceived>().at(0).amount, Wei(13'440e18_u256));
    EXPECT_EQ(box.events<ELRewardsReceived>().at(0).amount, Wei(6311904964242495028321_u256));
    EXPECT_EQ(box.accounts.ether[box.at.el_rewards_vault], Wei(2688095035757504971679_u256));
    EXPECT_TRUE(box.events<SharesBurnt>().empty());
    EXPECT_EQ(box.events<TokenRebased>().at(0).shares_minted_as_fees,
              Shares(563840349938408012842_u256));
    // The rate rises as far as it may.
    EXPECT_EQ(steth::internal_ether(box.s), Wei(9336203523954235866123892_u256));
    EXPECT_EQ(steth::internal_shares(box.s), Shares(7523509736011490921046198_u256));
    // Of what came from the vaults, less the 12,755 ether that the consensus layer lost.
    EXPECT_EQ(fee_of(6996904964242495028321_u256), 699690496424249502552_u256);
    EXPECT_EQ(rate(), Wei(1240937255555905663_u256));
}

TEST_F(Examples, TheLimiterBurnsAPart) {
    add_modules();
    set_vaults(13'440_u256, 120_u256);
    move::transfer_shares(box.undo, box.s.steth, whale, box.at.burner, Shares(9000e18_u256));
    move::request_burn(box.undo, box.s.burning, move::BurnKind::kNonCover, Shares(9000e18_u256));
    box.undo.commit();
    const Sighting seen = sighting(validators_gwei(51'245_u256, 12'800_u256));
    ASSERT_TRUE(box.report(box.correct_report(seen)).has_value());
    EXPECT_EQ(box.events<SharesBurnt>().at(0).shares_amount, Shares(4989327470698296619066_u256));
    EXPECT_EQ(box.events<TokenRebased>().at(0).shares_minted_as_fees,
              Shares(64866020554809720280_u256));
    EXPECT_EQ(steth::internal_ether(box.s), Wei(9330011618989993371095571_u256));
    EXPECT_EQ(steth::internal_shares(box.s), Shares(7518021434211409026134570_u256));
}

TEST_F(Examples, ASlashingLossIsSharedByThoseWhoWait) {
    add_modules();
    enqueue_four();
    set_vaults(12'800_u256, 120_u256);
    const Sighting seen = sighting(validators_gwei(51'200_u256, 15'800_u256));
    know_balances(seen);
    const ReportData data = box.correct_report(seen);
    EXPECT_EQ(data.simulated_share_rate, ShareRate(1239717359175538140259603465_u256));
    EXPECT_EQ(data.withdrawal_finalization_batches, (std::vector{2_u256, 4_u256}));
    const auto reported = box.report(data);
    ASSERT_TRUE(reported.has_value()) << reported.error().to_text();
    EXPECT_EQ(box.events<withdrawal_queue::WithdrawalsFinalized>().at(0).amount_of_eth_locked,
              Wei(2623264322961834949880_u256));
    EXPECT_EQ(box.events<TokenRebased>().at(0).shares_minted_as_fees, Shares());
    const auto accepted = box.events<NegativeCLRebaseAccepted>().at(0);
    EXPECT_EQ(accepted.cl_balance_decrease, Wei(3000e18_u256));
    EXPECT_EQ(accepted.cl_total_balance + accepted.cl_balance_decrease,
              Wei(9315867049119653000000000_u256));
    EXPECT_EQ(accepted.max_allowed_decrease, Wei(335371213768307508000000_u256));
    EXPECT_EQ(steth::internal_ether(box.s), Wei(9323703354667031536145691_u256));
    EXPECT_EQ(steth::internal_shares(box.s), Shares(7520829165041164457960650_u256));
    EXPECT_EQ(rate(), Wei(1239717476632245673_u256));
    const std::array<Wei, 4> kPaid{Wei(1000e18_u256), Wei(1000e18_u256),
                                   Wei(499845646038424230062_u256),
                                   Wei(123418676923410719818_u256)};
    for (std::uint64_t id = 1; id <= 4; ++id) {
        EXPECT_EQ(*withdrawal_queue::claimable_ether(box.s, u256(id), 1_u256), kPaid.at(id - 1));
    }
    EXPECT_EQ(kPaid[0] + kPaid[1] + kPaid[2] + kPaid[3], *box.s.queue.locked_ether);
}

TEST_F(Examples, BadDebtLowersTheRateForAll) {
    add_modules();
    ASSERT_TRUE(box.call(vault_hub::write_off_bad_debt, box.at.vault_hub, box.at.vault_hub, bob,
                         Shares(100e18_u256))
                    .has_value());
    box.next_frame();
    Sighting flat = sighting(validators_gwei(0_u256, 0_u256));
    flat.pending_gwei = 761'440e9_u256;
    ASSERT_TRUE(box.report(box.correct_report(flat)).has_value());
    const auto rebased = box.events<TokenRebased>().at(0);
    EXPECT_EQ(rebased.pre_total_ether, Wei(9333821188342623875037049_u256));
    EXPECT_EQ(rebased.post_total_ether, Wei(9333697118633123294652860_u256));
    EXPECT_EQ(rate(), Wei(1240083703911740243_u256));
    EXPECT_EQ(*box.s.steth.external_shares, Shares(3621126242498807385407_u256));
}

TEST_F(Examples, RebalancingExternalSharesKeepsTheRate) {
    box.fund(box.at.vault_hub, 100e18_u256);
    ASSERT_TRUE(box.pay(62005009396452677634_u256, steth::rebalance_external_ether_to_internal,
                        box.at.vault_hub, box.at.lido, Shares(50e18_u256))
                    .has_value());
    EXPECT_EQ(rate(), Wei(1240100187929053552_u256));
}

TEST_F(Examples, ATooQuickGainIsRefused) {
    add_modules();
    // The example's 3,000 ether, 1,173 basis points a year, already leave the bound of validators'
    // balances behind; 2,300 there and 300 of strangers' deposits do not.
    Sighting seen = sighting(validators_gwei(3'000_u256, 0_u256));
    seen.pending_gwei = 761'440e9_u256;
    EXPECT_TRUE(Sandbox::reverted(error::IncorrectTotalCLBalanceIncrease,
                                  box.report(box.correct_report(seen))));
    seen = sighting(validators_gwei(2'300_u256, 0_u256));
    seen.pending_gwei = 761'740e9_u256;
    // 315,360,000,000 * 2,600 / 9,328,667.049119653 / 86,400
    EXPECT_TRUE(Sandbox::reverted(Revert(error::IncorrectCLBalanceIncrease, 1'017_u256),
                                  box.report(box.correct_report(seen))));
}

}  // namespace
}  // namespace aq::lido
