// SPDX-License-Identifier: Apache-2.0
// Development powers over time: snapshots, mining and the clock. docs/reference/rpc-development.md
// says what each takes and answers.
#include <aquifer/base/result.hpp>
#include <aquifer/node/powers.hpp>

#include <random>

namespace aq::node {

namespace {

/// From block to block, and by the clock: a year.
constexpr std::uint64_t kSecondsMax = 31'536'000;

// ── Snapshots

Parsed<Node::Change> snapshot(Node& /*node*/, const MemoryPointer& memory,
                              const Params& /*params*/) {
    return [memory](chain::Chain& c) -> Answer {
        const std::uint64_t id = c.take_snapshot();
        memory->snapshots.insert(id);
        return quantity(id);
    };
}

Parsed<Node::Change> revert(Node& /*node*/, const MemoryPointer& memory, const Params& params) {
    const std::uint64_t id = AQ_TRY(params.get(0, read_amount_u64));
    return [memory, id](chain::Chain& c) -> Answer {
        const auto back = c.revert_to(id);
        if (!back.has_value()) return std::unexpected(rpc::server_error(back.error().what));
        if (*back) {
            // It is spent, and so are all that were taken after it.
            memory->snapshots.erase(memory->snapshots.lower_bound(id), memory->snapshots.end());
            return Json(true);
        }
        if (memory->snapshots.erase(id) == 0) return Json(false);
        return std::unexpected(rpc::server_error(
            "snapshot " + quantity_text(id) +
            " was given up: the way back to it took more memory than limits.history_mib allows. "
            "Allow more, or take a dump (anvil_dumpState) where long runs begin"));
    };
}

// ── Mining

Parsed<std::uint64_t> read_blocks(const Json& from, const Place& place) {
    return read_amount_u64(from, place);
}

/// `evm_mine` with a time, or with an object.
struct MineWish {
    std::optional<std::uint64_t> time;
    std::uint64_t blocks = 1;
};
Parsed<MineWish> read_mine_wish(const Json& from, const Place& place) {
    MineWish out;
    if (!from.is_object()) {
        out.time = AQ_TRY(read_amount_u64(from, place));
        return out;
    }
    const Members in(from.get_object(), place.argument);
    out.time = AQ_TRY(in.get("timestamp", read_amount_u64));
    out.blocks = AQ_TRY(in.get("blocks", read_blocks)).value_or(1);
    return out;
}

Parsed<Node::Change> evm_mine(Node& /*node*/, const MemoryPointer& /*memory*/,
                              const Params& params) {
    const MineWish wish = AQ_TRY(params.get_or(0, read_mine_wish, MineWish()));
    return [wish](chain::Chain& c) -> Answer {
        if (wish.time.has_value()) AQ_TRY(done(c.set_next_time(*wish.time)));
        AQ_TRY(done(c.mine(wish.blocks, 0)));
        return Json("0x0");
    };
}

/// viem sends an interval of 0 where none was given.
Parsed<Node::Change> mine(Node& /*node*/, const MemoryPointer& /*memory*/, const Params& params) {
    const std::uint64_t blocks = AQ_TRY(params.get_or(0, read_amount_u64, std::uint64_t{1}));
    const std::uint64_t seconds = AQ_TRY(params.get_or(1, read_amount_u64, std::uint64_t{0}));
    return [blocks, seconds](chain::Chain& c) -> Answer {
        AQ_TRY(done(c.mine(blocks, seconds)));
        return nullptr;
    };
}

Node::Change mine_by(Node& node, const MemoryPointer& memory, chain::Mining mining,
                     std::uint64_t interval_seconds) {
    return [&node, memory, mining, interval_seconds](chain::Chain& c) -> Answer {
        c.set_mining(mining);
        memory->interval_seconds = interval_seconds;
        node.engine().set_interval(interval_seconds);
        return nullptr;
    };
}

/// What waits is mined as soon as mining is automatic. Off leaves blocks that come by the clock.
Parsed<Node::Change> set_automine(Node& node, const MemoryPointer& memory, const Params& params) {
    if (AQ_TRY(params.get(0, read_flag))) {
        return mine_by(node, memory, chain::Mining::kAutomatic, 0);
    }
    return [](chain::Chain& c) -> Answer {
        c.set_mining(chain::Mining::kOnDemand);
        return nullptr;
    };
}

Parsed<Node::Change> start_miner(Node& node, const MemoryPointer& memory,
                                 const Params& /*params*/) {
    return mine_by(node, memory, chain::Mining::kAutomatic, 0);
}

Parsed<Node::Change> stop_miner(Node& node, const MemoryPointer& memory, const Params& /*params*/) {
    return mine_by(node, memory, chain::Mining::kOnDemand, 0);
}

Parsed<Node::Change> set_interval(Node& node, const MemoryPointer& memory, const Params& params) {
    const std::uint64_t seconds = AQ_TRY(params.get(0, read_amount_u64));
    if (seconds > kSecondsMax) {
        return refuse({.argument = 0},
                      "an interval is in seconds, at most " + std::to_string(kSecondsMax));
    }
    return mine_by(node, memory, chain::Mining::kOnDemand, seconds);
}

Parsed<Node::Change> get_automine(Node& /*node*/, const MemoryPointer& /*memory*/,
                                  const Params& /*params*/) {
    return [](chain::Chain& c) -> Answer { return Json(c.mining() == chain::Mining::kAutomatic); };
}

Parsed<Node::Change> get_interval(Node& /*node*/, const MemoryPointer& memory,
                                  const Params& /*params*/) {
    return [memory](chain::Chain& /*chain*/) -> Answer {
        if (memory->interval_seconds == 0) return nullptr;
        return Json(memory->interval_seconds);
    };
}

// ── The clock

/// Answers, as others do, how much was added since the start.
Parsed<Node::Change> increase_time(Node& /*node*/, const MemoryPointer& memory,
                                   const Params& params) {
    const std::uint64_t seconds = AQ_TRY(params.get(0, read_amount_u64));
    return [memory, seconds](chain::Chain& c) -> Answer {
        AQ_TRY(done(c.delay_next(seconds)));
        memory->seconds_added += seconds;
        return Json(memory->seconds_added);
    };
}

Parsed<Node::Change> set_next_time(Node& /*node*/, const MemoryPointer& /*memory*/,
                                   const Params& params) {
    const std::uint64_t time = AQ_TRY(params.get(0, read_amount_u64));
    return [time](chain::Chain& c) -> Answer {
        AQ_TRY(done(c.set_next_time(time)));
        return nullptr;
    };
}

/// Answers how far that is from the last block.
Parsed<Node::Change> set_time(Node& /*node*/, const MemoryPointer& /*memory*/,
                              const Params& params) {
    const std::uint64_t time = AQ_TRY(params.get(0, read_amount_u64));
    return [time](chain::Chain& c) -> Answer {
        AQ_TRY(done(c.set_next_time(time)));
        return Json(time - c.tip().time);
    };
}

Parsed<Node::Change> set_block_seconds(Node& /*node*/, const MemoryPointer& /*memory*/,
                                       const Params& params) {
    const std::uint64_t seconds = AQ_TRY(params.get(0, read_amount_u64));
    if (seconds == 0 || seconds > kSecondsMax) {
        return refuse({.argument = 0}, "blocks are from 1 to " + std::to_string(kSecondsMax) +
                                           " seconds apart: each is later than the one before");
    }
    return [seconds](chain::Chain& c) -> Answer {
        c.set_block_seconds(seconds);
        return nullptr;
    };
}

/// Answers whether another one was set.
Parsed<Node::Change> reset_block_seconds(Node& /*node*/, const MemoryPointer& memory,
                                         const Params& /*params*/) {
    return [memory](chain::Chain& c) -> Answer {
        const bool was_set = c.options().block_seconds != memory->block_seconds;
        c.set_block_seconds(memory->block_seconds);
        return Json(was_set);
    };
}

}  // namespace

Parsed<void> done(chain::Expected<void> result) {
    if (result.has_value()) return {};
    return std::unexpected(rpc::server_error(std::move(result).error().what));
}

Hash new_instance() {
    std::random_device device;
    Bytes bytes;
    for (int i = 0; i < 8; ++i) {
        const auto word = device();
        for (const unsigned shift : {0U, 8U, 16U, 24U}) {
            bytes.push_back(static_cast<std::uint8_t>(word >> shift));
        }
    }
    return keccak(BytesView(bytes));
}

void Powers::add(const PowerRow& row) {
    const auto begin = [params_max = row.params_max, power = row.power](
                           Node& node, const MemoryPointer& memory,
                           const Params& params) -> Parsed<Node::Change> {
        AQ_TRY(params.at_most(params_max));
        return power(node, memory, params);
    };
    for (const std::string& name : row.names) {
        const bool null_is_true = name.starts_with("hardhat_");
        auto handler = [&node = node_, memory = memory_, begin, null_is_true](
                           const rpc::Caller& /*caller*/, const JsonArray& values,
                           rpc::Reply reply) {
            const Params params(values);
            auto change = begin(node, memory, params);
            if (!change.has_value()) {
                reply(std::unexpected(std::move(change).error()));
                return;
            }
            node.write(
                std::move(reply),
                [change = std::move(*change), null_is_true](chain::Chain& c) mutable -> Answer {
                    Answer answer = change(c);
                    if (null_is_true && answer.has_value() && answer->is_null()) return Json(true);
                    return answer;
                });
        };
        methods_.add({.name = name,
                      .kind = rpc::Method::Kind::kWrite,
                      .development = true,
                      .handler = std::move(handler)});
    }
}

void add_time_powers(Powers& powers) {
    powers.add({{"evm_snapshot", "anvil_snapshot"}, 0, snapshot});
    powers.add({{"evm_revert", "anvil_revert"}, 1, revert});
    powers.add({{"evm_mine"}, 1, evm_mine});
    powers.add({{"anvil_mine", "hardhat_mine"}, 2, mine});
    powers.add({{"evm_setAutomine", "anvil_setAutomine"}, 1, set_automine});
    powers.add({{"miner_start"}, 1, start_miner});
    powers.add({{"miner_stop"}, 0, stop_miner});
    powers.add({{"evm_getAutomine", "anvil_getAutomine", "hardhat_getAutomine"}, 0, get_automine});
    powers.add({{"evm_setIntervalMining", "anvil_setIntervalMining"}, 1, set_interval});
    powers.add({{"anvil_getIntervalMining"}, 0, get_interval});
    powers.add({{"evm_increaseTime", "anvil_increaseTime"}, 1, increase_time});
    powers.add({{"evm_setNextBlockTimestamp", "anvil_setNextBlockTimestamp"}, 1, set_next_time});
    powers.add({{"evm_setTime", "anvil_setTime"}, 1, set_time});
    powers.add({{"evm_setBlockTimestampInterval", "anvil_setBlockTimestampInterval"},
                1,
                set_block_seconds});
    powers.add({{"evm_removeBlockTimestampInterval", "anvil_removeBlockTimestampInterval"},
                0,
                reset_block_seconds});
}

void add_development_methods(rpc::Methods& methods, Node& node) {
    const auto memory = std::make_shared<PowersMemory>();
    memory->block_seconds =
        node.engine().read([](chain::Chain& c) { return c.options().block_seconds; });
    memory->interval_seconds = node.options().engine.interval_seconds;
    memory->instance = new_instance();
    Powers powers(methods, node, memory);
    add_time_powers(powers);
    add_state_powers(powers);
}

}  // namespace aq::node
