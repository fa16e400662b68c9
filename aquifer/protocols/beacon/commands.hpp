// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the operator of a sandbox may tell the feed between two blocks. A command that cannot be
/// done changes nothing and says why, and what would be accepted.

#include <aquifer/protocols/beacon/requests.hpp>

#include <span>
#include <string_view>

namespace aq::beacon {

/// A beacon chain without validators, at the start of an epoch, on which all went well before:
/// finalised two epochs back, as in normal operation.
Answer<Feed> begin(const Config& config, std::uint64_t epoch);

namespace command {

/// The pool whose stake `scale_total` changes.
inline constexpr std::string_view kBackground = "background";

/// Names a group of validators; withdrawals of those it deposits for go to the address.
Answer<std::uint32_t> add_pool(Feed& f, std::string_view name, const Address& address);

/// Validators that are there from the start, active since epoch 0 and without fault.
struct Founders {
    std::uint64_t n = 0;
    /// 1 or 2, the first byte of the credentials.
    std::uint8_t prefix = 1;
    std::uint32_t effective_ether = kMinActivation;
    /// The effective balance if zero.
    Gwei balance{0};
};
Answer<IndexRange> found(Feed& f, std::string_view pool, const Founders& founders);

/// n deposits of new validators in the slot's block.
struct NewDeposits {
    std::uint64_t n = 1;
    std::uint8_t prefix = 1;
    Gwei amount = kMinActivationBalance;
    bool signature_valid = true;
};
Answer<void> deposit(Feed& f, std::string_view pool, const NewDeposits& deposits);
/// A deposit for a validator that exists, in the slot's block.
Answer<void> top_up(Feed& f, std::uint64_t validator, Gwei amount);

/// Voluntary exits: of the lowest indices of the pool that may leave, or of these validators, all
/// or none.
Answer<void> exit(Feed& f, std::string_view pool, std::uint64_t n);
Answer<void> exit(Feed& f, std::span<const std::uint64_t> validators);

/// Requests of the execution layer as if the owner of the credentials had made them.
Answer<void> partial(Feed& f, std::uint64_t validator, Gwei amount);
Answer<void> consolidate(Feed& f, std::uint64_t source, std::uint64_t target);
Answer<void> switch_to_compounding(Feed& f, std::uint64_t validator);

/// A proved offence of the lowest slashable indices of the pool, or of these validators. Proposers
/// and attesters are slashed alike.
Answer<void> slash(Feed& f, std::string_view pool, std::uint64_t n);
Answer<void> slash(Feed& f, std::span<const std::uint64_t> validators);

/// A share of the pool (its lowest indices among those that have not exited) does its duties this
/// way for some epochs, the first of which is not over. Performances begun later override.
struct Duties {
    std::uint32_t share_bps = 10'000;
    Duty duty = Duty::kOffline;
    std::uint64_t from = 0;
    std::uint64_t epochs = 0;
};
Answer<void> perform(Feed& f, std::string_view pool, const Duties& duties);
/// The same share of every pool is offline from now on.
Answer<void> offline(Feed& f, std::uint32_t share_bps, std::uint64_t epochs);

/// Gives the validators of the background pool such balances that the total active balance is this.
Answer<void> scale_total(Feed& f, Gwei total);

}  // namespace command

}  // namespace aq::beacon
