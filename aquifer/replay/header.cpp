// SPDX-License-Identifier: Apache-2.0
#include <aquifer/replay/header.hpp>

namespace aq::replay {

Address HeaderEntries::contract(const std::string& role) {
    const auto at = header_.contracts.find(role);
    if (at != header_.contracts.end()) return at->second;
    wanting_.push_back("no contract \"" + role + "\"");
    return {};
}

Address HeaderEntries::contract_if_any(const std::string& role) const {
    const auto at = header_.contracts.find(role);
    return at == header_.contracts.end() ? Address() : at->second;
}

Address HeaderEntries::account(const std::string& role) const {
    const auto at = header_.eoas.find(role);
    return at == header_.eoas.end() ? Address() : at->second;
}

const std::string* HeaderEntries::parameter(const std::string& name) {
    const auto at = header_.params.find(name);
    if (at != header_.params.end()) return &at->second;
    wanting_.push_back("no parameter \"" + name + "\"");
    return nullptr;
}

u256 HeaderEntries::amount(const std::string& name) {
    const std::string* digits = parameter(name);
    if (digits == nullptr) return {};
    const auto value = parse_decimal(*digits);
    if (!value.has_value()) {
        wanting_.push_back("parameter \"" + name + "\" is no whole number");
    }
    return value.value_or(u256());
}

std::uint32_t HeaderEntries::number(const std::string& name) {
    const u256 value = amount(name);
    if (value <= u256(UINT32_MAX)) return static_cast<std::uint32_t>(value.limb[0]);
    wanting_.push_back("parameter \"" + name + "\" is above 2^32 - 1");
    return 0;
}

Hash HeaderEntries::hash(const std::string& name) {
    Hash out;
    const std::string* digits = parameter(name);
    if (digits != nullptr && !parse_hex_into(*digits, out.bytes)) {
        wanting_.push_back("parameter \"" + name + "\" is no hash");
    }
    return out;
}

std::string HeaderEntries::words(const std::string& name, std::size_t bytes_max) {
    const std::string* text = parameter(name);
    if (text == nullptr) return {};
    if (!text->empty() && text->size() <= bytes_max) return *text;
    wanting_.push_back("parameter \"" + name + "\" is empty or too long");
    return {};
}

std::vector<Address> HeaderEntries::numbered(const std::string& stem) const {
    std::vector<Address> out;
    for (;;) {
        const auto at = header_.contracts.find(stem + std::to_string(out.size()));
        if (at == header_.contracts.end()) return out;
        out.push_back(at->second);
    }
}

Expected<void> HeaderEntries::complete() const {
    if (wanting_.empty()) return {};
    std::string all;
    for (const std::string& each : wanting_) all += (all.empty() ? "" : "; ") + each;
    return std::unexpected(
        Fault{"the recording", 0, "the header is not whole: " + all, "Fetch or record it again."});
}

}  // namespace aq::replay
