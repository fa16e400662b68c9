// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/rules_strategy.hpp>

#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/events_access.hpp>
#include <aquifer/protocols/eigenlayer/events_strategy.hpp>
#include <aquifer/protocols/eigenlayer/moves_strategy.hpp>
#include <aquifer/protocols/eigenlayer/queries_access.hpp>
#include <aquifer/protocols/eigenlayer/queries_strategy.hpp>
#include <aquifer/protocols/eigenlayer/rules_vault.hpp>
#include <aquifer/protocols/erc20/calls.hpp>

namespace aq::eigenlayer::strategy {

namespace {

constexpr unsigned kPausedDeposits = 0;
constexpr unsigned kPausedWithdrawals = 1;
constexpr Shares kTotalSharesMax{wrapping_sub(1e38_u256, 1_u256)};
constexpr Selector kDecimals = "0x313ce567"_selector;

/// ⌊a·b / d⌋ as Solidity's own operators have it: the product must fit 256 bits.
std::expected<u256, Arithmetic> checked_mul_div_down(const u256& a, const u256& b, const u256& d) {
    return div_down(AQ_TRY(checked_mul(a, b)), d);
}

/// StrategyBase._emitExchangeRate.
std::expected<u256, Arithmetic> rate_down(const u256& virtual_balance, const Shares& total) {
    return checked_mul_div_down(kWad, virtual_balance,
                                AQ_TRY(checked_add(total.raw, kSharesOffset)));
}

/// StrategyBaseTVLLimits._beforeDeposit, without what it inherits.
Result<void> require_within_limits(Tx& tx, const Ports& ports, const Address& strategy,
                                   const Strategy& row, Amount amount) {
    AQ_REQUIRE(amount <= row.max_per_deposit, error::MaxPerDepositExceedsMax);
    const Amount held = AQ_TRY(token_balance(tx, ports, strategy));
    AQ_REQUIRE(held <= row.max_total_deposits, error::BalanceExceedsMaxTotalDeposits);
    return {};
}

/// `IERC20Metadata(token).decimals()` asked by the strategy.
Result<std::uint8_t> decimals_of(Tx& tx, const Ports& ports, const Address& strategy,
                                 const Address& token) {
    const erc20::Token& row = ports.tokens.self.tokens[token];
    if (row.kind != erc20::Kind::kNone) return row.decimals;
    const Bytes answer = AQ_TRY(tx.call({strategy, token, Wei(), kDecimals}, abi_call(kDecimals)));
    std::uint8_t decimals = 0;
    AQ_REQUIRE(abi_decode(AbiReader(answer), decimals));
    return decimals;
}

}  // namespace

Result<Shares> deposit(Tx& tx, Ports& ports, const Call& call, Address token, Amount amount) {
    State& s = ports.self;
    const Strategy row = s.strategies.rows[call.to];
    AQ_REQUIRE(row.kind != StrategyKind::kNone);
    AQ_TRY(only_when_not_paused(s, call.to, kPausedDeposits));
    AQ_REQUIRE(call.sender == s.at.strategy_manager, error::OnlyStrategyManager);
    if (row.kind == StrategyKind::kCapped) {
        AQ_TRY(require_within_limits(tx, ports, call.to, row, amount));
    }
    AQ_REQUIRE(token == row.underlying_token, error::OnlyUnderlyingToken);

    const u256 virtual_shares = AQ_TRY(checked_add(row.total_shares.raw, kSharesOffset));
    const Amount held = AQ_TRY(token_balance(tx, ports, call.to));
    const u256 virtual_balance = AQ_TRY(checked_add(held.raw, kBalanceOffset));
    // The tokens are here already. What was asked for is taken off, not what has arrived, so a
    // token that delivers less mints too many shares.
    const u256 prior_balance = AQ_TRY(checked_sub(virtual_balance, amount.raw));
    const Shares minted(AQ_TRY(checked_mul_div_down(amount.raw, virtual_shares, prior_balance)));
    AQ_REQUIRE(!minted.is_zero(), error::NewSharesZero);
    const Shares total = AQ_TRY(checked_add(row.total_shares, minted));
    AQ_REQUIRE(total <= kTotalSharesMax, error::TotalSharesExceedsMax);
    const u256 rate = AQ_TRY(rate_down(virtual_balance, total));

    move::issue_shares(tx.undo, s, call.to, minted);
    tx.log(call.to, ExchangeRateEmitted{rate});
    return minted;
}

Result<Amount> withdraw(Tx& tx, Ports& ports, const Call& call, Address recipient, Address token,
                        Shares shares) {
    State& s = ports.self;
    const Strategy row = s.strategies.rows[call.to];
    AQ_REQUIRE(row.kind != StrategyKind::kNone);
    AQ_TRY(only_when_not_paused(s, call.to, kPausedWithdrawals));
    AQ_REQUIRE(call.sender == s.at.strategy_manager, error::OnlyStrategyManager);
    AQ_REQUIRE(token == row.underlying_token, error::OnlyUnderlyingToken);
    AQ_REQUIRE(shares <= row.total_shares, error::WithdrawalAmountExceedsTotalDeposits);

    const u256 virtual_shares = AQ_TRY(checked_add(row.total_shares.raw, kSharesOffset));
    const Amount held = AQ_TRY(token_balance(tx, ports, call.to));
    const u256 virtual_balance = AQ_TRY(checked_add(held.raw, kBalanceOffset));
    const Amount paid(AQ_TRY(checked_mul_div_down(virtual_balance, shares.raw, virtual_shares)));
    const u256 balance_after = AQ_TRY(checked_sub(virtual_balance, paid.raw));
    const u256 rate = AQ_TRY(rate_down(balance_after, row.total_shares - shares));

    move::redeem_shares(tx.undo, s, call.to, shares);
    tx.log(call.to, ExchangeRateEmitted{rate});
    AQ_TRY(erc20::safe_transfer(tx, ports.tokens, token, call.to, recipient, paid));
    return paid;
}

Result<void> before_add_shares(Tx& tx, Ports& ports, const Call& call, Address staker,
                               Shares shares) {
    const State& s = ports.self;
    const StrategyKind kind = s.strategies.rows[call.to].kind;
    AQ_REQUIRE(kind != StrategyKind::kNone);
    AQ_REQUIRE(call.sender == s.at.strategy_manager, error::OnlyStrategyManager);
    if (kind != StrategyKind::kDurationVault) return {};
    return duration_vault::before_add_shares(tx, ports, call.to, staker, shares);
}

Result<void> before_remove_shares(Tx& /*tx*/, Ports& ports, const Call& call, Address /*staker*/,
                                  DepositShares /*shares*/) {
    const State& s = ports.self;
    const StrategyKind kind = s.strategies.rows[call.to].kind;
    AQ_REQUIRE(kind != StrategyKind::kNone);
    AQ_REQUIRE(call.sender == s.at.strategy_manager, error::OnlyStrategyManager);
    if (kind != StrategyKind::kDurationVault) return {};
    return duration_vault::before_remove_shares(s, call.to);
}

Result<void> set_tvl_limits(Tx& tx, Ports& ports, const Call& call, Amount max_per_deposit,
                            Amount max_total_deposits) {
    AQ_REQUIRE(call.sender == *ports.self.access.unpauser, error::OnlyUnpauser);
    return change_tvl_limits(tx, ports, call.to, max_per_deposit, max_total_deposits);
}

Result<void> initialize_base(Tx& tx, Ports& ports, const Call& call, StrategyKind kind,
                             Address token) {
    move::create_strategy(tx.undo, ports.self, call.to, kind, token);
    tx.log(call.to, Paused{call.sender, u256()});
    const std::uint8_t decimals = AQ_TRY(decimals_of(tx, ports, call.to, token));
    tx.log(call.to, StrategyTokenSet{token, decimals});
    return {};
}

Result<void> change_tvl_limits(Tx& tx, Ports& ports, const Address& strategy,
                               Amount max_per_deposit, Amount max_total_deposits) {
    State& s = ports.self;
    const Strategy& row = s.strategies.rows[strategy];
    tx.log(strategy, MaxPerDepositUpdated{row.max_per_deposit, max_per_deposit});
    tx.log(strategy, MaxTotalDepositsUpdated{row.max_total_deposits, max_total_deposits});
    AQ_REQUIRE(max_per_deposit <= max_total_deposits, error::MaxPerDepositExceedsMax);
    move::set_limits(tx.undo, s, strategy, max_per_deposit, max_total_deposits);
    return {};
}

}  // namespace aq::eigenlayer::strategy
