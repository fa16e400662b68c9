// SPDX-License-Identifier: Apache-2.0
// How values and what they may be are written.
#include <aquifer/config/amount.hpp>
#include <aquifer/config/fields.hpp>

#include <array>

namespace aq::config {

namespace {

// The order of the enumerators.
constexpr std::array<std::string_view, 3> kDevelopment{"auto", "true", "false"};
constexpr std::array<std::string_view, 2> kDurability{"block", "async"};
constexpr std::array<std::string_view, 3> kMiningMode{"automatic", "interval", "manual"};

/// `true` and `false` stand without quotes in a file.
std::string choice_text(std::string_view word) {
    return word == "true" || word == "false" ? std::string(word) : in_quotes(word);
}

/// `a, b or c`.
std::string either(std::span<const std::string_view> choices) {
    std::string out;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (i != 0) out += i + 1 == choices.size() ? " or " : ", ";
        out += choice_text(choices[i]);
    }
    return out;
}

std::string list_text(const std::vector<std::string>& list) {
    std::string out = "[";
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i != 0) out += ", ";
        out += in_quotes(list[i]);
    }
    return out + "]";
}

}  // namespace

std::span<const std::string_view> words_of(Development /*choice*/) {
    return kDevelopment;
}
std::span<const std::string_view> words_of(Durability /*choice*/) {
    return kDurability;
}
std::span<const std::string_view> words_of(MiningMode /*choice*/) {
    return kMiningMode;
}

std::string accepted(const Slot& slot, const Accepts& accepts) {
    return std::visit(
        [&]<class T>(const T* value) -> std::string {
            if constexpr (std::is_same_v<T, bool>) {
                return "true or false";
            } else if constexpr (std::is_integral_v<T>) {
                return "an integer from " + std::to_string(accepts.least) + " to " +
                       std::to_string(accepts.most);
            } else if constexpr (std::is_enum_v<T>) {
                return either(words_of(*value));
            } else if constexpr (std::is_same_v<T, Wei>) {
                return R"(an amount ("32 ether", "5 gwei", "7 wei" or an integer in wei) from )" +
                       to_text(accepts.least_wei) + " to " + to_text(accepts.most_wei);
            } else if constexpr (std::is_same_v<T, std::optional<Address>>) {
                return R"("" or )" + std::string(kAddressWords);
            } else if constexpr (std::is_same_v<T, stack::Addresses>) {
                return "a table of addresses by role";
            } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
                return "a list; each is " + std::string(accepts.text_words);
            } else if constexpr (std::is_same_v<T, std::string>) {
                return std::string(accepts.text_words);
            } else {
                return "a list of tables";
            }
        },
        slot);
}

std::string in_quotes(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7f) {
            out += "\\u00";
            out += kDigits[byte / 16];
            out += kDigits[byte % 16];
        } else {
            out += c;
        }
    }
    return out + "\"";
}

std::string to_toml(const Slot& slot) {
    return std::visit(
        [&]<class T>(const T* value) -> std::string {
            if constexpr (std::is_same_v<T, bool>) {
                return *value ? "true" : "false";
            } else if constexpr (std::is_integral_v<T>) {
                return std::to_string(*value);
            } else if constexpr (std::is_enum_v<T>) {
                return choice_text(words_of(*value)[static_cast<std::size_t>(*value)]);
            } else if constexpr (std::is_same_v<T, Wei>) {
                return in_quotes(to_text(*value));
            } else if constexpr (std::is_same_v<T, std::optional<Address>>) {
                return in_quotes(value->has_value() ? to_hex(**value) : std::string());
            } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
                return list_text(*value);
            } else if constexpr (std::is_same_v<T, std::string>) {
                return in_quotes(*value);
            } else {
                AQ_ASSERT(kIsTables<T> && value->empty());
                return "[]";
            }
        },
        slot);
}

}  // namespace aq::config
