// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The laws over random commands: recorded calls, sent again by other accounts at other times with
/// words of their calldata exchanged. Whatever comes of them, the logs alone fold to the same
/// state, a rewind gives back the state before, a revert logs nothing, and every invariant holds.
/// What a protocol adds of its own is its Subject.

#include <aquifer/base/prng.hpp>
#include <aquifer/replay/player.hpp>

#include <tests/laws/isolated.hpp>

#include <memory>
#include <span>

namespace aq::laws {

/// What a protocol is asked for.
struct Subject {
    /// The recorded run that commands are made of.
    const char* trace = nullptr;
    /// Folds the logs of one transaction.
    void (*hear)(stack::World& folded, const LogBuffer& logs) = nullptr;
    /// The fields on which the world that executed and the one that heard do not agree, of those
    /// that logs witness.
    std::vector<std::string> (*differences)(const stack::World& played,
                                            const stack::World& folded) = nullptr;
    /// The invariants that do not hold.
    std::vector<std::string> (*broken_invariants)(const stack::World& world) = nullptr;
    /// Whether the logs of such a call cannot say what happened, so that no walk should make it.
    bool (*is_ambiguous)(BytesView calldata) = nullptr;
};

/// What a recorded run gives to walks over it. Read once; walks are many.
struct Recording {
    std::vector<replay::Line> start;
    std::vector<replay::Transaction> calls;
    std::vector<Address> accounts;
    /// What words of calldata are exchanged for: words of other calldata, and addresses.
    std::vector<u256> words;
};
Recording read_recording(const char* trace);

/// A recorded call with at most one word of its calldata exchanged. Small: a walk may have a
/// million of them.
struct Command {
    static constexpr std::uint32_t kNoWord = ~std::uint32_t{0};

    std::uint32_t call = 0;
    /// Mined before it.
    std::uint32_t blocks = 0;
    /// Whether it waits for the block it was recorded in, if that is still to come.
    bool on_time = false;
    /// Whether it is the first that a new world sees.
    bool starts_lap = false;
    std::uint32_t word = kNoWord;
    u256 value;
    Address from;
};

Bytes calldata_of(const Recording& recording, const Command& command);

/// The commands that a seed gives: they depend on nothing that happens when they are sent. They
/// come in laps, each in a new world: the recorded calls in their order, and between them
/// disturbances, few in the first lap, nothing else in the fourth, and so again.
class Commands {
public:
    Commands(const Subject& subject, const Recording& recording, std::uint64_t seed)
        : subject_(subject), recording_(recording), rng_(seed) {}
    Command next();

private:
    Command draw();
    Command follow();
    Command disturb();

    const Subject& subject_;
    const Recording& recording_;
    Prng rng_;
    std::uint64_t lap_ = 0;
    std::size_t left_in_lap_ = 0;
    /// The next recorded call.
    std::size_t cursor_ = 0;
    bool starts_lap_ = false;
};

/// The commands of the lap that the last of `count` commands stands in, up to that one.
std::vector<Command> last_lap(Commands commands, std::uint64_t count);

/// A world that executes and one that only hears of it.
class Worlds {
public:
    Worlds(const Subject& subject, const Recording& recording);

    /// Runs a command in both; whether it succeeded.
    bool run(const Command& command);
    /// What is wrong now with the fold, or with an invariant; empty if nothing is.
    [[nodiscard]] std::string broken_law() const;
    /// What is wrong when the command is run and taken back.
    std::string broken_rewind(const Command& command);

    /// For people.
    [[nodiscard]] std::string describe(const Command& command) const;

private:
    [[nodiscard]] stack::Message message_of(const Command& command);
    void wait_for(const Command& command);

    const Subject& subject_;
    const Recording& recording_;
    std::unique_ptr<replay::Player> played_ = std::make_unique<replay::Player>();
    std::unique_ptr<replay::Player> folded_ = std::make_unique<replay::Player>();
    LogBuffer logs_;
    Bytes data_;
    std::string revert_with_logs_;
};

/// Walks `AQUIFER_LAW_COMMANDS` commands (20,000) from `AQUIFER_LAW_SEED`. A failure names the seed
/// and shows the shortest list of commands that still fails.
void expect_laws_hold(const Subject& subject);

/// The same for a list of commands that is known to break a law; the text of that failure.
std::string explain_failure(const Subject& subject, const Recording& recording,
                            std::vector<Command> commands);

}  // namespace aq::laws
