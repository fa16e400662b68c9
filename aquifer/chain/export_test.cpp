// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/export.hpp>

#include <aquifer/chain/store_testing.hpp>
#include <aquifer/chain/testing.hpp>

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

namespace aq::chain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::kAlice;
using testing::kBob;
using testing::kEther;
using ::testing::StartsWith;

constexpr std::uint64_t kFirst = 25'900'000;

class ExportTest : public ::testing::Test {
protected:
    /// The first block; one with a stake at Lido and a refused one; a run of three; a transfer.
    ExportTest() : chain(testing::open(options())) {
        const Address lido = chain->names().at("lido");
        const Bytes submit = abi_call("0xa1903eab"_selector, kZeroAddress);
        EXPECT_TRUE(chain->submit(testing::call(*chain, kAlice, lido, submit, kEther)).has_value());
        EXPECT_TRUE(chain->submit(testing::call(*chain, kAlice, lido, submit)).has_value());
        chain->mine_ready();
        EXPECT_TRUE(chain->mine(4, 60).has_value());
        testing::send(*chain, testing::transfer(*chain, kBob, kAlice, kEther));
        EXPECT_TRUE(chain->commit().has_value());
    }
    Options options() const {
        Options out = testing::options();
        out.store.folder = folder.path;
        return out;
    }
    static std::vector<std::string> lines(const std::string& text) {
        std::vector<std::string> out;
        std::size_t at = 0;
        while (at < text.size()) {
            const std::size_t end = text.find('\n', at);
            out.push_back(text.substr(at, end - at));
            at = end + 1;
        }
        return out;
    }
    std::vector<std::string> rows(const Export& what) {
        std::string text;
        const auto n = write_table(
            chain->store().reader(), what,
            [&](std::string_view piece) -> Expected<void> {
                text += piece;
                return {};
            },
            [](std::uint64_t done, std::uint64_t of) { EXPECT_LE(done, of); });
        EXPECT_TRUE(n.has_value());
        auto out = lines(text);
        EXPECT_EQ(out.size(), *n + (what.form == Export::Form::kCsv ? 1 : 0));
        return out;
    }

    testing::TemporaryFolder folder;
    std::unique_ptr<Chain> chain;
};

TEST_F(ExportTest, EveryBlockIsARowThoseOfARunToo) {
    const auto all = rows({.table = Export::Table::kBlocks, .form = Export::Form::kCsv});
    ASSERT_EQ(all.size(), 8U);
    EXPECT_EQ(all[0],
              "number,hash,parent_hash,timestamp,transaction_count,log_count,gas_used,"
              "withdrawal_count,withdrawal_gwei");
    EXPECT_THAT(all[1], StartsWith("25900000,0x"));
    EXPECT_THAT(all[2], HasSubstr(",1795368035,2,3,"));
    EXPECT_THAT(all[5], HasSubstr(",1795368215,0,0,0,0,0"));
    EXPECT_THAT(all[7], StartsWith("25900006," + to_hex(chain->tip().hash)));
}

TEST_F(ExportTest, ATransactionStandsWithWhatCameOfIt) {
    const auto all = rows({.table = Export::Table::kTransactions});
    ASSERT_EQ(all.size(), 3U);
    EXPECT_THAT(all[0], StartsWith(R"({"block_number":25900001,"block_timestamp":1795368035,)"
                                   R"("transaction_index":0,"hash":"0x)"));
    EXPECT_THAT(all[0], HasSubstr(R"("value":"1000000000000000000")"));
    EXPECT_THAT(all[0], HasSubstr(R"("receipt_status":1,)"));
    EXPECT_THAT(all[0], HasSubstr(R"("receipt_log_count":3,"revert_data":null})"));
    // Error("ZERO_DEPOSIT").
    EXPECT_THAT(all[1], HasSubstr(R"("receipt_status":0,)"));
    EXPECT_THAT(all[1], HasSubstr(R"("revert_data":"0x08c379a0)"));
    EXPECT_THAT(all[2],
                HasSubstr(R"("from_address":"0x0000000000000000000000000000000000000b0b")"));
    EXPECT_THAT(all[2], HasSubstr(R"("input":"0x",)"));
}

TEST_F(ExportTest, LogsHaveAColumnForEachTopic) {
    const auto all = rows({.table = Export::Table::kLogs, .form = Export::Form::kCsv});
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all[0],
              "block_number,block_timestamp,transaction_index,transaction_hash,log_index,address,"
              "topic0,topic1,topic2,topic3,data");
    // Submitted(address indexed,uint256,address), as Lido's interface has it.
    EXPECT_THAT(all[1],
                HasSubstr(",0,0xae7ab96520de3a18e5e111b5eaab095312d7fe84,"
                          "0x96a25c8ce0baabc1fdefd93e9ed25d8e092a3332f3aa9a41722b5697231d1d1a,"
                          "0x00000000000000000000000000000000000000000000000000000000000a11ce,,,"));
    EXPECT_THAT(all[3], HasSubstr(",2,0xae7ab96520de3a18e5e111b5eaab095312d7fe84,"));
}

TEST_F(ExportTest, ARangeMayBeginAndEndWithinARun) {
    const auto some = rows({.from = kFirst + 3, .to = kFirst + 4});
    EXPECT_THAT(some, ElementsAre(StartsWith(R"({"number":25900003,)"),
                                  StartsWith(R"({"number":25900004,)")));
    EXPECT_TRUE(rows({.from = kFirst + 100}).empty());
    EXPECT_TRUE(rows({.to = 5}).empty());
    EXPECT_EQ(rows({.table = Export::Table::kLogs, .form = Export::Form::kCsv, .to = 5}).size(), 1U)
        << "the names";
}

TEST_F(ExportTest, AFileIsWholeOrNotThere) {
    const auto file = folder.path / "blocks.csv";
    const auto progress = [](std::uint64_t, std::uint64_t) {};
    const Export csv{.form = Export::Form::kCsv};
    const auto written = write_table_file(chain->store().reader(), csv, file, progress);
    ASSERT_TRUE(written.has_value()) << written.error().what;
    EXPECT_EQ(*written, 7U);
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(lines(text), rows(csv));
    EXPECT_FALSE(std::filesystem::exists(file.string() + ".partial"));
    const auto nowhere = folder.path / "no" / "blocks.csv";
    const auto refused = write_table_file(chain->store().reader(), csv, nowhere, progress);
    ASSERT_FALSE(refused.has_value());
    EXPECT_THAT(refused.error().what, HasSubstr("No such file or directory; make room, or name"));
}

TEST_F(ExportTest, AnybodysStoreCanBeReadOnceItIsClosed) {
    EXPECT_THAT(Store::open_any(folder.path).error().what,
                HasSubstr("another process has it open"));
    chain.reset();
    const auto store = Store::open_any(folder.path);
    ASSERT_TRUE(store.has_value()) << store.error().what;
    EXPECT_EQ((*store)->reader().first(), kFirst);
    EXPECT_EQ((*store)->reader().head(), kFirst + 6);
    EXPECT_FALSE(Store::open_any(folder.path / "no").has_value());
}

}  // namespace
}  // namespace aq::chain
