// SPDX-License-Identifier: Apache-2.0
#include <aquifer/insight/tickets.hpp>

#include <aquifer/insight/ask.hpp>
#include <aquifer/insight/restaking.hpp>
#include <aquifer/insight/values.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/renzo/queries_withdraw.hpp>
#include <aquifer/stack/declarations.hpp>

#include <algorithm>

namespace aq::insight {

namespace {

namespace dm = eigenlayer::delegation_manager;
namespace queue = lido::withdrawal_queue;

Payment payment(stack::World& world, const Address& asset, const u256& amount) {
    return {asset, amount, value_wei_down(world, asset, amount)};
}

/// Tries the claim itself: nobody knows better than the contract.
template <class... T>
void try_claim(stack::World& world, Ticket& ticket, const Address& at, std::string_view signature,
               const T&... arguments) {
    const Bytes data = abi_call(first_four(keccak(signature)), arguments...);
    const auto done = world.ask({ticket.owner, at, Wei(), data});
    ticket.claimable = done.has_value();
    if (ticket.claimable) return;
    const Bytes revert = done.error().encode();
    ticket.refusal =
        revert.empty() ? "reverts without a reason" : stack::decode_revert(revert).to_text();
}

/// What a request that waits would be paid at today's rate (WithdrawalQueueBase._finalize).
u256 expected_ether(const lido::State& s, const u256& id) {
    constexpr u256 kRay = 1e27_u256;
    const auto batch =
        queue::batch_between(s.queue.requests[wrapping_sub(id, u256(1U))], s.queue.requests[id]);
    const auto rate = lido::steth::pooled_eth_by_shares_down(s, lido::Shares(kRay));
    if (!batch.has_value() || !rate.has_value()) return {};
    const auto wei = queue::batch_ether_down(*batch, lido::ShareRate(rate->raw));
    return wei.has_value() ? wei->raw : u256();
}

/// What a finalised request is paid.
u256 finalized_ether(const lido::State& s, const u256& id) {
    const auto hint =
        queue::find_checkpoint_hint(s, id, {u256(1U), *s.queue.last_checkpoint_index});
    if (!hint.has_value()) return {};
    const auto wei = queue::claimable_ether(s, id, *hint);
    return wei.has_value() ? wei->raw : u256();
}

Ticket renzo_ticket_at(stack::World& world, const Address& user, std::uint32_t index) {
    const renzo::WithdrawQueue& s = world.renzo.withdrawals;
    const renzo::WithdrawRequest request = s.requests.at(user, index);
    const Address& asset = request.collateralToken;
    Ticket out{.protocol = Protocol::kRenzo,
               .id = request.withdrawRequestID,
               .index = index,
               .owner = user,
               .given = request.ezETHLocked.raw,
               .made_at_time = request.createdAt.truncate_u64()};
    // calculateAmountToRedeem: what ezETH is worth now; the smaller of the two is paid.
    u256 amount = request.amountToRedeem.raw;
    const Bytes question =
        abi_call(first_four(keccak(std::string_view("calculateAmountToRedeem(uint256,address)"))),
                 request.ezETHLocked, asset);
    const Address& at = world.renzo.at.withdraw_queue;
    renzo::restake_manager::TokenTvls cells;
    u256 worth;
    const auto answer = world.ask({kZeroAddress, at, Wei(), question});
    if (answer.has_value() && abi_decode(AbiReader(*answer), cells, worth)) {
        amount = std::min(amount, worth);
    }
    out.payments = {payment(world, asset, amount)};
    // RiskOracleMiddleware may ask for a longer one; then the refusal says so.
    out.claimable_from_time = s.whitelisted[user]
                                  ? *out.made_at_time
                                  : *out.made_at_time + s.cool_down_period->truncate_u64();
    const u256 needed = s.fill_at[request.withdrawRequestID].raw;
    const u256 filled = s.queue[asset].filled.raw;
    if (needed > filled) {
        out.waits_for_others = true;
        out.missing = wrapping_sub(needed, filled);
    }
    try_claim(world, out, at, "claim(uint256,address)", u256(index), user);
    return out;
}

}  // namespace

std::optional<Ticket> lido_ticket(stack::World& world, const u256& id) {
    const lido::State& s = world.lido;
    const auto status = queue::status(s, id);
    if (!status.has_value()) return std::nullopt;
    Ticket out{.protocol = Protocol::kLido,
               .id = id,
               .owner = status->owner,
               .claimed = status->is_claimed,
               .waits_for_others = !status->is_finalized,
               .given = status->amount_of_steth.raw,
               .made_at_time = status->timestamp.truncate_u64()};
    if (out.claimed) return out;
    out.payments = {payment(world, kNative,
                            status->is_finalized ? finalized_ether(s, id) : expected_ether(s, id))};
    try_claim(world, out, s.at.withdrawal_queue, "claimWithdrawal(uint256)", id);
    return out;
}

std::optional<Ticket> renzo_ticket(stack::World& world, const u256& id) {
    std::optional<std::pair<Address, std::uint32_t>> found;
    const auto& requests = world.renzo.withdrawals.requests;
    requests.count.for_each([&](const Address& user, std::uint32_t n) {
        for (std::uint32_t i = 0; i < n; ++i) {
            if (requests.at(user, i).withdrawRequestID == id) found = {user, i};
        }
    });
    if (!found.has_value()) return std::nullopt;
    return renzo_ticket_at(world, found->first, found->second);
}

std::optional<Ticket> eigenlayer_ticket(stack::World& world, const Hash& root) {
    const eigenlayer::State& s = world.eigenlayer;
    if (!s.delegation.queued_withdrawals.contains(root)) return std::nullopt;
    const auto found = dm::get_queued_withdrawal(s, world.block, root);
    if (!found.has_value()) return std::nullopt;
    const auto& [withdrawal, shares] = *found;
    Ticket out{.protocol = Protocol::kEigenLayer, .root = root, .owner = withdrawal.withdrawer};
    // It must be past the last block in which it can be slashed.
    out.claimable_from_block =
        std::uint64_t{withdrawal.startBlock} + s.parameters.min_withdrawal_delay_blocks + 1;
    std::vector<Address> tokens;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const Address asset = asset_of(s, withdrawal.strategies[i]);
        tokens.push_back(asset);
        out.payments.push_back(
            payment(world, asset,
                    underlying_down(world, withdrawal.strategies[i], shares[i]).value_or(u256())));
    }
    try_claim(world, out, s.at.delegation_manager,
              "completeQueuedWithdrawal((address,address,address,uint256,uint32,address[],"
              "uint256[]),address[],bool)",
              withdrawal, tokens, true);
    return out;
}

std::vector<Ticket> tickets_of(stack::World& world, const Address& account) {
    std::vector<Ticket> out;
    std::vector<u256> ids = world.lido.queue.requests_by_owner.all(account);
    std::ranges::sort(ids);
    for (const u256& id : ids) {
        auto ticket = lido_ticket(world, id);
        if (ticket.has_value() && !ticket->claimed) out.push_back(std::move(*ticket));
    }
    const std::uint32_t n = world.renzo.withdrawals.requests.size(account);
    for (std::uint32_t i = 0; i < n; ++i) out.push_back(renzo_ticket_at(world, account, i));
    for (const Hash& root : world.eigenlayer.delegation.queued_roots.all(account)) {
        if (auto ticket = eigenlayer_ticket(world, root)) out.push_back(std::move(*ticket));
    }
    return out;
}

}  // namespace aq::insight
