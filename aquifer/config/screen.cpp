// SPDX-License-Identifier: Apache-2.0
#include <aquifer/config/screen.hpp>

#include <aquifer/base/utf8.hpp>

#include <algorithm>

namespace aq::config {

namespace {

/// Behind the closing quote, or the end of the line: that is then toml++'s to refuse.
std::size_t end_of_text(std::string_view line, std::size_t open) {
    const char quote = line[open];
    for (std::size_t i = open + 1; i < line.size(); ++i) {
        if (line[i] == quote) return i + 1;
        if (line[i] == '\\' && quote == '"') ++i;
    }
    return line.size();
}

std::size_t characters(std::string_view text) {
    std::size_t n = 0;
    for (const char c : text) n += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1 : 0;
    return n;
}

/// Lines do not depend on each other, as text ends with its line.
std::optional<Stray> stray_in_line(std::string_view line) {
    for (std::size_t i = 0; i < line.size();) {
        const char c = line[i];
        const std::string_view three = line.substr(i, 3);
        if (c == '#') return std::nullopt;
        if (three == R"(""")" || three == "'''") {
            return Stray{.column = characters(line.substr(0, i)) + 1,
                         .what = "text of several lines begins here",
                         .advice = "Put it on one line, between single \" or '."};
        }
        if (c == '"' || c == '\'') {
            i = end_of_text(line, i);
            continue;
        }
        if (static_cast<unsigned char>(c) >= 0x80) {
            const std::size_t size = utf8_length(line.substr(i));
            const std::string shown(line.substr(i, size));
            return Stray{.column = characters(line.substr(0, i)) + 1,
                         .what = size == 0 ? "a byte that is no UTF-8"
                                           : "\"" + shown + "\" stands outside of quotes",
                         .advice = "Put text between quotes, and save the file as UTF-8."};
        }
        ++i;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Stray> stray_in(std::string_view text) {
    // A byte order mark is none of the text.
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (std::optional<Stray> stray = stray_in_line(text.substr(0, end))) {
            stray->line = number;
            return stray;
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return std::nullopt;
}

}  // namespace aq::config
