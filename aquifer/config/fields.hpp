// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The one table of settings that reading, bounds, messages and printing are made from.

#include <aquifer/config/settings.hpp>
#include <aquifer/stack/mainnet.hpp>

#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace aq::config {

/// Where the value of a field lies.
using Slot =
    std::variant<bool*, std::uint16_t*, std::uint64_t*, std::string*, std::vector<std::string>*,
                 Wei*, std::optional<Address>*, Development*, Durability*, MiningMode*,
                 std::vector<Token>*, std::vector<Avs>*, stack::Addresses*>;

/// What a value may be, beyond its type.
struct Accepts {
    std::uint64_t least = 0;
    /// TOML's integers end here.
    std::uint64_t most = std::numeric_limits<std::int64_t>::max();
    Wei least_wei = {};
    Wei most_wei = {};
    /// For text, and for each text of a list.
    bool (*text)(std::string_view) = nullptr;
    /// The same in words, to be read after "is accepted:".
    std::string_view text_words = {};
};

/// One setting of an `Owner`: of all settings, of a token, or of an AVS.
template <class Owner>
struct Field {
    /// Dotted, from the owner on.
    std::string_view key;
    std::string_view comment;
    Slot (*slot)(Owner&);
    Accepts accepts;
};

/// Sections lie together, lists of tables and the table of addresses at their end, as TOML wants to
/// be written, and sections within them behind that.
template <class Owner>
std::span<const Field<Owner>> fields_of();
template <>
std::span<const Field<Settings>> fields_of<Settings>();
template <>
std::span<const Field<Token>> fields_of<Token>();
template <>
std::span<const Field<Avs>> fields_of<Avs>();

/// The words of a choice, in the order of its enumerators.
std::span<const std::string_view> words_of(Development /*choice*/);
std::span<const std::string_view> words_of(Durability /*choice*/);
std::span<const std::string_view> words_of(MiningMode /*choice*/);

/// An amount, an integer from 1 to 8, …: what a field's value may be, in words.
std::string accepted(const Slot& slot, const Accepts& accepts);

/// As in a file: `8545`, `"127.0.0.1"`, `["a", "b"]`. Not for lists of tables, nor for addresses.
std::string to_toml(const Slot& slot);
inline constexpr std::string_view kAddressWords = R"(an address: "0x" and 40 hexadecimal digits)";
/// Every role that an address can be given to, and those that it cannot. In the order of protocols.
std::span<const stack::Role> roles();
/// Text between quotes, with the escapes that TOML and JSON share.
std::string in_quotes(std::string_view text);

/// Lists of tables.
template <class T>
inline constexpr bool kIsTables = false;
template <>
inline constexpr bool kIsTables<std::vector<Token>> = true;
template <>
inline constexpr bool kIsTables<std::vector<Avs>> = true;

/// `deployment.lido` of `deployment.lido.treasury_fee_bps`; empty if there is no point in it.
constexpr std::string_view section_of(std::string_view key) {
    const std::size_t point = key.rfind('.');
    return point == std::string_view::npos ? std::string_view() : key.substr(0, point);
}
constexpr std::string_view word_of(std::string_view key) {
    return key.substr(key.rfind('.') + 1);
}

}  // namespace aq::config
