// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The accounts that the node signs for itself, and those that it sends for without a key.

#include <aquifer/eth/types.hpp>

#include <atomic>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

namespace aq::node {

/// The secrets of the ten accounts that every development chain unlocks: those of the mnemonic
/// "test test test test test test test test test test test junk" along m/44'/60'/0'/0/0 to 9
/// (BIP-39, BIP-32, BIP-44). The whole world knows them.
std::vector<Hash> development_secrets();
/// Their accounts.
std::vector<Address> development_accounts();

class Keys {
public:
    explicit Keys(const std::vector<Hash>& secrets);

    /// The unlocked accounts, in the order of their secrets.
    [[nodiscard]] const std::vector<Address>& accounts() const { return accounts_; }
    [[nodiscard]] std::optional<Hash> secret_of(const Address& account) const;

    // From any thread.
    void impersonate(const Address& account);
    /// False if it was not.
    bool stop_impersonating(const Address& account);
    void impersonate_everybody(bool on) { everybody_ = on; }
    [[nodiscard]] bool is_impersonated(const Address& account) const;

private:
    std::vector<Hash> secrets_;
    std::vector<Address> accounts_;
    mutable std::mutex mutex_;
    std::set<Address> impersonated_;
    std::atomic<bool> everybody_ = false;
};

}  // namespace aq::node
