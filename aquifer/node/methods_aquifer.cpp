// SPDX-License-Identifier: Apache-2.0
// What an account holds, what backs a token, who may slash it, and what waits.
#include <aquifer/node/methods_aquifer.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/node/insights.hpp>

namespace aq::node {

namespace {

/// Runs `look(chain, world)`, which answers, on the state of the block that a parameter names.
template <class Look>
Answer answer_at(Node& node, const Params& params, std::size_t block, Look look) {
    const BlockRef ref = AQ_TRY(params.get_or(block, read_block_ref, kLatest));
    return AQ_TRY(
        node.look_at(ref, [&](chain::Chain& c, stack::World& w) -> Answer { return look(c, w); }));
}

bool is_backed(stack::World& world, const Address& at) {
    return at != insight::kNative && insight::backing_of(world, at).has_value();
}

/// ezETH, an asset of a strategy, a strategy, or an operator.
bool is_slashed(stack::World& world, const Address& at) {
    const eigenlayer::State& s = world.eigenlayer;
    if (at == world.renzo.at.ez_eth || insight::is_strategy(s, at)) return true;
    if (s.delegation.delegated_to[at] == at && at != kZeroAddress) return true;
    return std::ranges::any_of(insight::strategies_of(s), [&](const Address& strategy) {
        return insight::asset_of(s, strategy) == at;
    });
}

Answer position(Node& node, const Params& params) {
    const std::string account = AQ_TRY(params.get(0, read_text));
    return answer_at(node, params, 1, [&](chain::Chain& c, stack::World& w) -> Answer {
        const Address at = AQ_TRY(find_named(c, w, account, {.argument = 0}, any_address()));
        return position_json(insight::position_of(w, at));
    });
}

Answer backing(Node& node, const Params& params) {
    const std::string token = AQ_TRY(params.get(0, read_text));
    return answer_at(node, params, 1, [&](chain::Chain& c, stack::World& w) -> Answer {
        const Address at = AQ_TRY(find_named(
            c, w, token, {.argument = 0},
            {.what = "a token with something behind it, or a strategy", .is_one = is_backed}));
        return backing_json(*insight::backing_of(w, at));
    });
}

/// Of ezETH the rows of its delegators' operators, in the strategies that they are in.
std::vector<insight::Slashable> slashable_for(stack::World& w, const Address& at) {
    const eigenlayer::State& s = w.eigenlayer;
    if (insight::is_strategy(s, at)) return insight::slashable(w, {{}, at});
    if (s.delegation.delegated_to[at] == at) return insight::slashable(w, {at, {}});
    std::vector<insight::Slashable> out;
    const auto backing = insight::backing_of(w, at);
    for (const insight::Slashable& each : insight::slashable(w, {})) {
        const bool of_asset = insight::asset_of(s, each.strategy) == at;
        const bool of_backing =
            at == w.renzo.at.ez_eth && backing.has_value() &&
            std::ranges::any_of(backing->at_risk, [&](const insight::AtRisk& risk) {
                return risk.set == each.set && risk.operator_at == each.operator_at &&
                       risk.strategy == each.strategy;
            });
        if (of_asset || of_backing) out.push_back(each);
    }
    return out;
}

Answer slashers(Node& node, const Params& params) {
    const std::string of = AQ_TRY(params.get(0, read_text));
    return answer_at(node, params, 1, [&](chain::Chain& c, stack::World& w) -> Answer {
        const Address at = AQ_TRY(find_named(
            c, w, of, {.argument = 0},
            {.what = "a restaked token, a strategy or an operator", .is_one = is_slashed}));
        return each_json(slashable_for(w, at), slashable_json);
    });
}

// ── Lists

Answer operators(Node& node, const Params& params) {
    return answer_at(node, params, 0, [&](chain::Chain&, stack::World& w) -> Answer {
        return each_json(insight::operator_facts(w), operator_json);
    });
}

Answer operator_sets(Node& node, const Params& params) {
    const std::string avs = AQ_TRY(params.get_or(0, read_text, std::string()));
    return answer_at(node, params, 1, [&](chain::Chain& c, stack::World& w) -> Answer {
        std::optional<Address> only;
        if (!avs.empty()) {
            only = AQ_TRY(find_named(c, w, avs, {.argument = 0}, any_address()));
        }
        return each_json(insight::operator_set_facts(w, only), operator_set_json);
    });
}

Answer strategies(Node& node, const Params& params) {
    return answer_at(node, params, 0, [&](chain::Chain&, stack::World& w) -> Answer {
        return each_json(insight::strategy_facts(w), strategy_json);
    });
}

Answer vaults(Node& node, const Params& params) {
    return answer_at(node, params, 0, [&](chain::Chain&, stack::World& w) -> Answer {
        return each_json(insight::vault_facts(w), vault_json);
    });
}

Answer pods(Node& node, const Params& params) {
    return answer_at(node, params, 0, [&](chain::Chain&, stack::World& w) -> Answer {
        return each_json(insight::pod_facts(w), pod_json);
    });
}

Answer beacon(Node& node, const Params& params) {
    return answer_at(node, params, 0, [&](chain::Chain&, stack::World& w) -> Answer {
        return beacon_json(insight::beacon_facts(w));
    });
}

// ── Queues and tickets

Answer queues(Node& node, const Params& params) {
    return answer_at(node, params, 0, [&](chain::Chain&, stack::World& w) -> Answer {
        JsonArray renzo;
        for (const auto& queue : insight::renzo_queues(w)) renzo.push_back(queue_json(queue));
        return JsonObject{{"lido", queue_json(insight::lido_queue(w))},
                          {"renzo", std::move(renzo)},
                          {"eigenlayer", queue_json(insight::eigenlayer_queue(w))}};
    });
}

std::unexpected<Error> no_ticket(const std::string& what) {
    return refuse({.argument = 0}, what);
}

Answer lido_ticket(stack::World& w, const u256& id) {
    if (const auto ticket = insight::lido_ticket(w, id)) return ticket_json(*ticket);
    return no_ticket("Lido's queue has no request " + to_decimal(id) + ": its last is " +
                     to_decimal(*w.lido.queue.last_request_id));
}

Answer renzo_ticket(stack::World& w, const u256& id) {
    if (const auto ticket = insight::renzo_ticket(w, id)) return ticket_json(*ticket);
    const u256& last = *w.renzo.withdrawals.request_nonce;
    return no_ticket(
        "Renzo's queue has no request " + to_decimal(id) +
        (id > last ? ": its last is " + to_decimal(last) : ": it has been claimed, or never was"));
}

Answer eigenlayer_ticket(stack::World& w, const Hash& root) {
    if (const auto ticket = insight::eigenlayer_ticket(w, root)) return ticket_json(*ticket);
    return no_ticket("EigenLayer has no queued withdrawal with root " + to_hex(root) +
                     ": it has been completed, or never was (aquifer_position lists those of an "
                     "account)");
}

Answer ticket(Node& node, const Params& params) {
    const Json* given = params.find(0);
    if (given == nullptr) return std::unexpected(Params::missing(0));
    const Members members(*AQ_TRY(read_object(*given, {.argument = 0})), 0);
    const std::string protocol = AQ_TRY(members.get("protocol", read_text)).value_or(std::string());
    const auto id = AQ_TRY(members.get("id", read_amount));
    const auto root = AQ_TRY(members.get("root", read_hash));
    const bool by_root = protocol == "eigenlayer";
    if (protocol != "lido" && protocol != "renzo" && !by_root) {
        return refuse(members.place("protocol"), "lido, renzo or eigenlayer", Json(protocol));
    }
    if (by_root ? !root.has_value() : !id.has_value()) {
        return refuse({.argument = 0}, by_root ? "eigenlayer's tickets have a root (32 bytes)"
                                               : "tickets of " + protocol + " have an id");
    }
    return answer_at(node, params, 1, [&](chain::Chain&, stack::World& w) -> Answer {
        if (by_root) return eigenlayer_ticket(w, *root);
        return protocol == "lido" ? lido_ticket(w, *id) : renzo_ticket(w, *id);
    });
}

}  // namespace

Expected a_token() {
    return {.what = "a token with a rate", .is_one = [](stack::World& world, const Address& at) {
                return insight::rate_of(world, at).has_value();
            }};
}

Expected any_address() {
    return {.what = "an account or contract", .is_one = nullptr};
}

void add_development(rpc::Methods& methods, Node& node, std::string name, std::size_t params_max,
                     Write write) {
    methods.add({.name = std::move(name),
                 .kind = rpc::Method::Kind::kWrite,
                 .development = true,
                 .handler = [&node, params_max, write](const rpc::Caller& /*caller*/,
                                                       const JsonArray& values, rpc::Reply reply) {
                     const Params params(values);
                     auto begun = params.at_most(params_max);
                     if (begun.has_value()) begun = write(node, params, reply);
                     if (!begun.has_value()) reply(std::unexpected(std::move(begun).error()));
                 }});
}

void add_insight_methods(rpc::Methods& methods, Node& node) {
    add_read(methods, node, "aquifer_position", 2, position);
    add_read(methods, node, "aquifer_backing", 2, backing);
    add_read(methods, node, "aquifer_slashers", 2, slashers);
    add_read(methods, node, "aquifer_operators", 1, operators);
    add_read(methods, node, "aquifer_operatorSets", 2, operator_sets);
    add_read(methods, node, "aquifer_strategies", 1, strategies);
    add_read(methods, node, "aquifer_vaults", 1, vaults);
    add_read(methods, node, "aquifer_pods", 1, pods);
    add_read(methods, node, "aquifer_queues", 1, queues);
    add_read(methods, node, "aquifer_ticket", 2, ticket);
    add_read(methods, node, "aquifer_beacon", 1, beacon);
}

void add_aquifer_methods(rpc::Methods& methods, Node& node) {
    add_insight_methods(methods, node);
    add_rate_methods(methods, node);
    add_contract_methods(methods, node);
    add_beacon_methods(methods, node);
    add_deploy_methods(methods, node);
    add_discover_method(methods);
}

}  // namespace aq::node
