// SPDX-License-Identifier: Apache-2.0
#include <aquifer/autopilot/lido.hpp>

#include <aquifer/protocols/beacon/queries.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>

#include <algorithm>

namespace aq::autopilot {

namespace {

/// What a block of the curated module may bring.
constexpr std::uint64_t kDepositsMax = 150;
/// The frame's reference slot must be final before anybody reports of it.
constexpr std::uint64_t kFinalitySeconds = 3 * 32 * 12;
constexpr Fraction kTipsYearly{5, 1'000};

}  // namespace

Lido::Lido(Desk& desk, const Settings& /*settings*/) : desk_(desk), builder_(account("builder")) {
    // A builder who has paid before has paid today.
    if (desk_.chain().nonce(builder_) != 0) tipped_day_ = desk_.chain().tip().time / kDay;
}

std::optional<Lido::Frame> Lido::frame() {
    const lido::State& s = desk_.world().lido;
    const auto slot_at = [&](const Block& block) -> std::optional<std::uint64_t> {
        const auto slot = lido::accounting_oracle::current_ref_slot(s, block);
        if (!slot.has_value()) return std::nullopt;
        return slot->truncate_u64();
    };
    // What is worked out in the last block's frame is sent in the next block's.
    Block next = desk_.world().block;
    const auto before = slot_at(next);
    next.number = desk_.next_block();
    next.time = desk_.now();
    const auto slot = slot_at(next);
    if (!slot.has_value() || slot != before) return std::nullopt;
    const lido::Calendar& c = s.calendar;
    return Frame{
        .reported = *s.oracle.last_processing_ref_slot >= *slot,
        .final = next.time >= c.genesis_time + *slot * c.seconds_per_slot + kFinalitySeconds};
}

void Lido::report() {
    const auto now = frame();
    if (!now.has_value() || now->reported || !now->final) return;
    const auto pool = beacon::find_pool(*desk_.world().beacon.feed, "lido");
    if (!pool.has_value()) return;
    const auto messages = stack::lido_report(desk_.world(), *pool);
    if (!messages.has_value()) return;
    const Address oracle = desk_.at("accountingOracle");
    if (desk_.send({desk_.at("hashConsensus"), oracle}, messages->consensus)) {
        desk_.send({desk_.at("lidoOracle"), oracle}, messages->data);
    }
}

void Lido::deposit() {
    const auto now = frame();
    if (!now.has_value() || !now->reported) return;
    const lido::State& s = desk_.world().lido;
    const lido::Module& module = s.router.modules[1];
    if (desk_.next_block() < module.last_deposit_block + module.min_deposit_block_distance) return;
    const u256 free = desk_.number(desk_.at("lido"), "getDepositableEther");
    const std::uint64_t n = std::min(div_down(free, ether(32))->truncate_u64(), kDepositsMax);
    if (n == 0) return;
    // Keys are numbered as they are used: an old one would only be topped up.
    const std::uint64_t first = s.steth.seed_deposits_count->truncate_u64();
    desk_.send({desk_.at("depositSecurityModule"), desk_.at("stakingRouter")},
               stack::lido_deposit(u256(1U), {first, first + n}));
}

void Lido::tip(std::uint64_t beat) {
    const std::uint64_t day = beat * kBeat / kDay;
    if (day == tipped_day_) return;
    tipped_day_ = day;
    const auto pay = [&](const Address& to, const u256& staked) {
        const u256 amount = part_down(part_down(staked, kTipsYearly), {1, 365});
        if (amount.is_zero()) return;
        desk_.command(
            chain::command::SetBalance{builder_, wrapping_add(desk_.ether_of(builder_), amount)});
        desk_.send({builder_, to, amount}, {});
    };
    const lido::State& lido = desk_.world().lido;
    pay(desk_.at("elVault"), lido.steth.cl_validators_balance->raw);
    u256 restaked;
    for (const char* name : {"operatorDelegator0", "operatorDelegator1"}) {
        const Address pod = desk_.world().eigenlayer.pods.owner_to_pod[desk_.at(name)];
        const std::uint64_t n = desk_.world().eigenlayer.pods.rows[pod].active_validator_count;
        restaked = wrapping_add(restaked, ether(32 * n));
    }
    pay(desk_.at("rewardHandler"), restaked);
}

}  // namespace aq::autopilot
