// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How a development power becomes a method. A power decodes its parameters on the caller's thread
/// and gives back what the engine is to do.

#include <aquifer/node/node.hpp>

#include <set>

namespace aq::node {

/// What the powers remember beside the chain. Only changes, on the engine's thread, touch it.
struct PowersMemory {
    /// The seconds from block to block that the node was started with.
    std::uint64_t block_seconds = 0;
    /// How often blocks come by the clock, 0 for never.
    std::uint64_t interval_seconds = 0;
    /// By `evm_increaseTime`, since the start.
    std::uint64_t seconds_added = 0;
    /// Snapshots that were taken and not spent. One of them that the chain does not know any more
    /// was given up.
    std::set<std::uint64_t> snapshots;
    /// Tells one run of a node from another; a reset makes a new one.
    Hash instance;
};
using MemoryPointer = std::shared_ptr<PowersMemory>;

using Power = Parsed<Node::Change> (*)(Node& node, const MemoryPointer& memory,
                                       const Params& params);

/// Under each of the names. Where `anvil_` and `evm_` answer null, `hardhat_` answers true.
struct PowerRow {
    std::vector<std::string> names;
    std::size_t params_max = 0;
    Power power = nullptr;
};
class Powers {
public:
    Powers(rpc::Methods& methods, Node& node, MemoryPointer memory)
        : methods_(methods), node_(node), memory_(std::move(memory)) {}

    void add(const PowerRow& row);

private:
    rpc::Methods& methods_;
    Node& node_;
    MemoryPointer memory_;
};

/// The chain's own words as an answer.
Parsed<void> done(chain::Expected<void> result);
Hash new_instance();

// By topic; `add_development_methods` calls them.
void add_time_powers(Powers& powers);
void add_state_powers(Powers& powers);

}  // namespace aq::node
