// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How a picture writes amounts and names. A figure that is cut is rounded down.

#include <aquifer/base/u256.hpp>
#include <aquifer/eth/types.hpp>

#include <functional>
#include <string>
#include <vector>

namespace aq::picture {

/// What an address is called in the run or story that is shown.
using NameOf = std::function<std::string(const Address&)>;

/// An amount in units of 10^18 with so many decimal places, rounded down: `1.0000`.
std::string units_down(const u256& amount, std::size_t places);
/// The same with four places, but dust that would be cut to zero in its smallest unit: `1684e-18`.
std::string amount_down(const u256& amount);
/// ⌊amount · 10^18 / whole⌋: what one unit of the whole has of it. Zero of an empty whole.
u256 part_of_one_down(const u256& amount, const u256& whole);

/// `1 request`, `2 requests`.
std::string count_of(std::uint64_t n, const std::string& what);

/// In the order of their names, numbers as numbers, so that a picture is the same on every machine.
std::vector<Address> by_name(const NameOf& name_of, std::vector<Address> addresses);

}  // namespace aq::picture
