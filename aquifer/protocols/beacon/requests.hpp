// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the execution layer asks of the consensus layer: deposits from the deposit contract's logs,
/// withdrawals and consolidations from the two system contracts (EIP-6110, EIP-7002, EIP-7251).

#include <aquifer/protocols/beacon/feed.hpp>

#include <expected>

namespace aq::beacon {

struct DepositRequest {
    Pubkey pubkey{};
    Hash credentials;
    Gwei amount;
    /// No signature is checked: who makes the request says whether it would be valid.
    bool signature_valid = true;
};

struct WithdrawalRequest {
    Address source;
    Pubkey pubkey{};
    /// Zero asks for a full exit.
    Gwei amount;
    friend bool operator==(const WithdrawalRequest&, const WithdrawalRequest&) = default;
};

struct ConsolidationRequest {
    Address source;
    Pubkey source_pubkey{};
    /// The same as the source to ask for compounding credentials.
    Pubkey target_pubkey{};
    friend bool operator==(const ConsolidationRequest&, const ConsolidationRequest&) = default;
};

struct Requests {
    std::vector<DepositRequest> deposits;
    std::vector<WithdrawalRequest> withdrawals;
    std::vector<ConsolidationRequest> consolidations;

    [[nodiscard]] bool empty() const {
        return deposits.empty() && withdrawals.empty() && consolidations.empty();
    }
};

/// Why a request would have no effect, in words, with what would be accepted. The protocol ignores
/// such requests in silence; an operator of a sandbox is told.
struct Refusal {
    std::string what;
};
template <class T>
using Answer = std::expected<T, Refusal>;

/// process_deposit_request. The validator, if new, goes to `pool`.
void process(Feed& f, const DepositRequest& request, std::uint32_t pool);
/// process_withdrawal_request and process_consolidation_request.
Answer<void> process(Feed& f, const WithdrawalRequest& request);
Answer<void> process(Feed& f, const ConsolidationRequest& request);

/// All requests of a block in the protocol's order; those without effect are ignored. Validators
/// from deposits belong to the pool with their withdrawal address, or to that of depositors.
void process(Feed& f, const Requests& requests);

/// process_voluntary_exit without its signature: whether this validator may leave of its own will.
Answer<void> may_exit(const Feed& f, std::uint64_t validator);

}  // namespace aq::beacon
