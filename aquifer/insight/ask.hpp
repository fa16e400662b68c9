// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Asking a contract through its own interface, and what every question needs.

#include <aquifer/eth/abi.hpp>
#include <aquifer/stack/world.hpp>

#include <optional>
#include <string_view>

namespace aq::insight {

/// What a view of a contract answers: one value, or nothing if it reverts.
template <class Answer, class... Argument>
std::optional<Answer> asked(stack::World& world, const Address& at, std::string_view signature,
                            const Argument&... arguments) {
    const Bytes data = abi_call(first_four(keccak(signature)), arguments...);
    const auto bytes = world.ask({kZeroAddress, at, Wei(), data});
    Answer out{};
    if (!bytes.has_value() || !abi_decode(AbiReader(*bytes), out)) return std::nullopt;
    return out;
}

/// ⌊amount · 10^18 / whole⌋: what one unit of the whole has of it. Zero of an empty whole.
inline u256 of_one_down(const u256& amount, const u256& whole) {
    return mul_div_down(amount, kWad, whole).value_or(u256());
}

}  // namespace aq::insight
