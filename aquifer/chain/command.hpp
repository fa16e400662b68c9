// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What changes the state other than a transaction: development commands, and what the operator of
/// a sandbox tells its beacon chain. They stand in the journal as they were given, so that a
/// restart can give them again.

#include <aquifer/chain/fault.hpp>
#include <aquifer/eth/types.hpp>
#include <aquifer/stack/world.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace aq::chain {

namespace command {

struct SetBalance {
    Address at;
    u256 wei;
};
struct SetNonce {
    Address at;
    std::uint64_t nonce = 0;
};
/// A plain token that anyone may mint and burn.
struct DeployToken {
    Address at;
    std::string name;
    std::string symbol;
    std::uint8_t decimals = 18;
};
/// A registrar that takes every operator: what an AVS needs to have operator sets.
struct DeployRegistrar {
    Address at;
};

// The beacon chain (protocols/beacon/commands.hpp). Validators are those of a pool, the lowest
// indices first, or where a list is given exactly these.
struct AddPool {
    std::string pool;
    Address address;
};
struct Found {
    std::string pool;
    std::uint64_t n = 0;
    std::uint8_t prefix = 1;
    std::uint32_t effective_ether = 32;
};
struct Deposit {
    std::string pool;
    std::uint64_t n = 1;
    std::uint8_t prefix = 1;
    std::uint64_t gwei = 32'000'000'000;
};
struct TopUp {
    std::uint64_t validator = 0;
    std::uint64_t gwei = 0;
};
struct Exit {
    std::string pool;
    std::uint64_t n = 0;
    std::vector<std::uint64_t> validators;
};
struct Slash {
    std::string pool;
    std::uint64_t n = 0;
    std::vector<std::uint64_t> validators;
};
/// `duty`: 0 online, 1 late, 2 offline, as `beacon::Duty` counts.
struct Perform {
    std::string pool;
    std::uint32_t share_bps = 10'000;
    std::uint8_t duty = 2;
    std::uint64_t epochs = 0;
};
struct PartialWithdrawal {
    std::uint64_t validator = 0;
    std::uint64_t gwei = 0;
};
struct Consolidate {
    std::uint64_t source = 0;
    std::uint64_t target = 0;
};
struct SwitchToCompounding {
    std::uint64_t validator = 0;
};

}  // namespace command

using Command =
    std::variant<command::SetBalance, command::SetNonce, command::DeployToken,
                 command::DeployRegistrar, command::AddPool, command::Found, command::Deposit,
                 command::TopUp, command::Exit, command::Slash, command::Perform,
                 command::PartialWithdrawal, command::Consolidate, command::SwitchToCompounding>;

/// Carries a command out between two blocks. A command that cannot be done changes nothing and says
/// why.
Expected<void> run(stack::World& world, const Command& command);

Bytes encode(const Command& command);
/// Nothing if the bytes are no command.
std::optional<Command> decode_command(BytesView bytes);

}  // namespace aq::chain
