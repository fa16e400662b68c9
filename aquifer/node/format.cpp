// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/format.hpp>

#include <aquifer/base/result.hpp>

#include <array>
#include <charconv>

namespace aq::node {

namespace {

/// Of what came, so much is repeated to the sender.
constexpr std::size_t kShownMax = 80;

constexpr std::string_view kQuantity =
    "a quantity (0x and hexadecimal digits without leading zeros, at most 256 bits)";
constexpr std::string_view kQuantity64 =
    "a quantity of at most 64 bits (0x and hexadecimal digits without leading zeros)";

std::string shown(const Json& value) {
    std::string out;
    rpc::append_json(out, value);
    if (out.size() <= kShownMax) return out;
    // The text of JSON is UTF-8: no character may be cut in two.
    std::size_t end = kShownMax;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) --end;
    out.resize(end);
    return out + "…";
}

std::optional<unsigned> digit_of(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10U;
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10U;
    return std::nullopt;
}

/// At least one digit and at most 64.
std::optional<u256> parse_digits(std::string_view digits) {
    if (digits.empty() || digits.size() > 64) return std::nullopt;
    u256 out;
    for (const char c : digits) {
        const auto digit = digit_of(c);
        if (!digit.has_value()) return std::nullopt;
        out = (out << 4U) | u256(*digit);
    }
    return out;
}

std::optional<u256> parse_quantity(const Json& from) {
    if (!from.is_string()) return std::nullopt;
    const std::string_view text = from.get_string();
    if (!text.starts_with("0x") || (text.size() > 3 && text[2] == '0')) return std::nullopt;
    return parse_digits(text.substr(2));
}

std::optional<u256> parse_amount(const Json& from) {
    if (from.is_uint64()) return u256(from.get_uint64());
    if (from.is_int64()) {
        if (from.get_int64() < 0) return std::nullopt;
        return u256(static_cast<std::uint64_t>(from.get_int64()));
    }
    if (!from.is_string()) return std::nullopt;
    std::string_view text = from.get_string();
    if (!text.starts_with("0x")) return parse_decimal(text);
    text.remove_prefix(2);
    while (text.size() > 1 && text[0] == '0') text.remove_prefix(1);
    return parse_digits(text);
}

template <std::size_t N>
std::optional<std::array<std::uint8_t, N>> parse_fixed(const Json& from) {
    if (!from.is_string()) return std::nullopt;
    std::array<std::uint8_t, N> out{};
    if (!parse_hex_into(from.get_string(), out)) return std::nullopt;
    return out;
}

}  // namespace

std::string quantity_text(std::uint64_t value) {
    std::array<char, 18> out{'0', 'x'};
    const auto end = std::to_chars(out.data() + 2, out.data() + out.size(), value, 16);
    return {out.data(), end.ptr};
}

std::string quantity_text(const u256& value) {
    if (value.fits_u64()) return quantity_text(value.truncate_u64());
    std::array<std::uint8_t, 32> word{};
    store_be(word.data(), value);
    std::string out = to_hex(BytesView(word));
    out.erase(2, out.find_first_not_of('0', 2) - 2);
    return out;
}

std::string Place::to_text() const {
    std::string out = "invalid argument " + std::to_string(argument) + ": ";
    if (!member.empty()) out.append(member).append(": ");
    return out;
}

std::unexpected<Error> refuse(const Place& place, std::string_view expected, const Json& got) {
    return refuse(place, "expected " + std::string(expected) + "; got " + shown(got));
}

std::unexpected<Error> refuse(const Place& place, std::string_view what) {
    return std::unexpected(rpc::invalid_params(place.to_text().append(what)));
}

Parsed<u256> read_quantity(const Json& from, const Place& place) {
    const auto value = parse_quantity(from);
    if (!value.has_value()) return refuse(place, kQuantity, from);
    return *value;
}

Parsed<std::uint64_t> read_quantity_u64(const Json& from, const Place& place) {
    const auto value = parse_quantity(from);
    if (!value.has_value() || !value->fits_u64()) return refuse(place, kQuantity64, from);
    return value->truncate_u64();
}

Parsed<u256> read_amount(const Json& from, const Place& place) {
    const auto value = parse_amount(from);
    if (!value.has_value()) {
        return refuse(place, "a number that is not negative, as a number, decimal or 0x text",
                      from);
    }
    return *value;
}

Parsed<std::uint64_t> read_amount_u64(const Json& from, const Place& place) {
    const u256 value = AQ_TRY(read_amount(from, place));
    if (!value.fits_u64()) return refuse(place, "a number of at most 64 bits", from);
    return value.truncate_u64();
}

Parsed<Address> read_address(const Json& from, const Place& place) {
    const auto bytes = parse_fixed<20>(from);
    if (!bytes.has_value()) return refuse(place, "an address (0x and 40 hexadecimal digits)", from);
    return Address{*bytes};
}

Parsed<Hash> read_hash(const Json& from, const Place& place) {
    const auto bytes = parse_fixed<32>(from);
    if (!bytes.has_value()) return refuse(place, "32 bytes (0x and 64 hexadecimal digits)", from);
    return Hash{*bytes};
}

Parsed<Bytes> read_data(const Json& from, const Place& place) {
    auto bytes = from.is_string() ? parse_hex(from.get_string()) : std::nullopt;
    if (!bytes.has_value()) {
        return refuse(place, "data (0x and an even number of hexadecimal digits)", from);
    }
    return std::move(*bytes);
}

Parsed<bool> read_flag(const Json& from, const Place& place) {
    if (!from.is_bool()) return refuse(place, "true or false", from);
    return from.get_bool();
}

Parsed<std::string> read_text(const Json& from, const Place& place) {
    if (!from.is_string()) return refuse(place, "a text", from);
    return std::string(from.get_string());
}

Parsed<const JsonObject*> read_object(const Json& from, const Place& place) {
    if (!from.is_object()) return refuse(place, "an object", from);
    return &from.get_object();
}

Parsed<const JsonArray*> read_list(const Json& from, const Place& place) {
    if (!from.is_array()) return refuse(place, "a list", from);
    return &from.get_array();
}

Parsed<void> Params::at_most(std::size_t count) const {
    if (values_.size() <= count) return {};
    return std::unexpected(
        rpc::invalid_params("too many arguments, want at most " + std::to_string(count)));
}

const Json* Params::find(std::size_t i) const {
    return i < values_.size() && !values_[i].is_null() ? &values_[i] : nullptr;
}

Error Params::missing(std::size_t i) {
    return rpc::invalid_params("missing value for required argument " + std::to_string(i));
}

const Json* Members::find(std::string_view name) const {
    const Json* at = object_.if_contains(name);
    return at != nullptr && !at->is_null() ? at : nullptr;
}

}  // namespace aq::node
