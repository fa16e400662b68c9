// SPDX-License-Identifier: Apache-2.0
#include <aquifer/picture/text.hpp>

#include <algorithm>
#include <utility>

namespace aq::picture {

std::string units_down(const u256& amount, std::size_t places) {
    constexpr std::size_t kDecimals = 18;
    std::string digits = to_decimal(amount);
    if (digits.size() <= kDecimals) digits.insert(0, kDecimals + 1 - digits.size(), '0');
    const std::size_t point = digits.size() - kDecimals;
    return digits.substr(0, point) + '.' + digits.substr(point, places);
}

std::string amount_down(const u256& amount) {
    constexpr u256 kShown = 100'000'000'000'000_u256;
    if (amount.is_zero() || amount >= kShown) return units_down(amount, 4);
    return to_decimal(amount) + "e-18";
}

u256 part_of_one_down(const u256& amount, const u256& whole) {
    return mul_div_down(amount, kWad, whole).value_or(u256());
}

std::string count_of(std::uint64_t n, const std::string& what) {
    return std::to_string(n) + ' ' + what + (n == 1 ? "" : "s");
}

std::vector<Address> by_name(const NameOf& name_of, std::vector<Address> addresses) {
    std::ranges::sort(addresses, {}, [&](const Address& at) {
        const std::string name = name_of(at);
        const std::size_t stem = name.find_last_not_of("0123456789") + 1;
        return std::pair(name.substr(0, stem) + std::string(name.size() - stem, ' '), name);
    });
    return addresses;
}

}  // namespace aq::picture
