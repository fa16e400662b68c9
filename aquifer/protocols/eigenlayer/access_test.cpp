// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/queries_access.hpp>
#include <aquifer/protocols/eigenlayer/rules_access.hpp>
#include <aquifer/protocols/eigenlayer/testing.hpp>

#include <gtest/gtest.h>

#include <set>

namespace aq::eigenlayer {
namespace {

using testing::Sandbox;
using testing::topics;

const Address kAlice = Sandbox::account("alice");
const Address kBob = Sandbox::account("bob");
const Address kCarol = Sandbox::account("carol");
const Address kPauser = Sandbox::account("pauser");
const Address kUnpauser = Sandbox::account("unpauser");
const Address kOwner = Sandbox::account("owner");

constexpr Selector kModifyAllocations = "0x952899ee"_selector;
constexpr Selector kSetAllocationDelay = "0x56c483e6"_selector;

struct Pausing : ::testing::Test {
    Sandbox box;
    Address contract = box.at.strategy_manager;
    u256 status() { return box.s.access.paused[contract]; }
};

TEST_F(Pausing, APauserSetsBitsAndNeverClearsOne) {
    ASSERT_TRUE(box.call(pause, kPauser, contract, 5_u256).has_value());
    EXPECT_EQ(status(), 5_u256);
    ASSERT_EQ(box.order(), topics<Paused>());
    EXPECT_EQ(box.logs[0].emitter, contract);
    EXPECT_EQ(box.events<Paused>()[0].account, kPauser);
    EXPECT_EQ(box.events<Paused>()[0].new_paused_status, 5_u256);
    // The same status again is no clearing.
    EXPECT_TRUE(box.call(pause, kPauser, contract, 5_u256).has_value());
    EXPECT_TRUE(box.call(pause, kPauser, contract, 7_u256).has_value());
    EXPECT_TRUE(
        box.reverted(error::InvalidNewPausedStatus, box.call(pause, kPauser, contract, 13_u256)));
    EXPECT_EQ(status(), 7_u256);
}

TEST_F(Pausing, OnlyAPauserPauses) {
    EXPECT_TRUE(box.reverted(error::OnlyPauser, box.call(pause, kUnpauser, contract, 1_u256)));
    EXPECT_TRUE(box.reverted(error::OnlyPauser, box.call(pause_all, kUnpauser, contract)));
    EXPECT_EQ(status(), 0_u256);
}

TEST_F(Pausing, PauseAllSetsEveryBit) {
    ASSERT_TRUE(box.call(pause_all, kPauser, contract).has_value());
    EXPECT_EQ(status(), u256::max());
    EXPECT_EQ(box.events<Paused>()[0].new_paused_status, u256::max());
    EXPECT_TRUE(is_paused(box.s, contract, 255));
}

TEST_F(Pausing, TheUnpauserClearsBitsAndNeverSetsOne) {
    ASSERT_TRUE(box.call(pause, kPauser, contract, 7_u256).has_value());
    EXPECT_TRUE(box.reverted(error::OnlyUnpauser, box.call(unpause, kPauser, contract, 0_u256)));
    EXPECT_TRUE(box.reverted(error::InvalidNewPausedStatus,
                             box.call(unpause, kUnpauser, contract, 8_u256)));
    EXPECT_TRUE(box.reverted(error::InvalidNewPausedStatus,
                             box.call(unpause, kUnpauser, contract, 15_u256)));
    ASSERT_TRUE(box.call(unpause, kUnpauser, contract, 2_u256).has_value());
    EXPECT_EQ(status(), 2_u256);
    ASSERT_EQ(box.order(), topics<Unpaused>());
    EXPECT_EQ(box.events<Unpaused>()[0].account, kUnpauser);
    EXPECT_EQ(box.events<Unpaused>()[0].new_paused_status, 2_u256);
}

TEST_F(Pausing, ABitPausesItsFeatureOfItsContractOnly) {
    ASSERT_TRUE(box.call(pause, kPauser, contract, 2_u256).has_value());
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, only_when_not_paused(box.s, contract, 1)));
    EXPECT_TRUE(only_when_not_paused(box.s, contract, 0).has_value());
    EXPECT_TRUE(only_when_not_paused(box.s, box.at.delegation_manager, 1).has_value());
}

TEST(Ownership, TheOwnerHandsOverAtOnce) {
    Sandbox box;
    const Address contract = box.at.eigen_pod_manager;
    EXPECT_TRUE(box.reverted("Ownable: caller is not the owner",
                             box.call(transfer_ownership, kAlice, contract, kAlice)));
    EXPECT_TRUE(box.reverted("Ownable: new owner is the zero address",
                             box.call(transfer_ownership, kOwner, contract, kZeroAddress)));
    ASSERT_TRUE(box.call(transfer_ownership, kOwner, contract, kAlice).has_value());
    ASSERT_EQ(box.order(), topics<OwnershipTransferred>());
    EXPECT_EQ(box.events<OwnershipTransferred>()[0].previous_owner, kOwner);
    EXPECT_EQ(box.events<OwnershipTransferred>()[0].new_owner, kAlice);
    // Other contracts keep theirs.
    EXPECT_EQ(box.s.access.owner[box.at.strategy_manager], kOwner);
    EXPECT_TRUE(only_owner(box.s, {kAlice, contract, Wei(), Selector()}).has_value());
}

TEST(Ownership, ARenouncedContractHasNoOwner) {
    Sandbox box;
    const Address contract = box.at.rewards_coordinator;
    EXPECT_TRUE(box.reverted("Ownable: caller is not the owner",
                             box.call(renounce_ownership, kAlice, contract)));
    ASSERT_TRUE(box.call(renounce_ownership, kOwner, contract).has_value());
    EXPECT_EQ(box.events<OwnershipTransferred>()[0].new_owner, kZeroAddress);
    EXPECT_TRUE(box.reverted("Ownable: caller is not the owner",
                             box.call(renounce_ownership, kOwner, contract)));
}

TEST(PauserRegistry, TheUnpauserListsPausers) {
    Sandbox box;
    const Address registry = box.at.pauser_registry;
    const auto set = pauser_registry::set_is_pauser;
    EXPECT_TRUE(box.reverted(error::OnlyUnpauser, box.call(set, kPauser, registry, kAlice, true)));
    EXPECT_TRUE(box.reverted(error::InputAddressZero,
                             box.call(set, kUnpauser, registry, kZeroAddress, true)));
    ASSERT_TRUE(box.call(set, kUnpauser, registry, kAlice, true).has_value());
    ASSERT_EQ(box.order(), topics<PauserStatusChanged>());
    EXPECT_EQ(box.events<PauserStatusChanged>()[0].pauser, kAlice);
    EXPECT_TRUE(box.events<PauserStatusChanged>()[0].can_pause);
    EXPECT_TRUE(box.call(pause_all, kAlice, box.at.strategy_manager).has_value());
    ASSERT_TRUE(box.call(set, kUnpauser, registry, kAlice, false).has_value());
    EXPECT_TRUE(
        box.reverted(error::OnlyPauser, box.call(pause_all, kAlice, box.at.strategy_manager)));
}

TEST(PauserRegistry, TheUnpauserNamesItsSuccessor) {
    Sandbox box;
    const Address registry = box.at.pauser_registry;
    const auto set = pauser_registry::set_unpauser;
    EXPECT_TRUE(box.reverted(error::OnlyUnpauser, box.call(set, kAlice, registry, kAlice)));
    EXPECT_TRUE(
        box.reverted(error::InputAddressZero, box.call(set, kUnpauser, registry, kZeroAddress)));
    ASSERT_TRUE(box.call(set, kUnpauser, registry, kAlice).has_value());
    ASSERT_EQ(box.order(), topics<UnpauserChanged>());
    EXPECT_EQ(box.events<UnpauserChanged>()[0].previous_unpauser, kUnpauser);
    EXPECT_EQ(box.events<UnpauserChanged>()[0].new_unpauser, kAlice);
    EXPECT_TRUE(box.reverted(error::OnlyUnpauser, box.call(set, kUnpauser, registry, kBob)));
}

namespace controller = permission_controller;

struct Permissioning : ::testing::Test {
    Sandbox box;
    Address at = box.at.permission_controller;

    void make_admin(const Address& account, const Address& by, const Address& admin) {
        ASSERT_TRUE(box.call(controller::add_pending_admin, by, at, account, admin).has_value());
        ASSERT_TRUE(box.call(controller::accept_admin, admin, at, account).has_value());
    }
};

TEST_F(Permissioning, AnAccountIsItsOwnAdminUntilItHasNamedOne) {
    EXPECT_TRUE(controller::is_admin(box.s, kAlice, kAlice));
    EXPECT_FALSE(controller::is_admin(box.s, kAlice, kBob));
    EXPECT_EQ(controller::admins(box.s, kAlice), std::vector<Address>{kAlice});
    make_admin(kAlice, kAlice, kBob);
    EXPECT_FALSE(controller::is_admin(box.s, kAlice, kAlice));
    EXPECT_TRUE(controller::is_admin(box.s, kAlice, kBob));
    EXPECT_EQ(controller::admins(box.s, kAlice), std::vector<Address>{kBob});
}

TEST_F(Permissioning, APendingAdminHasToAccept) {
    EXPECT_TRUE(box.reverted(error::NotAdmin,
                             box.call(controller::add_pending_admin, kBob, at, kAlice, kBob)));
    ASSERT_TRUE(box.call(controller::add_pending_admin, kAlice, at, kAlice, kBob).has_value());
    ASSERT_EQ(box.order(), topics<PendingAdminAdded>());
    EXPECT_EQ(box.events<PendingAdminAdded>()[0].account, kAlice);
    EXPECT_EQ(box.events<PendingAdminAdded>()[0].admin, kBob);
    EXPECT_FALSE(controller::is_admin(box.s, kAlice, kBob));
    EXPECT_TRUE(box.reverted(error::AdminAlreadyPending,
                             box.call(controller::add_pending_admin, kAlice, at, kAlice, kBob)));
    EXPECT_TRUE(box.reverted(error::AdminNotPending,
                             box.call(controller::accept_admin, kCarol, at, kAlice)));
    ASSERT_TRUE(box.call(controller::accept_admin, kBob, at, kAlice).has_value());
    ASSERT_EQ(box.order(), topics<AdminSet>());
    EXPECT_EQ(box.events<AdminSet>()[0].account, kAlice);
    EXPECT_EQ(box.events<AdminSet>()[0].admin, kBob);
    EXPECT_TRUE(
        box.reverted(error::AdminNotPending, box.call(controller::accept_admin, kBob, at, kAlice)));
    EXPECT_TRUE(box.reverted(error::AdminAlreadySet,
                             box.call(controller::add_pending_admin, kBob, at, kAlice, kBob)));
}

TEST_F(Permissioning, APendingAdminCanBeTakenBack) {
    EXPECT_TRUE(box.reverted(error::NotAdmin,
                             box.call(controller::remove_pending_admin, kBob, at, kAlice, kBob)));
    EXPECT_TRUE(box.reverted(error::AdminNotPending,
                             box.call(controller::remove_pending_admin, kAlice, at, kAlice, kBob)));
    ASSERT_TRUE(box.call(controller::add_pending_admin, kAlice, at, kAlice, kBob).has_value());
    ASSERT_TRUE(box.call(controller::remove_pending_admin, kAlice, at, kAlice, kBob).has_value());
    ASSERT_EQ(box.order(), topics<PendingAdminRemoved>());
    EXPECT_EQ(box.events<PendingAdminRemoved>()[0].admin, kBob);
    EXPECT_EQ(box.s.permissions, Permissions());
}

TEST_F(Permissioning, TheLastAdminStays) {
    // An account without admins has not more than one either.
    EXPECT_TRUE(box.reverted(error::CannotHaveZeroAdmins,
                             box.call(controller::remove_admin, kAlice, at, kAlice, kAlice)));
    make_admin(kAlice, kAlice, kBob);
    EXPECT_TRUE(box.reverted(error::NotAdmin,
                             box.call(controller::remove_admin, kAlice, at, kAlice, kBob)));
    EXPECT_TRUE(box.reverted(error::CannotHaveZeroAdmins,
                             box.call(controller::remove_admin, kBob, at, kAlice, kBob)));
    make_admin(kAlice, kBob, kCarol);
    EXPECT_TRUE(box.reverted(error::AdminNotSet,
                             box.call(controller::remove_admin, kBob, at, kAlice, kAlice)));
    ASSERT_TRUE(box.call(controller::remove_admin, kBob, at, kAlice, kBob).has_value());
    ASSERT_EQ(box.order(), topics<AdminRemoved>());
    EXPECT_EQ(box.events<AdminRemoved>()[0].admin, kBob);
    EXPECT_EQ(controller::admins(box.s, kAlice), std::vector<Address>{kCarol});
}

TEST_F(Permissioning, AnAppointeeMayCallOneFunctionOfOneContract) {
    const Address target = box.at.allocation_manager;
    EXPECT_TRUE(box.reverted(error::NotAdmin, box.call(controller::set_appointee, kBob, at, kAlice,
                                                       kBob, target, kModifyAllocations)));
    ASSERT_TRUE(
        box.call(controller::set_appointee, kAlice, at, kAlice, kBob, target, kModifyAllocations)
            .has_value());
    ASSERT_EQ(box.order(), topics<AppointeeSet>());
    const AppointeeSet event = box.events<AppointeeSet>()[0];
    EXPECT_EQ(event.account, kAlice);
    EXPECT_EQ(event.appointee, kBob);
    EXPECT_EQ(event.target, target);
    EXPECT_EQ(event.selector, kModifyAllocations);
    EXPECT_TRUE(box.reverted(
        error::AppointeeAlreadySet,
        box.call(controller::set_appointee, kAlice, at, kAlice, kBob, target, kModifyAllocations)));

    const auto may = [&](const Address& who, const Address& contract, Selector selector) {
        return controller::may_act_for(box.s, {who, contract, Wei(), selector}, kAlice);
    };
    EXPECT_TRUE(may(kBob, target, kModifyAllocations));
    EXPECT_FALSE(may(kBob, target, kSetAllocationDelay));
    EXPECT_FALSE(may(kBob, box.at.rewards_coordinator, kModifyAllocations));
    EXPECT_FALSE(may(kCarol, target, kModifyAllocations));
    EXPECT_TRUE(may(kAlice, box.at.rewards_coordinator, kSetAllocationDelay));
    // An appointee is no admin.
    EXPECT_FALSE(controller::is_admin(box.s, kAlice, kBob));
}

TEST_F(Permissioning, ARemovedAppointeeMayNothing) {
    const Address target = box.at.allocation_manager;
    const auto set = [&](const Address& who, Selector selector) {
        ASSERT_TRUE(box.call(controller::set_appointee, kAlice, at, kAlice, who, target, selector)
                        .has_value());
    };
    set(kBob, kModifyAllocations);
    set(kBob, kSetAllocationDelay);
    set(kCarol, kModifyAllocations);
    const auto remove = controller::remove_appointee;
    EXPECT_TRUE(box.reverted(error::NotAdmin,
                             box.call(remove, kBob, at, kAlice, kBob, target, kModifyAllocations)));
    ASSERT_TRUE(box.call(remove, kAlice, at, kAlice, kBob, target, kModifyAllocations).has_value());
    ASSERT_EQ(box.order(), topics<AppointeeRemoved>());
    EXPECT_EQ(box.events<AppointeeRemoved>()[0].appointee, kBob);
    EXPECT_EQ(box.events<AppointeeRemoved>()[0].selector, kModifyAllocations);
    EXPECT_TRUE(box.reverted(error::AppointeeNotSet, box.call(remove, kAlice, at, kAlice, kBob,
                                                              target, kModifyAllocations)));
    const auto [targets, selectors] = controller::appointee_permissions(box.s, kAlice, kBob);
    EXPECT_EQ(targets, std::vector<Address>{target});
    EXPECT_EQ(selectors, std::vector<Selector>{kSetAllocationDelay});
    const Key<Address, Permission> key(kAlice, Permission{target, kModifyAllocations});
    EXPECT_EQ(box.s.permissions.permission_appointees.all(key), std::vector<Address>{kCarol});
}

TEST_F(Permissioning, RemovingAnAdminMovesTheLastIntoItsPlace) {
    for (const Address& admin : {kAlice, kBob, kCarol}) {
        // The first to accept is Alice herself, who therefore stays admin.
        make_admin(kAlice, kAlice, admin);
    }
    ASSERT_TRUE(box.call(controller::remove_admin, kBob, at, kAlice, kAlice).has_value());
    EXPECT_EQ(controller::admins(box.s, kAlice), (std::vector<Address>{kCarol, kBob}));
}

/// The selectors of a face, which must be exactly those that the contract's interface publishes.
std::set<Selector> selectors_of(const std::span<const Function<Ports>> functions) {
    std::set<Selector> out;
    for (const Function<Ports>& f : functions) out.insert(f.selector);
    return out;
}

// The text is what the contracts at f84a5151 answered an outsider; the selectors are keccak's, by
// viem.
TEST(AccessAbi, WhatStandsIsNotInitialisedAgain) {
    Sandbox box;
    const std::vector<std::pair<const Face*, Selector>> initialisers{
        {&delegation_manager_face(), "0xfe4b84df"_selector},
        {&allocation_manager_face(), "0xfe4b84df"_selector},
        {&strategy_manager_face(), "0x1794bb3c"_selector},
        {&eigen_pod_manager_face(), "0xcd6dc687"_selector},
        {&strategy_factory_face(), "0xcd6dc687"_selector},
        {&rewards_coordinator_face(), "0xacad7299"_selector},
        {&eigen_pod_face(), "0xc4d66de8"_selector},
        {&strategy_base_face(), "0xc4d66de8"_selector},
        {&strategy_capped_face(), "0xa6ab36f2"_selector},
        {&strategy_capped_face(), "0xc4d66de8"_selector},
        {&duration_vault_face(), "0xc2cca26d"_selector},
        {&duration_vault_face(), "0xc4d66de8"_selector},
    };
    for (const auto& [face, selector] : initialisers) {
        // Sixteen words of zero are arguments of each.
        Bytes data(selector.bytes.begin(), selector.bytes.end());
        data.resize(4 + 32 * 16);
        EXPECT_TRUE(Sandbox::reverted(
            Revert("Initializable: contract is already initialized"),
            box.send(*face, {kAlice, Sandbox::account("any"), Wei(), selector}, data)))
            << face->name();
    }
}

TEST(AccessAbi, SelectorsAreThePublishedOnes) {
    EXPECT_EQ(selectors_of(pausable_functions()), (std::set<Selector>{
                                                      "0x136439dd"_selector,  // pause(uint256)
                                                      "0x595c6a67"_selector,  // pauseAll()
                                                      "0x5ac86ab7"_selector,  // paused(uint8)
                                                      "0x5c975abb"_selector,  // paused()
                                                      "0x886f1195"_selector,  // pauserRegistry()
                                                      "0xfabc1cbc"_selector,  // unpause(uint256)
                                                  }));
    EXPECT_EQ(selectors_of(ownable_functions()),
              (std::set<Selector>{
                  "0x8da5cb5b"_selector,  // owner()
                  "0x715018a6"_selector,  // renounceOwnership()
                  "0xf2fde38b"_selector,  // transferOwnership(address)
              }));
    EXPECT_EQ(selectors_of(pauser_registry_face().functions()),
              (std::set<Selector>{
                  "0x46fbf68e"_selector,  // isPauser(address)
                  "0x85685206"_selector,  // setIsPauser(address,bool)
                  "0xce548428"_selector,  // setUnpauser(address)
                  "0xeab66d7a"_selector,  // unpauser()
              }));
    EXPECT_EQ(selectors_of(permission_controller_face().functions()),
              (std::set<Selector>{
                  "0x628806ef"_selector,  // acceptAdmin
                  "0xeb5a4e87"_selector,  // addPendingAdmin
                  "0xdf595cb8"_selector,  // canCall
                  "0xad5f2210"_selector,  // getAdmins
                  "0x882a3b38"_selector,  // getAppointeePermissions
                  "0xfddbdefd"_selector,  // getAppointees
                  "0x6bddfa1f"_selector,  // getPendingAdmins
                  "0x91006745"_selector,  // isAdmin
                  "0xad8aca77"_selector,  // isPendingAdmin
                  "0x268959e5"_selector,  // removeAdmin
                  "0x06641201"_selector,  // removeAppointee
                  "0x4f906cf9"_selector,  // removePendingAdmin
                  "0x950d806e"_selector,  // setAppointee
              }));
}

TEST(AccessAbi, GettersAnswerFromTheContractAsked) {
    Sandbox box;
    const Contract<Ports> face("Pausable", {pausable_functions(), ownable_functions()});
    const auto ask = [&](const Face& of, const Address& to, Selector selector,
                         const auto&... args) {
        const auto answer =
            box.send(of, {kAlice, to, Wei(), Selector()}, abi_call(selector, args...));
        return answer.has_value() ? *answer : Bytes{};
    };
    const Address paused = box.at.delegation_manager;
    const Address running = box.at.strategy_manager;
    ASSERT_TRUE(box.call(pause, kPauser, paused, 4_u256).has_value());
    EXPECT_EQ(ask(face, paused, "0x5c975abb"_selector), abi_encode(4_u256));
    EXPECT_EQ(ask(face, running, "0x5c975abb"_selector), abi_encode(0_u256));
    EXPECT_EQ(ask(face, paused, "0x5ac86ab7"_selector, std::uint8_t{2}), abi_encode(true));
    EXPECT_EQ(ask(face, paused, "0x5ac86ab7"_selector, std::uint8_t{1}), abi_encode(false));
    EXPECT_EQ(ask(face, paused, "0x886f1195"_selector), abi_encode(box.at.pauser_registry));
    EXPECT_EQ(ask(face, paused, "0x8da5cb5b"_selector), abi_encode(kOwner));

    const Face& registry = pauser_registry_face();
    EXPECT_EQ(ask(registry, box.at.pauser_registry, "0x46fbf68e"_selector, kPauser),
              abi_encode(true));
    EXPECT_EQ(ask(registry, box.at.pauser_registry, "0xeab66d7a"_selector), abi_encode(kUnpauser));

    const Face& permissions = permission_controller_face();
    const Address at = box.at.permission_controller;
    ASSERT_TRUE(box.call(controller::add_pending_admin, kAlice, at, kAlice, kBob).has_value());
    ASSERT_TRUE(
        box.call(controller::set_appointee, kAlice, at, kAlice, kCarol, running, kModifyAllocations)
            .has_value());
    EXPECT_EQ(ask(permissions, at, "0x91006745"_selector, kAlice, kAlice), abi_encode(true));
    EXPECT_EQ(ask(permissions, at, "0xad8aca77"_selector, kAlice, kBob), abi_encode(true));
    EXPECT_EQ(ask(permissions, at, "0xad5f2210"_selector, kAlice),
              abi_encode(std::vector<Address>{kAlice}));
    EXPECT_EQ(ask(permissions, at, "0x6bddfa1f"_selector, kAlice),
              abi_encode(std::vector<Address>{kBob}));
    EXPECT_EQ(
        ask(permissions, at, "0xdf595cb8"_selector, kAlice, kCarol, running, kModifyAllocations),
        abi_encode(true));
    EXPECT_EQ(ask(permissions, at, "0x882a3b38"_selector, kAlice, kCarol),
              abi_encode(std::vector<Address>{running}, std::vector<Selector>{kModifyAllocations}));
    EXPECT_EQ(ask(permissions, at, "0xfddbdefd"_selector, kAlice, running, kModifyAllocations),
              abi_encode(std::vector<Address>{kCarol}));
}

}  // namespace
}  // namespace aq::eigenlayer
