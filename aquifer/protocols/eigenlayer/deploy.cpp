// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/deploy.hpp>

#include <aquifer/protocols/eigenlayer/moves_access.hpp>
#include <aquifer/protocols/eigenlayer/moves_pods.hpp>
#include <aquifer/protocols/eigenlayer/moves_rewards.hpp>
#include <aquifer/protocols/eigenlayer/moves_strategy.hpp>

namespace aq::eigenlayer {

Deployment mainnet() {
    return {
        .strategy_manager = "0x858646372cc42e1a627fce94aa7a7033e7cf075a"_address,
        .delegation_manager = "0x39053d51b77dc0d36036fc1fcc8cb819df8ef37a"_address,
        .allocation_manager = "0x948a420b8cc1d6bfd0b6087c2e7c344a2cd0bc39"_address,
        .allocation_manager_view = {},
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
        .strategy_code = {},
        .vault_code = {},
        .pod_code = {},
    };
}

void deploy(Undo& u, State& s, const Genesis& genesis) {
    // The first slot of epoch 364,032: from there the pods read proofs of Electra.
    constexpr std::uint64_t kPectraForkTimestamp = 1'746'612'311;
    s.at = genesis.at;
    s.parameters = genesis.parameters;
    move::set_proof_timestamp_setter(u, s, genesis.owner);
    move::set_pectra_fork_timestamp(u, s, kPectraForkTimestamp);
    // At v1.12.0 the DelegationManager and the AllocationManager have no owner.
    for (const Address& contract : {s.at.strategy_manager, s.at.eigen_pod_manager,
                                    s.at.rewards_coordinator, s.at.strategy_factory}) {
        move::set_owner(u, s.access, contract, genesis.owner);
    }
    move::set_unpauser(u, s.access, genesis.owner);
    move::set_is_pauser(u, s.access, genesis.pauser, true);
    move::set_whitelister(u, s, s.at.strategy_factory);
    move::set_rewards_updater(u, s.rewards, genesis.rewards_updater);
    move::set_activation_delay(u, s.rewards, genesis.activation_delay_seconds);
    move::set_default_split(u, s.rewards, genesis.default_split_bips);
    move::set_fee_recipient(u, s.rewards, genesis.fee_recipient);
}

void add_strategy(Undo& u, State& s, const Address& strategy, const Address& token) {
    move::create_strategy(u, s, strategy, StrategyKind::kCapped, token);
    move::set_limits(u, s, strategy, Amount::max(), Amount::max());
    move::set_whitelisted(u, s, strategy, true);
}

}  // namespace aq::eigenlayer
