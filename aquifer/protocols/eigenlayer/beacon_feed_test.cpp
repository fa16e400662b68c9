// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/queries.hpp>
#include <aquifer/protocols/beacon/rules.hpp>
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/testing_pods.hpp>

#include <gtest/gtest.h>

/// A pod above the consensus feed: what the feed proves, the pod accepts, and ether that the beacon
/// chain pays reaches the pod's shares.
namespace aq::eigenlayer {
namespace {

using testing::PodSandbox;

namespace pod = eigen_pod;
namespace command = beacon::command;

constexpr std::uint64_t kEther = 1'000'000'000;

template <class T>
T done(beacon::Answer<T> answer) {
    AQ_ASSERT(answer.has_value());
    return aq::detail::take(std::move(answer));
}

class PodOnTheFeed : public ::testing::Test {
protected:
    PodOnTheFeed() {
        constexpr std::uint64_t kEpoch = 1000;
        const beacon::Config config{.genesis_time = box.block.time - kEpoch * 32 * 12,
                                    .proofs = true};
        change() = done(beacon::begin(config, kEpoch));
        beacon::Feed& f = change();
        done(command::add_pool(f, "others", testing::Sandbox::account("others")));
        done(command::add_pool(f, "pod", box.pod));
        done(command::found(f, "others", {.n = 600, .prefix = 2, .effective_ether = 2000}));
        first = done(command::found(f, "pod", {.n = 3, .prefix = 1})).first;
        done(command::found(f, "pod", {.n = 1, .prefix = 2, .effective_ether = 64}));
        box.undo.commit();
        close();
        open();
    }

    beacon::Feed& change() { return beacon::move::change_feed(box.undo, box.beacon.feed); }

    void credit(const std::vector<beacon::Withdrawal>& withdrawals) {
        for (const beacon::Withdrawal& w : withdrawals) {
            const u256 paid = wrapping_mul(u256(w.n * w.amount.raw), u256(kEther));
            aq::move::set_ether(box.undo, box.accounts, w.address,
                                box.accounts.ether[w.address] + Wei(paid));
        }
    }
    void open() {
        const beacon::Payload payload = beacon::open_block(box.undo, box.beacon);
        box.block.time = payload.time;
        ++box.block.number;
        credit(payload.withdrawals);
        box.undo.commit();
    }
    void close() {
        beacon::close_block(box.undo, box.beacon, LogBuffer());
        box.undo.commit();
    }
    void next_block() {
        close();
        open();
    }
    /// Days without a block to look at; then a block.
    void pass(const beacon::Span& span) {
        close();
        credit(beacon::pass(box.undo, box.beacon, span, beacon::Mode::kExact).withdrawals);
        open();
    }

    /// The trees of the beacon block before the execution block of a time.
    const beacon::Trees& trees_at(std::uint64_t time) {
        const beacon::Trees* trees = box.beacon.archive.at(box.beacon.parent_roots[time]);
        AQ_ASSERT(trees != nullptr);
        return *trees;
    }
    StateRootProof state_root_proof(std::uint64_t time) {
        return {trees_at(time).header().state_root, trees_at(time).state_root_proof()};
    }
    std::vector<Hash> fields(std::uint64_t time, std::uint64_t validator) {
        const beacon::ValidatorFields all = trees_at(time).validator_fields(validator);
        return {all.begin(), all.end()};
    }
    Result<void> restake(const std::vector<std::uint64_t>& validators) {
        const std::uint64_t time = box.block.time;
        std::vector<u40> indices;
        std::vector<Bytes> proofs;
        std::vector<std::vector<Hash>> all_fields;
        for (const std::uint64_t v : validators) {
            indices.push_back({v});
            proofs.push_back(trees_at(time).validator_proof(v));
            all_fields.push_back(fields(time, v));
        }
        return box.call(pod::verify_withdrawal_credentials, box.alice, box.pod, time,
                        state_root_proof(time), indices, proofs, all_fields);
    }
    Result<void> prove_checkpoint(std::uint64_t started, std::uint64_t validators) {
        const beacon::Trees& trees = trees_at(started);
        std::vector<BalanceProof> proofs;
        for (std::uint64_t v = first; v < first + validators; ++v) {
            proofs.push_back(
                {trees.validator_fields(v)[0], trees.balance_leaf(v), trees.balance_proof(v)});
        }
        return box.call(
            pod::verify_checkpoint_proofs, box.outsider, box.pod,
            BalanceContainerProof{trees.balances_root(), trees.balance_container_proof()}, proofs);
    }

    PodSandbox box;
    std::uint64_t first = 0;
};

TEST_F(PodOnTheFeed, RestakesWhatTheFeedProves) {
    ASSERT_TRUE(restake({first, first + 1, first + 2, first + 3}).has_value());
    EXPECT_EQ(box.shares(), 160e18_u256);
    // Somebody else's validator does not name the pod.
    EXPECT_TRUE(box.reverted(error::WithdrawalCredentialsNotForEigenPod, restake({0})));
}

TEST_F(PodOnTheFeed, ACheckpointIsProvenBlocksAfterItsStart) {
    ASSERT_TRUE(restake({first, first + 1, first + 2, first + 3}).has_value());
    // A registry of 604 is swept whole in each block: the gains of three epochs at 32 ether have
    // reached the pod as ether, those of the compounding validator are in its balance.
    pass(beacon::Span::of_epochs(3));
    const std::uint64_t balances = beacon::pool_view(*box.beacon.feed, 2).balance.raw;
    const std::uint64_t received = beacon::pool_view(*box.beacon.feed, 2).withdrawn.raw;
    EXPECT_GT(received, 0U);
    EXPECT_GT(balances, 160 * kEther);
    EXPECT_EQ(box.accounts.ether[box.pod].raw, wrapping_mul(u256(received), u256(kEther)));
    const std::uint64_t started = box.block.time;
    // The root of the block is of the state before it; nothing was paid in between.
    const std::uint64_t proven = [&] {
        std::uint64_t sum = 0;
        for (std::uint64_t v = first; v < first + 4; ++v) {
            const Hash leaf = trees_at(started).balance_leaf(v);
            sum += beacon_proofs::balance_at_index(leaf, v).raw;
        }
        return sum;
    }();
    ASSERT_TRUE(box.start().has_value());
    next_block();
    pass(beacon::Span::of_epochs(1));
    ASSERT_TRUE(prove_checkpoint(started, 4).has_value());
    const u256 expected = wrapping_mul(u256(proven + received), u256(kEther));
    EXPECT_EQ(box.shares(), expected);
    EXPECT_GT(box.shares(), 160e18_u256);
}

TEST_F(PodOnTheFeed, ASlashedValidatorIsStaleAndItsLossIsCounted) {
    ASSERT_TRUE(restake({first, first + 1, first + 2, first + 3}).has_value());
    close();
    const std::vector<std::uint64_t> victim = {first + 3};
    done(command::slash(change(), victim));
    open();
    next_block();
    const std::uint64_t time = box.block.time;
    const auto stale = [&](std::uint64_t validator) {
        return box.call(
            pod::verify_stale_balance, box.outsider, box.pod, time, state_root_proof(time),
            ValidatorProof{fields(time, validator), trees_at(time).validator_proof(validator)});
    };
    EXPECT_TRUE(box.reverted(error::ValidatorNotSlashedOnBeaconChain, stale(first)));
    ASSERT_TRUE(stale(first + 3).has_value());
    ASSERT_TRUE(prove_checkpoint(time, 4).has_value());
    // 64 ether / 4096, out of 160: (160e9 - 15,625,000) * 1e18 / 160e9.
    EXPECT_EQ(box.factor(), 999'902'343'750'000'000U);
}

TEST_F(PodOnTheFeed, AnExitEndsWithItsEtherInThePod) {
    ASSERT_TRUE(restake({first, first + 1, first + 2, first + 3}).has_value());
    close();
    const std::vector<std::uint64_t> leaver = {first};
    done(command::exit(change(), leaver));
    const std::uint64_t payable = box.beacon.feed->registry[first].withdrawable_epoch;
    open();
    pass(beacon::Span::of_epochs(payable + 1 - box.beacon.feed->epoch()));
    EXPECT_EQ(box.beacon.feed->registry[first].balance, beacon::Gwei());
    EXPECT_GE(box.accounts.ether[box.pod].raw, 32e18_u256);
    const std::uint64_t started = box.block.time;
    ASSERT_TRUE(box.start().has_value());
    ASSERT_TRUE(prove_checkpoint(started, 4).has_value());
    EXPECT_EQ(box.s.pods.rows[box.pod].active_validator_count, 3U);
    EXPECT_GT(box.shares(), 160e18_u256);
}

TEST_F(PodOnTheFeed, AProofUnderAnotherRootIsRefused) {
    ASSERT_TRUE(restake({first}).has_value());
    const std::uint64_t before = box.block.time;
    next_block();
    const std::uint64_t time = box.block.time;
    EXPECT_TRUE(
        box.reverted(error::InvalidProof,
                     box.call(pod::verify_withdrawal_credentials, box.alice, box.pod, time,
                              state_root_proof(before), std::vector<u40>{{first + 1}},
                              std::vector<Bytes>{trees_at(before).validator_proof(first + 1)},
                              std::vector<std::vector<Hash>>{fields(before, first + 1)})));
}

}  // namespace
}  // namespace aq::eigenlayer
