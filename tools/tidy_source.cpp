// SPDX-License-Identifier: Apache-2.0
#include <tools/tidy.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <iterator>
#include <regex>
#include <sstream>
#include <utility>

namespace aq::tidy {

namespace {

/// Everything below this layer is deterministic and embeddable.
constexpr int kFirstFreeLayer = 5;

bool is_word_char(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Separates code from comments and literals in one pass.
class Splitter {
public:
    explicit Splitter(const std::string& text)
        : text_(text), code_(text.size(), ' '), comments_(text.size(), ' ') {}

    std::pair<std::string, std::string> split() {
        while (at_ < text_.size()) step();
        return {std::move(code_), std::move(comments_)};
    }

private:
    void step() {
        const char c = text_[at_];
        const bool digit_separator = c == '\'' && at_ > 0 && is_word_char(text_[at_ - 1]);
        if (starts("//")) take_until("\n", comments_, false);
        else if (starts("/*")) take_until("*/", comments_, true);
        else if (starts("R\"")) raw_literal();
        else if (c == '"' || (c == '\'' && !digit_separator)) literal(c);
        else if (c == '\n') drop();
        else keep(code_);
    }

    [[nodiscard]] bool starts(std::string_view what) const {
        return text_.compare(at_, what.size(), what) == 0;
    }

    void keep(std::string& into) {
        into[at_] = text_[at_];
        ++at_;
    }

    /// Line ends are kept on both sides.
    void drop() {
        if (text_[at_] == '\n') code_[at_] = comments_[at_] = '\n';
        ++at_;
    }

    void take_until(std::string_view end, std::string& into, bool with_end) {
        const std::size_t found = text_.find(end, at_);
        const std::size_t stop =
            found == std::string::npos ? text_.size() : found + (with_end ? end.size() : 0);
        while (at_ < stop) {
            if (text_[at_] == '\n') drop();
            else keep(into);
        }
    }

    void literal(char quote) {
        keep(code_);
        while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) drop();
            drop();
        }
        if (at_ < text_.size()) keep(code_);
    }

    void raw_literal() {
        const std::size_t open = text_.find('(', at_);
        if (open == std::string::npos) {
            keep(code_);
            return;
        }
        const std::string close = ")" + text_.substr(at_ + 2, open - at_ - 2) + "\"";
        const std::size_t found = text_.find(close, open);
        const std::size_t stop = found == std::string::npos ? text_.size() : found + close.size();
        while (at_ < stop) drop();
    }

    const std::string& text_;
    std::string code_;
    std::string comments_;
    std::size_t at_ = 0;
};

/// One finding for each match of `pattern` in `text`, which is a view of `file`.
void find_all(const File& file, const std::string& text, const std::regex& pattern,
              const std::string& what, Findings& findings) {
    const auto end = std::sregex_iterator();
    for (auto it = std::sregex_iterator(text.begin(), text.end(), pattern); it != end; ++it) {
        const auto position = static_cast<std::size_t>(it->position(0));
        // A match may begin with the character before what is meant.
        const std::string match = it->str(0);
        const std::size_t lead = std::min(match.find_first_not_of(" \t\n({;"), match.size());
        findings.push_back(
            {file.path, line_at(text, position + lead), what + ": " + match.substr(lead)});
    }
}

struct Include {
    std::string path;
    std::size_t line = 0;
};

/// Read from the text, because a quoted path is blank in the code.
std::vector<Include> includes_of(const File& file) {
    static const std::regex pattern(R"re(^\s*#\s*include\s*[<"]([^>"]+)[>"])re");
    std::vector<Include> includes;
    std::size_t number = 0;
    for (const std::string_view line : lines_of(file.text)) {
        ++number;
        std::match_results<std::string_view::const_iterator> match;
        if (std::regex_search(line.begin(), line.end(), match, pattern)) {
            includes.push_back({match.str(1), number});
        }
    }
    return includes;
}

/// The layer of a file that has one and is not a test, or `kFirstFreeLayer`.
int product_layer(const File& file, const Layers& layers) {
    if (!is_cpp(file.path) || is_test(file.path)) return kFirstFreeLayer;
    const std::string folder = layers.folder_of(file.path);
    return folder.empty() ? kFirstFreeLayer : layers.layer_of(folder);
}

}  // namespace

File make_file(std::string path, std::string text) {
    File file{.path = std::move(path), .text = std::move(text), .code = {}, .comments = {}};
    if (is_cpp(file.path)) {
        std::tie(file.code, file.comments) = Splitter(file.text).split();
    } else {
        file.code = file.comments = file.text;
    }
    return file;
}

bool is_header(std::string_view path) {
    return path.ends_with(".hpp");
}

bool is_cpp(std::string_view path) {
    return is_header(path) || path.ends_with(".cpp");
}

bool is_test(std::string_view path) {
    return path.starts_with("tests/") || path.ends_with("_test.cpp");
}

std::size_t line_at(std::string_view text, std::size_t position) {
    return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, position), '\n'));
}

std::string_view folder_name(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view file_name(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

bool has_word(std::string_view text, std::string_view word) {
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
        const bool free_before = at == 0 || !is_word_char(text[at - 1]);
        const std::size_t end = at + word.size();
        const bool free_after = end == text.size() || !is_word_char(text[end]);
        if (free_before && free_after) return true;
    }
    return false;
}

std::string Layers::folder_of(std::string_view path) const {
    constexpr std::string_view kProtocols = "aquifer/protocols/";
    if (path.starts_with(kProtocols)) {
        const std::size_t end = path.find('/', kProtocols.size());
        return end == std::string_view::npos ? std::string{} : std::string(path.substr(0, end));
    }
    for (const auto& [folder, layer] : layer_of_folder) {
        if (path.starts_with(folder + "/")) return folder;
    }
    return {};
}

int Layers::layer_of(std::string_view folder) const {
    const bool protocol = folder.starts_with("aquifer/protocols/");
    const auto it = layer_of_folder.find(protocol ? "aquifer/protocols" : folder);
    return it == layer_of_folder.end() ? kFirstFreeLayer : it->second;
}

bool Layers::allows(std::string_view from_folder, std::string_view to_folder) const {
    if (from_folder == to_folder || layer_of(to_folder) < layer_of(from_folder)) return true;
    return std::ranges::any_of(
        edges, [&](const Edge& edge) { return edge.from == from_folder && edge.to == to_folder; });
}

Layers read_layers(const File& file, Findings& findings) {
    Layers layers;
    std::size_t number = 0;
    for (const std::string_view line : lines_of(file.text)) {
        ++number;
        if (line.empty() || line.starts_with('#')) continue;
        std::istringstream words{std::string(line)};
        const std::vector<std::string> word{std::istream_iterator<std::string>(words), {}};
        int layer = 0;
        const bool number_read =
            word.size() == 3 &&
            std::from_chars(word[1].data(), word[1].data() + word[1].size(), layer).ptr ==
                word[1].data() + word[1].size();
        if (number_read && word[0] == "layer") {
            layers.layer_of_folder[word[2]] = layer;
        } else if (word.size() == 4 && word[0] == "edge" && word[2] == "->") {
            layers.edges.push_back({word[1], word[3]});
        } else {
            findings.push_back({file.path, number, "neither a layer nor an edge"});
        }
    }
    return layers;
}

Findings check_layers(const Files& files, const Layers& layers) {
    Findings findings;
    for (const File& file : files) {
        if (!is_cpp(file.path)) continue;
        const std::string from = layers.folder_of(file.path);
        if (from.empty()) {
            findings.push_back({file.path, 0, "its folder has no layer in tools/layers.txt"});
            continue;
        }
        for (const Include& include : includes_of(file)) {
            const std::string to = layers.folder_of(include.path);
            if (to.empty() || layers.allows(from, to)) continue;
            std::string what = from;
            what.append(" may not include ").append(to);
            findings.push_back({file.path, include.line, std::move(what)});
        }
    }
    return findings;
}

Findings check_dependencies(const Files& files, const Layers& layers) {
    Findings findings;
    for (const File& file : files) {
        if (product_layer(file, layers) >= kFirstFreeLayer) continue;
        if (file_name(file.path).starts_with("testing")) continue;
        for (const Include& include : includes_of(file)) {
            const std::string& path = include.path;
            // The standard library's headers have neither a folder nor an ending.
            const bool standard = path.find_first_of("./") == std::string::npos;
            // The compiler's own: instructions that give the same bytes, and whether they are
            // there.
            const bool compiler = path == "immintrin.h" || path == "cpuid.h";
            if (standard || compiler || path.starts_with("aquifer/")) continue;
            if (path.starts_with("secp256k1")) continue;
            findings.push_back(
                {file.path, include.line, "a dependency that layers 0 to 4 do without: " + path});
        }
    }
    return findings;
}

Findings check_determinism(const Files& files, const Layers& layers) {
    static const std::regex words(
        R"(\b(float|double|virtual|thread_local|co_await)\b)"
        R"(|\bstd::(j?thread|async|(shared_)?mutex|atomic\w*|chrono|random_device|function)\b)"
        R"(|\bstd::(cin|cout|cerr|clog|filesystem|[io]?fstream|time|clock)\b)"
        R"(|\b(getenv|gettimeofday|clock_gettime|syscall|fopen|s?rand)\s*\()");
    static constexpr std::array<std::string_view, 14> kHeaders{
        "atomic",     "chrono",  "cmath",      "condition_variable",
        "ctime",      "fstream", "filesystem", "future",
        "iostream",   "mutex",   "random",     "shared_mutex",
        "stop_token", "thread"};
    Findings findings;
    for (const File& file : files) {
        if (product_layer(file, layers) >= kFirstFreeLayer) continue;
        find_all(file, file.code, words, "not below layer 5", findings);
        for (const Include& include : includes_of(file)) {
            if (std::ranges::find(kHeaders, include.path) == kHeaders.end()) continue;
            findings.push_back(
                {file.path, include.line, "not below layer 5: #include <" + include.path + ">"});
        }
    }
    return findings;
}

Findings check_writes(const Files& files) {
    // Either a member of Undo, or one of the ledger's container functions, which take it first.
    // A call of a move, `move::push(u, ...)`, is not a write.
    static const std::regex writes(
        R"((^|[^\w.:>])((\w+(\.|->))*(u|undo_?)(\(\))?)(\.|->))"
        R"((set|edit|push|pop|insert|remove|assign|clear)\()"
        R"(|(^|[^:\w]|\baq::)(set|push|pop|insert|remove|replace|assign|clear)\()"
        R"(\s*(\w+(\.|->))*(u|undo_?)\s*,)");
    Findings findings;
    for (const File& file : files) {
        if (!is_cpp(file.path) || file.path.starts_with("aquifer/ledger/")) continue;
        const bool moves = file.path.starts_with("aquifer/protocols/") &&
                           file_name(file.path).starts_with("moves") && !is_test(file.path);
        // A test lays the ground it stands on.
        const std::string_view name = file_name(file.path);
        const bool ground = name.ends_with("_test.cpp") || name.ends_with("_bench.cpp") ||
                            name.starts_with("testing");
        if (moves || ground || file.path.starts_with("tools/")) continue;
        find_all(file, file.code, writes, "only a move writes state", findings);
    }
    return findings;
}

Findings check_headers(const Files& files) {
    static const std::regex pattern(R"(\busing\s+namespace\b)");
    Findings findings;
    for (const File& file : files) {
        if (!is_header(file.path)) continue;
        find_all(file, file.code, pattern, "not in a header", findings);
        if (file.code.find("#pragma once") == std::string::npos) {
            findings.push_back({file.path, 0, "no #pragma once"});
        }
    }
    return findings;
}

Findings check_todos(const Files& files) {
    static const std::regex pattern(R"(\b(TODO|FIXME|XXX)\b(?!\(#\d+\)))");
    Findings findings;
    for (const File& file : files) {
        // Prose may speak of the word.
        if (file.path.ends_with(".md")) continue;
        find_all(file, file.comments, pattern, "names no issue, as in TODO(#12)", findings);
    }
    return findings;
}

Findings check_sleeps(const Files& files) {
    static const std::regex in_cpp(
        R"(\b(u?sleep|nanosleep|clock_nanosleep|sleep_for|sleep_until)\s*\()");
    static const std::regex in_scripts(R"(^\s*sleep\s|[;&|]\s*sleep\s|\btime\.sleep\s*\()",
                                       std::regex::ECMAScript | std::regex::multiline);
    Findings findings;
    for (const File& file : files) {
        if (!is_test(file.path)) continue;
        const bool script = file.path.ends_with(".sh") || file.path.ends_with(".py");
        if (is_cpp(file.path)) find_all(file, file.code, in_cpp, "a test waits", findings);
        else if (script) find_all(file, file.text, in_scripts, "a test waits", findings);
    }
    return findings;
}

}  // namespace aq::tidy
