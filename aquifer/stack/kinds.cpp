// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/kinds.hpp>

#include <aquifer/protocols/beacon/rules.hpp>
#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/erc20/abi.hpp>
#include <aquifer/protocols/feeds/abi.hpp>
#include <aquifer/protocols/lido/abi.hpp>
#include <aquifer/protocols/multicall/abi.hpp>
#include <aquifer/protocols/rates/abi.hpp>
#include <aquifer/protocols/renzo/abi.hpp>
#include <aquifer/protocols/standins/abi.hpp>
#include <aquifer/protocols/weth/abi.hpp>
#include <aquifer/stack/world.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace aq::stack {

namespace {

/// What one kind of contract does with a message, and how it is shown.
struct Entry {
    Result<Bytes> (*run)(World& world, Tx& tx, const Call& call, BytesView data);
    FunctionText (*text)(BytesView data);
    std::vector<std::string_view> (*functions)();
};

Result<Bytes> take(World& /*world*/, Tx& /*tx*/, const Call& /*call*/, BytesView /*data*/) {
    return Bytes();
}
Result<Bytes> refuse(World& /*world*/, Tx& /*tx*/, const Call& /*call*/, BytesView /*data*/) {
    return std::unexpected(Revert());
}
FunctionText no_text(BytesView /*data*/) {
    return {};
}
std::vector<std::string_view> no_functions() {
    return {};
}

template <class Face>
FunctionText text_of(const Face& face, BytesView data) {
    const auto* function = face.reached_by(data);
    return {face.name(), function != nullptr ? function->declaration : std::string_view()};
}

template <class Face>
std::vector<std::string_view> functions_on(const Face& face) {
    std::vector<std::string_view> out;
    for (const auto& function : face.functions()) out.push_back(function.declaration);
    return out;
}

/// How a contract's compiler reads arguments: ABI coder v2 refuses dirty bits, the first did not
/// look, and before Solidity 0.5 calldata that ends too soon read as zeros.
enum class Coder : std::uint8_t { kStrict, kLenient, kZeroFilled };

/// More words than the arguments of any function of Solidity 0.4 here, which are all of one word.
constexpr std::size_t kZeroFilledWords = 16;

/// Calldata with a selector as the machine's CALLDATALOAD sees it, which knows no end.
Bytes zero_filled(BytesView data) {
    Bytes out(data.begin(), data.end());
    if (out.size() >= 4) out.resize(std::max(out.size(), 4 + 32 * kZeroFilledWords));
    return out;
}

/// A contract with a face of its own: the ports its protocol is reached through, and the face.
template <auto PortsOf, auto FaceOf, Coder kCoder = Coder::kStrict>
constexpr Entry contract() {
    return {[](World& world, Tx& tx, const Call& call, BytesView data) {
                auto ports = (world.*PortsOf)();
                if constexpr (kCoder == Coder::kZeroFilled) {
                    return FaceOf().call(tx, ports, call, zero_filled(data), false);
                }
                return FaceOf().call(tx, ports, call, data, kCoder == Coder::kStrict);
            },
            [](BytesView data) { return text_of(FaceOf(), data); },
            [] { return functions_on(FaceOf()); }};
}

/// A price feed.
template <feeds::Kind kFeed>
constexpr Entry feed() {
    return {[](World& world, Tx& tx, const Call& call, BytesView data) {
                feeds::Ports ports = world.feed_ports();
                return feeds::face(kFeed).call(tx, ports, call, data);
            },
            [](BytesView data) { return text_of(feeds::face(kFeed), data); },
            [] { return functions_on(feeds::face(kFeed)); }};
}

/// A plain token.
template <erc20::Kind kToken>
constexpr Entry token() {
    return {[](World& world, Tx& tx, const Call& call, BytesView data) {
                erc20::Ports ports = world.token_ports();
                return erc20::face(kToken).call(tx, ports, call, data);
            },
            [](BytesView data) { return text_of(erc20::face(kToken), data); },
            [] { return functions_on(erc20::face(kToken)); }};
}

// One function a protocol: what its kinds do, or nothing if the kind is none of its own.

std::optional<Entry> plain_entry(Kind kind) {
    using enum Kind;
    switch (kind) {
        case kNone:
            return Entry{take, no_text, no_functions};
        case kInert:
            return Entry{refuse, no_text, no_functions};
        case kStandInToken:
            return token<erc20::Kind::kStandIn>();
        case kOpenZeppelin4Token:
            return token<erc20::Kind::kOpenZeppelin4>();
        case kOpenZeppelin5Token:
            return token<erc20::Kind::kOpenZeppelin5>();
        case kWeth:
            return contract<&World::weth_ports, weth::face, Coder::kZeroFilled>();
        case kMulticall:
            return contract<&World::multicall_ports, multicall::face>();
        case kStandInFeed:
            return feed<feeds::Kind::kStandIn>();
        case kFeedProxy:
            return feed<feeds::Kind::kProxy>();
        default:
            return std::nullopt;
    }
}

std::optional<Entry> standin_entry(Kind kind) {
    using enum Kind;
    constexpr auto kPorts = &World::standin_ports;
    switch (kind) {
        case kRegistrar:
            return contract<kPorts, standins::registrar_face>();
        case kEthPos:
            return contract<kPorts, standins::eth_pos_face>();
        case kRisk:
            return contract<kPorts, standins::risk_face>();
        case kStEthExit:
            return contract<kPorts, standins::st_eth_exit_face>();
        case kRestaker:
            return contract<kPorts, standins::restaker_face>();
        default:
            return std::nullopt;
    }
}

/// A contract that is not written in Solidity: its input has no selector.
template <auto Fn>
constexpr Entry system_contract() {
    return {[](World& world, Tx& tx, const Call& call, BytesView data) {
                beacon::Ports ports = world.beacon_ports();
                return Fn(tx, ports, call, data);
            },
            no_text, no_functions};
}

std::optional<Entry> beacon_entry(Kind kind) {
    using enum Kind;
    switch (kind) {
        case kDepositContract:
            return contract<&World::beacon_ports, beacon::deposit_contract::face>();
        case kWithdrawalRequests:
            return system_contract<beacon::call_withdrawal_requests>();
        case kConsolidationRequests:
            return system_contract<beacon::call_consolidation_requests>();
        case kBeaconRoots:
            return system_contract<beacon::call_beacon_roots>();
        default:
            return std::nullopt;
    }
}

std::optional<Entry> eigenlayer_entry(Kind kind) {
    using enum Kind;
    namespace el = eigenlayer;
    constexpr auto kPorts = &World::eigenlayer_ports;
    switch (kind) {
        case kStrategyManager:
            return contract<kPorts, el::strategy_manager_face>();
        case kStrategyBase:
            return contract<kPorts, el::strategy_base_face>();
        case kStrategyCapped:
            return contract<kPorts, el::strategy_capped_face>();
        case kDurationVault:
            return contract<kPorts, el::duration_vault_face>();
        case kStrategyFactory:
            return contract<kPorts, el::strategy_factory_face>();
        case kDelegationManager:
            return contract<kPorts, el::delegation_manager_face>();
        case kAllocationManager:
            return contract<kPorts, el::allocation_manager_face>();
        case kEigenPodManager:
            return contract<kPorts, el::eigen_pod_manager_face>();
        case kEigenPod:
            return contract<kPorts, el::eigen_pod_face>();
        case kRewardsCoordinator:
            return contract<kPorts, el::rewards_coordinator_face>();
        case kPermissionController:
            return contract<kPorts, el::permission_controller_face>();
        case kPauserRegistry:
            return contract<kPorts, el::pauser_registry_face>();
        default:
            return std::nullopt;
    }
}

std::optional<Entry> renzo_entry(Kind kind) {
    using enum Kind;
    constexpr auto kPorts = &World::renzo_ports;
    switch (kind) {
        case kRoleManager:
            return contract<kPorts, renzo::role_manager_face>();
        case kEzEth:
            return contract<kPorts, renzo::ez_eth_face>();
        case kRenzoOracle:
            return contract<kPorts, renzo::renzo_oracle_face>();
        case kPriceAdapter:
            return contract<kPorts, renzo::adapter_face>();
        case kBalancerRateProvider:
            return contract<kPorts, renzo::balancer_rate_provider_face>();
        case kRiskOracleMiddleware:
            return contract<kPorts, renzo::risk_oracle_middleware_face>();
        case kRestakeManager:
            return contract<kPorts, renzo::restake_manager_face>();
        case kDepositQueue:
            return contract<kPorts, renzo::deposit_queue_face>();
        case kWithdrawQueue:
            return contract<kPorts, renzo::withdraw_queue_face>();
        case kInstantWithdrawer:
            return contract<kPorts, renzo::instant_withdrawer_face>();
        case kOperatorDelegator:
            return contract<kPorts, renzo::operator_delegator_face>();
        case kRewardHandler:
            return contract<kPorts, renzo::reward_handler_face>();
        default:
            return std::nullopt;
    }
}

std::optional<Entry> lido_entry(Kind kind) {
    using enum Kind;
    constexpr auto kPorts = &World::lido_ports;
    switch (kind) {
        case kStEth:
            return contract<kPorts, lido::steth_face, Coder::kZeroFilled>();
        case kStEthStandIn:
            return contract<kPorts, lido::steth_stand_in_face, Coder::kZeroFilled>();
        case kWstEth:
            return contract<kPorts, lido::wsteth_face, Coder::kLenient>();
        case kLidoWithdrawalQueue:
            return contract<kPorts, lido::withdrawal_queue_face>();
        case kAccounting:
            return contract<kPorts, lido::accounting_face>();
        case kAccountingOracle:
            return contract<kPorts, lido::accounting_oracle_face>();
        case kSanityChecker:
            return contract<kPorts, lido::sanity_checker_face>();
        case kBurner:
            return contract<kPorts, lido::burner_face>();
        case kElRewardsVault:
            return contract<kPorts, lido::el_rewards_vault_face>();
        case kWithdrawalVault:
            return contract<kPorts, lido::withdrawal_vault_face>();
        case kStakingRouter:
            return contract<kPorts, lido::staking_router_face>();
        case kLidoLocator:
            return contract<kPorts, lido::lido_locator_face>();
        default:
            return std::nullopt;
    }
}

std::optional<Entry> rates_entry(Kind kind) {
    using enum Kind;
    constexpr auto kPorts = &World::rates_ports;
    switch (kind) {
        case kReth:
            return contract<kPorts, rates::reth_token_face, Coder::kLenient>();
        case kRethBalances:
            return contract<kPorts, rates::reth_balances_face>();
        case kRethDepositPool:
            return contract<kPorts, rates::reth_deposit_pool_face>();
        case kCbEth:
            return contract<kPorts, rates::cbeth_face, Coder::kLenient>();
        case kWbEth:
            return contract<kPorts, rates::wbeth_face, Coder::kLenient>();
        case kRateUpdater:
            return contract<kPorts, rates::rate_updater_face>();
        case kFrxEth:
            return contract<kPorts, rates::frxeth_face>();
        case kFrxEthMinter:
            return contract<kPorts, rates::frxeth_minter_face>();
        case kSfrxEth:
            return contract<kPorts, rates::sfrxeth_face>();
        case kSwEth:
            return contract<kPorts, rates::sweth_face>();
        case kMeth:
            return contract<kPorts, rates::meth_token_face>();
        case kMethStaking:
            return contract<kPorts, rates::meth_staking_face>();
        case kMethRequests:
            return contract<kPorts, rates::meth_requests_face>();
        case kMethOracle:
            return contract<kPorts, rates::meth_oracle_face>();
        case kMethPauser:
            return contract<kPorts, rates::meth_pauser_face>();
        default:
            return std::nullopt;
    }
}

Entry entry_of(Kind kind) {
    for (const auto& entries : {plain_entry, standin_entry, beacon_entry, eigenlayer_entry,
                                renzo_entry, lido_entry, rates_entry}) {
        if (const auto found = entries(kind)) return *found;
    }
    AQ_ASSERT(false && "every kind has an entry");
    __builtin_unreachable();
}

/// What a message looks up.
const Entry& entry(Kind kind) {
    static const auto kEntries = [] {
        std::array<Entry, static_cast<std::size_t>(Kind::kCount)> all{};
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = entry_of(static_cast<Kind>(i));
        return all;
    }();
    AQ_ASSERT(kind < Kind::kCount);
    return kEntries[static_cast<std::size_t>(kind)];
}

}  // namespace

FunctionText find_function(Kind kind, BytesView data) {
    return entry(kind).text(data);
}

std::vector<std::string_view> functions_of(Kind kind) {
    return entry(kind).functions();
}

std::string_view protocol_of(Kind kind) {
    using enum Kind;
    switch (kind) {
        case kNone:
        case kInert:
            return {};
        case kStandInToken:
        case kOpenZeppelin4Token:
        case kOpenZeppelin5Token:
            return "erc20";
        case kWeth:
            return "weth";
        case kMulticall:
            return "multicall";
        case kStandInFeed:
        case kFeedProxy:
            return "feeds";
        default:
            break;
    }
    if (standin_entry(kind)) return "standins";
    if (beacon_entry(kind)) return "beacon";
    if (eigenlayer_entry(kind)) return "eigenlayer";
    if (renzo_entry(kind)) return "renzo";
    if (lido_entry(kind)) return "lido";
    return "rates";
}

Result<Bytes> run(Kind kind, World& world, Tx& tx, const Call& call, BytesView data) {
    return entry(kind).run(world, tx, call, data);
}

}  // namespace aq::stack
