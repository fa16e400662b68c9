// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/fork.hpp>

#include <algorithm>
#include <bit>

namespace aq::beacon {

namespace {

constexpr std::uint64_t kMinChurn = 128 * kIncrementGwei;
constexpr std::uint64_t kMaxActivationExitChurn = 256 * kIncrementGwei;
constexpr std::uint64_t kChurnQuotient = 65'536;
// CHURN_LIMIT_QUOTIENT_GLOAS and CONSOLIDATION_CHURN_LIMIT_QUOTIENT.
constexpr std::uint64_t kGloasChurnQuotient = 32'768;
constexpr std::uint64_t kGloasConsolidationQuotient = 65'536;

constexpr std::uint64_t whole_ether_down(std::uint64_t gwei) {
    return gwei - gwei % kIncrementGwei;
}

/// The generalised index of a node below another one.
constexpr std::uint64_t below(std::uint64_t above, std::uint64_t within) {
    const unsigned depth = static_cast<unsigned>(std::bit_width(within)) - 1;
    return (above << depth) | (within - (std::uint64_t{1} << depth));
}

/// An element of a progressive list under the node that the list's length is mixed into. The groups
/// hold 1, 4, 16… elements; each is the left child of a node whose right child holds the rest.
constexpr std::uint64_t progressive_gindex(std::uint64_t element) {
    std::uint64_t spine = 2;
    std::uint64_t size = 1;
    while (element >= size) {
        element -= size;
        size *= 4;
        spine = 2 * spine + 1;
    }
    return below(2 * spine, size + element);
}

constexpr std::uint64_t kStateRootGindex = (std::uint64_t{1} << kHeaderHeight) + kStateRootField;

std::uint64_t element_gindex(std::uint64_t list, unsigned height, bool progressive,
                             std::uint64_t element) {
    const std::uint64_t within =
        progressive ? progressive_gindex(element) : (std::uint64_t{1} << (height + 1)) | element;
    return below(kStateRootGindex, below(list, within));
}

}  // namespace

Churn churn_of(Fork fork, Gwei total_active) {
    const std::uint64_t total = total_active.raw;
    if (fork == Fork::kGloas) {
        const std::uint64_t churn =
            whole_ether_down(std::max(kMinChurn, total / kGloasChurnQuotient));
        return {.activation = Gwei(std::min(kMaxActivationExitChurn, churn)),
                .exit = Gwei(churn),
                .consolidation = Gwei(whole_ether_down(total / kGloasConsolidationQuotient))};
    }
    const std::uint64_t churn = whole_ether_down(std::max(kMinChurn, total / kChurnQuotient));
    const std::uint64_t moving = std::min(kMaxActivationExitChurn, churn);
    return {
        .activation = Gwei(moving), .exit = Gwei(moving), .consolidation = Gwei(churn - moving)};
}

ProofLayout layout_of(Fork fork) {
    constexpr std::uint64_t kValidators = 11;
    constexpr std::uint64_t kBalances = 12;
    if (fork == Fork::kGloas) {
        return {.state_height = 0,
                .validators_field = kValidators,
                .balances_field = kBalances,
                .progressive = true,
                .validators_gindex = 358,
                .balances_gindex = 359};
    }
    const unsigned height = fork == Fork::kDeneb ? 5 : 6;
    return {.state_height = height,
            .validators_field = kValidators,
            .balances_field = kBalances,
            .progressive = false,
            .validators_gindex = (std::uint64_t{1} << height) + kValidators,
            .balances_gindex = (std::uint64_t{1} << height) + kBalances};
}

std::uint64_t validator_gindex(Fork fork, std::uint64_t validator) {
    const ProofLayout layout = layout_of(fork);
    return element_gindex(layout.validators_gindex, kValidatorsHeight, layout.progressive,
                          validator);
}

std::uint64_t balance_gindex(Fork fork, std::uint64_t validator) {
    const ProofLayout layout = layout_of(fork);
    return element_gindex(layout.balances_gindex, kBalancesHeight, layout.progressive,
                          validator / kBalancesPerLeaf);
}

}  // namespace aq::beacon
