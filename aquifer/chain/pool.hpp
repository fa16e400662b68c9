// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Transactions that wait for a block: by sender and nonce, and in the order of their arrival.

#include <aquifer/chain/block.hpp>

#include <expected>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>

namespace aq::chain {

/// Why a transaction is not taken, in the words that the ecosystem's clients look for.
struct Refusal {
    std::string what;
};

class Pool {
public:
    explicit Pool(std::size_t size_max) : size_max_(size_max) {}

    /// Takes a transaction in. `next` is the account's nonce in the state. One with the nonce of
    /// another that waits replaces it if it offers a tenth more.
    std::expected<void, Refusal> add(Included tx, std::uint64_t next);
    /// Takes out what a block can hold: those whose nonces follow on the state's without a gap, in
    /// the order of their arrival as far as nonces allow.
    std::vector<Included> take(const std::function<std::uint64_t(const Address&)>& nonce_of,
                               std::uint64_t gas_max);
    /// Removes by hash; false if it is not here.
    bool drop(const Hash& hash);
    void clear();

    [[nodiscard]] const Included* find(const Hash& hash) const;
    /// The nonce that the sender's next transaction should have, after those that wait without a
    /// gap.
    [[nodiscard]] std::uint64_t next_nonce(const Address& sender, std::uint64_t next) const;
    [[nodiscard]] std::size_t size() const { return places_.size(); }
    /// All, by sender and nonce.
    [[nodiscard]] std::vector<const Included*> all() const;

private:
    void remove(const Address& sender, std::uint64_t nonce);
    struct Waiting {
        std::uint64_t arrival = 0;
        Included included;
    };
    struct HashOfHash {
        std::size_t operator()(const Hash& h) const {
            std::size_t out = 0;
            std::memcpy(&out, h.bytes.data(), sizeof out);
            return out;
        }
    };

    std::size_t size_max_;
    std::uint64_t arrivals_ = 0;
    std::map<Address, std::map<std::uint64_t, Waiting>> by_sender_;
    std::unordered_map<Hash, std::pair<Address, std::uint64_t>, HashOfHash> places_;
};

}  // namespace aq::chain
