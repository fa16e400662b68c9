// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/typed_data.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/eth/signature.hpp>

#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <vector>

namespace aq::node {

namespace {

constexpr std::string_view kDomainType = "EIP712Domain";
/// The members that a domain may have, in their order.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kDomainMembers{
    {{"name", "string"},
     {"version", "string"},
     {"chainId", "uint256"},
     {"verifyingContract", "address"},
     {"salt", "bytes32"}}};
/// More of them would only cost time.
constexpr std::size_t kTypesMax = 256;

struct TypedMember {
    std::string name;
    std::string type;
};
using Types = std::map<std::string, std::vector<TypedMember>, std::less<>>;

/// `Person[2][]` is an array of `Person[2]`, which has two.
struct ArrayType {
    std::string_view element;
    std::optional<std::size_t> size;
};

std::optional<ArrayType> as_array(std::string_view type) {
    if (!type.ends_with(']')) return std::nullopt;
    const std::size_t open = type.rfind('[');
    if (open == std::string_view::npos || open == 0) return std::nullopt;
    const std::string_view inside = type.substr(open + 1, type.size() - open - 2);
    ArrayType out{type.substr(0, open), std::nullopt};
    if (inside.empty()) return out;
    std::size_t size = 0;
    const auto [end, failed] = std::from_chars(inside.data(), inside.data() + inside.size(), size);
    if (failed != std::errc() || end != inside.data() + inside.size()) return std::nullopt;
    out.size = size;
    return out;
}

/// The number that stands behind `prefix`, without leading zeros.
std::optional<unsigned> width_of(std::string_view type, std::string_view prefix) {
    if (!type.starts_with(prefix)) return std::nullopt;
    type.remove_prefix(prefix.size());
    if (type.empty() || type[0] == '0') return std::nullopt;
    unsigned width = 0;
    const auto [end, failed] = std::from_chars(type.data(), type.data() + type.size(), width);
    if (failed != std::errc() || end != type.data() + type.size()) return std::nullopt;
    return width;
}

std::optional<unsigned> integer_width(std::string_view type, std::string_view prefix) {
    const auto width = type == prefix ? 256U : width_of(type, prefix);
    if (!width.has_value() || *width % 8 != 0 || *width > 256) return std::nullopt;
    return width;
}

/// Up to 64 bits as a JSON number; any size as text.
Parsed<i256> read_signed(const Json& from, const Place& place) {
    if (from.is_int64() && from.get_int64() < 0) return i256::of(from.get_int64());
    if (from.is_string() && std::string_view(from.get_string()).starts_with('-')) {
        const Json magnitude(std::string_view(from.get_string()).substr(1));
        return i256::negative(AQ_TRY(read_amount(magnitude, place)));
    }
    return i256::positive(AQ_TRY(read_amount(from, place)));
}

class Hasher {
public:
    Hasher(Types types, std::size_t argument) : types_(std::move(types)), argument_(argument) {}

    Parsed<Hash> hash_struct(const std::string& type, const Json& value);

private:
    Parsed<Hash> type_hash(const std::string& type);
    void collect(std::string_view type, std::set<std::string, std::less<>>& out) const;
    [[nodiscard]] std::string declaration(const std::string& type) const;
    /// The word that stands for a value in its struct.
    Parsed<Hash> word(std::string_view type, const Json& value, const Place& place);
    Parsed<Hash> array_word(const ArrayType& type, const Json& value, const Place& place);
    static Parsed<Hash> plain_word(std::string_view type, const Json& value, const Place& place);
    static Parsed<Hash> unsigned_word(unsigned width, const Json& value, const Place& place);
    static Parsed<Hash> signed_word(unsigned width, const Json& value, const Place& place);
    static Parsed<Hash> bytes_word(unsigned width, const Json& value, const Place& place);

    Types types_;
    std::size_t argument_;
    std::map<std::string, Hash, std::less<>> type_hashes_;
};

void Hasher::collect(std::string_view type, std::set<std::string, std::less<>>& out) const {
    while (const auto array = as_array(type)) type = array->element;
    const auto at = types_.find(type);
    if (at == types_.end() || !out.insert(at->first).second) return;
    for (const TypedMember& member : at->second) collect(member.type, out);
}

std::string Hasher::declaration(const std::string& type) const {
    std::string out = type + '(';
    for (const TypedMember& member : types_.find(type)->second) {
        if (!out.ends_with('(')) out += ',';
        out += member.type + ' ' + member.name;
    }
    return out + ')';
}

Parsed<Hash> Hasher::type_hash(const std::string& type) {
    if (const auto at = type_hashes_.find(type); at != type_hashes_.end()) return at->second;
    if (!types_.contains(type)) {
        return refuse({.argument = argument_, .member = "types"}, "no type is called " + type);
    }
    std::set<std::string, std::less<>> others;
    collect(type, others);
    others.erase(type);
    std::string text = declaration(type);
    for (const std::string& other : others) text += declaration(other);
    const Hash out = keccak(std::string_view(text));
    type_hashes_.emplace(type, out);
    return out;
}

Parsed<Hash> Hasher::hash_struct(const std::string& type, const Json& value) {
    const Hash first = AQ_TRY(type_hash(type));
    const Members in(*AQ_TRY(read_object(value, {.argument = argument_, .member = type})),
                     argument_);
    Bytes out(first.bytes.begin(), first.bytes.end());
    for (const TypedMember& member : types_.find(type)->second) {
        const Json* given = in.find(member.name);
        const std::string name = type + '.' + member.name;
        const Place place{.argument = argument_, .member = name};
        Hash encoded;
        if (given != nullptr) {
            encoded = AQ_TRY(word(member.type, *given, place));
        } else if (!types_.contains(member.type)) {
            return refuse(place, "a value of type " + member.type + " is missing");
        }
        out.insert(out.end(), encoded.bytes.begin(), encoded.bytes.end());
    }
    return keccak(BytesView(out));
}

Parsed<Hash> Hasher::word(std::string_view type, const Json& value, const Place& place) {
    if (const auto array = as_array(type)) return array_word(*array, value, place);
    if (types_.contains(type)) return hash_struct(std::string(type), value);
    return plain_word(type, value, place);
}

Parsed<Hash> Hasher::array_word(const ArrayType& type, const Json& value, const Place& place) {
    const JsonArray& list = *AQ_TRY(read_list(value, place));
    if (type.size.has_value() && list.size() != *type.size) {
        return refuse(place, std::to_string(*type.size) + " elements expected; " +
                                 std::to_string(list.size()) + " given");
    }
    Bytes out;
    for (const Json& element : list) {
        const Hash encoded = AQ_TRY(word(type.element, element, place));
        out.insert(out.end(), encoded.bytes.begin(), encoded.bytes.end());
    }
    return keccak(BytesView(out));
}

Parsed<Hash> Hasher::plain_word(std::string_view type, const Json& value, const Place& place) {
    if (type == "string") return keccak(std::string_view(AQ_TRY(read_text(value, place))));
    if (type == "bytes") return keccak(BytesView(AQ_TRY(read_data(value, place))));
    if (type == "address") return to_hash(to_u256(AQ_TRY(read_address(value, place))));
    if (type == "bool") return to_hash(u256(std::uint64_t{AQ_TRY(read_flag(value, place))}));
    if (const auto width = integer_width(type, "uint")) return unsigned_word(*width, value, place);
    if (const auto width = integer_width(type, "int")) return signed_word(*width, value, place);
    if (const auto width = width_of(type, "bytes"); width.has_value() && *width <= 32) {
        return bytes_word(*width, value, place);
    }
    return refuse(place, "there is no type " + std::string(type));
}

Parsed<Hash> Hasher::unsigned_word(unsigned width, const Json& value, const Place& place) {
    const u256 number = AQ_TRY(read_amount(value, place));
    if (number.bit_width() > width) {
        return refuse(place, "a number of at most " + std::to_string(width) + " bits", value);
    }
    return to_hash(number);
}

/// A number of some width has its sign in the highest of its bits.
Parsed<Hash> Hasher::signed_word(unsigned width, const Json& value, const Place& place) {
    const i256 number = AQ_TRY(read_signed(value, place));
    const u256 magnitude = number.magnitude();
    const u256 most = u256(1U) << (width - 1);
    const bool fits = number.is_negative() ? magnitude <= most : magnitude < most;
    const bool keeps_sign = !number.is_negative() || value.is_int64() ||
                            std::string_view(value.get_string()).starts_with('-');
    if (!fits || !keeps_sign) {
        return refuse(place, "a signed number of " + std::to_string(width) + " bits", value);
    }
    return to_hash(number.bits);
}

/// Fixed bytes stand at the left.
Parsed<Hash> Hasher::bytes_word(unsigned width, const Json& value, const Place& place) {
    const Bytes bytes = AQ_TRY(read_data(value, place));
    if (bytes.size() != width) return refuse(place, std::to_string(width) + " bytes", value);
    Hash out;
    std::ranges::copy(bytes, out.bytes.begin());
    return out;
}

Parsed<Types> read_types(const Json* from, const Place& place) {
    if (from == nullptr) return refuse(place, "missing");
    const JsonObject& object = *AQ_TRY(read_object(*from, place));
    if (object.size() > kTypesMax) {
        return refuse(place, "at most " + std::to_string(kTypesMax) + " types");
    }
    Types out;
    for (const auto& entry : object) {
        const JsonArray& list = *AQ_TRY(read_list(entry.value(), place));
        std::vector<TypedMember>& members = out[std::string(entry.key())];
        for (const Json& one : list) {
            const Members in(*AQ_TRY(read_object(one, place)), place.argument);
            auto name = AQ_TRY(in.get("name", read_text));
            auto type = AQ_TRY(in.get("type", read_text));
            if (!name.has_value() || !type.has_value()) {
                return refuse(place, "each member has a name and a type");
            }
            members.push_back({std::move(*name), std::move(*type)});
        }
    }
    return out;
}

/// The domain's type need not be given: its members tell it.
void complete_domain(Types& types, const JsonObject& domain) {
    if (types.contains(kDomainType)) return;
    std::vector<TypedMember>& members = types[std::string(kDomainType)];
    for (const auto& [name, type] : kDomainMembers) {
        if (domain.contains(name)) members.push_back({std::string(name), std::string(type)});
    }
}

}  // namespace

Parsed<Hash> typed_data_digest(const Json& from, const Place& place) {
    if (from.is_string()) {
        boost::system::error_code failed;
        const Json parsed = boost::json::parse(from.get_string(), failed);
        if (failed || !parsed.is_object()) {
            return refuse(place, "typed data (EIP-712) as an object or as its JSON text", from);
        }
        return typed_data_digest(parsed, place);
    }
    const Members in(*AQ_TRY(read_object(from, place)), place.argument);
    const Json* domain = in.find("domain");
    const Json* message = in.find("message");
    const auto primary = AQ_TRY(in.get("primaryType", read_text));
    if (domain == nullptr) return refuse(in.place("domain"), "missing");
    if (message == nullptr) return refuse(in.place("message"), "missing");
    if (!primary.has_value()) return refuse(in.place("primaryType"), "missing");
    Types types = AQ_TRY(read_types(in.find("types"), in.place("types")));
    complete_domain(types, *AQ_TRY(read_object(*domain, in.place("domain"))));

    Hasher hasher(std::move(types), place.argument);
    const Hash separator = AQ_TRY(hasher.hash_struct(std::string(kDomainType), *domain));
    if (*primary == kDomainType) {
        std::array<std::uint8_t, 34> alone{0x19, 0x01};
        std::ranges::copy(separator.bytes, alone.begin() + 2);
        return keccak(BytesView(alone));
    }
    return eip712_digest(separator, AQ_TRY(hasher.hash_struct(*primary, *message)));
}

}  // namespace aq::node
