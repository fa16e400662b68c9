// SPDX-License-Identifier: Apache-2.0
// Stores that are killed, damaged, foreign or in use.
#include <aquifer/chain/store_testing.hpp>

#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

namespace aq::chain {
namespace {

using testing::commit;
using testing::kIdentity;
using testing::open_store;
using testing::put_blocks;

std::string why_not(const std::filesystem::path& folder, const Store::Identity& identity) {
    const auto store = Store::open({.folder = folder}, identity);
    return store.has_value() ? "" : store.error().what;
}

::testing::AssertionResult says(const std::string& text, std::string_view part) {
    if (text.find(part) != std::string::npos) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << '"' << text << "\" does not say \"" << part << '"';
}

class BrokenStore : public ::testing::Test {
protected:
    /// A store of this many blocks, closed.
    void make(std::uint64_t blocks) {
        Prng rng(1);
        const auto store = open_store({.folder = folder.path});
        put_blocks(*store, 0, blocks, rng);
        commit(*store);
    }
    [[nodiscard]] std::filesystem::path file() const { return folder.path / "store.mdb"; }

    testing::TemporaryFolder folder;
};

TEST_F(BrokenStore, OnlyOneProcessMayHaveIt) {
    make(1);
    const auto store = open_store({.folder = folder.path});
    EXPECT_TRUE(says(why_not(folder.path, kIdentity),
                     "another process has it open: stop that one, or name another folder"));
    const auto report = Store::check(folder.path);
    ASSERT_FALSE(report.has_value());
    EXPECT_TRUE(says(report.error().what, "another process has it open"));
}

TEST_F(BrokenStore, AnotherChainsIsRefused) {
    make(1);
    Store::Identity other = kIdentity;
    other.deployment.bytes[0] = 9;
    EXPECT_TRUE(says(why_not(folder.path, other), "a chain of another deployment (0x00"));
    other = kIdentity;
    other.format = 0;
    EXPECT_TRUE(
        says(why_not(folder.path, other), "it has format 1 and this program 0: use the newer"));
    other.format = 2;
    EXPECT_TRUE(says(why_not(folder.path, other), "use the older version of aquifer"));
    EXPECT_EQ(why_not(folder.path, kIdentity), "");
}

TEST_F(BrokenStore, AFileOfSomethingElseIsRefused) {
    std::ofstream(file()) << std::string(100'000, 'x');
    EXPECT_TRUE(says(why_not(folder.path, kIdentity), "this is no store of aquifer"));
    EXPECT_FALSE(Store::check(folder.path).has_value());
    EXPECT_FALSE(Store::compact(folder.path).has_value());
}

TEST_F(BrokenStore, AFileThatIsCutOffIsRefused) {
    make(2000);
    const auto size = std::filesystem::file_size(file());
    for (const std::uintmax_t length : {size * 3 / 4, size / 2, std::uintmax_t{16384}}) {
        const testing::TemporaryFolder copy;
        std::filesystem::copy_file(file(), copy.path / "store.mdb");
        std::filesystem::resize_file(copy.path / "store.mdb", length);
        EXPECT_TRUE(says(why_not(copy.path, kIdentity), "restore")) << length;
    }
    EXPECT_EQ(why_not(folder.path, kIdentity), "");
}

TEST_F(BrokenStore, AFolderThatCannotBeMadeIsAFault) {
    std::ofstream(folder.path / "file") << "x";
    EXPECT_TRUE(says(why_not(folder.path / "file" / "db", kIdentity), "making the folder"));
    EXPECT_TRUE(says(Store::check(folder.path / "none").error().what, "there is no store"));
}

TEST_F(BrokenStore, TheCheckFindsABlockThatIsMissing) {
    make(50);
    {
        // A hole in the numbers stands for any disagreement of the tables.
        Prng rng(2);
        const auto store = open_store({.folder = folder.path});
        put_blocks(*store, 60, 1, rng);
        commit(*store);
    }
    const auto report = Store::check(folder.path);
    ASSERT_TRUE(report.has_value()) << report.error().what;
    EXPECT_EQ(report->problems, (std::vector<std::string>{"after block 49 comes block 60",
                                                          "entry 50 of the journal is missing"}));
}

TEST_F(BrokenStore, CompactingKeepsEverythingInLessRoom) {
    make(3000);
    {
        const auto store = open_store({.folder = folder.path});
        store->truncate(99, 100);
        commit(*store);
    }
    const auto sizes = Store::compact(folder.path);
    ASSERT_TRUE(sizes.has_value()) << sizes.error().what;
    EXPECT_LT(sizes->after, sizes->before / 4);
    const auto report = Store::check(folder.path);
    ASSERT_TRUE(report.has_value());
    EXPECT_EQ(report->blocks, 100U);
    EXPECT_EQ(report->journal, 100U);
    EXPECT_EQ(report->problems, std::vector<std::string>());
    const auto store = open_store({.folder = folder.path});
    EXPECT_EQ(store->reader().block(99)->bytes, testing::bytes_of_block(99));
}

/// A child commits and says so over a pipe until it is killed.
TEST_F(BrokenStore, AKilledWriterLosesNothingThatItCommitted) {
    make(1);
    Prng rng(9);
    std::uint64_t next = 1;
    for (int round = 0; round < 20; ++round) {
        std::array<int, 2> ends{};
        ASSERT_EQ(::pipe(ends.data()), 0);
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            const auto store = open_store({.folder = folder.path, .sync = round % 2 == 0});
            for (std::uint64_t i = next;; ++i) {
                put_blocks(*store, i, 1, rng);
                if (!store->commit().has_value()) ::_exit(1);
                if (::write(ends[1], &i, sizeof i) != sizeof i) ::_exit(1);
            }
        }
        ::close(ends[1]);
        std::uint64_t acknowledged = next - 1;
        for (std::uint64_t n = rng() % 60 + 1; n > 0; --n) {
            ASSERT_EQ(::read(ends[0], &acknowledged, sizeof acknowledged),
                      ssize_t{sizeof acknowledged});
        }
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        while (::read(ends[0], &acknowledged, sizeof acknowledged) > 0) {
        }
        ::close(ends[0]);
        const auto report = Store::check(folder.path);
        ASSERT_TRUE(report.has_value()) << report.error().what;
        ASSERT_EQ(report->problems, std::vector<std::string>());
        ASSERT_EQ(why_not(folder.path, kIdentity), "");
        ASSERT_GE(report->blocks, acknowledged + 1);
        ASSERT_EQ(report->blocks, report->journal);
        next = report->blocks;
    }
}

}  // namespace
}  // namespace aq::chain
