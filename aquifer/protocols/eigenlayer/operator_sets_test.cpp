// SPDX-License-Identifier: Apache-2.0
/// The AVS side of the AllocationManager: metadata, registrar, operator sets, their strategies and
/// slashers; and joining and leaving them.
#include <aquifer/protocols/eigenlayer/testing_allocation.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer::testing {

namespace {

class OperatorSets : public ::testing::Test, protected AllocationWorld {};
using error::InputAddressZero;
using error::InputArrayLengthMismatch;
using error::InvalidOperatorSet;
using error::InvalidPermissions;

// DEALLOCATION_DELAY and SLASHER_CONFIGURATION_DELAY of mainnet (specification, section 2).
constexpr std::uint32_t kSlasherDelay = 126'000;
// The sandbox's first block.

/// A transaction in which every contract answers the same bytes.
Result<void> set_registrar_answering(Sandbox& box, const Address& avs, const Address& registrar,
                                     Result<Bytes> answer) {
    const Machine machine{&answer,
                          [](void* said, Tx& /*tx*/, const Call& /*call*/, BytesView /*data*/) {
                              return *static_cast<Result<Bytes>*>(said);
                          }};
    Tx tx(box.undo, box.block, machine, &box.logs);
    const Call call{avs, box.at.allocation_manager, Wei(), Selector()};
    auto result =
        tx.attempt([&] { return am::set_avs_registrar(tx, box.ports, call, avs, registrar); });
    box.undo.commit();
    return result;
}

}  // namespace

TEST_F(OperatorSets, MetadataIsLoggedEachTimeAndRegistersTheAvs) {
    ASSERT_TRUE(as(bob, am::update_avs_metadata_uri, bob, std::string("ipfs://one")));
    EXPECT_EQ(box.order(), topics<AVSMetadataURIUpdated>());
    EXPECT_EQ(box.events<AVSMetadataURIUpdated>().at(0).metadata_uri, "ipfs://one");
    EXPECT_TRUE(box.s.allocations.metadata_registered[bob]);
    ASSERT_TRUE(as(bob, am::update_avs_metadata_uri, bob, std::string()));
    EXPECT_EQ(box.logs.size(), 1U);
}

TEST_F(OperatorSets, EveryAvsRuleAsksForThePermissionOfTheAvs) {
    EXPECT_TRUE(
        box.reverted(InvalidPermissions, as(bob, am::update_avs_metadata_uri, avs, std::string())));
    EXPECT_TRUE(box.reverted(InvalidPermissions, as(bob, am::set_avs_registrar, avs, registrar)));
    EXPECT_TRUE(box.reverted(InvalidPermissions, as(bob, am::create_operator_sets, avs,
                                                    std::vector<CreateSetParamsV2>())));
    EXPECT_TRUE(box.reverted(InvalidPermissions, as(bob, am::create_operator_sets_legacy, avs,
                                                    std::vector<CreateSetParams>())));
    EXPECT_TRUE(box.reverted(InvalidPermissions,
                             as(bob, am::create_redistributing_operator_sets, avs,
                                std::vector<CreateSetParamsV2>(), std::vector<Address>{bob})));
    EXPECT_TRUE(box.reverted(InvalidPermissions,
                             as(bob, am::create_redistributing_operator_sets_legacy, avs,
                                std::vector<CreateSetParams>(), std::vector<Address>{bob})));
    EXPECT_TRUE(box.reverted(InvalidPermissions, as(bob, am::add_strategies_to_operator_set, avs,
                                                    9U, std::vector<Address>())));
    EXPECT_TRUE(box.reverted(InvalidPermissions, as(bob, am::remove_strategies_from_operator_set,
                                                    avs, 9U, std::vector<Address>())));
    EXPECT_TRUE(box.reverted(InvalidPermissions,
                             as(bob, am::update_slasher, OperatorSet{avs, 9}, kZeroAddress)));
}

TEST_F(OperatorSets, AnAppointeeActsForTheAvsInTheOneFunctionItWasGiven) {
    constexpr Selector kUpdateMetadata = "0xa9821821"_selector;
    constexpr Selector kSetRegistrar = "0xd3d96ff4"_selector;
    appoint(avs, bob, kUpdateMetadata);
    EXPECT_TRUE(box.call_with({bob, manager, Wei(), kUpdateMetadata}, am::update_avs_metadata_uri,
                              avs, std::string("by bob")));
    EXPECT_TRUE(
        box.reverted(InvalidPermissions, box.call_with({bob, manager, Wei(), kSetRegistrar},
                                                       am::set_avs_registrar, avs, registrar)));
}

TEST_F(OperatorSets, TheAvsIsItsOwnRegistrarUntilItSetsOne) {
    EXPECT_EQ(am::avs_registrar(box.s, bob), bob);
    EXPECT_EQ(am::avs_registrar(box.s, avs), registrar);
    const Address other = box.registrar("another registrar");
    ASSERT_TRUE(as(avs, am::set_avs_registrar, avs, other));
    EXPECT_EQ(box.order(), topics<AVSRegistrarSet>());
    EXPECT_EQ(box.events<AVSRegistrarSet>().at(0).registrar, other);
    EXPECT_EQ(am::avs_registrar(box.s, avs), other);
}

TEST_F(OperatorSets, ARegistrarMustBeAContractThatSaysYes) {
    // As recorded on a chain: an account and a token as registrars revert without data.
    EXPECT_TRUE(box.reverted(Revert(), as(avs, am::set_avs_registrar, avs, bob)));
    EXPECT_TRUE(box.reverted(Revert(), as(avs, am::set_avs_registrar, avs, kZeroAddress)));
    EXPECT_TRUE(box.reverted(Revert(), as(avs, am::set_avs_registrar, avs, box.token("token"))));

    const auto answer = [&](Result<Bytes> said) {
        return set_registrar_answering(box, avs, registrar, std::move(said));
    };
    EXPECT_TRUE(answer(abi_encode(true)));
    EXPECT_TRUE(box.reverted(error::InvalidAVSRegistrar, answer(abi_encode(false))));
    EXPECT_TRUE(box.reverted(Revert(), answer(Bytes())));
    EXPECT_TRUE(box.reverted(Revert(), answer(Bytes(31, 0))));
    EXPECT_TRUE(box.reverted(Revert(), answer(abi_encode(u256(2U)))));
    EXPECT_TRUE(box.reverted(Revert("not mine"), answer(std::unexpected(Revert("not mine")))));
}

TEST_F(OperatorSets, ASetIsCreatedWithItsStrategiesAndThenItsSlasher) {
    ASSERT_TRUE(create(7, {high, low}));
    EXPECT_EQ(box.order(), (topics<OperatorSetCreated, StrategyAddedToOperatorSet,
                                   StrategyAddedToOperatorSet, SlasherUpdated>()));
    const OperatorSet created{avs, 7};
    EXPECT_EQ(box.s.allocations.set_strategies.all(created), (std::vector<Address>{high, low}));
    EXPECT_EQ(box.events<SlasherUpdated>().at(0).slasher, slasher);
    EXPECT_EQ(box.events<SlasherUpdated>().at(0).effect_block, kNow);
    EXPECT_EQ(am::slasher(box.s, box.block, created), slasher);
    EXPECT_FALSE(am::is_redistributing(box.s, created));
    EXPECT_EQ(am::redistribution_recipient(box.s, created), kBurnAddress);
    EXPECT_EQ(am::pending_slasher(box.s, box.block, created).slasher, kZeroAddress);
}

TEST_F(OperatorSets, TheFormWithoutASlasherMakesTheAvsTheSlasher) {
    ASSERT_TRUE(as(avs, am::create_operator_sets_legacy, avs,
                   std::vector<CreateSetParams>{{2, {low}}, {3, {}}}));
    EXPECT_EQ(am::slasher(box.s, box.block, {avs, 2}), avs);
    EXPECT_EQ(am::slasher(box.s, box.block, {avs, 3}), avs);
    ASSERT_TRUE(as(avs, am::create_redistributing_operator_sets_legacy, avs,
                   std::vector<CreateSetParams>{{4, {low}}}, std::vector<Address>{bob}));
    EXPECT_EQ(am::slasher(box.s, box.block, {avs, 4}), avs);
    EXPECT_EQ(am::redistribution_recipient(box.s, {avs, 4}), bob);
}

TEST_F(OperatorSets, CreatingASetChecksMetadataIdStrategiesAndSlasherInThisOrder) {
    EXPECT_TRUE(box.reverted(
        error::NonexistentAVSMetadata,
        as(bob, am::create_operator_sets, bob, std::vector<CreateSetParamsV2>{{1, {}, slasher}})));
    EXPECT_TRUE(box.reverted(InvalidOperatorSet, create(1, {low, low})));
    EXPECT_TRUE(box.reverted(error::StrategyAlreadyInOperatorSet,
                             as(avs, am::create_operator_sets, avs,
                                std::vector<CreateSetParamsV2>{{2, {low, low}, kZeroAddress}})));
    EXPECT_TRUE(box.reverted(InputAddressZero,
                             as(avs, am::create_operator_sets, avs,
                                std::vector<CreateSetParamsV2>{{2, {low}, kZeroAddress}})));
    EXPECT_FALSE(am::is_operator_set(box.s, {avs, 2}));
    EXPECT_EQ(box.logs.size(), 0U);
}

TEST_F(OperatorSets, ARedistributingSetLogsItsRecipientAfterItsCreation) {
    ASSERT_TRUE(create_redistributing(5, {low}, bob));
    EXPECT_EQ(box.order(), (topics<OperatorSetCreated, RedistributionAddressSet,
                                   StrategyAddedToOperatorSet, SlasherUpdated>()));
    EXPECT_EQ(box.events<RedistributionAddressSet>().at(0).redistribution_recipient, bob);
    EXPECT_TRUE(am::is_redistributing(box.s, {avs, 5}));
}

TEST_F(OperatorSets, ARedistributingSetChecksLengthsMetadataRecipientAndStrategies) {
    EXPECT_TRUE(box.reverted(InputArrayLengthMismatch,
                             as(bob, am::create_redistributing_operator_sets, bob,
                                std::vector<CreateSetParamsV2>(), std::vector<Address>{bob})));
    EXPECT_TRUE(box.reverted(error::NonexistentAVSMetadata,
                             as(bob, am::create_redistributing_operator_sets, bob,
                                std::vector<CreateSetParamsV2>(), std::vector<Address>())));
    EXPECT_TRUE(box.reverted(InputAddressZero, create_redistributing(1, {}, kZeroAddress)));
    EXPECT_TRUE(box.reverted(error::InvalidRedistributionRecipient,
                             create_redistributing(1, {}, kBurnAddress)));
    EXPECT_TRUE(box.reverted(InvalidOperatorSet, create_redistributing(1, {}, bob)));
    EXPECT_TRUE(box.reverted(error::InvalidStrategy,
                             create_redistributing(2, {kBeaconChainStrategy}, bob)));
    EXPECT_TRUE(box.reverted(error::InvalidStrategy,
                             create_redistributing(2, {box.at.eigen_strategy}, bob)));
    EXPECT_TRUE(create(2, {kBeaconChainStrategy, box.at.eigen_strategy}));
}

TEST_F(OperatorSets, StrategiesComeAndGoAndTheLastFillsTheHole) {
    ASSERT_TRUE(as(avs, am::add_strategies_to_operator_set, avs, 1U,
                   std::vector<Address>{kBeaconChainStrategy}));
    EXPECT_EQ(box.order(), topics<StrategyAddedToOperatorSet>());
    ASSERT_TRUE(
        as(avs, am::remove_strategies_from_operator_set, avs, 1U, std::vector<Address>{low}));
    EXPECT_EQ(box.order(), topics<StrategyRemovedFromOperatorSet>());
    EXPECT_EQ(box.s.allocations.set_strategies.all(set),
              (std::vector<Address>{kBeaconChainStrategy, high}));
}

TEST_F(OperatorSets, StrategiesAreCheckedBeforeTheyComeOrGo) {
    const auto add = [&](std::uint32_t id, const Address& strategy) {
        return as(avs, am::add_strategies_to_operator_set, avs, id, std::vector<Address>{strategy});
    };
    const auto remove = [&](std::uint32_t id, const Address& strategy) {
        return as(avs, am::remove_strategies_from_operator_set, avs, id,
                  std::vector<Address>{strategy});
    };
    ASSERT_TRUE(create_redistributing(5, {}, bob));
    EXPECT_TRUE(box.reverted(InvalidOperatorSet, add(9, low)));
    EXPECT_TRUE(box.reverted(error::StrategyAlreadyInOperatorSet, add(1, low)));
    EXPECT_TRUE(box.reverted(error::InvalidStrategy, add(5, kBeaconChainStrategy)));
    EXPECT_TRUE(box.reverted(error::InvalidStrategy, add(5, box.at.eigen_strategy)));
    EXPECT_TRUE(box.reverted(InvalidOperatorSet, remove(9, low)));
    EXPECT_TRUE(box.reverted(error::StrategyNotInOperatorSet, remove(1, kBeaconChainStrategy)));
}

TEST_F(OperatorSets, ANewSlasherSlashesAfterTheDelayAndOneBlock) {
    ASSERT_TRUE(as(avs, am::update_slasher, set, bob));
    EXPECT_EQ(box.order(), topics<SlasherUpdated>());
    EXPECT_EQ(box.events<SlasherUpdated>().at(0).effect_block, kNow + kSlasherDelay + 1);
    EXPECT_EQ(am::pending_slasher(box.s, box.block, set).slasher, bob);
    EXPECT_EQ(am::pending_slasher(box.s, box.block, set).effect_block, kNow + kSlasherDelay + 1);
    box.mine(kSlasherDelay);
    EXPECT_EQ(am::slasher(box.s, box.block, set), slasher);
    box.mine(1);
    EXPECT_EQ(am::slasher(box.s, box.block, set), bob);
    EXPECT_EQ(am::pending_slasher(box.s, box.block, set).effect_block, 0U);

    // The matured proposal is the slasher while the next one waits.
    ASSERT_TRUE(as(avs, am::update_slasher, set, alice));
    EXPECT_EQ(am::slasher(box.s, box.block, set), bob);
}

TEST_F(OperatorSets, ProposingThePendingSlasherAgainDoesNothingAndAnotherStartsTheDelayAgain) {
    ASSERT_TRUE(as(avs, am::update_slasher, set, bob));
    box.mine(10);
    ASSERT_TRUE(as(avs, am::update_slasher, set, bob));
    EXPECT_EQ(box.logs.size(), 0U);
    EXPECT_EQ(box.s.allocations.slashers[set].effect_block, kNow + kSlasherDelay + 1);
    ASSERT_TRUE(as(avs, am::update_slasher, set, alice));
    EXPECT_EQ(box.s.allocations.slashers[set].effect_block, kNow + 10 + kSlasherDelay + 1);
    EXPECT_EQ(am::slasher(box.s, box.block, set), slasher);
}

TEST_F(OperatorSets, ASlasherIsReplacedOnlyWhereOneIs) {
    EXPECT_TRUE(box.reverted(InvalidOperatorSet,
                             as(avs, am::update_slasher, OperatorSet{avs, 9}, kZeroAddress)));
    EXPECT_TRUE(box.reverted(InputAddressZero, as(avs, am::update_slasher, set, kZeroAddress)));
    move::set_slasher(box.undo, box.s, set, {});
    EXPECT_TRUE(box.reverted(error::SlasherNotSet, as(avs, am::update_slasher, set, kZeroAddress)));
}

TEST_F(OperatorSets, MigrationMakesTheFirstAppointeeTheSlasherOrElseTheAvs) {
    ASSERT_TRUE(create(2, {}));
    ASSERT_TRUE(create(3, {}));
    move::set_slasher(box.undo, box.s, set, {});
    move::set_slasher(box.undo, box.s, {avs, 2}, {});
    ASSERT_TRUE(as(bob, am::migrate_slashers, std::vector<OperatorSet>{set}));
    EXPECT_EQ(box.order(), (topics<SlasherUpdated, SlasherMigrated>()));
    EXPECT_EQ(box.events<SlasherMigrated>().at(0).slasher, avs);
    EXPECT_EQ(box.events<SlasherUpdated>().at(0).effect_block, kNow);

    appoint(avs, alice, am::kSlashOperator);
    appoint(avs, bob, am::kSlashOperator);
    // Left out without a word: a set that is none, a set that has a slasher.
    ASSERT_TRUE(
        as(bob, am::migrate_slashers, std::vector<OperatorSet>{{avs, 9}, set, {avs, 3}, {avs, 2}}));
    EXPECT_EQ(box.logs.size(), 2U);
    EXPECT_EQ(am::slasher(box.s, box.block, {avs, 2}), alice);
    EXPECT_EQ(am::slasher(box.s, box.block, {avs, 3}), slasher);
}

TEST_F(OperatorSets, AZeroAppointeeIsPassedOverForTheAvs) {
    move::set_slasher(box.undo, box.s, set, {});
    appoint(avs, kZeroAddress, am::kSlashOperator);
    ASSERT_TRUE(as(bob, am::migrate_slashers, std::vector<OperatorSet>{set}));
    EXPECT_EQ(am::slasher(box.s, box.block, set), avs);
}

// Nobody sends from the zero address, so no set is its.
TEST_F(OperatorSets, MigrationNamesNobodyNotTheZeroAddress) {
    move::create_operator_set(box.undo, box.s, {kZeroAddress, 1});
    EXPECT_TRUE(
        box.reverted(error::InputAddressZero,
                     as(bob, am::migrate_slashers, std::vector<OperatorSet>{{kZeroAddress, 1}})));
}

TEST_F(OperatorSets, AnOperatorJoinsAndTheRegistrarHearsOfIt) {
    ASSERT_TRUE(create(2, {}));
    box.calls.clear();
    ASSERT_TRUE(join(alice, {2, 1}));
    EXPECT_EQ(box.order(), (topics<OperatorAddedToOperatorSet, OperatorAddedToOperatorSet>()));
    EXPECT_EQ(box.events<OperatorAddedToOperatorSet>().at(0).operator_set, (OperatorSet{avs, 2}));
    EXPECT_EQ(box.s.allocations.members.all(set), std::vector<Address>{alice});
    EXPECT_EQ(box.s.allocations.registered_sets.all(alice),
              (std::vector<OperatorSet>{{avs, 2}, {avs, 1}}));
    EXPECT_TRUE(am::is_operator_slashable(box.s, box.block, alice, set));
    EXPECT_EQ(box.calls,
              (std::vector<std::pair<Address, Selector>>{{registrar, "0xc63fd502"_selector}}));
}

TEST_F(OperatorSets, JoiningChecksPausePermissionOperatorSetAndMembership) {
    EXPECT_TRUE(box.reverted(InvalidPermissions, as(bob, am::register_for_operator_sets, alice,
                                                    RegisterParams{avs, {1}, {}})));
    EXPECT_TRUE(box.reverted(error::InvalidOperator, join(bob, {9})));
    EXPECT_TRUE(box.reverted(InvalidOperatorSet, join(alice, {9})));
    EXPECT_TRUE(box.reverted(error::AlreadyMemberOfSet, join(alice, {1, 1})));
    pause(am::kPausedRegistration);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, as(bob, am::register_for_operator_sets, alice,
                                                        RegisterParams{avs, {1}, {}})));
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, leave(alice, {1})));
}

TEST_F(OperatorSets, WhatARegistrarRefusesDoesNotHappen) {
    box.refusing.insert(registrar);
    EXPECT_TRUE(box.reverted(Revert("refused"), join(alice, {1})));
    EXPECT_FALSE(box.s.allocations.members.contains(set, alice));

    // An AVS that is a plain account and has set no registrar can have no members.
    ASSERT_TRUE(as(bob, am::update_avs_metadata_uri, bob, std::string()));
    ASSERT_TRUE(
        as(bob, am::create_operator_sets_legacy, bob, std::vector<CreateSetParams>{{1, {}}}));
    EXPECT_TRUE(box.reverted(
        Revert(), as(alice, am::register_for_operator_sets, alice, RegisterParams{bob, {1}, {}})));
}

TEST_F(OperatorSets, ARegistrarCanKeepItsMembers) {
    ASSERT_TRUE(join(alice, {1}));
    box.refusing.insert(registrar);
    EXPECT_TRUE(box.reverted(Revert("refused"), leave(alice, {1})));
    EXPECT_TRUE(box.s.allocations.members.contains(set, alice));
}

// Worked example X25, the deregistration.
TEST_F(OperatorSets, ALeaverIsSlashableThroughTheDelayAndMayComeBackAfterIt) {
    ASSERT_TRUE(join(alice, {1}));
    box.calls.clear();
    ASSERT_TRUE(leave(alice, {1}));
    EXPECT_EQ(box.order(), topics<OperatorRemovedFromOperatorSet>());
    EXPECT_EQ(box.calls,
              (std::vector<std::pair<Address, Selector>>{{registrar, "0x303ca956"_selector}}));
    EXPECT_EQ(box.s.allocations.members.size(set), 0U);
    EXPECT_EQ(box.s.allocations.registered_sets.size(alice), 0U);
    EXPECT_EQ(box.s.allocations.registrations[MembershipKey(alice, set)].slashable_until,
              kNow + kDeallocationDelay);
    box.mine(kDeallocationDelay);
    EXPECT_TRUE(am::is_operator_slashable(box.s, box.block, alice, set));
    EXPECT_TRUE(box.reverted(error::AlreadyMemberOfSet, join(alice, {1})));
    box.mine(1);
    EXPECT_FALSE(am::is_operator_slashable(box.s, box.block, alice, set));
    EXPECT_TRUE(join(alice, {1}));
}

TEST_F(OperatorSets, TheAvsMayRemoveAnOperatorAndNobodyElse) {
    ASSERT_TRUE(join(alice, {1}));
    const DeregisterParams params{alice, avs, {1}};
    EXPECT_TRUE(
        box.reverted(error::InvalidCaller, as(bob, am::deregister_from_operator_sets, params)));
    EXPECT_TRUE(as(avs, am::deregister_from_operator_sets, params));
}

TEST_F(OperatorSets, LeavingChecksSetAndMembership) {
    EXPECT_TRUE(box.reverted(InvalidOperatorSet, leave(alice, {9})));
    EXPECT_TRUE(box.reverted(error::NotMemberOfSet, leave(alice, {1})));
    ASSERT_TRUE(join(alice, {1}));
    EXPECT_TRUE(box.reverted(error::NotMemberOfSet, leave(alice, {1, 1})));
    EXPECT_TRUE(leave(alice, {1}));
}

TEST_F(OperatorSets, SelectorsOfTheRegistrarAreThoseOfItsInterface) {
    const auto selector = [](std::string_view signature) { return first_four(keccak(signature)); };
    EXPECT_EQ(am::kSupportsAvs, selector("supportsAVS(address)"));
    EXPECT_EQ(am::kRegisterOperator, selector("registerOperator(address,address,uint32[],bytes)"));
    EXPECT_EQ(am::kDeregisterOperator, selector("deregisterOperator(address,address,uint32[])"));
    EXPECT_EQ(am::kSlashOperator,
              selector("slashOperator(address,(address,uint32,address[],uint256[],string))"));
}

}  // namespace aq::eigenlayer::testing
