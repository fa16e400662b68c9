// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/snapshot_file.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace aq::chain {
namespace {

class StateFiles : public ::testing::Test {
protected:
    StateFiles() {
        std::string name = (std::filesystem::temp_directory_path() / "aquifer-XXXXXX").string();
        folder = ::mkdtemp(name.data());
    }
    ~StateFiles() override { std::filesystem::remove_all(folder); }
    StateFiles(const StateFiles&) = delete;
    StateFiles& operator=(const StateFiles&) = delete;

    void write(std::uint64_t sequence, const Bytes& payload) {
        const auto written =
            write_state_file(folder, sequence, [&](persist::Writer& out) { out.raw(payload); });
        ASSERT_TRUE(written.has_value()) << written.error().what;
    }
    static Bytes payload_of(const StateFile& state) {
        return {state.payload().begin(), state.payload().end()};
    }
    [[nodiscard]] std::filesystem::path path(std::uint64_t sequence) const {
        return folder / ("snapshot-" + std::to_string(sequence) + ".aqs");
    }
    [[nodiscard]] std::size_t files() const {
        const std::filesystem::directory_iterator all(folder);
        return static_cast<std::size_t>(std::distance(begin(all), end(all)));
    }

    std::filesystem::path folder;
};

TEST_F(StateFiles, TheNewestTwoAreKeptAndTheNewestIsRead) {
    EXPECT_FALSE(newest_state_file(folder, 100).value());
    for (std::uint8_t i = 8; i < 12; ++i) write(i, Bytes{i, 7});
    EXPECT_EQ(files(), 2U);
    const StateFile newest = newest_state_file(folder, 100).value();
    EXPECT_EQ(payload_of(newest), (Bytes{11, 7}));
    EXPECT_EQ(newest.sequence, 11U);
    EXPECT_TRUE(newest.warnings.empty());
    write(12, {});
    const StateFile empty = newest_state_file(folder, 100).value();
    EXPECT_TRUE(empty);
    EXPECT_EQ(payload_of(empty), Bytes());
}

TEST_F(StateFiles, AStateAfterTheJournalsEndIsPassedOver) {
    write(5, Bytes{5});
    write(9, Bytes{9});
    const StateFile newest = newest_state_file(folder, 8).value();
    EXPECT_EQ(newest.sequence, 5U);
    ASSERT_EQ(newest.warnings.size(), 1U);
    EXPECT_NE(newest.warnings[0].find("snapshot-9.aqs: passed over, the journal ends before it"),
              std::string::npos);
}

TEST_F(StateFiles, ABrokenOneIsPassedOverAndSaysSo) {
    write(5, Bytes(100, 5));
    write(9, Bytes(100, 9));
    const auto size = std::filesystem::file_size(path(9));
    const auto expect_older = [&](const char* why) {
        const StateFile newest = newest_state_file(folder, 100).value();
        EXPECT_EQ(newest.sequence, 5U) << why;
        ASSERT_EQ(newest.warnings.size(), 1U);
        EXPECT_NE(newest.warnings[0].find(why), std::string::npos) << newest.warnings[0];
    };
    const auto change = [&](std::streamoff at) {
        std::fstream file(path(9), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(at);
        file.put('!');
    };
    for (const std::size_t length : {size - 1, size / 2, std::uintmax_t{70}}) {
        std::filesystem::resize_file(path(9), length);
        expect_older("it is damaged");
    }
    std::filesystem::resize_file(path(9), 10);
    expect_older("it is no snapshot");
    write(9, Bytes(100, 9));
    change(static_cast<std::streamoff>(size) - 1);
    expect_older("it is damaged");
    write(9, Bytes(100, 9));
    change(17);
    expect_older("another version");
    // Under another's name.
    write(9, Bytes(100, 9));
    std::filesystem::rename(path(9), path(10));
    expect_older("it is damaged");
}

TEST_F(StateFiles, AnUnfinishedOneIsNoSnapshot) {
    std::ofstream(folder / "snapshot.aqs.new") << "half";
    const StateFile newest = newest_state_file(folder, 100).value();
    EXPECT_FALSE(newest);
    EXPECT_TRUE(newest.warnings.empty());
    write(9, Bytes{1});
    EXPECT_EQ(files(), 1U);
}

/// Longer than a piece, and not a whole number of them. No piece is like another.
Bytes long_payload() {
    Bytes out(std::size_t{5} << 19U);
    for (std::size_t i = 0; i < out.size(); i += 8) store_be64(out.data() + i, i);
    out.resize(out.size() + 3);
    return out;
}

TEST_F(StateFiles, ALongOneComesBackAndEachOfItsBytesCounts) {
    const Bytes payload = long_payload();
    write(9, payload);
    const StateFile newest = newest_state_file(folder, 100).value();
    EXPECT_EQ(payload_of(newest), payload);
    for (const std::streamoff at : {70, 1'048'642, 2'000'000, 2'621'500}) {
        write(9, payload);
        std::fstream file(path(9), std::ios::in | std::ios::out | std::ios::binary);
        file.seekg(at);
        const int was = file.peek();
        file.seekp(at);
        file.put(static_cast<char>(was ^ 1));
        file.close();
        EXPECT_FALSE(newest_state_file(folder, 100).value()) << at;
    }
}

/// As version 1 wrote them. The digest is the published Keccak-256 of "abc".
TEST_F(StateFiles, OneOfTheFirstVersionIsRead) {
    constexpr Hash kDigest =
        "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"_hash;
    Bytes file;
    const auto append = [&](const auto& part) {
        file.insert(file.end(), part.begin(), part.end());
    };
    append(std::string_view("aquifer state\n"));
    append(Bytes{0, 0, 0, 1});
    append(Bytes{0, 0, 0, 0, 0, 0, 0, 9});
    append(Bytes{0, 0, 0, 0, 0, 0, 0, 3});
    append(kDigest.bytes);
    append(std::string_view("abc"));
    std::ofstream out(path(9), std::ios::binary);
    std::ranges::copy(file, std::ostreambuf_iterator<char>(out));
    out.close();
    const StateFile newest = newest_state_file(folder, 100).value();
    EXPECT_EQ(payload_of(newest), (Bytes{'a', 'b', 'c'}));
}

TEST_F(StateFiles, ThoseOfAFutureThatIsNoMoreGo) {
    write(5, Bytes{5});
    write(9, Bytes{9});
    ASSERT_TRUE(remove_state_files_after(folder, 5).has_value());
    EXPECT_EQ(files(), 1U);
    EXPECT_EQ(newest_state_file(folder, 100).value().sequence, 5U);
    ASSERT_TRUE(remove_state_files_after(folder, 0).has_value());
    EXPECT_EQ(files(), 0U);
}

TEST_F(StateFiles, AFolderThatIsNotThereIsAFault) {
    const auto written = write_state_file(folder / "none", 1, [](persist::Writer&) {});
    ASSERT_FALSE(written.has_value());
    EXPECT_NE(written.error().what.find("No such file or directory"), std::string::npos);
    EXPECT_FALSE(newest_state_file(folder / "none", 1).has_value());
}

}  // namespace
}  // namespace aq::chain
