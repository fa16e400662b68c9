// SPDX-License-Identifier: Apache-2.0
#include <aquifer/flow/values.hpp>

#include <aquifer/base/hex.hpp>
#include <aquifer/base/result.hpp>

#include <algorithm>
#include <array>

namespace aq::flow {

namespace {

using Type = AbiParameter::Kind;
using Encoded = std::expected<void, std::string>;

/// A story's longest list.
constexpr std::size_t kValuesMax = 4096;

void append_word(Bytes& out, const u256& word) {
    const std::size_t at = out.size();
    out.resize(at + 32);
    store_be(out.data() + at, word);
}

void append_padded(Bytes& out, const Bytes& bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
    out.resize((out.size() + 31) / 32 * 32);
}

std::array<std::uint8_t, 32> left_padded(const Bytes& bytes) {
    std::array<std::uint8_t, 32> out{};
    std::ranges::copy(bytes, out.end() - static_cast<std::ptrdiff_t>(bytes.size()));
    return out;
}

std::string type_text(const AbiParameter& type) {
    const std::string all = canonical_types({type});
    return all.substr(1, all.size() - 2);
}

std::unexpected<std::string> unfit(const AbiParameter& type, const Value& value) {
    const std::string shown =
        to_text(value, [](const Address& at) { return to_hex(BytesView(at.bytes)); });
    return std::unexpected((type.name.empty() ? "" : type.name + ": ") + shown + " does not fit " +
                           type_text(type));
}

/// The word of a type that takes one.
std::expected<u256, std::string> word_of(const AbiParameter& type, const Value& value) {
    using Kind = Value::Kind;
    const bool is_number = value.kind == Kind::kNumber;
    switch (type.kind) {
        case Type::kUnsigned:
            if (!is_number || value.flag || value.number.bit_width() > type.width) break;
            return value.number;
        case Type::kSigned:
            if (!is_number || value.number.bit_width() >= type.width) break;
            return value.flag ? i256::negative(value.number).bits : value.number;
        case Type::kBool:
            if (value.kind != Kind::kTruth) break;
            return u256(value.flag ? 1U : 0U);
        case Type::kAddress:
            if (is_number && value.number.is_zero()) return u256();
            if (value.kind != Kind::kBytes || value.bytes.size() != 20) break;
            return load_be(left_padded(value.bytes).data());
        case Type::kFixedBytes: {
            if (is_number && value.number.is_zero()) return u256();
            if (value.kind != Kind::kBytes || value.bytes.size() != type.width) break;
            Bytes padded = value.bytes;
            padded.resize(32);
            return load_be(padded.data());
        }
        default:
            break;
    }
    return unfit(type, value);
}

Encoded append(Bytes& out, const AbiParameters& types, std::span<const Value> values);

/// What stands in the tail, or for a static type in the head itself.
Encoded append_one(Bytes& out, const AbiParameter& type, const Value& value) {
    switch (type.kind) {
        case Type::kBytes:
            if (value.kind != Value::Kind::kBytes) return unfit(type, value);
            append_word(out, u256(value.bytes.size()));
            append_padded(out, value.bytes);
            return {};
        case Type::kString:
            if (value.kind != Value::Kind::kText) return unfit(type, value);
            append_word(out, u256(value.text.size()));
            append_padded(out, Bytes(value.text.begin(), value.text.end()));
            return {};
        case Type::kTuple:
            if (value.kind != Value::Kind::kList || value.parts.size() != type.parts.size()) {
                return unfit(type, value);
            }
            return append(out, type.parts, value.parts);
        case Type::kArray: {
            const std::size_t n = value.parts.size();
            if (value.kind != Value::Kind::kList || (type.length != 0 && n != type.length)) {
                return unfit(type, value);
            }
            if (type.length == 0) append_word(out, u256(n));
            return append(out, AbiParameters(n, type.parts[0]), value.parts);
        }
        default:
            append_word(out, AQ_TRY(word_of(type, value)));
            return {};
    }
}

Encoded append(Bytes& out, const AbiParameters& types, std::span<const Value> values) {
    const std::size_t start = out.size();
    std::size_t head = 0;
    for (const AbiParameter& type : types) head += type.head;
    Bytes tails;
    for (std::size_t i = 0; i < types.size(); ++i) {
        if (types[i].dynamic) {
            append_word(out, u256(head + tails.size()));
            AQ_TRY(append_one(tails, types[i], values[i]));
        } else {
            AQ_TRY(append_one(out, types[i], values[i]));
        }
    }
    AQ_ASSERT(out.size() == start + head);
    out.insert(out.end(), tails.begin(), tails.end());
    return {};
}

class Decoder {
public:
    explicit Decoder(BytesView data) : data_(data) {}

    bool read_all(const AbiParameters& types, std::size_t base, std::vector<Value>& out) {
        std::size_t at = base;
        for (const AbiParameter& type : types) {
            if (!read(type, base, at, out.emplace_back())) return false;
            at += type.head;
        }
        return true;
    }

private:
    /// The number at a place, if it can be a length or an offset within the data.
    std::optional<std::size_t> small(std::size_t at) const {
        if (at > data_.size() || data_.size() - at < 32) return std::nullopt;
        const u256 word = load_be(data_.data() + at);
        if (!word.fits_u64() || word.limb[0] > data_.size()) return std::nullopt;
        return static_cast<std::size_t>(word.limb[0]);
    }

    /// A value whose head stands at `at` in a tuple that begins at `base`.
    bool read(const AbiParameter& type, std::size_t base, std::size_t at, Value& out) {
        if (++values_ > kValuesMax) return false;
        if (type.dynamic) {
            const auto offset = small(at);
            if (!offset.has_value()) return false;
            at = base + *offset;
        }
        switch (type.kind) {
            case Type::kTuple:
                out.kind = Value::Kind::kList;
                for (const AbiParameter& part : type.parts) out.names.push_back(part.name);
                return read_all(type.parts, at, out.parts);
            case Type::kArray:
                return read_array(type, at, out);
            case Type::kBytes:
            case Type::kString:
                return read_blob(type, at, out);
            default:
                return read_word(type, at, out);
        }
    }

    bool read_array(const AbiParameter& type, std::size_t at, Value& out) {
        std::size_t n = type.length;
        if (n == 0) {
            const auto length = small(at);
            if (!length.has_value() || *length > kValuesMax) return false;
            n = *length;
            at += 32;
        }
        out.kind = Value::Kind::kList;
        return read_all(AbiParameters(n, type.parts[0]), at, out.parts);
    }

    bool read_blob(const AbiParameter& type, std::size_t at, Value& out) {
        const auto length = small(at);
        if (!length.has_value() || data_.size() - at - 32 < *length) return false;
        const BytesView blob = data_.subspan(at + 32, *length);
        if (type.kind == Type::kString) {
            out.kind = Value::Kind::kText;
            out.text.assign(blob.begin(), blob.end());
        } else {
            out.kind = Value::Kind::kBytes;
            out.bytes.assign(blob.begin(), blob.end());
        }
        return true;
    }

    bool read_word(const AbiParameter& type, std::size_t at, Value& out) {
        if (at > data_.size() || data_.size() - at < 32) return false;
        const BytesView word = data_.subspan(at, 32);
        const u256 number = load_be(word.data());
        switch (type.kind) {
            case Type::kBool:
                out = Value::of(!number.is_zero());
                return true;
            case Type::kAddress:
                out.kind = Value::Kind::kBytes;
                out.bytes.assign(word.begin() + 12, word.end());
                return true;
            case Type::kFixedBytes:
                out.kind = Value::Kind::kBytes;
                out.bytes.assign(word.begin(), word.begin() + type.width);
                return true;
            default:
                out.flag = type.kind == Type::kSigned && i256{number}.is_negative();
                out.number = out.flag ? i256{number}.magnitude() : number;
                return true;
        }
    }

    BytesView data_;
    std::size_t values_ = 0;
};

}  // namespace

Value Value::of(const u256& number) {
    Value out;
    out.number = number;
    return out;
}
Value Value::of(const Address& address) {
    Value out;
    out.kind = Kind::kBytes;
    out.bytes.assign(address.bytes.begin(), address.bytes.end());
    return out;
}
Value Value::of(bool truth) {
    Value out;
    out.kind = Kind::kTruth;
    out.flag = truth;
    return out;
}
Value Value::of(std::vector<Value> parts) {
    Value out;
    out.kind = Kind::kList;
    out.parts = std::move(parts);
    return out;
}

std::string to_text(const Value& value, const NameOf& name_of) {
    switch (value.kind) {
        case Value::Kind::kNumber:
            return (value.flag ? "-" : "") + to_decimal(value.number);
        case Value::Kind::kTruth:
            return value.flag ? "true" : "false";
        case Value::Kind::kText:
            return '"' + value.text + '"';
        case Value::Kind::kBytes: {
            Address at;
            if (value.bytes.size() != at.bytes.size()) return to_hex(BytesView(value.bytes));
            std::ranges::copy(value.bytes, at.bytes.begin());
            return name_of(at);
        }
        case Value::Kind::kList:
            break;
    }
    const bool tuple = !value.names.empty();
    std::string out = tuple ? "(" : "[";
    for (std::size_t i = 0; i < value.parts.size(); ++i) {
        if (i != 0) out += ", ";
        if (tuple && !value.names[i].empty()) out += value.names[i] + '=';
        out += to_text(value.parts[i], name_of);
    }
    return out + (tuple ? ')' : ']');
}

std::expected<Bytes, std::string> encode(const AbiParameters& types,
                                         std::span<const Value> values) {
    if (types.size() != values.size()) {
        return std::unexpected(std::to_string(types.size()) + " values are needed, " +
                               std::to_string(values.size()) + " given");
    }
    Bytes out;
    AQ_TRY(append(out, types, values));
    return out;
}

std::optional<std::vector<Value>> decode(const AbiParameters& types, BytesView data) {
    std::vector<Value> out;
    if (!Decoder(data).read_all(types, 0, out)) return std::nullopt;
    return out;
}

std::optional<std::vector<Value>> decode_log(const AbiParameters& types,
                                             std::span<const Hash> topics, BytesView data) {
    AbiParameters unindexed;
    for (const AbiParameter& type : types) {
        if (!type.indexed) unindexed.push_back(type);
    }
    auto rest = decode(unindexed, data);
    if (!rest.has_value() || topics.size() != 1 + types.size() - unindexed.size()) {
        return std::nullopt;
    }
    std::vector<Value> out;
    auto next = rest->begin();
    std::size_t topic = 0;
    for (const AbiParameter& type : types) {
        if (!type.indexed) {
            out.push_back(std::move(*next++));
            continue;
        }
        AbiParameter word = type;
        if (type.dynamic || type.kind == Type::kTuple || type.kind == Type::kArray) {
            word = {};
            word.kind = Type::kFixedBytes;
            word.width = 32;
        }
        auto one = decode({word}, BytesView(topics[++topic].bytes));
        if (!one.has_value()) return std::nullopt;
        out.push_back(std::move(one->front()));
    }
    return out;
}

}  // namespace aq::flow
