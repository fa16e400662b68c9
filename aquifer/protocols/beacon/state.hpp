// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The beacon chain as the execution layer meets it: the roots of its blocks (EIP-4788), the
/// deposit contract, the two contracts that take requests, and behind them the consensus feed.

#include <aquifer/ledger/containers.hpp>
#include <aquifer/protocols/beacon/archive.hpp>
#include <aquifer/protocols/beacon/requests.hpp>

#include <memory>

namespace aq::beacon {

class FeedVersions;

namespace move {
Feed& change_feed(Undo& u, FeedVersions& feed);
void forget_versions_before(FeedVersions& feed, std::uint64_t version);
}  // namespace move

/// The feed within the state. Each change is made to a copy, so that an undo record is the number
/// of the version before; versions that nothing can go back to are dropped.
class FeedVersions {
public:
    const Feed& operator*() const;
    const Feed* operator->() const { return &**this; }
    /// The number of the version that the state holds now; grows with every change.
    [[nodiscard]] std::uint64_t version() const { return *current_; }
    /// How many versions are held.
    [[nodiscard]] std::size_t versions() const { return versions_.size(); }
    friend bool operator==(const FeedVersions& a, const FeedVersions& b) { return *a == *b; }

private:
    friend Feed& move::change_feed(Undo& u, FeedVersions& feed);
    friend void move::forget_versions_before(FeedVersions& feed, std::uint64_t version);

    Cell<std::uint64_t> current_;
    /// The number of the oldest version held.
    std::uint64_t oldest_ = 0;
    std::vector<std::shared_ptr<Feed>> versions_;
};

/// A request contract (EIP-7002, EIP-7251).
template <class Request>
struct RequestQueue {
    /// What the fee is worked out from; changes at the end of a block only.
    Cell<u256> excess;
    /// Requests taken in the current block.
    Cell<std::uint64_t> count;
    Queue<Only, Request> queue;
    friend bool operator==(const RequestQueue&, const RequestQueue&) = default;
};

struct State {
    /// What the beacon-roots contract answers for a time (Unix seconds): the root of the parent
    /// beacon block of the execution block of that time. Zero where it would not answer. Old
    /// entries stay: the contract's rule looks at their age.
    Table<std::uint64_t, Hash> parent_roots;

    /// The deposit contract's tree: the number of leaves, and per level the node that waits for its
    /// right sibling.
    Cell<std::uint64_t> deposit_count;
    Table<std::uint8_t, Hash> deposit_branch;

    RequestQueue<WithdrawalRequest> withdrawals;
    RequestQueue<ConsolidationRequest> consolidations;

    FeedVersions feed;
    /// Proofs of past blocks; no part of the state, so that equality does not look at it.
    Archive archive;

    friend bool operator==(const State& a, const State& b) {
        return a.parent_roots == b.parent_roots && a.deposit_count == b.deposit_count &&
               a.deposit_branch == b.deposit_branch && a.withdrawals == b.withdrawals &&
               a.consolidations == b.consolidations && a.feed == b.feed;
    }
};

namespace move {

/// Keeps: nothing; the root is given from outside.
void set_parent_root(Undo& u, State& s, std::uint64_t time, const Hash& root);

/// Keeps: the branch has a node for each bit of the count, up to the next free leaf.
void append_deposit(Undo& u, State& s, const Hash& leaf);

/// Keeps: requests leave in the order they came.
void enqueue(Undo& u, RequestQueue<WithdrawalRequest>& q, const WithdrawalRequest& request);
void enqueue(Undo& u, RequestQueue<ConsolidationRequest>& q, const ConsolidationRequest& request);
WithdrawalRequest dequeue(Undo& u, RequestQueue<WithdrawalRequest>& q);
ConsolidationRequest dequeue(Undo& u, RequestQueue<ConsolidationRequest>& q);
/// A new excess; the count of the block begins anew.
void set_excess(Undo& u, RequestQueue<WithdrawalRequest>& q, const u256& excess);
void set_excess(Undo& u, RequestQueue<ConsolidationRequest>& q, const u256& excess);

/// Keeps: the version before, unless nothing can go back to it. The reference is good until the
/// next change.
Feed& change_feed(Undo& u, FeedVersions& feed);

/// Keeps: the current version. For an undo log that has been told to forget: nothing can go back to
/// a version before the one that was current at the mark. With an empty log `change_feed` does it.
void forget_versions_before(FeedVersions& feed, std::uint64_t version);

}  // namespace move

}  // namespace aq::beacon
