// SPDX-License-Identifier: Apache-2.0
// What the documents tell people to type. A block fenced as `console` is a session: its commands
// are run, and what they print must be what stands under them; a line "…" stands for all the rest,
// the figures in lines about speed may be others, and blanks at the end of a line do not count. In
// a block fenced as `sh` the program is run and must succeed; of what builds or tests, the target
// or preset must exist. What is fenced as `toml` is a configuration that the program takes.
#include <gmock/gmock.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <vector>

namespace {

using ::testing::ElementsAreArray;
using ::testing::HasSubstr;

struct Block {
    std::string file;
    std::size_t line = 0;
    std::string kind;
    std::vector<std::string> lines;

    [[nodiscard]] std::string where() const { return file + ":" + std::to_string(line); }
};

std::vector<std::string> lines_of(std::istream& in) {
    std::vector<std::string> out;
    for (std::string line; std::getline(in, line);) {
        line.erase(line.find_last_not_of(' ') + 1);
        out.push_back(line);
    }
    return out;
}

/// The fenced blocks of one kind in all documents.
std::vector<Block> blocks_of(const std::string& kind) {
    std::vector<std::string> files{"README.md"};
    for (const auto& entry : std::filesystem::recursive_directory_iterator("docs")) {
        if (entry.path().extension() == ".md") files.push_back(entry.path().string());
    }
    std::vector<Block> out;
    for (const std::string& file : files) {
        std::ifstream in(file);
        const auto lines = lines_of(in);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (!lines[i].starts_with("```")) continue;
            Block block{file, i + 1, lines[i].substr(3), {}};
            for (++i; i < lines.size() && lines[i] != "```"; ++i) block.lines.push_back(lines[i]);
            if (block.kind == kind) out.push_back(block);
        }
    }
    return out;
}

struct Run {
    int exit_code = -1;
    std::vector<std::string> lines;
};

/// The program is called as a reader calls it, wherever this build has put it.
Run run(const std::string& command) {
    const std::string built =
        std::regex_replace(command, std::regex("build/release/aquifer"), AQUIFER_PROGRAM);
    std::FILE* pipe = ::popen(("(" + built + ") 2>&1").c_str(), "r");
    if (pipe == nullptr) return {};
    std::string text;
    std::array<char, 4096> chunk{};
    for (std::size_t n = 0; (n = std::fread(chunk.data(), 1, chunk.size(), pipe)) > 0;) {
        text.append(chunk.data(), n);
    }
    const int status = ::pclose(pipe);
    std::istringstream in(text);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, lines_of(in)};
}

/// Figures of speed differ from run to run.
std::string without_speed(const std::string& line) {
    if (line.find("a second") == std::string::npos) return line;
    return std::regex_replace(line, std::regex(" *[0-9][0-9.,]*"), " #");
}

void expect_session(const Block& block) {
    for (std::size_t i = 0; i < block.lines.size();) {
        ASSERT_TRUE(block.lines[i].starts_with("$ ")) << "a session starts with a command";
        const std::string command = block.lines[i++].substr(2);
        SCOPED_TRACE(command);
        Run got = run(command);
        EXPECT_EQ(got.exit_code, 0);
        std::vector<std::string> expected;
        for (; i < block.lines.size() && !block.lines[i].starts_with("$ "); ++i) {
            expected.push_back(without_speed(block.lines[i]));
        }
        if (!expected.empty() && expected.back().ends_with("…")) {
            expected.pop_back();
            ASSERT_GT(got.lines.size(), expected.size()) << "nothing is left out";
            got.lines.resize(expected.size());
        }
        for (std::string& line : got.lines) line = without_speed(line);
        EXPECT_THAT(got.lines, ElementsAreArray(expected));
    }
}

TEST(Docs, SessionsShowWhatTheProgramPrints) {
    const auto blocks = blocks_of("console");
    EXPECT_FALSE(blocks.empty());
    for (const Block& block : blocks) {
        SCOPED_TRACE(block.where());
        expect_session(block);
    }
}

TEST(Docs, CommandsThatArePrintedCanBeTyped) {
    const std::regex make("make ([a-z-]+).*");
    const std::regex preset(
        "(?:cmake --preset|cmake --build --preset|ctest --preset|ninja -C build/)"
        " ?([a-z]+).*");
    std::ifstream in("CMakePresets.json");
    std::ostringstream presets;
    presets << in.rdbuf();
    const auto blocks = blocks_of("sh");
    EXPECT_FALSE(blocks.empty());
    for (const Block& block : blocks) {
        SCOPED_TRACE(block.where());
        for (const std::string& line : block.lines) {
            SCOPED_TRACE(line);
            std::smatch found;
            if (std::regex_match(line, found, make)) {
                EXPECT_EQ(run("make --dry-run " + found[1].str()).exit_code, 0);
            } else if (std::regex_match(line, found, preset)) {
                EXPECT_THAT(presets.str(), HasSubstr("\"name\": \"" + found[1].str() + "\""));
            } else {
                EXPECT_EQ(run(line).exit_code, 0);
            }
        }
    }
}

TEST(Docs, ConfigurationsThatAreShownAreUsable) {
    const std::string file = ::testing::TempDir() + "/docs_test.toml";
    const auto blocks = blocks_of("toml");
    EXPECT_FALSE(blocks.empty());
    for (const Block& block : blocks) {
        SCOPED_TRACE(block.where());
        std::ofstream out(file);
        for (const std::string& line : block.lines) out << line << "\n";
        out.close();
        const auto got = run("build/release/aquifer config --config " + file);
        EXPECT_EQ(got.exit_code, 0) << (got.lines.empty() ? "" : got.lines.front());
    }
}

TEST(Docs, OnlyTheFiguresOfALineAboutSpeedMayDiffer) {
    EXPECT_EQ(without_speed("  speed   346308   transactions a second"),
              without_speed("  speed       99   transactions a second"));
    EXPECT_EQ(without_speed("  logs  11670   compared"), "  logs  11670   compared");
    EXPECT_NE(without_speed("  speed   3   transactions a second"),
              without_speed("  speed   3   runs a second"));
}

}  // namespace
