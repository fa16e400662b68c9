// SPDX-License-Identifier: Apache-2.0
#include <aquifer/replay/work.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace aq::replay {

bool checks_signature_or_proof(const Transaction& tx) {
    static constexpr std::array<std::string_view, 5> kNames{
        "depositIntoStrategyWithSignature", "delegateTo", "redelegate", "verify", "processClaim"};
    return std::ranges::any_of(
        kNames, [&](std::string_view name) { return tx.function.starts_with(name); });
}

}  // namespace aq::replay
