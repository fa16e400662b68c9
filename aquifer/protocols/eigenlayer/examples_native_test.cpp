// SPDX-License-Identifier: Apache-2.0
/// The worked examples of the specification, section 13, in which the beacon chain and an AVS both
/// take from native ether. All numbers were computed there with exact integers.
#include <aquifer/protocols/eigenlayer/testing_delegation.hpp>
#include <aquifer/protocols/eigenlayer/testing_pods.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer::testing {

namespace {

constexpr u256 kHalf = 5e17_u256;
const Address& kNative = kBeaconChainStrategy;

/// Alice is the operator, all of her magnitude behind one AVS; carol has a pod. A checkpoint is
/// what the pod reports of it.
class NativeExample : public ::testing::Test, protected DelegationWorld {
protected:
    NativeExample() {
        must(as(avs, am::add_strategies_to_operator_set, avs, std::uint32_t{1},
                std::vector<Address>{kNative}));
        allocate_all(kNative);
        must(delegate(carol, alice));
    }
    void proves(const u256& wei) { must(prove_balance(carol, 0_u256, i256::positive(wei))); }
    /// A checkpoint whose balances fell; how many operator shares it took.
    Shares falls(const u256& from, const u256& to) {
        must(prove_balance(carol, from, i256::negative(wrapping_sub(from, to))));
        return box.events<OperatorSharesDecreased>().at(0).shares;
    }
    [[nodiscard]] std::uint64_t factor() const {
        return eigen_pod_manager::slashing_factor(box.s, carol).raw;
    }
    [[nodiscard]] u256 burnable() const { return box.s.pods.burnable->raw; }
};

}  // namespace

TEST_F(NativeExample, X13ProvingMoreBeforeTheLossIsSeen) {
    proves(32e18_u256);
    slash_one(kNative, 750'000'000'000'000'000_u256);
    EXPECT_EQ(withdrawable(carol, kNative), 8e18_u256);
    EXPECT_EQ(burnable(), 24e18_u256);

    proves(32e18_u256);
    EXPECT_EQ(scaling(carol, kNative), 2'500'000'000'000'000'000_u256);
    EXPECT_EQ(withdrawable(carol, kNative), 40e18_u256);
    EXPECT_EQ(op(alice, kNative), 40e18_u256);
    EXPECT_EQ(falls(64e18_u256, 48e18_u256), Shares(10e18_u256));
    EXPECT_EQ(factor(), 750'000'000'000'000'000U);
    EXPECT_EQ(withdrawable(carol, kNative), 30e18_u256);
    EXPECT_EQ(op(alice, kNative), 30e18_u256);
    EXPECT_EQ(burnable(), 24e18_u256);
}

TEST_F(NativeExample, X13SeeingTheLossBeforeProvingMore) {
    proves(32e18_u256);
    slash_one(kNative, 750'000'000'000'000'000_u256);
    EXPECT_EQ(falls(32e18_u256, 16e18_u256), Shares(4e18_u256));
    EXPECT_EQ(factor(), 500'000'000'000'000'000U);
    EXPECT_EQ(withdrawable(carol, kNative), 4e18_u256);

    proves(32e18_u256);
    EXPECT_EQ(scaling(carol, kNative), 4'500'000'000'000'000'000_u256);
    EXPECT_EQ(withdrawable(carol, kNative), 36e18_u256);
    EXPECT_EQ(op(alice, kNative), 36e18_u256);
}

TEST_F(NativeExample, X14ALossAndASlashOfWhatIsQueued) {
    proves(64e18_u256);
    const Hash root = queued(carol, kNative, 32e18_u256);
    // The loss is of all of the pod, the operator's part of it half.
    EXPECT_EQ(falls(64e18_u256, 48e18_u256), Shares(8e18_u256));
    EXPECT_EQ(factor(), 750'000'000'000'000'000U);
    EXPECT_EQ(op(alice, kNative), 24e18_u256);

    // 12 of the operator's and 16 of the queue's, which the beacon chain's factor does not lower.
    EXPECT_EQ(slash_one(kNative, kHalf), 28e18_u256);
    EXPECT_EQ(box.events<OperatorSharesDecreased>().at(0).shares, Shares(12e18_u256));
    EXPECT_EQ(burnable(), 28e18_u256);
    EXPECT_EQ(op(alice, kNative), 12e18_u256);
    EXPECT_EQ(payout(root), 12e18_u256);
    EXPECT_EQ(withdrawable(carol, kNative), 12e18_u256);
}

/// X20 needs a pod that pays: alice has it, with proofs; the operator has an AVS of its own.
class PaidExample : public ::testing::Test {
protected:
    PodSandbox box;
    const Address operator_at = Sandbox::account("operator");
    const Address avs = Sandbox::account("avs");
    const OperatorSet set{avs, 1};

    template <class T>
    static T got(Result<T> result) {
        AQ_ASSERT(result.has_value());
        if constexpr (!std::is_void_v<T>) return *std::move(result);
    }
    template <class Rule, class... Args>
    auto at_allocations(const Address& sender, Rule rule, Args... args) {
        return got(box.call(rule, sender, box.at.allocation_manager, args...));
    }
    template <class Rule, class... Args>
    auto at_delegations(Rule rule, Args... args) {
        return box.call(rule, box.alice, box.at.delegation_manager, args...);
    }

    PaidExample() {
        got(box.call(dm::register_as_operator, operator_at, box.at.delegation_manager, kZeroAddress,
                     std::uint32_t{0}, std::string()));
        at_allocations(avs, am::update_avs_metadata_uri, avs, std::string("avs"));
        at_allocations(avs, am::set_avs_registrar, avs, box.registrar("registrar"));
        at_allocations(avs, am::create_operator_sets, avs,
                       std::vector<CreateSetParamsV2>{{1, {kNative}, avs}});
        at_allocations(operator_at, am::register_for_operator_sets, operator_at,
                       RegisterParams{avs, {1}, {}});
        at_allocations(operator_at, am::modify_allocations, operator_at,
                       std::vector<AllocateParams>{{set, {kNative}, {kOneMagnitude}}});
        got(at_delegations(dm::delegate_to, operator_at, SignatureWithExpiry(), Hash()));
    }
    [[nodiscard]] u256 withdrawable() const {
        return std::get<0>(got(dm::get_withdrawable_shares(box.s, box.alice, {kNative}))).at(0).raw;
    }
    /// As tokens; what alice received.
    u256 paid(const Hash& root) {
        const u256 before = box.accounts.ether[box.alice].raw;
        got(at_delegations(dm::complete_queued_withdrawal, dm::queued_withdrawal(box.s, root),
                           std::vector<Address>{kZeroAddress}, true));
        return wrapping_sub(box.accounts.ether[box.alice].raw, before);
    }
};

TEST_F(PaidExample, X20AFullSlashThenABeaconChainLoss) {
    box.restake(1);
    at_allocations(avs, am::slash_operator, avs,
                   SlashingParams{operator_at, 1, {kNative}, {kWad}, ""});
    EXPECT_EQ(withdrawable(), 0_u256);
    const Hash old = got(at_delegations(dm::undelegate, box.alice)).at(0);
    EXPECT_EQ(dm::queued_withdrawal(box.s, old).scaledShares,
              std::vector{ScaledShares(32e18_u256)});
    EXPECT_EQ(dm::deposit_scaling_factor(box.s, box.alice, kNative).raw, kWad);

    box.chain.validators[0].balance_gwei = 16'000'000'000;
    box.restake(2);
    EXPECT_EQ(withdrawable(), 32e18_u256);
    ASSERT_TRUE(box.checkpoint({0, 1}).has_value());
    EXPECT_EQ(box.factor(), 750'000'000'000'000'000U);
    EXPECT_EQ(withdrawable(), 24e18_u256);

    // Both validators exit into the pod: 48 ether, of which alice gets 24.
    box.chain.validators[0].balance_gwei = 0;
    box.chain.validators[1].balance_gwei = 0;
    box.fund(box.pod, 48e18_u256);
    ASSERT_TRUE(box.checkpoint({0, 1}).has_value());
    EXPECT_EQ(withdrawable(), 24e18_u256);
    const std::vector<QueuedWithdrawalParams> all{
        {{kNative}, {DepositShares(32e18_u256)}, kZeroAddress}};
    const Hash last = got(at_delegations(dm::queue_withdrawals, all)).at(0);
    box.mine(100'801);
    EXPECT_EQ(paid(old), 0_u256);
    EXPECT_EQ(paid(last), 24e18_u256);
    EXPECT_EQ(box.accounts.ether[box.pod].raw, 24e18_u256);
    EXPECT_EQ(withdrawable(), 0_u256);
    EXPECT_EQ(box.shares(), 0_u256);
}

}  // namespace aq::eigenlayer::testing
