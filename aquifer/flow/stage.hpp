// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Where a story plays: a chain with everything on it, and what its contracts and people are
/// called.

#include <aquifer/flow/fault.hpp>
#include <aquifer/flow/values.hpp>
#include <aquifer/protocols/beacon/rules.hpp>
#include <aquifer/stack/world.hpp>

#include <functional>
#include <map>

namespace aq::flow {

/// A function of a contract, parsed once.
struct Function {
    std::string_view text;
    Declaration declaration;
    Selector selector;
};

class Stage {
public:
    /// Everything at its mainnet address with mainnet's parameters.
    Stage();

    stack::World world;

    // Blocks and slots go together. A block opens with the first message in it and closes when time
    // passes, or when the beacon chain is told something, which happens between blocks.

    /// A transaction in the block under way.
    Result<Bytes> execute(const stack::Message& message, LogBuffer& logs);
    /// This many blocks later; those between are empty. `watch` hears of it day by day.
    void pass(std::uint64_t blocks);
    std::function<void(std::uint64_t passed, std::uint64_t blocks)> watch;
    /// The consensus feed between two blocks.
    beacon::Feed& feed();

    /// An address for a name nobody has yet.
    Address add_actor(const std::string& name);
    /// A plain token that anyone may mint.
    Address add_token(const std::string& name);
    /// The address of a contract or an actor.
    [[nodiscard]] std::optional<Address> find(const std::string& name) const;
    [[nodiscard]] std::string name_of(const Address& at) const;
    [[nodiscard]] std::vector<std::string> contract_names() const;
    [[nodiscard]] std::vector<std::string> actor_names() const;

    /// The functions of the contract that stands there.
    const std::vector<Function>& functions_at(const Address& at);

private:
    void open();
    void close();
    Address add(const std::string& name, std::map<std::string, Address>& to);

    std::map<std::string, Address> contracts_;
    std::map<std::string, Address> actors_;
    std::map<Address, std::string> names_;
    std::map<stack::Kind, std::vector<Function>> functions_;
    bool block_is_open_ = false;
    /// What the beacon chain has for the block under way.
    beacon::Payload payload_;
    LogBuffer block_logs_;
};

}  // namespace aq::flow
