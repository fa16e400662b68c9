// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/events.hpp>
#include <aquifer/protocols/beacon/rules.hpp>
#include <aquifer/protocols/beacon/testing.hpp>

#include <gtest/gtest.h>

namespace aq::beacon {
namespace {

using namespace testing;  // NOLINT(*-using-namespace)

Wei wei(std::uint64_t n) {
    return Wei(u256(n));
}
Wei whole_ether(std::uint64_t n) {
    return Wei(wrapping_mul(u256(n), u256(std::uint64_t{1'000'000'000'000'000'000})));
}

/// Transactions against a state of their own; each in the same block until it is closed.
class Chain : public ::testing::Test {
protected:
    template <class F>
    auto transact(F rule) {
        Tx tx(undo, block, Machine{}, &logs);
        return tx.attempt([&] { return rule(tx); });
    }
    Result<Bytes> ask_withdrawal(const Bytes& input, Wei value, Address sender) {
        return transact([&](Tx& tx) {
            return call_withdrawal_requests(
                tx, ports, Call{sender, kWithdrawalRequestContract, value, {}}, input);
        });
    }
    Result<Bytes> ask_consolidation(const Bytes& input, Wei value, Address sender) {
        return transact([&](Tx& tx) {
            return call_consolidation_requests(
                tx, ports, Call{sender, kConsolidationRequestContract, value, {}}, input);
        });
    }
    void end_block() {
        close_block(undo, s, logs);
        logs.clear();
    }

    Undo undo;
    State s;
    Ports ports{s};
    LogBuffer logs;
    Block block{.number = 23'000'000, .time = 1'764'000'000};
    const Address alice = address_number(0xa1);
};

Bytes withdrawal_input(const Pubkey& key, std::uint64_t gwei) {
    Bytes out(key.begin(), key.end());
    out.resize(56);
    store_be64(out.data() + 48, gwei);
    return out;
}

// The deposit contract.

class DepositContract : public Chain {
protected:
    struct Arguments {
        Bytes pubkey = Bytes(48, 1);
        Bytes credentials = [] {
            const Hash c = credentials_of(1, address_number(0x11));
            return Bytes(c.bytes.begin(), c.bytes.end());
        }();
        Bytes signature = Bytes(96, 0xaa);
        Hash root = "0x85e531c3857b253c547da556b1b959c1579ff3ab8b27ab3d8c5c01c9d8ebdc91"_hash;
        Wei value = whole_ether(32);
    };
    Result<void> deposit(const Arguments& a) {
        return transact([&](Tx& tx) {
            return deposit_contract::deposit(tx, ports, Call{alice, kDepositContract, a.value, {}},
                                             a.pubkey, a.credentials, a.signature, a.root);
        });
    }
    void expect_revert(const Arguments& a, const Revert& with) {
        const auto result = deposit(a);
        ASSERT_FALSE(result.has_value());
        EXPECT_EQ(result.error(), with) << result.error().to_text();
        EXPECT_EQ(logs.size(), 0U);
    }
};

TEST_F(DepositContract, HasTheRootsOfTheRealOne) {
    EXPECT_EQ(deposit_contract::deposit_root(s),
              "0xd70a234731285c6804c2a4f56711ddb8c82c99740f207854891028af34e27e5e"_hash);
    EXPECT_EQ(deposit_contract::deposit_count(s), Bytes(8));
    ASSERT_TRUE(deposit({}).has_value());
    EXPECT_EQ(deposit_contract::deposit_root(s),
              "0xe2c3ca418cca4015af7d44754c368dc0f13d7d2ea429f199dbe3b5ab26407bdc"_hash);
    EXPECT_EQ(deposit_contract::deposit_count(s), (Bytes{1, 0, 0, 0, 0, 0, 0, 0}));
}

TEST_F(DepositContract, TreeOfManyIsTheTreeBuiltWhole) {
    SparseTree whole(32);
    for (std::uint64_t i = 0; i < 21; ++i) {
        const Hash leaf = little_endian_leaf(1 + i);
        whole.write(i, {leaf});
        move::append_deposit(undo, s, leaf);
        EXPECT_EQ(deposit_contract::deposit_root(s),
                  (Hash{sha256_pair(whole.root().bytes, little_endian_leaf(i + 1).bytes)}));
    }
}

TEST_F(DepositContract, LogsWhatTheBeaconChainReads) {
    EXPECT_EQ(topic_of<DepositEvent>(),
              "0x649bbc62d0e31342afea4e5cd82d4049e7e1ee912fc0889aa790803be39038c5"_hash);
    ASSERT_TRUE(deposit({}).has_value());
    ASSERT_EQ(logs.size(), 1U);
    EXPECT_EQ(logs[0].topics.size(), 1U);
    const DepositEvent event = read_event<DepositEvent>(logs[0]).value_or(DepositEvent());
    // 32,000,000,000 gwei, little-endian.
    EXPECT_EQ(event.amount, (Bytes{0x00, 0x40, 0x59, 0x73, 0x07, 0, 0, 0}));
    EXPECT_EQ(event.index, Bytes(8));
    const auto requests = deposits_in(logs);
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_EQ(requests[0].amount, Gwei(32 * kEther));
    EXPECT_EQ(requests[0].credentials, credentials_of(1, address_number(0x11)));
    EXPECT_EQ(requests[0].pubkey[47], 1);
}

TEST_F(DepositContract, RefusesInItsOwnWords) {
    expect_revert({.pubkey = Bytes(47)}, "DepositContract: invalid pubkey length");
    expect_revert({.credentials = Bytes(31)},
                  "DepositContract: invalid withdrawal_credentials length");
    expect_revert({.signature = Bytes(95)}, "DepositContract: invalid signature length");
    expect_revert({.value = wei(999'999'999'999'999'999)},
                  "DepositContract: deposit value too low");
    expect_revert({.value = wei(1'000'000'000'000'000'001)},
                  "DepositContract: deposit value not multiple of gwei");
    // 2^64 gwei.
    expect_revert({.value = Wei(wrapping_mul(u256(1) << 64, u256(kEther)))},
                  "DepositContract: deposit value too high");
    expect_revert({.root = Hash()},
                  "DepositContract: reconstructed DepositData does not match supplied "
                  "deposit_data_root");
    undo.set(s.deposit_count, (std::uint64_t{1} << 32U) - 1);
    expect_revert({}, "DepositContract: merkle tree full");
}

TEST_F(DepositContract, FaceHasTheRealSelectors) {
    std::vector<std::string> selectors;
    for (const auto& f : deposit_contract::face().functions()) {
        selectors.push_back(to_hex(f.selector));
    }
    EXPECT_EQ(selectors,
              (std::vector<std::string>{"0x01ffc9a7", "0x22895118", "0x621fd130", "0xc5f2892f"}));
}

// The request contracts.

TEST(RequestFee, GrowsExponentially) {
    const std::vector<std::pair<std::uint64_t, std::uint64_t>> rows = {{0, 1},
                                                                       {1, 1},
                                                                       {10, 1},
                                                                       {17, 2},
                                                                       {34, 7},
                                                                       {50, 18},
                                                                       {100, 357},
                                                                       {200, 128'545},
                                                                       {294, 32'409'127},
                                                                       {343, 578'748'293},
                                                                       {500, 5'933'467'376'577}};
    for (const auto& [excess, fee] : rows) EXPECT_EQ(request_fee_down(u256(excess)), wei(fee));
}

TEST_F(Chain, AFeeHoldsForABlock) {
    const std::vector<std::uint64_t> requests = {20, 20, 0, 0, 0};
    const std::vector<std::uint64_t> fees = {1, 2, 8, 7, 6};
    const Bytes input = withdrawal_input({}, 0);
    for (std::size_t i = 0; i < 5; ++i) {
        for (std::uint64_t n = 0; n < requests[i]; ++n) {
            EXPECT_FALSE(ask_withdrawal(input, wei(fees[i] - 1), alice).has_value());
            EXPECT_TRUE(ask_withdrawal(input, wei(fees[i]), alice).has_value());
        }
        EXPECT_EQ(ask_withdrawal({}, {}, alice), abi_encode(wei(fees[i])));
        end_block();
    }
    EXPECT_EQ(*s.withdrawals.excess, u256(std::uint64_t{30}));
    // 16 a block: 40 were taken in three blocks.
    EXPECT_EQ(s.withdrawals.queue.size(Only::kOne), 0U);
}

TEST_F(Chain, ARequestIsLoggedWithoutTopics) {
    Pubkey key{};
    key.fill(0x42);
    const Bytes input = withdrawal_input(key, 5);
    ASSERT_TRUE(ask_withdrawal(input, wei(1), alice).has_value());
    ASSERT_EQ(logs.size(), 1U);
    EXPECT_EQ(logs[0].emitter, kWithdrawalRequestContract);
    EXPECT_TRUE(logs[0].topics.empty());
    Bytes expected(alice.bytes.begin(), alice.bytes.end());
    expected.insert(expected.end(), input.begin(), input.end());
    EXPECT_TRUE(equal(logs[0].data, expected));
    EXPECT_EQ(s.withdrawals.queue.front(Only::kOne), (WithdrawalRequest{alice, key, Gwei(5)}));
}

TEST_F(Chain, RequestContractsRefuseAnythingElse) {
    EXPECT_FALSE(ask_withdrawal(Bytes(55), wei(1), alice).has_value());
    EXPECT_FALSE(ask_withdrawal(Bytes(57), wei(1), alice).has_value());
    EXPECT_FALSE(ask_withdrawal({}, wei(1), alice).has_value());
    EXPECT_FALSE(ask_consolidation(Bytes(95), wei(1), alice).has_value());
    EXPECT_FALSE(ask_consolidation({}, wei(1), alice).has_value());
    EXPECT_EQ(ask_consolidation({}, {}, alice), abi_encode(wei(1)));
    EXPECT_EQ(logs.size(), 0U);
}

TEST_F(Chain, ConsolidationsLeaveTwoABlock) {
    for (int i = 0; i < 5; ++i) {
        EXPECT_TRUE(ask_consolidation(Bytes(96, 7), wei(1), alice).has_value());
    }
    end_block();
    EXPECT_EQ(s.consolidations.queue.size(Only::kOne), 3U);
    EXPECT_EQ(*s.consolidations.excess, u256(std::uint64_t{4}));
    pass(undo, s, Span::of_slots(10), Mode::kFast);
    EXPECT_EQ(s.consolidations.queue.size(Only::kOne), 0U);
    EXPECT_EQ(*s.consolidations.excess, u256());
}

// The roots contract.

Bytes word(std::uint64_t n) {
    const Hash h = to_hash(u256(n));
    return {h.bytes.begin(), h.bytes.end()};
}

TEST_F(Chain, RootsAreAnsweredForADayOnly) {
    const auto ask = [&](const Bytes& input) {
        return transact([&](Tx& tx) {
            return call_beacon_roots(tx, ports, Call{alice, kBeaconRootsContract, {}, {}}, input);
        });
    };
    const Hash root = "0x13b374cbf5ed1b45c2f48966077b567caa4e2f667a08340357d3aee6d58bbdc1"_hash;
    const std::uint64_t oldest = block.time - std::uint64_t{8190} * 12;
    move::set_parent_root(undo, s, oldest, root);
    move::set_parent_root(undo, s, oldest - 12, root);
    move::set_parent_root(undo, s, block.time + 12, root);
    EXPECT_EQ(ask(word(oldest)), Bytes(root.bytes.begin(), root.bytes.end()));
    EXPECT_FALSE(ask(word(oldest - 12)).has_value());
    EXPECT_FALSE(ask(word(oldest + 1)).has_value());
    EXPECT_FALSE(ask(word(0)).has_value());
    EXPECT_FALSE(ask(word(block.time + 12)).has_value());
    EXPECT_FALSE(ask(Bytes(31)).has_value());
}

// The feed in the state.

class FeedInState : public Chain {
protected:
    FeedInState() {
        Feed& f = move::change_feed(undo, s.feed);
        f = at_epoch_1000({"rest", "lrt"});
        done(command::found(f, "rest", {.n = 18'000, .prefix = 2, .effective_ether = 2000}));
        done(command::found(f, "lrt", {.n = 100, .prefix = 2, .effective_ether = 64}));
        undo.commit();
    }
};

TEST_F(FeedInState, RewindingTakesAdvancesAndCommandsBack) {
    const Feed before = *s.feed;
    const Undo::Mark mark = undo.mark();
    pass(undo, s, Span::of_epochs(3), Mode::kExact);
    const Undo::Mark later = undo.mark();
    const Feed between = *s.feed;
    done(command::slash(move::change_feed(undo, s.feed), "lrt", 3));
    pass(undo, s, Span::of_days(1), Mode::kFast);
    undo.rewind(later);
    EXPECT_EQ(*s.feed, between);
    undo.rewind(mark);
    EXPECT_EQ(*s.feed, before);
    pass(undo, s, Span::of_epochs(3), Mode::kExact);
    EXPECT_EQ(*s.feed, between);
    undo.commit();
    pass(undo, s, Span::of_epochs(1), Mode::kExact);
    EXPECT_EQ(s.feed->epoch(), 1004U);
}

TEST_F(FeedInState, AVisitSeesThePastAndKeepsThePresent) {
    const std::uint64_t oldest = s.feed.version();
    const Undo::Mark mark = undo.mark();
    const Feed before = *s.feed;
    pass(undo, s, Span::of_epochs(1), Mode::kExact);
    pass(undo, s, Span::of_epochs(1), Mode::kExact);
    const Feed present = *s.feed;
    undo.visit(mark, [&] {
        EXPECT_EQ(*s.feed, before);
        pass(undo, s, Span::of_epochs(3), Mode::kExact);
        EXPECT_EQ(s.feed->epoch(), 1003U);
    });
    EXPECT_EQ(*s.feed, present);
    EXPECT_EQ(s.feed.version(), oldest + 2);
    // What the visitor made is dropped with the next change.
    pass(undo, s, Span::of_epochs(1), Mode::kExact);
    // The one at the mark and three changes since.
    EXPECT_EQ(s.feed.versions(), 4U);
    undo.rewind(mark);
    EXPECT_EQ(*s.feed, before);
}

TEST_F(FeedInState, AForgetfulLogHoldsTheVersionsOfItsHistory) {
    struct Past {
        Undo::Mark mark;
        std::uint64_t version;
        std::uint64_t slot;
    };
    std::vector<Past> past;
    for (int block = 0; block < 100; ++block) {
        past.push_back({undo.mark(), s.feed.version(), s.feed->slot});
        pass(undo, s, Span::of_slots(1), Mode::kExact);
        if (past.size() > 8) {
            past.erase(past.begin());
            const std::size_t lowered = undo.forget(past[0].mark);
            for (Past& each : past) each.mark -= lowered;
            move::forget_versions_before(s.feed, past[0].version);
        }
        ASSERT_LE(s.feed.versions(), 10U);
        undo.visit(past[0].mark, [&] { EXPECT_EQ(s.feed->slot, past[0].slot); });
    }
    undo.rewind(past[4].mark);
    EXPECT_EQ(s.feed->slot, past[4].slot);
}

TEST_F(FeedInState, RequestsOfABlockReachTheBeaconChain) {
    // The owner of pool lrt.
    const Address owner = address_number(0x12);
    const Pubkey key = view_of(*s.feed, 18'000).pubkey;
    const Pubkey other = view_of(*s.feed, 18'001).pubkey;
    Bytes keys(other.begin(), other.end());
    keys.insert(keys.end(), key.begin(), key.end());
    const Payload payload = open_block(undo, s);
    EXPECT_EQ(payload.slot, 32'000U);
    EXPECT_EQ(payload.time, 1'606'824'023U + 12 * 32'000);
    ASSERT_TRUE(ask_withdrawal(withdrawal_input(key, 10 * kEther), wei(1), owner).has_value());
    ASSERT_TRUE(ask_withdrawal(withdrawal_input(key, 0), wei(1), alice).has_value());
    ASSERT_TRUE(ask_consolidation(keys, wei(1), owner).has_value());
    end_block();
    EXPECT_EQ(s.feed->slot, 32'001U);
    ASSERT_EQ(s.feed->pending_partials.size(), 1U);
    EXPECT_EQ(s.feed->pending_partials[0], (PendingPartial{18'000, Gwei(10 * kEther), 1261}));
    EXPECT_EQ(s.feed->pending_consolidations,
              (std::vector<PendingConsolidation>{{18'001, 18'000}}));
    EXPECT_EQ(s.feed->registry[18'001].exit_epoch, 1005U);
    // The next block's parent is the block just closed.
    const Payload next = open_block(undo, s);
    EXPECT_EQ(next.parent_root, root_of({.slot = 32'000, .parent_root = payload.parent_root}));
    EXPECT_EQ(s.parent_roots[next.time], next.parent_root);
}

TEST_F(FeedInState, PayloadsAreWhatTheBlockThenPays) {
    pass(undo, s, Span::of_epochs(1), Mode::kExact);
    Feed& f = move::change_feed(undo, s.feed);
    f.registry.edit({0, 40}, [](Validator& v) {
        v.increments = 2048;
        v.balance = Gwei(2'049 * kEther);
    });
    f.next_withdrawal_validator = 0;
    const Payload first = open_block(undo, s);
    ASSERT_EQ(first.withdrawals.size(), 1U);
    EXPECT_EQ(first.withdrawals[0].n, 16U);
    EXPECT_EQ(first.withdrawals[0].amount, Gwei(kEther));
    EXPECT_EQ(first.withdrawals[0].address, address_number(0x11));
    end_block();
    EXPECT_EQ(s.feed->next_withdrawal_validator, 16U);
    EXPECT_EQ(s.feed->counters.withdrawn, Gwei(16 * kEther));
    const Payload second = open_block(undo, s);
    EXPECT_EQ(second.withdrawals[0].validator, 16U);
    EXPECT_EQ(second.withdrawals[0].index, 16U);
}

}  // namespace
}  // namespace aq::beacon
