// SPDX-License-Identifier: Apache-2.0
#include <aquifer/replay/deployment.hpp>

#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/feeds/moves.hpp>
#include <aquifer/protocols/renzo/moves_manager.hpp>

#include <functional>
#include <optional>
#include <utility>

namespace aq::replay {

namespace {

using stack::Kind;

Fault fault(std::string what) {
    return {"the recording", 0, std::move(what),
            "This build replays recordings of eigenlayer-core, lido-shares and renzo."};
}

constexpr Wei kMillionEther{1'000'000'000'000'000'000'000'000_u256};
constexpr Wei kBillionEther{1'000'000'000'000'000'000'000'000'000_u256};

/// What makes a recording one of a subject.
struct Subject {
    void (*set_up)(stack::World& world, HeaderEntries& entries);
    /// What every plain account starts with.
    Wei ether;
    /// Roles that mean something else here than elsewhere.
    std::map<std::string_view, Kind> roles;
};

const std::map<std::string_view, Subject>& subjects() {
    static const std::map<std::string_view, Subject> kSubjects{
        {"eigenlayer-core", {.set_up = set_up_eigenlayer, .ether = kMillionEther, .roles = {}}},
        {"lido-shares",
         {.set_up = set_up_lido_shares,
          .ether = kBillionEther,
          .roles = {{"stETH", Kind::kStEthStandIn}, {"wstETH", Kind::kWstEth}}}},
        {"renzo",
         {.set_up = set_up_renzo,
          .ether = kBillionEther,
          .roles = {{"feed0", Kind::kPriceAdapter}}}},
    };
    return kSubjects;
}

Expected<std::reference_wrapper<const Subject>> find_subject(const std::string& name) {
    const auto subject = subjects().find(name);
    if (subject != subjects().end()) return std::cref(subject->second);
    return std::unexpected(fault("the subject \"" + name + "\" is unknown"));
}

/// The contract that a role names. Roles of several contracts end in a number.
std::optional<Kind> kind_of_role(const Subject& subject, std::string_view role) {
    using enum Kind;
    static const std::map<std::string_view, Kind> kRoles{
        {"proxyAdmin", kInert},
        {"empty", kInert},
        {"eigenPodBeacon", kInert},
        {"strategyBeacon", kInert},
        {"durationVaultBeacon", kInert},
        {"allocationManagerView", kInert},
        {"pauserRegistry", kPauserRegistry},
        {"ethPOS", kEthPos},
        {"strategyManager", kStrategyManager},
        {"delegationManager", kDelegationManager},
        {"allocationManager", kAllocationManager},
        {"eigenPodManager", kEigenPodManager},
        {"rewardsCoordinator", kRewardsCoordinator},
        {"permissionController", kPermissionController},
        {"strategyFactory", kStrategyFactory},
        {"registrar", kRegistrar},
        {"token", kStandInToken},
        {"strategy", kStrategyCapped},
        {"feed", kStandInFeed},
        {"risk", kRisk},
        {"stETHExit", kStEthExit},
        {"restaker", kRestaker},
        {"roleManager", kRoleManager},
        {"ezETH", kEzEth},
        {"renzoOracle", kRenzoOracle},
        {"restakeManager", kRestakeManager},
        {"depositQueue", kDepositQueue},
        {"withdrawQueue", kWithdrawQueue},
        {"rewardHandler", kRewardHandler},
        {"operatorDelegator", kOperatorDelegator},
        {"operatorDelegatorLib", kInert},
    };
    if (role.ends_with("Impl")) return kInert;
    const std::string_view stem = role.substr(0, role.find_last_not_of("0123456789") + 1);
    for (const auto& roles : {std::cref(subject.roles), std::cref(kRoles)}) {
        for (const std::string_view name : {role, stem}) {
            const auto found = roles.get().find(name);
            if (found != roles.get().end()) return found->second;
        }
    }
    return std::nullopt;
}

/// What a contract of such a kind has from the start, where many of the kind share a state.
void give_row(stack::World& world, Kind kind, const Address& at) {
    Undo& u = world.undo;
    switch (kind) {
        case Kind::kStandInToken:
            erc20::move::create(u, world.tokens, at, erc20::Kind::kStandIn, 18);
            break;
        case Kind::kEzEth:
            erc20::move::create(u, world.tokens, at, erc20::Kind::kOpenZeppelin4, 18);
            erc20::move::set_title(
                u, world.tokens, at,
                {erc20::ShortText("Renzo Restaked ETH"), erc20::ShortText("ezETH"), {}});
            break;
        case Kind::kWstEth:
            erc20::move::create(u, world.tokens, at, erc20::Kind::kOpenZeppelin3, 18);
            erc20::move::set_title(u, world.tokens, at,
                                   {erc20::ShortText("Wrapped liquid staked Ether 2.0"),
                                    erc20::ShortText("wstETH"), erc20::ShortText("1")});
            break;
        case Kind::kStandInFeed:
            feeds::move::create(u, world.feeds, at,
                                {.kind = feeds::Kind::kStandIn, .decimals = 18});
            break;
        case Kind::kPriceAdapter:
            renzo::move::create_adapter(u, world.renzo, at, {renzo::AdapterKind::kOneToOne, {}});
            break;
        case Kind::kStEthExit:
        case Kind::kRestaker:
            standins::move::set_st_eth(u, world.standins, at, world.renzo.at.st_eth);
            break;
        default:
            break;
    }
}

/// A strategy deployed by hand counts as EigenLayer's by its code.
void fold_deployment(stack::World& world, const LogBuffer& logs) {
    Code& strategies = world.eigenlayer.at.strategy_code;
    const Code factory_made = std::exchange(strategies, code_of(Kind::kStrategyCapped));
    world.fold(logs);
    strategies = factory_made;
}

}  // namespace

Expected<void> set_up(stack::World& world, const Header& header) {
    const Subject& subject = AQ_TRY(find_subject(header.subject));
    HeaderEntries entries(header);
    subject.set_up(world, entries);
    AQ_TRY(entries.complete());
    world.block = {header.start_block, header.start_time, header.chain_id};
    for (const auto& [role, at] : header.eoas) {
        aq::move::set_ether(world.undo, world.accounts, at, subject.ether);
    }
    world.undo.commit();
    return {};
}

Expected<void> place(stack::World& world, const std::string& subject, const Deploy& line) {
    const auto kind = kind_of_role(AQ_TRY(find_subject(subject)), line.role);
    if (!kind.has_value()) {
        return std::unexpected(fault("the contract \"" + line.role + "\" is unknown"));
    }
    if (!world.accounts.has_code(line.address)) {
        aq::move::deploy(world.undo, world.accounts, line.address, code_of(*kind));
        give_row(world, *kind, line.address);
    }
    fold_deployment(world, line.logs);
    world.undo.commit();
    return {};
}

}  // namespace aq::replay
