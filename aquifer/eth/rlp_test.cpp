// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/rlp.hpp>

#include <aquifer/base/hex.hpp>
#include <aquifer/eth/rlp_fields.hpp>

#include <gtest/gtest.h>

#include <string>

namespace aq {
namespace {

constexpr std::string_view kLorem = "Lorem ipsum dolor sit amet, consectetur adipisicing elit";

template <class Write>
std::string written(const Write& write) {
    RlpWriter out;
    write(out);
    return to_hex(out.bytes());
}

std::string string(std::string_view text) {
    return written([&](RlpWriter& out) { out.string(bytes_of(text)); });
}

std::string number(const u256& value) {
    return written([&](RlpWriter& out) { out.number(value); });
}

std::string small(std::uint64_t value) {
    return written([&](RlpWriter& out) { out.number(value); });
}

/// A reader of bytes that outlive it.
struct Input {
    Bytes bytes;
    RlpReader reader{bytes};

    explicit Input(std::string_view hex) : bytes(*parse_hex(hex)) {}
};

RlpFault fault_of_string(std::string_view hex) {
    return Input(hex).reader.string().error();
}
RlpFault fault_of_number(std::string_view hex) {
    return Input(hex).reader.number_u64().error();
}
RlpFault fault_of_list(std::string_view hex) {
    return Input(hex).reader.list().error();
}

// The vectors of the Ethereum wiki ("RLP") and of ethereum/tests, RLPTests/rlptest.json.

TEST(RlpWriter, WritesStrings) {
    EXPECT_EQ(string(""), "0x80");
    EXPECT_EQ(string("dog"), "0x83646f67");
    EXPECT_EQ(string(std::string_view("\0", 1)), "0x00");
    EXPECT_EQ(string("\x01"), "0x01");
    EXPECT_EQ(string("\x0f"), "0x0f");
    EXPECT_EQ(string("\x7f"), "0x7f");
    EXPECT_EQ(string("\x80"), "0x8180");
}

TEST(RlpWriter, WritesAStringOf55BytesShortAndOf56Long) {
    EXPECT_EQ(
        string("Lorem ipsum dolor sit amet, consectetur adipisicing eli"),
        "0xb74c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e73656374657475722061"
        "6469706973696369"
        "6e6720656c69");
    EXPECT_EQ(
        string(kLorem),
        "0xb8384c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e736563746574757220"
        "61646970697369"
        "63696e6720656c6974");
}

TEST(RlpWriter, WritesALengthOfTwoBytes) {
    EXPECT_EQ(string(std::string(1024, 'a')).substr(0, 10), "0xb9040061");
    EXPECT_EQ(string(std::string(255, 'a')).substr(0, 8), "0xb8ff61");
    EXPECT_EQ(string(std::string(256, 'a')).substr(0, 10), "0xb9010061");
}

TEST(RlpWriter, WritesNumbersWithoutLeadingZeros) {
    EXPECT_EQ(number(0), "0x80");
    EXPECT_EQ(number(1), "0x01");
    EXPECT_EQ(number(16), "0x10");
    EXPECT_EQ(number(79), "0x4f");
    EXPECT_EQ(number(127), "0x7f");
    EXPECT_EQ(number(128), "0x8180");
    EXPECT_EQ(number(1000), "0x8203e8");
    EXPECT_EQ(number(1024), "0x820400");
    EXPECT_EQ(number(100000), "0x830186a0");
    EXPECT_EQ(number(83729609699884896815286331701780722_u256),
              "0x8f102030405060708090a0b0c0d0e0f2");
    EXPECT_EQ(number(0x0100020003000400050006000700080009000a000b000c000d000e01_u256),
              "0x9c0100020003000400050006000700080009000a000b000c000d000e01");
    EXPECT_EQ(number(u256::max()),
              "0xa0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
}

TEST(RlpWriter, WritesSmallNumbersAsItWritesLargeOnes) {
    for (unsigned bit = 0; bit < 64; ++bit) {
        const std::uint64_t power = std::uint64_t{1} << bit;
        for (const std::uint64_t value : {power - 1, power, power + 1}) {
            EXPECT_EQ(small(value), number(u256(value)));
        }
    }
    EXPECT_EQ(small(~std::uint64_t{0}), "0x88ffffffffffffffff");
}

TEST(RlpWriter, WritesLists) {
    EXPECT_EQ(written([](RlpWriter& out) { out.list([] {}); }), "0xc0");
    EXPECT_EQ(written([](RlpWriter& out) {
                  out.list([&] {
                      out.string(bytes_of("cat"));
                      out.string(bytes_of("dog"));
                  });
              }),
              "0xc88363617483646f67");
    // "multilist": ["zw", [4], 1]
    EXPECT_EQ(written([](RlpWriter& out) {
                  out.list([&] {
                      out.string(bytes_of("zw"));
                      out.list([&] { out.number(std::uint64_t{4}); });
                      out.number(std::uint64_t{1});
                  });
              }),
              "0xc6827a77c10401");
}

TEST(RlpWriter, WritesTheSetTheoreticThree) {
    // [ [], [[]], [ [], [[]] ] ]
    EXPECT_EQ(written([](RlpWriter& out) {
                  const auto zero = [&] { out.list([] {}); };
                  const auto one = [&] { out.list(zero); };
                  const auto two = [&] {
                      out.list([&] {
                          zero();
                          one();
                      });
                  };
                  out.list([&] {
                      zero();
                      one();
                      two();
                  });
              }),
              "0xc7c0c1c0c3c0c1c0");
}

TEST(RlpWriter, WritesLongLists) {
    // "longList1": four times ["asdf", "qwer", "zxcv"], and "longList2": 32 times.
    const auto list = [](std::size_t times) {
        return written([&](RlpWriter& out) {
            out.list([&] {
                for (std::size_t i = 0; i < times; ++i) {
                    out.list([&] {
                        for (const auto* text : {"asdf", "qwer", "zxcv"}) {
                            out.string(bytes_of(text));
                        }
                    });
                }
            });
        });
    };
    const std::string one = "cf84617364668471776572847a786376";
    EXPECT_EQ(list(4), "0xf840" + one + one + one + one);
    EXPECT_EQ(list(32).substr(0, 8 + one.size()), "0xf90200" + one);
    EXPECT_EQ(list(32).size(), 2 + 2 * (3 + 0x200));
}

TEST(RlpWriter, TakesBack) {
    RlpWriter out;
    out.number(std::uint64_t{5});
    const std::size_t mark = out.size();
    out.string(bytes_of(kLorem));
    out.rewind(mark);
    out.raw(Bytes{0xc0});
    EXPECT_EQ(to_hex(std::move(out).take()), "0x05c0");
}

TEST(RlpReader, ReadsWhatTheWriterWrites) {
    RlpWriter out;
    out.list([&] {
        out.number(std::uint64_t{0});
        out.number(u256::max());
        out.string(bytes_of(kLorem));
        out.list([&] { out.string(Bytes(20, 0x11)); });
    });
    RlpReader whole(out.bytes());
    EXPECT_TRUE(whole.at_list());
    RlpReader list = whole.list().value();
    EXPECT_TRUE(whole.end().has_value());
    EXPECT_EQ(list.number_u64(), 0U);
    EXPECT_EQ(list.number_u256(), u256::max());
    EXPECT_TRUE(equal(list.string().value(), bytes_of(kLorem)));
    RlpReader inner = list.list().value();
    EXPECT_EQ(inner.fixed<20>().value()[19], 0x11);
    EXPECT_TRUE(inner.end().has_value());
    EXPECT_TRUE(list.end().has_value());
}

TEST(RlpReader, ReadsTheLargestNumberOfEachWidth) {
    EXPECT_EQ(Input("0x88ffffffffffffffff").reader.number_u64(), ~std::uint64_t{0});
    EXPECT_EQ(Input("0x7f").reader.number_u64(), 127U);
    EXPECT_EQ(Input("0x8180").reader.number_u256(), 128_u256);
}

TEST(RlpReader, RefusesWhatIsCutOff) {
    for (const auto* hex :
         {"0x81", "0x83646f", "0xb8", "0xb838", "0xb9", "0xb904", "0xbf", "0xbfffffffffffffff",
          "0xbfffffffffffffffff", "0xbfffffffffffffffff00"}) {
        EXPECT_EQ(fault_of_string(hex), RlpFault::kTruncated) << hex;
    }
    for (const auto* hex :
         {"0xc1", "0xf8", "0xf838", "0xff7fffffffffffffff", "0xffffffffffffffffff"}) {
        EXPECT_EQ(fault_of_list(hex), RlpFault::kTruncated) << hex;
    }
}

TEST(RlpReader, RefusesLengthsInALongerFormThanTheyNeed) {
    // ethereum/tests, RLPTests/invalidRLPTest.json: bytesShouldBeSingleByte, leading zeros in
    // lengths, nonOptimalLongLength.
    EXPECT_EQ(fault_of_string("0x8100"), RlpFault::kPrefixedByte);
    EXPECT_EQ(fault_of_string("0x817f"), RlpFault::kPrefixedByte);
    EXPECT_EQ(fault_of_string("0xb800"), RlpFault::kLongLength);
    EXPECT_EQ(fault_of_string("0xb837" + std::string(110, '1')), RlpFault::kLongLength);
    EXPECT_EQ(fault_of_string("0xb90038" + std::string(112, '1')), RlpFault::kLongLength);
    EXPECT_EQ(fault_of_list("0xf803112233"), RlpFault::kLongLength);
    EXPECT_EQ(fault_of_list("0xf90000"), RlpFault::kLongLength);
}

TEST(RlpReader, RefusesNumbersWithLeadingZeros) {
    EXPECT_EQ(fault_of_number("0x00"), RlpFault::kLeadingZero);
    EXPECT_EQ(fault_of_number("0x820080"), RlpFault::kLeadingZero);
    EXPECT_EQ(Input("0x820100").reader.number_u64(), 256U);
    EXPECT_EQ(Input("0x00").reader.number_u256().error(), RlpFault::kLeadingZero);
}

TEST(RlpReader, RefusesNumbersThatDoNotFit) {
    EXPECT_EQ(fault_of_number("0x89010000000000000000"), RlpFault::kTooLarge);
    EXPECT_EQ(Input("0xa1" + std::string(66, '1')).reader.number_u256().error(),
              RlpFault::kTooLarge);
}

TEST(RlpReader, TellsStringsFromLists) {
    EXPECT_EQ(fault_of_string("0xc0"), RlpFault::kListNotString);
    EXPECT_EQ(fault_of_number("0xc101"), RlpFault::kListNotString);
    EXPECT_EQ(fault_of_list("0x80"), RlpFault::kStringNotList);
    EXPECT_EQ(fault_of_list("0x01"), RlpFault::kStringNotList);
}

TEST(RlpReader, RefusesWhatIsMissingAndWhatTrails) {
    EXPECT_EQ(fault_of_string("0x"), RlpFault::kMissing);
    EXPECT_EQ(fault_of_list("0x"), RlpFault::kMissing);
    Input two("0x0102");
    EXPECT_EQ(two.reader.number_u64(), 1U);
    EXPECT_EQ(two.reader.end().error(), RlpFault::kTrailing);
}

TEST(RlpReader, RefusesAnotherLengthAndStaysThere) {
    Input dog("0x83646f67");
    EXPECT_EQ(dog.reader.fixed<4>().error(), RlpFault::kSize);
    EXPECT_EQ(dog.reader.fixed<2>().error(), RlpFault::kSize);
    EXPECT_TRUE(dog.reader.fixed<3>().has_value());
}

TEST(RlpReader, RefusesListsNestedTooDeeply) {
    RlpWriter out;
    const auto nest = [&](const auto& self, unsigned depth) -> void {
        if (depth > 0) out.list([&] { self(self, depth - 1); });
    };
    nest(nest, RlpReader::kDepthMax + 1);
    RlpReader reader(out.bytes());
    for (unsigned depth = 0; depth < RlpReader::kDepthMax; ++depth) {
        reader = reader.list().value();
    }
    EXPECT_EQ(reader.list().error(), RlpFault::kTooDeep);
}

TEST(RlpFields, NameTheFirstFieldThatIsWrong) {
    const Bytes bytes = *parse_hex("0xc40182000203");
    RlpFields in(bytes, "thing");
    EXPECT_EQ(in.number_u64("a"), 0U) << "a list that announces less than there is";
    EXPECT_EQ(in.finish().error(), "thing: bytes after its end");

    const Bytes zero = *parse_hex("0xc50182000203");
    RlpFields fields(zero, "thing");
    EXPECT_EQ(fields.number_u64("a"), 1U);
    EXPECT_EQ(fields.number_u64("b"), 0U);
    EXPECT_EQ(fields.fixed<20>("c")[0], 0U);
    EXPECT_EQ(fields.finish().error(), "thing: b: a number with leading zero bytes");
}

TEST(RlpFields, SayWhichLengthIsWrong) {
    const Bytes bytes = *parse_hex("0xc483646f67");
    RlpFields in(bytes, "thing");
    in.address("who");
    EXPECT_EQ(in.finish().error(), "thing: who: 20 bytes expected, 3 given");
    RlpFields optional(bytes, "thing");
    EXPECT_EQ(optional.address_or_none("who"), std::nullopt);
    EXPECT_EQ(optional.finish().error(), "thing: who: 20 bytes or none expected, 3 given");
}

TEST(RlpFields, SayWhatIsMissingAndWhatTrails) {
    const Bytes bytes = *parse_hex("0xc101");
    RlpFields missing(bytes, "thing");
    EXPECT_EQ(missing.number_u64("a"), 1U);
    EXPECT_EQ(missing.number_u64("b"), 0U);
    EXPECT_EQ(missing.finish().error(), "thing: b: missing");
    RlpFields trailing(bytes, "thing");
    EXPECT_EQ(trailing.finish().error(), "thing: bytes after the last field");
    RlpFields none({}, "thing");
    EXPECT_EQ(none.finish().error(), "thing: missing");
}

}  // namespace
}  // namespace aq
