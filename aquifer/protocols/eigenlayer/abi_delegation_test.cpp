// SPDX-License-Identifier: Apache-2.0
/// The DelegationManager's face: its functions by their published selectors, and calls by calldata.
#include <aquifer/protocols/eigenlayer/testing_delegation.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer::testing {

namespace {

// The published selectors (specification, annex A), in ascending order.
constexpr std::array<Pin, 49> kPins{{
    {0x04a4f979, "DELEGATION_APPROVAL_TYPEHASH()"},
    {0x0b9f487a, "calculateDelegationApprovalDigestHash(address,address,address,bytes32,uint256)"},
    {0x0dd8dd02, "queueWithdrawals((address[],uint256[],address)[])"},
    {0x136439dd, "pause(uint256)"},
    {0x25df922e, "convertToDepositShares(address,address[],uint256[])"},
    {0x2aa6d888, "registerAsOperator(address,uint32,string)"},
    {0x39b70e38, "strategyManager()"},
    {0x3c651cf2, "increaseDelegatedShares(address,address,uint256,uint256)"},
    {0x3cdeb5e0, "delegationApprover(address)"},
    {0x3e28391d, "isDelegated(address)"},
    {0x4657e26a, "permissionController()"},
    {0x4665bcda, "eigenPodManager()"},
    {0x54b7c96c, "modifyOperatorDetails(address,address)"},
    {0x54fd4d50, "version()"},
    {0x595c6a67, "pauseAll()"},
    {0x597b36da,
     "calculateWithdrawalRoot((address,address,address,uint256,uint32,address[],uint256[]))"},
    {0x5ac86ab7, "paused(uint8)"},
    {0x5ae679a7, "slashOperatorShares(address,(address,uint32),uint256,address,uint64,uint64)"},
    {0x5c975abb, "paused()"},
    {0x5d975e88, "getQueuedWithdrawal(bytes32)"},
    {0x5dd68579, "getQueuedWithdrawals(address)"},
    {0x60a0d1ce, "decreaseDelegatedShares(address,uint256,uint64)"},
    {0x65da1264, "delegatedTo(address)"},
    {0x66d5ba93, "getDepositedShares(address)"},
    {0x6d70f7ae, "isOperator(address)"},
    {0x6e174448, "getSlashableSharesInQueue(address,address)"},
    {0x778e55f3, "operatorShares(address,address)"},
    {0x78296ec5, "updateOperatorMetadataURI(address,string)"},
    {0x886f1195, "pauserRegistry()"},
    {0x90041347, "getOperatorShares(address,address[])"},
    {0x9104c319, "beaconChainETHStrategy()"},
    {0x9435bb43,
     "completeQueuedWithdrawals((address,address,address,uint256,uint32,address[],uint256[])[],"
     "address[][],bool[])"},
    {0x99f5371b, "queuedWithdrawals(bytes32)"},
    {0xa1788484, "cumulativeWithdrawalsQueued(address)"},
    {0xa33a3433, "redelegate(address,(bytes,uint256),bytes32)"},
    {0xb7f06ebe, "pendingWithdrawals(bytes32)"},
    {0xbb45fef2, "delegationApproverSaltIsSpent(address,bytes32)"},
    {0xbfae3fd2, "depositScalingFactor(address,address)"},
    {0xc448feb8, "minWithdrawalDelayBlocks()"},
    {0xc978f7ac, "getWithdrawableShares(address,address[])"},
    {0xca8aa7c7, "allocationManager()"},
    {0xda8be864, "undelegate(address)"},
    {0xe4cc3f90,
     "completeQueuedWithdrawal((address,address,address,uint256,uint32,address[],uint256[]),"
     "address[],bool)"},
    {0xeea9064b, "delegateTo(address,(bytes,uint256),bytes32)"},
    {0xf0e0e676, "getOperatorsShares(address[],address[])"},
    {0xf698da25, "domainSeparator()"},
    {0xfabc1cbc, "unpause(uint256)"},
    {0xfd8aa88d, "getQueuedWithdrawalRoots(address)"},
    {0xfe4b84df, "initialize(uint256)"},
}};

class DelegationFace : public ::testing::Test, protected DelegationWorld {
protected:
    template <class... T>
    Result<Bytes> send(const Address& sender, const Selector& selector, const T&... args) {
        return box.send(delegation_manager_face(), {sender, delegations, Wei(), Selector()},
                        abi_call(selector, args...));
    }
};

}  // namespace

TEST(DelegationAbi, TheContractHasExactlyItsPublishedFunctions) {
    const auto functions = delegation_manager_face().functions();
    ASSERT_EQ(functions.size(), kPins.size());
    for (std::size_t i = 0; i < kPins.size(); ++i) {
        EXPECT_EQ(functions[i].selector, Selector::of(kPins[i].selector)) << kPins[i].signature;
        EXPECT_EQ(canonical_signature(functions[i].declaration), kPins[i].signature);
    }
}

TEST(DelegationAbi, NoFunctionTakesEther) {
    for (const auto& function : delegation_manager_face().functions()) {
        EXPECT_FALSE(function.payable) << function.declaration;
    }
}

TEST_F(DelegationFace, AStakerEntersAndLeavesByCalldata) {
    ASSERT_TRUE(deposit(carol, low, 100_u256));
    ASSERT_TRUE(send(carol, "0xeea9064b"_selector, alice, SignatureWithExpiry(), Hash()));
    EXPECT_EQ(send(carol, "0x65da1264"_selector, carol), abi_encode(alice));
    EXPECT_EQ(send(carol, "0x3e28391d"_selector, carol), abi_encode(true));
    EXPECT_EQ(send(carol, "0x6d70f7ae"_selector, alice), abi_encode(true));
    EXPECT_EQ(send(carol, "0x6d70f7ae"_selector, kZeroAddress), abi_encode(false));
    EXPECT_EQ(send(carol, "0x778e55f3"_selector, alice, low), abi_encode(100_u256));
    const std::vector<Address> strategies{low};
    EXPECT_EQ(send(carol, "0xc978f7ac"_selector, carol, strategies),
              abi_encode(std::vector{100_u256}, std::vector{100_u256}));

    const std::vector<QueuedWithdrawalParams> params{
        {strategies, {DepositShares(40_u256)}, kZeroAddress}};
    const Result<Bytes> answer = send(carol, "0x0dd8dd02"_selector, params);
    const Hash root = box.s.delegation.queued_roots.at(carol, 0);
    ASSERT_EQ(answer, abi_encode(std::vector{root}));
    EXPECT_EQ(send(bob, "0xb7f06ebe"_selector, root), abi_encode(true));
    EXPECT_EQ(send(bob, "0xa1788484"_selector, carol), abi_encode(1_u256));
    EXPECT_EQ(send(bob, "0xfd8aa88d"_selector, carol), abi_encode(std::vector{root}));

    const Withdrawal withdrawal{
        carol, alice, carol, 0_u256, 20'000'000, strategies, {ScaledShares(40_u256)}};
    EXPECT_EQ(send(bob, "0x597b36da"_selector, withdrawal), abi_encode(root));
    EXPECT_EQ(send(bob, "0x99f5371b"_selector, root), abi_encode(withdrawal));
    EXPECT_EQ(send(bob, "0x5d975e88"_selector, root), abi_encode(withdrawal, std::vector{40_u256}));
    EXPECT_EQ(send(bob, "0x5dd68579"_selector, carol),
              abi_encode(std::vector{withdrawal}, std::vector<std::vector<u256>>{{40_u256}}));
    EXPECT_EQ(send(bob, "0x6e174448"_selector, alice, low), abi_encode(40_u256));

    box.mine(kDelay + 1);
    const std::vector<Address> tokens{token_of(low)};
    ASSERT_TRUE(send(carol, "0x9435bb43"_selector, std::vector{withdrawal},
                     std::vector<std::vector<Address>>{tokens}, std::vector<bool>{true}));
    EXPECT_EQ(balance(token_of(low), carol), 40_u256);
    EXPECT_EQ(send(bob, "0xb7f06ebe"_selector, root), abi_encode(false));
}

TEST_F(DelegationFace, ConstantsAreThoseOfTheDeployment) {
    EXPECT_EQ(send(bob, "0xc448feb8"_selector), abi_encode(100'800_u256));
    EXPECT_EQ(send(bob, "0x9104c319"_selector),
              abi_encode("0xbeac0eeeeeeeeeeeeeeeeeeeeeeeeeeeeeebeac0"_address));
    EXPECT_EQ(send(bob, "0x54fd4d50"_selector), abi_encode(std::string("1.12.0")));
    EXPECT_EQ(
        send(bob, "0xf698da25"_selector),
        abi_encode("0x97aaae396c09a3be5493f06d25136bb99c8076172fccf4d7be0faa3a6f370b81"_hash));
    EXPECT_EQ(
        send(bob, "0x04a4f979"_selector),
        abi_encode("0x14bde674c9f64b2ad00eaaee4a8bed1fabef35c7507e3c5b9cfc9436909a2dad"_hash));
    EXPECT_EQ(send(bob, "0x39b70e38"_selector), abi_encode(box.at.strategy_manager));
    EXPECT_EQ(send(bob, "0xca8aa7c7"_selector), abi_encode(box.at.allocation_manager));
    EXPECT_EQ(send(bob, "0x4665bcda"_selector), abi_encode(box.at.eigen_pod_manager));
    EXPECT_EQ(send(bob, "0x4657e26a"_selector), abi_encode(box.at.permission_controller));
    EXPECT_EQ(send(bob, "0xbfae3fd2"_selector, carol, low), abi_encode(kWad));
}

TEST_F(DelegationFace, EtherIsRefusedWithoutData) {
    box.fund(carol, 1_u256);
    const auto result =
        box.send(delegation_manager_face(), {carol, delegations, Wei(1_u256), Selector()},
                 abi_call("0x3e28391d"_selector, carol));
    EXPECT_TRUE(box.reverted(Revert(), result));
}

}  // namespace aq::eigenlayer::testing
