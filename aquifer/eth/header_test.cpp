// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/header.hpp>

#include <aquifer/base/hex.hpp>

#include <gtest/gtest.h>

namespace aq {
namespace {

constexpr Address kToken = "0xae7ab96520de3a18e5e111b5eaab095312d7fe84"_address;
constexpr Address kHolder = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8"_address;
const std::array<Hash, 3> kTransferTopics{
    keccak("Transfer(address,address,uint256)"), Hash{},
    "0x00000000000000000000000070997970c51812dc3a010c7d01b50e0d17dc79c8"_hash};
const Hash kAmount = to_hash(1e18_u256);
const LogView kPaidTransfer{kToken, kTransferTopics, kAmount.bytes};

Hash filled(std::uint8_t byte) {
    Hash out;
    out.bytes.fill(byte);
    return out;
}

/// No field but the state's root is what it starts as, so that none can stand in another's place.
Header some_header() {
    Header out;
    out.parent_hash = filled(1);
    out.beneficiary.bytes.fill(2);
    out.transactions_root = filled(3);
    out.receipts_root = filled(4);
    out.logs_bloom.add(kPaidTransfer);
    out.number = 22'000'001;
    out.gas_limit = 45'000'000;
    out.gas_used = 21'496;
    out.timestamp = 1'750'000'012;
    out.extra_data = {'a', 'q', 'u', 'i', 'f', 'e', 'r'};
    out.prev_randao = filled(5);
    out.base_fee_per_gas = 7'000'000'000_u256;
    out.withdrawals_root = filled(6);
    out.blob_gas_used = 131'072;
    out.parent_beacon_block_root = filled(7);
    return out;
}

/// Block 24,630,100 of mainnet, as JSON-RPC showed it.
Header mainnet_header() {
    Header out;
    out.parent_hash = "0x63ce16602b2afe4089fa8e0a2c16be1a2dea1c4d30b65bd717d9398ddd5fba23"_hash;
    out.beneficiary = "0xdadb0d80178819f2319190d340ce9a924f783711"_address;
    out.state_root = "0x41ebb402f36d0ce15799e98d1aca83bbb5d4b08d1b6572e73b388e4ece192916"_hash;
    out.transactions_root =
        "0x3b889eb9fa0713d2e1d9e90725d45fd04ec4a550a7a390639c243c5f3b2c6215"_hash;
    out.receipts_root = "0x52fc280ab6b1db61781dae4cc5f81b7ddd484eae78320bdd8161d5b2fe8e7719"_hash;
    parse_hex_into(
        "0xfffffef97ffdf7dfb75fbbfeffffdfffffbeefffffbbffff6ffffdffbffffaf9df7fff7f7fff6ffbffffdfdf"
        "fbffffff76fffffcbf7ffbfffffeefffffff7df7bffffffdefffff8fdfdf7f7ceffdffff7ff77affe7ef5ff5fb"
        "fff57ff7eeadfffffffabfff7bdffbbfbffcfffdefffeffefffffffff5fffefdffdffbffffdfdffbffe7ffffff"
        "fffdffebf7e37fdfe977f7fbdfefdffddffffffffff5f97ffffdfbffdf7fffffbff9feff77afffefffeef77fff"
        "f7fff6fffeffd77ffffeefefdb7bffffff7f7ffdfbff7ffffffffefdffdffddffffffefffffffefdfbf7fdffef"
        "7fffff3bdf7fff6cefffdfffdf7ffffeffbfbffffdafffdfbf7efdbeffff7fff",
        out.logs_bloom.bytes);
    out.number = 24'630'100;
    out.gas_limit = 60'000'000;
    out.gas_used = 27'585'897;
    out.timestamp = 1'773'182'315;
    out.extra_data = *parse_hex("0x4275696c6465724e6574202842656176657229");
    out.prev_randao = "0xf824cbc0bffaa4862fffafa96c2cce90898dda8b97fc3eaa6a85ac38075991e5"_hash;
    out.base_fee_per_gas = 38202867;
    out.withdrawals_root =
        "0x76abcbef0846a5bd065d0207581dacc3cf8df4ec2ba0a8e4d4fbbe97864b82ee"_hash;
    out.blob_gas_used = 262144;
    out.excess_blob_gas = 170553870;
    out.parent_beacon_block_root =
        "0xd9b957562f8477151f61eddc77bcad7451ef62eab8f4fe470402073a794e8bba"_hash;
    return out;
}

TEST(Header, HashesAsMainnetDoes) {
    EXPECT_EQ(hash_of(mainnet_header()),
              "0x6c4c6ea047f0ca4bcb0b0fbbcc2e50061d8dd24ba1ab8a22a6d3583a497c3c82"_hash);
}

// Hashes by the packages rlp 5.0.0 and eth-hash 0.8.0 (PyPI) from the same fields, listed by hand
// in the order of EIP-1559, EIP-4895, EIP-4844, EIP-4788 and EIP-7685.

TEST(Header, HashesAllFieldsInTheirOrder) {
    EXPECT_EQ(hash_of(some_header()),
              "0x18d75021f61465375657d51aca1636667189fd7618bca6eb2225d0c4c9538fbd"_hash);
    EXPECT_EQ(encode(some_header()).size(), 627U);
    EXPECT_EQ(hash_of(Header{}),
              "0xdd07c69810829feb5a28639a6858ea08f510ba9f5f7e32294e091d0e509cfa19"_hash);
}

TEST(Header, StartsWithTheRootsOfNothing) {
    EXPECT_EQ(kNoOmmers, keccak(BytesView(Bytes{0xc0})));
    EXPECT_EQ(kNoRequests.bytes, sha256({}));
}

TEST(Header, DecodesToWhatWasEncoded) {
    EXPECT_EQ(decode_header(encode(some_header())), some_header());
    EXPECT_EQ(decode_header(encode(Header{})), Header{});
}

TEST(Header, TellsWhichFieldIsWrong) {
    EXPECT_EQ(decode_header({}).error(), "header: missing");
    EXPECT_EQ(decode_header(Bytes{0xc0}).error(), "header: parentHash: missing");
    Header header = some_header();
    header.extra_data.resize(33);
    EXPECT_EQ(decode_header(encode(header)).error(),
              "header: extraData: at most 32 bytes expected");
    // The header's prefix has three bytes, the parent's hash 33.
    Bytes bytes = encode(some_header());
    bytes[36] = 0x9f;
    EXPECT_EQ(decode_header(bytes).error(), "header: ommersHash: 32 bytes expected, 31 given");
}

TEST(Withdrawal, EncodesAsEip4895Says) {
    const Withdrawal withdrawal{1'234'567, 890'123, kHolder, 32'000'000'000};
    EXPECT_EQ(to_hex(encode(withdrawal)),
              "0xe38312d687830d950b9470997970c51812dc3a010c7d01b50e0d17dc79c8850773594000");
    EXPECT_EQ(decode_withdrawal(encode(withdrawal)), withdrawal);
    EXPECT_EQ(ordered_root(std::array{encode(withdrawal)}),
              "0xc0251d5fc0713bb3ff0023190214125e2f7a57577eddfafd8f459baa874e38e0"_hash);
    EXPECT_EQ(decode_withdrawal(Bytes{0xc2, 1, 2}).error(), "withdrawal: address: missing");
}

TEST(Receipt, IsAListOfStatusGasBloomAndLogs) {
    Receipt receipt{TransactionType::kLegacy, true, 21'496, std::span(&kPaidTransfer, 1)};
    const Bytes legacy = receipt_bytes(receipt, bloom_of(receipt.logs));
    EXPECT_EQ(legacy.size(), 425U);
    EXPECT_EQ(keccak(BytesView(legacy)),
              "0xad532f533286a040311ee6cd8c4db39d7199066c9e1a9e7e5e1d04d591355efc"_hash);
    receipt.type = TransactionType::kDynamicFee;
    const Bytes typed = receipt_bytes(receipt, bloom_of(receipt.logs));
    EXPECT_EQ(keccak(BytesView(typed)),
              "0x959b734eefd6474fa480f6bd95c278a0fcc94761e7c65961cb0a077c17e62e75"_hash);
    EXPECT_EQ(ordered_root(std::array{legacy, typed}),
              "0x3b7cb2a74659760a0e0e6460cfc3a3238101256b64b7531fe578e16b7cd6ed7d"_hash);
}

TEST(Receipt, OfAFailureHasStatusZero) {
    const Bytes bytes = receipt_bytes({TransactionType::kAccessList, false, 50'000, {}}, Bloom{});
    EXPECT_EQ(keccak(BytesView(bytes)),
              "0xfe1fce34723383a92c9f67f4c6da17db9d0505f7e190683e91505fa190b6bc19"_hash);
}

}  // namespace
}  // namespace aq
