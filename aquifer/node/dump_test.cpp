// SPDX-License-Identifier: Apache-2.0
// Dumps: what a node writes it reads again, and so does every later version.
#include <aquifer/base/hex.hpp>
#include <aquifer/node/gzip.hpp>
#include <aquifer/node/testing.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace aq::node {
namespace {

using ::testing::HasSubstr;
using testing::kAlice;
using testing::kBob;

constexpr const char* kGolden = "tests/golden/dump/dump-1.gz";

class Dump : public testing::NodeTest {
protected:
    /// Gold, a jump, and Alice's ether at Lido: tests/golden/dump/README.md tells the same.
    void live() {
        submit_to_lido();
        text("anvil_mine", R"(["0x3e8"])");
        change([](chain::Chain& c) {
            const auto deployed = c.command(chain::command::DeployToken{
                "0x000000000000000000000000000000000000901d"_address, "Gold", "GLD", 18});
            EXPECT_TRUE(deployed.has_value());
        });
        send_one_wei();
    }
    static std::string quoted(std::string_view text) {
        return R"([")" + std::string(text) + R"("])";
    }
    std::string load(const std::string& dump) { return text("anvil_loadState", quoted(dump)); }
    std::size_t logs() {
        return result("eth_getLogs", R"([{"fromBlock":"earliest"}])").get_array().size();
    }
    std::string balance_of_bob() {
        return text("eth_getBalance", R"([")" + to_hex(kBob) + R"(","latest"])");
    }
};

TEST_F(Dump, HoldsStateBlocksAndLogs) {
    live();
    const std::string dump = text("anvil_dumpState", "[]");
    EXPECT_TRUE(dump.starts_with("0x1f8b")) << "gzip, as anvil's";
    const std::string last = text("eth_getBlockByNumber", R"(["latest",true])");
    text("anvil_reset", "[]");
    EXPECT_EQ(logs(), 0U);
    EXPECT_EQ(load(dump), "true");
    EXPECT_EQ(text("eth_getBlockByNumber", R"(["latest",true])"), last);
    EXPECT_EQ(logs(), 3U);
    EXPECT_EQ(text("anvil_dumpState", "[]"), dump);
    // It is a chain like any other.
    send_one_wei();
    EXPECT_EQ(balance_of_bob(), "0x21e19e0c9bab2400002");
}

TEST_F(Dump, RefusesWhatIsNone) {
    live();
    const std::string before = text("anvil_dumpState", "[]");
    EXPECT_THAT(error("anvil_loadState", R"(["0x1234"])"),
                HasSubstr("-32602 invalid argument 0: a dump is what anvil_dumpState"));
    EXPECT_THAT(error("anvil_loadState", quoted(to_hex(BytesView(gzip(bytes_of("{}")))))),
                HasSubstr("this is no dump of aquifer"));
    EXPECT_THAT(error("anvil_loadState", quoted(before.substr(0, before.size() - 20))),
                HasSubstr("ends before its end"));
    EXPECT_EQ(text("anvil_dumpState", "[]"), before);
}

/// With AQUIFER_MAKE_DUMP set, writes the file instead: only as its README allows.
TEST_F(Dump, OfTheFirstVersionLoads) {
    if (std::getenv("AQUIFER_MAKE_DUMP") != nullptr) {  // NOLINT(concurrency-mt-unsafe)
        live();
        const Bytes made = *parse_hex(text("anvil_dumpState", "[]"));
        std::ofstream(kGolden, std::ios::binary)
            .write(reinterpret_cast<const char*>(made.data()),
                   static_cast<std::streamsize>(made.size()));
        GTEST_SKIP() << "written: " << kGolden;
    }
    std::ifstream in(kGolden, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    ASSERT_FALSE(bytes.empty()) << kGolden;
    EXPECT_EQ(load(to_hex(bytes_of(bytes))), "true");
    EXPECT_EQ(text("eth_blockNumber", "[]"), "0x18b37ca") << "25,901,002";
    // 10,000 ether and one wei.
    EXPECT_EQ(balance_of_bob(), "0x21e19e0c9bab2400001");
    EXPECT_EQ(logs(), 3U);
    // balanceOf(Alice) of stETH: her ether, one wei less by rounding where shares do not divide.
    const std::string steth =
        text("eth_call", R"([{"to":")" + to_hex(lido) + R"(","data":"0x70a08231)" +
                             std::string(24, '0') + to_hex(kAlice).substr(2) + R"("},"latest"])");
    EXPECT_THAT(steth, ::testing::AnyOf(::testing::EndsWith("0de0b6b3a7640000"),
                                        ::testing::EndsWith("0de0b6b3a763ffff")));
    // symbol() of the token that a command made: "GLD".
    EXPECT_THAT(text("eth_call", R"([{"to":"0x000000000000000000000000000000000000901d",)"
                                 R"("data":"0x95d89b41"},"latest"])"),
                HasSubstr("474c44"));
}

}  // namespace
}  // namespace aq::node
