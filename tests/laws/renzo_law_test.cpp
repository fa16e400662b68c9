// SPDX-License-Identifier: Apache-2.0
// Renzo over EigenLayer under the laws of walk.hpp.
#include <aquifer/protocols/eigenlayer/invariants.hpp>
#include <aquifer/protocols/eigenlayer/witness.hpp>
#include <aquifer/protocols/renzo/invariants.hpp>
#include <aquifer/protocols/renzo/witness.hpp>

#include <gtest/gtest.h>
#include <tests/laws/walk.hpp>

namespace aq::laws {
namespace {

void fold_all(stack::World& folded, const LogBuffer& logs) {
    folded.fold(logs);
}

std::vector<std::string> renzo_differences(const stack::World& played, const stack::World& folded) {
    std::size_t compared = 0;
    auto out =
        eigenlayer::differing_fields(played.eigenlayer, folded.eigenlayer, played.block, compared);
    for (std::string& field : renzo::differing_fields(played.renzo, folded.renzo, compared)) {
        out.push_back(std::move(field));
    }
    if (played.tokens != folded.tokens) out.emplace_back("erc20");
    return out;
}

std::vector<std::string> renzo_broken_invariants(const stack::World& world) {
    auto out = eigenlayer::broken_invariants(world.eigenlayer, world.accounts);
    // Asking writes nothing: ports are made of a world that is not constant.
    const auto ports = const_cast<stack::World&>(world).renzo_ports();  // NOLINT(*const-cast)
    for (std::string& what : renzo::broken_invariants(ports)) {
        // Anyone may burn a stand-in token from anyone, the queue among them.
        if (what != "the reserve is covered") out.push_back(std::move(what));
    }
    return out;
}

/// A stand-in token mints to the zero address and burns from it with the same log: no fold can tell
/// the two apart.
bool renzo_is_ambiguous(BytesView calldata) {
    constexpr Selector kMint = "0x40c10f19"_selector;
    constexpr Selector kBurn = "0x9dc29fac"_selector;
    if (calldata.size() < 36) return false;
    const Selector selector{{calldata[0], calldata[1], calldata[2], calldata[3]}};
    return (selector == kMint || selector == kBurn) && load_be(calldata.data() + 4).is_zero();
}

constexpr Subject kRenzo{.trace = "tests/golden/renzo/trace-5.jsonl.gz",
                         .hear = fold_all,
                         .differences = renzo_differences,
                         .broken_invariants = renzo_broken_invariants,
                         .is_ambiguous = renzo_is_ambiguous};

TEST(RenzoLaws, HoldOverRandomCommands) {
    expect_laws_hold(kRenzo);
}

}  // namespace
}  // namespace aq::laws
