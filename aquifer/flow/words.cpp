// SPDX-License-Identifier: Apache-2.0
#include <aquifer/flow/words.hpp>

#include <aquifer/base/utf8.hpp>

#include <array>

namespace aq::flow {

namespace {

// The C library's answers depend on the locale.
constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
constexpr bool is_hex(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Longer signs first: `->` is not a minus.
constexpr std::array<std::string_view, 20> kSigns{"->", "!!", "==", "!=", "<=", ">=", "<",
                                                  ">",  "(",  ")",  "[",  "]",  ",",  ".",
                                                  "=",  "+",  "-",  "*",  "/",  ":"};

template <class Takes>
std::size_t length_while(std::string_view text, Takes takes) {
    std::size_t n = 0;
    while (n < text.size() && takes(text[n])) ++n;
    return n;
}

/// Digits, with `_` between them, a fraction and a power of ten: `1_000`, `1.5`, `8e18`.
std::size_t number_length(std::string_view text) {
    const auto digit = [](char c) { return is_digit(c) || c == '_'; };
    std::size_t n = length_while(text, digit);
    if (n + 1 < text.size() && text[n] == '.' && is_digit(text[n + 1])) {
        n += 1 + length_while(text.substr(n + 1), digit);
    }
    // `8ether` is eight and a unit, `8e18` a power of ten.
    if (n + 1 < text.size() && text[n] == 'e' && is_digit(text[n + 1])) {
        n += 1 + length_while(text.substr(n + 1), is_digit);
    }
    return n;
}

/// The first character, of whatever length in UTF-8; what no terminal should get, as a number.
std::string shown_sign(std::string_view rest) {
    const auto first = static_cast<unsigned char>(rest[0]);
    const std::size_t length = utf8_length(rest);
    if (length != 0 && first >= ' ' && first != 0x7f) {
        return '"' + std::string(rest.substr(0, length)) + '"';
    }
    constexpr std::string_view kHexDigits = "0123456789abcdef";
    return std::string("0x") + kHexDigits[first >> 4U] + kHexDigits[first & 15U];
}

struct Found {
    Word::Kind kind = Word::Kind::kEnd;
    std::size_t length = 0;
};

Found first_word(std::string_view rest) {
    using enum Word::Kind;
    if (rest.starts_with("0x")) return {kHex, 2 + length_while(rest.substr(2), is_hex)};
    if (is_digit(rest[0])) return {kNumber, number_length(rest)};
    if (is_letter(rest[0])) {
        return {kName, length_while(rest, [](char c) { return is_letter(c) || is_digit(c); })};
    }
    for (const std::string_view sign : kSigns) {
        if (rest.starts_with(sign)) return {kSign, sign.size()};
    }
    return {};
}

}  // namespace

Expected<std::vector<Word>> split(std::string_view line, std::size_t number) {
    std::vector<Word> out;
    std::size_t at = 0;
    const auto place = [&] { return Place{number, at + 1}; };
    while (at < line.size() && line[at] != '#') {
        if (line[at] == ' ' || line[at] == '\t' || line[at] == '\r') {
            ++at;
            continue;
        }
        if (line[at] == '"') {
            const std::size_t end = line.find('"', at + 1);
            if (end == std::string_view::npos) {
                return std::unexpected(Fault{place(), "this text has no closing quote", {"\""}});
            }
            out.push_back(
                {Word::Kind::kText, std::string(line.substr(at + 1, end - at - 1)), place()});
            at = end + 1;
            continue;
        }
        const Found found = first_word(line.substr(at));
        if (found.length == 0) {
            return std::unexpected(Fault{
                place(), "the sign " + shown_sign(line.substr(at)) + " means nothing here", {}});
        }
        out.push_back({found.kind, std::string(line.substr(at, found.length)), place()});
        at += found.length;
    }
    out.push_back({Word::Kind::kEnd, "", place()});
    return out;
}

}  // namespace aq::flow
