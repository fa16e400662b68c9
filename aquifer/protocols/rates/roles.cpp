// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/rates/roles.hpp>

namespace aq::rates {

Revert missing_role(const Address& account, const Hash& role) {
    constexpr Selector kError = "0x08c379a0"_selector;
    const std::string text =
        "AccessControl: account " + to_hex(account) + " is missing role " + to_hex(role);
    return Revert::data(abi_call(kError, text));
}

}  // namespace aq::rates
