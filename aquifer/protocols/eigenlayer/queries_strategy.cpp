// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/queries_strategy.hpp>

#include <aquifer/protocols/eigenlayer/signatures.hpp>
#include <aquifer/protocols/erc20/calls.hpp>

namespace aq::eigenlayer {

namespace {

/// The rate's two sides with their offsets.
struct VirtualTotals {
    u256 shares;
    u256 balance;
};

Result<VirtualTotals> virtual_totals(Tx& tx, const Ports& ports, const Address& strategy) {
    const Shares total = ports.self.strategies.rows[strategy].total_shares;
    const u256 shares = AQ_TRY(checked_add(total.raw, strategy::kSharesOffset));
    const Amount held = AQ_TRY(strategy::token_balance(tx, ports, strategy));
    return VirtualTotals{shares, AQ_TRY(checked_add(held.raw, strategy::kBalanceOffset))};
}

}  // namespace

namespace strategy {

Result<Amount> token_balance(Tx& tx, const Ports& ports, const Address& strategy) {
    const Address& token = ports.self.strategies.rows[strategy].underlying_token;
    return erc20::balance_of(tx, ports.tokens, token, strategy, strategy);
}

Result<Amount> shares_to_underlying_down(Tx& tx, const Ports& ports, const Address& strategy,
                                         Shares shares) {
    const VirtualTotals totals = AQ_TRY(virtual_totals(tx, ports, strategy));
    const u256 product = AQ_TRY(checked_mul(totals.balance, shares.raw));
    return Amount(AQ_TRY(div_down(product, totals.shares)));
}

Result<Shares> underlying_to_shares_down(Tx& tx, const Ports& ports, const Address& strategy,
                                         Amount amount) {
    const VirtualTotals totals = AQ_TRY(virtual_totals(tx, ports, strategy));
    const u256 product = AQ_TRY(checked_mul(amount.raw, totals.shares));
    return Shares(AQ_TRY(div_down(product, totals.balance)));
}

Result<Amount> user_underlying_down(Tx& tx, const Ports& ports, const Address& strategy,
                                    const Address& staker) {
    const DepositShares held =
        strategy_manager::staker_deposit_shares(ports.self, staker, strategy);
    return shares_to_underlying_down(tx, ports, strategy, Shares(held.raw));
}

}  // namespace strategy

namespace duration_vault {

std::string metadata_uri(const State& s, const Address& vault) {
    const std::vector<std::uint8_t> bytes = s.strategies.vault_metadata_uri.all(vault);
    return {bytes.begin(), bytes.end()};
}

bool operator_set_registered(const State& s, const Address& vault) {
    return s.allocations.members.contains(s.strategies.vaults[vault].operator_set, vault);
}

}  // namespace duration_vault

namespace strategy_factory {

Address next_address(const State& s) {
    const std::uint64_t nonce = *s.strategies.created + 1;
    std::array<std::uint8_t, 8> digits{};
    store_be64(digits.data(), nonce);
    const auto first = std::ranges::find_if(digits, [](std::uint8_t digit) { return digit != 0; });

    // RLP of [factory, nonce]: a number below 128 is its own encoding.
    Bytes list{0x94};
    list.insert(list.end(), s.at.strategy_factory.bytes.begin(), s.at.strategy_factory.bytes.end());
    if (nonce >= 0x80) list.push_back(static_cast<std::uint8_t>(0x80 + (digits.end() - first)));
    list.insert(list.end(), first, digits.end());
    list.insert(list.begin(), static_cast<std::uint8_t>(0xc0 + list.size()));
    return truncate_address(to_u256(keccak(BytesView(list))));
}

}  // namespace strategy_factory

namespace strategy_manager {

Hash strategy_deposit_digest(const State& s, const Block& block, const StrategyDeposit& deposit) {
    const Hash struct_hash = keccak(BytesView(abi_encode(kDepositTypehash, deposit)));
    return eip712_digest(domain_separator(s, block, s.at.strategy_manager), struct_hash);
}

Hash calculate_strategy_deposit_digest_hash(const View& view, Address staker, Address strategy,
                                            Address token, Amount amount, u256 nonce, u256 expiry) {
    return strategy_deposit_digest(view.ports.self, view.block(),
                                   {staker, strategy, token, amount, nonce, expiry});
}

DepositShares staker_deposit_shares(const State& s, const Address& staker,
                                    const Address& strategy) {
    return s.strategy_manager.deposit_shares[Key(staker, strategy)];
}

std::tuple<std::vector<Address>, std::vector<DepositShares>> get_deposits(const View& view,
                                                                          Address staker) {
    const State& s = view.ports.self;
    std::vector<Address> strategies = s.strategy_manager.staker_strategies.all(staker);
    std::vector<DepositShares> shares;
    shares.reserve(strategies.size());
    for (const Address& strategy : strategies) {
        shares.push_back(staker_deposit_shares(s, staker, strategy));
    }
    return {std::move(strategies), std::move(shares)};
}

Result<Address> staker_strategy_list(const View& view, Address staker, u256 index) {
    const Set<Address, Address>& list = view.ports.self.strategy_manager.staker_strategies;
    AQ_REQUIRE(index < u256(list.size(staker)));
    return list.at(staker, static_cast<std::uint32_t>(index.truncate_u64()));
}

std::tuple<std::vector<Address>, std::vector<Shares>> get_burn_or_redistributable_shares(
    const View& view, OperatorSet set, u256 slash_id) {
    const StrategyManager& manager = view.ports.self.strategy_manager;
    std::vector<Address> strategies = manager.slashed_strategies.all(SlashKey(set, slash_id));
    std::vector<Shares> shares;
    shares.reserve(strategies.size());
    for (const Address& strategy : strategies) {
        shares.push_back(manager.burn_or_redistributable[Key(set, slash_id, strategy)]);
    }
    return {std::move(strategies), std::move(shares)};
}

}  // namespace strategy_manager

}  // namespace aq::eigenlayer
