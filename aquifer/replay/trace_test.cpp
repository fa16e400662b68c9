// SPDX-License-Identifier: Apache-2.0
#include <aquifer/replay/trace.hpp>

#include <gmock/gmock.h>
#include <zlib.h>

namespace aq::replay {
namespace {

using ::testing::HasSubstr;

constexpr const char* kHeader =
    R"({"t":"header","format":"chain-trace-1","subject":"none","chainId":1,"params":{},)"
    R"("contracts":{},"eoas":{},"startBlock":1,"startTs":1})"
    "\n";

std::string mine(const std::string& block, const std::string& time) {
    return R"({"t":"mine","blocks":1,"step":12,"block":)" + block + R"(,"ts":)" + time + "}\n";
}

std::string gzip(const std::string& text) {
    z_stream z{};
    EXPECT_EQ(deflateInit2(&z, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    std::string in = text;
    std::string out(deflateBound(&z, in.size()), '\0');
    z.next_in = reinterpret_cast<Bytef*>(in.data());
    z.avail_in = static_cast<uInt>(in.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(deflate(&z, Z_FINISH), Z_STREAM_END);
    out.resize(z.total_out);
    deflateEnd(&z);
    return out;
}

/// How many lines there are, or the fault.
std::string outcome(const std::string& bytes) {
    Reader reader = Reader::over(bytes, "memory");
    for (;;) {
        const auto line = reader.next();
        if (!line.has_value()) return line.error().to_text();
        if (!line->has_value()) return std::to_string(reader.line()) + " lines";
    }
}

TEST(TraceReader, ReadsFromMemoryPlainAndGzip) {
    const std::string text = kHeader + mine("2", "13") + mine("3", "25");
    EXPECT_EQ(outcome(text), "3 lines");
    EXPECT_EQ(outcome(gzip(text)), "3 lines");
}

TEST(TraceReader, TakesGzipMembersOneAfterTheOtherAsOneText) {
    EXPECT_EQ(outcome(gzip(kHeader) + gzip(mine("2", "13"))), "2 lines");
}

// A short text comes out of few bytes: what is inflated last must not be lost at the end.
TEST(TraceReader, ReadsALongLineOutOfFewBytes) {
    const std::string padding(std::size_t{5} << 20U, ' ');
    EXPECT_EQ(outcome(gzip(kHeader + padding + mine("2", "13"))), "2 lines");
}

TEST(TraceReader, TellsAGzipStreamThatWasCutFromOneThatWasChanged) {
    const std::string packed = gzip(kHeader + mine("2", "13"));
    EXPECT_THAT(outcome(packed.substr(0, packed.size() - 1)), HasSubstr("ends before its end"));
    EXPECT_THAT(outcome(packed + "more"), HasSubstr("is damaged"));
}

TEST(TraceReader, TimeAndBlocksOnlyGoForward) {
    EXPECT_THAT(outcome(kHeader + mine("3", "25") + mine("2", "25")),
                HasSubstr("memory:3: the time goes back"));
    EXPECT_THAT(outcome(kHeader + mine("3", "25") + mine("3", "24")),
                HasSubstr("memory:3: the time goes back"));
    EXPECT_THAT(outcome(kHeader + mine("4294967296", "25")), HasSubstr("the time is past 32 bits"));
    EXPECT_EQ(outcome(kHeader + mine("4294967295", "4294967295")), "2 lines");
}

TEST(TraceReader, NobodyHasMoreThanAllEther) {
    const auto cheat = [](const std::string& wei) {
        return kHeader + (R"({"t":"cheat","op":"setBalance","address":)"
                          R"("0x00000000000000000000000000000000000000aa","value":")" +
                          wei + "\"}\n");
    };
    // 2^128 - 1, and one more.
    EXPECT_EQ(outcome(cheat("340282366920938463463374607431768211455")), "2 lines");
    EXPECT_THAT(outcome(cheat("340282366920938463463374607431768211456")),
                HasSubstr("\"value\" is more than all ether"));
}

}  // namespace
}  // namespace aq::replay
