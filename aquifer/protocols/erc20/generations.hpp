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
    /// What was asked for; of a permit its deadline or its s.
    Amount needs;
    /// Of a permit, whose it should be.
    Address owner;
};

/// What happens to a finite allowance that is spent.
enum class Spending : std::uint8_t {
    /// It is approved anew, with the checks and the log of an approval.
    kApproves,
    /// It is approved anew, with the checks but without a log.
    kApprovesSilently,
    /// It is lowered; no check, no log.
    kLowers,
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
    Words mint_to_zero = nullptr;
    Words burn_from_zero = nullptr;
    Words burn_exceeds_balance = nullptr;
    /// A supply or an allowance raised above 2^256 - 1.
    Words sum_overflow = nullptr;

    /// Before anything else, by modifiers.
    Words paused = nullptr;
    Words account_blocked = nullptr;
    /// Within a transfer: who sends the transaction, whose tokens move, and to whom.
    Words sender_blocked = nullptr;
    Words from_blocked = nullptr;
    Words to_blocked = nullptr;

    /// Permits in the order of their checks; a null `expired` is a kind without permits.
    struct Permit {
        Words expired = nullptr;
        /// s in the upper half of the order.
        Words high_s = nullptr;
        /// v neither 27 nor 28; where null, it is a signature of nobody.
        Words bad_v = nullptr;
        Words signed_by_nobody = nullptr;
        Words signed_by_another = nullptr;
        /// Whether the refusal of the zero address as spender shows what memory last held.
        bool shows_memory = false;
    };
    Permit permit{};

    Spending spending = Spending::kApproves;
    /// Whether an allowance of 2^256 - 1 stays as it is.
    bool infinite_allowance = true;
    /// Whether transferFrom of one's own tokens needs an allowance.
    bool own_allowance = true;
    /// Whether transferFrom moves before it looks at the allowance.
    bool moves_before_spending = false;
    /// Whether minting and burning emit `Transfer`.
    bool logs_supply = true;
};

/// The kind is one that a token can have.
const Generation& generation_of(Kind kind);

}  // namespace aq::erc20
