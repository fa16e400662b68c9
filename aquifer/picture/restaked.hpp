// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Who has what in EigenLayer's strategies and pods, and who may take how much of it, as rows.

#include <aquifer/protocols/eigenlayer/state.hpp>

#include <vector>

namespace aq::picture {

/// What a staker has in a strategy, native ether among them.
struct Position {
    Address staker;
    Address strategy;
    /// Zero: delegated to nobody.
    Address operator_at;
    eigenlayer::DepositShares deposited;
    /// What would be paid now, without what is queued.
    eigenlayer::Shares withdrawable;
    /// What queued withdrawals would pay, if nothing changes any more.
    eigenlayer::Shares queued;
};
/// All that is not empty: stakers in the order of their first deposit, strategies as listed.
std::vector<Position> positions(const eigenlayer::State& s, const Block& now);

/// Strategies in the order of their making, native ether last.
std::vector<Address> strategies_of(const eigenlayer::State& s);
/// Accounts that are operators.
std::vector<Address> operators_of(const eigenlayer::State& s);
/// Operator sets by AVS, in the order of their making.
std::vector<eigenlayer::OperatorSet> sets_of(const eigenlayer::State& s);

/// What an operator set may slash of an operator's shares now.
struct Slashable {
    eigenlayer::OperatorSet set;
    Address operator_at;
    Address strategy;
    eigenlayer::Shares shares;
};
/// All that is not zero. Withdrawals that are queued and can still be slashed are not included.
std::vector<Slashable> slashable_now(const eigenlayer::State& s, const Block& now);

}  // namespace aq::picture
