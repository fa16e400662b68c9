// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What tells one kind of token from another, as data: which refusals it makes and in which words.
/// The rules are the same for all.

#include <aquifer/ledger/revert.hpp>
#include <aquifer/protocols/erc20/state.hpp>

namespace aq::erc20 {

/// What a refusal can speak of.
struct Refused {
    Address account;
    Amount has;
    Amount needs;
};

struct Generation {
    /// How a refusal is worded; null where the kind does not refuse.
    using Words = Revert (*)(const Refused& what);

    Words insufficient_allowance = nullptr;
    Words approve_from_zero = nullptr;
    Words approve_to_zero = nullptr;
    Words transfer_from_zero = nullptr;
    Words transfer_to_zero = nullptr;
    Words transfer_exceeds_balance = nullptr;
    Words burn_exceeds_balance = nullptr;
    /// Whether spending a finite allowance emits `Approval`.
    bool logs_spending = true;
};

/// The kind is one that a token can have.
const Generation& generation_of(Kind kind);

}  // namespace aq::erc20
