// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/rates/fold.hpp>

#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/rates/events.hpp>
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/rules_meth.hpp>

namespace aq::rates {

namespace {

bool fold_reth(Undo& u, State& s, const LogView& log) {
    const reth::Deployment& at = *s.reth.at;
    if (log.emitter == at.balances) {
        const auto e = read_event<reth::BalancesUpdated>(log);
        if (!e.has_value()) return false;
        move::set_balances(
            u, s, {e->block, e->block_timestamp, e->total_eth, e->staking_eth, e->reth_supply});
        return true;
    }
    if (log.emitter != at.vault) return false;
    const Hash pool = keccak(std::string_view("rocketDepositPool"));
    if (const auto e = read_event<reth::vault::EtherDeposited>(log); e && e->by == pool) {
        const auto sum = checked_add(*s.reth.pool_balance, e->amount);
        if (sum.has_value()) move::set_pool_balance(u, s, *sum);
        return sum.has_value();
    }
    if (const auto e = read_event<reth::vault::EtherWithdrawn>(log); e && e->by == pool) {
        const auto rest = checked_sub(*s.reth.pool_balance, e->amount);
        if (rest.has_value()) move::set_pool_balance(u, s, *rest);
        return rest.has_value();
    }
    return false;
}

bool fold_staked_token(Undo& u, const Ports& ports, const LogView& log) {
    State& s = ports.self;
    erc20::State& tokens = ports.tokens.self;
    const Address& at = log.emitter;
    if (const auto e = read_event<staked::ExchangeRateUpdated>(log)) {
        move::set_rate(u, s, at, e->new_exchange_rate);
    } else if (const auto e = read_event<staked::OracleUpdated>(log)) {
        move::set_oracle(u, s, at, e->new_oracle);
    } else if (const auto e = read_event<staked::MinterConfigured>(log)) {
        move::set_minter(u, s, at, e->minter, {true, e->allowed});
    } else if (const auto e = read_event<staked::MinterRemoved>(log)) {
        move::set_minter(u, s, at, e->minter, {});
    } else if (read_event<staked::Pause>(log).has_value()) {
        erc20::move::set_paused(u, tokens, at, true);
    } else if (read_event<staked::Unpause>(log).has_value()) {
        erc20::move::set_paused(u, tokens, at, false);
    } else if (const auto e = read_event<staked::Blacklisted>(log)) {
        erc20::move::set_blocked(u, tokens, at, e->account, true);
    } else if (const auto e = read_event<staked::UnBlacklisted>(log)) {
        erc20::move::set_blocked(u, tokens, at, e->account, false);
    } else if (const auto e = read_event<staked::Mint>(log)) {
        // Deposits of wBETH are logged as mints too, by accounts that are no minters.
        staked::Minter row = s.staked.minters[Key<Address, Address>(at, e->minter)];
        if (!row.allowed || row.allowance < e->amount) return true;
        row.allowance = row.allowance - e->amount;
        move::set_minter(u, s, at, e->minter, row);
    } else {
        return false;
    }
    return true;
}

bool fold_updater(Undo& u, State& s, const Block& block, const LogView& log) {
    const Address& at = log.emitter;
    if (const auto e = read_event<staked::CallerConfigured>(log)) {
        move::set_caller(u, s, at, e->caller,
                         {true, e->amount, e->amount, e->interval, u256(block.time)});
        return true;
    }
    if (const auto e = read_event<staked::CallerRemoved>(log)) {
        move::set_caller(u, s, at, e->caller, {});
        return true;
    }
    if (const auto e = read_event<staked::AllowanceReplenished>(log)) {
        staked::Caller row = s.staked.callers[Key<Address, Address>(at, e->caller)];
        if (e->allowance > row.allowance_max) return false;
        row.allowance = e->allowance;
        row.last_set = u256(block.time);
        move::set_caller(u, s, at, e->caller, row);
        return true;
    }
    return false;
}

bool fold_frax(Undo& u, State& s, const Block& block, const LogView& log) {
    frax::Vault vault = *s.frax.vault;
    if (log.emitter == s.frax.at->minter) {
        const auto e = read_event<frax::ETHSubmitted>(log);
        if (!e.has_value()) return false;
        const auto sum = checked_add(s.frax.minter->withheld, e->withheld_amt);
        if (sum.has_value()) move::set_withheld(u, s, *sum);
        return sum.has_value();
    }
    if (log.emitter != s.frax.at->sfrxeth) return false;
    if (const auto e = read_event<frax::NewRewardsCycle>(log)) {
        const auto sum = checked_add(vault.stored_assets, vault.last_reward);
        if (!sum.has_value()) return false;
        vault.stored_assets = *sum;
        vault.last_reward = e->reward_amount;
        vault.last_sync = block.time32();
        vault.cycle_end = e->cycle_end;
    } else if (const auto e = read_event<frax::Deposit>(log)) {
        const auto sum = checked_add(vault.stored_assets, e->assets);
        if (!sum.has_value()) return false;
        vault.stored_assets = *sum;
    } else if (const auto e = read_event<frax::Withdraw>(log)) {
        const auto rest = checked_sub(vault.stored_assets, e->assets);
        if (!rest.has_value()) return false;
        vault.stored_assets = *rest;
    } else {
        return false;
    }
    move::set_vault(u, s, vault);
    return true;
}

bool fold_sweth(Undo& u, State& s, const Block& block, const LogView& log) {
    if (log.emitter != s.sweth.at->token) return false;
    if (const auto e = read_event<sweth::ETHDepositReceived>(log)) {
        move::set_total_deposited(u, s, e->new_total);
        return true;
    }
    if (const auto e = read_event<sweth::Reprice>(log)) {
        move::set_pricing(u, s, {e->new_rate, e->new_eth_reserves, u256(block.time)});
        return true;
    }
    return false;
}

/// Ether between the parts of Staking; false if there is not so much.
bool fold_meth_staking(Undo& u, State& s, const LogView& log) {
    meth::Staking k = *s.meth.staking;
    Wei out;
    if (const auto e = read_event<meth::Staked>(log)) {
        k.unallocated = k.unallocated + e->eth_amount;
    } else if (const auto e = read_event<meth::ReturnsReceived>(log)) {
        k.unallocated = k.unallocated + e->amount;
    } else if (const auto e = read_event<meth::AllocatedETHToDeposits>(log)) {
        out = e->amount;
        k.allocated_for_deposits = k.allocated_for_deposits + e->amount;
    } else if (const auto e = read_event<meth::AllocatedETHToLiquidityBuffer>(log)) {
        out = e->amount;
        k.buffer_available = k.buffer_available + e->amount;
    } else if (const auto e = read_event<meth::AllocatedETHToUnstakeRequestsManager>(log)) {
        out = e->amount;
    } else {
        return false;
    }
    if (k.unallocated < out) return false;
    k.unallocated = k.unallocated - out;
    if (read_event<meth::AllocatedETHToUnstakeRequestsManager>(log).has_value()) {
        move::set_allocated(u, s, s.meth.requests->allocated + out);
    }
    move::set_staking(u, s, k);
    return true;
}

bool fold_meth_requests(Undo& u, State& s, const LogView& log) {
    if (const auto e = read_event<meth::requests::UnstakeRequestCreated>(log)) {
        if (e->id != u256(s.meth.queue.size(Only::kOne))) return false;
        move::push_request(u, s,
                           {e->requester, e->block_number.truncate_u64(), e->meth_locked,
                            e->eth_requested, e->cumulative});
        return true;
    }
    if (const auto e = read_event<meth::requests::UnstakeRequestClaimed>(log)) {
        if (e->id >= u256(s.meth.queue.size(Only::kOne))) return false;
        move::claim_request(u, s, static_cast<std::uint32_t>(e->id.truncate_u64()));
        return true;
    }
    return false;
}

bool fold_meth_oracle(Undo& u, State& s, const LogView& log) {
    if (const auto e = read_event<meth::OracleRecordAdded>(log)) {
        if (e->index != u256(s.meth.records.size(Only::kOne))) return false;
        move::push_record(u, s, e->record);
        // A record is pending until it, or nothing in its place, is accepted.
        if (s.meth.pending->exists) move::set_pending(u, s, {});
        return true;
    }
    if (const auto e = read_event<meth::OracleRecordFailedSanityCheck>(log)) {
        move::set_pending(u, s, {true, e->record});
        return true;
    }
    if (read_event<meth::OraclePendingUpdateRejected>(log).has_value()) {
        move::set_pending(u, s, {});
        return true;
    }
    return false;
}

bool fold_meth_pauser(Undo& u, State& s, const LogView& log) {
    const auto e = read_event<meth::FlagUpdated>(log);
    if (!e.has_value()) return false;
    for (const meth::pauser::Flag& flag : meth::pauser::flags()) {
        if (flag.name != e->flag_name) continue;
        meth::Pauses pauses = *s.meth.pauses;
        pauses.*flag.member = e->is_paused;
        move::set_pauses(u, s, pauses);
        return true;
    }
    return false;
}

bool fold_meth(Undo& u, State& s, const LogView& log) {
    const meth::Deployment& at = *s.meth.at;
    if (log.emitter == at.staking) return fold_meth_staking(u, s, log);
    if (log.emitter == at.requests) return fold_meth_requests(u, s, log);
    if (log.emitter == at.oracle) return fold_meth_oracle(u, s, log);
    if (log.emitter == at.pauser) return fold_meth_pauser(u, s, log);
    return false;
}

}  // namespace

bool fold(Undo& u, const Ports& ports, const Block& block, const LogView& log) {
    State& s = ports.self;
    if (s.staked.tokens.contains(log.emitter)) return fold_staked_token(u, ports, log);
    if (s.staked.updaters.contains(log.emitter)) return fold_updater(u, s, block, log);
    return fold_reth(u, s, log) || fold_frax(u, s, block, log) || fold_sweth(u, s, block, log) ||
           fold_meth(u, s, log);
}

}  // namespace aq::rates
