// SPDX-License-Identifier: Apache-2.0
#include <aquifer/insight/queues.hpp>

#include <aquifer/insight/ask.hpp>
#include <aquifer/insight/restaking.hpp>
#include <aquifer/insight/values.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/renzo/queries_withdraw.hpp>

#include <algorithm>
#include <map>

namespace aq::insight {

LidoQueue lido_queue(const stack::World& world) {
    namespace queue = lido::withdrawal_queue;
    const lido::State& s = world.lido;
    const lido::Queue& q = s.queue;
    LidoQueue out{.last_id = *q.last_request_id,
                  .last_finalized_id = *q.last_finalized_request_id,
                  .length = queue::unfinalized_request_number(s),
                  .unfinalized_st_eth = {},
                  .next_st_eth = {},
                  .locked_wei = q.locked_ether->raw,
                  .paused = queue::is_paused(s, world.block),
                  .bunker_mode = queue::is_bunker_mode_active(s)};
    if (const auto waiting = queue::unfinalized_steth(s)) out.unfinalized_st_eth = waiting->raw;
    if (!out.length.is_zero()) {
        const u256 next = wrapping_add(out.last_finalized_id, u256(1U));
        if (const auto status = queue::status(s, next)) {
            out.next_st_eth = status->amount_of_steth.raw;
        }
    }
    return out;
}

std::vector<RenzoQueue> renzo_queues(stack::World& world) {
    const renzo::WithdrawQueue& s = world.renzo.withdrawals;
    std::vector<Address> assets{kNative};
    for (const Address& token : world.renzo.manager.collateral_tokens.all(Only::kOne)) {
        assets.push_back(token);
    }
    std::vector<RenzoQueue> out;
    for (const Address& asset : assets) {
        out.push_back({.asset = asset,
                       .buffer_target = s.buffer_target[asset].raw,
                       .available = asked<u256>(world, world.renzo.at.withdraw_queue,
                                                "getAvailableToWithdraw(address)", asset),
                       .reserved_for_claims = s.claim_reserve[asset].raw,
                       .missing = renzo::withdraw_queue::queue_deficit(world.renzo, asset).raw,
                       .requests = 0,
                       .amount = {},
                       .ez_eth_locked = {}});
    }
    s.requests.count.for_each([&](const Address& user, std::uint32_t) {
        for (const renzo::WithdrawRequest& request : s.requests.all(user)) {
            const auto at = std::ranges::find(out, request.collateralToken, &RenzoQueue::asset);
            if (at == out.end()) continue;
            ++at->requests;
            at->amount = wrapping_add(at->amount, request.amountToRedeem.raw);
            at->ez_eth_locked = wrapping_add(at->ez_eth_locked, request.ezETHLocked.raw);
        }
    });
    return out;
}

EigenLayerQueue eigenlayer_queue(stack::World& world) {
    namespace dm = eigenlayer::delegation_manager;
    const eigenlayer::State& s = world.eigenlayer;
    EigenLayerQueue out;
    std::map<Address, eigenlayer::Shares> waiting;
    s.delegation.queued_withdrawals.for_each(
        [&](const Hash& root, const eigenlayer::QueuedWithdrawal& queued) {
            ++out.length;
            const std::uint64_t from =
                std::uint64_t{queued.start_block} + s.parameters.min_withdrawal_delay_blocks + 1;
            if (from <= world.block.number) {
                ++out.completable;
            } else {
                out.next_completable_from_block =
                    std::min(from, out.next_completable_from_block.value_or(from));
            }
            const auto found = dm::get_queued_withdrawal(s, world.block, root);
            if (!found.has_value()) return;
            const auto& [withdrawal, shares] = *found;
            for (std::size_t i = 0; i < shares.size(); ++i) {
                auto& sum = waiting[withdrawal.strategies[i]];
                sum = sum + shares[i];
            }
        });
    for (const auto& [strategy, shares] : waiting) {
        out.by_strategy.push_back({strategy, shares, underlying_down(world, strategy, shares)});
    }
    return out;
}

}  // namespace aq::insight
