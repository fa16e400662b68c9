// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What waits to be paid: requests in Lido's queue, requests in Renzo's queue, and withdrawals
/// queued in EigenLayer. When each can be claimed, and what it would be paid.

#include <aquifer/stack/world.hpp>

#include <optional>
#include <string>
#include <vector>

namespace aq::insight {

enum class Protocol : std::uint8_t { kLido, kRenzo, kEigenLayer };

/// One asset that is paid.
struct Payment {
    Address asset;
    u256 amount;
    /// Nothing of a token without a rate.
    std::optional<u256> value_wei;
};

struct Ticket {
    Protocol protocol = Protocol::kLido;
    /// Lido's requestId or Renzo's withdrawRequestID.
    u256 id = {};
    /// Of a withdrawal in EigenLayer.
    Hash root = {};
    /// Of a request in Renzo: its place in the user's list, which `claim` takes.
    std::uint32_t index = 0;
    /// Who is paid, and may ask for it.
    Address owner = {};
    bool claimed = false;
    /// Whether a claim succeeds in this very block.
    bool claimable = false;
    /// Why not: the contract's own words. Empty if it is claimable, or claimed.
    std::string refusal = {};
    /// If it were claimed in this block; of one that cannot be yet, what it would be paid if
    /// nothing changes any more. Nothing once it is claimed.
    std::vector<Payment> payments = {};
    // The first block and time (Unix seconds) at which nothing but the clock stands in the way;
    // open where the protocol names none.
    std::optional<std::uint64_t> claimable_from_block = {};
    std::optional<std::uint64_t> claimable_from_time = {};
    /// Whether something else than the clock is waited for: Lido's finalisation, Renzo's buffer.
    bool waits_for_others = false;
    /// Of a request in Renzo that waits for the buffer: what has to come in before it is paid.
    u256 missing = {};
    /// What was given in: stETH, ezETH, or nothing for EigenLayer, where shares of `payments` are.
    u256 given = {};
    /// Unix seconds, where the protocol keeps it.
    std::optional<std::uint64_t> made_at_time = {};
};

/// A request to Lido by its id.
std::optional<Ticket> lido_ticket(stack::World& world, const u256& id);
/// A request to Renzo by its withdrawRequestID. One that has been claimed is not there.
std::optional<Ticket> renzo_ticket(stack::World& world, const u256& id);
/// A withdrawal by its root. One that has been completed is not there.
std::optional<Ticket> eigenlayer_ticket(stack::World& world, const Hash& root);

/// All of an account that are not claimed: Lido's, then Renzo's, then EigenLayer's.
std::vector<Ticket> tickets_of(stack::World& world, const Address& account);

}  // namespace aq::insight
