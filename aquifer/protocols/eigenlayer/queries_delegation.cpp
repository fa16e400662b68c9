// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>

#include <aquifer/protocols/eigenlayer/maths.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/rules_pods.hpp>
#include <aquifer/protocols/eigenlayer/signatures.hpp>

#include <array>

namespace aq::eigenlayer::delegation_manager {

namespace {

Factor with_beacon_chain(const State& s, const Delegated& who, const Address& strategy,
                         const Magnitude& magnitude) {
    if (strategy != kBeaconChainStrategy) return Factor(u256(magnitude.raw));
    const Magnitude beacon = eigen_pod_manager::slashing_factor(s, who.staker);
    // Both are at most 1, so the product cannot leave the range.
    return Factor(*mul_wad_down(u256(magnitude.raw), u256(beacon.raw)));
}

/// More are not looked through for one of them: hashing is as quick.
constexpr std::uint32_t kFewWaiting = 8;

bool is_queued_as(const Delegation& d, const Hash& root, const Withdrawal& w) {
    const QueuedWithdrawal& row = d.queued_withdrawals[root];
    const QueuedWithdrawal asked{w.staker, w.delegatedTo, w.withdrawer, w.startBlock, w.nonce};
    if (!(row == asked) || w.strategies.size() != w.scaledShares.size() ||
        w.strategies.size() != d.queued_strategies.size(root)) {
        return false;
    }
    for (std::uint32_t i = 0; i < w.strategies.size(); ++i) {
        const QueuedStrategy strategy{w.strategies[i], w.scaledShares[i]};
        if (!(d.queued_strategies.at(root, i) == strategy)) return false;
    }
    return true;
}

/// The words of an encoded withdrawal, written in place.
class Words {
public:
    explicit Words(std::uint8_t* at) : at_(at) {}

    template <class T>
    Words& operator<<(const T& value) {
        AbiCodec<T>::write(at_, value);
        at_ += 32;
        return *this;
    }
    template <class T>
    Words& operator<<(const std::vector<T>& values) {
        *this << u256(values.size());
        for (const T& value : values) *this << value;
        return *this;
    }

private:
    std::uint8_t* at_;
};

/// The offset of the tuple, its seven heads, and the two lengths.
constexpr std::size_t kFixedWords = 10;
constexpr std::size_t kHeads = 7;

}  // namespace

bool is_operator(const State& s, const Address& account) {
    return account != kZeroAddress && s.delegation.delegated_to[account] == account;
}

bool is_delegated(const State& s, const Address& staker) {
    return s.delegation.delegated_to[staker] != kZeroAddress;
}

Shares operator_shares(const State& s, const Address& operator_at, const Address& strategy) {
    return s.delegation.operator_shares[StrategyKey(operator_at, strategy)];
}

Delegated delegated(const State& s, const Address& staker) {
    return {staker, s.delegation.delegated_to[staker]};
}

Factor slashing_factor(const State& s, const Delegated& who, const Address& strategy) {
    return with_beacon_chain(s, who, strategy,
                             allocation_manager::max_magnitude(s, who.operator_at, strategy));
}

Factor slashing_factor_at_block(const State& s, const Delegated& who, const Address& strategy,
                                std::uint32_t block) {
    return with_beacon_chain(
        s, who, strategy,
        allocation_manager::max_magnitude_at_block(s, who.operator_at, strategy, block));
}

Factor deposit_scaling_factor(const State& s, const Address& staker, const Address& strategy) {
    return scaling_factor(s.delegation.deposit_scaling_factor[StrategyKey(staker, strategy)]);
}

DepositShares deposit_shares(const State& s, const Address& staker, const Address& strategy) {
    if (strategy == kBeaconChainStrategy) {
        return eigen_pod_manager::staker_deposit_shares(s, staker);
    }
    return s.strategy_manager.deposit_shares[StrategyKey(staker, strategy)];
}

Result<std::uint32_t> slashable_until(const State& s, std::uint32_t start_block) {
    std::uint32_t until = 0;
    if (__builtin_add_overflow(start_block, s.parameters.min_withdrawal_delay_blocks, &until)) {
        return std::unexpected(Revert(Arithmetic::kOverflow));
    }
    return until;
}

Result<Shares> slashed_in_queue_down(const State& s, const Block& block, const StrategyKey& of,
                                     const MagnitudeFall& fall) {
    // Nothing is left to take.
    if (fall.previous.is_zero()) return Shares();
    const auto& history = s.delegation.cumulative_scaled;
    const std::uint64_t window = std::uint64_t{s.parameters.min_withdrawal_delay_blocks} + 1;
    AQ_REQUIRE(block.number32() >= window, Arithmetic::kOverflow);
    const auto before_window = static_cast<std::uint32_t>(block.number32() - window);
    const ScaledShares queued = AQ_TRY(checked_sub(
        history.latest(of, ScaledShares()), history.at_block(of, before_window, ScaledShares())));
    const Shares worth = AQ_TRY(paid_down(queued, Factor(u256(fall.previous.raw))));
    return slashed_down(worth, fall.previous, fall.next);
}

Hash withdrawal_root(const Withdrawal& w) {
    const std::size_t size = 32 * (kFixedWords + w.strategies.size() + w.scaledShares.size());
    std::array<std::uint8_t, 32 * (kFixedWords + 32)> small;  // NOLINT(*member-init): all written
    Bytes large;
    std::uint8_t* at = small.data();
    if (size > small.size()) {
        large.resize(size);
        at = large.data();
    }
    const std::size_t strategies_at = 32 * kHeads;
    const std::size_t shares_at = strategies_at + 32 * (1 + w.strategies.size());
    Words(at) << u256(32U) << w.staker << w.delegatedTo << w.withdrawer << w.nonce << w.startBlock
              << u256(strategies_at) << u256(shares_at) << w.strategies << w.scaledShares;
    return keccak(BytesView(at, size));
}

Hash withdrawal_root(const State& s, const Withdrawal& w) {
    const Delegation& d = s.delegation;
    const std::uint32_t waiting = d.queued_roots.size(w.staker);
    if (waiting > kFewWaiting) return withdrawal_root(w);
    for (std::uint32_t i = 0; i < waiting; ++i) {
        const Hash& root = d.queued_roots.at(w.staker, i);
        if (is_queued_as(d, root, w)) return root;
    }
    return withdrawal_root(w);
}

Withdrawal queued_withdrawal(const State& s, const Hash& root) {
    const Delegation& d = s.delegation;
    const QueuedWithdrawal& row = d.queued_withdrawals[root];
    Withdrawal out{row.staker, row.delegated_to, row.withdrawer, row.nonce, row.start_block, {},
                   {}};
    const std::uint32_t n = d.queued_strategies.size(root);
    out.strategies.reserve(n);
    out.scaledShares.reserve(n);
    for (std::uint32_t i = 0; i < n; ++i) {
        const QueuedStrategy& queued = d.queued_strategies.at(root, i);
        out.strategies.push_back(queued.strategy);
        out.scaledShares.push_back(queued.scaled);
    }
    return out;
}

Hash delegation_approval_digest(const State& s, const Block& block,
                                const DelegationApproval& approval) {
    return eip712_digest(
        domain_separator(s, block, s.at.delegation_manager),
        keccak(abi_encode(kDelegationApprovalTypehash, approval.approver, approval.staker,
                          approval.operator_at, approval.salt, approval.expiry)));
}

std::vector<Shares> get_operator_shares(const State& s, const Address& operator_at,
                                        const std::vector<Address>& strategies) {
    std::vector<Shares> out;
    out.reserve(strategies.size());
    for (const Address& strategy : strategies) {
        out.push_back(operator_shares(s, operator_at, strategy));
    }
    return out;
}

std::vector<std::vector<Shares>> get_operators_shares(const State& s,
                                                      const std::vector<Address>& operators,
                                                      const std::vector<Address>& strategies) {
    std::vector<std::vector<Shares>> out;
    out.reserve(operators.size());
    for (const Address& operator_at : operators) {
        out.push_back(get_operator_shares(s, operator_at, strategies));
    }
    return out;
}

Result<Shares> get_slashable_shares_in_queue(const State& s, const Block& block,
                                             const Address& operator_at, const Address& strategy) {
    const Magnitude now = allocation_manager::max_magnitude(s, operator_at, strategy);
    return slashed_in_queue_down(s, block, StrategyKey(operator_at, strategy), {now, Magnitude()});
}

Result<WithdrawableAndDeposited> get_withdrawable_shares(const State& s, const Address& staker,
                                                         const std::vector<Address>& strategies) {
    const Delegated who = delegated(s, staker);
    WithdrawableAndDeposited out;
    auto& [withdrawable, deposited] = out;
    withdrawable.reserve(strategies.size());
    deposited.reserve(strategies.size());
    for (const Address& strategy : strategies) {
        deposited.push_back(deposit_shares(s, staker, strategy));
        withdrawable.push_back(
            AQ_TRY(withdrawable_down(deposited.back(), deposit_scaling_factor(s, staker, strategy),
                                     slashing_factor(s, who, strategy))));
    }
    return out;
}

Deposits get_deposited_shares(const State& s, const Address& staker) {
    Deposits out;
    auto& [strategies, deposits] = out;
    strategies = s.strategy_manager.staker_strategies.all(staker);
    const DepositShares native = eigen_pod_manager::staker_deposit_shares(s, staker);
    if (!native.is_zero()) strategies.push_back(kBeaconChainStrategy);
    deposits.reserve(strategies.size());
    for (const Address& strategy : strategies) {
        deposits.push_back(deposit_shares(s, staker, strategy));
    }
    return out;
}

Result<std::vector<DepositShares>> convert_to_deposit_shares(
    const State& s, const Address& staker, const std::vector<Address>& strategies,
    const std::vector<Shares>& withdrawable) {
    const Delegated who = delegated(s, staker);
    std::vector<DepositShares> out;
    out.reserve(strategies.size());
    for (std::size_t i = 0; i < strategies.size(); ++i) {
        if (i >= withdrawable.size()) return std::unexpected(Revert::panic(kPanicIndexOutOfRange));
        out.push_back(AQ_TRY(deposit_shares_for_down(
            withdrawable[i], deposit_scaling_factor(s, staker, strategies[i]),
            slashing_factor(s, who, strategies[i]))));
    }
    return out;
}

Result<WithdrawalAndShares> get_queued_withdrawal(const State& s, const Block& block,
                                                  const Hash& root) {
    WithdrawalAndShares out{queued_withdrawal(s, root), {}};
    auto& [withdrawal, shares] = out;
    const Delegated who{withdrawal.staker, withdrawal.delegatedTo};
    const std::uint32_t until = AQ_TRY(slashable_until(s, withdrawal.startBlock));
    shares.reserve(withdrawal.strategies.size());
    for (std::size_t i = 0; i < withdrawal.strategies.size(); ++i) {
        const Address& strategy = withdrawal.strategies[i];
        const Factor slashing = until < block.number32()
                                    ? slashing_factor_at_block(s, who, strategy, until)
                                    : slashing_factor(s, who, strategy);
        shares.push_back(AQ_TRY(paid_down(withdrawal.scaledShares[i], slashing)));
    }
    return out;
}

Result<WithdrawalsAndShares> get_queued_withdrawals(const State& s, const Block& block,
                                                    const Address& staker) {
    const auto& roots = s.delegation.queued_roots;
    WithdrawalsAndShares out;
    for (std::uint32_t i = 0; i < roots.size(staker); ++i) {
        auto [withdrawal, shares] = AQ_TRY(get_queued_withdrawal(s, block, roots.at(staker, i)));
        std::get<0>(out).push_back(std::move(withdrawal));
        std::get<1>(out).push_back(std::move(shares));
    }
    return out;
}

}  // namespace aq::eigenlayer::delegation_manager
