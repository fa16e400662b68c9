// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/testing.hpp>

#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>
#include <aquifer/protocols/eigenlayer/rules_pods.hpp>
#include <aquifer/protocols/erc20/abi.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/feeds/moves.hpp>
#include <aquifer/protocols/renzo/moves_delegator.hpp>
#include <aquifer/protocols/renzo/moves_manager.hpp>
#include <aquifer/protocols/renzo/moves_withdraw.hpp>
#include <aquifer/protocols/renzo/roles.hpp>

#include <algorithm>

namespace aq::renzo::testing {

namespace {

// The codes of this small chain; `stack` has its own.
constexpr Code kRenzo{100};
constexpr Code kOther{101};

constexpr std::array kRoles{
    role::kDefaultAdmin,
    role::kOperatorDelegatorAdmin,
    role::kOracleAdmin,
    role::kRestakeManagerAdmin,
    role::kNativeEthRestakeAdmin,
    role::kErc20RewardAdmin,
    role::kDepositWithdrawPauser,
    role::kWithdrawQueueAdmin,
    role::kEmergencyWithdrawTrackingAdmin,
    role::kEigenLayerRewardsAdmin,
    role::kEmergencyCheckpointTrackingAdmin,
    role::kEmergencyAvsEthSlashTrackingAdmin,
    role::kWithdrawQueueRebalanceAdmin,
};

}  // namespace

feeds::Feed stand_in_feed() {
    feeds::Feed feed;
    feed.kind = feeds::Kind::kStandIn;
    feed.decimals = 18;
    return feed;
}

Sandbox::Sandbox() {
    s.at.role_manager = account("role manager");
    s.at.ez_eth = account("ezETH");
    s.at.oracle = account("oracle");
    s.at.balancer_rate_provider = account("rate provider");
    s.at.restake_manager = account("restake manager");
    s.at.deposit_queue = account("deposit queue");
    s.at.withdraw_queue = account("withdraw queue");
    s.at.instant_withdrawer = account("instant withdrawer");
    s.at.reward_handler = account("reward handler");
    s.at.st_eth_withdrawals = account("lido queue");
    place(at.role_manager, role_manager_face());
    place(at.ez_eth, ez_eth_face());
    place(at.oracle, renzo_oracle_face());
    place(at.balancer_rate_provider, balancer_rate_provider_face());
    place(at.restake_manager, restake_manager_face());
    place(at.deposit_queue, deposit_queue_face());
    place(at.withdraw_queue, withdraw_queue_face());
    place(at.instant_withdrawer, instant_withdrawer_face());
    place(at.reward_handler, reward_handler_face());
    aq::move::deploy(undo, accounts, refuser, kOther);
    erc20::move::create(undo, tokens, at.ez_eth, erc20::Kind::kOpenZeppelin4, 18);

    st_eth = eigen.token("stETH");
    wb_eth = eigen.token("wBETH");
    s.at.st_eth = st_eth;
    st_eth_strategy = eigen.strategy("stETH strategy", st_eth);
    wb_eth_strategy = eigen.strategy("wBETH strategy", wb_eth);
    const Address adapter = account("stETH adapter");
    place(adapter, adapter_face());
    move::create_adapter(undo, s, adapter, {AdapterKind::kOneToOne, {}});
    move::set_feed(undo, s, st_eth, adapter);
    const Address feed = account("wBETH feed");
    aq::move::deploy(undo, accounts, feed, kOther);
    feeds::move::create(undo, feeds, feed, stand_in_feed());
    move::set_feed(undo, s, wb_eth, feed);
    set_price(1e18_u256);

    for (const Hash& role : kRoles) move::set_role(undo, s, role, admin, true);
    for (const Address& minter : {at.restake_manager, at.withdraw_queue}) {
        move::set_role(undo, s, role::kRxEthMinterBurner, minter, true);
    }
    move::set_fee_config(undo, s, fee_address, 1000_u256);
    move::set_restake_manager(undo, s, at.restake_manager);
    move::set_withdraw_queue(undo, s, at.withdraw_queue);
    move::set_reward_destination(undo, s, at.deposit_queue);
    move::set_cool_down_period(undo, s, 3600_u256);
    move::set_instant_owner(undo, s, admin);
    move::add_collateral_token(undo, s, st_eth);
    move::add_collateral_token(undo, s, wb_eth);
    for (std::size_t i = 0; i < delegators.size(); ++i) make_delegator(i);
    move::set_allocation(undo, s, delegators[0], 6000_u256);
    move::set_allocation(undo, s, delegators[1], 4000_u256);
    undo.commit();
}

void Sandbox::place(const Address& where, const Face& face) {
    aq::move::deploy(undo, accounts, where, kRenzo);
    faces_[where] = &face;
}

void Sandbox::make_delegator(std::size_t index) {
    namespace delegation_manager = eigenlayer::delegation_manager;
    const std::string number = std::to_string(index);
    operators[index] = account("operator " + number);
    delegators[index] = account("delegator " + number);
    const Address& delegator = delegators[index];
    place(delegator, operator_delegator_face());
    const Address& manager = eigen.at.delegation_manager;
    AQ_ASSERT(eigen
                  .call(delegation_manager::register_as_operator, operators[index], manager,
                        kZeroAddress, std::uint32_t{0}, std::string())
                  .has_value());
    AQ_ASSERT(
        eigen.call(eigenlayer::eigen_pod_manager::create_pod, delegator, eigen.at.eigen_pod_manager)
            .has_value());
    AQ_ASSERT(eigen
                  .call(delegation_manager::delegate_to, delegator, manager, operators[index],
                        eigenlayer::SignatureWithExpiry(), Hash())
                  .has_value());
    move::set_delegate_address(undo, s, delegator, operators[index]);
    move::set_token_strategy(undo, s, delegator, st_eth, st_eth_strategy);
    move::set_token_strategy(undo, s, delegator, wb_eth, wb_eth_strategy);
    move::set_settings(undo, s, delegator,
                       {.rewards_coordinator = eigen.at.rewards_coordinator,
                        .rewards_destination = account("rewards destination"),
                        .gas_refund_address = {},
                        .base_gas_amount_spent = {}});
    move::add_operator_delegator(undo, s, delegator);
}

void Sandbox::give(const Address& token, const Address& owner, const u256& amount) {
    erc20::move::mint(undo, tokens, token, owner, Amount(amount));
    for (const Address& spender :
         {at.restake_manager, at.deposit_queue, at.withdraw_queue, at.instant_withdrawer}) {
        erc20::move::set_allowance(undo, tokens, token, owner, spender, Amount::max());
    }
    undo.commit();
}

void Sandbox::set_price(const u256& price) {
    feeds::move::set_round(undo, feeds, account("wBETH feed"), 1,
                           {i256{price}, u256(block.time), u256(block.time)});
    undo.commit();
}

void Sandbox::set_target(const Address& asset, const u256& target) {
    move::set_buffer_target(undo, s, asset, Amount(target));
    undo.commit();
}

void Sandbox::use_risk_oracle() {
    s.at.risk = account("risk oracle");
    aq::move::deploy(undo, accounts, at.risk, kOther);
    undo.commit();
    others[at.risk] = [this](Tx& /*tx*/, const Call& /*call*/, BytesView data) -> Result<Bytes> {
        constexpr std::array kIsPaused{"0xf560d0b2"_selector, "0xa405a585"_selector,
                                       "0x50bc9995"_selector, "0x03a7db3c"_selector};
        const Selector asked{{data[0], data[1], data[2], data[3]}};
        const auto found = std::ranges::find(kIsPaused, asked);
        if (found == kIsPaused.end()) return abi_encode(risk.cool_down);
        return abi_encode(risk.paused[static_cast<std::size_t>(found - kIsPaused.begin())]);
    };
}

void Sandbox::restake(const Address& delegator, const Address& token, const Address& strategy,
                      const u256& amount) {
    erc20::move::mint(undo, tokens, token, strategy, Amount(amount));
    eigenlayer::Strategy row = eigen.s.strategies.rows[strategy];
    row.total_shares = row.total_shares + Shares(amount);
    undo.set(eigen.s.strategies.rows, strategy, row);
    const Key<Address, Address> key(delegator, strategy);
    undo.set(eigen.s.strategy_manager.deposit_shares, key, eigenlayer::DepositShares(amount));
    insert(undo, eigen.s.strategy_manager.staker_strategies, delegator, strategy);
    const Key<Address, Address> of(eigen.s.delegation.delegated_to[delegator], strategy);
    undo.set(eigen.s.delegation.operator_shares, of, Shares(amount));
    undo.commit();
}

void Sandbox::restake_native(const Address& delegator, const u256& wei) {
    undo.set(eigen.s.pods.deposit_shares, delegator, i256::positive(wei));
    const Key<Address, Address> of(eigen.s.delegation.delegated_to[delegator],
                                   eigenlayer::kBeaconChainStrategy);
    undo.set(eigen.s.delegation.operator_shares, of, Shares(wei));
    undo.commit();
}

void Sandbox::finish_checkpoint(const Address& delegator, std::uint64_t recorded,
                                std::uint64_t finished) {
    move::set_last_checkpoint(undo, s, delegator, recorded);
    undo.edit(eigen.s.pods.rows, eigen.s.pods.owner_to_pod[delegator],
              [&](eigenlayer::Pod& pod) { pod.last_checkpoint_timestamp = finished; });
    undo.commit();
}

void Sandbox::make_state_b() {
    set_price(1'085'432'109'876'543'210_u256);
    erc20::move::mint(undo, tokens, at.ez_eth, account("holders"),
                      Amount(300'000'000'000'000'123'456'789_u256));
    restake(delegators[0], st_eth, st_eth_strategy, 60'000e18_u256);
    restake(delegators[1], wb_eth, wb_eth_strategy, 4000e18_u256);
    restake_native(delegators[0], 150'000e18_u256);
    restake_native(delegators[1], 70'000e18_u256);
    erc20::move::mint(undo, tokens, st_eth, at.withdraw_queue, Amount(20'000e18_u256));
    erc20::move::mint(undo, tokens, wb_eth, at.withdraw_queue, Amount(1000e18_u256));
    fund(at.deposit_queue, 40e18_u256);
    fund(at.withdraw_queue, 2000e18_u256);
    move::start_rebalance(undo, s, 1_u256, Amount(500e18_u256));
    undo.commit();
}

Result<Bytes> Sandbox::send(const Address& sender, const Address& to, const u256& wei,
                            const Bytes& data) {
    logs.clear();
    Tx tx = transaction();
    auto result = tx.attempt([&] { return tx.call({sender, to, Wei(wei), Selector()}, data); });
    undo.commit();
    return result;
}

std::vector<Hash> Sandbox::order() const {
    std::vector<Hash> out;
    for (std::size_t i = 0; i < logs.size(); ++i) {
        const LogView log = logs[i];
        if (faces_.contains(log.emitter) && log.emitter != at.ez_eth) {
            out.push_back(log.topics[0]);
        }
    }
    return out;
}

Result<Bytes> Sandbox::dispatch(void* self, Tx& tx, const Call& message, BytesView data) {
    auto& box = *static_cast<Sandbox*>(self);
    AQ_REQUIRE(box.accounts.ether[message.sender] >= message.value);
    aq::move::transfer_ether(tx.undo, box.accounts, message.sender, message.to, message.value);
    if (const auto face = box.faces_.find(message.to); face != box.faces_.end()) {
        return face->second->call(tx, box.ports, message, data);
    }
    if (const auto other = box.others.find(message.to); other != box.others.end()) {
        return other->second(tx, message, data);
    }
    if (message.to == box.refuser) return std::unexpected(Revert());
    const erc20::Kind token = box.tokens.tokens[message.to].kind;
    if (token != erc20::Kind::kNone) {
        return erc20::face(token).call(tx, box.ports.tokens, message, data);
    }
    return Bytes();
}

}  // namespace aq::renzo::testing
