// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/abi_text.hpp>

#include <aquifer/base/utf8.hpp>
#include <aquifer/eth/abi.hpp>

#include <algorithm>
#include <map>

namespace aq {

namespace {

using Kind = AbiParameter::Kind;
using Shape = AbiValue::Shape;

/// Longer `bytes` and strings are shown by their ends.
constexpr std::size_t kBlobShown = 32;
constexpr std::size_t kStringShown = 256;
/// Bytes that could not be decoded are shown whole up to this.
constexpr std::size_t kRawShown = 1024;

constexpr Selector kError = "0x08c379a0"_selector;
constexpr Selector kPanic = "0x4e487b71"_selector;

/// One byte of a string as it can stand between quotes on one line. UTF-8 passes.
void append_escaped(std::string& out, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<std::uint8_t>(text[i]);
        if (byte == '"' || byte == '\\') {
            out += '\\';
            out += text[i];
        } else if (byte >= 0x20 && byte < 0x7f) {
            out += text[i];
        } else if (const std::size_t n = utf8_length(text.substr(i)); n > 1) {
            out += text.substr(i, n);
            i += n - 1;
        } else {
            out += "\\x" + to_hex(BytesView(&byte, 1)).substr(2);
        }
    }
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    append_escaped(out, text.substr(0, kStringShown));
    out += '"';
    if (text.size() > kStringShown) out += "… (" + std::to_string(text.size()) + " bytes)";
    return out;
}

std::string signed_decimal(const i256& value) {
    return (value.is_negative() ? "-" : "") + to_decimal(value.magnitude());
}

/// What a Solidity panic code means (Solidity documentation, "Panic via assert and Error via
/// require").
std::string_view meaning_of_panic(const u256& code) {
    static const std::map<u256, std::string_view> kMeanings{
        {u256(0x00U), "raised by the compiler"},
        {u256(0x01U), "an assertion failed"},
        {u256(0x11U), "arithmetic overflow or underflow"},
        {u256(0x12U), "division by zero"},
        {u256(0x21U), "no such value of an enum"},
        {u256(0x22U), "a storage byte array is encoded wrongly"},
        {u256(0x31U), "pop of an empty array"},
        {u256(0x32U), "array index out of range"},
        {u256(0x41U), "too much memory"},
        {u256(0x51U), "call of a function pointer that was never set"},
    };
    const auto at = kMeanings.find(code);
    return at == kMeanings.end() ? "no code of Solidity's" : at->second;
}

/// What stands in one head, in order.
using Members = std::vector<const AbiParameter*>;

Members members_of(const AbiParameters& parameters) {
    Members out;
    for (const AbiParameter& p : parameters) out.push_back(&p);
    return out;
}

class Decoder {
public:
    Decoder(BytesView whole, const AddressName& name) : whole_(whole), name_of_(name) {}

    /// Why decoding stopped.
    std::string wrong;

    /// The parameters at the start of the bytes.
    bool list(const Members& parameters, std::vector<AbiValue>& out) {
        return members(parameters, AbiReader(whole_), out);
    }
    /// One parameter that stands in a topic.
    bool topic(const AbiParameter& parameter, AbiValue& out) {
        out.name = parameter.name;
        if (parameter.kind == Kind::kTuple || parameter.kind == Kind::kArray || parameter.dynamic) {
            out.text = "keccak " + to_hex(whole_);
            return true;
        }
        return value(parameter, AbiReader(whole_), out);
    }
    [[nodiscard]] std::size_t bytes_behind() const { return whole_.size() - used_; }

private:
    bool fail(const AbiParameter& parameter, const std::string& what) {
        const std::string name = parameter.name.empty() ? std::string("a value") : parameter.name;
        if (wrong.empty()) wrong = name + ' ' + what;
        return false;
    }

    /// Remembers how far the bytes had a meaning.
    void use(const AbiReader& in, std::size_t count) {
        const auto end = static_cast<std::size_t>(in.data - whole_.data()) + count;
        used_ = std::max(used_, std::min(end, whole_.size()));
    }

    bool members(const Members& parameters, const AbiReader& in, std::vector<AbiValue>& out) {
        std::size_t head = 0;
        for (const AbiParameter* p : parameters) {
            if (!in.has(head, p->head)) return fail(*p, "is cut off");
            if (!placed(*p, in, head, out.emplace_back())) return false;
            head += p->head;
        }
        return true;
    }

    /// The value whose head, which is there, stands at an offset.
    bool placed(const AbiParameter& p, const AbiReader& in, std::size_t head, AbiValue& out) {
        out.name = p.name;
        if (!p.dynamic) return value(p, in.from(head), out);
        use(in.from(head), 32);
        AbiReader tail({});
        if (!in.follow(head, tail)) return fail(p, "has an offset that points outside");
        return value(p, tail, out);
    }

    bool value(const AbiParameter& p, const AbiReader& in, AbiValue& out) {
        if (++count_ > kAbiValuesMax) {
            return fail(p, "is one of more than " + std::to_string(kAbiValuesMax) + " values");
        }
        switch (p.kind) {
            case Kind::kTuple:
                out.shape = Shape::kTuple;
                return members(members_of(p.parts), in, out.parts);
            case Kind::kArray:
                out.shape = Shape::kArray;
                return array(p, in, out);
            case Kind::kBytes:
            case Kind::kString:
                return blob(p, in, out);
            case Kind::kUnknown:
                return fail(p, "is of the unknown type " + p.word);
            default:
                use(in, 32);
                return word(p, in.word(0), out);
        }
    }

    bool array(const AbiParameter& p, const AbiReader& in, AbiValue& out) {
        const AbiParameter& element = p.parts.front();
        std::size_t n = p.length;
        AbiReader body = in;
        if (n == 0) {
            if (!in.length(n)) return fail(p, "has a length that does not fit");
            use(in, 32);
            body = in.from(32);
        }
        if (n > body.size / element.head) {
            return fail(p, "has " + std::to_string(n) + " elements, more than there are bytes for");
        }
        for (std::size_t i = 0; i < n; ++i) {
            if (!placed(element, body, i * element.head, out.parts.emplace_back())) return false;
        }
        return true;
    }

    bool blob(const AbiParameter& p, const AbiReader& in, AbiValue& out) {
        BytesView bytes;
        if (!detail::read_blob(in, bytes)) return fail(p, "is cut off");
        use(in, 32 + (bytes.size() + 31) / 32 * 32);
        out.text = p.kind == Kind::kString
                       ? quoted({reinterpret_cast<const char*>(bytes.data()), bytes.size()})
                       : shortened_hex(bytes, kBlobShown);
        return true;
    }

    bool word(const AbiParameter& p, const u256& word, AbiValue& out) {
        switch (p.kind) {
            case Kind::kUnsigned:
                if (word.bit_width() > p.width) return fail(p, "is too large for " + p.word);
                out.text = to_decimal(word);
                return true;
            case Kind::kSigned: {
                const i256 number{word};
                const u256 from_zero = number.is_negative() ? ~word : word;
                if (from_zero.bit_width() >= p.width) {
                    return fail(p, "is too large for " + p.word);
                }
                out.text = signed_decimal(number);
                return true;
            }
            case Kind::kAddress:
                if (word.bit_width() > 160) return fail(p, "has bits above an address");
                out.text = name_of_(truncate_address(word));
                return true;
            case Kind::kBool:
                if (word > u256(1U)) return fail(p, "is neither true nor false");
                out.text = word.is_zero() ? "false" : "true";
                return true;
            default: {
                if (p.width < 32 && !(word << (8 * p.width)).is_zero()) {
                    return fail(p, "has bytes behind " + p.word);
                }
                const Hash bytes = to_hash(word);
                out.text = to_hex(BytesView(bytes.bytes).first(p.width));
                return true;
            }
        }
    }

    BytesView whole_;
    const AddressName& name_of_;
    std::size_t count_ = 0;
    std::size_t used_ = 0;
};

void append_values(std::string& out, std::span<const AbiValue> values);

/// Without its name.
void append_value(std::string& out, const AbiValue& value) {
    if (value.shape == Shape::kWord) {
        out += value.text;
        return;
    }
    out += value.shape == Shape::kTuple ? '(' : '[';
    append_values(out, value.parts);
    out += value.shape == Shape::kTuple ? ')' : ']';
}

void append_values(std::string& out, std::span<const AbiValue> values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i != 0) out += ", ";
        if (!values[i].name.empty()) out += values[i].name + '=';
        append_value(out, values[i]);
    }
}

std::string text_of(const AbiValue& value) {
    std::string out;
    append_value(out, value);
    return out;
}

AbiText of_bytes(BytesView bytes) {
    AbiText out;
    out.hex = shortened_hex(bytes, kRawShown);
    return out;
}

/// The parameters of a list, or the reason why they are not there.
void decode_list(AbiText& out, const AbiParameters& parameters, BytesView bytes,
                 const AddressName& name) {
    Decoder decoder(bytes, name);
    if (decoder.list(members_of(parameters), out.values)) {
        out.bytes_behind = decoder.bytes_behind();
    } else {
        out.wrong = decoder.wrong;
    }
}

/// A selector and what it takes: a call or an error.
AbiText decode_selected(std::string_view declaration, BytesView bytes, const AddressName& name) {
    AbiText out = of_bytes(bytes);
    const auto parsed = parse_declaration(declaration);
    if (!parsed.has_value()) {
        out.wrong = "unknown";
        return out;
    }
    out.name = parsed->name;
    const Selector selector =
        first_four(keccak(std::string_view(parsed->name + canonical_types(parsed->takes))));
    if (bytes.size() < 4 || !equal(bytes.first(4), selector.bytes)) {
        out.wrong = "another selector";
        return out;
    }
    decode_list(out, parsed->takes, bytes.subspan(4), name);
    return out;
}

class Comparison {
public:
    std::vector<AbiDifference> found;

    void values(std::span<const AbiValue> a, std::span<const AbiValue> b, const std::string& path) {
        for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
            const std::string& name = a[i].name;
            const std::string dot = path.empty() ? "" : ".";
            value(a[i], b[i], path + dot + (name.empty() ? '#' + std::to_string(i) : name));
        }
    }

private:
    void value(const AbiValue& a, const AbiValue& b, const std::string& path) {
        if (a.shape != b.shape || a.shape == Shape::kWord) {
            if (a.text != b.text) found.push_back({path, a.text, b.text});
        } else if (a.shape == Shape::kTuple) {
            values(a.parts, b.parts, path);
        } else if (a.parts.size() != b.parts.size()) {
            found.push_back({path, text_of(a), text_of(b)});
        } else {
            for (std::size_t i = 0; i < a.parts.size(); ++i) {
                value(a.parts[i], b.parts[i], path + '[' + std::to_string(i) + ']');
            }
        }
    }
};

}  // namespace

std::string shortened_hex(BytesView bytes, std::size_t shown) {
    if (bytes.size() <= shown) return to_hex(bytes);
    return to_hex(bytes.first(shown / 2)) + "…" + to_hex(bytes.last(shown / 2)).substr(2) + " (" +
           std::to_string(bytes.size()) + " bytes)";
}

std::string AbiText::to_text() const {
    if (!wrong.empty()) return (name.empty() ? "" : name + ' ') + hex + " (" + wrong + ')';
    std::string out;
    append_values(out, values);
    if (!name.empty() || values.size() != 1) out = name + '(' + out + ')';
    if (bytes_behind != 0) out += " and " + std::to_string(bytes_behind) + " bytes behind";
    return out;
}

AbiText decode_call(std::string_view declaration, BytesView calldata, const AddressName& name) {
    AbiText out = decode_selected(declaration, calldata, name);
    if (declaration.empty()) out.wrong = "a function unknown here";
    return out;
}

AbiText decode_answer(std::string_view declaration, BytesView data, const AddressName& name) {
    AbiText out = of_bytes(data);
    const auto parsed = parse_declaration(declaration);
    if (parsed.has_value()) {
        decode_list(out, parsed->returns, data, name);
    } else {
        out.wrong = "of a function unknown here";
    }
    return out;
}

AbiText decode_revert(std::string_view declaration, BytesView data, const AddressName& name) {
    const auto is = [&](const Selector& selector) {
        return data.size() >= 4 && equal(data.first(4), selector.bytes);
    };
    if (is(kError)) return decode_selected("Error(string)", data, name);
    if (is(kPanic)) {
        AbiText out = decode_selected("Panic(uint256)", data, name);
        if (!out.wrong.empty()) return out;
        const u256 code = load_be(data.data() + 4);
        const std::string hex = to_hex(to_hash(code));
        std::string& text = out.values.front().text;
        if (code.bit_width() <= 8) text = "0x" + hex.substr(hex.size() - 2);
        text += ": " + std::string(meaning_of_panic(code));
        return out;
    }
    AbiText out;
    if (data.empty()) {
        out.values.push_back({Shape::kWord, {}, "no data", {}});
        return out;
    }
    out = decode_selected(declaration, data, name);
    if (declaration.empty()) out.wrong = "an error unknown here";
    return out;
}

AbiText decode_log(std::string_view declaration, std::span<const Hash> topics, BytesView data,
                   const AddressName& name) {
    AbiText out;
    for (const Hash& topic : topics) out.hex += to_hex(topic) + ' ';
    out.hex += "data " + shortened_hex(data, kRawShown);
    const auto parsed = parse_declaration(declaration);
    if (!parsed.has_value()) {
        out.wrong = "an event unknown here";
        return out;
    }
    out.name = parsed->name;
    if (topics.empty() ||
        topics[0] != keccak(std::string_view(parsed->name + canonical_types(parsed->takes)))) {
        out.wrong = "another topic";
        return out;
    }
    Members in_data;
    for (const AbiParameter& p : parsed->takes) {
        if (!p.indexed) in_data.push_back(&p);
    }
    const std::size_t indexed = parsed->takes.size() - in_data.size();
    if (topics.size() != 1 + indexed) {
        out.wrong = std::to_string(topics.size() - 1) + " indexed words where " +
                    std::to_string(indexed) + " are declared";
        return out;
    }
    std::vector<AbiValue> from_data;
    Decoder decoder(data, name);
    if (!decoder.list(in_data, from_data)) {
        out.wrong = decoder.wrong;
        return out;
    }
    std::size_t topic = 1;
    std::size_t unindexed = 0;
    for (const AbiParameter& p : parsed->takes) {
        if (!p.indexed) {
            out.values.push_back(std::move(from_data[unindexed++]));
            continue;
        }
        Decoder word(topics[topic++].bytes, name);
        if (!word.topic(p, out.values.emplace_back())) out.wrong = word.wrong;
    }
    out.bytes_behind = decoder.bytes_behind();
    return out;
}

std::vector<AbiDifference> differences(std::span<const AbiValue> a, std::span<const AbiValue> b) {
    Comparison comparison;
    comparison.values(a, b, {});
    return std::move(comparison.found);
}

}  // namespace aq
