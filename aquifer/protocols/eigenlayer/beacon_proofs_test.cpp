// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/beacon_proofs.hpp>

#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/testing_pods.hpp>
#include <aquifer/protocols/eigenlayer/testing_recorded_proofs.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer::beacon_proofs {
namespace {

using testing::BeaconChain;

/// Seven validators, whose balances fill one leaf and a part of a second.
BeaconChain seven(ProofVersion version) {
    BeaconChain chain;
    chain.state_height = version == ProofVersion::kDeneb ? 5 : 6;
    for (std::uint8_t i = 0; i < 7; ++i) {
        chain.validators.push_back({.seed = i,
                                    .pod = "0x5e77861146afacba593db976ad86bab79675bc6f"_address,
                                    .balance_gwei = 32'000'000'000 + std::uint64_t{i}});
    }
    return chain;
}

bool refused(const CustomError& error, const auto& result) {
    return !result.has_value() && result.error().is(error);
}

TEST(BeaconProofs, AnHonestChainIsBelievedBeforeAndAfterPectra) {
    for (const ProofVersion version : {ProofVersion::kDeneb, ProofVersion::kPectra}) {
        const BeaconChain chain = seven(version);
        EXPECT_TRUE(verify_state_root(chain.block_root(), chain.state_root_proof()).has_value());
        EXPECT_TRUE(verify_balance_container(version, chain.block_root(), chain.container_proof())
                        .has_value());
        for (std::size_t i = 0; i < 7; ++i) {
            EXPECT_TRUE(verify_validator_fields(version, chain.state_root(),
                                                chain.validators[i].fields(),
                                                chain.validator_proof(i), i)
                            .has_value());
            const auto balance = verify_validator_balance(
                chain.container_proof().balanceContainerRoot, i, chain.balance_proof(i));
            ASSERT_TRUE(balance.has_value());
            EXPECT_EQ(balance->raw, 32'000'000'000 + i);
        }
    }
}

TEST(BeaconProofs, ProofsHaveTheLengthsOfTheConsensusTrees) {
    // Specification, section 6.4.
    const BeaconChain deneb = seven(ProofVersion::kDeneb);
    const BeaconChain pectra = seven(ProofVersion::kPectra);
    EXPECT_EQ(deneb.state_root_proof().proof.size(), 96U);
    EXPECT_EQ(deneb.validator_proof(0).size(), 1472U);
    EXPECT_EQ(pectra.validator_proof(0).size(), 1504U);
    EXPECT_EQ(deneb.container_proof().proof.size(), 256U);
    EXPECT_EQ(pectra.container_proof().proof.size(), 288U);
    EXPECT_EQ(deneb.balance_proof(0).proof.size(), 1248U);
}

TEST(BeaconProofs, AProofOfTheOtherForkHasTheWrongLength) {
    const BeaconChain chain = seven(ProofVersion::kDeneb);
    EXPECT_TRUE(refused(
        error::InvalidProofLength,
        verify_validator_fields(ProofVersion::kPectra, chain.state_root(),
                                chain.validators[0].fields(), chain.validator_proof(0), 0)));
    EXPECT_TRUE(refused(error::InvalidProofLength,
                        verify_balance_container(ProofVersion::kPectra, chain.block_root(),
                                                 chain.container_proof())));
}

TEST(BeaconProofs, EveryProofMustHaveItsLength) {
    const BeaconChain chain = seven(ProofVersion::kPectra);
    StateRootProof state = chain.state_root_proof();
    state.proof.pop_back();
    EXPECT_TRUE(refused(error::InvalidProofLength, verify_state_root(chain.block_root(), state)));
    BalanceProof balance = chain.balance_proof(0);
    balance.proof.resize(balance.proof.size() + 32);
    EXPECT_TRUE(refused(
        error::InvalidProofLength,
        verify_validator_balance(chain.container_proof().balanceContainerRoot, 0, balance)));
    // The length is looked at before the root.
    EXPECT_TRUE(refused(error::InvalidProofLength, verify_validator_balance(Hash(), 0, balance)));
}

TEST(BeaconProofs, ARootOfZeroProvesNothing) {
    const BeaconChain chain = seven(ProofVersion::kPectra);
    EXPECT_TRUE(refused(error::EmptyRoot, verify_state_root(Hash(), chain.state_root_proof())));
    EXPECT_TRUE(
        refused(error::EmptyRoot, verify_validator_balance(Hash(), 0, chain.balance_proof(0))));
}

TEST(BeaconProofs, AnyChangedBitIsRefused) {
    const BeaconChain chain = seven(ProofVersion::kPectra);
    StateRootProof state = chain.state_root_proof();
    state.proof[95] ^= 1U;
    EXPECT_TRUE(refused(error::InvalidProof, verify_state_root(chain.block_root(), state)));

    BalanceContainerProof container = chain.container_proof();
    container.balanceContainerRoot.bytes[0] ^= 0x80U;
    EXPECT_TRUE(
        refused(error::InvalidProof,
                verify_balance_container(ProofVersion::kPectra, chain.block_root(), container)));

    std::vector<Hash> fields = chain.validators[2].fields();
    fields[2] = testing::little_endian_leaf(64'000'000'000);
    EXPECT_TRUE(refused(error::InvalidProof,
                        verify_validator_fields(ProofVersion::kPectra, chain.state_root(), fields,
                                                chain.validator_proof(2), 2)));

    BalanceProof balance = chain.balance_proof(5);
    balance.balanceRoot.bytes[8] ^= 1U;
    EXPECT_TRUE(refused(
        error::InvalidProof,
        verify_validator_balance(chain.container_proof().balanceContainerRoot, 5, balance)));
}

TEST(BeaconProofs, AValidatorStandsAtItsIndexOnly) {
    const BeaconChain chain = seven(ProofVersion::kPectra);
    EXPECT_TRUE(refused(
        error::InvalidProof,
        verify_validator_fields(ProofVersion::kPectra, chain.state_root(),
                                chain.validators[2].fields(), chain.validator_proof(2), 3)));
    // The greatest index that the contract's uint40 holds still has its place in the tree.
    EXPECT_TRUE(refused(error::InvalidProof,
                        verify_validator_fields(
                            ProofVersion::kPectra, chain.state_root(), chain.validators[2].fields(),
                            chain.validator_proof(2), (std::uint64_t{1} << 40U) - 1)));
}

TEST(BeaconProofs, AValidatorHasEightFields) {
    const BeaconChain chain = seven(ProofVersion::kPectra);
    std::vector<Hash> fields = chain.validators[0].fields();
    fields.pop_back();
    EXPECT_TRUE(refused(error::InvalidValidatorFieldsLength,
                        verify_validator_fields(ProofVersion::kPectra, chain.state_root(), fields,
                                                BytesView(), 0)));
}

TEST(BeaconProofs, AFieldThatIsNotThereIsAnIndexOutOfRange) {
    const std::vector<Hash> one(1);
    EXPECT_TRUE(field(one, Field::kPubkeyHash).has_value());
    const auto missing = field(one, Field::kSlashed);
    ASSERT_FALSE(missing.has_value());
    EXPECT_EQ(missing.error(), Revert::panic(0x32));
}

TEST(BeaconProofs, NumbersAreLittleEndianInTheFirstEightBytes) {
    // 32 ether in gwei is 0x0773594000.
    EXPECT_EQ(
        little_endian("0x0040597307000000000000000000000000000000000000000000000000000000"_hash),
        32'000'000'000U);
    // What stands behind is not looked at.
    EXPECT_EQ(
        little_endian("0xffffffffffffffff010000000000000000000000000000000000000000000000"_hash),
        kFarFutureEpoch);
}

TEST(BeaconProofs, FourBalancesShareALeaf) {
    constexpr Hash kLeaf =
        "0x0100000000000000020000000000000003000000000000000400000000000000"_hash;
    EXPECT_EQ(balance_at_index(kLeaf, 0).raw, 1U);
    EXPECT_EQ(balance_at_index(kLeaf, 5).raw, 2U);
    EXPECT_EQ(balance_at_index(kLeaf, 1'000'002).raw, 3U);
    EXPECT_EQ(balance_at_index(kLeaf, 3).raw, 4U);
}

TEST(BeaconProofs, ProofsThatTheRealContractsAcceptedAreAccepted) {
    namespace recorded = testing::recorded;
    const StateRootProof state{recorded::kStateRoot, *parse_hex(recorded::kStateRootProof)};
    EXPECT_TRUE(verify_state_root(recorded::kBlockRoot, state).has_value());
    EXPECT_TRUE(verify_validator_fields(
                    ProofVersion::kPectra, recorded::kStateRoot, recorded::kValidatorFields,
                    *parse_hex(recorded::kValidatorProof), recorded::kValidatorIndex)
                    .has_value());
    EXPECT_EQ(little_endian(*field(recorded::kValidatorFields, Field::kEffectiveBalance)),
              32'000'000'000U);
    Hash credentials = to_hash(to_u256(recorded::kPod));
    credentials.bytes[0] = recorded::kValidatorFields[1].bytes[0];
    EXPECT_EQ(recorded::kValidatorFields[1], credentials);

    const BalanceContainerProof container{recorded::kBalanceContainerRoot,
                                          *parse_hex(recorded::kBalanceContainerProof)};
    EXPECT_TRUE(
        verify_balance_container(ProofVersion::kPectra, recorded::kCheckpointBlockRoot, container)
            .has_value());
    const BalanceProof balance{Hash(), recorded::kBalanceRoot, *parse_hex(recorded::kBalanceProof)};
    const auto proven = verify_validator_balance(recorded::kBalanceContainerRoot,
                                                 recorded::kBalanceValidatorIndex, balance);
    ASSERT_TRUE(proven.has_value());
    EXPECT_EQ(proven->raw, recorded::kBalanceGwei);
}

}  // namespace
}  // namespace aq::eigenlayer::beacon_proofs
