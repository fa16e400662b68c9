// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/renzo/errors.hpp>
#include <aquifer/protocols/renzo/events.hpp>
#include <aquifer/protocols/renzo/moves_manager.hpp>
#include <aquifer/protocols/renzo/queries_access.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>
#include <aquifer/protocols/renzo/roles.hpp>
#include <aquifer/protocols/renzo/rules_manager.hpp>
#include <aquifer/protocols/renzo/steps.hpp>

namespace aq::renzo::restake_manager {

namespace {

constexpr std::uint8_t kDecimals = 18;
/// decimals()
constexpr Selector kDecimalsOf = "0x313ce567"_selector;

Result<void> only_admin(const State& s, const Call& call) {
    return only_role(s, call, role::kRestakeManagerAdmin, error::NotRestakeManagerAdmin);
}

bool is_listed(const List<Only, Address>& list, const Address& member) {
    return position(list, member) < list.size(Only::kOne);
}

Result<std::uint8_t> decimals_of(Tx& tx, const Ports& ports, const Address& asker,
                                 const Address& token) {
    const erc20::Token& row = ports.tokens.self.tokens[token];
    if (row.kind != erc20::Kind::kNone) return row.decimals;
    AQ_REQUIRE(ports.accounts.has_code(token));
    Call call = step::message(asker, token);
    call.selector = kDecimalsOf;
    const Bytes answer = AQ_TRY(tx.call(call, kDecimalsOf.bytes));
    std::uint8_t decimals = 0;
    AQ_REQUIRE(abi_decode(AbiReader(answer), decimals));
    return decimals;
}

}  // namespace

Result<void> add_operator_delegator(Tx& tx, Ports& ports, const Call& call, Address delegator,
                                    u256 allocation_bps) {
    State& s = ports.self;
    AQ_TRY(only_admin(s, call));
    AQ_REQUIRE(!is_listed(s.manager.operator_delegators, delegator), error::AlreadyAdded);
    // It is asked for its operator: what has no code does not answer.
    AQ_REQUIRE(ports.accounts.has_code(delegator));
    const Address& believed = s.delegators.rows[delegator].delegate_address;
    const Address& actual = ports.eigenlayer.self.delegation.delegated_to[delegator];
    AQ_REQUIRE(believed != kZeroAddress && believed == actual, error::OperatoDelegatorNotDelegated);
    AQ_REQUIRE(allocation_bps <= kBasisPoints, error::OverMaxBasisPoints);
    move::add_operator_delegator(tx.undo, s, delegator);
    tx.log(call.to, OperatorDelegatorAdded{delegator});
    move::set_allocation(tx.undo, s, delegator, allocation_bps);
    tx.log(call.to, OperatorDelegatorAllocationUpdated{delegator, allocation_bps});
    return {};
}

Result<void> remove_operator_delegator(Tx& tx, Ports& ports, const Call& call, Address delegator) {
    State& s = ports.self;
    AQ_TRY(only_admin(s, call));
    const Tvls tvls = AQ_TRY(calculate_tvls(tx, ports));
    const std::uint32_t index = position(s.manager.operator_delegators, delegator);
    AQ_REQUIRE(index < tvls.delegators, error::NotFound);
    AQ_REQUIRE(tvls.sum(index).is_zero(), error::InvalidTVL);
    move::remove_operator_delegator(tx.undo, s, index);
    tx.log(call.to, OperatorDelegatorRemoved{delegator});
    return {};
}

Result<void> set_operator_delegator_allocation(Tx& tx, Ports& ports, const Call& call,
                                               Address delegator, u256 allocation_bps) {
    State& s = ports.self;
    AQ_TRY(only_admin(s, call));
    AQ_REQUIRE(delegator != kZeroAddress, error::InvalidZeroInput);
    AQ_REQUIRE(allocation_bps <= kBasisPoints, error::OverMaxBasisPoints);
    AQ_REQUIRE(is_listed(s.manager.operator_delegators, delegator), error::NotFound);
    move::set_allocation(tx.undo, s, delegator, allocation_bps);
    tx.log(call.to, OperatorDelegatorAllocationUpdated{delegator, allocation_bps});
    return {};
}

Result<void> add_collateral_token(Tx& tx, Ports& ports, const Call& call, Address token) {
    State& s = ports.self;
    AQ_TRY(only_admin(s, call));
    AQ_REQUIRE(!is_listed(s.manager.collateral_tokens, token), error::AlreadyAdded);
    const std::uint8_t decimals = AQ_TRY(decimals_of(tx, ports, call.to, token));
    AQ_REQUIRE(decimals == kDecimals, error::InvalidTokenDecimals, kDecimals, decimals);
    move::add_collateral_token(tx.undo, s, token);
    tx.log(call.to, CollateralTokenAdded{token});
    return {};
}

Result<void> remove_collateral_token(Tx& tx, Ports& ports, const Call& call, Address token) {
    State& s = ports.self;
    AQ_TRY(only_admin(s, call));
    const std::uint32_t index = AQ_TRY(collateral_index(s, token));
    const Tvls tvls = AQ_TRY(calculate_tvls(tx, ports));
    const Wei held = AQ_TRY(tvls.column(index));
    const Amount waiting =
        AQ_TRY(erc20::balance_of(tx, ports.tokens, token, call.to, s.at.withdraw_queue));
    AQ_REQUIRE(held.is_zero() && waiting.is_zero(), error::InvalidTVL);
    move::remove_collateral_token(tx.undo, s, index);
    tx.log(call.to, CollateralTokenRemoved{token});
    return {};
}

Result<void> set_token_tvl_limit(Tx& tx, Ports& ports, const Call& call, Address token, Wei limit) {
    State& s = ports.self;
    AQ_TRY(only_admin(s, call));
    AQ_TRY(collateral_index(s, token));
    move::set_token_tvl_limit(tx.undo, s, token, limit);
    tx.log(call.to, CollateralTokenTvlUpdated{token, limit});
    return {};
}

Result<void> set_paused(Tx& tx, Ports& ports, const Call& call, bool paused) {
    AQ_TRY(
        only_role(ports.self, call, role::kDepositWithdrawPauser, error::NotDepositWithdrawPauser));
    move::set_manager_paused(tx.undo, ports.self, paused);
    return {};
}

}  // namespace aq::renzo::restake_manager
