// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A chain with two accounts that have ether, in a temporary store.

#include <aquifer/chain/chain.hpp>

#include <gtest/gtest.h>

namespace aq::chain::testing {

inline constexpr Address kAlice = "0x00000000000000000000000000000000000a11ce"_address;
inline constexpr Address kBob = "0x0000000000000000000000000000000000000b0b"_address;
inline constexpr u256 kEther = 1'000'000'000'000'000'000_u256;

inline Options options() {
    Options out;
    out.genesis.background_ether = 0;
    out.genesis.accounts = {{kAlice, wrapping_mul(kEther, u256(1000U))},
                            {kBob, wrapping_mul(kEther, u256(1000U))}};
    return out;
}

inline std::unique_ptr<Chain> open(const Options& options) {
    auto chain = Chain::open(options);
    if (!chain.has_value()) {
        ADD_FAILURE() << chain.error().what;
        std::abort();
    }
    return std::move(*chain);
}

/// A transaction of an account without a key, with the nonce that is next.
inline Included transfer(const Chain& chain, const Address& from, const Address& to,
                         const u256& wei) {
    Transaction tx;
    tx.type = TransactionType::kDynamicFee;
    tx.chain_id = chain.options().genesis.chain_id;
    tx.nonce = chain.pool().next_nonce(from, chain.nonce(from));
    tx.gas = 1'000'000;
    tx.to = to;
    tx.value = wei;
    return Chain::unsigned_by(from, std::move(tx));
}

/// The same with calldata.
inline Included call(const Chain& chain, const Address& from, const Address& to, Bytes data,
                     const u256& wei = {}) {
    Included out = transfer(chain, from, to, wei);
    out.transaction.data = std::move(data);
    return Chain::unsigned_by(from, std::move(out.transaction));
}

/// Submits and mines; the receipt.
inline Receipt send(Chain& chain, Included tx) {
    std::optional<Receipt> out;
    const Hash hash = tx.hash;
    const auto before = std::exchange(chain.on_record, [&](const Record& record) {
        const Block& block = std::get<Block>(record);
        for (std::size_t i = 0; i < block.transactions.size(); ++i) {
            if (block.transactions[i].hash == hash) out = block.receipts[i];
        }
    });
    const auto submitted = chain.submit(std::move(tx));
    if (!submitted.has_value()) ADD_FAILURE() << submitted.error().what;
    chain.mine_ready();
    chain.on_record = before;
    if (!out.has_value()) {
        ADD_FAILURE() << "not mined";
        return {};
    }
    return *out;
}

inline u256 ether_of(Chain& chain, const Address& at) {
    return chain.world().accounts.ether[at].raw;
}

}  // namespace aq::chain::testing
