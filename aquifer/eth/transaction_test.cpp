// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/transaction.hpp>

#include <aquifer/base/hex.hpp>
#include <aquifer/eth/rlp.hpp>

#include <gtest/gtest.h>

#include <string>

namespace aq {
namespace {

// Accounts 0 and 1 of the development mnemonic "test test … junk".
constexpr Hash kSecret = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"_hash;
constexpr Address kAccount = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"_address;
constexpr Hash kSecret1 = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"_hash;
constexpr Address kAccount1 = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8"_address;
constexpr u256 kOrder = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141_u256;

/// A transaction before its signature, who signs it, and what comes of it.
struct Signed {
    Transaction tx;
    Hash secret;
    Address sender;
    std::string raw;
    Hash hash;
    Hash signing_hash;
    u256 v;
};

std::vector<AccessListEntry> some_access_list() {
    Hash all_ones;
    all_ones.bytes.fill(0xff);
    return {{"0xae7ab96520de3a18e5e111b5eaab095312d7fe84"_address, {to_hash(1), all_ones}},
            {"0x7f39c581f595b53c5cb19bd0b3f8da6c935e2ca0"_address, {}}};
}

/// The example of EIP-155 itself.
Signed example_of_eip155() {
    Transaction tx;
    tx.chain_id = 1;
    tx.nonce = 9;
    tx.gas_price = 20'000'000'000_u256;
    tx.gas = 21'000;
    tx.to = "0x3535353535353535353535353535353535353535"_address;
    tx.value = 1e18_u256;
    return {tx,
            "0x4646464646464646464646464646464646464646464646464646464646464646"_hash,
            "0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f"_address,
            "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a7640000"
            "8025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f76"
            "1aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83",
            "0x33469b22e9f636356c4160a87eb19df52b7412e8eac32a4a55ffe88ea8350788"_hash,
            "0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53"_hash,
            37};
}

// The following were signed by eth-account 0.14.0 (PyPI).

Signed legacy_without_chain() {
    Transaction tx;
    tx.gas_price = 1e9_u256;
    tx.gas = 100'000;
    tx.to = kAccount1;
    tx.value = 1;
    tx.data = {0xa9, 0x05, 0x9c, 0xbb};
    return {tx,
            kSecret,
            kAccount,
            "0xf86780843b9aca00830186a09470997970c51812dc3a010c7d01b50e0d17dc79c80184a9059cbb1ca05b"
            "74101fc0042d1d8f34b04635e8b08fafa9f35830be42a8766e5c82c7ea2d089f4ca3f42e2b0d11a21740d0"
            "bd7b1f90d303f04c04e225866f5120750e781fb3",
            "0x026b0e3296a62de189af0c478dcfe9c2748943968376f4cfd1dd85178132b8b0"_hash,
            "0xe6dc8243e6c601722f862a9153c771fcf3379222109821e7216f1b9ac370e3b2"_hash,
            28};
}

Signed legacy_deployment() {
    Transaction tx;
    tx.chain_id = 31'337;
    tx.nonce = 7;
    tx.gas = 3'000'000;
    tx.data = {0x60, 0x01, 0x60, 0x00, 0x55, 0x00};
    return {tx,
            kSecret,
            kAccount,
            "0xf8540780832dc6c080808660016000550082f4f6a036cb68427b7f5617cde199d275d3cbbe731eeaef16"
            "a5b873de10ba42ecb59bdea04532d8f4b29230ee93a9e0c3c5082a5d774845cf2b62f531c79d42b0393eaa"
            "c7",
            "0x4661b88cb4a51480f9b16821ed20c37a6d59580866d6dab6744cb3818c0662be"_hash,
            "0x3d1ddaf993b1550ce81084d79940d0920479f6ffd86fb35000ecc40766436af5"_hash,
            62'710};
}

Signed with_access_list() {
    Transaction tx;
    tx.type = TransactionType::kAccessList;
    tx.chain_id = 1;
    tx.nonce = 300;
    tx.gas_price = 30e9_u256;
    tx.gas = 90'000;
    tx.to = kAccount1;
    tx.value = u256(1U) << 128;
    tx.data = Bytes(60, 0xab);
    tx.access_list = some_access_list();
    return {tx,
            kSecret,
            kAccount,
            "0x01f9012a0182012c8506fc23ac0083015f909470997970c51812dc3a010c7d01b50e0d17dc79c8910100"
            "000000000000000000000000000000b83cabababababababababababababababababababababababababab"
            "ababababababababababababababababababababababababababababababababababf872f85994ae7ab965"
            "20de3a18e5e111b5eaab095312d7fe84f842a0000000000000000000000000000000000000000000000000"
            "0000000000000001a0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd694"
            "7f39c581f595b53c5cb19bd0b3f8da6c935e2ca0c001a0d6412582897f6889091eaf297a6cd78c6852a2b4"
            "5dc5fcc1683d1e40ac2e933da065ea1f8596f1e8088c16a3c99e15109cdfca8aefc028479336cc73b35e5a"
            "be52",
            "0xafe2fa978a4ab989f8915efea27cb3984bb7648ed16247ea2ae16035d642c559"_hash,
            "0x2839bd48cc3fd01c72bfafb357ba4d100c6cf8276e828616cf926d080a493b30"_hash,
            1};
}

Signed with_dynamic_fee() {
    Transaction tx;
    tx.type = TransactionType::kDynamicFee;
    tx.chain_id = 1;
    tx.nonce = 1;
    tx.max_priority_fee_per_gas = 1e9_u256;
    tx.max_fee_per_gas = 50e9_u256;
    tx.gas = 21'000;
    tx.to = kAccount1;
    tx.value = 1e18_u256;
    return {tx,
            kSecret1,
            kAccount1,
            "0x02f8730101843b9aca00850ba43b74008252089470997970c51812dc3a010c7d01b50e0d17dc79c8880d"
            "e0b6b3a764000080c001a03841470b844757a6fd76e505c00dd25a71172c9431834040ad745152f8b887ac"
            "a0127458b4a076e95fd3c2593ace161b22e06bf9aeaab7486b2fd31dd34ebf3c64",
            "0x40935487aa75ff6365e850f92b78c65a6d4b0d697dcdd39478ea2333d566ac5c"_hash,
            "0xd97ad4e9f52ab5dc884212b4796c1684ac2dfc98bbc795eb9d11ae76a5996654"_hash,
            1};
}

/// A deployment with every number at its edge.
Signed at_the_edges() {
    Transaction tx;
    tx.type = TransactionType::kDynamicFee;
    tx.chain_id = 17'000;
    tx.nonce = ~std::uint64_t{1};
    tx.max_fee_per_gas = u256::max();
    tx.gas = std::uint64_t{1} << 63U;
    tx.data = {0};
    tx.access_list = some_access_list();
    return {tx,
            kSecret,
            kAccount,
            "0x02f8f182426888fffffffffffffffe80a0ffffffffffffffffffffffffffffffffffffffffffffffffff"
            "ffffffffffffff888000000000000000808000f872f85994ae7ab96520de3a18e5e111b5eaab095312d7fe"
            "84f842a00000000000000000000000000000000000000000000000000000000000000001a0ffffffffffff"
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffd6947f39c581f595b53c5cb19bd0b3f8da"
            "6c935e2ca0c001a0367790518de3eb58c04be49d1accdb209421ef36ee24245e9ed020a786b36e29a0090f"
            "1b758711e34c7578d1afa4cbfc49a35b63c9f6134e45e3ee705cd46d4f77",
            "0xb46c2f1aead6690e081bcb1426d1ed47a3f8e22de0a73e2530449513db0a43d6"_hash,
            "0xf7cd8544d64f3f0ac47000bdfb569d777014bc219174ef7c354a5626b2ebb131"_hash,
            1};
}

std::vector<Signed> all() {
    return {example_of_eip155(), legacy_without_chain(), legacy_deployment(),
            with_access_list(),  with_dynamic_fee(),     at_the_edges()};
}

TEST(Transaction, IsSignedAsOthersSignIt) {
    for (const Signed& each : all()) {
        EXPECT_EQ(signing_hash(each.tx), each.signing_hash) << each.raw;
        const Transaction made = signed_with(each.tx, each.secret);
        EXPECT_EQ(to_hex(encode(made)), each.raw);
        EXPECT_EQ(hash_of(made), each.hash) << each.raw;
        EXPECT_EQ(v_of(made), each.v) << each.raw;
    }
}

TEST(Transaction, DecodesToWhatWasSigned) {
    for (const Signed& each : all()) {
        const auto decoded = decode_transaction(*parse_hex(each.raw));
        ASSERT_TRUE(decoded.has_value()) << decoded.error();
        EXPECT_EQ(*decoded, signed_with(each.tx, each.secret)) << each.raw;
        EXPECT_EQ(sender_of(*decoded), each.sender) << each.raw;
    }
}

TEST(Transaction, KeepsTheLargestChain) {
    for (const auto type : {TransactionType::kLegacy, TransactionType::kDynamicFee}) {
        Transaction tx;
        tx.type = type;
        tx.chain_id = ~std::uint64_t{0};
        tx = signed_with(tx, kSecret);
        EXPECT_EQ(decode_transaction(encode(tx)), tx);
        EXPECT_EQ(sender_of(tx), kAccount);
    }
}

TEST(Transaction, CutAnywhereIsRefused) {
    for (const Signed& each : all()) {
        const Bytes raw = *parse_hex(each.raw);
        for (std::size_t size = 0; size < raw.size(); ++size) {
            EXPECT_FALSE(decode_transaction(BytesView(raw).first(size)).has_value()) << size;
        }
    }
}

TEST(TransactionSender, IsNobodyForTheHighS) {
    // EIP-2: the same signature mirrored is as good to the curve, and refused.
    Transaction tx = signed_with(with_dynamic_fee().tx, kSecret1);
    tx.s = wrapping_sub(kOrder, tx.s);
    tx.y_parity = !tx.y_parity;
    EXPECT_EQ(sender_of(tx), std::nullopt);
    EXPECT_EQ(decode_transaction(encode(tx)), tx);
}

TEST(TransactionSender, IsNobodyOutsideTheOrder) {
    const Transaction good = signed_with(with_dynamic_fee().tx, kSecret1);
    for (const u256& wrong : {u256{}, kOrder, u256::max()}) {
        Transaction tx = good;
        tx.r = wrong;
        EXPECT_EQ(sender_of(tx), std::nullopt) << to_decimal(wrong);
        tx = good;
        tx.s = wrong;
        EXPECT_EQ(sender_of(tx), std::nullopt) << to_decimal(wrong);
    }
    EXPECT_EQ(sender_of(Transaction{}), std::nullopt);
}

TEST(TransactionSender, IsAnotherAfterAnyChange) {
    Transaction tx = signed_with(with_dynamic_fee().tx, kSecret1);
    tx.value = wrapping_add(tx.value, 1);
    EXPECT_NE(sender_of(tx), kAccount1);
}

/// What is said about a transaction in which the field at `index` stands as `replaced` gives it.
std::string error_with(const Signed& of, std::size_t index, std::string_view replaced) {
    const Bytes raw = *parse_hex(of.raw);
    const std::size_t type_bytes = of.tx.type == TransactionType::kLegacy ? 0 : 1;
    RlpReader whole(BytesView(raw).subspan(type_bytes));
    RlpReader fields = whole.list().value();
    RlpWriter out;
    out.raw(BytesView(raw).first(type_bytes));
    out.list([&] {
        for (std::size_t i = 0; !fields.at_end(); ++i) {
            if (fields.at_list()) {
                static_cast<void>(fields.list());
                if (i != index) out.raw(Bytes{0xc0});
            } else {
                const BytesView field = fields.string().value();
                if (i != index) out.string(field);
            }
            if (i == index) out.raw(*parse_hex(replaced));
        }
    });
    const auto decoded = decode_transaction(out.bytes());
    return decoded.has_value() ? "nothing" : decoded.error();
}

TEST(TransactionError, NamesTheTypesThatAreNotTaken) {
    const auto error = [](Bytes raw) { return decode_transaction(raw).error(); };
    EXPECT_EQ(error({}), "transaction: no bytes at all");
    EXPECT_EQ(error({3, 0xc0}),
              "transaction: type 3 (blobs, EIP-4844) is not supported; legacy, 1 (EIP-2930) and 2 "
              "(EIP-1559) are");
    EXPECT_EQ(error({4, 0xc0}),
              "transaction: type 4 (set code, EIP-7702) is not supported; legacy, 1 (EIP-2930) and "
              "2 (EIP-1559) are");
    EXPECT_EQ(error({0, 0xc0}),
              "transaction: type 0 is not supported; legacy, 1 (EIP-2930) and 2 (EIP-1559) are");
    EXPECT_EQ(error({0xb8, 0x73}),
              "transaction: begins with 0xb8, which is neither a type (0x01, 0x02) nor a list "
              "(0xc0 and above)");
}

TEST(TransactionError, NamesTheFieldAndWhatWasExpected) {
    const Signed legacy = example_of_eip155();
    EXPECT_EQ(error_with(legacy, 0, "0x00"),
              "transaction: nonce: a number with leading zero bytes");
    EXPECT_EQ(error_with(legacy, 0, "0x89010000000000000000"),
              "transaction: nonce: a number larger than the field allows");
    EXPECT_EQ(error_with(legacy, 1, "0xc0"),
              "transaction: gasPrice: a list where a string of bytes is expected");
    EXPECT_EQ(error_with(legacy, 2, "0x8105"),
              "transaction: gasLimit: a byte below 0x80 with a prefix, which it must not have");
    EXPECT_EQ(error_with(legacy, 3, "0x83646f67"),
              "transaction: to: 20 bytes or none expected, 3 given");
    EXPECT_EQ(error_with(legacy, 4, "0xa1" + std::string(66, '1')),
              "transaction: value: a number larger than the field allows");
    EXPECT_EQ(error_with(legacy, 5, "0xb801aa"),
              "transaction: data: a length in a longer form than it needs");
    EXPECT_EQ(error_with(legacy, 7, "0x"), "transaction: s: missing");
    EXPECT_EQ(error_with(legacy, 8, "0x0101"), "transaction: bytes after the last field");
    const Signed dynamic = with_dynamic_fee();
    EXPECT_EQ(error_with(dynamic, 0, "0x89010000000000000000"),
              "transaction: chainId: a number larger than the field allows");
    EXPECT_EQ(error_with(dynamic, 2, "0x820001"),
              "transaction: maxPriorityFeePerGas: a number with leading zero bytes");
    EXPECT_EQ(error_with(dynamic, 3, "0xc0"),
              "transaction: maxFeePerGas: a list where a string of bytes is expected");
}

TEST(TransactionError, SaysWhichVIsExpected) {
    const Signed legacy = example_of_eip155();
    for (const auto& [item, value] :
         {std::pair{"0x80", "0"}, {"0x01", "1"}, {"0x1a", "26"}, {"0x1d", "29"}, {"0x22", "34"}}) {
        EXPECT_EQ(error_with(legacy, 6, item),
                  "transaction: v: 27, 28 or 35 + 2 * chain id + parity expected, " +
                      std::string(value) + " given");
    }
    EXPECT_EQ(error_with(legacy, 6, "0x1b"), "nothing");
    EXPECT_EQ(error_with(legacy, 6, "0x23"), "nothing") << "the chain 0";
    // 35 + 2 * 2^64
    EXPECT_EQ(error_with(legacy, 6, "0x89020000000000000023"),
              "transaction: v: a chain id of at most 64 bits expected");
    EXPECT_EQ(error_with(with_dynamic_fee(), 9, "0x02"),
              "transaction: yParity: 0 or 1 expected, 2 given");
    EXPECT_EQ(error_with(with_dynamic_fee(), 9, "0x1b"),
              "transaction: yParity: 0 or 1 expected, 27 given");
}

TEST(TransactionError, NamesTheEntryOfTheAccessList) {
    const Signed dynamic = with_dynamic_fee();
    const std::string entry = "d6947f39c581f595b53c5cb19bd0b3f8da6c935e2ca0c0";
    EXPECT_EQ(error_with(dynamic, 8, "0xd7" + entry), "nothing");
    EXPECT_EQ(error_with(dynamic, 8, "0x80"),
              "transaction: accessList: a string of bytes where a list is expected");
    EXPECT_EQ(error_with(dynamic, 8, "0xd8" + entry + "01"),
              "transaction: accessList[1]: a string of bytes where a list is expected");
    EXPECT_EQ(error_with(dynamic, 8, "0xc3c28001"),
              "transaction: accessList[0]: of another length than expected");
    EXPECT_EQ(error_with(dynamic, 8, "0xd8d7947f39c581f595b53c5cb19bd0b3f8da6c935e2ca0c105"),
              "transaction: accessList[0]: of another length than expected");
    EXPECT_EQ(error_with(dynamic, 8, "0xd8d7947f39c581f595b53c5cb19bd0b3f8da6c935e2ca0c005"),
              "transaction: accessList[0]: bytes after the last field");
    EXPECT_EQ(error_with(dynamic, 8, "0xc1c0"), "transaction: accessList[0]: missing");
}

TEST(TransactionError, SaysThatSomethingFollows) {
    Bytes raw = *parse_hex(example_of_eip155().raw);
    raw.push_back(0);
    EXPECT_EQ(decode_transaction(raw).error(), "transaction: bytes after its end");
}

}  // namespace
}  // namespace aq
