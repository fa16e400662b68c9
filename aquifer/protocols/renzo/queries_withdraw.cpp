// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/queries_withdraw.hpp>

#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/renzo/maths.hpp>
#include <aquifer/protocols/renzo/queries_oracle.hpp>

namespace aq::renzo::withdraw_queue {

namespace {

Result<Amount> balance(Tx& tx, const Ports& ports, const Address& asset) {
    const Address& queue = ports.self.at.withdraw_queue;
    if (asset == kNative) return Amount(ports.accounts.ether[queue].raw);
    return erc20::balance_of(tx, ports.tokens, asset, queue, queue);
}

Amount saturating_sub(const Amount& a, const Amount& b) {
    return a > b ? a - b : Amount();
}

/// Ether that is free, staked, or on its way to validators, beyond what is waited for.
Result<Amount> reachable_ether(const Ports& ports, const restake_manager::Tvls& tvls, Amount free,
                               Amount awaited) {
    const Amount staked(AQ_TRY(tvls.column(tvls.tokens)).raw);
    const Amount waiting(ports.accounts.ether[ports.self.at.deposit_queue].raw);
    const Amount held = AQ_TRY(checked_add(AQ_TRY(checked_add(free, staked)), waiting));
    return AQ_TRY(checked_sub(held, awaited));
}

}  // namespace

Result<Amount> available(Tx& tx, const Ports& ports, const Address& asset) {
    const Amount held = AQ_TRY(balance(tx, ports, asset));
    return AQ_TRY(checked_sub(held, ports.self.withdrawals.claim_reserve[asset]));
}

Amount queue_deficit(const State& s, const Address& asset) {
    const BufferQueue& queue = s.withdrawals.queue[asset];
    return saturating_sub(queue.to_fill, queue.filled);
}

Result<Amount> withdraw_deficit(Tx& tx, const Ports& ports, const Address& asset) {
    const State& s = ports.self;
    const Amount free = AQ_TRY(available(tx, ports, asset));
    const Amount missing = saturating_sub(s.withdrawals.buffer_target[asset], free);
    return AQ_TRY(checked_add(missing, queue_deficit(s, asset)));
}

Result<Amount> amount_to_redeem(Tx& tx, const Ports& ports, const restake_manager::Tvls& tvls,
                                Amount ez_eth, const Address& asset) {
    const Amount supply = erc20::total_supply(ports.tokens.self, ports.self.at.ez_eth);
    const Wei value = AQ_TRY(redeem_value_down(ez_eth, supply, tvls.total));
    if (asset == kNative) return Amount(value.raw);
    return oracle::lookup_token_amount_from_value(tx, ports, asset, value);
}

Result<std::tuple<restake_manager::TokenTvls, Amount>> calculate_amount_to_redeem(const View& view,
                                                                                  Amount ez_eth,
                                                                                  Address asset) {
    const auto tvls = AQ_TRY(restake_manager::calculate_tvls(view.tx, view.ports));
    const Amount amount = AQ_TRY(amount_to_redeem(view.tx, view.ports, tvls, ez_eth, asset));
    return std::tuple(restake_manager::token_tvls(tvls), amount);
}

Result<bool> is_covered(Tx& tx, const Ports& ports, const restake_manager::Tvls& tvls,
                        const Address& asset, Amount amount) {
    const State& s = ports.self;
    const Amount free = AQ_TRY(available(tx, ports, asset));
    const Amount awaited = queue_deficit(s, asset);
    if (asset == kNative) return amount <= AQ_TRY(reachable_ether(ports, tvls, free, awaited));
    const u256 price = AQ_TRY(oracle::price(tx, ports, asset));
    const std::uint32_t index = AQ_TRY(restake_manager::collateral_index(s, asset));
    const Wei held =
        AQ_TRY(checked_add(AQ_TRY(tvls.column(index)), AQ_TRY(oracle::value_down(price, free))));
    const Wei reachable = AQ_TRY(checked_sub(held, AQ_TRY(oracle::value_down(price, awaited))));
    return AQ_TRY(oracle::value_down(price, amount)) <= reachable;
}

Result<Amount> available_collateral_amount(const View& view, Address asset) {
    const Ports& ports = view.ports;
    const auto tvls = AQ_TRY(restake_manager::calculate_tvls(view.tx, ports));
    const Amount free = AQ_TRY(available(view.tx, ports, asset));
    const Amount awaited = queue_deficit(ports.self, asset);
    if (asset == kNative) return reachable_ether(ports, tvls, free, awaited);
    const u256 price = AQ_TRY(oracle::price(view.tx, ports, asset));
    const std::uint32_t index = AQ_TRY(restake_manager::collateral_index(ports.self, asset));
    Amount reachable = free;
    for (std::uint32_t i = 0; i < tvls.delegators; ++i) {
        const Amount held = AQ_TRY(oracle::amount_down(price, tvls.of_token(i, index)));
        reachable = AQ_TRY(checked_add(reachable, held));
    }
    return AQ_TRY(checked_sub(reachable, awaited));
}

Hash request_hash(const WithdrawRequest& request, const Address& user) {
    return keccak(abi_encode(request, user));
}

Result<std::tuple<Address, u256, Amount, Amount, u256>> withdraw_requests(const View& view,
                                                                          Address user,
                                                                          u256 index) {
    const auto& requests = view.ports.self.withdrawals.requests;
    AQ_REQUIRE(index < u256(requests.size(user)));
    const WithdrawRequest& r = requests.at(user, static_cast<std::uint32_t>(index.truncate_u64()));
    return std::tuple(r.collateralToken, r.withdrawRequestID, r.amountToRedeem, r.ezETHLocked,
                      r.createdAt);
}

std::tuple<bool, Amount> withdraw_queued(const View& view, Hash hash) {
    const WithdrawQueue& s = view.ports.self.withdrawals;
    const u256& id = s.queued_requests[hash];
    if (id.is_zero()) return {false, Amount()};
    return {true, s.fill_at[id]};
}

}  // namespace aq::renzo::withdraw_queue
