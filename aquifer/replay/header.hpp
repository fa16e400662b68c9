// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What a recorded run's header says, asked for by name.

#include <aquifer/replay/trace.hpp>

namespace aq::replay {

/// A header's entries by name, and what was asked for and is not there.
class HeaderEntries {
public:
    explicit HeaderEntries(const Header& header) : header_(header) {}

    /// A contract that the run must have.
    Address contract(const std::string& role);
    /// A contract that runs of before a release lack, or zero.
    [[nodiscard]] Address contract_if_any(const std::string& role) const;
    /// A plain account, or zero.
    [[nodiscard]] Address account(const std::string& role) const;
    /// A number that fits 32 bits.
    std::uint32_t number(const std::string& name);
    /// An amount in wei.
    u256 amount(const std::string& name);
    Hash hash(const std::string& name);
    /// A text of at least one and at most so many bytes.
    std::string words(const std::string& name, std::size_t bytes_max);
    [[nodiscard]] bool has_contract(const std::string& role) const {
        return header_.contracts.contains(role);
    }
    /// The contracts whose role is this word and a number: `strategy0`, `strategy1`, ….
    [[nodiscard]] std::vector<Address> numbered(const std::string& stem) const;

    /// A fault that names everything that was missing or malformed.
    [[nodiscard]] Expected<void> complete() const;

private:
    const std::string* parameter(const std::string& name);

    const Header& header_;
    std::vector<std::string> wanting_;
};

}  // namespace aq::replay
