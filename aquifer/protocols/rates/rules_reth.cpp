// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/rates/rules_reth.hpp>

#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/rates/events.hpp>
#include <aquifer/protocols/rates/maths.hpp>
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/queries.hpp>

namespace aq::rates::reth {

namespace {

const Hash& pool_name() {
    static const Hash kName = keccak(std::string_view("rocketDepositPool"));
    return kName;
}

/// RocketTokenRETH.depositExcess.
void send_to_token(Tx& tx, Ports& ports, const Address& from, Wei value) {
    const Deployment& at = *ports.self.reth.at;
    aq::move::transfer_ether(tx.undo, ports.accounts, from, at.token, value);
    tx.log(at.token, EtherDeposited{at.deposit_pool, value, u256(tx.block.time)});
}

/// RocketVault.depositEther by the deposit pool.
void send_to_vault(Tx& tx, Ports& ports, Wei value) {
    const Deployment& at = *ports.self.reth.at;
    aq::move::transfer_ether(tx.undo, ports.accounts, at.deposit_pool, at.vault, value);
    move::set_pool_balance(tx.undo, ports.self, *ports.self.reth.pool_balance + value);
    tx.log(at.vault, vault::EtherDeposited{pool_name(), value, u256(tx.block.time)});
}

/// RocketDepositPool.withdrawExcessBalance. The caller has found that there is so much excess.
void withdraw_excess(Tx& tx, Ports& ports, Wei value) {
    const Deployment& at = *ports.self.reth.at;
    const u256 now(tx.block.time);
    move::set_pool_balance(tx.undo, ports.self, *ports.self.reth.pool_balance - value);
    aq::move::transfer_ether(tx.undo, ports.accounts, at.vault, at.deposit_pool, value);
    tx.log(at.vault, vault::EtherWithdrawn{pool_name(), value, now});
    send_to_token(tx, ports, at.deposit_pool, value);
    tx.log(at.deposit_pool, ExcessWithdrawn{at.token, value, now});
}

/// RocketDepositPool.processDeposit: the token's collateral up to its target, the rest to the
/// vault.
Result<void> process_deposit(Tx& tx, Ports& ports, Wei value) {
    const State& s = ports.self.reth;
    const Wei target(AQ_TRY(
        checked_mul_div_down(s.balances->total_ether.raw, s.settings->collateral_target, kWad)));
    const Wei held = ports.accounts.ether[s.at->token];
    const Wei shortfall = target > held ? target - held : Wei();
    const Wei to_token = std::min(shortfall, value);
    if (!to_token.is_zero()) send_to_token(tx, ports, s.at->deposit_pool, to_token);
    if (to_token < value) send_to_vault(tx, ports, value - to_token);
    return {};
}

}  // namespace

namespace token {

namespace {

/// RocketTokenRETH.mint, which only the deposit pool may call.
Result<void> mint(Tx& tx, Ports& ports, Wei value, const Address& to) {
    const Address& token = ports.self.reth.at->token;
    const Amount amount = AQ_TRY(reth_value(ports.self.reth, value));
    AQ_REQUIRE(!amount.is_zero(), "Invalid token mint amount");
    AQ_TRY(erc20::mint_to(tx, ports.tokens, token, to, amount));
    tx.log(token, TokensMinted{to, amount, value, u256(tx.block.time)});
    return {};
}

}  // namespace

Result<void> burn(Tx& tx, Ports& ports, const Call& call, Amount amount) {
    const State& s = ports.self.reth;
    AQ_REQUIRE(!amount.is_zero(), "Invalid token burn amount");
    AQ_REQUIRE(erc20::balance(ports.tokens.self, call.to, call.sender) >= amount,
               "Insufficient rETH balance");
    const Wei value = AQ_TRY(eth_value(s, amount));
    AQ_REQUIRE(AQ_TRY(total_collateral(ports)) >= value, "Insufficient ETH balance for exchange");
    AQ_TRY(erc20::burn_from(tx, ports.tokens, call.to, call.sender, amount));
    const Wei own = ports.accounts.ether[call.to];
    if (own < value) withdraw_excess(tx, ports, value - own);
    const Call payment{
        .sender = call.to, .to = call.sender, .value = value, .selector = Selector()};
    AQ_REQUIRE(tx.call(payment, {}).has_value());
    tx.log(call.to, TokensBurned{call.sender, amount, value, u256(tx.block.time)});
    return {};
}

Result<void> deposit_excess_collateral(Tx& tx, Ports& ports, const Call& call) {
    const State& s = ports.self.reth;
    const u256 rate = AQ_TRY(collateral_rate(ports));
    if (rate <= s.settings->collateral_target) return {};
    const Wei held = ports.accounts.ether[call.to];
    const Wei target(AQ_TRY(safe_mul_div_down(held.raw, s.settings->collateral_target, rate)));
    if (held <= target) return {};
    const Wei excess = held - target;
    aq::move::transfer_ether(tx.undo, ports.accounts, call.to, s.at->deposit_pool, excess);
    tx.log(s.at->deposit_pool, DepositRecycled{call.to, excess, u256(tx.block.time)});
    return process_deposit(tx, ports, excess);
}

Result<void> receive(Tx& tx, Ports& /*ports*/, const Call& call) {
    tx.log(call.to, EtherDeposited{call.sender, call.value, u256(tx.block.time)});
    return {};
}

}  // namespace token

namespace network {

namespace {

Hash content_of(const Submission& b) {
    return keccak(
        BytesView(abi_encode(b.block, b.slot_timestamp, b.total_ether, b.staking_ether, b.supply)));
}

/// Whether so many submissions are a consensus.
Result<bool> is_agreed(const State& s, std::uint32_t submissions) {
    const u256 members(s.oracle_members.size());
    const u256 share = AQ_TRY(checked_mul_div_down(kWad, u256(submissions), members));
    return share >= s.settings->consensus_threshold;
}

/// RPIP-61: the rate moves by at most a share of the old one. The first report is free.
Result<void> require_small_change(const State& s, const Submission& b) {
    if (s.balances->total_ether.is_zero()) return {};
    const u256 old_rate =
        AQ_TRY(checked_mul_div_down(kWad, s.balances->total_ether.raw, s.balances->supply.raw));
    const u256 new_rate = AQ_TRY(checked_mul_div_down(kWad, b.total_ether.raw, b.supply.raw));
    const u256 most = AQ_TRY(checked_mul_div_down(old_rate, s.settings->rate_delta_max, kWad));
    AQ_REQUIRE(difference(new_rate, old_rate) <= most, "Change exceeds maximum");
    return {};
}

/// RocketNetworkBalances._updateBalances.
Result<void> update_balances(Tx& tx, Ports& ports, const Call& call, const Submission& b) {
    const State& s = ports.self.reth;
    const u256 now(tx.block.time);
    const u256 wait(s.settings->submit_frequency_seconds * 95 / 100);
    AQ_REQUIRE(now >= AQ_TRY(checked_add(s.balances->set_at, wait)), "Not enough time has passed");
    AQ_TRY(require_small_change(s, b));
    move::set_balances(tx.undo, ports.self,
                       {b.block, now, b.total_ether, b.staking_ether, b.supply});
    tx.log(call.to, BalancesUpdated{b.block, b.slot_timestamp, b.total_ether, b.staking_ether,
                                    b.supply, now});
    return {};
}

}  // namespace

Result<void> submit_balances(Tx& tx, Ports& ports, const Call& call, u256 block,
                             u256 slot_timestamp, Wei total_ether, Wei staking_ether,
                             Amount supply) {
    const State& s = ports.self.reth;
    const Submission b{block, slot_timestamp, total_ether, staking_ether, supply};
    AQ_REQUIRE(s.oracle_members[call.sender], "Invalid trusted node");
    AQ_REQUIRE(s.settings->submissions_enabled, "Submitting balances is currently disabled");
    AQ_REQUIRE(block < u256(tx.block.number), "Balances can not be submitted for a future block");
    AQ_REQUIRE(block >= s.balances->block, "Network balances for a higher block are set");
    AQ_REQUIRE(staking_ether <= total_ether, "Invalid network balances");
    const Hash content = content_of(b);
    const Key<Address, Hash> vote(call.sender, content);
    AQ_REQUIRE(!s.submitted[vote], "Duplicate submission from node");
    move::submit(tx.undo, ports.self, call.sender, content);
    tx.log(call.to, BalancesSubmitted{call.sender, block, slot_timestamp, total_ether,
                                      staking_ether, supply, u256(tx.block.time)});
    // A vote past the consensus changes nothing.
    if (block == s.balances->block) return {};
    if (!AQ_TRY(is_agreed(s, s.submissions[content]))) return {};
    return update_balances(tx, ports, call, b);
}

Result<void> execute_update_balances(Tx& tx, Ports& ports, const Call& call, u256 block,
                                     u256 slot_timestamp, Wei total_ether, Wei staking_ether,
                                     Amount supply) {
    const State& s = ports.self.reth;
    const Submission b{block, slot_timestamp, total_ether, staking_ether, supply};
    AQ_REQUIRE(s.settings->submissions_enabled, "Submitting balances is currently disabled");
    AQ_REQUIRE(block < u256(tx.block.number), "Balances can not be submitted for a future block");
    AQ_REQUIRE(block > s.balances->block, "Network balances for an equal or higher block are set");
    AQ_REQUIRE(staking_ether <= total_ether, "Invalid network balances");
    AQ_REQUIRE(AQ_TRY(is_agreed(s, s.submissions[content_of(b)])),
               "Consensus has not been reached");
    return update_balances(tx, ports, call, b);
}

}  // namespace network

namespace pool {

namespace {

/// The pool holds at most its maximum, and what the queue asks for where that is assigned at once.
Result<void> require_room(const State& s, Wei value) {
    const Wei needed = *s.pool_balance + value;
    if (needed <= s.settings->pool_max) return {};
    AQ_REQUIRE(s.settings->assignments_enabled &&
                   needed <= AQ_TRY(checked_add(s.settings->pool_max, *s.queue_demand)),
               "The deposit pool size after depositing exceeds the maximum size");
    return {};
}

}  // namespace

Result<void> deposit(Tx& tx, Ports& ports, const Call& call) {
    const State& s = ports.self.reth;
    AQ_REQUIRE(s.settings->deposits_enabled, "Deposits into Rocket Pool are currently disabled");
    AQ_REQUIRE(call.value >= s.settings->deposit_min,
               "The deposited amount is less than the minimum deposit size");
    AQ_TRY(require_room(s, call.value));
    // Unchecked: the fee is a fraction of the value.
    const auto fee = mul_div_down(call.value.raw, s.settings->deposit_fee, kWad);
    AQ_ASSERT(fee.has_value());
    AQ_TRY(token::mint(tx, ports, call.value - Wei(*fee), call.sender));
    tx.log(call.to, DepositReceived{call.sender, call.value, u256(tx.block.time)});
    return process_deposit(tx, ports, call.value);
}

}  // namespace pool

}  // namespace aq::rates::reth
