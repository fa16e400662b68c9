// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Who stands where in a deployment under way.

#include <aquifer/base/hash.hpp>
#include <aquifer/stack/plan.hpp>

#include <vector>

namespace aq::stack {

class Places {
public:
    /// `moved` says who stands elsewhere than on mainnet.
    explicit Places(const Addresses& moved) : moved_(moved) {}

    /// Gives the role its place, and returns it: the one on mainnet unless it has moved.
    const Address& put(const std::string& role, const Address& on_mainnet) {
        const auto elsewhere = moved_.find(role);
        const auto [place, is_new] =
            taken_.emplace(role, elsewhere == moved_.end() ? on_mainnet : elsewhere->second);
        if (is_new) order_.push_back(role);
        return place->second;
    }
    /// One without an address on mainnet stands at the hash of its name.
    const Address& put(const std::string& role) {
        return put(role, truncate_address(to_u256(keccak("account " + role))));
    }
    [[nodiscard]] const Address& at(const std::string& role) const { return taken_.at(role); }

    [[nodiscard]] const Addresses& taken() const { return taken_; }
    /// As they were put.
    [[nodiscard]] const std::vector<std::string>& order() const { return order_; }

private:
    const Addresses& moved_;
    Addresses taken_;
    std::vector<std::string> order_;
};

}  // namespace aq::stack
