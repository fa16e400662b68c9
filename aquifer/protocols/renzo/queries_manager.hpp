// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The RestakeManager's view of all there is: the value of every asset of every delegator.

#include <aquifer/protocols/renzo/state.hpp>

#include <tuple>
#include <vector>

namespace aq::renzo::restake_manager {

/// What calculateTVLs answers, row by row: each delegator's collateral tokens in the list's order,
/// then its native ether, then their sum.
struct Tvls {
    /// Collateral tokens.
    std::uint32_t tokens = 0;
    std::uint32_t delegators = 0;
    std::vector<Wei> cells;
    /// Of all that counts, queues and all.
    Wei total;

    [[nodiscard]] const Wei& of_token(std::uint32_t delegator, std::uint32_t token) const {
        return cells[delegator * (tokens + 2) + token];
    }
    [[nodiscard]] const Wei& native(std::uint32_t delegator) const {
        return of_token(delegator, tokens);
    }
    [[nodiscard]] const Wei& sum(std::uint32_t delegator) const {
        return of_token(delegator, tokens + 1);
    }
    /// One column over all delegators; `tokens` is native ether.
    [[nodiscard]] Result<Wei> column(std::uint32_t token) const;
};

/// RestakeManager.calculateTVLs, in ether: `OperatoDelegatorNotDelegated`, and whatever one of the
/// sources refuses with.
Result<Tvls> calculate_tvls(Tx& tx, const Ports& ports);

/// The tables as the contract answers them.
using TokenTvls = std::vector<std::vector<Wei>>;
TokenTvls token_tvls(const Tvls& tvls);
std::vector<Wei> delegator_tvls(const Tvls& tvls);
/// calculateTVLs().
Result<std::tuple<TokenTvls, std::vector<Wei>, Wei>> calculate_tvls(const View& view);

/// Where a token or delegator stands in its list; the list's size if it is not there.
std::uint32_t position(const List<Only, Address>& list, const Address& member);

/// RestakeManager.getCollateralTokenIndex. `NotFound`.
Result<std::uint32_t> collateral_index(const State& s, const Address& token);

/// RestakeManager.chooseOperatorDelegatorForDeposit: the first below its share. `NotFound`.
Result<Address> choose_for_deposit(const State& s, const std::vector<Wei>& delegator_tvls,
                                   Wei total);
Result<Address> choose_for_deposit(const State& s, const Tvls& tvls);
/// RestakeManager.chooseOperatorDelegatorForWithdraw: the first above its share that has enough,
/// else the first that has. `NotFound`.
Result<Address> choose_for_withdraw(const View& view, u256 token_index, Wei value,
                                    TokenTvls token_tvls, std::vector<Wei> delegator_tvls,
                                    Wei total);

/// The getter of a list: an index past its end reverts without data.
Result<Address> at_index(const List<Only, Address>& list, const u256& index);

}  // namespace aq::renzo::restake_manager
