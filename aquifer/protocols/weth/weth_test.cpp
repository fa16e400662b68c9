// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/fold.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/weth/abi.hpp>
#include <aquifer/protocols/weth/events.hpp>
#include <aquifer/protocols/weth/fold.hpp>

#include <gtest/gtest.h>

#include <map>

namespace aq::weth {
namespace {

constexpr Address kWeth = "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"_address;
constexpr Address kAlice = "0x0000000000000000000000000000000000000001"_address;
constexpr Address kBob = "0x0000000000000000000000000000000000000002"_address;
/// A contract that takes no ether.
constexpr Address kUnwilling = "0x0000000000000000000000000000000000000003"_address;

erc20::Amount amount(std::uint64_t n) {
    return erc20::Amount(u256(n));
}

class Weth : public ::testing::Test {
protected:
    Weth() {
        erc20::move::create(undo_, tokens_, kWeth, erc20::Kind::kWeth9, 18);
        aq::move::set_ether(undo_, accounts_, kAlice, Wei(u256(100U)));
        aq::move::set_ether(undo_, accounts_, kUnwilling, Wei(u256(100U)));
        undo_.commit();
    }

    static Result<Bytes> machine(void* self, Tx& tx, const Call& call, BytesView data) {
        auto& test = *static_cast<Weth*>(self);
        AQ_REQUIRE(call.to != kUnwilling, "no ether please");
        aq::move::transfer_ether(tx.undo, test.accounts_, call.sender, call.to, call.value);
        if (call.to != kWeth) return Bytes();
        return face().call(tx, test.ports_, call, data, false);
    }

    Result<Bytes> send(const Address& from, std::uint64_t value, const Bytes& data) {
        logs_.clear();
        Tx tx(undo_, block_, {this, &Weth::machine}, &logs_);
        const Call call{from, kWeth, Wei(u256(value)), Selector()};
        return tx.attempt([&] { return tx.call(call, data); });
    }
    template <class... Args>
    Result<Bytes> send(const Address& from, std::uint64_t value, const char* signature,
                       const Args&... args) {
        return send(from, value,
                    abi_call(first_four(keccak(std::string_view(signature))), args...));
    }

    erc20::Amount balance(const Address& holder) const {
        return erc20::balance(tokens_, kWeth, holder);
    }
    u256 ether(const Address& at) const { return accounts_.ether[at].raw; }

    Undo undo_;
    LogBuffer logs_;
    Accounts accounts_;
    erc20::State tokens_;
    Ports ports_{{tokens_, accounts_}, accounts_};
    Block block_{1, 1, 1};
};

TEST_F(Weth, ADepositTurnsEtherIntoTokens) {
    EXPECT_TRUE(send(kAlice, 30, "deposit()").has_value());
    EXPECT_EQ(balance(kAlice), amount(30));
    EXPECT_EQ(ether(kWeth), u256(30U));
    ASSERT_EQ(logs_.size(), 1U);
    const auto log = read_event<Deposit>(logs_[0]);
    ASSERT_TRUE(log.has_value());
    EXPECT_EQ(log->dst, kAlice);
    EXPECT_EQ(log->wad, amount(30));
}

TEST_F(Weth, PlainEtherAndUnknownCallsAreDeposits) {
    EXPECT_TRUE(send(kAlice, 1, Bytes()).has_value());
    EXPECT_TRUE(send(kAlice, 2, Bytes{1, 2, 3}).has_value());
    EXPECT_TRUE(send(kAlice, 4, "permit(bytes)").has_value());
    EXPECT_EQ(balance(kAlice), amount(7));
    EXPECT_TRUE(send(kAlice, 0, "nothing()").has_value());
    EXPECT_EQ(read_event<Deposit>(logs_[0])->wad, amount(0));
    // A function that takes no ether is none of them.
    EXPECT_FALSE(send(kAlice, 1, "withdraw(uint256)", amount(1)).has_value());
}

TEST_F(Weth, AWithdrawalPaysAndThenLogs) {
    ASSERT_TRUE(send(kAlice, 30, "deposit()").has_value());
    EXPECT_TRUE(send(kAlice, 0, "withdraw(uint256)", amount(10)).has_value());
    EXPECT_EQ(balance(kAlice), amount(20));
    EXPECT_EQ(ether(kAlice), u256(80U));
    EXPECT_EQ(ether(kWeth), u256(20U));
    ASSERT_EQ(logs_.size(), 1U);
    const auto log = read_event<Withdrawal>(logs_[0]);
    ASSERT_TRUE(log.has_value());
    EXPECT_EQ(log->src, kAlice);
    EXPECT_EQ(log->wad, amount(10));
}

TEST_F(Weth, AWithdrawalRevertsWithoutData) {
    ASSERT_TRUE(send(kAlice, 30, "deposit()").has_value());
    const auto too_much = send(kAlice, 0, "withdraw(uint256)", amount(31));
    ASSERT_FALSE(too_much.has_value());
    EXPECT_EQ(too_much.error(), Revert());
    ASSERT_TRUE(send(kUnwilling, 5, "deposit()").has_value());
    const auto refused = send(kUnwilling, 0, "withdraw(uint256)", amount(5));
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error(), Revert());
    EXPECT_EQ(balance(kUnwilling), amount(5));
}

TEST_F(Weth, TheSupplyIsTheEtherHeld) {
    ASSERT_TRUE(send(kAlice, 30, "deposit()").has_value());
    aq::move::set_ether(undo_, accounts_, kWeth, Wei(u256(31U)));
    EXPECT_EQ(send(kBob, 0, "totalSupply()").value(), abi_encode(u256(31U)));
    EXPECT_EQ(erc20::total_supply(tokens_, kWeth), amount(30));
}

TEST_F(Weth, FoldingTheLogsGivesTheSameTokens) {
    erc20::State folded = tokens_;
    const auto follow = [&] {
        for (std::size_t i = 0; i < logs_.size(); ++i) {
            EXPECT_TRUE(weth::fold(undo_, folded, logs_[i]) ||
                        erc20::fold(undo_, folded, logs_[i]));
        }
    };
    ASSERT_TRUE(send(kAlice, 30, "deposit()").has_value());
    follow();
    ASSERT_TRUE(send(kAlice, 0, "transfer(address,uint256)", kBob, amount(12)).has_value());
    follow();
    ASSERT_TRUE(send(kAlice, 0, "transfer(address,uint256)", kZeroAddress, amount(1)).has_value());
    follow();
    ASSERT_TRUE(send(kBob, 0, "withdraw(uint256)", amount(2)).has_value());
    follow();
    EXPECT_EQ(folded, tokens_);
    EXPECT_EQ(erc20::total_supply(folded, kWeth), amount(28));
}

TEST_F(Weth, FoldRefusesWhatCannotHaveHappened) {
    LogBuffer logs;
    logs.append(kWeth, Withdrawal{kAlice, amount(1)});
    logs.append(kBob, Deposit{kAlice, amount(1)});
    const erc20::State before = tokens_;
    for (std::size_t i = 0; i < logs.size(); ++i) EXPECT_FALSE(weth::fold(undo_, tokens_, logs[i]));
    EXPECT_EQ(tokens_, before);
    ASSERT_TRUE(send(kAlice, 1, "deposit()").has_value());
    logs.append(kWeth, Deposit{kAlice, erc20::Amount::max()});
    EXPECT_FALSE(weth::fold(undo_, tokens_, logs[2]));
}

// Published: WETH9.
TEST(WethPins, SelectorsAndTopics) {
    const std::map<std::string, std::uint32_t> pins{{"deposit()", 0xd0e30db0},
                                                    {"withdraw(uint256)", 0x2e1a7d4d}};
    for (const auto& [signature, selector] : pins) {
        const auto* f = face().find(Selector::of(selector));
        ASSERT_NE(f, nullptr) << signature;
        EXPECT_EQ(canonical_signature(f->declaration), signature);
    }
    EXPECT_EQ(face().functions().size(), 11U);
    EXPECT_EQ(topic_of<Deposit>(),
              "0xe1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c"_hash);
    EXPECT_EQ(topic_of<Withdrawal>(),
              "0x7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65"_hash);
}

}  // namespace
}  // namespace aq::weth
