// SPDX-License-Identifier: Apache-2.0
#include <aquifer/autopilot/renzo.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/renzo/queries_withdraw.hpp>
#include <aquifer/protocols/renzo/types.hpp>

#include <algorithm>
#include <array>

namespace aq::autopilot {

namespace {

namespace delegation = eigenlayer::delegation_manager;

constexpr u256 kGwei = 1'000'000'000_u256;
constexpr std::uint64_t kStakesMax = 16;
constexpr std::uint64_t kCheckpointSeconds = 7 * kDay;
/// Keys of Renzo's validators; Lido's are numbered from zero.
constexpr std::uint64_t kFirstKey = std::uint64_t{1} << 32U;
/// Less is not worth the way through the queue: a twentieth of an ether.
constexpr u256 kWorthwhile = 50'000'000'000'000'000_u256;

u256 wei_of(const eigenlayer::Gwei& gwei) {
    return wrapping_mul(u256(gwei.raw), kGwei);
}

/// Whether nobody has chosen others.
bool has_mainnets_buffers(const stack::RenzoParameters& planned) {
    const stack::RenzoParameters mainnets;
    return planned.eth_buffer_target == mainnets.eth_buffer_target &&
           planned.steth_buffer_target == mainnets.steth_buffer_target &&
           planned.wbeth_buffer_target == mainnets.wbeth_buffer_target;
}

}  // namespace

Renzo::Renzo(Desk& desk, const Settings& settings)
    : desk_(desk),
      crowd_(settings.crowd),
      delegators_{desk.at("operatorDelegator0"), desk.at("operatorDelegator1")},
      admin_(desk.at("renzoRestakeAdmin")) {}

Address Renzo::pod_of(const Address& delegator) {
    return desk_.world().eigenlayer.pods.owner_to_pod[delegator];
}

void Renzo::set_up() {
    if (!has_mainnets_buffers(desk_.chain().options().genesis.plan.renzo)) return;
    using Target = renzo::TokenWithdrawBuffer;
    const auto ether_each = [&](const Fraction& each) {
        return renzo::Amount(part_down(ether(crowd_ + 1), each));
    };
    const std::vector<Target> targets{{renzo::kNative, ether_each({1, 1})},
                                      {desk_.at("lido"), ether_each({1, 1})},
                                      {desk_.at("wbeth"), ether_each({1, 5})}};
    const auto& now = desk_.world().renzo.withdrawals.buffer_target;
    if (now[renzo::kNative] <= targets[0].bufferAmount) return;
    desk_.call({desk_.at("renzoAdmin"), desk_.at("withdrawQueue")}, "updateWithdrawBufferTarget",
               targets);
}

void Renzo::keep() {
    stake();
    for (const Address& delegator : delegators_) {
        verify(delegator);
        checkpoint(delegator);
        track_slashes(delegator);
        complete(delegator);
        queue_ether(delegator);
    }
    queue_tokens(desk_.at("lido"));
    queue_tokens(desk_.at("wbeth"));
    exit_validators();
}

void Renzo::stake() {
    const stack::World& w = desk_.world();
    const Address queue = desk_.at("depositQueue");
    const std::uint64_t n =
        std::min(div_down(desk_.ether_of(queue), ether(32))->truncate_u64(), kStakesMax);
    for (std::uint64_t i = 0; i < n; ++i) {
        // The deposit contract's count gives each a number of its own.
        const std::uint64_t number = *w.beacon.deposit_count + i;
        desk_.send({admin_, queue},
                   stack::stake_from_queue(w, delegators_[number % delegators_.size()],
                                           u256(kFirstKey + number)));
    }
}

void Renzo::verify(const Address& delegator) {
    stack::World& w = desk_.world();
    const beacon::Trees* trees = stack::trees_at(w, w.block.time);
    if (trees == nullptr) return;
    const auto validators = stack::provable_validators(w, trees->state(), pod_of(delegator));
    if (validators.empty()) return;
    desk_.send({admin_, delegator},
               stack::verify_withdrawal_credentials(*trees, w.block.time, validators));
}

void Renzo::checkpoint(const Address& delegator) {
    stack::World& w = desk_.world();
    const Address pod = pod_of(delegator);
    const eigenlayer::Pod& row = w.eigenlayer.pods.rows[pod];
    if (row.current_checkpoint_timestamp != 0) {
        if (w.renzo.delegators.rows[delegator].current_checkpoint == 0) return;
        auto proofs = stack::verify_checkpoint_proofs(w, pod);
        if (proofs.has_value()) desk_.send({admin_, delegator}, std::move(*proofs));
        return;
    }
    // Renzo's delegators ask for at least a gwei that no checkpoint has seen.
    const u256 unseen = above(desk_.ether_of(pod), wei_of(row.restaked_execution_layer));
    const bool due = desk_.now() >= row.last_checkpoint_timestamp + kCheckpointSeconds;
    if (!due || row.active_validator_count == 0 || unseen < kGwei) return;
    desk_.call({admin_, delegator}, "startCheckpoint");
}

void Renzo::queue_ether(const Address& delegator) {
    const stack::World& w = desk_.world();
    const Address pod = pod_of(delegator);
    const u256 found = wei_of(w.eigenlayer.pods.rows[pod].restaked_execution_layer);
    const auto& holding = w.renzo.delegators.holdings[renzo::HoldingKey(delegator, renzo::kNative)];
    if (!holding.queued.is_zero() || found < kWorthwhile) return;
    const auto shares = delegation::get_withdrawable_shares(w.eigenlayer, delegator,
                                                            {eigenlayer::kBeaconChainStrategy});
    if (!shares.has_value() || std::get<0>(*shares)[0].raw < found) return;
    desk_.call({admin_, delegator}, "queueWithdrawals", std::vector<Address>{renzo::kNative},
               std::vector<u256>{found});
}

void Renzo::queue_tokens(const Address& token) {
    const auto& holdings = desk_.world().renzo.delegators.holdings;
    std::optional<Address> largest;
    u256 held;
    for (const Address& delegator : delegators_) {
        if (!holdings[renzo::HoldingKey(delegator, token)].queued.is_zero()) return;
        const u256 here = desk_.number(delegator, "getTokenBalanceFromStrategy", token);
        if (here <= held) continue;
        held = here;
        largest = delegator;
    }
    const u256 lacking = desk_.number(desk_.at("withdrawQueue"), "getWithdrawDeficit", token);
    if (!largest.has_value() || lacking < ether(1)) return;
    const u256 amount = std::min(lacking, part_down(held, {9, 10}));
    if (amount < kWorthwhile) return;
    desk_.call({admin_, *largest}, "queueWithdrawals", std::vector<Address>{token},
               std::vector<u256>{amount});
}

void Renzo::complete(const Address& delegator) {
    const eigenlayer::State& s = desk_.world().eigenlayer;
    for (const Hash& root : s.delegation.queued_roots.all(delegator)) {
        const eigenlayer::Withdrawal ticket = delegation::queued_withdrawal(s, root);
        const std::uint64_t last =
            std::uint64_t{ticket.startBlock} + s.parameters.min_withdrawal_delay_blocks;
        if (desk_.next_block() <= last || ticket.strategies.size() != 1) continue;
        const Address& strategy = ticket.strategies[0];
        const Address token = strategy == eigenlayer::kBeaconChainStrategy
                                  ? renzo::kNative
                                  : s.strategies.rows[strategy].underlying_token;
        // Asked for each collateral token: it has no answer for one whose reserve is a wei short.
        const bool open = std::ranges::all_of(
            std::array{desk_.at("lido"), desk_.at("wbeth")}, [&](const Address& collateral) {
                return desk_.ask(desk_.at("withdrawQueue"), "getWithdrawDeficit", collateral)
                    .has_value();
            });
        if (!open) continue;
        desk_.call({admin_, delegator}, "completeQueuedWithdrawal", ticket,
                   std::vector<Address>{token});
    }
}

void Renzo::track_slashes(const Address& delegator) {
    const stack::World& w = desk_.world();
    std::vector<Hash> hit;
    for (const Hash& root : w.eigenlayer.delegation.queued_roots.all(delegator)) {
        const auto queued = delegation::get_queued_withdrawal(w.eigenlayer, w.block, root);
        if (!queued.has_value()) continue;
        const auto& [ticket, shares] = *queued;
        for (std::size_t i = 0; i < shares.size(); ++i) {
            const Address& strategy = ticket.strategies[i];
            const Address token = strategy == eigenlayer::kBeaconChainStrategy
                                      ? renzo::kNative
                                      : w.eigenlayer.strategies.rows[strategy].underlying_token;
            const renzo::QueuedAsset& asset =
                w.renzo.delegators.queued_assets[renzo::QueuedAssetKey(delegator, root, token)];
            const u256 lost = above(asset.initial.raw, shares[i].raw);
            if (lost > asset.slashed_delta.raw) hit.push_back(root);
        }
    }
    if (hit.empty()) return;
    desk_.call({admin_, delegator}, "emergencyTrackSlashedQueuedWithdrawalDelta", hit);
}

void Renzo::exit_validators() {
    const stack::World& w = desk_.world();
    const renzo::BufferQueue& waiting = w.renzo.withdrawals.queue[renzo::kNative];
    u256 lacking = above(waiting.to_fill.raw, waiting.filled.raw);
    // What is on its way already: queued for withdrawal, in the pods, or leaving the beacon chain.
    std::vector<std::uint64_t> staying;
    for (const Address& delegator : delegators_) {
        const Address pod = pod_of(delegator);
        lacking = above(lacking, desk_.ether_of(pod));
        for (const std::uint64_t i : stack::validators_of_pod(
                 w, *w.beacon.feed, pod, eigenlayer::ValidatorStatus::kActive)) {
            const beacon::Validator& v = w.beacon.feed->registry[i];
            if (v.exit_epoch == beacon::kFar) {
                staying.push_back(i);
            } else {
                lacking = above(lacking, wrapping_mul(u256(v.balance.raw), kGwei));
            }
        }
    }
    const std::uint64_t n =
        std::min<std::uint64_t>(div_down(lacking, ether(32))->truncate_u64(), staying.size());
    for (std::uint64_t i = 0; i < n; ++i) {
        // One that has not served long enough cannot leave yet: there are others, and other days.
        static_cast<void>(desk_.chain().command(chain::command::Exit{"", 0, {staying[i]}}));
    }
}

}  // namespace aq::autopilot
