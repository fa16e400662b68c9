// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/world.hpp>

#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/eigenlayer/rules_pods.hpp>
#include <aquifer/protocols/erc20/abi.hpp>
#include <aquifer/protocols/standins/abi.hpp>

#include <optional>

namespace aq::stack {

namespace {

const eigenlayer::Face* eigenlayer_face(Kind kind) {
    using namespace eigenlayer;  // NOLINT(*build-using-namespace*): twelve faces of one folder
    switch (kind) {
        case Kind::kStrategyManager:
            return &strategy_manager_face();
        case Kind::kStrategyBase:
            return &strategy_base_face();
        case Kind::kStrategyCapped:
            return &strategy_capped_face();
        case Kind::kDurationVault:
            return &duration_vault_face();
        case Kind::kStrategyFactory:
            return &strategy_factory_face();
        case Kind::kDelegationManager:
            return &delegation_manager_face();
        case Kind::kAllocationManager:
            return &allocation_manager_face();
        case Kind::kEigenPodManager:
            return &eigen_pod_manager_face();
        case Kind::kEigenPod:
            return &eigen_pod_face();
        case Kind::kRewardsCoordinator:
            return &rewards_coordinator_face();
        case Kind::kPermissionController:
            return &permission_controller_face();
        case Kind::kPauserRegistry:
            return &pauser_registry_face();
        default:
            return nullptr;
    }
}

std::optional<erc20::Kind> token_kind(Kind kind) {
    switch (kind) {
        case Kind::kStandInToken:
            return erc20::Kind::kStandIn;
        case Kind::kOpenZeppelin4Token:
            return erc20::Kind::kOpenZeppelin4;
        case Kind::kOpenZeppelin5Token:
            return erc20::Kind::kOpenZeppelin5;
        default:
            return std::nullopt;
    }
}

template <class Face>
FunctionText text_of(const Face& face, const Selector& selector) {
    const auto* function = face.find(selector);
    return {face.name(), function != nullptr ? function->declaration : std::string_view()};
}

}  // namespace

Result<Bytes> World::execute(const Message& message, LogBuffer* logs) {
    Tx tx(undo, block, {this, &World::dispatch}, logs);
    const Call call{message.sender, message.to, message.value, Selector()};
    return tx.attempt([&] { return run(tx, call, message.data); });
}

Result<Bytes> World::ask(const Message& message) {
    const Undo::Mark before = undo.mark();
    auto answer = execute(message, nullptr);
    undo.rewind(before);
    return answer;
}

Result<Bytes> World::dispatch(void* self, Tx& tx, const Call& call, BytesView data) {
    return static_cast<World*>(self)->run(tx, call, data);
}

Result<Bytes> World::run(Tx& tx, const Call& call, BytesView data) {
    // A machine's call of more value than there is fails before any code runs.
    AQ_REQUIRE(accounts.ether[call.sender] >= call.value);
    move::transfer_ether(undo, accounts, call.sender, call.to, call.value);
    const Kind kind = kind_at(call.to);
    if (kind == Kind::kNone) return Bytes();
    if (const eigenlayer::Face* face = eigenlayer_face(kind)) {
        eigenlayer::Ports ports = eigenlayer_ports();
        if (kind == Kind::kEigenPod && data.empty()) {
            AQ_TRY(eigenlayer::eigen_pod::receive(tx, ports, call));
            return Bytes();
        }
        return face->call(tx, ports, call, data);
    }
    if (const auto token = token_kind(kind)) {
        erc20::Ports ports = token_ports();
        return erc20::face(*token).call(tx, ports, call, data);
    }
    standins::Ports ports{standins};
    if (kind == Kind::kRegistrar) return standins::registrar_face().call(tx, ports, call, data);
    if (kind == Kind::kEthPos) return standins::eth_pos_face().call(tx, ports, call, data);
    return std::unexpected(Revert());
}

FunctionText find_function(Kind kind, const Selector& selector) {
    if (const eigenlayer::Face* face = eigenlayer_face(kind)) return text_of(*face, selector);
    if (const auto token = token_kind(kind)) return text_of(erc20::face(*token), selector);
    if (kind == Kind::kRegistrar) return text_of(standins::registrar_face(), selector);
    if (kind == Kind::kEthPos) return text_of(standins::eth_pos_face(), selector);
    return {};
}

}  // namespace aq::stack
