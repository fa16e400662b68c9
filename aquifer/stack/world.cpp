// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/world.hpp>

#include <aquifer/protocols/eigenlayer/fold.hpp>
#include <aquifer/protocols/erc20/fold.hpp>
#include <aquifer/protocols/feeds/fold.hpp>
#include <aquifer/protocols/lido/fold.hpp>
#include <aquifer/protocols/rates/fold.hpp>
#include <aquifer/protocols/renzo/fold.hpp>
#include <aquifer/protocols/weth/fold.hpp>

#include <algorithm>

namespace aq::stack {

World::World() = default;
World::~World() = default;

Result<Bytes> World::execute(const Message& message, LogBuffer* logs) {
    // The calldata of a long run has never been in the cache; it comes while the contract is found.
    for (std::size_t at = 0; at < std::min<std::size_t>(message.data.size(), 512); at += 64) {
        __builtin_prefetch(message.data.data() + at);
    }
    Tx tx(undo, block, {this, &World::dispatch}, logs);
    const Call call{message.sender, message.to, message.value, Selector()};
    return tx.attempt([&] { return run(tx, call, message.data); });
}

Result<Bytes> World::ask(const Message& message) {
    const Undo::Mark before = undo.mark();
    auto answer = execute(message, nullptr);
    undo.rewind(before);
    return answer;
}

void World::fold(const LogBuffer& logs) {
    eigenlayer::Ports eigen = eigenlayer_ports();
    renzo::Ports ez = renzo_ports();
    rates::Ports rate_tokens = rates_ports();
    for (std::size_t i = 0; i < logs.size(); ++i) {
        if (eigenlayer::fold({undo, eigen, block, logs, i})) continue;
        if (renzo::fold(undo, ez, block, logs[i])) continue;
        if (feeds::fold(undo, feeds, logs[i])) continue;
        if (weth::fold(undo, tokens, logs[i])) continue;
        erc20::fold(undo, tokens, logs[i]);
        if (lido::fold({undo, lido, block, logs[i]})) continue;
        rates::fold(undo, rate_tokens, block, logs[i]);
    }
}

Result<Bytes> World::dispatch(void* self, Tx& tx, const Call& call, BytesView data) {
    return static_cast<World*>(self)->run(tx, call, data);
}

Result<Bytes> World::run(Tx& tx, const Call& call, BytesView data) {
    if (!call.value.is_zero()) {
        // A machine's call of more value than there is fails before any code runs.
        AQ_REQUIRE(accounts.ether[call.sender] >= call.value);
        move::transfer_ether(undo, accounts, call.sender, call.to, call.value);
    }
    return stack::run(kind_at(call.to), *this, tx, call, data);
}

}  // namespace aq::stack
