// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/testing_pods.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer {
namespace {

using testing::PodSandbox;
using testing::pubkey_hash_of;
using testing::pubkey_of;
using testing::Sandbox;
using testing::topics;

namespace epm = eigen_pod_manager;
namespace pod = eigen_pod;

constexpr u256 k32Ether = 32e18_u256;

/// What somebody was sent.
struct Sent {
    Address to;
    Wei value;
    Bytes data;
};

/// A sandbox whose machine also has the deposit contract and the system contracts that take
/// requests.
class PodExits : public ::testing::Test {
protected:
    template <class Rule, class... Args>
    auto call(const Call& message, Rule rule, Args... args) {
        box.logs.clear();
        sent.clear();
        Tx tx(box.undo, box.block, {this, &PodExits::dispatch}, &box.logs);
        auto result = tx.attempt([&] {
            aq::move::transfer_ether(box.undo, box.accounts, message.sender, message.to,
                                     message.value);
            return rule(tx, box.ports, message, std::move(args)...);
        });
        box.undo.commit();
        return result;
    }
    /// By alice, to her pod.
    template <class Rule, class... Args>
    auto request(const u256& value, Rule rule, Args... args) {
        return call({box.alice, box.pod, Wei(value), Selector()}, rule, std::move(args)...);
    }
    [[nodiscard]] u256 ether_of(const Address& at) const { return box.accounts.ether[at].raw; }

    PodSandbox box;
    std::vector<Sent> sent;
    /// What both system contracts answer when asked for their fee.
    Result<Bytes> fee = abi_encode(u256(3U));
    bool requests_fail = false;
    bool payments_fail = false;
    bool deposits_fail = false;

private:
    static Result<Bytes> dispatch(void* self, Tx& tx, const Call& message, BytesView data) {
        auto& test = *static_cast<PodExits*>(self);
        const bool system =
            message.to == kWithdrawalRequests || message.to == kConsolidationRequests;
        if (system && data.empty()) return test.fee;
        AQ_REQUIRE(test.box.accounts.ether[message.sender] >= message.value);
        aq::move::transfer_ether(tx.undo, test.box.accounts, message.sender, message.to,
                                 message.value);
        AQ_REQUIRE(!(system && test.requests_fail));
        AQ_REQUIRE(!(message.to == test.box.at.eth_pos && test.deposits_fail), "deposit refused");
        AQ_REQUIRE(!(data.empty() && test.payments_fail), "not wanted");
        test.sent.push_back({message.to, message.value, Bytes(data.begin(), data.end())});
        return Bytes();
    }
};

TEST_F(PodExits, StakeMakesThePodAndDepositsThirtyTwoEther) {
    const Address bob = Sandbox::account("bob");
    const Address bobs_pod = epm::pod_of(box.s, bob);
    box.fund(bob, k32Ether);
    ASSERT_TRUE(call({bob, box.at.eigen_pod_manager, Wei(k32Ether), Selector()}, epm::stake,
                     pubkey_of(9), Bytes(96, 7), keccak("root"))
                    .has_value());
    EXPECT_EQ(box.order(), (topics<BeaconUpgraded, Initialized, PodDeployed, EigenPodStaked>()));
    EXPECT_EQ(box.logs[3].emitter, bobs_pod);
    EXPECT_EQ(box.events<EigenPodStaked>()[0].pubkey_hash, pubkey_hash_of(9));
    Bytes credentials(32);
    credentials[0] = 1;
    std::ranges::copy(bobs_pod.bytes, credentials.begin() + 12);
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].to, box.at.eth_pos);
    EXPECT_EQ(sent[0].value, Wei(k32Ether));
    EXPECT_EQ(sent[0].data, abi_call("0x22895118"_selector, pubkey_of(9), credentials, Bytes(96, 7),
                                     keccak("root")));
    EXPECT_EQ(ether_of(box.at.eth_pos), k32Ether);
    EXPECT_EQ(ether_of(bob), u256());
    EXPECT_TRUE(box.s.pods.deposit_shares[bob] == i256());
}

TEST_F(PodExits, StakeUsesThePodThatIsThere) {
    box.fund(box.alice, k32Ether);
    ASSERT_TRUE(call({box.alice, box.at.eigen_pod_manager, Wei(k32Ether), Selector()}, epm::stake,
                     pubkey_of(9), Bytes(96), Hash())
                    .has_value());
    EXPECT_EQ(box.order(), topics<EigenPodStaked>());
}

TEST_F(PodExits, StakeRefuses) {
    box.fund(box.alice, 33e18_u256);
    const auto stake = [&](const u256& value, const Bytes& pubkey) {
        return call({box.alice, box.at.eigen_pod_manager, Wei(value), Selector()}, epm::stake,
                    pubkey, Bytes(96), Hash());
    };
    EXPECT_TRUE(box.reverted(error::MsgValueNot32ETH, stake(33e18_u256, pubkey_of(9))));
    EXPECT_EQ(ether_of(box.alice), 33e18_u256);
    EXPECT_TRUE(box.reverted(error::InvalidPubKeyLength, stake(k32Ether, Bytes(16))));
    deposits_fail = true;
    // The deposit contract speaks before the key is looked at.
    EXPECT_TRUE(box.reverted(Revert("deposit refused"), stake(k32Ether, Bytes(16))));
    EXPECT_TRUE(box.reverted(error::OnlyEigenPodManager,
                             request(k32Ether, pod::stake, pubkey_of(9), Bytes(96), Hash())));
    box.set_paused(epm::kPausedNewPods);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, stake(k32Ether, pubkey_of(9))));
}

TEST_F(PodExits, StakeNeedsADepositContract) {
    box.s.at.eth_pos = Sandbox::account("no contract");
    box.fund(box.alice, k32Ether);
    EXPECT_TRUE(box.reverted(
        Revert(), call({box.alice, box.at.eigen_pod_manager, Wei(k32Ether), Selector()}, epm::stake,
                       pubkey_of(9), Bytes(96), Hash())));
}

/// With 40 ether credited by a checkpoint.
class Payments : public PodExits {
protected:
    Payments() {
        box.fund(box.pod, 40e18_u256);
        AQ_ASSERT(box.checkpoint({}).has_value());
    }
    Result<void> pay(const u256& shares) {
        return call({box.at.delegation_manager, box.at.eigen_pod_manager, Wei(), Selector()},
                    epm::withdraw_shares_as_tokens, box.alice, kBeaconChainStrategy, kZeroAddress,
                    Shares(shares));
    }
};

TEST_F(Payments, LeaveOutWhatIsBelowAGwei) {
    // Specification, X21.
    ASSERT_TRUE(pay(33333333333333333333_u256).has_value());
    EXPECT_EQ(ether_of(box.alice), 33333333333000000000_u256);
    EXPECT_EQ(ether_of(box.pod), 6666666667000000000_u256);
    EXPECT_EQ(box.s.pods.rows[box.pod].restaked_execution_layer.raw, 6'666'666'667U);
    EXPECT_EQ(box.order(), topics<RestakedBeaconChainETHWithdrawn>());
    EXPECT_EQ(box.logs[0].emitter, box.pod);
    const auto event = box.events<RestakedBeaconChainETHWithdrawn>()[0];
    EXPECT_EQ(event.recipient, box.alice);
    EXPECT_EQ(event.amount, Wei(33333333333000000000_u256));
}

TEST_F(Payments, ComeFromWhatACheckpointCredited) {
    box.fund(box.pod, 5e18_u256);
    EXPECT_TRUE(
        box.reverted(error::InsufficientWithdrawableBalance, pay(40000000001000000000_u256)));
    EXPECT_TRUE(pay(40000000000999999999_u256).has_value());
    EXPECT_EQ(ether_of(box.pod), 5e18_u256);
}

TEST_F(Payments, AreMadeForTheManagerAlone) {
    EXPECT_TRUE(box.reverted(
        error::OnlyEigenPodManager,
        request(u256(), pod::withdraw_restaked_beacon_chain_eth, box.alice, Wei(1e9_u256))));
}

TEST_F(Payments, ThatTheRecipientRefusesAreNotMade) {
    payments_fail = true;
    EXPECT_TRUE(box.reverted(Revert("Address: unable to send value, recipient may have reverted"),
                             pay(1e18_u256)));
    EXPECT_EQ(box.s.pods.rows[box.pod].restaked_execution_layer.raw, 40'000'000'000U);
    // Ether that a checkpoint credited can only be missing by a command from outside.
    aq::move::set_ether(box.undo, box.accounts, box.pod, Wei());
    EXPECT_TRUE(box.reverted(Revert("Address: insufficient balance"), pay(1e18_u256)));
}

/// With two validators.
class Requests : public PodExits {
protected:
    Requests() {
        box.restake(1);
        box.restake(2);
        box.fund(box.alice, 1000);
    }
    Result<void> consolidate(const u256& value, std::vector<ConsolidationRequest> requests) {
        return request(value, pod::request_consolidation, std::move(requests));
    }
    Result<void> withdraw(const u256& value, std::vector<WithdrawalRequest> requests) {
        return request(value, pod::request_withdrawal, std::move(requests));
    }
};

TEST_F(Requests, ForConsolidationsReachTheSystemContractEachWithItsFee) {
    // 3 wei each; the source need not be a validator of the pod.
    ASSERT_TRUE(
        consolidate(10, {{pubkey_of(7), pubkey_of(2)}, {pubkey_of(1), pubkey_of(1)}}).has_value());
    EXPECT_EQ(box.order(), (topics<ConsolidationRequested, SwitchToCompoundingRequested>()));
    EXPECT_EQ(box.events<ConsolidationRequested>()[0].source_pubkey_hash, pubkey_hash_of(7));
    EXPECT_EQ(box.events<ConsolidationRequested>()[0].target_pubkey_hash, pubkey_hash_of(2));
    EXPECT_EQ(box.events<SwitchToCompoundingRequested>()[0].validator_pubkey_hash,
              pubkey_hash_of(1));
    ASSERT_EQ(sent.size(), 3U);
    EXPECT_EQ(sent[0].to, kConsolidationRequests);
    EXPECT_EQ(sent[0].value, Wei(3));
    EXPECT_EQ(sent[0].data, testing::joined(pubkey_of(7), pubkey_of(2)));
    EXPECT_EQ(sent[2].to, box.alice);
    EXPECT_EQ(ether_of(kConsolidationRequests), u256(6U));
    EXPECT_EQ(ether_of(box.alice), u256(994U));
    EXPECT_EQ(ether_of(box.pod), u256());
}

TEST_F(Requests, ForWithdrawalsSayTheAmountInBigEndian) {
    ASSERT_TRUE(withdraw(6, {{pubkey_of(1), Gwei()}, {pubkey_of(2), Gwei(0x0102030405060708)}})
                    .has_value());
    EXPECT_EQ(box.order(), (topics<ExitRequested, WithdrawalRequested>()));
    EXPECT_EQ(box.events<ExitRequested>()[0].validator_pubkey_hash, pubkey_hash_of(1));
    const auto partial = box.events<WithdrawalRequested>()[0];
    EXPECT_EQ(partial.validator_pubkey_hash, pubkey_hash_of(2));
    EXPECT_EQ(partial.withdrawal_amount_gwei.raw, 0x0102030405060708U);
    // Nothing is left to give back.
    ASSERT_EQ(sent.size(), 2U);
    EXPECT_EQ(sent[0].to, kWithdrawalRequests);
    EXPECT_EQ(sent[0].data, testing::joined(pubkey_of(1), Bytes(8)));
    EXPECT_EQ(sent[1].data, testing::joined(pubkey_of(2), Bytes{1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST_F(Requests, ComeFromTheOwnerOrTheProofSubmitterAndArePausedFirst) {
    const Call by_outsider{box.outsider, box.pod, Wei(), Selector()};
    EXPECT_TRUE(box.reverted(
        error::OnlyEigenPodOwnerOrProofSubmitter,
        call(by_outsider, pod::request_consolidation, std::vector<ConsolidationRequest>())));
    EXPECT_TRUE(
        box.reverted(error::OnlyEigenPodOwnerOrProofSubmitter,
                     call(by_outsider, pod::request_withdrawal, std::vector<WithdrawalRequest>())));
    box.set_paused(epm::kPausedConsolidations);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, call(by_outsider, pod::request_consolidation,
                                                          std::vector<ConsolidationRequest>())));
    box.set_paused(epm::kPausedWithdrawalRequests);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, call(by_outsider, pod::request_withdrawal,
                                                          std::vector<WithdrawalRequest>())));
}

TEST_F(Requests, NeedAFeeThatIsKnownAndPaid) {
    EXPECT_TRUE(
        box.reverted(error::InsufficientFunds, consolidate(2, {{pubkey_of(1), pubkey_of(1)}})));
    EXPECT_TRUE(box.reverted(error::InsufficientFunds,
                             withdraw(5, {{pubkey_of(1), Gwei()}, {pubkey_of(2), Gwei()}})));
    fee = abi_encode(u256::max());
    EXPECT_TRUE(box.reverted(Revert::panic(0x11),
                             withdraw(5, {{pubkey_of(1), Gwei()}, {pubkey_of(2), Gwei()}})));
    fee = Bytes(31);
    EXPECT_TRUE(box.reverted(error::FeeQueryFailed, withdraw(5, {})));
    fee = std::unexpected(Revert());
    EXPECT_TRUE(box.reverted(error::FeeQueryFailed, consolidate(5, {})));
}

TEST_F(Requests, AreAboutActiveValidatorsOfThePod) {
    EXPECT_TRUE(
        box.reverted(error::InvalidPubKeyLength, consolidate(9, {{Bytes(47), pubkey_of(7)}})));
    EXPECT_TRUE(
        box.reverted(error::InvalidPubKeyLength, consolidate(9, {{pubkey_of(1), Bytes(49)}})));
    EXPECT_TRUE(box.reverted(error::ValidatorNotActiveInPod,
                             consolidate(9, {{pubkey_of(1), pubkey_of(7)}})));
    EXPECT_TRUE(box.reverted(error::InvalidPubKeyLength, withdraw(9, {{Bytes(), Gwei()}})));
    EXPECT_TRUE(
        box.reverted(error::ValidatorNotActiveInPod, withdraw(9, {{pubkey_of(7), Gwei()}})));
}

TEST_F(Requests, ThatTheSystemContractRefusesFail) {
    requests_fail = true;
    EXPECT_TRUE(
        box.reverted(error::PredeployFailed, consolidate(9, {{pubkey_of(1), pubkey_of(1)}})));
    EXPECT_TRUE(box.reverted(error::PredeployFailed, withdraw(9, {{pubkey_of(1), Gwei()}})));
    requests_fail = false;
    payments_fail = true;
    EXPECT_TRUE(box.reverted(Revert("Address: unable to send value, recipient may have reverted"),
                             withdraw(9, {{pubkey_of(1), Gwei()}})));
    EXPECT_EQ(ether_of(box.alice), u256(1000U));
}

TEST_F(PodExits, FeesAreAnsweredByTheFace) {
    EXPECT_EQ(*request(u256(),
                       [](Tx& in, Ports& ports, const Call& to) {
                           return eigen_pod_face().call(in, ports, to,
                                                        abi_call("0x1e515533"_selector));
                       }),
              abi_encode(u256(3U)));
    EXPECT_EQ(*request(u256(),
                       [](Tx& in, Ports& ports, const Call& to) {
                           return eigen_pod_face().call(in, ports, to,
                                                        abi_call("0xc44e30dc"_selector));
                       }),
              abi_encode(u256(3U)));
}

TEST_F(PodExits, TokensSentByMistakeAreRecoveredByTheOwner) {
    const Address token = box.token("a token");
    box.mint(token, box.pod, 10);
    const auto recover = [&](std::vector<Address> tokens, std::vector<Amount> amounts) {
        return request(u256(), pod::recover_tokens, std::move(tokens), std::move(amounts),
                       box.outsider);
    };
    ASSERT_TRUE(recover({token, token}, {Amount(3), Amount(4)}).has_value());
    EXPECT_EQ((box.tokens.balances[Key<Address, Address>(token, box.outsider)]), Amount(7));
    EXPECT_TRUE(box.reverted(Revert("ERC20: transfer amount exceeds balance"),
                             recover({token}, {Amount(4)})));
    EXPECT_TRUE(box.reverted(error::InputArrayLengthMismatch, recover({token}, {})));
    EXPECT_TRUE(box.reverted(error::OnlyEigenPodOwner,
                             call({box.outsider, box.pod, Wei(), Selector()}, pod::recover_tokens,
                                  std::vector<Address>(), std::vector<Amount>(), box.outsider)));
    box.set_paused(epm::kPausedRecoverTokens);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, recover({token}, {})));
}

TEST_F(PodExits, TheProofSubmitterIsTheOwnersChoice) {
    ASSERT_TRUE(request(u256(), pod::set_proof_submitter, box.outsider).has_value());
    ASSERT_TRUE(request(u256(), pod::set_proof_submitter, box.alice).has_value());
    const auto event = box.events<ProofSubmitterUpdated>()[0];
    EXPECT_EQ(event.prev_proof_submitter, box.outsider);
    EXPECT_EQ(event.new_proof_submitter, box.alice);
    EXPECT_TRUE(box.reverted(
        error::OnlyEigenPodOwner,
        call({box.outsider, box.pod, Wei(), Selector()}, pod::set_proof_submitter, box.outsider)));
}

TEST_F(PodExits, PlainEtherIsLogged) {
    box.fund(box.alice, 5);
    ASSERT_TRUE(request(5, pod::receive).has_value());
    EXPECT_EQ(box.events<NonBeaconChainETHReceived>()[0].amount_received, Wei(5));
    EXPECT_EQ(ether_of(box.pod), u256(5U));
}

}  // namespace
}  // namespace aq::eigenlayer
