// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The node: a chain with its engine, the accounts it signs for, filters and subscriptions, and the
/// JSON-RPC methods over them. The pieces that methods share stand here:
///
///     Answer name_of(Node& node, const Params& params);                      a quick read
///     AQ_TRY(node.look_at(ref, [](chain::Chain&, stack::World&) {...}))       state at a block
///     node.history().block(number)                                           blocks, transactions
///     node.write(std::move(reply), [](chain::Chain&) -> Answer {...})         a change

#include <aquifer/chain/engine.hpp>
#include <aquifer/node/arguments.hpp>
#include <aquifer/node/filters.hpp>
#include <aquifer/node/history.hpp>
#include <aquifer/node/keys.hpp>
#include <aquifer/node/subscriptions.hpp>
#include <aquifer/rpc/methods.hpp>

#include <functional>
#include <memory>
#include <string>

namespace aq::node {

struct NodeOptions {
    /// What `web3_clientVersion` answers.
    std::string client_version = "aquifer";
    /// Of the accounts that the node signs for.
    std::vector<Hash> secrets;
    LogLimits logs;
    FilterLimits filters;
    chain::Engine::Options engine;
};

class Node {
public:
    Node(std::unique_ptr<chain::Chain> chain, const NodeOptions& options,
         chain::Engine::OnFault on_fault);

    [[nodiscard]] const NodeOptions& options() const { return options_; }
    [[nodiscard]] std::uint64_t chain_id() const { return chain_id_; }
    [[nodiscard]] std::uint64_t first_block() const { return first_block_; }
    [[nodiscard]] chain::Engine& engine() { return engine_; }
    [[nodiscard]] Keys& keys() { return keys_; }
    [[nodiscard]] Filters& filters() { return filters_; }
    [[nodiscard]] Subscriptions& subscriptions() { return subscriptions_; }

    // ── Reading, on the caller's thread

    /// Blocks, transactions and logs as they are on disk now; waits for nobody.
    [[nodiscard]] History history() { return History(engine_.store().reader()); }

    /// Runs `look(chain, world)` on the state at the end of a block. In a pending one the state is
    /// the last block's, and the block is the next. What `look` writes is taken back.
    template <class Look>
    auto look_at(const BlockRef& ref, Look look)
        -> Parsed<std::invoke_result_t<Look, chain::Chain&, stack::World&>> {
        const auto number = AQ_TRY(number_of(ref));
        return engine_.read(
            [&](chain::Chain& c)
                -> Parsed<std::invoke_result_t<Look, chain::Chain&, stack::World&>> {
                const std::uint64_t last =
                    ref.kind == BlockRef::Kind::kPending ? c.tip().number : engine_.committed();
                auto seen = c.at(number.value_or(last), [&](stack::World& w) {
                    if (ref.kind == BlockRef::Kind::kPending) {
                        w.block.time = c.next_time();
                        ++w.block.number;
                    }
                    return look(c, w);
                });
                if (!seen.has_value()) return std::unexpected(state_not_held(seen.error()));
                return std::move(*seen);
            });
    }

    // ── Changes, on the engine's thread

    using Change = std::move_only_function<Answer(chain::Chain&)>;
    /// Replies what the change answers, when it is durable. Transactions that wait are mined first
    /// if mining is automatic.
    void write(rpc::Reply reply, Change change);
    /// The same for a change that only puts a transaction into the pool: those that arrive together
    /// may share a block.
    void submit(rpc::Reply reply, Change change);
    /// Runs `work` on the engine's thread between two commits; drops it if the engine has stopped.
    void between_commits(chain::Engine::Done work);

private:
    class Ticket;

    /// The block's number; nothing for the last one.
    Parsed<std::optional<std::uint64_t>> number_of(const BlockRef& ref);
    static Error state_not_held(const chain::Fault& fault);
    std::unique_ptr<chain::Chain> listen(std::unique_ptr<chain::Chain> chain);
    void tell();

    NodeOptions options_;
    std::uint64_t chain_id_;
    std::uint64_t first_block_;
    Keys keys_;
    Filters filters_;
    Subscriptions subscriptions_;
    /// On the engine's thread: what is not committed yet, and the last block there was.
    Subscriptions::News news_;
    std::uint64_t last_block_;
    /// The last member: it calls back until it has ended.
    chain::Engine engine_;
};

/// A method that only reads and answers at once.
using Read = Answer (*)(Node& node, const Params& params);
void add_read(rpc::Methods& methods, Node& node, std::string name, std::size_t params_max,
              Read read);
/// A method that changes something. It decodes its parameters, then hands `reply` to the node; an
/// error that it returns is the answer.
using Write = Parsed<void> (*)(Node& node, const Params& params, rpc::Reply& reply);
void add_write(rpc::Methods& methods, Node& node, std::string name, std::size_t params_max,
               Write write);

/// All methods of Ethereum's own namespaces. The node outlives them.
void add_methods(rpc::Methods& methods, Node& node);

// By topic; `add_methods` calls them.
void add_chain_methods(rpc::Methods& methods, Node& node);
void add_state_methods(rpc::Methods& methods, Node& node);
void add_send_methods(rpc::Methods& methods, Node& node);
void add_log_methods(rpc::Methods& methods, Node& node);
void add_pool_methods(rpc::Methods& methods, Node& node);
/// The `evm_`, `anvil_` and `hardhat_` names; a server without development powers refuses them.
void add_development_methods(rpc::Methods& methods, Node& node);
/// The `aquifer_` namespace and `rpc.discover`; those that change the state are development powers.
void add_aquifer_methods(rpc::Methods& methods, Node& node);

}  // namespace aq::node
