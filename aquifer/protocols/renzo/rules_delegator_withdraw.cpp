// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/maths.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/eigenlayer/queries_strategy.hpp>
#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>
#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/renzo/moves_delegator.hpp>
#include <aquifer/protocols/renzo/queries_delegator.hpp>
#include <aquifer/protocols/renzo/queries_withdraw.hpp>
#include <aquifer/protocols/renzo/rules_delegator.hpp>
#include <aquifer/protocols/renzo/rules_deposit_queue.hpp>
#include <aquifer/protocols/renzo/steps.hpp>
#include <aquifer/protocols/renzo/steps_delegator.hpp>

#include <algorithm>

namespace aq::renzo::operator_delegator {

namespace {

namespace delegation_manager = eigenlayer::delegation_manager;
using eigenlayer::DepositShares;
using eigenlayer::ScaledShares;

/// OperatorDelegatorStorage.MIN_REDEPOSIT_AMOUNT: only more than this is deposited again.
constexpr Amount kMinRedeposit{10'000_u256};

Call to_delegation(const Ports& ports, const Call& call) {
    return step::message(call.to, ports.eigenlayer.self.at.delegation_manager);
}

/// An asset and how much of it to withdraw: native ether is its own share.
struct Asked {
    Address strategy;
    Shares shares;
};

Result<Asked> shares_for(Tx& tx, const Ports& ports, const Address& delegator, const Address& token,
                         const u256& amount) {
    if (token == kNative) return Asked{eigenlayer::kBeaconChainStrategy, Shares(amount)};
    const Address& strategy = ports.self.delegators.holdings[HoldingKey(delegator, token)].strategy;
    AQ_REQUIRE(strategy != kZeroAddress, error::InvalidZeroInput);
    const Shares shares = AQ_TRY(eigenlayer::strategy::underlying_to_shares_down(
        tx, ports.eigenlayer, strategy, Amount(amount)));
    return Asked{strategy, shares};
}

/// One withdrawal of one asset.
Result<Hash> queue_withdrawal(Tx& tx, Ports& ports, const Call& call, const Address& token,
                              const u256& amount) {
    State& s = ports.self;
    const eigenlayer::State& eigen = ports.eigenlayer.self;
    const auto [strategy, shares] = AQ_TRY(shares_for(tx, ports, call.to, token, amount));
    // DelegationManager.convertToDepositShares, of one strategy.
    const DepositShares deposit_shares = AQ_TRY(eigenlayer::deposit_shares_for_down(
        shares, delegation_manager::deposit_scaling_factor(eigen, call.to, strategy),
        delegation_manager::slashing_factor(eigen, delegation_manager::delegated(eigen, call.to),
                                            strategy)));
    const Holding& holding = s.delegators.holdings[HoldingKey(call.to, token)];
    AQ_TRY(checked_add(holding.queued, shares));
    const u256 nonce = eigen.delegation.withdrawals_queued[call.to];
    const std::vector<Hash> roots = AQ_TRY(delegation_manager::queue_withdrawals(
        tx, ports.eigenlayer, to_delegation(ports, call),
        {{.strategies = {strategy}, .depositShares = {deposit_shares}, .withdrawer = call.to}}));
    const Hash& root = roots.front();
    move::queue_shares(tx.undo, s, {call.to, root, token}, shares);
    move::track_withdrawal(tx.undo, s, call.to, root);
    tx.log(call.to, WithdrawStarted{root,
                                    call.to,
                                    s.delegators.rows[call.to].delegate_address,
                                    call.to,
                                    nonce,
                                    u256(tx.block.number),
                                    {strategy},
                                    {deposit_shares}});
    return root;
}

/// What came back is no longer queued.
Result<void> count_out(Tx& tx, Ports& ports, const Call& call, const Hash& root,
                       const Withdrawal& withdrawal, const std::vector<Address>& tokens) {
    State& s = ports.self;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Address& token = tokens[i];
        AQ_REQUIRE(token != kZeroAddress, error::InvalidZeroInput);
        AQ_REQUIRE(token == kNative || withdrawal.strategies[i] != eigenlayer::kBeaconChainStrategy,
                   error::IncorrectStrategy);
        const Holding& holding = s.delegators.holdings[HoldingKey(call.to, token)];
        const QueuedAsset& asset = s.delegators.queued_assets[QueuedAssetKey(call.to, root, token)];
        AQ_TRY(checked_sub(holding.queued, asset.initial));
        AQ_TRY(checked_sub(holding.slashed_delta, asset.slashed_delta));
        move::complete_queued(tx.undo, s, {call.to, root, token});
    }
    return {};
}

/// One token that is here: first what its buffer lacks, then back into its strategy.
Result<void> use(Tx& tx, Ports& ports, const Call& call, const Address& token) {
    const Address& deposit_queue = ports.self.at.deposit_queue;
    Amount held = AQ_TRY(erc20::balance_of(tx, ports.tokens, token, call.to, call.to));
    const Amount deficit = AQ_TRY(withdraw_queue::withdraw_deficit(tx, ports, token));
    const Amount part = std::min(held, deficit);
    if (!part.is_zero()) {
        AQ_TRY(step::approve(tx, ports, token, call.to, deposit_queue, part));
        AQ_TRY(deposit_queue::fill_erc20_withdraw_buffer(
            tx, ports, step::message(call.to, deposit_queue), token, part));
        held = held - part;
    }
    if (held > kMinRedeposit) AQ_TRY(deposit_into_strategy(tx, ports, call.to, token, held));
    return {};
}

Result<void> use_all(Tx& tx, Ports& ports, const Call& call) {
    const auto& tokens = ports.self.manager.collateral_tokens;
    for (std::uint32_t i = 0; i < tokens.size(Only::kOne); ++i) {
        AQ_TRY(use(tx, ports, call, Address(tokens.at(Only::kOne, i))));
    }
    return {};
}

void log_completed(Tx& tx, const Call& call, const Hash& root, const Withdrawal& withdrawal) {
    tx.log(call.to, WithdrawCompleted{root, withdrawal.strategies, withdrawal.scaledShares});
}

/// The asset named for a withdrawal of one strategy is that strategy's.
bool is_asset_of(const Ports& ports, const Address& delegator, const Address& token,
                 const Address& strategy) {
    if (token == kNative) return strategy == eigenlayer::kBeaconChainStrategy;
    return strategy == ports.self.delegators.holdings[HoldingKey(delegator, token)].strategy;
}

/// What slashing has taken of one asset since it was queued.
Result<void> track_slashed(Tx& tx, Ports& ports, const Call& call, const move::QueuedIn& in,
                           const Shares& now) {
    State& s = ports.self;
    const QueuedAsset& asset =
        s.delegators.queued_assets[QueuedAssetKey(call.to, in.root, in.token)];
    const Shares lost = asset.initial > now ? asset.initial - now : Shares();
    const Holding& holding = s.delegators.holdings[HoldingKey(call.to, in.token)];
    AQ_TRY(checked_sub(holding.slashed_delta, asset.slashed_delta));
    move::set_slashed_delta(tx.undo, s, in, lost);
    return {};
}

}  // namespace

Result<std::vector<Hash>> queue_withdrawals(Tx& tx, Ports& ports, const Call& call,
                                            std::vector<Address> tokens,
                                            std::vector<u256> amounts) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), step::kReentrantCall);
    AQ_TRY(only_native_admin(ports.self, call));
    AQ_REQUIRE(tokens.size() == amounts.size(), error::MismatchedArrayLengths);
    std::vector<Hash> roots;
    roots.reserve(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        roots.push_back(AQ_TRY(queue_withdrawal(tx, ports, call, tokens[i], amounts[i])));
    }
    record_gas(tx, call);
    return roots;
}

Result<void> complete_queued_withdrawal(Tx& tx, Ports& ports, const Call& call,
                                        Withdrawal withdrawal, std::vector<Address> tokens) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), step::kReentrantCall);
    AQ_TRY(only_native_admin(ports.self, call));
    AQ_TRY(delegation_manager::complete_queued_withdrawal(
        tx, ports.eigenlayer, to_delegation(ports, call), withdrawal, tokens, true));
    const Hash root = delegation_manager::withdrawal_root(withdrawal);
    AQ_TRY(count_out(tx, ports, call, root, withdrawal, tokens));
    AQ_TRY(use_all(tx, ports, call));
    log_completed(tx, call, root, withdrawal);
    record_gas(tx, call);
    return {};
}

Result<void> complete_queued_withdrawals(Tx& tx, Ports& ports, const Call& call,
                                         std::vector<Withdrawal> withdrawals,
                                         std::vector<std::vector<Address>> tokens,
                                         std::vector<bool> receive_as_tokens) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), step::kReentrantCall);
    AQ_TRY(only_native_admin(ports.self, call));
    AQ_REQUIRE(
        tokens.size() == withdrawals.size() && receive_as_tokens.size() == withdrawals.size(),
        error::MismatchedArrayLengths);
    AQ_REQUIRE(std::ranges::all_of(receive_as_tokens, [](bool as_tokens) { return as_tokens; }),
               error::OnlyReceiveAsTokenAllowed);
    AQ_TRY(delegation_manager::complete_queued_withdrawals(
        tx, ports.eigenlayer, to_delegation(ports, call), withdrawals, tokens, receive_as_tokens));
    for (std::size_t i = 0; i < withdrawals.size(); ++i) {
        const Hash root = delegation_manager::withdrawal_root(withdrawals[i]);
        AQ_TRY(count_out(tx, ports, call, root, withdrawals[i], tokens[i]));
        log_completed(tx, call, root, withdrawals[i]);
    }
    AQ_TRY(use_all(tx, ports, call));
    record_gas(tx, call);
    return {};
}

Result<void> emergency_track_queued_withdrawals(Tx& tx, Ports& ports, const Call& call,
                                                std::vector<Withdrawal> withdrawals,
                                                std::vector<Address> tokens) {
    State& s = ports.self;
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), step::kReentrantCall);
    AQ_TRY(only_role(s, call, role::kEmergencyWithdrawTrackingAdmin,
                     error::NotEmergencyWithdrawTrackingAdmin));
    AQ_REQUIRE(withdrawals.size() == tokens.size(), error::MismatchedArrayLengths);
    const eigenlayer::State& eigen = ports.eigenlayer.self;
    for (std::size_t i = 0; i < withdrawals.size(); ++i) {
        const Withdrawal& withdrawal = withdrawals[i];
        const Address& token = tokens[i];
        AQ_REQUIRE(withdrawal.staker == call.to, error::InvalidStakerAddress);
        const Hash root = delegation_manager::withdrawal_root(withdrawal);
        AQ_REQUIRE(!s.delegators.withdrawal_tracked[WithdrawalKey(call.to, root)],
                   error::WithdrawalAlreadyTracked);
        AQ_REQUIRE(eigen.delegation.queued_withdrawals.contains(root),
                   error::WithdrawalAlreadyCompleted);
        // Forced undelegation queues one withdrawal a strategy.
        AQ_REQUIRE(is_asset_of(ports, call.to, token, withdrawal.strategies.front()),
                   error::IncorrectStrategy);
        const auto [queued, shares] =
            AQ_TRY(delegation_manager::get_queued_withdrawal(eigen, tx.block, root));
        const Holding& holding = s.delegators.holdings[HoldingKey(call.to, token)];
        AQ_TRY(checked_add(holding.queued, shares.front()));
        move::queue_shares(tx.undo, s, {call.to, root, token}, shares.front());
        move::track_withdrawal(tx.undo, s, call.to, root);
    }
    return {};
}

Result<void> emergency_track_slashed_queued_withdrawal_delta(Tx& tx, Ports& ports, const Call& call,
                                                             std::vector<Hash> roots) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), step::kReentrantCall);
    for (const Hash& root : roots) {
        AQ_REQUIRE(ports.self.delegators.withdrawal_tracked[WithdrawalKey(call.to, root)],
                   error::WithdrawalNotQueued);
        // A completed withdrawal is answered without strategies.
        const auto [queued, shares] = AQ_TRY(
            delegation_manager::get_queued_withdrawal(ports.eigenlayer.self, tx.block, root));
        for (std::size_t i = 0; i < shares.size(); ++i) {
            const Address token = token_of_strategy(ports, queued.strategies[i]);
            AQ_TRY(track_slashed(tx, ports, call, {call.to, root, token}, shares[i]));
        }
    }
    return {};
}

}  // namespace aq::renzo::operator_delegator
