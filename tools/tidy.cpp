// SPDX-License-Identifier: Apache-2.0

/// The tidy test: reads the source tree and prints where it breaks the rules of the house.
/// Usage: aquifer_tidy <top of the tree>. Exit code 0 if nothing was found, 1 if something was, 2
/// if the tree cannot be read.

#include <tools/tidy.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

namespace {

namespace fs = std::filesystem;
using aq::tidy::File;

constexpr std::array<std::string_view, 5> kFolders{"aquifer", "cmake", "cmd", "tests", "tools"};

/// Text that people write; recorded runs and fuzz corpora are data.
bool is_source(const fs::path& path) {
    constexpr std::array<std::string_view, 9> kEndings{".cpp", ".hpp", ".cmake", ".txt", ".sh",
                                                       ".py",  ".md",  ".json",  ".flow"};
    return std::ranges::find(kEndings, path.extension().string()) != kEndings.end();
}

std::optional<std::string> read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(in), {});
}

/// Nothing if a file cannot be read.
std::optional<aq::tidy::Files> read_tree(const fs::path& top) {
    std::vector<fs::path> paths;
    for (const std::string_view folder : kFolders) {
        if (!fs::is_directory(top / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(top / folder)) {
            if (entry.is_regular_file() && is_source(entry.path())) paths.push_back(entry.path());
        }
    }
    for (const std::string_view file : {"CMakeLists.txt", "Makefile"}) {
        if (fs::is_regular_file(top / file)) paths.push_back(top / file);
    }
    std::ranges::sort(paths);

    aq::tidy::Files files;
    for (const fs::path& path : paths) {
        std::optional<std::string> text = read(path);
        if (!text) {
            std::fprintf(stderr, "tidy: cannot read %s\n", path.c_str());
            return std::nullopt;
        }
        files.push_back(
            aq::tidy::make_file(fs::relative(path, top).generic_string(), *std::move(text)));
    }
    return files;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: aquifer_tidy <top of the source tree>\n");
        return 2;
    }
    const std::optional<aq::tidy::Files> files = read_tree(argv[1]);
    if (!files) return 2;
    const bool has_code = std::ranges::any_of(
        *files, [](const File& file) { return file.path.starts_with("aquifer/base/"); });
    if (!has_code) {
        std::fprintf(stderr, "tidy: %s holds no aquifer/base; is it the top of the source tree?\n",
                     argv[1]);
        return 2;
    }

    const aq::tidy::Findings findings = aq::tidy::check_all(*files);
    for (const aq::tidy::Finding& finding : findings) {
        std::printf("%s:%zu: %s\n", finding.path.c_str(), finding.line, finding.what.c_str());
    }
    std::printf("tidy: %zu files read, %zu findings\n", files->size(), findings.size());
    return findings.empty() ? 0 : 1;
}
