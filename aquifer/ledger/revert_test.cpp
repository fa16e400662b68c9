// SPDX-License-Identifier: Apache-2.0
#include <aquifer/ledger/revert.hpp>

#include <aquifer/ledger/quantity.hpp>

#include <gtest/gtest.h>

namespace aq {
namespace {

constexpr CustomError kPlain{"CurrentlyPaused()", 0x840a48d5};
// OpenZeppelin 5, ERC-6093.
constexpr CustomError kWithArguments{"ERC20InsufficientBalance(address,uint256,uint256)",
                                     0xe450d38c};

TEST(Revert, EncodesACustomErrorAsItsSelector) {
    EXPECT_EQ(to_hex(BytesView(Revert(kPlain).encode())), "0x840a48d5");
    EXPECT_EQ(first_four(keccak(kPlain.signature)).number(), kPlain.selector);
    EXPECT_EQ(first_four(keccak(kWithArguments.signature)).number(), kWithArguments.selector);
}

TEST(Revert, EncodesArgumentsAfterTheSelector) {
    const Address who = "0x00000000000000000000000000000000000000aa"_address;
    EXPECT_EQ(to_hex(BytesView(Revert(kWithArguments, who, u256(1U), u256(2U)).encode())),
              "0xe450d38c"
              "00000000000000000000000000000000000000000000000000000000000000aa"
              "0000000000000000000000000000000000000000000000000000000000000001"
              "0000000000000000000000000000000000000000000000000000000000000002");
}

TEST(Revert, EncodesATextAsErrorString) {
    // The recorded runs have this one: a registrar that says "refused".
    EXPECT_EQ(to_hex(BytesView(Revert("refused").encode())),
              "0x08c379a0"
              "0000000000000000000000000000000000000000000000000000000000000020"
              "0000000000000000000000000000000000000000000000000000000000000007"
              "7265667573656400000000000000000000000000000000000000000000000000");
}

TEST(Revert, EncodesArithmeticAsPanicsAndMulDivAsItsText) {
    const std::string panic =
        "0x4e487b710000000000000000000000000000000000000000000000000000000000000011";
    EXPECT_EQ(to_hex(BytesView(Revert(Arithmetic::kOverflow).encode())), panic);
    EXPECT_EQ(Revert(Arithmetic::kDivisionByZero), Revert::panic(0x12));
    EXPECT_EQ(Revert(Arithmetic::kMulDivOverflow), Revert("Math: mulDiv overflow"));
}

TEST(Revert, WithoutDataEncodesToNothing) {
    EXPECT_TRUE(Revert().encode().empty());
    EXPECT_EQ(Revert::data({}), Revert());
}

TEST(Revert, CopiesAndPassesDataOn) {
    const Revert original = Revert::data({1, 2, 3});
    const Revert copy = original;  // NOLINT(performance-unnecessary-copy-initialization)
    EXPECT_EQ(copy, original);
    EXPECT_EQ(copy.encode(), (Bytes{1, 2, 3}));
}

TEST(Revert, ReadsForPeople) {
    EXPECT_EQ(Revert(kPlain).to_text(), "CurrentlyPaused()");
    EXPECT_EQ(Revert("refused").to_text(), "\"refused\"");
    EXPECT_EQ(Revert::panic(0x11).to_text(), "Panic(0x11)");
}

Result<u256> add_twice(const u256& a, const u256& b) {
    const u256 once = AQ_TRY(checked_add(a, b));
    AQ_REQUIRE(once != u256(13U), kPlain);
    return checked_add(once, b);
}

TEST(Try, TurnsArithmeticIntoItsRevert) {
    EXPECT_EQ(add_twice(1, 2).value(), u256(5U));
    EXPECT_EQ(add_twice(u256::max(), 1).error(), Revert::panic(0x11));
    EXPECT_EQ(add_twice(10, 3).error(), Revert(kPlain));
}

TEST(Quantity, ChecksAsSolidityDoes) {
    EXPECT_EQ(checked_sub(Wei(1), Wei(2)).error(), Arithmetic::kOverflow);
    EXPECT_EQ(checked_add(Wei::max(), Wei(1)).error(), Arithmetic::kOverflow);
    EXPECT_EQ(checked_add(Wei(1), Wei(2)).value(), Wei(3));
    EXPECT_DEATH(static_cast<void>(Wei(1) - Wei(2)), "assertion failed");
}

}  // namespace
}  // namespace aq
