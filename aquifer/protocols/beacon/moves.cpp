// SPDX-License-Identifier: Apache-2.0
#include <aquifer/base/hash.hpp>
#include <aquifer/protocols/beacon/state.hpp>

#include <algorithm>

namespace aq::beacon {

const Feed& FeedVersions::operator*() const {
    static const Feed kNone;
    return versions_.empty() ? kNone : *versions_[*current_ - oldest_];
}

namespace move {

namespace {

template <class Request>
void push_request(Undo& u, RequestQueue<Request>& q, const Request& request) {
    push(u, q.queue, Only::kOne, request);
    u.set(q.count, *q.count + 1);
}

template <class Request>
Request pop_request(Undo& u, RequestQueue<Request>& q) {
    const Request out = q.queue.front(Only::kOne);
    pop(u, q.queue, Only::kOne);
    return out;
}

template <class Request>
void begin_block(Undo& u, RequestQueue<Request>& q, const u256& excess) {
    u.set(q.excess, excess);
    u.set(q.count, std::uint64_t{0});
}

}  // namespace

void set_parent_root(Undo& u, State& s, std::uint64_t time, const Hash& root) {
    u.set(s.parent_roots, time, root);
}

void append_deposit(Undo& u, State& s, const Hash& leaf) {
    const std::uint64_t count = *s.deposit_count + 1;
    u.set(s.deposit_count, count);
    Hash node = leaf;
    std::uint8_t level = 0;
    for (std::uint64_t size = count; (size & 1U) == 0; size /= 2) {
        node = {sha256_pair(s.deposit_branch[level].bytes, node.bytes)};
        ++level;
    }
    u.set(s.deposit_branch, level, node);
}

void enqueue(Undo& u, RequestQueue<WithdrawalRequest>& q, const WithdrawalRequest& request) {
    push_request(u, q, request);
}

void enqueue(Undo& u, RequestQueue<ConsolidationRequest>& q, const ConsolidationRequest& request) {
    push_request(u, q, request);
}

WithdrawalRequest dequeue(Undo& u, RequestQueue<WithdrawalRequest>& q) {
    return pop_request(u, q);
}

ConsolidationRequest dequeue(Undo& u, RequestQueue<ConsolidationRequest>& q) {
    return pop_request(u, q);
}

void set_excess(Undo& u, RequestQueue<WithdrawalRequest>& q, const u256& excess) {
    begin_block(u, q, excess);
}

void set_excess(Undo& u, RequestQueue<ConsolidationRequest>& q, const u256& excess) {
    begin_block(u, q, excess);
}

Feed& change_feed(Undo& u, FeedVersions& feed) {
    auto& versions = feed.versions_;
    if (versions.empty()) versions.push_back(std::make_shared<Feed>());
    const std::uint64_t current = *feed.current_;
    // Versions after the current one were taken back, unless the present is to return to them.
    if (!u.visiting()) versions.resize(current - feed.oldest_ + 1);
    if (u.empty()) forget_versions_before(feed, current);
    versions.push_back(std::make_shared<Feed>(*feed));
    u.set(feed.current_, feed.oldest_ + versions.size() - 1);
    return *versions.back();
}

void forget_versions_before(FeedVersions& feed, std::uint64_t version) {
    const std::uint64_t oldest = std::min(version, *feed.current_);
    if (oldest <= feed.oldest_) return;
    const auto begin = feed.versions_.begin();
    feed.versions_.erase(begin, begin + static_cast<std::ptrdiff_t>(oldest - feed.oldest_));
    feed.oldest_ = oldest;
}

}  // namespace move

}  // namespace aq::beacon
