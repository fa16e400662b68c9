// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/pool.hpp>

#include <queue>

namespace aq::chain {

namespace {

/// One account may not fill the pool with what cannot be executed.
constexpr std::uint64_t kGapMax = 1024;

u256 offer_of(const Transaction& tx) {
    return tx.type == TransactionType::kDynamicFee ? tx.max_fee_per_gas : tx.gas_price;
}

/// Whether an offer is a tenth above another. An offer of nothing is not above nothing.
bool outbids(const u256& offer, const u256& other) {
    const auto tenth_more = mul_div_up(other, u256(11U), u256(10U));
    return tenth_more.has_value() && offer >= *tenth_more && offer > other;
}

}  // namespace

std::expected<void, Refusal> Pool::add(Included tx, std::uint64_t next) {
    const auto refuse = [](std::string what) { return std::unexpected(Refusal{std::move(what)}); };
    const std::uint64_t nonce = tx.transaction.nonce;
    if (places_.contains(tx.hash)) return refuse("already known");
    if (nonce < next) {
        return refuse("nonce too low: next nonce " + std::to_string(next) + ", tx nonce " +
                      std::to_string(nonce));
    }
    if (nonce - next > kGapMax) {
        return refuse("nonce too high: next nonce " + std::to_string(next) + ", tx nonce " +
                      std::to_string(nonce));
    }
    auto& queue = by_sender_[tx.sender];
    const auto held = queue.find(nonce);
    if (held != queue.end()) {
        if (!outbids(offer_of(tx.transaction), offer_of(held->second.included.transaction))) {
            return refuse("replacement transaction underpriced");
        }
        places_.erase(held->second.included.hash);
    } else if (places_.size() >= size_max_) {
        if (queue.empty()) by_sender_.erase(tx.sender);
        return refuse("txpool is full: " + std::to_string(size_max_) + " transactions wait");
    }
    places_[tx.hash] = {tx.sender, nonce};
    queue.insert_or_assign(nonce, Waiting{arrivals_++, std::move(tx)});
    return {};
}

std::vector<Included> Pool::take(const std::function<std::uint64_t(const Address&)>& nonce_of,
                                 std::uint64_t gas_max) {
    using Next = std::pair<std::uint64_t, const Waiting*>;  // by arrival
    std::priority_queue<Next, std::vector<Next>, std::greater<>> next;
    const auto offer = [&](const Address& sender, std::uint64_t nonce) {
        const auto queue = by_sender_.find(sender);
        if (queue == by_sender_.end()) return;
        const auto held = queue->second.find(nonce);
        if (held != queue->second.end()) next.emplace(held->second.arrival, &held->second);
    };
    for (const auto& [sender, queue] : by_sender_) offer(sender, nonce_of(sender));
    std::vector<Included> out;
    for (std::uint64_t gas = 0; !next.empty();) {
        const Included& first = next.top().second->included;
        const std::uint64_t nonce = first.transaction.nonce;
        // Whether it meets a contract is not known here: as if it did.
        gas += nominal_gas(first.transaction.data, true);
        if (gas > gas_max && !out.empty()) break;
        const Address sender = first.sender;
        out.push_back(first);
        next.pop();
        remove(sender, nonce);
        offer(sender, nonce + 1);
    }
    return out;
}

void Pool::remove(const Address& sender, std::uint64_t nonce) {
    const auto queue = by_sender_.find(sender);
    if (queue == by_sender_.end()) return;
    const auto held = queue->second.find(nonce);
    if (held == queue->second.end()) return;
    places_.erase(held->second.included.hash);
    queue->second.erase(held);
    if (queue->second.empty()) by_sender_.erase(queue);
}

bool Pool::drop(const Hash& hash) {
    const auto place = places_.find(hash);
    if (place == places_.end()) return false;
    const auto [sender, nonce] = place->second;
    remove(sender, nonce);
    return true;
}

void Pool::clear() {
    by_sender_.clear();
    places_.clear();
}

const Included* Pool::find(const Hash& hash) const {
    const auto place = places_.find(hash);
    if (place == places_.end()) return nullptr;
    return &by_sender_.at(place->second.first).at(place->second.second).included;
}

std::uint64_t Pool::next_nonce(const Address& sender, std::uint64_t next) const {
    const auto queue = by_sender_.find(sender);
    if (queue == by_sender_.end()) return next;
    while (queue->second.contains(next)) ++next;
    return next;
}

std::vector<const Included*> Pool::all() const {
    std::vector<const Included*> out;
    for (const auto& [sender, queue] : by_sender_) {
        for (const auto& [nonce, waiting] : queue) out.push_back(&waiting.included);
    }
    return out;
}

}  // namespace aq::chain
