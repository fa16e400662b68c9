// SPDX-License-Identifier: Apache-2.0
#include <tools/tidy.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <regex>
#include <set>

namespace aq::tidy {

namespace {

constexpr std::string_view kProtocols = "aquifer/protocols/";

/// The files of one protocol, with its name: `eigenlayer`.
using Protocols = std::map<std::string, std::vector<const File*>>;

std::string protocol_of(std::string_view path) {
    if (!path.starts_with(kProtocols)) return {};
    path.remove_prefix(kProtocols.size());
    const std::size_t end = path.find('/');
    return end == std::string_view::npos ? std::string{} : std::string(path.substr(0, end));
}

Protocols protocols_of(const Files& files) {
    Protocols protocols;
    for (const File& file : files) {
        const std::string name = protocol_of(file.path);
        if (!name.empty()) protocols[name].push_back(&file);
    }
    return protocols;
}

/// The tests of a protocol: beside its sources, and under tests/ where a path names it.
std::vector<const File*> tests_of(const Files& files, const std::string& protocol) {
    std::vector<const File*> tests;
    for (const File& file : files) {
        const bool beside = protocol_of(file.path) == protocol && is_test(file.path);
        const bool apart = file.path.starts_with("tests/") && has_word(file.path, protocol);
        if (beside || apart) tests.push_back(&file);
    }
    return tests;
}

/// Without the tests that compare published selectors: they name every error and make none happen.
std::vector<const File*> behaviour_tests_of(const Files& files, const std::string& protocol) {
    std::vector<const File*> tests = tests_of(files, protocol);
    std::erase_if(tests,
                  [](const File* test) { return file_name(test->path) == "selectors_test.cpp"; });
    return tests;
}

/// A table is a row of titles over a row of dashes.
bool has_witness_table(std::string_view markdown) {
    const std::vector<std::string_view> lines = lines_of(markdown);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const bool dashes = lines[i].starts_with('|') &&
                            lines[i].find("--") != std::string_view::npos &&
                            lines[i].find_first_not_of("|-: ") == std::string_view::npos;
        if (dashes && lines[i - 1].starts_with('|') && has_word(lines[i - 1], "witness")) {
            return true;
        }
    }
    return false;
}

/// What a source file can refuse with, and where it says so.
struct Refusal {
    std::string path;
    std::size_t line = 0;
    std::string what;
};

std::vector<Refusal> custom_errors_of(const File& file) {
    static const std::regex pattern(R"(\bconstexpr\s+CustomError\s+(\w+)\s*[{(=])");
    std::vector<Refusal> errors;
    const auto end = std::sregex_iterator();
    for (auto it = std::sregex_iterator(file.code.begin(), file.code.end(), pattern); it != end;
         ++it) {
        const auto position = static_cast<std::size_t>(it->position(0));
        errors.push_back({file.path, line_at(file.code, position), it->str(1)});
    }
    return errors;
}

/// The text of `AQ_REQUIRE(condition, "text")` that opens at a position, if it refuses with a text.
std::optional<std::string> text_of_require(const File& file, std::size_t open) {
    int depth = 0;
    std::size_t close = open;
    for (; close < file.code.size(); ++close) {
        if (file.code[close] == '(') ++depth;
        if (file.code[close] == ')' && --depth == 0) break;
    }
    // The text is the last argument: only blanks between its closing quote and the parenthesis.
    const std::size_t quote = file.code.find_last_not_of(" \n", close - 1);
    if (quote == std::string::npos || file.code[quote] != '"') return std::nullopt;
    const std::size_t begin = file.code.rfind('"', quote - 1);
    return file.text.substr(begin + 1, quote - begin - 1);
}

std::vector<Refusal> revert_texts_of(const File& file) {
    static constexpr std::string_view kRequire = "AQ_REQUIRE(";
    std::vector<Refusal> texts;
    for (std::size_t at = file.code.find(kRequire); at != std::string::npos;
         at = file.code.find(kRequire, at + 1)) {
        const std::optional<std::string> text = text_of_require(file, at + kRequire.size() - 1);
        if (text) texts.push_back({file.path, line_at(file.code, at), *text});
    }
    return texts;
}

struct Event {
    std::string name;
    std::size_t line = 0;
};

std::vector<Event> events_of(const File& file) {
    static const std::regex pattern(R"(\bstruct\s+(\w+)\s*\{\s*static\s+constexpr\s+Abi\s+abi\b)");
    std::vector<Event> events;
    const auto end = std::sregex_iterator();
    for (auto it = std::sregex_iterator(file.code.begin(), file.code.end(), pattern); it != end;
         ++it) {
        events.push_back(
            {it->str(1), line_at(file.code, static_cast<std::size_t>(it->position(0)))});
    }
    return events;
}

/// Whether the line or one of the two after it has 64 hexadecimal digits in a row.
bool has_topic_near(const std::vector<std::string_view>& lines, std::size_t at) {
    static const std::regex topic(R"((^|[^0-9a-fA-F])[0-9a-fA-F]{64}([^0-9a-fA-F]|$))");
    for (std::size_t i = at; i < std::min(at + 3, lines.size()); ++i) {
        std::string digits(lines[i]);
        std::erase(digits, '\'');
        // 0x is not a part of the number.
        for (std::size_t x = digits.find("0x"); x != std::string::npos; x = digits.find("0x")) {
            digits.replace(x, 2, "  ");
        }
        if (std::regex_search(digits, topic)) return true;
    }
    return false;
}

bool is_pinned(const std::vector<const File*>& tests, const std::string& event) {
    return std::ranges::any_of(tests, [&](const File* test) {
        const std::vector<std::string_view> lines = lines_of(test->text);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (has_word(lines[i], event) && has_topic_near(lines, i)) return true;
        }
        return false;
    });
}

}  // namespace

Findings check_readmes(const Files& files) {
    Findings findings;
    for (const auto& [name, members] : protocols_of(files)) {
        const std::string path = std::string(kProtocols) + name + "/README.md";
        const auto readme = std::ranges::find(members, path, [](const File* f) { return f->path; });
        if (readme == members.end()) {
            findings.push_back({path, 0, "every protocol has a README.md"});
        } else if (!has_witness_table((*readme)->text)) {
            findings.push_back({path, 0, "no table with a column `witness`"});
        }
    }
    return findings;
}

Findings check_reverts(const Files& files) {
    Findings findings;
    for (const auto& [name, members] : protocols_of(files)) {
        const std::vector<const File*> tests = behaviour_tests_of(files, name);
        std::set<std::string> seen;
        for (const File* file : members) {
            if (!is_cpp(file->path) || is_test(file->path)) continue;
            for (const Refusal& error : custom_errors_of(*file)) {
                const bool tested = std::ranges::any_of(
                    tests, [&](const File* test) { return has_word(test->text, error.what); });
                if (tested || !seen.insert(error.what).second) continue;
                findings.push_back({error.path, error.line, "no test expects " + error.what});
            }
            for (const Refusal& text : revert_texts_of(*file)) {
                const bool tested = std::ranges::any_of(tests, [&](const File* test) {
                    return test->text.find(text.what) != std::string::npos;
                });
                if (tested || !seen.insert(text.what).second) continue;
                findings.push_back({text.path, text.line, "no test expects \"" + text.what + "\""});
            }
        }
    }
    return findings;
}

Findings check_topics(const Files& files) {
    Findings findings;
    for (const auto& [name, members] : protocols_of(files)) {
        const std::vector<const File*> tests = tests_of(files, name);
        for (const File* file : members) {
            if (!is_header(file->path) || !file_name(file->path).starts_with("events")) continue;
            for (const Event& event : events_of(*file)) {
                if (is_pinned(tests, event.name)) continue;
                findings.push_back(
                    {file->path, event.line, "no test pins the topic of " + event.name});
            }
        }
    }
    return findings;
}

Findings check_all(const Files& files) {
    Findings findings;
    const auto add = [&](Findings more) {
        findings.insert(findings.end(), std::move_iterator(more.begin()),
                        std::move_iterator(more.end()));
    };
    const auto read = [&](std::string_view path) -> const File& {
        static const File none;
        const auto it = std::ranges::find(files, path, &File::path);
        if (it != files.end()) return *it;
        findings.push_back({std::string(path), 0, "missing"});
        return none;
    };
    const Layers layers = read_layers(read("tools/layers.txt"), findings);
    const Exceptions exceptions = read_exceptions(read("tools/exceptions.txt"), findings);

    add(check_layers(files, layers));
    add(check_dependencies(files, layers));
    add(check_determinism(files, layers));
    add(check_writes(files));
    add(check_headers(files));
    add(check_todos(files));
    add(check_sleeps(files));
    add(check_sizes(files, exceptions));
    add(check_widths(files));
    add(check_licences(files));
    add(check_names(files, exceptions));
    add(check_built(files));
    add(check_readmes(files));
    add(check_reverts(files));
    add(check_topics(files));
    return findings;
}

}  // namespace aq::tidy
