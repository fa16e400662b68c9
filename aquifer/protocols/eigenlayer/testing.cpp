// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/testing.hpp>

namespace aq::eigenlayer::testing {

namespace {

// The codes of this small chain; `stack` has its own.
constexpr Code kCore{1};
constexpr Code kToken{2};
constexpr Code kStrategy{3};
constexpr Code kVault{4};
constexpr Code kPod{5};
constexpr Code kRegistrar{6};
constexpr Code kDeposits{7};

constexpr Selector kSupportsAvs = "0xb5265787"_selector;
constexpr Selector kRegisterOperator = "0xc63fd502"_selector;
constexpr Selector kDeregisterOperator = "0x303ca956"_selector;

}  // namespace

Sandbox::Sandbox() {
    // Mainnet addresses (specification, section 2).
    s.at = {
        .strategy_manager = "0x858646372cc42e1a627fce94aa7a7033e7cf075a"_address,
        .delegation_manager = "0x39053d51b77dc0d36036fc1fcc8cb819df8ef37a"_address,
        .allocation_manager = "0x948a420b8cc1d6bfd0b6087c2e7c344a2cd0bc39"_address,
        .allocation_manager_view = account("AllocationManagerView"),
        .eigen_pod_manager = "0x91e677b07f7af907ec9a428aafa9fc14a0d3a338"_address,
        .rewards_coordinator = "0x7750d328b314effa365a0402ccfd489b80b0adda"_address,
        .permission_controller = "0x25e5f8b1e7adf44518d35d5b2271f114e081f0e5"_address,
        .strategy_factory = "0x5e4c39ad7a3e881585e383db9827eb4811f6f647"_address,
        .pauser_registry = "0xb8765ed72235d279c3fb53936e4606db0ef12806"_address,
        .eigen_strategy = "0xacb55c530acdb2849e6d4f36992cd8c9d50ed8f7"_address,
        .emissions_controller = "0x619f988b4ea2f896ed068d84ce6f52550d6ace84"_address,
        .eth_pos = "0x00000000219ab540356cbb839cbe05303d7705fa"_address,
        .eigen_pod_beacon = "0x5a2a4f2f3c18f09179b6703e63d9edd165909073"_address,
        .strategy_beacon = "0x0ed6703c298d28ae0878d1b28e88ca87f9662fe9"_address,
        .duration_vault_beacon = "0x0fce0a591d96bb76883323ef555867111e2050a9"_address,
        .strategy_code = kStrategy,
        .vault_code = kVault,
        .pod_code = kPod,
    };
    for (const Address& contract :
         {at.strategy_manager, at.delegation_manager, at.allocation_manager, at.eigen_pod_manager,
          at.rewards_coordinator, at.permission_controller, at.strategy_factory,
          at.pauser_registry}) {
        aq::move::deploy(undo, accounts, contract, kCore);
        undo.set(s.access.owner, contract, account("owner"));
    }
    aq::move::deploy(undo, accounts, at.eth_pos, kDeposits);
    undo.set(s.access.unpauser, account("unpauser"));
    undo.set(s.access.is_pauser, account("pauser"), true);
    undo.set(s.strategy_manager.strategy_whitelister, at.strategy_factory);
    undo.set(s.rewards.rewards_updater, account("rewards updater"));
    undo.set(s.rewards.activation_delay_seconds, std::uint32_t{604'800});
    undo.set(s.rewards.default_split_bips, std::uint16_t{1000});
    undo.set(s.rewards.fee_recipient, account("fee recipient"));
    undo.commit();
}

Sandbox::~Sandbox() = default;

std::shared_ptr<const State> Sandbox::copy() const {
    return std::make_shared<const State>(s);
}

bool Sandbox::is_as(const State& other) const {
    return s == other;
}

Address Sandbox::account(std::string_view name) {
    return truncate_address(to_u256(keccak(name)));
}

Address Sandbox::token(std::string_view name) {
    const Address at_address = account(name);
    aq::move::deploy(undo, accounts, at_address, kToken);
    erc20::Token row;
    row.kind = erc20::Kind::kStandIn;
    row.decimals = 18;
    undo.set(tokens.tokens, at_address, row);
    undo.commit();
    return at_address;
}

Address Sandbox::strategy(std::string_view name, const Address& token) {
    const Address at_address = account(name);
    aq::move::deploy(undo, accounts, at_address, kStrategy);
    undo.set(s.strategies.rows, at_address,
             {StrategyKind::kBase, token, Shares(), Amount(), Amount()});
    undo.set(s.strategy_manager.is_whitelisted, at_address, true);
    undo.commit();
    return at_address;
}

Address Sandbox::registrar(std::string_view name) {
    const Address at_address = account(name);
    aq::move::deploy(undo, accounts, at_address, kRegistrar);
    undo.commit();
    return at_address;
}

void Sandbox::mint(const Address& token, const Address& to, const u256& amount) {
    erc20::Token row = tokens.tokens[token];
    row.total_supply = row.total_supply + Amount(amount);
    undo.set(tokens.tokens, token, row);
    const Key<Address, Address> key(token, to);
    undo.set(tokens.balances, key, tokens.balances[key] + Amount(amount));
    undo.commit();
}

void Sandbox::approve(const Address& token, const Address& owner, const Address& spender) {
    undo.set(tokens.allowances, Key<Address, Address, Address>(token, owner, spender),
             Amount::max());
    undo.commit();
}

void Sandbox::fund(const Address& to, const u256& wei) {
    aq::move::set_ether(undo, accounts, to, accounts.ether[to] + Wei(wei));
    undo.commit();
}

Result<Bytes> Sandbox::send(const Contract<Ports>& face, const Call& message, const Bytes& data) {
    logs.clear();
    Tx tx = transaction();
    auto result = tx.attempt([&] {
        aq::move::transfer_ether(undo, accounts, message.sender, message.to, message.value);
        return face.call(tx, ports, message, data);
    });
    undo.commit();
    return result;
}

Result<Bytes> Sandbox::dispatch(void* self, Tx& tx, const Call& message, BytesView data) {
    auto& box = *static_cast<Sandbox*>(self);
    AQ_REQUIRE(box.accounts.ether[message.sender] >= message.value);
    aq::move::transfer_ether(tx.undo, box.accounts, message.sender, message.to, message.value);
    const Code code = box.accounts.code[message.to];
    if (code == Code::kNone) return Bytes();
    if (data.size() < 4) return std::unexpected(Revert());
    const Selector selector{{data[0], data[1], data[2], data[3]}};
    box.calls.emplace_back(message.to, selector);
    if (code == kDeposits) return Bytes();
    if (code != kRegistrar) return std::unexpected(Revert());
    if (selector == kSupportsAvs) return abi_encode(true);
    const bool in_or_out = selector == kRegisterOperator || selector == kDeregisterOperator;
    AQ_REQUIRE(!in_or_out || !box.refusing.contains(message.to), "refused");
    return Bytes();
}

}  // namespace aq::eigenlayer::testing
