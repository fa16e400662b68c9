// SPDX-License-Identifier: Apache-2.0
// Price feeds under the laws of laps.hpp, beside a model that is a list of rounds a phase: rounds
// count up without a gap, what was answered once is answered for ever, and the automatic mode
// pushes when its two conditions say so.
#include <aquifer/protocols/feeds/abi.hpp>
#include <aquifer/protocols/feeds/fold.hpp>
#include <aquifer/protocols/feeds/moves.hpp>
#include <aquifer/protocols/feeds/queries.hpp>

#include <gtest/gtest.h>
#include <tests/laws/laps.hpp>

#include <map>
#include <utility>

namespace aq::feeds {
namespace {

constexpr Address kStandIn = "0x00000000000000000000000000000000000000f0"_address;
constexpr Address kQuick = "0x00000000000000000000000000000000000000f1"_address;
constexpr Address kSlow = "0x00000000000000000000000000000000000000f2"_address;
constexpr std::array kFeeds{kStandIn, kQuick, kSlow};
constexpr Address kAnyone = "0x0000000000000000000000000000000000000001"_address;
/// Added, it puts signed numbers in the order of unsigned ones.
constexpr u256 kSignBit = u256(1) << 255U;

enum class Verb : std::uint8_t { kSet, kObserve, kQuestion, kWait, kReplaceAggregator };
constexpr std::array kNames{"set", "observe", "question", "wait", "replace the aggregator"};

struct Command {
    Verb verb = Verb::kSet;
    Address feed;
    /// Whether `answer` counts from the last answer, in basis points of it.
    bool from_last = false;
    u256 answer;
    /// Of an answer; seconds of a wait.
    u256 time;
    /// Whether `time` counts backwards from the block's.
    bool from_now = false;
    /// Of a question: the id, or how many rounds before the newest of its phase.
    u256 round;
    bool from_newest = false;
    std::uint8_t phases_before = 0;
};

/// A number times a small one, exactly: what stands above 128 bits, and below.
std::pair<u256, u256> times(const u256& a, std::uint32_t b) {
    const u256 low = wrapping_mul(u256(a.truncate_u128()), u256(b));
    return {wrapping_add(wrapping_mul(a >> 128U, u256(b)), low >> 128U), u256(low.truncate_u128())};
}

/// What one feed was told.
struct Model {
    Feed made;
    /// The rounds of each phase, the first phase first. A stand-in has one phase of one round.
    std::vector<std::vector<Round>> phases{{}};

    [[nodiscard]] bool is_proxy() const { return made.kind == Kind::kProxy; }
    [[nodiscard]] std::vector<Round>& rounds() { return phases.back(); }
    [[nodiscard]] const std::vector<Round>& rounds() const { return phases.back(); }

    void add(const i256& answer, const u256& time) {
        if (!is_proxy()) rounds().clear();
        rounds().push_back({answer, time, time});
    }

    [[nodiscard]] u256 id(std::size_t phase, const u256& round) const {
        return wrapping_add(u256(is_proxy() ? phase : 0) << 64U, round);
    }
    [[nodiscard]] u256 newest() const { return id(phases.size(), u256(rounds().size())); }

    /// Null if there never was one, or one without a time, which aggregators take for none:
    /// OffchainAggregator.getRoundData requires it ("No data present").
    [[nodiscard]] const Round* find(const u256& id) const {
        if (id.bit_width() > 80) return nullptr;
        const auto phase = static_cast<std::uint64_t>(id.truncate_u128() >> 64U);
        const std::uint64_t round = id.truncate_u64();
        if (phase == 0 || phase > phases.size()) return nullptr;
        const auto& of_phase = phases[phase - 1];
        if (round == 0 || round > of_phase.size()) return nullptr;
        const Round& found = of_phase[round - 1];
        return found.updated_at.is_zero() ? nullptr : &found;
    }

    [[nodiscard]] bool is_due(const i256& price, std::uint64_t time) const {
        if (rounds().empty()) return true;
        const Round& last = rounds().back();
        const u256 now(time);
        const bool waited =
            last.updated_at <= now && wrapping_sub(now, last.updated_at) >= u256(made.heartbeat);
        const u256 a = wrapping_add(price.bits, kSignBit);
        const u256 b = wrapping_add(last.answer.bits, kSignBit);
        const u256 moved = a < b ? wrapping_sub(b, a) : wrapping_sub(a, b);
        return waited || times(moved, 10'000) >= times(last.answer.magnitude(), made.deviation_bps);
    }
};

class World {
public:
    using Command = feeds::Command;
    struct Snapshot {
        Undo::Mark played;
        Undo::Mark heard;
        State state;
        State folded;
    };

    World() {
        stand(kStandIn, {.kind = Kind::kStandIn, .decimals = 18});
        stand(kQuick, {.kind = Kind::kProxy,
                       .decimals = 18,
                       .phase = 1,
                       .heartbeat = 60,
                       .deviation_bps = 100,
                       .aggregator = next_aggregator()});
        stand(kSlow, {.kind = Kind::kProxy,
                      .decimals = 8,
                      .phase = 1,
                      .heartbeat = 86'400,
                      .deviation_bps = 50,
                      .aggregator = next_aggregator()});
        undo_.commit();
        undo_heard_.commit();
    }

    static Command draw(Prng& rng) {
        using enum Verb;
        constexpr std::array kVerbs{kSet,     kSet,      kSet,      kObserve, kObserve,
                                    kObserve, kQuestion, kQuestion, kWait};
        constexpr std::array<std::uint64_t, 4> kWaits{12, 59, 60, 86'399};
        Command out;
        out.verb = rng.below(50) == 0 ? kReplaceAggregator : kVerbs[rng.below(kVerbs.size())];
        out.feed = kFeeds[rng.below(kFeeds.size())];
        out.from_last = rng.below(4) != 0;
        // The deviations are 50 and 100 basis points.
        out.answer = out.from_last ? u256(rng.below(120)) : edge_u256(rng);
        out.from_now = rng.below(8) != 0;
        out.time = out.from_now ? u256(rng.below(3)) : edge_u256(rng);
        if (out.verb == kWait) out.time = u256(kWaits[rng.below(kWaits.size())]);
        out.from_newest = rng.below(4) != 0;
        out.round = out.from_newest ? u256(rng.below(20)) : edge_u256(rng);
        out.phases_before = static_cast<std::uint8_t>(rng.below(3));
        return out;
    }

    bool run(const Command& command) {
        Model& model = models_[command.feed];
        logs_.clear();
        switch (command.verb) {
            case Verb::kSet:
                set(command, model);
                break;
            case Verb::kObserve:
                observe(command, model);
                break;
            case Verb::kQuestion:
                question(command, model);
                break;
            case Verb::kWait:
                block_.number += 1;
                block_.time += command.time.truncate_u64();
                break;
            case Verb::kReplaceAggregator:
                replace_aggregator(command.feed, model);
        }
        for (std::size_t i = 0; i < logs_.size(); ++i) {
            if (!fold(undo_heard_, folded_, logs_[i])) blame("a log does not fold");
        }
        return logs_.size() != 0 || command.verb == Verb::kQuestion;
    }

    [[nodiscard]] std::string broken_law() const { return broken_; }
    [[nodiscard]] std::string broken_fold() const {
        return s_ == folded_ ? "" : "the logs alone give other feeds";
    }

    [[nodiscard]] Snapshot snapshot() const {
        return {undo_.mark(), undo_heard_.mark(), s_, folded_};
    }
    bool rewind(const Snapshot& then) {
        undo_.rewind(then.played);
        undo_heard_.rewind(then.heard);
        return s_ == then.state && folded_ == then.folded;
    }

    static std::string describe(const Command& command) {
        return std::string(kNames[static_cast<std::size_t>(command.verb)]) + ", feed " +
               to_hex(command.feed) + ", answer " + to_decimal(command.answer) +
               (command.from_last ? " bps from the last, time " : ", time ") +
               to_decimal(command.time) + (command.from_now ? " before now, round " : ", round ") +
               to_decimal(command.round) + (command.from_newest ? " before the newest, " : ", ") +
               std::to_string(command.phases_before) + " phases before";
    }

private:
    /// Keeps the first: others may follow from it.
    void blame(const char* law) {
        if (broken_.empty()) broken_ = law;
    }

    Address next_aggregator() { return truncate_address(u256(0xa000U + ++aggregators_)); }

    void stand(const Address& at, const Feed& feed) {
        move::create(undo_, s_, at, feed);
        move::create(undo_heard_, folded_, at, feed);
        models_[at].made = feed;
    }

    template <class... Args>
    Result<Bytes> call(const Address& feed, std::string_view signature, const Args&... args) {
        Tx tx(undo_, block_, {}, &logs_);
        const Bytes data = abi_call(first_four(keccak(signature)), args...);
        return tx.attempt([&] {
            return face(s_.feeds[feed].kind)
                .call(tx, ports_, {kAnyone, feed, Wei(), Selector()}, data);
        });
    }

    static i256 answer_of(const Command& command, const Model& model) {
        if (!command.from_last) return {command.answer};
        // Of no answer yet, or one too small or large for a step: 10^18.
        u256 last = 1e18_u256;
        if (!model.rounds().empty()) last = model.rounds().back().answer.bits;
        if (last.bit_width() > 200 || last.bit_width() < 14) last = 1e18_u256;
        const u256 step = mul_div_up(last, command.answer, 10'000).value();
        // Odd steps go down; every third is one short of its basis points.
        const u256 size = command.answer.truncate_u64() % 3 == 0 && !step.is_zero()
                              ? wrapping_sub(step, 1)
                              : step;
        const bool down = command.answer.bit(0);
        return {down ? wrapping_sub(last, size) : wrapping_add(last, size)};
    }

    void set(const Command& command, Model& model) {
        const i256 answer = answer_of(command, model);
        const u256 now(block_.time);
        const u256 time = command.from_now ? wrapping_sub(now, command.time) : command.time;
        if (!call(command.feed, "set(int256,uint256)", answer, time).has_value()) {
            blame("an answer is refused");
        }
        model.add(answer, time);
        expect_newest(command.feed, model);
    }

    void observe(const Command& command, Model& model) {
        const i256 price = answer_of(command, model);
        const auto pushed = call(command.feed, "observe(int256)", price);
        if (!model.is_proxy()) {
            if (pushed.has_value()) blame("the stand-in has no automatic mode");
            return;
        }
        const bool due = model.is_due(price, block_.time);
        if (pushed != Result<Bytes>(abi_encode(due))) {
            blame(due ? "a price that is due is not pushed" : "a price is pushed undue");
        }
        if (due) model.add(price, u256(block_.time));
        expect_newest(command.feed, model);
    }

    void expect_newest(const Address& feed, const Model& model) {
        const std::uint64_t count = model.rounds().size();
        if (s_.feeds[feed].round != count) blame("rounds do not count up by one");
        if (logs_.size() != 0 && model.is_proxy() && logs_[1].topics[2] != to_hash(u256(count))) {
            blame("the log names another round");
        }
        const auto answer = call(feed, "latestRoundData()");
        const u256 id = model.newest();
        if (!model.is_proxy()) {
            const Round last = model.rounds().empty() ? Round() : model.rounds().back();
            if (answer != encoded(id, last)) blame("the stand-in does not answer what was set");
            return;
        }
        if (call(feed, "latestRound()") != Result<Bytes>(abi_encode(id))) {
            blame("the newest round is another");
        }
        expect_round(answer, id, model.find(id));
    }

    static Result<Bytes> encoded(const u256& id, const Round& round) {
        return abi_encode(id, round.answer, round.started_at, round.updated_at, id);
    }

    void expect_round(const Result<Bytes>& answer, const u256& id, const Round* round) {
        // An id that is no uint80 does not decode.
        const Revert refusal = id.bit_width() > 80 ? Revert() : Revert("No data present");
        const auto expected =
            round != nullptr ? encoded(id, *round) : Result<Bytes>(std::unexpected(refusal));
        if (answer != expected) blame("a round does not answer what was set then");
    }

    void question(const Command& command, const Model& model) {
        const auto before = std::min<std::size_t>(command.phases_before, model.phases.size() - 1);
        const std::size_t phase = model.phases.size() - before;
        u256 id = command.round;
        // One round too far is asked for too.
        if (command.from_newest) {
            const u256 beyond(model.phases[phase - 1].size() + 1);
            if (command.round <= beyond) id = model.id(phase, wrapping_sub(beyond, command.round));
        }
        expect_newest(command.feed, model);
        const auto answer = call(command.feed, "getRoundData(uint80)", id);
        if (!model.is_proxy()) {
            if (answer.has_value()) blame("the stand-in keeps no rounds");
            return;
        }
        const Round* round = model.find(id);
        expect_round(answer, id, round);
        const Round found = round != nullptr ? *round : Round();
        if (call(command.feed, "getAnswer(uint256)", id) !=
                Result<Bytes>(abi_encode(found.answer)) ||
            call(command.feed, "getTimestamp(uint256)", id) !=
                Result<Bytes>(abi_encode(found.updated_at))) {
            blame("an older getter does not answer what was set then");
        }
    }

    /// Told to both worlds: no log of the feed says it.
    void replace_aggregator(const Address& feed, Model& model) {
        if (!model.is_proxy()) return;
        const Address next = next_aggregator();
        move::set_aggregator(undo_, s_, feed, next);
        move::set_aggregator(undo_heard_, folded_, feed, next);
        model.phases.emplace_back();
        expect_newest(feed, model);
    }

    Undo undo_;
    Accounts accounts_;
    State s_;
    Ports ports_{s_, accounts_};
    Block block_{1, 1'700'000'000, 1};
    LogBuffer logs_;
    /// The world that only hears of the other.
    Undo undo_heard_;
    State folded_;
    std::map<Address, Model> models_;
    std::uint64_t aggregators_ = 0;
    std::string broken_;
};

TEST(FeedLaws, HoldOverRandomCommands) {
    laws::expect_laws_hold<World>(20'261'130);
}

}  // namespace
}  // namespace aq::feeds
