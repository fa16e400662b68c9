// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/queries_oracle.hpp>

#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/feeds/calls.hpp>
#include <aquifer/protocols/renzo/errors.hpp>
#include <aquifer/protocols/renzo/maths.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>

namespace aq::renzo {

namespace adapter {

namespace {

/// exchangeRate() of wBETH and mETHToETH(uint256) of mETH's staking contract.
constexpr Selector kExchangeRate = "0x3ba0b9a9"_selector;
constexpr Selector kMethToEth = "0x5890c11c"_selector;

Result<u256> rate_of(Tx& tx, const Ports& ports, const Call& call, const Bytes& question) {
    AQ_REQUIRE(ports.accounts.has_code(call.to));
    const Bytes answer = AQ_TRY(tx.call(call, question));
    u256 rate;
    AQ_REQUIRE(abi_decode(AbiReader(answer), rate));
    return rate;
}

}  // namespace

Result<u256> price(Tx& tx, const Ports& ports, const Address& adapter) {
    const Adapter& row = ports.self.oracle.adapters[adapter];
    Call call{.sender = adapter, .to = row.source, .value = Wei(), .selector = kExchangeRate};
    switch (row.kind) {
        case AdapterKind::kOneToOne:
            return kWad;
        case AdapterKind::kWbeth:
            return rate_of(tx, ports, call, abi_call(kExchangeRate));
        case AdapterKind::kMeth:
            call.selector = kMethToEth;
            return rate_of(tx, ports, call, abi_call(kMethToEth, kWad));
        case AdapterKind::kNone:
            break;
    }
    return std::unexpected(Revert());
}

Result<Round> latest_round_data(const View& view) {
    const u256 now(view.block().time);
    const i256 answer{AQ_TRY(price(view.tx, view.ports, view.self()))};
    return Round({}, answer, now, now, {});
}

}  // namespace adapter

namespace oracle {

namespace {

/// Whether a price of some time is too old now.
Result<bool> is_expired(const Block& block, const u256& updated_at) {
    return updated_at < AQ_TRY(checked_sub(u256(block.time), kMaxTimeWindow));
}

}  // namespace

Result<u256> price(Tx& tx, const Ports& ports, const Address& token) {
    const Oracle& s = ports.self.oracle;
    const Address& feed = s.feed[token];
    AQ_REQUIRE(feed != kZeroAddress, error::OracleNotFound);
    if (s.adapters[feed].kind != AdapterKind::kNone) {
        const i256 answer{AQ_TRY(adapter::price(tx, ports, feed))};
        AQ_REQUIRE(!answer.is_negative() && !answer.bits.is_zero(), error::InvalidOraclePrice);
        return answer.bits;
    }
    const feeds::RoundData round =
        AQ_TRY(feeds::latest_round_data(tx, ports.feeds, feed, ports.self.at.oracle));
    AQ_REQUIRE(!AQ_TRY(is_expired(tx.block, round.updated_at)), error::OraclePriceExpired);
    AQ_REQUIRE(!round.answer.is_negative() && !round.answer.bits.is_zero(),
               error::InvalidOraclePrice);
    return round.answer.bits;
}

Result<Wei> value_down(const u256& price, Amount amount) {
    return Wei(AQ_TRY(mul_then_div_down(price, amount.raw, kWad)));
}

Result<Amount> amount_down(const u256& price, Wei value) {
    return Amount(AQ_TRY(mul_then_div_down(value.raw, kWad, price)));
}

Result<Wei> lookup_token_value(Tx& tx, const Ports& ports, const Address& token, Amount amount) {
    return value_down(AQ_TRY(price(tx, ports, token)), amount);
}

Result<Amount> lookup_token_amount_from_value(Tx& tx, const Ports& ports, const Address& token,
                                              Wei value) {
    return amount_down(AQ_TRY(price(tx, ports, token)), value);
}

Result<Wei> lookup_token_values(const View& view, std::vector<Address> tokens,
                                std::vector<Amount> balances) {
    AQ_REQUIRE(tokens.size() == balances.size(), error::MismatchedArrayLengths);
    Wei sum;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Wei value = AQ_TRY(lookup_token_value(view.tx, view.ports, tokens[i], balances[i]));
        sum = AQ_TRY(checked_add(sum, value));
    }
    return sum;
}

}  // namespace oracle

namespace balancer_rate_provider {

Result<u256> get_rate(const View& view) {
    const State& s = view.ports.self;
    const Wei tvl = AQ_TRY(restake_manager::calculate_tvls(view.tx, view.ports)).total;
    const Amount supply = erc20::total_supply(view.ports.tokens.self, s.at.ez_eth);
    AQ_REQUIRE(!supply.is_zero() && !tvl.is_zero(), error::InvalidZeroInput);
    return AQ_TRY(mul_then_div_down(kWad, tvl.raw, supply.raw));
}

}  // namespace balancer_rate_provider

}  // namespace aq::renzo
