// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the tests of rate tokens expect to be said and logged.

#include <aquifer/eth/event.hpp>
#include <aquifer/ledger/revert.hpp>

namespace aq::rates::testing {

/// What AccessControl says of an account without a role.
inline Revert without_role(const Address& account, std::string_view role) {
    return Revert::data(abi_call(
        "0x08c379a0"_selector,
        "AccessControl: account " + to_hex(account) + " is missing role " + to_hex(keccak(role))));
}

/// The event at a place among the logs, by an emitter. It is there.
template <class E>
E log_at(const LogBuffer& logs, std::size_t i, const Address& emitter) {
    AQ_ASSERT(i < logs.size());
    AQ_ASSERT(logs[i].emitter == emitter);
    auto event = read_event<E>(logs[i]);
    AQ_ASSERT(event.has_value());
    return std::move(*event);
}

}  // namespace aq::rates::testing
