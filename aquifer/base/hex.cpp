// SPDX-License-Identifier: Apache-2.0
#include <aquifer/base/hex.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace aq {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";
constexpr std::uint8_t kNoDigit = 0xff;

/// The value of each character as a digit.
constexpr auto kValues = [] {
    std::array<std::uint8_t, 256> out{};
    out.fill(kNoDigit);
    for (std::uint8_t i = 0; i < 16; ++i) {
        const auto digit = static_cast<unsigned char>(kDigits[i]);
        out[digit] = i;
        if (i >= 10) out[digit - 'a' + 'A'] = i;
    }
    return out;
}();

/// The two digits of each byte.
constexpr auto kPairs = [] {
    std::array<std::array<char, 2>, 256> out{};
    for (std::size_t i = 0; i < 256; ++i) out[i] = {kDigits[i / 16], kDigits[i % 16]};
    return out;
}();

}  // namespace

std::string to_hex(BytesView data) {
    std::string out(2 + 2 * data.size(), '0');
    out[1] = 'x';
    char* at = out.data() + 2;
    for (const std::uint8_t byte : data) {
        std::memcpy(at, kPairs[byte].data(), 2);
        at += 2;
    }
    return out;
}

std::optional<Bytes> parse_hex(std::string_view text) {
    if (text.size() < 2 || text.size() % 2 != 0) return std::nullopt;
    Bytes out(text.size() / 2 - 1);
    if (!parse_hex_into(text, out)) return std::nullopt;
    return out;
}

bool parse_hex_into(std::string_view text, std::span<std::uint8_t> out) {
    if (!text.starts_with("0x") || text.size() - 2 != 2 * out.size()) return false;
    const char* at = text.data() + 2;
    // One branch at the end: a value that is no digit has bits above the lowest four.
    unsigned seen = 0;
    for (std::uint8_t& byte : out) {
        const unsigned high = kValues[static_cast<unsigned char>(at[0])];
        const unsigned low = kValues[static_cast<unsigned char>(at[1])];
        at += 2;
        seen |= high | low;
        byte = static_cast<std::uint8_t>(high << 4U | low);
    }
    return seen <= 0x0f;
}

}  // namespace aq
