// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What contracts are called: parameters of the `aquifer_` methods may be names.

#include <aquifer/chain/chain.hpp>
#include <aquifer/node/format.hpp>

namespace aq::node {

/// Which addresses an argument may name.
struct Expected {
    /// `a token`: what the refusal asks for.
    std::string_view what;
    /// Whether an address is one; null takes all.
    bool (*is_one)(stack::World& world, const Address& at) = nullptr;
};

/// The address that a text gives, in hexadecimal or by the name of a contract. What is refused is
/// said with the nearest name, or with those that would do.
Parsed<Address> find_named(chain::Chain& chain, stack::World& world, const std::string& text,
                           const Place& place, const Expected& expected);

/// What stands at an address is called; empty if it has no name.
std::string name_at(const chain::Chain& chain, const Address& at);

}  // namespace aq::node
