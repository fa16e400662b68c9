// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What a liquid staking token is made of in ether. For backing.cpp.

#include <aquifer/insight/backing.hpp>

namespace aq::insight {

struct Composition {
    std::vector<Part> parts;
    std::string remark;
};
/// Of the whole token, in wei; without parts if nothing is known of it.
Composition composition_of(stack::World& world, const Address& token);

/// The parts that an amount of the token has, each rounded down.
std::vector<Part> scaled_down(std::vector<Part> parts, const u256& amount, const u256& whole);

/// The sum of the parts, not of what these are made of.
u256 sum_of(const std::vector<Part>& parts);

}  // namespace aq::insight
