// SPDX-License-Identifier: Apache-2.0
// Who goes in and out again in one block has no more than before. Every deposit of the recorded
// runs, and others of its kind with amounts drawn towards edges, is made, what it is worth is asked
// in the same block, and all is taken back. Lido and the rate tokens have their own walks.
#include <aquifer/base/prng.hpp>
#include <aquifer/replay/player.hpp>

#include <gtest/gtest.h>

#include <functional>

namespace aq::laws {
namespace {

/// A deposit that a transaction is, with the amount that goes in.
struct Deposit {
    Address asset;
    u256 amount;
};
/// A contract's way in, and the question what somebody who went in would get for it.
struct Way {
    std::function<std::optional<Deposit>(const replay::Transaction&)> is_deposit;
    /// The same transaction with another amount.
    std::function<void(replay::Transaction&, const u256& amount)> set_amount;
    /// A number that the deposit changes, before it.
    std::function<u256(stack::World&)> before;
    /// What would come out, in the asset that went in, after the answer of the deposit.
    std::function<std::optional<u256>(stack::World&, const Deposit&, const u256& before,
                                      const Bytes& answer)>
        worth;
};

/// What came of all the trips.
struct Trips {
    std::uint64_t n = 0;
    std::uint64_t gains = 0;
    u256 gain_max;
};

Selector selector_of(std::string_view signature) {
    return first_four(keccak(signature));
}

bool calls(const replay::Transaction& tx, const Selector& selector) {
    return tx.data.size() >= 4 &&
           std::equal(selector.bytes.begin(), selector.bytes.end(), tx.data.begin());
}

Address address_at(const replay::Transaction& tx, std::size_t word) {
    return truncate_address(load_be(tx.data.data() + 4 + 32 * word));
}

/// Small numbers, powers of two and whole ether, with their neighbours.
u256 amount_near_an_edge(Prng& rng) {
    const u256 base = rng.below(2) == 0 ? u256(1U) << static_cast<unsigned>(rng.below(80))
                                        : wrapping_mul(u256(1 + rng.below(100)), 1e18_u256);
    return wrapping_add(base, u256(rng.below(3)));
}

void travel(stack::World& world, const Way& way, const replay::Transaction& tx, Trips& out) {
    const auto deposit = way.is_deposit(tx);
    if (!deposit.has_value()) return;
    const Undo::Mark mark = world.undo.mark();
    world.block.number = tx.block;
    world.block.time = tx.time;
    const u256 before = way.before(world);
    const auto answer = world.execute({tx.from, tx.to, tx.value, tx.data}, nullptr);
    if (answer.has_value()) {
        const auto worth = way.worth(world, *deposit, before, *answer);
        if (worth.has_value()) {
            ++out.n;
            if (*worth > deposit->amount) {
                ++out.gains;
                out.gain_max = std::max(out.gain_max, wrapping_sub(*worth, deposit->amount));
            }
        }
    }
    world.undo.rewind(mark);
}

Trips travel_along(const char* trace, const Way& way) {
    Trips out;
    Prng rng(20'261'128);
    auto reader = replay::Reader::open(trace);
    EXPECT_TRUE(reader.has_value());
    replay::Player player;
    for (;;) {
        const auto line = reader->next();
        EXPECT_TRUE(line.has_value());
        if (!line.has_value() || !line->has_value()) return out;
        const auto* tx = std::get_if<replay::Transaction>(&**line);
        if (tx != nullptr && way.is_deposit(*tx).has_value()) {
            travel(player.world, way, *tx, out);
            for (int i = 0; i < 20; ++i) {
                replay::Transaction other = *tx;
                way.set_amount(other, amount_near_an_edge(rng));
                travel(player.world, way, other, out);
            }
        }
        if (!std::holds_alternative<replay::Check>(**line)) {
            EXPECT_EQ(player.play(**line).value(), "");
        }
    }
}

std::optional<u256> number_of(const Result<Bytes>& answer, std::size_t word = 0) {
    if (!answer.has_value() || answer->size() < 32 * (word + 1)) return std::nullopt;
    return load_be(answer->data() + 32 * word);
}

TEST(NoFreeGain, OfEigenLayersStrategies) {
    const Selector deposit = selector_of("depositIntoStrategy(address,address,uint256)");
    const Way way{
        .is_deposit = [&](const replay::Transaction& tx) -> std::optional<Deposit> {
            if (!calls(tx, deposit) || tx.data.size() != 4 + 96) return std::nullopt;
            return Deposit{address_at(tx, 0), load_be(tx.data.data() + 4 + 64)};
        },
        .set_amount = [](replay::Transaction& tx,
                         const u256& amount) { store_be(tx.data.data() + 4 + 64, amount); },
        .before = [](stack::World&) { return u256(); },
        .worth = [](stack::World& world, const Deposit& in, const u256&,
                    const Bytes& answer) -> std::optional<u256> {
            const u256 shares = load_be(answer.data());
            const Bytes question = abi_call(selector_of("sharesToUnderlyingView(uint256)"), shares);
            return number_of(world.ask({kZeroAddress, in.asset, Wei(), question}));
        }};
    const Trips trips = travel_along("tests/golden/eigenlayer-core/trace-11.jsonl.gz", way);
    EXPECT_GT(trips.n, 2'000U);
    RecordProperty("trips", std::to_string(trips.n));
    EXPECT_EQ(trips.gains, 0U) << "the largest: " << to_decimal(trips.gain_max);
}

u256 supply_of_ez_eth(stack::World& world) {
    return number_of(world.ask({kZeroAddress, world.renzo.at.ez_eth, Wei(),
                                abi_call(selector_of("totalSupply()"))}))
        .value();
}

TEST(NoFreeGain, OfEzEth) {
    const Selector of_token = selector_of("deposit(address,uint256)");
    const Selector of_ether = selector_of("depositETH()");
    const Address native = "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"_address;
    const Way way{
        .is_deposit = [&](const replay::Transaction& tx) -> std::optional<Deposit> {
            if (calls(tx, of_ether)) return Deposit{native, tx.value.raw};
            if (!calls(tx, of_token) || tx.data.size() != 4 + 64) return std::nullopt;
            return Deposit{address_at(tx, 0), load_be(tx.data.data() + 4 + 32)};
        },
        .set_amount =
            [&](replay::Transaction& tx, const u256& amount) {
                if (calls(tx, of_ether)) {
                    tx.value = Wei(amount);
                } else {
                    store_be(tx.data.data() + 4 + 32, amount);
                }
            },
        .before = supply_of_ez_eth,
        .worth = [](stack::World& world, const Deposit& in, const u256& before,
                    const Bytes&) -> std::optional<u256> {
            const u256 minted = wrapping_sub(supply_of_ez_eth(world), before);
            const Bytes question =
                abi_call(selector_of("calculateAmountToRedeem(uint256,address)"), minted, in.asset);
            // The rows of calculateTVLs come first: their offset, then the amount.
            return number_of(
                world.ask({kZeroAddress, world.renzo.at.withdraw_queue, Wei(), question}), 1);
        }};
    const Trips trips = travel_along("tests/golden/renzo/trace-5.jsonl.gz", way);
    EXPECT_GT(trips.n, 2'000U);
    RecordProperty("trips", std::to_string(trips.n));
    EXPECT_EQ(trips.gains, 0U) << "the largest: " << to_decimal(trips.gain_max);
}

}  // namespace
}  // namespace aq::laws
