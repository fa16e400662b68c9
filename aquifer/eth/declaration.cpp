// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/declaration.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace aq {

namespace {

using Kind = AbiParameter::Kind;

/// Deeper than any contract's types, and shallow enough for the stack.
constexpr unsigned kDepthMax = 32;
/// More than any `T[n]` of a contract takes, and small enough that no sum of heads overflows.
constexpr std::size_t kHeadMax = std::size_t{1} << 20U;

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || c == '.';
}

/// The number that a text is, whole.
std::optional<unsigned> number(std::string_view text) {
    unsigned out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return out;
}

/// `uint96` as kind and width. A word that is no elementary type stays unknown.
void classify(AbiParameter& out) {
    const std::string_view word = out.word;
    const auto sized = [&](std::string_view stem, Kind kind, unsigned unit, unsigned max) {
        if (!word.starts_with(stem)) return;
        const auto width = number(word.substr(stem.size()));
        if (!width.has_value() || *width == 0 || *width > max || *width % unit != 0) return;
        out.kind = kind;
        out.width = *width;
    };
    sized("uint", Kind::kUnsigned, 8, 256);
    sized("int", Kind::kSigned, 8, 256);
    sized("bytes", Kind::kFixedBytes, 1, 32);
    if (word == "address") out.kind = Kind::kAddress;
    if (word == "bool") out.kind = Kind::kBool;
    if (word == "bytes") out.kind = Kind::kBytes;
    if (word == "string") out.kind = Kind::kString;
    out.dynamic = out.kind == Kind::kBytes || out.kind == Kind::kString;
}

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    /// The next word; empty if something else stands here.
    std::string_view word() {
        blanks();
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_word(text_[at_])) ++at_;
        return text_.substr(begin, at_ - begin);
    }

    bool take(char c) {
        blanks();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    /// `(parameter, …)`; false if it is anything else.
    bool list(AbiParameters& out, unsigned depth) {
        if (depth > kDepthMax || !take('(')) return false;
        if (take(')')) return true;
        do {
            if (!parameter(out.emplace_back(), depth)) return false;
        } while (take(','));
        return take(')');
    }

private:
    void blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
    }

    bool parameter(AbiParameter& out, unsigned depth) {
        if (!element(out, depth)) return false;
        for (unsigned arrays = depth; take('['); ++arrays) {
            if (arrays > kDepthMax || !array(out)) return false;
        }
        static constexpr std::array<std::string_view, 4> kPlaces{"memory", "calldata", "storage",
                                                                 "payable"};
        for (std::string_view w = word(); !w.empty(); w = word()) {
            if (w == "indexed") {
                out.indexed = true;
            } else if (std::ranges::find(kPlaces, w) == kPlaces.end()) {
                out.name = w;
            }
        }
        return true;
    }

    bool element(AbiParameter& out, unsigned depth) {
        out.word = word();
        if (!out.word.empty()) {
            classify(out);
            return true;
        }
        out.kind = Kind::kTuple;
        if (!list(out.parts, depth + 1) || out.parts.empty()) return false;
        std::size_t head = 0;
        for (const AbiParameter& part : out.parts) {
            out.dynamic |= part.dynamic;
            head += part.head;
        }
        out.head = out.dynamic ? 32 : head;
        return head <= kHeadMax;
    }

    /// Makes of a type an array of it; the opening bracket is taken.
    static void wrap(AbiParameter& out, std::size_t length) {
        AbiParameter array;
        array.kind = Kind::kArray;
        array.length = length;
        array.dynamic = length == 0 || out.dynamic;
        array.head = array.dynamic ? 32 : length * out.head;
        array.parts.push_back(std::move(out));
        out = std::move(array);
    }

    bool array(AbiParameter& out) {
        std::size_t length = 0;
        if (!take(']')) {
            const auto given = number(word());
            if (!given.has_value() || *given == 0 || *given > kHeadMax / out.head || !take(']')) {
                return false;
            }
            length = *given;
        }
        wrap(out, length);
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

void append_type(std::string& out, const AbiParameter& parameter) {
    if (parameter.kind == Kind::kTuple) {
        out += canonical_types(parameter.parts);
    } else if (parameter.kind == Kind::kArray) {
        append_type(out, parameter.parts.front());
        out += '[';
        if (parameter.length != 0) out += std::to_string(parameter.length);
        out += ']';
    } else {
        out += parameter.word;
    }
}

}  // namespace

std::optional<Declaration> parse_declaration(std::string_view text) {
    Parser parser(text);
    Declaration out;
    out.name = parser.word();
    if (out.name == "function" || out.name == "event" || out.name == "error") {
        out.name = parser.word();
    }
    if (!parser.list(out.takes, 0)) return std::nullopt;
    for (std::string_view word = parser.word(); !word.empty(); word = parser.word()) {
        if (word == "returns" && !parser.list(out.returns, 0)) return std::nullopt;
    }
    return out;
}

std::string canonical_types(const AbiParameters& parameters) {
    std::string out = "(";
    for (const AbiParameter& parameter : parameters) {
        if (out.size() > 1) out += ',';
        append_type(out, parameter);
    }
    return out + ')';
}

}  // namespace aq
