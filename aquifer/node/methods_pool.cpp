// SPDX-License-Identifier: Apache-2.0
// What waits for a block, as geth shows it. `pending` are those that the next block can take,
// `queued` those that wait for another of their sender.
#include <aquifer/base/result.hpp>
#include <aquifer/node/node.hpp>
#include <aquifer/node/shapes.hpp>

namespace aq::node {

namespace {

/// How one transaction is shown.
using Show = Json (*)(const chain::Included&);

/// All that wait, by sender and nonce, and whether the next block can take each.
template <class Visit>
void for_each_waiting(chain::Chain& c, Visit visit) {
    const Address* sender = nullptr;
    std::uint64_t gap = 0;
    for (const chain::Included* included : c.pool().all()) {
        if (sender == nullptr || *sender != included->sender) {
            sender = &included->sender;
            gap = c.pool().next_nonce(*sender, c.nonce(*sender));
        }
        visit(*included, included->transaction.nonce < gap);
    }
}

Json two(Json pending, Json queued) {
    return JsonObject{{"pending", std::move(pending)}, {"queued", std::move(queued)}};
}

/// By sender and nonce.
Json show_all(Node& node, Show show) {
    return node.engine().read_settled([&](chain::Chain& c) {
        JsonObject pending;
        JsonObject queued;
        for_each_waiting(c, [&](const chain::Included& included, bool is_pending) {
            Json& at = (is_pending ? pending : queued)[to_hex(included.sender)];
            if (at.is_null()) at.emplace_object();
            at.get_object()[std::to_string(included.transaction.nonce)] = show(included);
        });
        return two(std::move(pending), std::move(queued));
    });
}

Json whole(const chain::Included& included) {
    return transaction_json(included);
}

Json in_a_line(const chain::Included& included) {
    const Transaction& tx = included.transaction;
    const u256& price = tx.type == TransactionType::kDynamicFee ? tx.max_fee_per_gas : tx.gas_price;
    // Contracts are not deployed here: there always is a recipient.
    return Json(to_hex(*tx.to) + ": " + to_decimal(tx.value) + " wei + " + std::to_string(tx.gas) +
                " gas × " + to_decimal(price) + " wei");
}

Answer content(Node& node, const Params& /*params*/) {
    return show_all(node, whole);
}

Answer inspect(Node& node, const Params& /*params*/) {
    return show_all(node, in_a_line);
}

/// Of one sender, by nonce.
Answer content_from(Node& node, const Params& params) {
    const Address sender = AQ_TRY(params.address(0));
    return node.engine().read_settled([&](chain::Chain& c) -> Answer {
        JsonObject pending;
        JsonObject queued;
        for_each_waiting(c, [&](const chain::Included& included, bool is_pending) {
            if (included.sender != sender) return;
            (is_pending ? pending : queued)[std::to_string(included.transaction.nonce)] =
                whole(included);
        });
        return two(std::move(pending), std::move(queued));
    });
}

Answer status(Node& node, const Params& /*params*/) {
    return node.engine().read_settled([](chain::Chain& c) -> Answer {
        std::uint64_t pending = 0;
        for_each_waiting(c, [&](const chain::Included& /*included*/, bool is_pending) {
            pending += is_pending ? 1 : 0;
        });
        return two(quantity(pending), quantity(c.pool().size() - pending));
    });
}

}  // namespace

void add_pool_methods(rpc::Methods& methods, Node& node) {
    add_read(methods, node, "txpool_status", 0, status);
    add_read(methods, node, "txpool_content", 0, content);
    add_read(methods, node, "txpool_contentFrom", 1, content_from);
    add_read(methods, node, "txpool_inspect", 0, inspect);
}

}  // namespace aq::node
