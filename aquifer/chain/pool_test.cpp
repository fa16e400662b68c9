// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/pool.hpp>

#include <gtest/gtest.h>

namespace aq::chain {
namespace {

constexpr Address kAnn = "0x00000000000000000000000000000000000a11ce"_address;
constexpr Address kBen = "0x0000000000000000000000000000000000000b0b"_address;

Included tx(const Address& sender, std::uint64_t nonce, std::uint64_t fee = 0) {
    Included out;
    out.sender = sender;
    out.transaction.nonce = nonce;
    out.transaction.gas_price = u256(fee);
    out.hash = keccak(to_hex(sender) + std::to_string(nonce) + '/' + std::to_string(fee));
    return out;
}

std::string refusal(const std::expected<void, Refusal>& result) {
    return result.has_value() ? "" : result.error().what;
}

std::vector<Included> take(Pool& pool, std::uint64_t gas = 60'000'000) {
    return pool.take([](const Address& /*of*/) { return std::uint64_t{5}; }, gas);
}

TEST(Pool, TakesTransactionsInTheOrderOfArrivalAsFarAsNoncesAllow) {
    Pool pool(10);
    ASSERT_EQ(refusal(pool.add(tx(kAnn, 6), 5)), "");
    ASSERT_EQ(refusal(pool.add(tx(kBen, 5), 5)), "");
    ASSERT_EQ(refusal(pool.add(tx(kAnn, 5), 5)), "");
    ASSERT_EQ(refusal(pool.add(tx(kAnn, 8), 5)), "");
    EXPECT_EQ(pool.next_nonce(kAnn, 5), 7U);
    const auto ready = take(pool);
    ASSERT_EQ(ready.size(), 3U);
    EXPECT_EQ(ready[0].sender, kBen);
    EXPECT_EQ(ready[1], tx(kAnn, 5));
    EXPECT_EQ(ready[2], tx(kAnn, 6));
    EXPECT_EQ(pool.size(), 1U) << "the one behind the gap waits";
}

TEST(Pool, FillsABlockUpToItsGas) {
    Pool pool(10);
    for (std::uint64_t nonce = 5; nonce < 9; ++nonce) {
        ASSERT_EQ(refusal(pool.add(tx(kAnn, nonce), 5)), "");
    }
    // 21,000 + 100,000 each.
    EXPECT_EQ(take(pool, 2 * 121'000).size(), 2U);
    EXPECT_EQ(pool.size(), 2U);
}

TEST(Pool, RefusesNoncesThatAreUsedOrFarAhead) {
    Pool pool(10);
    EXPECT_EQ(refusal(pool.add(tx(kAnn, 4), 5)), "nonce too low: next nonce 5, tx nonce 4");
    EXPECT_EQ(refusal(pool.add(tx(kAnn, 2000), 5)), "nonce too high: next nonce 5, tx nonce 2000");
}

TEST(Pool, RefusesATransactionTwiceAndOneThatDoesNotOutbid) {
    Pool pool(10);
    ASSERT_EQ(refusal(pool.add(tx(kAnn, 5, 100), 5)), "");
    EXPECT_EQ(refusal(pool.add(tx(kAnn, 5, 100), 5)), "already known");
    EXPECT_EQ(refusal(pool.add(tx(kAnn, 5, 109), 5)), "replacement transaction underpriced");
    EXPECT_EQ(refusal(pool.add(tx(kAnn, 5, 110), 5)), "");
    EXPECT_EQ(pool.size(), 1U);
    EXPECT_EQ(pool.find(tx(kAnn, 5, 100).hash), nullptr);
    EXPECT_NE(pool.find(tx(kAnn, 5, 110).hash), nullptr);
}

TEST(Pool, IsFullAtItsLimitButForReplacements) {
    Pool pool(1);
    ASSERT_EQ(refusal(pool.add(tx(kAnn, 5, 1), 5)), "");
    EXPECT_EQ(refusal(pool.add(tx(kBen, 5, 1), 5)), "txpool is full: 1 transactions wait");
    EXPECT_EQ(refusal(pool.add(tx(kAnn, 5, 3), 5)), "");
    EXPECT_TRUE(pool.drop(tx(kAnn, 5, 3).hash));
    EXPECT_FALSE(pool.drop(tx(kAnn, 5, 3).hash));
    EXPECT_EQ(pool.size(), 0U);
}

}  // namespace
}  // namespace aq::chain
