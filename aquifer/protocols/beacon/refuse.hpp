// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The words of refusals.

#include <aquifer/protocols/beacon/requests.hpp>

#include <utility>

namespace aq::beacon {

inline std::unexpected<Refusal> refuse(std::string what) {
    return std::unexpected(Refusal{std::move(what)});
}

inline std::string words(std::uint64_t n) {
    return std::to_string(n);
}
inline std::string words(Gwei amount) {
    return std::to_string(amount.raw) + " gwei";
}
inline std::string naming(std::uint64_t validator) {
    return "validator " + words(validator);
}

}  // namespace aq::beacon
