// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/queries_manager.hpp>

#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/renzo/errors.hpp>
#include <aquifer/protocols/renzo/maths.hpp>
#include <aquifer/protocols/renzo/queries_delegator.hpp>
#include <aquifer/protocols/renzo/queries_oracle.hpp>

namespace aq::renzo::restake_manager {

namespace {

/// Renzo and EigenLayer must agree on whom a delegator is delegated to.
Result<void> only_delegated(const Ports& ports, const Address& delegator) {
    const Address& believed = ports.self.delegators.rows[delegator].delegate_address;
    const Address& actual = ports.eigenlayer.self.delegation.delegated_to[delegator];
    AQ_REQUIRE(believed != kZeroAddress && believed == actual, error::OperatoDelegatorNotDelegated);
    return {};
}

/// A collateral token's price, read when the first delegator's row is: all rows see the same.
struct Collateral {
    Address token;
    u256 price;
};

/// floor(floor(bps·total / 100) / 100).
Result<Wei> share_of(const State& s, const Address& delegator, Wei total) {
    const u256 percent =
        AQ_TRY(mul_then_div_down(s.manager.allocation_bps[delegator], total.raw, 100_u256));
    return Wei(AQ_TRY(div_down(percent, 100_u256)));
}

}  // namespace

Result<Wei> Tvls::column(std::uint32_t token) const {
    Wei sum;
    for (std::uint32_t i = 0; i < delegators; ++i) {
        sum = AQ_TRY(checked_add(sum, of_token(i, token)));
    }
    return sum;
}

Result<Tvls> calculate_tvls(Tx& tx, const Ports& ports) {
    const State& s = ports.self;
    const auto& delegators = s.manager.operator_delegators;
    Tvls out;
    out.delegators = delegators.size(Only::kOne);
    out.tokens = s.manager.collateral_tokens.size(Only::kOne);
    out.cells.reserve(std::size_t{out.delegators} * (out.tokens + 2));
    std::vector<Collateral> collateral;
    collateral.reserve(out.tokens);
    // What waits in the queue counts once, with the first delegator; without any it does not count.
    Wei queued;
    for (std::uint32_t i = 0; i < out.delegators; ++i) {
        const Address delegator = delegators.at(Only::kOne, i);
        AQ_TRY(only_delegated(ports, delegator));
        Wei sum;
        for (std::uint32_t j = 0; j < out.tokens; ++j) {
            if (i == 0) {
                collateral.push_back({s.manager.collateral_tokens.at(Only::kOne, j), u256()});
            }
            const Address& token = collateral[j].token;
            const Amount held = AQ_TRY(
                operator_delegator::token_balance_from_strategy(tx, ports, delegator, token));
            if (i == 0) collateral[j].price = AQ_TRY(oracle::price(tx, ports, token));
            const u256& price = collateral[j].price;
            out.cells.push_back(AQ_TRY(oracle::value_down(price, held)));
            sum = AQ_TRY(checked_add(sum, out.cells.back()));
            if (i == 0) {
                const Amount waiting = AQ_TRY(erc20::balance_of(
                    tx, ports.tokens, token, s.at.restake_manager, s.at.withdraw_queue));
                queued = AQ_TRY(checked_add(queued, AQ_TRY(oracle::value_down(price, waiting))));
            }
        }
        out.cells.push_back(AQ_TRY(operator_delegator::staked_eth_balance(ports, delegator)));
        sum = AQ_TRY(checked_add(sum, out.cells.back()));
        out.cells.push_back(sum);
        out.total = AQ_TRY(checked_add(out.total, sum));
    }
    // stETH at Lido counts one to one.
    for (const Wei& part :
         {ports.accounts.ether[s.at.deposit_queue], ports.accounts.ether[s.at.withdraw_queue],
          queued, Wei(s.withdrawals.st_eth_pending->raw)}) {
        out.total = AQ_TRY(checked_add(out.total, part));
    }
    return out;
}

TokenTvls token_tvls(const Tvls& tvls) {
    TokenTvls out(tvls.delegators);
    for (std::uint32_t i = 0; i < tvls.delegators; ++i) {
        const auto row = tvls.cells.begin() + static_cast<std::ptrdiff_t>(i * (tvls.tokens + 2));
        out[i].assign(row, row + tvls.tokens + 1);
    }
    return out;
}

std::vector<Wei> delegator_tvls(const Tvls& tvls) {
    std::vector<Wei> out;
    out.reserve(tvls.delegators);
    for (std::uint32_t i = 0; i < tvls.delegators; ++i) out.push_back(tvls.sum(i));
    return out;
}

Result<std::tuple<TokenTvls, std::vector<Wei>, Wei>> calculate_tvls(const View& view) {
    const Tvls tvls = AQ_TRY(calculate_tvls(view.tx, view.ports));
    return std::tuple(token_tvls(tvls), delegator_tvls(tvls), tvls.total);
}

std::uint32_t position(const List<Only, Address>& list, const Address& member) {
    const std::uint32_t n = list.size(Only::kOne);
    std::uint32_t i = 0;
    while (i < n && list.at(Only::kOne, i) != member) ++i;
    return i;
}

Result<std::uint32_t> collateral_index(const State& s, const Address& token) {
    const std::uint32_t index = position(s.manager.collateral_tokens, token);
    AQ_REQUIRE(index < s.manager.collateral_tokens.size(Only::kOne), error::NotFound);
    return index;
}

Result<Address> choose_for_deposit(const State& s, const std::vector<Wei>& delegator_tvls,
                                   Wei total) {
    const auto& delegators = s.manager.operator_delegators;
    const std::uint32_t n = delegators.size(Only::kOne);
    AQ_REQUIRE(n > 0, error::NotFound);
    if (n == 1) return delegators.at(Only::kOne, 0);
    for (std::uint32_t i = 0; i < delegator_tvls.size(); ++i) {
        if (i >= n) return std::unexpected(Revert::panic(kPanicIndexOutOfRange));
        const Address delegator = delegators.at(Only::kOne, i);
        if (delegator_tvls[i] < AQ_TRY(share_of(s, delegator, total))) return delegator;
    }
    return delegators.at(Only::kOne, 0);
}

Result<Address> choose_for_deposit(const State& s, const Tvls& tvls) {
    return choose_for_deposit(s, delegator_tvls(tvls), tvls.total);
}

Result<Address> choose_for_withdraw(const View& view, u256 token_index, Wei value,
                                    TokenTvls token_tvls, std::vector<Wei> delegator_tvls,
                                    Wei total) {
    const State& s = view.ports.self;
    const auto& delegators = s.manager.operator_delegators;
    const std::uint32_t n = delegators.size(Only::kOne);
    AQ_REQUIRE(n > 0, error::NotFound);
    const auto has_enough = [&](std::uint32_t i) -> Result<bool> {
        if (i >= token_tvls.size() || token_index >= u256(token_tvls[i].size())) {
            return std::unexpected(Revert::panic(kPanicIndexOutOfRange));
        }
        return token_tvls[i][token_index.truncate_u64()] >= value;
    };
    if (n == 1) {
        AQ_REQUIRE(AQ_TRY(has_enough(0)), error::NotFound);
        return delegators.at(Only::kOne, 0);
    }
    for (std::uint32_t i = 0; i < delegator_tvls.size(); ++i) {
        if (i >= n) return std::unexpected(Revert::panic(kPanicIndexOutOfRange));
        const Address delegator = delegators.at(Only::kOne, i);
        const bool above = delegator_tvls[i] > AQ_TRY(share_of(s, delegator, total));
        if (above && AQ_TRY(has_enough(i))) return delegator;
    }
    for (std::uint32_t i = 0; i < delegator_tvls.size(); ++i) {
        if (AQ_TRY(has_enough(i))) return delegators.at(Only::kOne, i);
    }
    return std::unexpected(Revert(error::NotFound));
}

Result<Address> at_index(const List<Only, Address>& list, const u256& index) {
    AQ_REQUIRE(index < u256(list.size(Only::kOne)));
    return list.at(Only::kOne, static_cast<std::uint32_t>(index.truncate_u64()));
}

}  // namespace aq::renzo::restake_manager
