// SPDX-License-Identifier: Apache-2.0
// The laws over random commands: recorded calls, sent again by other accounts at other times with
// words of their calldata exchanged. Whatever comes of them, the logs alone fold to the same state,
// a rewind gives back the state before, and every invariant holds.
// AQUIFER_LAW_COMMANDS says how many (20,000); AQUIFER_LAW_SEED starts another walk.
#include <aquifer/base/prng.hpp>
#include <aquifer/protocols/eigenlayer/fold.hpp>
#include <aquifer/protocols/eigenlayer/invariants.hpp>
#include <aquifer/protocols/eigenlayer/witness.hpp>
#include <aquifer/protocols/erc20/fold.hpp>
#include <aquifer/replay/player.hpp>

#include <gtest/gtest.h>

#include <cstdlib>

namespace aq::replay {
namespace {

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): one thread
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// A world that executes and one that only hears of it.
class Walk {
public:
    explicit Walk(std::uint64_t seed) : rng_(seed) {
        auto reader = Reader::open("tests/golden/eigenlayer-core/trace-11.jsonl.gz");
        EXPECT_TRUE(reader.has_value());
        for (;;) {
            auto line = reader->next();
            if (!line.has_value() || !line->has_value()) break;
            if (const auto* header = std::get_if<Header>(&**line)) {
                for (const auto& [role, at] : header->eoas) accounts_.push_back(at);
                for (const auto& [role, at] : header->contracts) add_word(at);
            }
            if (auto* tx = std::get_if<Transaction>(&**line)) {
                for (std::size_t i = 4; i + 32 <= tx->data.size() && i < 516; i += 32) {
                    words_.push_back(load_be(tx->data.data() + i));
                }
                calls_.push_back(std::move(*tx));
            } else if (!std::holds_alternative<Check>(**line) &&
                       !std::holds_alternative<Mine>(**line)) {
                EXPECT_TRUE(played_.play(**line).has_value());
                EXPECT_TRUE(folded_.fold(**line).has_value());
            }
        }
        for (const Address& at : accounts_) add_word(at);
        played_.world.block.number = calls_.front().block;
        played_.world.block.time = calls_.front().time;
    }

    /// One command; `careful` also checks that it can be taken back.
    void step(bool careful) {
        stack::World& world = played_.world;
        if (rng_.below(8) == 0) {
            const std::uint64_t blocks = 1 + rng_.below(rng_.below(10) == 0 ? 90 : 4);
            world.block.number += blocks;
            world.block.time += 12 * blocks;
        }
        const Transaction& like = calls_[rng_.below(calls_.size())];
        Bytes data = like.data;
        Address from = like.from;
        // Half of the commands are as recorded: they get further.
        if (rng_.below(2) == 0) change(data);
        if (rng_.below(6) == 0) from = accounts_[rng_.below(accounts_.size())];
        const stack::Message message{from, like.to, like.value, data};
        if (is_ambiguous(data)) return;
        if (careful) expect_rewind(message);

        logs_.clear();
        const auto out = world.execute(message, &logs_);
        world.undo.commit();
        succeeded += out.has_value() ? 1 : 0;
        ASSERT_TRUE(out.has_value() || logs_.size() == 0);
        hear();
    }

    void expect_agreement() {
        std::size_t compared = 0;
        EXPECT_EQ(eigenlayer::differing_fields(played_.world.eigenlayer, folded_.world.eigenlayer,
                                               played_.world.block, compared),
                  std::vector<std::string>());
        EXPECT_TRUE(played_.world.tokens == folded_.world.tokens);
        EXPECT_EQ(eigenlayer::broken_invariants(played_.world.eigenlayer, played_.world.accounts),
                  std::vector<std::string>());
    }

    std::uint64_t succeeded = 0;

private:
    void add_word(const Address& at) { words_.push_back(to_u256(at)); }

    /// A stand-in token mints to the zero address and burns from it with the same log: no fold can
    /// tell the two apart.
    static bool is_ambiguous(const Bytes& data) {
        if (data.size() < 36) return false;
        const Selector selector{{data[0], data[1], data[2], data[3]}};
        const bool mint_or_burn =
            selector == "0x40c10f19"_selector || selector == "0x9dc29fac"_selector;
        return mint_or_burn && load_be(data.data() + 4).is_zero();
    }

    void change(Bytes& data) {
        const std::size_t words = data.size() < 4 ? 0 : (data.size() - 4) / 32;
        if (words == 0) return;
        std::uint8_t* at = data.data() + 4 + 32 * rng_.below(words);
        store_be(at, rng_.below(4) == 0 ? edge_u256(rng_) : words_[rng_.below(words_.size())]);
    }

    void expect_rewind(const stack::Message& message) {
        stack::World& world = played_.world;
        const eigenlayer::State before = world.eigenlayer;
        const erc20::State tokens = world.tokens;
        const Accounts accounts = world.accounts;
        static_cast<void>(world.ask(message));
        ASSERT_EQ(world.eigenlayer, before);
        ASSERT_EQ(world.tokens, tokens);
        ASSERT_EQ(world.accounts, accounts);
    }

    void hear() {
        stack::World& world = folded_.world;
        world.block = played_.world.block;
        eigenlayer::Ports ports = world.eigenlayer_ports();
        for (std::size_t i = 0; i < logs_.size(); ++i) {
            if (!eigenlayer::fold({world.undo, ports, world.block, logs_, i})) {
                erc20::fold(world.undo, world.tokens, logs_[i]);
            }
        }
        world.undo.commit();
    }

    Prng rng_;
    Player played_;
    Player folded_;
    LogBuffer logs_;
    std::vector<Address> accounts_;
    std::vector<Transaction> calls_;
    std::vector<u256> words_;
};

TEST(Laws, HoldOverRandomCommands) {
    const std::uint64_t seed = setting("AQUIFER_LAW_SEED", 20'261'123);
    const std::uint64_t commands = setting("AQUIFER_LAW_COMMANDS", 20'000);
    SCOPED_TRACE("AQUIFER_LAW_SEED=" + std::to_string(seed));
    Walk walk(seed);
    for (std::uint64_t i = 0; i < commands; ++i) {
        SCOPED_TRACE("command " + std::to_string(i));
        walk.step(i % 200 == 0);
        if (i % 50 == 0) walk.expect_agreement();
        if (::testing::Test::HasFailure()) return;
    }
    walk.expect_agreement();
    // A walk on which nothing succeeds would show nothing.
    EXPECT_GT(walk.succeeded, commands / 10);
}

}  // namespace
}  // namespace aq::replay
