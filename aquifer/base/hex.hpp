// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Hexadecimal text of bytes and back.

#include <aquifer/base/bytes.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace aq {

/// Lower case, with `0x`.
std::string to_hex(BytesView data);

/// `0x` and an even number of digits of either case; nothing if it is anything else.
std::optional<Bytes> parse_hex(std::string_view text);

/// The same into memory that is there already, which must be filled exactly; false if it is not.
bool parse_hex_into(std::string_view text, std::span<std::uint8_t> out);

}  // namespace aq
