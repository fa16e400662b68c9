// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Which bytes are UTF-8 (RFC 3629), for text that comes from outside.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace aq {

/// The length of the character that a text starts with; zero if its bytes are no UTF-8.
constexpr std::size_t utf8_length(std::string_view text) {
    if (text.empty()) return 0;
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    // 0xc0, 0xc1 would be overlong, above 0xf4 lies past the last character.
    const std::size_t length = first < 0xc2 ? 0U : first < 0xe0 ? 2U : first < 0xf0 ? 3U : 4U;
    if (length == 0 || first > 0xf4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0U) != 0x80U) return 0;
    }
    // Overlong forms, UTF-16's surrogates and what lies past the last character.
    if (first == 0xe0 && byte(1) < 0xa0) return 0;
    if (first == 0xed && byte(1) >= 0xa0) return 0;
    if (first == 0xf0 && byte(1) < 0x90) return 0;
    if (first == 0xf4 && byte(1) >= 0x90) return 0;
    return length;
}

}  // namespace aq
