// SPDX-License-Identifier: Apache-2.0
#include <aquifer/ledger/contract.hpp>

#include <aquifer/ledger/unread.hpp>

#include <gtest/gtest.h>

namespace aq {
namespace {

struct Paid {
    static constexpr Abi abi{"Paid(address indexed from, uint256 amount)"};
    Address from;
    Wei amount;
};

struct TillPorts {
    Table<Address, Wei> paid;
};

constexpr CustomError kNothing{"Nothing()", 0x9e21cd4a};

Result<Wei> pay(Tx& tx, TillPorts& ports, const Call& call, std::uint32_t times) {
    AQ_REQUIRE(times != 0, kNothing);
    tx.undo.set(ports.paid, call.sender, call.value);
    tx.log(call.to, Paid{call.sender, call.value});
    return call.value;
}

struct Order {
    std::uint32_t times = 0;
    std::vector<Wei> amounts;
};

Result<std::uint32_t> order(Tx& /*tx*/, TillPorts& /*ports*/, const Call& call,
                            Unread<Order> unread) {
    AQ_REQUIRE(!call.value.is_zero(), kNothing);
    return AQ_TRY(unread.read()).times;
}

std::tuple<Wei, std::uint64_t> paid_by(const View<TillPorts>& v, Address who) {
    return {v.ports.paid[who], v.block().number};
}

const Contract<TillPorts>& till() {
    static const Contract<TillPorts> kTill(
        "till", {{bind<pay>("pay(uint32 times) payable returns (uint256)"),
                  bind<order>("order((uint32 times, uint256[] amounts) what) payable "
                              "returns (uint32)"),
                  bind<paid_by>("paidBy(address who) view returns (uint256, uint64)"),
                  bind<[](const View<TillPorts>& v) { return v.self(); }>(
                      "self() view returns (address)")}});
    return kTill;
}

Result<void> take(Tx& tx, TillPorts& ports, const Call& call) {
    tx.undo.set(ports.paid, call.sender, call.value);
    return {};
}

Result<void> refuse(Tx& /*tx*/, TillPorts& /*ports*/, const Call& /*call*/) {
    return std::unexpected(Revert("NON_EMPTY_DATA"));
}

class Contracts : public ::testing::Test {
protected:
    Undo undo;
    LogBuffer logs;
    TillPorts ports;
    const Address alice = "0x00000000000000000000000000000000000a11ce"_address;
    const Address at = "0x0000000000000000000000000000000000007111"_address;

    Result<Bytes> send(const Bytes& data, Wei value = Wei()) {
        Tx tx(undo, {5, 6, 1}, {}, &logs);
        return tx.attempt(
            [&] { return till().call(tx, ports, {alice, at, value, Selector()}, data); });
    }
    static Bytes data(std::string_view signature, const Bytes& args) {
        const Selector selector = first_four(keccak(signature));
        Bytes out(selector.bytes.begin(), selector.bytes.end());
        out.insert(out.end(), args.begin(), args.end());
        return out;
    }
};

TEST_F(Contracts, RunARuleByItsSelectorAndEncodeItsAnswer) {
    const auto out = send(data("pay(uint32)", abi_encode(std::uint32_t{1})), Wei(7));
    ASSERT_TRUE(out.has_value());
    EXPECT_EQ(*out, abi_encode(u256(7U)));
    EXPECT_EQ(ports.paid[alice], Wei(7));
    ASSERT_EQ(logs.size(), 1U);
    EXPECT_EQ(logs[0].emitter, at);
    EXPECT_EQ(logs[0].topics[0], keccak("Paid(address,uint256)"));
    EXPECT_EQ(read_event<Paid>(logs[0])->amount, Wei(7));
}

TEST_F(Contracts, AnswerAQueryWithSeveralReturns) {
    ASSERT_TRUE(send(data("pay(uint32)", abi_encode(std::uint32_t{1})), Wei(7)).has_value());
    EXPECT_EQ(send(data("paidBy(address)", abi_encode(alice))).value(),
              abi_encode(u256(7U), std::uint64_t{5}));
    EXPECT_EQ(send(data("self()", {})).value(), abi_encode(at));
}

TEST_F(Contracts, AFailedRuleLeavesNothing) {
    const auto out = send(data("pay(uint32)", abi_encode(std::uint32_t{0})), Wei(7));
    EXPECT_EQ(out.error(), Revert(kNothing));
    EXPECT_EQ(ports.paid[alice], Wei(0));
    EXPECT_EQ(logs.size(), 0U);
}

TEST_F(Contracts, RevertWithoutDataOnAnUnknownSelector) {
    EXPECT_EQ(send(data("pay(uint64)", abi_encode(std::uint64_t{1}))).error(), Revert());
    EXPECT_EQ(send({}).error(), Revert());
    EXPECT_EQ(send({1, 2, 3}).error(), Revert());
}

TEST_F(Contracts, RevertWithoutDataOnShortOrDirtyArguments) {
    Bytes call = data("pay(uint32)", abi_encode(std::uint32_t{1}));
    call.pop_back();
    EXPECT_EQ(send(call).error(), Revert());
    EXPECT_EQ(send(data("pay(uint32)", abi_encode(u256(1U) << 32U))).error(), Revert());
}

TEST_F(Contracts, ReadAStructOfCalldataAfterTheFirstRefusals) {
    constexpr const char* kOrder = "order((uint32,uint256[]))";
    EXPECT_EQ(send(data(kOrder, abi_encode(Order{3, {Wei(7)}})), Wei(1)).value(),
              abi_encode(std::uint32_t{3}));
    Bytes dirty = abi_encode(Order{3, {Wei(7)}});
    dirty[32] = 1;
    Bytes cut = abi_encode(Order{3, {Wei(7)}});
    cut.pop_back();
    for (const Bytes& malformed : {dirty, cut}) {
        EXPECT_EQ(send(data(kOrder, malformed)).error(), Revert(kNothing));
        EXPECT_EQ(send(data(kOrder, malformed), Wei(1)).error(), Revert());
    }
    // The place of the struct itself is looked at before anything runs.
    cut.resize(32 + 63);
    EXPECT_EQ(send(data(kOrder, cut)).error(), Revert());
    EXPECT_EQ(send(data(kOrder, abi_encode(u256(1U) << 64U))).error(), Revert());
}

TEST_F(Contracts, RevertWithoutDataOnValueWhereNoneIsTaken) {
    EXPECT_EQ(send(data("paidBy(address)", abi_encode(alice)), Wei(1)).error(), Revert());
}

TEST_F(Contracts, IgnoreBytesAfterTheArguments) {
    Bytes call = data("pay(uint32)", abi_encode(std::uint32_t{1}));
    call.push_back(0xff);
    EXPECT_TRUE(send(call).has_value());
}

TEST_F(Contracts, RevertWithoutDataOnPlainEtherWhereNoneIsReceived) {
    EXPECT_EQ(send({}, Wei(7)).error(), Revert());
    EXPECT_EQ(send({0x01}).error(), Revert());
}

TEST_F(Contracts, SendPlainEtherToReceiveAndAllElseToFallback) {
    const Contract<TillPorts> open("open",
                                   {{bind<pay>("pay(uint32) payable returns (uint256)"),
                                     bind<take>("receive() payable"), bind<refuse>("fallback()")}});
    const auto send_to_open = [&](const Bytes& data, Wei value) {
        Tx tx(undo, {5, 6, 1}, {}, &logs);
        return open.call(tx, ports, {alice, at, value, Selector()}, data);
    };
    EXPECT_TRUE(send_to_open({}, Wei(7)).has_value());
    EXPECT_EQ(ports.paid[alice], Wei(7));
    EXPECT_TRUE(
        send_to_open(data("pay(uint32)", abi_encode(std::uint32_t{1})), Wei(8)).has_value());
    EXPECT_EQ(send_to_open({0x01}, Wei()).error(), Revert("NON_EMPTY_DATA"));
    EXPECT_EQ(send_to_open({1, 2, 3, 4, 5}, Wei()).error(), Revert("NON_EMPTY_DATA"));
    EXPECT_EQ(send_to_open({1, 2, 3, 4, 5}, Wei(1)).error(), Revert());
}

TEST(ContractsDeath, ABindingThatDoesNotFitItsDeclarationStopsTheProgram) {
    EXPECT_DEATH(
        Contract<TillPorts>("bad", {{bind<pay>("pay(uint64 times) payable returns (uint256)")}}),
        "assertion failed");
    EXPECT_DEATH(Contract<TillPorts>("bad", {{bind<pay>("pay(uint32 times) payable")}}),
                 "assertion failed");
}

TEST(Transaction, AnAttemptThatFailsTakesBackItsOwnWritesAndLogs) {
    Undo undo;
    LogBuffer logs;
    Table<Address, Wei> table;
    const Address a = "0x00000000000000000000000000000000000000aa"_address;
    Tx tx(undo, {}, {}, &logs);
    undo.set(table, a, Wei(1));
    tx.log(a, Paid{a, Wei(1)});
    const auto inner = tx.attempt([&]() -> Result<void> {
        undo.set(table, a, Wei(2));
        tx.log(a, Paid{a, Wei(2)});
        return std::unexpected(Revert("no"));
    });
    EXPECT_FALSE(inner.has_value());
    EXPECT_EQ(table[a], Wei(1));
    EXPECT_EQ(logs.size(), 1U);
}

/// A contract that calls itself until it is refused, and counts.
struct Recursion {
    std::size_t calls = 0;
    Bytes data;

    static Result<Bytes> call(void* self, Tx& tx, const Call& call, BytesView /*data*/) {
        auto& it = *static_cast<Recursion*>(self);
        ++it.calls;
        return tx.call(call, it.data);
    }
};

TEST(Transaction, CallsWithinCallsEndAtTheMachinesDepth) {
    Undo undo;
    Recursion endless;
    Tx tx(undo, {}, {&endless, &Recursion::call}, nullptr);
    for (int times = 1; times <= 2; ++times) {
        EXPECT_EQ(tx.call({}, {}).error(), Revert());
        // The yellow paper's limit; what has returned no longer counts.
        EXPECT_EQ(endless.calls, 1'024U * times);
    }
}

TEST(Transaction, CallsWithinCallsEndWhereTheirBytesComeToTooMany) {
    Undo undo;
    Recursion large;
    large.data.resize(kCallBytesMax / 10);
    Tx tx(undo, {}, {&large, &Recursion::call}, nullptr);
    for (std::size_t times = 1; times <= 2; ++times) {
        EXPECT_EQ(tx.call({}, {}).error(), Revert());
        EXPECT_EQ(large.calls, 11 * times);
    }
}

TEST(Transaction, AGuardKnowsASecondEntry) {
    Undo undo;
    Tx tx(undo, {}, {}, nullptr);
    const Address a = "0x00000000000000000000000000000000000000aa"_address;
    const Address b = "0x00000000000000000000000000000000000000bb"_address;
    {
        const ReentrancyGuard first(tx, a);
        EXPECT_TRUE(first.first());
        EXPECT_TRUE(ReentrancyGuard(tx, b).first());
        EXPECT_FALSE(ReentrancyGuard(tx, a).first());
    }
    EXPECT_TRUE(ReentrancyGuard(tx, a).first());
}

}  // namespace
}  // namespace aq
