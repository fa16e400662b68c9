// SPDX-License-Identifier: Apache-2.0
/// That each invariant is seen when it breaks: a healthy state, one field put wrong, and the words
/// it is found with. That they hold is asked after each transaction of the recorded run and of the
/// laws.
#include <aquifer/protocols/eigenlayer/invariants.hpp>

#include <aquifer/protocols/eigenlayer/testing_delegation.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace aq::eigenlayer::testing {

namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

/// Carol has stake at alice, some of it queued, some slashed and not cleared.
class Invariants : public ::testing::Test, protected DelegationWorld {
protected:
    Hash root;

    Invariants() {
        allocate_all(low);
        must(create_redistributing(2, {high}, bob));
        must(delegate(carol, alice));
        got(deposit(carol, low, 100_u256));
        root = queued(carol, low, 40_u256);
        box.mine(1);
        slash_one(low, 5e17_u256);
        must(allocate(alice, set, low, 1));
    }
    [[nodiscard]] std::vector<std::string> broken() const {
        return broken_invariants(box.s, box.accounts);
    }
    /// Breaks something, looks, and mends it.
    void expect(const std::string& found, const std::function<void(Undo&, State&)>& breaking) {
        const Undo::Mark mark = box.undo.mark();
        breaking(box.undo, box.s);
        EXPECT_THAT(broken(), Contains(found));
        box.undo.rewind(mark);
        EXPECT_THAT(broken(), IsEmpty());
    }
    template <class T>
    void expect_of(const std::string& found, T& table, const auto& key, const auto& value) {
        expect(found, [&](Undo& u, State&) { u.set(table, key, value); });
    }
};

}  // namespace

TEST_F(Invariants, HoldInAHealthyState) {
    EXPECT_THAT(broken(), IsEmpty());
}

TEST_F(Invariants, OfShares) {
    StrategyManager& m = box.s.strategy_manager;
    expect_of("who is delegated to is an operator", box.s.delegation.delegated_to, bob, carol);
    expect_of("a strategy with deposit shares is in the staker's list", m.deposit_shares,
              StrategyKey(bob, low), DepositShares(1));
    expect("a strategy in the staker's list has deposit shares",
           [&](Undo& u, State&) { insert(u, m.staker_strategies, bob, low); });
    expect("a strategy is in the staker's list once",
           [&](Undo& u, State&) { push(u, m.staker_strategies.list, carol, low); });
    expect("a staker has at most 32 strategies", [&](Undo& u, State&) {
        for (int i = 0; i < 32; ++i) {
            insert(u, m.staker_strategies, carol, Sandbox::account(std::to_string(i)));
        }
    });
    expect("total shares are at most 10^38 - 1", [&](Undo& u, State& s) {
        u.edit(s.strategies.rows, low, [](Strategy& row) {
            row.total_shares = Shares(100'000'000'000'000'000'000'000'000'000'000'000'000_u256);
        });
    });
}

TEST_F(Invariants, OfOperatorsAndTheirStakers) {
    const StrategyKey of_carol(carol, low);
    // 60 deposit shares at half the magnitude: 30 are needed.
    EXPECT_EQ(op(alice, low), 30_u256);
    expect_of("operator shares cover what its stakers can withdraw",
              box.s.delegation.operator_shares, StrategyKey(alice, low), Shares(29));
    expect_of("withdrawable is at most deposited", box.s.delegation.deposit_scaling_factor,
              of_carol, Factor(3e18_u256));
    expect("withdrawable shares can be computed", [&](Undo& u, State& s) {
        u.set(s.strategy_manager.deposit_shares, of_carol, DepositShares(2e18_u256));
        u.set(s.delegation.deposit_scaling_factor, of_carol, Factor::max());
    });
}

TEST_F(Invariants, OfTheQueue) {
    Delegation& d = box.s.delegation;
    expect("a listed withdrawal is stored for its staker", [&](Undo& u, State&) {
        u.edit(d.queued_withdrawals, root, [&](QueuedWithdrawal& row) { row.staker = bob; });
    });
    expect("a listed withdrawal has strategies",
           [&](Undo& u, State&) { pop(u, d.queued_strategies, root); });
    expect_of("a nonce has been counted", d.withdrawals_queued, carol, u256());
    expect("a nonce is used once", [&](Undo& u, State&) {
        const Hash twin = keccak("twin");
        u.set(d.queued_withdrawals, twin, QueuedWithdrawal(d.queued_withdrawals[root]));
        insert(u, d.queued_roots, carol, twin);
    });
    expect("a stored withdrawal is listed",
           [&](Undo& u, State&) { remove(u, d.queued_roots, carol, root); });
    expect("cumulative scaled shares never fall", [&](Undo& u, State&) {
        push(u, d.cumulative_scaled, StrategyKey(alice, low), box.block.number32(),
             ScaledShares(39));
    });
}

TEST_F(Invariants, OfSlashesToClear) {
    StrategyManager& m = box.s.strategy_manager;
    const SlashKey slash(set, 1_u256);
    expect_of("the ids of a set's slashes are 1, 2, 3 and so on", box.s.allocations.slash_count,
              set, u256());
    expect("a slash to clear is pending",
           [&](Undo& u, State&) { remove(u, m.pending_slash_ids, set, 1_u256); });
    expect("a set to clear is pending",
           [&](Undo& u, State&) { remove(u, m.pending_operator_sets, Only::kOne, set); });
    expect("a pending slash has something to clear",
           [&](Undo& u, State&) { remove(u, m.slashed_strategies, slash, low); });
    expect("a pending set has a pending slash", [&](Undo& u, State&) {
        insert(u, m.pending_operator_sets, Only::kOne, OperatorSet{avs, 7});
    });
    expect_of("slashed shares are listed in their slash", m.burn_or_redistributable,
              Key(set, 1_u256, high), Shares(1));
}

TEST_F(Invariants, OfOperatorSets) {
    Allocations& a = box.s.allocations;
    expect("registered and member are one",
           [&](Undo& u, State&) { remove(u, a.members, set, alice); });
    expect("registered and listed by the operator are one",
           [&](Undo& u, State&) { remove(u, a.registered_sets, alice, set); });
    expect("a member is registered", [&](Undo& u, State&) { insert(u, a.members, set, bob); });
    expect("an operator's sets have it registered",
           [&](Undo& u, State&) { insert(u, a.registered_sets, bob, set); });
    const OperatorSet paying{avs, 2};
    expect_of("a redistributing set does not burn", a.redistribution_recipient, paying,
              kBurnAddress);
    for (const Address& strategy : {kBeaconChainStrategy, box.at.eigen_strategy}) {
        expect("native ether and EIGEN are not redistributed",
               [&](Undo& u, State&) { insert(u, a.set_strategies, paying, strategy); });
    }
}

TEST_F(Invariants, OfMagnitudes) {
    Allocations& a = box.s.allocations;
    const StrategyKey of(alice, low);
    const AllocationKey key(alice, set, low);
    const auto change = [&](auto edit) {
        return [&a, key, edit](Undo& u, State&) { u.edit(a.allocations, key, edit); };
    };
    expect("a deallocation is at most what is allocated",
           change([](Allocation& row) { row.current = Magnitude(5); }));
    expect("what is pending has its effect block",
           change([](Allocation& row) { row.effect_block = 0; }));
    expect("what is encumbered is what is allocated or will be",
           change([](Allocation& row) { row.current = row.current - Magnitude(1); }));
    expect_of("what is encumbered is what is allocated or will be", a.encumbered,
              StrategyKey(alice, high), Magnitude(1));
    const std::uint32_t now = box.block.number32();
    expect("what is encumbered is at most the max magnitude",
           [&](Undo& u, State&) { push(u, a.max_magnitude, of, now, Magnitude(1)); });
    expect("a max magnitude never rises",
           [&](Undo& u, State&) { push(u, a.max_magnitude, of, now + 1, kOneMagnitude); });
    expect("a max magnitude is at most 1", [&](Undo& u, State&) {
        push(u, a.max_magnitude, StrategyKey(bob, low), now, Magnitude(kOne + 1));
    });
}

TEST_F(Invariants, OfDeallocations) {
    Allocations& a = box.s.allocations;
    const StrategyKey of(alice, low);
    expect("a set is in a deallocation queue once",
           [&](Undo& u, State&) { push(u, a.deallocation_queue, of, set); });
    expect("a deallocation queue holds no allocation", [&](Undo& u, State&) {
        u.edit(a.allocations, AllocationKey(alice, set, low),
               [](Allocation& row) { row.pending_diff = 1; });
    });
    expect("a deallocation queue is in order of effect", [&](Undo& u, State&) {
        const OperatorSet second{avs, 2};
        u.set(a.allocations, AllocationKey(alice, second, low), Allocation{Magnitude(), 1, 0});
        push(u, a.deallocation_queue, of, second);
    });
    expect("a pending deallocation is in its queue",
           [&](Undo& u, State&) { pop(u, a.deallocation_queue, of); });
}

TEST_F(Invariants, OfPods) {
    must(prove_balance(carol, 0_u256, i256::positive(32e18_u256)));
    Pods& p = box.s.pods;
    const Address pod = eigen_pod_manager::pod_of(box.s, carol);
    expect_of("a pod is its owner's", p.owner_to_pod, carol, bob);
    const Key<Address, Hash> validator(pod, keccak("key"));
    expect_of("the count of active validators is their number", p.validators, validator,
              Validator{1, Gwei(), 0, ValidatorStatus::kActive});
    expect_of("a withdrawn validator has no balance", p.validators, validator,
              Validator{1, Gwei(1), 0, ValidatorStatus::kWithdrawn});
    expect("a pod has the ether that was credited", [&](Undo& u, State&) {
        u.edit(p.rows, pod, [](Pod& row) { row.restaked_execution_layer = Gwei(1); });
    });
    Checkpoint checkpoint;
    checkpoint.prev_beacon_balance = Gwei(5);
    checkpoint.balance_deltas_gwei = -6;
    expect_of("a checkpoint loses at most what there was", p.checkpoints, pod, checkpoint);
    expect_of("native shares are not negative", p.deposit_shares, bob, i256::negative(1_u256));
    expect_of("a beacon-chain factor is at most 1", p.slashing_factor, carol,
              BeaconChainFactor{true, Magnitude(kOne + 1)});
}

TEST_F(Invariants, OfRewards) {
    Rewards& r = box.s.rewards;
    const auto submit = [&](Undo& u, std::uint32_t end) {
        DistributionRoot next;
        next.root = keccak("root");
        next.rewardsCalculationEndTimestamp = end;
        push(u, r.roots, Only::kOne, next);
    };
    expect("each root ends after the one before", [&](Undo& u, State&) {
        submit(u, 5);
        submit(u, 5);
        u.set(r.calculation_end_timestamp, 5U);
    });
    expect("the last root ends where the calculation does", [&](Undo& u, State&) { submit(u, 5); });
    const std::string whole = "a split is at most the whole";
    expect_of(whole, r.avs_splits, Key(alice, avs), OperatorSplit{0, 10'001, 1});
    expect_of(whole, r.pi_splits, alice, OperatorSplit{10'001, 0, 1});
    expect_of(whole, r.set_splits, MembershipKey(alice, set), OperatorSplit{65'534, 0, 1});
    expect(whole, [&](Undo& u, State&) { u.set(r.default_split_bips, std::uint16_t{10'001}); });
    // The mark of a first change is no split.
    box.undo.set(r.pi_splits, alice, {65'535, 10'000, 1});
    EXPECT_THAT(broken(), IsEmpty());
}

TEST_F(Invariants, OfVaults) {
    Strategies& v = box.s.strategies;
    Vault vault;
    vault.state = VaultState::kAllocations;
    vault.duration = 100;
    expect_of("a vault past its deposits was locked", v.vaults, bob, vault);
    vault.locked_at = 1000;
    vault.unlock_at = 1099;
    expect_of("a vault unlocks a duration after its lock", v.vaults, bob, vault);
    vault.unlock_at = 1100;
    vault.matured_at = 1200;
    expect_of("a vault that pays out has matured", v.vaults, bob, vault);
    vault.matured_at = 0;
    // Carol holds `low` and is delegated to alice.
    expect_of("a vault's stakers are delegated to it", v.vaults, low, vault);
    box.undo.set(v.vaults, bob, vault);
    EXPECT_THAT(broken(), IsEmpty());
}

}  // namespace aq::eigenlayer::testing
