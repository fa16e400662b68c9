// SPDX-License-Identifier: Apache-2.0
#include <tests/laws/walk.hpp>

#include <gtest/gtest.h>
#include <tests/laws/shrink.hpp>

#include <cstdlib>

namespace aq::laws {

namespace {

constexpr std::size_t kSelectorBytes = 4;
/// A walk looks at the whole state about so often: looking costs as much as many commands.
constexpr std::uint64_t kLooks = 400;
/// How many shorter lists are tried for a failing one.
constexpr std::size_t kTrialsMax = 5'000;
/// How many of a lap's commands are not the recorded ones, lap by lap.
constexpr std::array<std::uint64_t, 4> kDisturbedPercent{2, 10, 30, 100};
/// How far from the cursor half of the disturbances are taken.
constexpr std::size_t kNear = 200;

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): one thread
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

/// Runs a list and looks at the end only. The last command is also taken back once.
Verdict run_list(const Subject& subject, const Recording& recording,
                 std::span<const Command> commands, Errors errors) {
    const auto work = [&](Verdict& verdict) {
        Worlds worlds(subject, recording);
        for (const Command& command : commands) {
            ++verdict.begun;
            if (verdict.begun == commands.size()) verdict.say(worlds.broken_rewind(command));
            if (!verdict.what().empty()) return;
            verdict.succeeded += worlds.run(command) ? 1 : 0;
        }
        verdict.say(worlds.broken_law());
    };
    return isolated(work, errors);
}

/// Runs what the seed gives and looks from time to time.
Verdict walk(const Subject& subject, const Recording& recording, std::uint64_t seed,
             std::uint64_t count) {
    const std::uint64_t between_looks = std::max<std::uint64_t>(count / kLooks, 50);
    return isolated([&](Verdict& verdict) {
        std::optional<Worlds> worlds;
        Commands commands(subject, recording, seed);
        while (verdict.begun < count) {
            const Command command = commands.next();
            const bool looks = verdict.begun % between_looks == 0;
            if (worlds.has_value() && (looks || command.starts_lap)) {
                verdict.say(worlds->broken_law());
                if (!verdict.what().empty()) return;
            }
            if (command.starts_lap) worlds.emplace(subject, recording);
            ++verdict.begun;
            if (looks) verdict.say(worlds->broken_rewind(command));
            if (!verdict.what().empty()) return;
            verdict.succeeded += worlds->run(command) ? 1 : 0;
        }
        if (worlds.has_value()) verdict.say(worlds->broken_law());
    });
}

}  // namespace

Recording read_recording(const char* trace) {
    Recording out;
    const auto add_word = [&](const Address& at) { out.words.push_back(to_u256(at)); };
    auto reader = replay::Reader::open(trace);
    AQ_ASSERT(reader.has_value());
    for (;;) {
        auto next = reader->next();
        AQ_ASSERT(next.has_value());
        std::optional<replay::Line> line = *std::move(next);
        if (!line.has_value()) break;
        if (const auto* header = std::get_if<replay::Header>(&*line)) {
            for (const auto& [role, at] : header->eoas) out.accounts.push_back(at);
            for (const auto& [role, at] : header->contracts) add_word(at);
        }
        if (auto* tx = std::get_if<replay::Transaction>(&*line)) {
            // Past the sixteenth word stand proofs, which are good for nothing else.
            for (std::size_t i = kSelectorBytes; i + 32 <= tx->data.size() && i < 516; i += 32) {
                out.words.push_back(load_be(tx->data.data() + i));
            }
            out.calls.push_back(std::move(*tx));
        } else if (!std::holds_alternative<replay::Check>(*line) &&
                   !std::holds_alternative<replay::Mine>(*line)) {
            out.start.push_back(std::move(*line));
        }
    }
    for (const Address& at : out.accounts) add_word(at);
    return out;
}

Bytes calldata_of(const Recording& recording, const Command& command) {
    Bytes out = recording.calls[command.call].data;
    if (command.word != Command::kNoWord) {
        store_be(out.data() + kSelectorBytes + std::size_t{32} * command.word, command.value);
    }
    return out;
}

Command Commands::next() {
    for (;;) {
        Command out = draw();
        if (subject_.is_ambiguous(calldata_of(recording_, out))) continue;
        out.starts_lap = starts_lap_;
        starts_lap_ = false;
        return out;
    }
}

Command Commands::draw() {
    if (left_in_lap_ == 0 || cursor_ >= recording_.calls.size()) {
        ++lap_;
        left_in_lap_ = 2 * recording_.calls.size();
        cursor_ = 0;
        starts_lap_ = true;
    }
    --left_in_lap_;
    const std::uint64_t disturbed = kDisturbedPercent[(lap_ - 1) % kDisturbedPercent.size()];
    return rng_.below(100) < disturbed ? disturb() : follow();
}

Command Commands::follow() {
    Command out;
    out.call = static_cast<std::uint32_t>(cursor_++);
    out.on_time = true;
    out.from = recording_.calls[out.call].from;
    return out;
}

Command Commands::disturb() {
    Command out;
    // In every other round of laps the clock runs ahead of the recorded one.
    if ((lap_ - 1) / kDisturbedPercent.size() % 2 == 1 && rng_.below(8) == 0) {
        out.blocks = static_cast<std::uint32_t>(1 + rng_.below(rng_.below(10) == 0 ? 90 : 4));
    }
    // Calls near the cursor are about what is there now.
    const std::size_t first = cursor_ > kNear && rng_.below(2) == 0 ? cursor_ - kNear : 0;
    out.call =
        static_cast<std::uint32_t>(first + rng_.below(std::min(first == 0 ? SIZE_MAX : 2 * kNear,
                                                               recording_.calls.size() - first)));
    const replay::Transaction& like = recording_.calls[out.call];
    const std::size_t size = std::max(like.data.size(), kSelectorBytes);
    const std::size_t words = (size - kSelectorBytes) / 32;
    // Half of the commands are as recorded: they get further.
    if (rng_.below(2) == 0 && words > 0) {
        out.word = static_cast<std::uint32_t>(rng_.below(words));
        out.value = rng_.below(4) == 0 ? edge_u256(rng_)
                                       : recording_.words[rng_.below(recording_.words.size())];
    }
    out.from = rng_.below(6) == 0 ? recording_.accounts[rng_.below(recording_.accounts.size())]
                                  : like.from;
    return out;
}

std::vector<Command> last_lap(Commands commands, std::uint64_t count) {
    std::vector<Command> out;
    for (std::uint64_t i = 0; i < count; ++i) {
        const Command command = commands.next();
        if (command.starts_lap) out.clear();
        out.push_back(command);
    }
    return out;
}

Worlds::Worlds(const Subject& subject, const Recording& recording)
    : subject_(subject), recording_(recording) {
    for (const replay::Line& line : recording.start) {
        AQ_ASSERT(played_->play(line).has_value());
        AQ_ASSERT(folded_->fold(line).has_value());
    }
    played_->world.block.number = recording.calls.front().block;
    played_->world.block.time = recording.calls.front().time;
}

stack::Message Worlds::message_of(const Command& command) {
    data_ = calldata_of(recording_, command);
    const replay::Transaction& like = recording_.calls[command.call];
    return {command.from, like.to, like.value, data_};
}

void Worlds::wait_for(const Command& command) {
    Block& block = played_->world.block;
    block.number += command.blocks;
    block.time += std::uint64_t{12} * command.blocks;
    if (!command.on_time) return;
    const replay::Transaction& like = recording_.calls[command.call];
    block.number = std::max(block.number, like.block);
    block.time = std::max(block.time, like.time);
}

bool Worlds::run(const Command& command) {
    stack::World& world = played_->world;
    wait_for(command);
    logs_.clear();
    const bool succeeded = world.execute(message_of(command), &logs_).has_value();
    world.undo.commit();
    if (!succeeded && logs_.size() != 0) revert_with_logs_ = describe(command);
    folded_->world.block = world.block;
    subject_.hear(folded_->world, logs_);
    folded_->world.undo.commit();
    return succeeded;
}

std::string Worlds::broken_law() const {
    if (!revert_with_logs_.empty()) return "a revert leaves logs: " + revert_with_logs_;
    const auto fields = subject_.differences(played_->world, folded_->world);
    if (!fields.empty()) return "the logs alone give another state, in " + joined(fields);
    const auto invariants = subject_.broken_invariants(played_->world);
    if (!invariants.empty()) return "an invariant does not hold: " + joined(invariants);
    return {};
}

std::string Worlds::broken_rewind(const Command& command) {
    stack::World& world = played_->world;
    const Block block = world.block;
    const Accounts accounts = world.accounts;
    const erc20::State tokens = world.tokens;
    const beacon::State beacon = world.beacon;
    const standins::State standins = world.standins;
    const eigenlayer::State eigenlayer = world.eigenlayer;
    wait_for(command);
    static_cast<void>(world.ask(message_of(command)));
    world.block = block;
    std::vector<std::string> differ;
    if (!(world.accounts == accounts)) differ.emplace_back("accounts");
    if (!(world.tokens == tokens)) differ.emplace_back("tokens");
    if (!(world.beacon == beacon)) differ.emplace_back("beacon");
    if (!(world.standins == standins)) differ.emplace_back("standins");
    if (!(world.eigenlayer == eigenlayer)) differ.emplace_back("eigenlayer");
    return differ.empty() ? "" : "a rewind does not give back " + joined(differ);
}

std::string Worlds::describe(const Command& command) const {
    const replay::Transaction& like = recording_.calls[command.call];
    std::string out;
    if (command.blocks != 0) out = std::to_string(command.blocks) + " blocks later ";
    if (command.on_time) out = "in block " + std::to_string(like.block) + " ";
    out += played_->name_of(command.from) + " calls " + like.role + "." + like.function;
    if (!like.value.is_zero()) out += " with " + to_decimal(like.value.raw) + " wei";
    out += ", as in transaction " + std::to_string(like.number);
    if (command.word != Command::kNoWord) {
        out +=
            " with word " + std::to_string(command.word) + " = " + to_hex(to_hash(command.value));
    }
    return out;
}

std::string explain_failure(const Subject& subject, const Recording& recording,
                            std::vector<Command> commands) {
    const auto what = [&](std::span<const Command> list) {
        return run_list(subject, recording, list, Errors::kHidden).what();
    };
    if (what(commands).empty()) return "it does not fail again when its commands are run alone";
    const std::size_t all = commands.size();
    const auto fails = [&](const std::vector<Command>& list) { return !what(list).empty(); };
    const auto shrunk = shortest_failing(std::move(commands), fails, kTrialsMax);
    std::string out = "the shortest list that still fails has " +
                      std::to_string(shrunk.items.size()) + " of " + std::to_string(all) +
                      " commands" + (shrunk.minimal ? "" : " (not all shorter ones were tried)") +
                      ":\n";
    const Worlds names(subject, recording);
    for (const Command& command : shrunk.items) out += "  " + names.describe(command) + "\n";
    // This time the assertion, if it was one, shows itself.
    return out + "after which " + run_list(subject, recording, shrunk.items, Errors::kShown).what();
}

void expect_laws_hold(const Subject& subject) {
    const std::uint64_t seed = setting("AQUIFER_LAW_SEED", 20'261'123);
    const std::uint64_t count = setting("AQUIFER_LAW_COMMANDS", 20'000);
    const Recording recording = read_recording(subject.trace);
    const Verdict verdict = walk(subject, recording, seed, count);
    if (verdict.what().empty()) {
        // A walk on which little succeeds would show little.
        EXPECT_GT(verdict.succeeded, count / 4);
        return;
    }
    const Commands commands(subject, recording, seed);
    ADD_FAILURE() << "AQUIFER_LAW_SEED=" << seed << ", after " << verdict.begun
                  << " commands: " << verdict.what() << "\n"
                  << explain_failure(subject, recording, last_lap(commands, verdict.begun));
}

}  // namespace aq::laws
