// SPDX-License-Identifier: Apache-2.0
#include <tools/tidy.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

namespace aq::tidy {

namespace {

constexpr std::size_t kLinesMax = 500;
constexpr std::size_t kColumnsMax = 100;
constexpr std::string_view kLicence = "SPDX-License-Identifier: Apache-2.0";

/// Files that open with an SPDX line and whose width counts. Prose, data and JSON do neither.
bool is_written_as_code(std::string_view path) {
    constexpr std::array<std::string_view, 5> kEndings{".cmake", ".sh", ".py", "CMakeLists.txt",
                                                       "Makefile"};
    return is_cpp(path) || std::ranges::any_of(kEndings, [&](std::string_view ending) {
               return path.ends_with(ending);
           });
}

/// In columns, not bytes: the bytes that continue a character of UTF-8 do not count.
std::size_t width(std::string_view line) {
    return static_cast<std::size_t>(std::ranges::count_if(
        line, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

bool contains(const std::vector<std::string>& list, std::string_view what) {
    return std::ranges::find(list, what) != list.end();
}

/// The words of a path: `aquifer/base/hex_util.hpp` has aquifer, base, hex, util, hpp.
std::set<std::string> words_of(std::string_view path) {
    std::set<std::string> words;
    std::string word;
    for (const char c : path) {
        if (c != '/' && c != '_' && c != '.' && c != '-') {
            word += c;
            continue;
        }
        words.insert(word);
        word.clear();
    }
    words.insert(word);
    return words;
}

/// Whether a file of sources names `relative` as a whole word of its uncommented lines.
bool names_source(const File& lists, std::string_view relative) {
    for (const std::string_view line : lines_of(lists.text)) {
        std::string words(line.substr(0, line.find('#')));
        std::ranges::replace_if(
            words, [](char c) { return c == '(' || c == ')' || c == '"'; }, ' ');
        std::istringstream stream(words);
        for (std::string word; stream >> word;) {
            if (word == relative) return true;
        }
    }
    return false;
}

}  // namespace

Exceptions read_exceptions(const File& file, Findings& findings) {
    Exceptions exceptions;
    std::size_t number = 0;
    for (const std::string_view line : lines_of(file.text)) {
        ++number;
        if (line.empty() || line.starts_with('#')) continue;
        std::istringstream words{std::string(line)};
        std::string kind;
        std::string path;
        std::string reason;
        words >> kind >> path >> reason;
        if (reason.empty()) {
            findings.push_back({file.path, number, "an exception needs a path and a reason"});
        } else if (kind == "size") {
            exceptions.size.push_back(path);
        } else if (kind == "name") {
            exceptions.name.push_back(path);
        } else {
            findings.push_back({file.path, number, "no such kind of exception: " + kind});
        }
    }
    return exceptions;
}

Findings check_sizes(const Files& files, const Exceptions& exceptions) {
    Findings findings;
    std::vector<std::string> needless = exceptions.size;
    for (const File& file : files) {
        const std::size_t count = lines_of(file.text).size();
        if (!is_written_as_code(file.path) || count <= kLinesMax) continue;
        std::erase(needless, file.path);
        if (contains(exceptions.size, file.path)) continue;
        findings.push_back({file.path, 0,
                            std::to_string(count) +
                                " lines: split it by topic, or give the reason in "
                                "tools/exceptions.txt"});
    }
    for (const std::string& path : needless) {
        findings.push_back({path, 0, "needs no exception from the size in tools/exceptions.txt"});
    }
    return findings;
}

Findings check_widths(const Files& files) {
    Findings findings;
    for (const File& file : files) {
        if (!is_written_as_code(file.path)) continue;
        std::size_t number = 0;
        for (const std::string_view line : lines_of(file.text)) {
            ++number;
            if (width(line) <= kColumnsMax) continue;
            findings.push_back({file.path, number, std::to_string(width(line)) + " columns"});
        }
    }
    return findings;
}

Findings check_licences(const Files& files) {
    Findings findings;
    for (const File& file : files) {
        if (!is_written_as_code(file.path)) continue;
        const std::string mark = is_cpp(file.path) ? "// " : "# ";
        const std::vector<std::string_view> lines = lines_of(file.text);
        const std::size_t at = !lines.empty() && lines[0].starts_with("#!") ? 1 : 0;
        if (lines.size() > at && lines[at] == mark + std::string(kLicence)) continue;
        findings.push_back(
            {file.path, at + 1, "does not open with " + mark + std::string(kLicence)});
    }
    return findings;
}

Findings check_names(const Files& files, const Exceptions& exceptions) {
    Findings findings;
    for (const File& file : files) {
        const std::set<std::string> words = words_of(file.path);
        for (const std::string word : {"util", "utils", "common", "manager", "helper", "helpers"}) {
            if (!words.contains(word) || contains(exceptions.name, file.path)) continue;
            // Contracts keep their names: DelegationManager is in delegation_manager.hpp.
            const bool contract = word == "manager" &&
                                  file.path.starts_with("aquifer/protocols/") &&
                                  file_name(file.path).find("_manager") != std::string_view::npos;
            if (contract) continue;
            findings.push_back({file.path, 0, "a name that says too little: " + word});
        }
    }
    return findings;
}

Findings check_built(const Files& files) {
    Findings findings;
    for (const File& file : files) {
        if (!file.path.ends_with(".cpp")) continue;
        const bool named = std::ranges::any_of(files, [&](const File& lists) {
            if (file_name(lists.path) != "CMakeLists.txt") return false;
            const std::string_view folder = folder_name(lists.path);
            if (folder.empty()) return names_source(lists, file.path);
            return file.path.starts_with(std::string(folder) + "/") &&
                   names_source(lists, std::string_view(file.path).substr(folder.size() + 1));
        });
        if (!named) findings.push_back({file.path, 0, "no CMakeLists.txt names it"});
    }
    return findings;
}

}  // namespace aq::tidy
