// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Amounts of ether as people write them.

#include <aquifer/ledger/quantity.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace aq::config {

/// `32 ether`, `0.5 ether`, `5 gwei`, `7 wei`: exact, so nothing if it has more digits than a wei
/// can show, nor if it does not fit 256 bits.
std::optional<Wei> parse_amount(std::string_view text);

/// In the largest unit that needs at most four decimals; always exact.
std::string to_text(const Wei& amount);

}  // namespace aq::config
