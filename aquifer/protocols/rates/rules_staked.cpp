// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/rates/rules_staked.hpp>

#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/rates/events.hpp>
#include <aquifer/protocols/rates/maths.hpp>
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/queries.hpp>

namespace aq::rates::staked {

namespace {

const Token& token_at(const Ports& ports, const Address& at) {
    return ports.self.staked.tokens[at];
}

const Minter& minter_at(const Ports& ports, const Address& token, const Address& minter) {
    return ports.self.staked.minters[Key<Address, Address>(token, minter)];
}

Result<void> require_running(const Ports& ports, const Address& token) {
    AQ_REQUIRE(!ports.tokens.self.tokens[token].paused, "Pausable: paused");
    return {};
}

Result<void> require_not_blocked(const Ports& ports, const Address& token, const Address& account) {
    AQ_REQUIRE(!erc20::is_blocked(ports.tokens.self, token, account),
               "Blacklistable: account is blacklisted");
    return {};
}

Result<void> require_owner(const Ports& ports, const Call& call) {
    AQ_REQUIRE(call.sender == token_at(ports, call.to).owner, "Ownable: caller is not the owner");
    return {};
}

void lower_minter(Tx& tx, Ports& ports, const Call& call, Amount amount) {
    Minter minter = minter_at(ports, call.to, call.sender);
    minter.allowance = minter.allowance - amount;
    move::set_minter(tx.undo, ports.self, call.to, call.sender, minter);
}

}  // namespace

Result<void> update_exchange_rate(Tx& tx, Ports& ports, const Call& call, u256 rate) {
    const Token& token = token_at(ports, call.to);
    AQ_REQUIRE(call.sender == token.oracle, "StakedTokenV1: caller is not the oracle");
    if (token.kind == Kind::kWbEth) {
        AQ_REQUIRE(rate >= kWad, "StakedTokenV1: new exchange rate cannot be less than 1e18");
    }
    AQ_REQUIRE(!rate.is_zero(), "StakedTokenV1: new exchange rate cannot be 0");
    move::set_rate(tx.undo, ports.self, call.to, rate);
    tx.log(call.to, ExchangeRateUpdated{call.sender, rate});
    return {};
}

Result<void> update_oracle(Tx& tx, Ports& ports, const Call& call, Address oracle) {
    AQ_TRY(require_owner(ports, call));
    AQ_REQUIRE(oracle != kZeroAddress, "StakedTokenV1: oracle is the zero address");
    AQ_REQUIRE(oracle != token_at(ports, call.to).oracle,
               "StakedTokenV1: new oracle is already the oracle");
    move::set_oracle(tx.undo, ports.self, call.to, oracle);
    tx.log(call.to, OracleUpdated{oracle});
    return {};
}

namespace fiat {

Result<bool> configure_minter(Tx& tx, Ports& ports, const Call& call, Address minter,
                              Amount allowance) {
    AQ_TRY(require_running(ports, call.to));
    AQ_REQUIRE(call.sender == token_at(ports, call.to).master_minter,
               "FiatToken: caller is not the masterMinter");
    move::set_minter(tx.undo, ports.self, call.to, minter, {true, allowance});
    tx.log(call.to, MinterConfigured{minter, allowance});
    return true;
}

Result<bool> remove_minter(Tx& tx, Ports& ports, const Call& call, Address minter) {
    AQ_REQUIRE(call.sender == token_at(ports, call.to).master_minter,
               "FiatToken: caller is not the masterMinter");
    move::set_minter(tx.undo, ports.self, call.to, minter, {});
    tx.log(call.to, MinterRemoved{minter});
    return true;
}

Result<bool> mint(Tx& tx, Ports& ports, const Call& call, Address to, Amount amount) {
    AQ_TRY(require_running(ports, call.to));
    const Minter& minter = minter_at(ports, call.to, call.sender);
    AQ_REQUIRE(minter.allowed, "FiatToken: caller is not a minter");
    AQ_TRY(require_not_blocked(ports, call.to, call.sender));
    AQ_TRY(require_not_blocked(ports, call.to, to));
    AQ_REQUIRE(to != kZeroAddress, "FiatToken: mint to the zero address");
    AQ_REQUIRE(!amount.is_zero(), "FiatToken: mint amount not greater than 0");
    AQ_REQUIRE(amount <= minter.allowance, "FiatToken: mint amount exceeds minterAllowance");
    tx.log(call.to, Mint{call.sender, to, amount});
    AQ_TRY(erc20::mint_to(tx, ports.tokens, call.to, to, amount));
    lower_minter(tx, ports, call, amount);
    return true;
}

Result<void> burn(Tx& tx, Ports& ports, const Call& call, Amount amount) {
    AQ_TRY(require_running(ports, call.to));
    AQ_REQUIRE(minter_at(ports, call.to, call.sender).allowed, "FiatToken: caller is not a minter");
    AQ_TRY(require_not_blocked(ports, call.to, call.sender));
    AQ_REQUIRE(!amount.is_zero(), "FiatToken: burn amount not greater than 0");
    tx.log(call.to, Burn{call.sender, amount});
    return erc20::burn_from(tx, ports.tokens, call.to, call.sender, amount);
}

Result<void> pause(Tx& tx, Ports& ports, const Call& call) {
    AQ_REQUIRE(call.sender == token_at(ports, call.to).pauser,
               "Pausable: caller is not the pauser");
    erc20::move::set_paused(tx.undo, ports.tokens.self, call.to, true);
    tx.log(call.to, Pause{});
    return {};
}

Result<void> unpause(Tx& tx, Ports& ports, const Call& call) {
    AQ_REQUIRE(call.sender == token_at(ports, call.to).pauser,
               "Pausable: caller is not the pauser");
    erc20::move::set_paused(tx.undo, ports.tokens.self, call.to, false);
    tx.log(call.to, Unpause{});
    return {};
}

Result<void> blacklist(Tx& tx, Ports& ports, const Call& call, Address account) {
    AQ_REQUIRE(call.sender == token_at(ports, call.to).blacklister,
               "Blacklistable: caller is not the blacklister");
    erc20::move::set_blocked(tx.undo, ports.tokens.self, call.to, account, true);
    tx.log(call.to, Blacklisted{account});
    return {};
}

Result<void> un_blacklist(Tx& tx, Ports& ports, const Call& call, Address account) {
    AQ_REQUIRE(call.sender == token_at(ports, call.to).blacklister,
               "Blacklistable: caller is not the blacklister");
    erc20::move::set_blocked(tx.undo, ports.tokens.self, call.to, account, false);
    tx.log(call.to, UnBlacklisted{account});
    return {};
}

}  // namespace fiat

namespace wbeth {

namespace {

/// StakedTokenV1._mint to the caller.
Result<void> mint_to_caller(Tx& tx, Ports& ports, const Call& call, Amount amount) {
    AQ_TRY(require_running(ports, call.to));
    AQ_TRY(require_not_blocked(ports, call.to, call.sender));
    AQ_REQUIRE(!amount.is_zero(), "StakedTokenV1: mint amount not greater than 0");
    tx.log(call.to, Mint{call.sender, call.sender, amount});
    return erc20::mint_to(tx, ports.tokens, call.to, call.sender, amount);
}

}  // namespace

Result<void> deposit(Tx& tx, Ports& ports, const Call& call, Address referral) {
    AQ_REQUIRE(!call.value.is_zero(), "zero ETH amount");
    const Amount amount(
        AQ_TRY(safe_mul_div_down(call.value.raw, kWad, token_at(ports, call.to).rate)));
    AQ_TRY(mint_to_caller(tx, ports, call, amount));
    tx.log(call.to, DepositEth{call.sender, call.value, amount, referral});
    return {};
}

Result<bool> mint(Tx& tx, Ports& ports, const Call& call, Amount amount) {
    const Minter& minter = minter_at(ports, call.to, call.sender);
    AQ_REQUIRE(minter.allowed, "FiatToken: caller is not a minter");
    AQ_REQUIRE(amount <= minter.allowance, "StakedTokenV1: mint amount exceeds minterAllowance");
    AQ_TRY(mint_to_caller(tx, ports, call, amount));
    lower_minter(tx, ports, call, amount);
    return true;
}

Result<void> receive(Tx& /*tx*/, Ports& /*ports*/, const Call& /*call*/) {
    return std::unexpected(Revert("please use deposit function to deposit ETH"));
}

}  // namespace wbeth

namespace updater {

namespace {

const Caller& caller_at(const Ports& ports, const Address& updater, const Address& caller) {
    return ports.self.staked.callers[Key<Address, Address>(updater, caller)];
}

Result<void> require_owner(const Ports& ports, const Call& call) {
    AQ_REQUIRE(call.sender == ports.self.staked.updaters[call.to].owner,
               "Ownable: caller is not the owner");
    return {};
}

/// RateLimit._replenishAllowance. The clock moves only with the allowance.
Result<void> replenish(Tx& tx, Ports& ports, const Call& call, const Address& caller) {
    Caller row = caller_at(ports, call.to, caller);
    if (row.allowance == row.allowance_max) return {};
    const u256 grown = AQ_TRY(replenishment(row, tx.block));
    if (grown.is_zero()) return {};
    row.allowance = AQ_TRY(checked_add(row.allowance, grown));
    row.last_set = u256(tx.block.time);
    move::set_caller(tx.undo, ports.self, call.to, caller, row);
    tx.log(call.to, AllowanceReplenished{caller, row.allowance, grown});
    return {};
}

}  // namespace

Result<void> configure_caller(Tx& tx, Ports& ports, const Call& call, Address caller, u256 amount,
                              u256 interval) {
    AQ_TRY(require_owner(ports, call));
    AQ_REQUIRE(caller != kZeroAddress, "RateLimit: caller is the zero address");
    AQ_REQUIRE(!amount.is_zero(), "RateLimit: amount is zero");
    AQ_REQUIRE(!interval.is_zero(), "RateLimit: interval is zero");
    move::set_caller(tx.undo, ports.self, call.to, caller,
                     {true, amount, amount, interval, u256(tx.block.time)});
    tx.log(call.to, CallerConfigured{caller, amount, interval});
    return {};
}

Result<void> remove_caller(Tx& tx, Ports& ports, const Call& call, Address caller) {
    AQ_TRY(require_owner(ports, call));
    move::set_caller(tx.undo, ports.self, call.to, caller, {});
    tx.log(call.to, CallerRemoved{caller});
    return {};
}

Result<u256> current_allowance(Tx& tx, Ports& ports, const Call& call, Address caller) {
    AQ_TRY(replenish(tx, ports, call, caller));
    return caller_at(ports, call.to, caller).allowance;
}

Result<void> update_exchange_rate(Tx& tx, Ports& ports, const Call& call, u256 rate) {
    AQ_REQUIRE(caller_at(ports, call.to, call.sender).allowed,
               "RateLimit: caller is not whitelisted");
    AQ_REQUIRE(!rate.is_zero(), "ExchangeRateUpdater: new exchange rate must be greater than 0");
    AQ_TRY(replenish(tx, ports, call, call.sender));
    const Address& token = ports.self.staked.updaters[call.to].token;
    const u256 old_rate = token_at(ports, token).rate;
    AQ_REQUIRE(rate != old_rate, "ExchangeRateUpdater: exchange rate isn't new");
    Caller row = caller_at(ports, call.to, call.sender);
    const u256 change = difference(rate, old_rate);
    AQ_REQUIRE(change <= row.allowance,
               "ExchangeRateUpdater: exchange rate update exceeds allowance");
    row.allowance = wrapping_sub(row.allowance, change);
    move::set_caller(tx.undo, ports.self, call.to, call.sender, row);
    const Call update{.sender = call.to, .to = token, .value = Wei(), .selector = Selector()};
    AQ_TRY(staked::update_exchange_rate(tx, ports, update, rate));
    tx.log(call.to, ExchangeRateUpdated{call.sender, rate});
    return {};
}

}  // namespace updater

}  // namespace aq::rates::staked
