// SPDX-License-Identifier: Apache-2.0
// EigenLayer's core contracts and their tokens under the laws of walk.hpp, and a law that does not
// hold, to see how it is told.
#include <aquifer/protocols/eigenlayer/fold.hpp>
#include <aquifer/protocols/eigenlayer/invariants.hpp>
#include <aquifer/protocols/eigenlayer/witness.hpp>
#include <aquifer/protocols/erc20/fold.hpp>

#include <gmock/gmock.h>
#include <tests/laws/walk.hpp>

#include <cstdlib>

namespace aq::laws {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::StartsWith;

void hear(stack::World& folded, const LogBuffer& logs) {
    eigenlayer::Ports ports = folded.eigenlayer_ports();
    for (std::size_t i = 0; i < logs.size(); ++i) {
        if (!eigenlayer::fold({folded.undo, ports, folded.block, logs, i})) {
            erc20::fold(folded.undo, folded.tokens, logs[i]);
        }
    }
}

std::vector<std::string> differences(const stack::World& played, const stack::World& folded) {
    std::size_t compared = 0;
    auto out =
        eigenlayer::differing_fields(played.eigenlayer, folded.eigenlayer, played.block, compared);
    if (played.tokens != folded.tokens) out.emplace_back("erc20");
    return out;
}

std::vector<std::string> broken_invariants(const stack::World& world) {
    return eigenlayer::broken_invariants(world.eigenlayer, world.accounts);
}

/// A stand-in token mints to the zero address and burns from it with the same log: no fold can tell
/// the two apart.
bool is_ambiguous(BytesView calldata) {
    constexpr Selector kMint = "0x40c10f19"_selector;
    constexpr Selector kBurn = "0x9dc29fac"_selector;
    if (calldata.size() < 36) return false;
    const Selector selector{{calldata[0], calldata[1], calldata[2], calldata[3]}};
    return (selector == kMint || selector == kBurn) && load_be(calldata.data() + 4).is_zero();
}

constexpr Subject kEigenLayer{.trace = "tests/golden/eigenlayer-core/trace-11.jsonl.gz",
                              .hear = hear,
                              .differences = differences,
                              .broken_invariants = broken_invariants,
                              .is_ambiguous = is_ambiguous};

TEST(EigenLayerLaws, HoldOverRandomCommands) {
    expect_laws_hold(kEigenLayer);
}

/// "Nobody ever delegates" is a law that some command breaks, and no other command matters to it
/// but the ones that made its operator.
std::vector<std::string> somebody_delegated(const stack::World& world) {
    if (world.eigenlayer.delegation.delegated_to.size() == 0) return {};
    return {"nobody delegates"};
}

TEST(EigenLayerLaws, ABrokenLawIsToldByTheFewCommandsThatBreakIt) {
    Subject subject = kEigenLayer;
    subject.broken_invariants = somebody_delegated;
    const Recording recording = read_recording(subject.trace);
    const Commands commands(subject, recording, 1);
    const std::string text = explain_failure(subject, recording, last_lap(commands, 1000));
    // An operator delegates to itself when it registers, which needs nothing before it.
    EXPECT_THAT(text, StartsWith("the shortest list that still fails has 1 of 1000 commands:\n"));
    EXPECT_THAT(text, HasSubstr("delegationManager.registerAsOperator("));
    EXPECT_THAT(text, HasSubstr("after which an invariant does not hold: nobody delegates"));
}

/// Stops the program, as a failed assertion does, at the first deposit.
std::vector<std::string> stop_at_deposit(const stack::World& world) {
    if (world.eigenlayer.strategy_manager.deposit_shares.size() != 0) std::abort();
    return {};
}

TEST(EigenLayerLaws, AFailedAssertionIsToldLikeABrokenLaw) {
    Subject subject = kEigenLayer;
    subject.broken_invariants = stop_at_deposit;
    const Recording recording = read_recording(subject.trace);
    const Commands commands(subject, recording, 1);
    const std::string text = explain_failure(subject, recording, last_lap(commands, 1000));
    // There must be a strategy, and whoever deposits must own tokens and let the StrategyManager
    // take them.
    EXPECT_THAT(text, StartsWith("the shortest list that still fails has 4 of 1000 commands:\n"));
    EXPECT_THAT(text, ContainsRegex("calls strategyFactory.deployNewStrategy[(].*\n"
                                    ".* calls token2.mint[(].*\n"
                                    ".*staker0 calls token2.approve[(].*\n"
                                    ".*staker0 calls strategyManager.depositIntoStrategy[(].*\n"
                                    "after which the program stopped"));
}

}  // namespace
}  // namespace aq::laws
