// SPDX-License-Identifier: Apache-2.0
// Transactions that come signed, transactions that the node signs, and signatures.
#include <aquifer/base/result.hpp>
#include <aquifer/eth/signature.hpp>
#include <aquifer/node/node.hpp>
#include <aquifer/node/reverts.hpp>
#include <aquifer/node/shapes.hpp>
#include <aquifer/node/typed_data.hpp>

namespace aq::node {

namespace {

Answer answer_of(const std::expected<Hash, chain::Refusal>& submitted) {
    if (!submitted.has_value()) {
        return std::unexpected(rpc::server_error(submitted.error().what));
    }
    return Json(to_hex(*submitted));
}

// ── Signed by others

/// The raw bytes are decoded, and their sender recovered, on the caller's thread.
Parsed<void> send_raw_transaction(Node& node, const Params& params, rpc::Reply& reply) {
    const Bytes raw = AQ_TRY(params.data(0));
    auto tx = decode_transaction(raw);
    if (!tx.has_value()) return refuse({.argument = 0}, tx.error());
    const auto sender = sender_of(*tx);
    if (!sender.has_value()) {
        return std::unexpected(rpc::server_error(
            "invalid sender: the signature is nobody's (r and s below the group's order and not "
            "zero, s in its lower half, EIP-2)"));
    }
    const Hash hash = hash_of(*tx);
    node.submit(std::move(reply),
                [included = chain::Included{std::move(*tx), hash, *sender}](
                    chain::Chain& c) mutable { return answer_of(c.submit(std::move(included))); });
    return {};
}

// ── Signed by the node

Error unknown_account(const Address& account) {
    return rpc::server_error("unknown account: " + to_hex(account) +
                             " is neither one of the node's own accounts (eth_accounts) nor "
                             "impersonated");
}

Parsed<CallRequest> read_wish(const Params& params) {
    auto out = AQ_TRY(params.get(0, read_call));
    if (!out.from.has_value()) return refuse({.argument = 0}, "from: missing");
    return out;
}

/// With the nonce that is next, and the nominal gas.
Transaction complete(Node& node, chain::Chain& c, CallRequest wish) {
    const Address from = *wish.from;
    const bool meets_contract = wish.to.has_value() && c.world().accounts.has_code(*wish.to);
    const Defaults open{.chain_id = node.chain_id(),
                        .nonce = c.pool().next_nonce(from, c.nonce(from)),
                        .gas = chain::nominal_gas(wish.data, meets_contract)};
    return to_transaction(std::move(wish), open);
}

/// The revert that a transaction would end in, in the next block. Nothing if it would not, or if it
/// cannot be told: others wait that may change it.
std::optional<Error> foresee(chain::Chain& c, const Address& from, const Transaction& tx) {
    if (!tx.to.has_value() || c.pool().size() != 0) return std::nullopt;
    const auto ran = c.at(c.tip().number, [&](stack::World& w) -> std::optional<Error> {
        if (w.accounts.ether[from].raw < tx.value) return std::nullopt;
        w.block.time = c.next_time();
        ++w.block.number;
        const auto answer = w.execute({from, *tx.to, Wei(tx.value), tx.data}, nullptr);
        if (answer.has_value()) return std::nullopt;
        return revert_error(answer.error().encode());
    });
    return ran.has_value() ? *ran : std::nullopt;
}

/// As other nodes do, one who leaves the gas open is told of a revert instead of paying for it.
Parsed<void> send_transaction(Node& node, const Params& params, rpc::Reply& reply) {
    CallRequest wish = AQ_TRY(read_wish(params));
    const Address from = *wish.from;
    const auto secret = node.keys().secret_of(from);
    if (!secret.has_value() && !node.keys().is_impersonated(from)) {
        return std::unexpected(unknown_account(from));
    }
    // A change like any other, so that what waits is mined before it and its nonce is the next.
    node.write(std::move(reply),
               [&node, secret, wish = std::move(wish)](chain::Chain& c) mutable -> Answer {
                   const Address sender = *wish.from;
                   const bool gas_is_open = !wish.gas.has_value();
                   Transaction tx = complete(node, c, std::move(wish));
                   if (gas_is_open) {
                       if (auto revert = foresee(c, sender, tx))
                           return std::unexpected(std::move(*revert));
                   }
                   if (!secret.has_value()) {
                       return answer_of(c.submit(chain::Chain::unsigned_by(sender, std::move(tx))));
                   }
                   tx = signed_with(std::move(tx), *secret);
                   const Hash hash = hash_of(tx);
                   return answer_of(c.submit({std::move(tx), hash, sender}));
               });
    return {};
}

Parsed<Hash> secret_of(Node& node, const Address& account) {
    const auto secret = node.keys().secret_of(account);
    if (secret.has_value()) return *secret;
    if (node.keys().is_impersonated(account)) {
        return std::unexpected(rpc::server_error(
            to_hex(account) + " is impersonated: the node has no key to sign with for it"));
    }
    return std::unexpected(unknown_account(account));
}

Answer sign_transaction(Node& node, const Params& params) {
    CallRequest wish = AQ_TRY(read_wish(params));
    const Hash secret = AQ_TRY(secret_of(node, *wish.from));
    Transaction tx =
        node.engine().read([&](chain::Chain& c) { return complete(node, c, std::move(wish)); });
    tx = signed_with(std::move(tx), secret);
    const Hash hash = hash_of(tx);
    return JsonObject{{"raw", to_hex(BytesView(encode(tx)))}, {"tx", signed_json(tx, hash)}};
}

// ── Signatures

/// The digest of a message to a person (EIP-191, version 0x45).
Hash message_digest(BytesView message) {
    const std::string prefix =
        "\x19"
        "Ethereum Signed Message:\n" +
        std::to_string(message.size());
    Bytes out(prefix.begin(), prefix.end());
    out.insert(out.end(), message.begin(), message.end());
    return keccak(BytesView(out));
}

Answer signature(Node& node, const Address& account, const Hash& digest) {
    const Hash secret = AQ_TRY(secret_of(node, account));
    return Json(to_hex(BytesView(sign(digest, secret))));
}

Answer eth_sign(Node& node, const Params& params) {
    const Address account = AQ_TRY(params.address(0));
    return signature(node, account, message_digest(AQ_TRY(params.data(1))));
}

/// The same with its parameters the other way round; a password is not looked at.
Answer personal_sign(Node& node, const Params& params) {
    const Bytes message = AQ_TRY(params.data(0));
    return signature(node, AQ_TRY(params.address(1)), message_digest(message));
}

Answer sign_typed_data(Node& node, const Params& params) {
    const Address account = AQ_TRY(params.address(0));
    return signature(node, account, AQ_TRY(params.get(1, typed_data_digest)));
}

}  // namespace

void add_send_methods(rpc::Methods& methods, Node& node) {
    add_write(methods, node, "eth_sendRawTransaction", 1, send_raw_transaction);
    add_write(methods, node, "eth_sendTransaction", 1, send_transaction);
    add_read(methods, node, "eth_signTransaction", 1, sign_transaction);
    add_read(methods, node, "eth_sign", 2, eth_sign);
    add_read(methods, node, "personal_sign", 3, personal_sign);
    add_read(methods, node, "eth_signTypedData_v4", 2, sign_typed_data);
}

}  // namespace aq::node
