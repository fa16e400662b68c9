// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/abi.hpp>

#include <aquifer/eth/event.hpp>

#include <gtest/gtest.h>

namespace aq {
namespace {

struct Point {
    Address at;
    std::uint32_t id = 0;
    bool operator==(const Point&) const = default;
};

struct Nested {
    std::vector<Point> points;
    std::string name;
    std::vector<std::vector<u256>> rows;
    Bytes blob;
    bool operator==(const Nested&) const = default;
};

constexpr Address kA = "0x00000000000000000000000000000000000000aa"_address;

Bytes bytes(std::string_view hex) {
    return parse_hex(hex).value();
}

// The examples of the Solidity documentation, "Contract ABI Specification".

TEST(Abi, EncodesTheDocumentationsStaticExample) {
    // baz(uint32,bool) with 69 and true.
    EXPECT_EQ(to_hex(BytesView(
                  abi_call(first_four(keccak("baz(uint32,bool)")), std::uint32_t{69}, true))),
              "0xcdcd77c0"
              "0000000000000000000000000000000000000000000000000000000000000045"
              "0000000000000000000000000000000000000000000000000000000000000001");
}

TEST(Abi, EncodesTheDocumentationsDynamicExample) {
    // f(uint256,uint32[],bytes10,bytes) with its bytes10 taken as a bytes32 here.
    Hash ten{};
    std::ranges::copy(bytes("0x31323334353637383930"), ten.bytes.begin());
    const Bytes text = bytes("0x48656c6c6f2c20776f726c6421");
    EXPECT_EQ(to_hex(BytesView(
                  abi_encode(u256(0x123U), std::vector<std::uint32_t>{0x456, 0x789}, ten, text))),
              "0x"
              "0000000000000000000000000000000000000000000000000000000000000123"
              "0000000000000000000000000000000000000000000000000000000000000080"
              "3132333435363738393000000000000000000000000000000000000000000000"
              "00000000000000000000000000000000000000000000000000000000000000e0"
              "0000000000000000000000000000000000000000000000000000000000000002"
              "0000000000000000000000000000000000000000000000000000000000000456"
              "0000000000000000000000000000000000000000000000000000000000000789"
              "000000000000000000000000000000000000000000000000000000000000000d"
              "48656c6c6f2c20776f726c642100000000000000000000000000000000000000");
}

TEST(Abi, EncodesTheDocumentationsNestedExample) {
    // g(uint256[][],string[]) with [[1,2],[3]], ["one","two","three"]: the head and first offsets.
    const std::vector<std::vector<u256>> rows{{1, 2}, {3}};
    const std::vector<std::string> names{"one", "two", "three"};
    const Bytes out = abi_encode(rows, names);
    const auto word = [&](std::size_t i) { return load_be(out.data() + 32 * i).truncate_u64(); };
    EXPECT_EQ(word(0), 0x40U);
    EXPECT_EQ(word(1), 0x140U);
    EXPECT_EQ(word(2), 2U);
    EXPECT_EQ(word(3), 0x40U);
    EXPECT_EQ(word(4), 0xa0U);
    EXPECT_EQ(word(10), 3U);
    EXPECT_EQ(word(11), 0x60U);
    EXPECT_EQ(word(12), 0xa0U);
    EXPECT_EQ(word(13), 0xe0U);
    std::vector<std::vector<u256>> rows_back;
    std::vector<std::string> names_back;
    ASSERT_TRUE(abi_decode(AbiReader(out), rows_back, names_back));
    EXPECT_EQ(rows_back, rows);
    EXPECT_EQ(names_back, names);
}

TEST(Abi, NamesTypesAsSignaturesDo) {
    EXPECT_EQ(AbiCodec<Nested>::name(), "((address,uint32)[],string,uint256[][],bytes)");
    EXPECT_EQ(AbiCodec<u40>::name(), "uint40");
    EXPECT_EQ(AbiCodec<Int<128>>::name(), "int128");
    EXPECT_EQ(AbiCodec<i256>::name(), "int256");
    EXPECT_EQ(AbiCodec<Selector>::name(), "bytes4");
}

TEST(Abi, GivesANestedStructBack) {
    const Nested value{{{kA, 1}, {kA, 2}}, "liquid", {{1, 2}, {}}, {1, 2, 3}};
    Nested back;
    ASSERT_TRUE(abi_decode(AbiReader(abi_encode(value)), back));
    EXPECT_EQ(back, value);
}

TEST(Abi, KnowsTheSizeOfAnEncodingBeforehand) {
    const Nested nested{{{kA, 1}, {kA, 2}}, "a name", {{}, {1_u256, 2_u256}}, Bytes(33)};
    Bytes tail;
    AbiCodec<Nested>::append(tail, nested);
    EXPECT_EQ(AbiCodec<Nested>::tail(nested), tail.size());
    const Bytes encoded = abi_encode(kA, nested, std::vector<Nested>{nested, Nested()});
    EXPECT_EQ(encoded.capacity(), encoded.size());
}

TEST(Abi, RefusesDirtyHighBitsUnlessLenient) {
    const Bytes dirty = abi_encode(u256(1U) << 200U);
    Address address;
    bool flag = false;
    std::uint64_t number = 0;
    Selector selector;
    EXPECT_FALSE(abi_decode(AbiReader(dirty), address));
    EXPECT_FALSE(abi_decode(AbiReader(dirty), flag));
    EXPECT_FALSE(abi_decode(AbiReader(dirty), number));
    EXPECT_FALSE(abi_decode(AbiReader(abi_encode(u256(1U))), selector));
    EXPECT_TRUE(abi_decode(AbiReader(dirty, false), address));
    EXPECT_EQ(address, kZeroAddress);
    EXPECT_TRUE(abi_decode(AbiReader(dirty, false), number));
    EXPECT_EQ(number, 0U);
    EXPECT_TRUE(abi_decode(AbiReader(dirty, false), flag));
    EXPECT_TRUE(flag);
}

TEST(Abi, SignedNumbersExtendTheirSign) {
    const Bytes out = abi_encode(Int<64>{-2});
    EXPECT_EQ(load_be(out.data()), wrapping_sub(u256{}, 2));
    Int<64> back;
    ASSERT_TRUE(abi_decode(AbiReader(out), back));
    EXPECT_EQ(back.value, -2);
    EXPECT_FALSE(abi_decode(AbiReader(abi_encode(u256(1U) << 64U)), back));
    EXPECT_EQ(i256::negative(5).magnitude(), u256(5U));
    EXPECT_TRUE(i256::negative(5) < i256::positive(1));
}

TEST(Abi, RefusesEveryTruncation) {
    const Bytes whole = abi_encode(Nested{{{kA, 1}}, "liquid", {{1, 2}, {}}, {1, 2, 3}});
    // The last blob's padding may be missing, as for Solidity; anything shorter may not.
    for (std::size_t size = 0; size + 29 < whole.size(); ++size) {
        Nested out;
        EXPECT_FALSE(abi_decode(AbiReader(BytesView(whole).first(size)), out)) << size;
    }
}

TEST(Abi, RefusesOffsetsAndLengthsThatLeaveTheData) {
    for (const u256& word : {u256::max(), u256(1U) << 64U, u256(0x1000U), u256(1U) << 63U}) {
        Bytes data = abi_encode(std::vector<u256>{1, 2});
        std::vector<u256> out;
        Bytes bad_offset = data;
        store_be(bad_offset.data(), word);
        EXPECT_FALSE(abi_decode(AbiReader(bad_offset), out));
        store_be(data.data() + 32, word);
        EXPECT_FALSE(abi_decode(AbiReader(data), out));
    }
}

TEST(Signatures, LoseTheirNamesAndKeepTheirTypes) {
    EXPECT_EQ(canonical_signature(
                  "A(address indexed from, (address avs, uint32 id)[] sets, bytes32[][] x)"),
              "A(address,(address,uint32)[],bytes32[][])");
    EXPECT_EQ(canonical_signature("f((uint32 a, (uint8 b, bool[] c)[] d) e, uint256)"
                                  " view returns (uint256 z)"),
              "f((uint32,(uint8,bool[])[]),uint256)");
    EXPECT_EQ(canonical_signature("f()"), "f()");
    EXPECT_EQ(returned_types("f(uint8 a) returns ((uint64 x, int128 y) z, bool[] ok)"),
              "((uint64,int128),bool[])");
    EXPECT_EQ(returned_types("f(uint8 a) payable"), "()");
}

struct Moved {
    static constexpr Abi abi{
        "Moved(address indexed from, (address at, uint32 id) point, bytes32 indexed root, string "
        "why)"};
    Address from;
    Point point;
    Hash root;
    std::string why;
};

TEST(Events, SplitIntoTopicsAndDataAndComeBack) {
    LogBuffer logs;
    const Hash root = keccak("root");
    logs.append(kA, Moved{kA, {kA, 9}, root, "because"});
    const LogView log = logs[0];
    ASSERT_EQ(log.topics.size(), 3U);
    EXPECT_EQ(log.topics[0], keccak("Moved(address,(address,uint32),bytes32,string)"));
    EXPECT_EQ(log.topics[1], to_hash(to_u256(kA)));
    EXPECT_EQ(log.topics[2], root);
    EXPECT_EQ(Bytes(log.data.begin(), log.data.end()),
              abi_encode(Point{kA, 9}, std::string("because")));
    const auto back = read_event<Moved>(log);
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(back->point.id, 9U);
    EXPECT_EQ(back->why, "because");
    EXPECT_EQ(back->root, root);
}

TEST(Events, RefuseALogOfAnotherKindOrShape) {
    LogBuffer logs;
    logs.append(kA, Moved{kA, {kA, 9}, {}, "because"});
    const LogView log = logs[0];
    EXPECT_FALSE(read_event<Moved>({log.emitter, log.topics.first(2), log.data}).has_value());
    EXPECT_FALSE(read_event<Moved>({log.emitter, log.topics, log.data.first(40)}).has_value());
    const std::array other{keccak("Other()"), log.topics[1], log.topics[2]};
    EXPECT_FALSE(read_event<Moved>({log.emitter, other, log.data}).has_value());
}

}  // namespace
}  // namespace aq
