// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The lines of a token's section: a head with supply and rate, parts of one token, remarks.

#include <aquifer/picture/text.hpp>
#include <aquifer/stack/world.hpp>

#include <fmt/core.h>

#include <optional>

namespace aq::picture {

/// Whether a part of one is not cut to zero.
inline bool shows(const u256& part) {
    return part >= 1'000'000'000'000_u256;
}

/// A total of which the parts are shown for one token.
class Section {
public:
    /// `supply` is in the token's smallest unit; parts are shown as amounts for one token.
    Section(const std::string& token, const u256& supply, const std::string& rate)
        : supply_(supply),
          text_(fmt::format("\n{:<28}  supply {:>20}   {}\n", token, amount_down(supply), rate)) {}

    /// What is less than a figure can show is left out, unless it is kept on purpose.
    void part(const std::string& what, const u256& amount, const std::string& remark = {}) {
        if (!shows(part_of_one_down(amount, supply_))) return;
        keep(what, amount, remark);
    }
    void keep(const std::string& what, const u256& amount, const std::string& remark = {}) {
        text_ += fmt::format("    {:<40}  {:>12}{}{}\n", what,
                             units_down(part_of_one_down(amount, supply_), 6),
                             remark.empty() ? "" : "   ", remark);
    }
    void heading(const std::string& words) { text_ += "  " + words + '\n'; }

    [[nodiscard]] const std::string& text() const { return text_; }

private:
    u256 supply_;
    std::string text_;
};

/// What a view of a contract answers: one value, or nothing if it reverts.
template <class Answer, class... Argument>
std::optional<Answer> asked(stack::World& world, const Address& at, std::string_view signature,
                            const Argument&... arguments) {
    const Bytes data = abi_call(first_four(keccak(signature)), arguments...);
    const auto bytes = world.ask({kZeroAddress, at, Wei(), data});
    Answer out{};
    if (!bytes.has_value() || !abi_decode(AbiReader(*bytes), out)) return std::nullopt;
    return out;
}

}  // namespace aq::picture
