// SPDX-License-Identifier: Apache-2.0
#include <aquifer/config/amount.hpp>

#include <aquifer/base/result.hpp>

#include <array>

namespace aq::config {

namespace {

struct Unit {
    std::string_view name;
    std::size_t decimals;
};

constexpr std::array<Unit, 3> kUnits{{{"ether", 18}, {"gwei", 9}, {"wei", 0}}};
constexpr std::size_t kDecimalsShown = 4;

const Unit* unit_named(std::string_view name) {
    for (const Unit& unit : kUnits) {
        if (unit.name == name) return &unit;
    }
    return nullptr;
}

}  // namespace

std::optional<Wei> parse_amount(std::string_view text) {
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const Unit* unit = unit_named(text.substr(space + 1));
    if (unit == nullptr) return std::nullopt;

    const std::string_view number = text.substr(0, space);
    const std::size_t point = number.find('.');
    std::string digits(number.substr(0, point));
    std::string_view fraction;
    if (point != std::string_view::npos) {
        fraction = number.substr(point + 1);
        if (digits.empty() || fraction.empty() || fraction.size() > unit->decimals) {
            return std::nullopt;
        }
    }
    digits += fraction;
    // Or the zeros that follow would make a number of nothing.
    if (digits.empty()) return std::nullopt;
    digits.append(unit->decimals - fraction.size(), '0');
    const std::optional<u256> wei = parse_decimal(digits);
    if (!wei) return std::nullopt;
    return Wei(*wei);
}

std::string to_text(const Wei& amount) {
    std::string digits = to_decimal(amount.raw);
    if (amount.is_zero()) return "0 ether";
    std::size_t zeros = 0;
    while (digits[digits.size() - 1 - zeros] == '0') ++zeros;
    for (const Unit& unit : kUnits) {
        if (unit.decimals > zeros + kDecimalsShown) continue;
        // A fraction of gwei reads worse than its wei.
        if (unit.decimals > zeros && unit.name != "ether") continue;
        if (digits.size() <= unit.decimals)
            digits.insert(0, unit.decimals + 1 - digits.size(), '0');
        std::string whole = digits.substr(0, digits.size() - unit.decimals);
        std::string fraction = digits.substr(whole.size());
        fraction.erase(fraction.find_last_not_of('0') + 1);
        if (!fraction.empty()) whole += "." + fraction;
        return whole + " " + std::string(unit.name);
    }
    AQ_ASSERT(false);
    return {};
}

}  // namespace aq::config
