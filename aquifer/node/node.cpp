// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/node.hpp>

#include <aquifer/base/result.hpp>

namespace aq::node {

/// A change's reply and its answer, shared by its two halves. If the engine drops both, it has
/// stopped or its store has failed.
class Node::Ticket {
public:
    Ticket(rpc::Reply reply, Change change)
        : reply_(std::move(reply)), change_(std::move(change)) {}
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;
    ~Ticket() {
        reply_(std::unexpected(rpc::server_error(
            "the node takes no changes now: too many wait, it is stopping, or its store has "
            "failed. What was sent is not acknowledged")));
    }

    void carry_out(chain::Chain& chain) { answer_ = change_(chain); }
    void reply() { reply_(std::move(answer_)); }

private:
    rpc::Reply reply_;
    Change change_;
    Answer answer_;
};

Node::Node(std::unique_ptr<chain::Chain> chain, const NodeOptions& options,
           chain::Engine::OnFault on_fault)
    : options_(options),
      chain_id_(chain->options().genesis.chain_id),
      first_block_(chain->first_block()),
      keys_(options.secrets),
      filters_(options.filters, options.logs),
      last_block_(chain->tip().number),
      engine_(listen(std::move(chain)), options.engine, std::move(on_fault), [this] { tell(); }) {}

std::unique_ptr<chain::Chain> Node::listen(std::unique_ptr<chain::Chain> chain) {
    chain->on_record = [this](const chain::Record& record) {
        const std::uint64_t last = chain::tip_of(record).number;
        const auto* run = std::get_if<chain::EmptyRun>(&record);
        const std::uint64_t first = run != nullptr ? run->first : last;
        if (first <= last_block_) filters_.went_back(first);
        last_block_ = last;
        if (subscriptions_.any()) news_.records.push_back(record);
    };
    chain->on_pending = [this](const chain::Included& included) {
        if (filters_.wants_pending()) filters_.take_pending(included.hash);
        if (subscriptions_.any()) news_.pending.push_back(included);
    };
    return chain;
}

void Node::tell() {
    if (news_.records.empty() && news_.pending.empty()) return;
    subscriptions_.tell(news_);
    news_ = {};
}

Parsed<std::optional<std::uint64_t>> Node::number_of(const BlockRef& ref) {
    switch (ref.kind) {
        case BlockRef::Kind::kNumber:
            return ref.number;
        case BlockRef::Kind::kEarliest:
            return first_block_;
        case BlockRef::Kind::kHash: {
            const auto number = history().number_of(ref.hash);
            if (!number.has_value()) {
                return std::unexpected(
                    rpc::server_error("header not found: no block has hash " + to_hex(ref.hash)));
            }
            return *number;
        }
        case BlockRef::Kind::kLatest:
        case BlockRef::Kind::kPending:
            break;
    }
    return std::nullopt;
}

Error Node::state_not_held(const chain::Fault& fault) {
    return rpc::server_error("header not found: " + fault.what);
}

void Node::write(rpc::Reply reply, Change change) {
    const auto ticket = std::make_shared<Ticket>(std::move(reply), std::move(change));
    static_cast<void>(engine_.write([ticket](chain::Chain& c) { ticket->carry_out(c); },
                                    [ticket] { ticket->reply(); }));
}

void Node::submit(rpc::Reply reply, Change change) {
    const auto ticket = std::make_shared<Ticket>(std::move(reply), std::move(change));
    static_cast<void>(engine_.submit([ticket](chain::Chain& c) { ticket->carry_out(c); },
                                     [ticket] { ticket->reply(); }));
}

void Node::between_commits(chain::Engine::Done work) {
    static_cast<void>(engine_.submit([](chain::Chain& /*chain*/) {}, std::move(work)));
}

void add_read(rpc::Methods& methods, Node& node, std::string name, std::size_t params_max,
              Read read) {
    methods.add_quick(std::move(name), rpc::Method::Kind::kRead,
                      [&node, params_max, read](const rpc::Caller& /*caller*/,
                                                const JsonArray& values) -> Answer {
                          const Params params(values);
                          AQ_TRY(params.at_most(params_max));
                          return read(node, params);
                      });
}

void add_write(rpc::Methods& methods, Node& node, std::string name, std::size_t params_max,
               Write write) {
    methods.add(std::move(name), rpc::Method::Kind::kWrite,
                [&node, params_max, write](const rpc::Caller& /*caller*/, const JsonArray& values,
                                           rpc::Reply reply) {
                    const Params params(values);
                    auto begun = params.at_most(params_max);
                    if (begun.has_value()) begun = write(node, params, reply);
                    if (!begun.has_value()) reply(std::unexpected(std::move(begun).error()));
                });
}

void add_methods(rpc::Methods& methods, Node& node) {
    add_chain_methods(methods, node);
    add_state_methods(methods, node);
    add_send_methods(methods, node);
    add_log_methods(methods, node);
    add_pool_methods(methods, node);
    add_development_methods(methods, node);
    add_aquifer_methods(methods, node);
}

}  // namespace aq::node
