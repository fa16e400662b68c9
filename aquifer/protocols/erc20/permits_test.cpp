// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/permits.hpp>

#include <aquifer/eth/signature.hpp>
#include <aquifer/ledger/testing.hpp>
#include <aquifer/protocols/erc20/abi.hpp>
#include <aquifer/protocols/erc20/errors.hpp>
#include <aquifer/protocols/erc20/events.hpp>
#include <aquifer/protocols/erc20/testing.hpp>

#include <gtest/gtest.h>

namespace aq::erc20 {
namespace {

constexpr Hash kSecret = "0x00000000000000000000000000000000000000000000000000000000000000a1"_hash;
constexpr u256 kOrder = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141_u256;

struct Signed {
    std::uint8_t v = 0;
    Hash r;
    Hash s;
};

class Erc20Permits : public ::testing::Test, protected TokenBox {
protected:
    void stand_with_permits(Kind kind) {
        s_ = State();
        accounts_ = Accounts();
        stand(kind);
        move::set_title(undo_, s_, kToken, {ShortText("Token"), ShortText("TKN"), ShortText("1")});
    }

    Signed sign_now(const Hash& secret) const {
        const Permission permission{owner_, kBob, amount(7), nonce(s_, kToken, owner_),
                                    u256(block_.time)};
        const Bytes bytes = sign(permit_digest(s_, block_, kToken, permission), secret);
        return {bytes[64], to_hash(load_be(bytes.data())), to_hash(load_be(bytes.data() + 32))};
    }

    auto bring(const Signed& by, std::uint64_t deadline = 1) {
        return act(permit, kCarol, owner_, kBob, amount(7), u256(deadline), by.v, by.r, by.s);
    }

    /// The same signature with the other s.
    static Signed high(const Signed& low) {
        return {static_cast<std::uint8_t>(55 - low.v), low.r,
                to_hash(wrapping_sub(kOrder, to_u256(low.s)))};
    }

    Address owner_ = account_of(kSecret);
};

// Transaction 145 of the recorded run of Lido's shares with seed 5: the first permit of wstETH.
TEST_F(Erc20Permits, ARecordedPermitIsTaken) {
    constexpr Address kWstEth = "0x4a9ff995cd82ac401c699455d0b91109c5f87bf0"_address;
    constexpr Address kOwner = "0x7ab6bf8f9e68c8bdd3318dfc373ed9c588429e4f"_address;
    constexpr Address kSpender = "0xec3198fa56c09a3a96967eefb65d997ecd1aeaf3"_address;
    move::create(undo_, s_, kWstEth, Kind::kOpenZeppelin3, 18);
    move::set_title(
        undo_, s_, kWstEth,
        {ShortText("Wrapped liquid staked Ether 2.0"), ShortText("wstETH"), ShortText("1")});
    Block block{67, 1735771829, 31337};
    Tx tx(undo_, block, {}, &logs_);
    const Call call{kCarol, kWstEth, Wei(), Selector()};
    const auto once = [&] {
        return permit(tx, ports_, call, kOwner, kSpender, Amount(500000000000000000_u256),
                      u256(0x6775c6b5U), 0x1c,
                      "0xe588b32b66d79e52a2d19b877236e5c40b7d37db96ce8d8e196fbf3c4cfd29d3"_hash,
                      "0x582dc0ad6cfed01d8fa70d31b66af606bf3e62f900a0e8466458f49908d940ad"_hash);
    };
    EXPECT_TRUE(once().has_value());
    EXPECT_EQ(allowance(s_, kWstEth, kOwner, kSpender), Amount(500000000000000000_u256));
    EXPECT_EQ(nonce(s_, kWstEth, kOwner), u256(1U));
    ASSERT_EQ(logs_.size(), 1U);
    EXPECT_EQ(read_event<Approval>(logs_[0])->value, Amount(500000000000000000_u256));
    expect_refusal(once(), "ERC20Permit: invalid signature");
}

// What WstETH answered at its mainnet address on chain 1 to the first permit of this key: behind
// the text, the last 26 bytes of s.
TEST_F(Erc20Permits, SolidityDot6ShowsTheSignatureBehindItsRefusalOfASpender) {
    constexpr Address kWstEth = "0x7f39c581f595b53c5cb19bd0b3f8da6c935e2ca0"_address;
    move::create(undo_, s_, kWstEth, Kind::kOpenZeppelin3, 18);
    move::set_title(
        undo_, s_, kWstEth,
        {ShortText("Wrapped liquid staked Ether 2.0"), ShortText("wstETH"), ShortText("1")});
    Tx tx(undo_, {25'900'000, 1'795'368'023, 1}, {}, &logs_);
    const auto refused =
        permit(tx, ports_, {kCarol, kWstEth, Wei(), Selector()}, owner_, kZeroAddress, amount(7),
               u256(2'000'000'000U), 28,
               "0x0a2786b933e147aa27eaab3c323f9b7f8273da73e8dffda2237f19bf633d92fc"_hash,
               "0x5a47e54ce45415eefa1f63834c38e7c2c72b16b5b05286ebf2ad2a30002c9c1c"_hash);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(to_hex(refused.error().encode()),
              "0x08c379a0"
              "0000000000000000000000000000000000000000000000000000000000000020"
              "0000000000000000000000000000000000000000000000000000000000000022"
              "45524332303a20617070726f766520746f20746865207a65726f206164647265"
              "737315eefa1f63834c38e7c2c72b16b5b05286ebf2ad2a30002c9c1c00000000");
}

TEST_F(Erc20Permits, EachGenerationTakesAPermitOnce) {
    for (const Kind kind : {Kind::kOpenZeppelin3, Kind::kOpenZeppelin4, Kind::kOpenZeppelin5,
                            Kind::kMeth, Kind::kFiatToken, Kind::kSolmate}) {
        stand_with_permits(kind);
        const Signed by = sign_now(kSecret);
        EXPECT_TRUE(bring(by).has_value());
        EXPECT_EQ(allowance(s_, kToken, owner_, kBob), amount(7));
        EXPECT_EQ(nonce(s_, kToken, owner_), u256(1U));
        EXPECT_EQ(logs_.size(), 1U);
        EXPECT_FALSE(bring(by).has_value());
        EXPECT_EQ(nonce(s_, kToken, owner_), u256(1U));
    }
}

TEST_F(Erc20Permits, EachGenerationRefusesInItsWords) {
    struct Refusals {
        Kind kind;
        Revert expired, high_s, bad_v, nobody;
    };
    const std::vector<Refusals> all{
        {Kind::kOpenZeppelin3, "ERC20Permit: expired deadline",
         "ECDSA: invalid signature 's' value", "ECDSA: invalid signature 'v' value",
         "ECDSA: invalid signature"},
        {Kind::kOpenZeppelin4, "ERC20Permit: expired deadline",
         "ECDSA: invalid signature 's' value", "ECDSA: invalid signature",
         "ECDSA: invalid signature"},
        {Kind::kFiatToken, "FiatTokenV2: permit is expired",
         "ECRecover: invalid signature 's' value", "ECRecover: invalid signature 'v' value",
         "ECRecover: invalid signature"},
    };
    for (const Refusals& words : all) {
        stand_with_permits(words.kind);
        const Signed by = sign_now(kSecret);
        expect_refusal(bring(by, 0), words.expired);
        expect_refusal(bring(high(by)), words.high_s);
        expect_refusal(bring({29, by.r, by.s}), words.bad_v);
        expect_refusal(bring({by.v, Hash(), by.s}), words.nobody);
    }
}

TEST_F(Erc20Permits, ASignatureOfAnotherIsRefused) {
    constexpr Hash kOther =
        "0x00000000000000000000000000000000000000000000000000000000000000a2"_hash;
    const std::vector<std::pair<Kind, Revert>> all{
        {Kind::kOpenZeppelin3, "ERC20Permit: invalid signature"},
        {Kind::kOpenZeppelin4, "ERC20Permit: invalid signature"},
        {Kind::kFiatToken, "EIP2612: invalid signature"},
        {Kind::kSolmate, "INVALID_SIGNER"},
        {Kind::kOpenZeppelin5, {error::ERC2612InvalidSigner, account_of(kOther), owner_}},
    };
    for (const auto& [kind, words] : all) {
        stand_with_permits(kind);
        expect_refusal(bring(sign_now(kOther)), words);
    }
}

TEST_F(Erc20Permits, OpenZeppelin5RefusesWithItsErrors) {
    stand_with_permits(Kind::kOpenZeppelin5);
    const Signed by = sign_now(kSecret);
    expect_refusal(bring(by, 0), {error::ERC2612ExpiredSignature, u256()});
    expect_refusal(bring(high(by)), {error::ECDSAInvalidSignatureS, high(by).s});
    expect_refusal(bring({29, by.r, by.s}), error::ECDSAInvalidSignature);
}

TEST_F(Erc20Permits, SolmateTakesAHighS) {
    stand_with_permits(Kind::kSolmate);
    const Signed by = sign_now(kSecret);
    expect_refusal(bring(by, 0), "PERMIT_DEADLINE_EXPIRED");
    expect_refusal(bring({29, by.r, by.s}), "INVALID_SIGNER");
    expect_refusal(bring({by.v, by.r, to_hash(kOrder)}), "INVALID_SIGNER");
    EXPECT_TRUE(bring(high(by)).has_value());
}

TEST_F(Erc20Permits, FiatTokenScreensBothSides) {
    stand_with_permits(Kind::kFiatToken);
    const Signed by = sign_now(kSecret);
    move::set_blocked(undo_, s_, kToken, kBob, true);
    expect_refusal(bring(by, 0), "Blacklistable: account is blacklisted");
    move::set_paused(undo_, s_, kToken, true);
    expect_refusal(bring(by, 0), "Pausable: paused");
}

TEST_F(Erc20Permits, ATokenWithoutPermitsAnswersAsIfItHadNoSuchFunction) {
    stand(Kind::kOpenZeppelin4);
    expect_refusal(bring({27, kSecret, kSecret}), Revert());
    Tx tx = transaction();
    const Call call{kCarol, kToken, Wei(), Selector()};
    for (const char* name : {"nonces(address)", "DOMAIN_SEPARATOR()"}) {
        Bytes data(36);
        std::ranges::copy(first_four(keccak(std::string_view(name))).bytes, data.begin());
        expect_refusal(face(Kind::kOpenZeppelin4).call(tx, ports_, call, data), Revert());
    }
}

TEST_F(Erc20Permits, ATokenKnowsItsNames) {
    stand_with_permits(Kind::kSolmate);
    Tx tx = transaction();
    const Call call{kCarol, kToken, Wei(), Selector()};
    const auto ask = [&](const char* name) {
        const Selector selector = first_four(keccak(std::string_view(name)));
        const auto answer = face(Kind::kSolmate).call(tx, ports_, call, selector.bytes);
        std::string text;
        EXPECT_TRUE(answer.has_value() && abi_decode(AbiReader(*answer), text));
        return text;
    };
    EXPECT_EQ(ask("name()"), "Token");
    EXPECT_EQ(ask("symbol()"), "TKN");
}

}  // namespace
}  // namespace aq::erc20
