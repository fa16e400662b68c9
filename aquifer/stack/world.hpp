// SPDX-License-Identifier: Apache-2.0
#pragma once

/// All protocols on one chain: their states, which contract stands at which address, and how a
/// message reaches it.

#include <aquifer/protocols/beacon/rules.hpp>
#include <aquifer/protocols/eigenlayer/state.hpp>
#include <aquifer/protocols/erc20/state.hpp>
#include <aquifer/protocols/feeds/state.hpp>
#include <aquifer/protocols/lido/state.hpp>
#include <aquifer/protocols/multicall/state.hpp>
#include <aquifer/protocols/rates/state.hpp>
#include <aquifer/protocols/renzo/state.hpp>
#include <aquifer/protocols/standins/state.hpp>
#include <aquifer/protocols/weth/state.hpp>
#include <aquifer/stack/kinds.hpp>

namespace aq::stack {

/// A message with its calldata.
struct Message {
    Address sender;
    Address to;
    Wei value;
    BytesView data;
};

class World {
public:
    World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;
    ~World();

    Undo undo;
    Accounts accounts;
    erc20::State tokens;
    beacon::State beacon;
    standins::State standins;
    feeds::State feeds;
    eigenlayer::State eigenlayer;
    renzo::State renzo;
    lido::State lido;
    rates::State rates;
    Block block;

    [[nodiscard]] Kind kind_at(const Address& at) const {
        return static_cast<Kind>(accounts.code[at]);
    }
    erc20::Ports token_ports() { return {tokens, accounts}; }
    beacon::Ports beacon_ports() { return {beacon}; }
    weth::Ports weth_ports() { return {token_ports(), accounts}; }
    multicall::Ports multicall_ports() { return {accounts}; }
    feeds::Ports feed_ports() { return {feeds, accounts}; }
    standins::Ports standin_ports() { return {standins}; }
    eigenlayer::Ports eigenlayer_ports() { return {eigenlayer, token_ports(), accounts, beacon}; }
    lido::Ports lido_ports() { return {lido, token_ports(), accounts}; }
    rates::Ports rates_ports() { return {rates, token_ports(), accounts}; }
    renzo::Ports renzo_ports() {
        return {renzo, eigenlayer_ports(), token_ports(), feed_ports(), accounts};
    }

    /// A transaction in the current block: returns what it answered, or its revert with everything
    /// taken back. Logs go to `logs` unless it is null. The caller commits or rewinds `undo`.
    Result<Bytes> execute(const Message& message, LogBuffer* logs);
    /// A call that leaves no trace.
    Result<Bytes> ask(const Message& message);
    /// Applies the logs of a transaction of another chain in the current block: what a mirror
    /// does. Logs that no protocol knows are passed over. The caller commits or rewinds `undo`.
    void fold(const LogBuffer& logs);

private:
    static Result<Bytes> dispatch(void* self, Tx& tx, const Call& call, BytesView data);
    Result<Bytes> run(Tx& tx, const Call& call, BytesView data);
};

}  // namespace aq::stack
