// SPDX-License-Identifier: Apache-2.0
#pragma once

/// All protocols on one chain: which contract stands at which address, and how a message reaches
/// it.

#include <aquifer/protocols/beacon/state.hpp>
#include <aquifer/protocols/eigenlayer/state.hpp>
#include <aquifer/protocols/erc20/state.hpp>
#include <aquifer/protocols/standins/state.hpp>

#include <string_view>

namespace aq::stack {

/// Every kind of contract that can stand at an address. `kInert` has code that answers nothing: a
/// proxy's administrator, an implementation behind a proxy.
enum class Kind : std::uint16_t {
    kNone = 0,
    kInert,
    kStandInToken,
    kOpenZeppelin4Token,
    kOpenZeppelin5Token,
    kStrategyManager,
    kStrategyBase,
    kStrategyCapped,
    kDurationVault,
    kStrategyFactory,
    kDelegationManager,
    kAllocationManager,
    kEigenPodManager,
    kEigenPod,
    kRewardsCoordinator,
    kPermissionController,
    kPauserRegistry,
    kRegistrar,
    kEthPos,
};
constexpr Code code_of(Kind kind) {
    return static_cast<Code>(kind);
}

/// A message with its calldata.
struct Message {
    Address sender;
    Address to;
    Wei value;
    BytesView data;
};

class World {
public:
    World() = default;
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    Undo undo;
    Accounts accounts;
    erc20::State tokens;
    beacon::State beacon;
    standins::State standins;
    eigenlayer::State eigenlayer;
    Block block;

    [[nodiscard]] Kind kind_at(const Address& at) const {
        return static_cast<Kind>(accounts.code[at]);
    }
    erc20::Ports token_ports() { return {tokens, accounts}; }
    eigenlayer::Ports eigenlayer_ports() { return {eigenlayer, token_ports(), accounts, beacon}; }

    /// A transaction in the current block: returns what it answered, or its revert with everything
    /// taken back. Logs go to `logs` unless it is null. The caller commits or rewinds `undo`.
    Result<Bytes> execute(const Message& message, LogBuffer* logs);
    /// A call that leaves no trace.
    Result<Bytes> ask(const Message& message);

private:
    static Result<Bytes> dispatch(void* self, Tx& tx, const Call& call, BytesView data);
    Result<Bytes> run(Tx& tx, const Call& call, BytesView data);
};

/// What is known of a function for showing it to people.
struct FunctionText {
    std::string_view contract;
    std::string_view declaration;
};
/// The function that calldata to such a contract names; an empty declaration if there is none.
FunctionText find_function(Kind kind, const Selector& selector);

}  // namespace aq::stack
