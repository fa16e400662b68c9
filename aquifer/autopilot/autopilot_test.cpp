// SPDX-License-Identifier: Apache-2.0
#include <aquifer/autopilot/autopilot.hpp>

#include <aquifer/chain/testing.hpp>
#include <aquifer/protocols/eigenlayer/invariants.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/lido/invariants.hpp>
#include <aquifer/protocols/renzo/invariants.hpp>
#include <aquifer/stack/persist.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace aq::autopilot {
namespace {

std::unique_ptr<chain::Chain> new_chain() {
    return chain::testing::open(chain::Options());
}

/// What is refused although its sender looked first: somebody else was quicker in the same block.
const std::set<std::string>& may_be_refused() {
    static const std::set<std::string> kReasons{
        "InstantWithdrawer.withdraw: NotEnoughWithdrawBuffer()",
        "InstantWithdrawer.withdraw: BelowAllowedLimit()",
        "WithdrawQueue.withdraw: NotEnoughCollateralValue()",
        // A deposit before it filled requests with stETH and arrived a wei short of what is
        // reserved: the queue's `balance - reserve` has no answer until the next rebase.
        "RestakeManager.deposit: Panic(0x11: arithmetic overflow or underflow)",
    };
    return kReasons;
}

/// Reasons that nobody foresaw.
std::vector<std::string> surprises(const Autopilot& autopilot) {
    std::vector<std::string> out;
    for (const auto& [reason, times] : autopilot.outcomes().reverts) {
        if (!may_be_refused().contains(reason)) out.push_back(reason);
    }
    return out;
}

/// A season of sixty days, played once for all tests that look at one.
class Season : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        chain_ = new_chain().release();
        autopilot_ = season(*chain_).release();
    }
    static void TearDownTestSuite() {
        delete autopilot_;
        delete chain_;
        autopilot_ = nullptr;
        chain_ = nullptr;
    }

    static stack::World& world() { return chain_->world(); }
    static const Address& at(const std::string& name) { return chain_->names().at(name); }
    static eigenlayer::Amount claimed_by(const Address& earner) {
        return world()
            .eigenlayer.rewards.cumulative_claimed[Key<Address, Address>(earner, at("weth"))];
    }

    static chain::Chain* chain_;
    static Autopilot* autopilot_;
};
chain::Chain* Season::chain_ = nullptr;
Autopilot* Season::autopilot_ = nullptr;

TEST_F(Season, HoldsWhatEveryProtocolPromises) {
    stack::World& w = world();
    EXPECT_THAT(eigenlayer::broken_invariants(w.eigenlayer, w.accounts), ::testing::IsEmpty());
    EXPECT_THAT(lido::broken_invariants(w.lido, w.tokens, w.accounts), ::testing::IsEmpty());
    EXPECT_THAT(renzo::broken_invariants(w.renzo_ports()), ::testing::IsEmpty());
}

TEST_F(Season, HasNothingRefusedWithoutAReason) {
    const Outcomes& outcomes = autopilot_->outcomes();
    EXPECT_GT(outcomes.succeeded, 2'000U);
    EXPECT_THAT(surprises(*autopilot_), ::testing::IsEmpty());
    for (const auto& [reason, times] : outcomes.reverts) EXPECT_LT(times, 20U) << reason;
}

TEST_F(Season, BringsALidoReportADayAndRewards) {
    const lido::State& s = world().lido;
    // A frame is a day.
    EXPECT_GT(*s.oracle.last_processing_ref_slot * 12 + s.calendar.genesis_time,
              chain_->tip().time - 2 * kDay);
    EXPECT_GT(s.steth.cl_validators_balance->raw, ether(32));
    Desk desk(*chain_);
    EXPECT_GT(desk.number(at("lido"), "getPooledEthByShares", kEther), kEther);
    EXPECT_GT(*s.queue.last_finalized_request_id, u256());
}

TEST_F(Season, ProvesRenzosValidatorsAndTheirBalances) {
    stack::World& w = world();
    for (const char* name : {"operatorDelegator0", "operatorDelegator1"}) {
        const Address pod = w.eigenlayer.pods.owner_to_pod[at(name)];
        EXPECT_GT(w.eigenlayer.pods.rows[pod].active_validator_count, 0U) << name;
        EXPECT_NE(w.eigenlayer.pods.rows[pod].last_checkpoint_timestamp, 0U) << name;
        EXPECT_EQ(w.renzo.delegators.rows[at(name)].last_checkpoint,
                  w.eigenlayer.pods.rows[pod].last_checkpoint_timestamp);
    }
}

TEST_F(Season, PaysRewardsThatAreClaimedWithProofs) {
    EXPECT_GE(world().eigenlayer.rewards.roots.size(Only::kOne), 5U);
    EXPECT_GT(claimed_by(account("operator 0")).raw, u256());
    EXPECT_GT(claimed_by(at("operatorDelegator0")).raw, u256());
    std::uint64_t users = 0;
    for (std::uint64_t i = 0; i < autopilot_->settings().crowd; ++i) {
        if (!claimed_by(account("user " + std::to_string(i))).is_zero()) ++users;
    }
    EXPECT_GT(users, 3U);
}

TEST_F(Season, LeavesQueuesClaimsAndSlashesToLookAt) {
    const stack::World& w = world();
    EXPECT_GT(w.eigenlayer.delegation.queued_withdrawals.size(), 0U);
    EXPECT_GT(*w.renzo.withdrawals.request_nonce, u256());
    EXPECT_GT(*w.lido.queue.last_request_id, *w.lido.queue.last_finalized_request_id);
    u256 slashes;
    for (const Avs& avs : autopilot_->settings().avs) {
        const eigenlayer::OperatorSet set{account("avs " + avs.name), 1};
        slashes = wrapping_add(slashes, w.eigenlayer.allocations.slash_count[set]);
    }
    EXPECT_GT(slashes, u256());
}

TEST_F(Season, GoesOnFromWhereItEnded) {
    const std::uint64_t before = autopilot_->outcomes().succeeded;
    live(*chain_, *autopilot_, chain_->tip().time + 2 * kDay);
    EXPECT_GT(autopilot_->outcomes().succeeded, before);
    EXPECT_THAT(surprises(*autopilot_), ::testing::IsEmpty());
}

Settings small(std::uint64_t seed) {
    Settings out = season_settings();
    out.seed = seed;
    out.crowd = 20;
    return out;
}

TEST(Autopilot, BringsTheSameLifeForTheSameSeed) {
    const auto hash_after = [](std::uint64_t seed) {
        const auto chain = new_chain();
        static_cast<void>(season(*chain, small(seed), 15));
        return std::pair(stack::state_hash(chain->world()), chain->tip().hash);
    };
    const auto first = hash_after(7);
    EXPECT_EQ(first, hash_after(7));
    EXPECT_NE(first, hash_after(8));
}

TEST(Autopilot, GoesOnAfterARestartAsIfThereHadBeenNone) {
    const auto life = [](bool restarts) {
        const auto chain = new_chain();
        auto autopilot = std::make_unique<Autopilot>(*chain, small(7));
        autopilot->set_up();
        // Weeks are paid, roots are submitted and claimed from on either side of each restart.
        for (const std::uint64_t days : {9, 3, 11, 1, 12}) {
            live(*chain, *autopilot, chain->tip().time + days * kDay);
            EXPECT_TRUE(chain->commit().has_value());
            if (!restarts) continue;
            autopilot = std::make_unique<Autopilot>(*chain, small(7));
            autopilot->set_up();
        }
        return std::pair(stack::state_hash(chain->world()), chain->tip());
    };
    EXPECT_EQ(life(true), life(false));
}

TEST(Autopilot, OwesAfterARestartWhatItOwedBefore) {
    const auto chain = new_chain();
    Settings settings = small(7);
    settings.crowd = 60;
    const auto owed_by = [&](Autopilot& autopilot) {
        std::map<Address, u256> out;
        for (std::uint64_t i = 0; i < settings.crowd; ++i) {
            const Address who = account("user " + std::to_string(i));
            const auto claim = autopilot.claim_of(who);
            if (claim.has_value()) out[who] = claim->tokenLeaves.front().cumulativeEarnings.raw;
        }
        return out;
    };
    const auto first = season(*chain, settings, 30);
    ASSERT_TRUE(chain->commit().has_value());
    const auto owed = owed_by(*first);
    EXPECT_GT(owed.size(), 3U);
    Autopilot again(*chain, settings);
    EXPECT_EQ(owed_by(again), owed);
    // Earnings go on from there: those who have not claimed meanwhile are owed as much and more.
    const std::uint32_t roots = chain->world().eigenlayer.rewards.roots.size(Only::kOne);
    live(*chain, again, chain->tip().time + 20 * kDay);
    EXPECT_GT(chain->world().eigenlayer.rewards.roots.size(Only::kOne), roots);
    std::size_t more = 0;
    for (const auto& [who, sum] : owed_by(again)) {
        const auto before = owed.find(who);
        if (before == owed.end()) continue;
        EXPECT_GT(sum, before->second);
        ++more;
    }
    EXPECT_GT(more, 0U);
}

TEST(Autopilot, TakesOthersRootsForWhatTheyAre) {
    const auto chain = new_chain();
    const auto autopilot = season(*chain, small(7), 20);
    // Whoever is the updater may submit what it likes; what that owes is not known to anybody else.
    Desk desk(*chain);
    const auto end = static_cast<std::uint32_t>(chain->tip().time - 1);
    ASSERT_TRUE(desk.call({desk.at("rewardsUpdater"), desk.at("rewardsCoordinator")}, "submitRoot",
                          keccak(std::string_view("mine")), end));
    ASSERT_TRUE(desk.mine());
    ASSERT_TRUE(chain->commit().has_value());
    live(*chain, *autopilot, chain->tip().time + 15 * kDay);
    EXPECT_THAT(surprises(*autopilot), ::testing::IsEmpty());
    const auto& roots = chain->world().eigenlayer.rewards.roots;
    EXPECT_NE(roots.at(Only::kOne, roots.size(Only::kOne) - 1).root,
              keccak(std::string_view("mine")));
}

TEST(Autopilot, SlashesThatReachTheRateOfEzEth) {
    const auto chain = new_chain();
    Settings settings = small(1);
    settings.avs = {{"strict", Wei(), 2'000, 1'000'000}};
    Autopilot autopilot(*chain, settings);
    autopilot.set_up();
    Desk desk(*chain);
    const eigenlayer::State& s = chain->world().eigenlayer;
    const auto magnitude = [&] {
        std::uint64_t out = 0;
        for (const char* name : {"renzoOperator0", "renzoOperator1"}) {
            out += eigenlayer::allocation_manager::max_magnitude(s, desk.at(name),
                                                                 desk.at("stEthStrategy"))
                       .raw;
        }
        return out;
    };
    int slashes = 0;
    for (int beat = 0; beat < 6 * 60; ++beat) {
        const std::uint64_t before = magnitude();
        const u256 rate = desk.number(desk.at("rateProvider"), "getRate");
        const u256 restaked = desk.number(desk.at("operatorDelegator0"),
                                          "getTokenBalanceFromStrategy", desk.at("lido"));
        live(*chain, autopilot, chain->tip().time + kBeat);
        if (magnitude() == before || restaked.is_zero()) continue;
        ++slashes;
        EXPECT_LT(desk.number(desk.at("rateProvider"), "getRate"), rate);
    }
    EXPECT_GT(slashes, 0);
    EXPECT_THAT(surprises(autopilot), ::testing::IsEmpty());
}

TEST(Autopilot, LivesOnADeploymentOfItsOwn) {
    chain::Options options;
    stack::Plan& plan = options.genesis.plan;
    for (const stack::Role& role : stack::mainnet_roles()) {
        if (!role.is_fixed) plan.addresses[role.name] = account("elsewhere " + role.name);
    }
    plan.lido.epochs_per_frame = 45;
    plan.eigenlayer.min_withdrawal_delay_blocks = 100;
    plan.eigenlayer.deallocation_delay_blocks = 100;
    plan.eigenlayer.calculation_interval_seconds = 604'800;
    plan.eigenlayer.activation_delay_seconds = 3'600;
    plan.eigenlayer.default_operator_split_bps = 10'000;
    plan.renzo.cool_down_seconds = 3'600;
    plan.renzo.eth_buffer_target = stack::ether(50);
    const auto chain = chain::testing::open(options);
    Settings settings = small(1);
    settings.avs = {{"generous", stack::ether(10), 0, 0}};
    const auto autopilot = season(*chain, settings, 15);
    EXPECT_THAT(surprises(*autopilot), ::testing::IsEmpty());
    const stack::World& w = chain->world();
    EXPECT_THAT(lido::broken_invariants(w.lido, w.tokens, w.accounts), ::testing::IsEmpty());
    EXPECT_THAT(renzo::broken_invariants(chain->world().renzo_ports()), ::testing::IsEmpty());
    // A frame is 45 of 225 epochs, and roles look every fourth hour: a report is a few hours old.
    EXPECT_GT(*w.lido.oracle.last_processing_ref_slot * 12 + w.lido.calendar.genesis_time,
              chain->tip().time - kDay / 2);
    EXPECT_EQ(w.renzo.withdrawals.buffer_target[renzo::kNative].raw, stack::ether(50).raw);
    // Operators keep all that the service pays.
    const auto claimed_by = [&](const Address& earner) {
        return w.eigenlayer.rewards
            .cumulative_claimed[Key<Address, Address>(earner, chain->names().at("weth"))];
    };
    EXPECT_GT(claimed_by(account("operator 0")).raw, u256());
    EXPECT_EQ(claimed_by(account("user 0")).raw, u256());
}

TEST(Autopilot, DoesNothingBeforeItIsDue) {
    const auto chain = new_chain();
    Autopilot autopilot(*chain, small(1));
    autopilot.set_up();
    const chain::Tip tip = chain->tip();
    ASSERT_LT(chain->next_time(), autopilot.next_due());
    autopilot.tick();
    EXPECT_EQ(chain->tip(), tip);
}

TEST(Autopilot, SetsUpOnlyOnce) {
    const auto chain = new_chain();
    Autopilot autopilot(*chain, small(1));
    autopilot.set_up();
    const chain::Tip tip = chain->tip();
    Autopilot(*chain, small(1)).set_up();
    EXPECT_EQ(chain->tip(), tip);
}

TEST(Autopilot, WaitsForBlocksThatOthersMake) {
    const auto chain = new_chain();
    Autopilot autopilot(*chain, small(1));
    autopilot.set_up();
    chain->set_mining(chain::Mining::kOnDemand);
    ASSERT_TRUE(chain->mine(3 * kDay / 12, 12).has_value());
    const chain::Tip tip = chain->tip();
    autopilot.tick();
    EXPECT_EQ(chain->tip(), tip);
    const std::size_t waiting = chain->pool().size();
    EXPECT_GT(waiting, 0U);
    ASSERT_TRUE(chain->mine(kBeat / 12, 12).has_value());
    EXPECT_EQ(chain->pool().size(), 0U);
}

}  // namespace
}  // namespace aq::autopilot
