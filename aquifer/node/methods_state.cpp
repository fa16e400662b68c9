// SPDX-License-Identifier: Apache-2.0
// The state at a block, and what a message would do in it.
#include <aquifer/base/result.hpp>
#include <aquifer/node/node.hpp>
#include <aquifer/node/reverts.hpp>

namespace aq::node {

namespace {

// ── State

Answer get_balance(Node& node, const Params& params) {
    const Address of = AQ_TRY(params.address(0));
    const BlockRef ref = AQ_TRY(params.get_or(1, read_block_ref, kLatest));
    return quantity(AQ_TRY(node.look_at(
        ref, [&](chain::Chain&, stack::World& w) { return w.accounts.ether[of].raw; })));
}

/// At the pending block what waits without a gap counts, too: the nonce to use next.
Answer get_transaction_count(Node& node, const Params& params) {
    const Address of = AQ_TRY(params.address(0));
    const BlockRef ref = AQ_TRY(params.get_or(1, read_block_ref, kLatest));
    return quantity(AQ_TRY(node.look_at(ref, [&](chain::Chain& c, stack::World& w) {
        const std::uint64_t nonce = w.accounts.nonces[of];
        return ref.kind == BlockRef::Kind::kPending ? c.pool().next_nonce(of, nonce) : nonce;
    })));
}

/// Contracts here have no bytecode. So that clients see that one stands at an address, this answers
/// three bytes: 0xfe, which is no instruction (EIP-141), and the number of the contract's kind.
Answer get_code(Node& node, const Params& params) {
    const Address of = AQ_TRY(params.address(0));
    const BlockRef ref = AQ_TRY(params.get_or(1, read_block_ref, kLatest));
    const auto code = static_cast<std::uint16_t>(AQ_TRY(
        node.look_at(ref, [&](chain::Chain&, stack::World& w) { return w.accounts.code[of]; })));
    if (code == 0) return Json("0x");
    const std::array<std::uint8_t, 3> marker{0xfe, static_cast<std::uint8_t>(code >> 8U),
                                             static_cast<std::uint8_t>(code & 0xffU)};
    return Json(to_hex(BytesView(marker)));
}

/// A slot's key as clients send it: a quantity or up to 32 bytes.
Parsed<u256> read_slot(const Json& from, const Place& place) {
    if (auto slot = read_amount(from, place); slot.has_value() && from.is_string()) return slot;
    return refuse(place, "a storage slot (0x and at most 64 hexadecimal digits)", from);
}

/// Where there is no contract all slots are zero. A contract's fields have no slots, and a zero
/// instead would be taken for their value.
Answer get_storage_at(Node& node, const Params& params) {
    const Address of = AQ_TRY(params.address(0));
    AQ_TRY(params.get(1, read_slot));
    const BlockRef ref = AQ_TRY(params.get_or(2, read_block_ref, kLatest));
    const bool has_code = AQ_TRY(
        node.look_at(ref, [&](chain::Chain&, stack::World& w) { return w.accounts.has_code(of); }));
    if (has_code) {
        return std::unexpected(rpc::server_error(
            "contracts here run natively and keep no numbered storage slots: ask " + to_hex(of) +
            " through its functions (eth_call)"));
    }
    return Json(to_hex(Hash()));
}

// ── Calls

/// A message and what it supposes.
struct Supposition {
    CallRequest call;
    std::vector<StateOverride> state;
    BlockOverride block;
};

Parsed<Supposition> read_supposition(Node& node, const Params& params) {
    Supposition out;
    out.call = AQ_TRY(params.get(0, read_call));
    if (!out.call.to.has_value()) return refuse({.argument = 0}, kNoDeployment);
    if (out.call.chain_id.value_or(node.chain_id()) != node.chain_id()) {
        return refuse({.argument = 0},
                      "chainId does not match node's (have=" + std::to_string(*out.call.chain_id) +
                          ", want=" + std::to_string(node.chain_id()) + ")");
    }
    out.state = AQ_TRY(params.get_or(2, read_state_overrides, std::vector<StateOverride>()));
    out.block = AQ_TRY(params.get_or(3, read_block_override, BlockOverride()));
    return out;
}

/// What came of a message, and the nominal gas of it.
struct Ran {
    bool ok = false;
    Bytes data;
    std::uint64_t gas = 0;
};

/// Contracts rely on a clock that never goes back and fits 32 bits.
Parsed<void> suppose_block(const BlockOverride& suppose, stack::World& w) {
    constexpr std::uint64_t kClockMax = 0xffff'ffff;
    const std::uint64_t number = suppose.number.value_or(w.block.number);
    const std::uint64_t time = suppose.time.value_or(w.block.time);
    if (number < w.block.number || time < w.block.time || number > kClockMax || time > kClockMax) {
        return refuse({.argument = 3}, "number and time may be supposed from the block's own (" +
                                           std::to_string(w.block.number) + ", " +
                                           std::to_string(w.block.time) +
                                           ") up to 32 bits; for less name an earlier block");
    }
    w.block.number = number;
    w.block.time = time;
    return {};
}

Parsed<Ran> run(const Supposition& suppose, stack::World& w) {
    AQ_TRY(suppose_block(suppose.block, w));
    for (const StateOverride& account : suppose.state) {
        if (account.ether.has_value()) {
            aq::move::set_ether(w.undo, w.accounts, account.at, Wei(*account.ether));
        }
        if (account.nonce.has_value()) {
            aq::move::set_nonce(w.undo, w.accounts, account.at, *account.nonce);
        }
    }
    const CallRequest& call = suppose.call;
    const Address from = call.from.value_or(kZeroAddress);
    const u256 value = call.value.value_or(u256());
    const u256 has = w.accounts.ether[from].raw;
    if (has < value) {
        return std::unexpected(rpc::server_error(
            "insufficient funds for gas * price + value: address " + to_hex(from) + " have " +
            to_decimal(has) + " want " + to_decimal(value)));
    }
    Ran out;
    out.gas = chain::nominal_gas(call.data, w.accounts.has_code(*call.to));
    auto answer = w.execute({from, *call.to, Wei(value), call.data}, nullptr);
    out.ok = answer.has_value();
    out.data = out.ok ? std::move(*answer) : answer.error().encode();
    return out;
}

Parsed<Ran> run_at(Node& node, const Params& params, const BlockRef& otherwise) {
    const Supposition suppose = AQ_TRY(read_supposition(node, params));
    const BlockRef ref = AQ_TRY(params.get_or(1, read_block_ref, otherwise));
    return AQ_TRY(
        node.look_at(ref, [&](chain::Chain&, stack::World& w) { return run(suppose, w); }));
}

Answer call(Node& node, const Params& params) {
    const Ran ran = AQ_TRY(run_at(node, params, kLatest));
    if (!ran.ok) return std::unexpected(revert_error(ran.data));
    return Json(to_hex(BytesView(ran.data)));
}

Answer estimate_gas(Node& node, const Params& params) {
    const Ran ran = AQ_TRY(run_at(node, params, kPending));
    if (!ran.ok) return std::unexpected(revert_error(ran.data));
    return quantity(ran.gas);
}

/// An access list saves nothing here: the best one is empty.
Answer create_access_list(Node& node, const Params& params) {
    const Ran ran = AQ_TRY(run_at(node, params, kPending));
    JsonObject out{{"accessList", JsonArray()}, {"gasUsed", quantity(ran.gas)}};
    if (!ran.ok) out["error"] = revert_message(ran.data);
    return out;
}

}  // namespace

void add_state_methods(rpc::Methods& methods, Node& node) {
    add_read(methods, node, "eth_getBalance", 2, get_balance);
    add_read(methods, node, "eth_getTransactionCount", 2, get_transaction_count);
    add_read(methods, node, "eth_getCode", 2, get_code);
    add_read(methods, node, "eth_getStorageAt", 3, get_storage_at);
    add_read(methods, node, "eth_call", 4, call);
    add_read(methods, node, "eth_estimateGas", 4, estimate_gas);
    add_read(methods, node, "eth_createAccessList", 4, create_access_list);
}

}  // namespace aq::node
