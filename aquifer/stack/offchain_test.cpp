// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/offchain.hpp>

#include <aquifer/base/hex.hpp>
#include <aquifer/protocols/beacon/queries.hpp>
#include <aquifer/protocols/eigenlayer/queries_pods.hpp>
#include <aquifer/stack/mainnet.hpp>
#include <aquifer/stack/timeline.hpp>

#include <gtest/gtest.h>

namespace aq::stack {
namespace {

constexpr u256 kEther = 1'000'000'000'000'000'000_u256;
constexpr Address kReceiver = "0x00000000000000000000000000000000000a11ce"_address;
constexpr std::uint64_t kEpoch = 32;

TEST(CallData, NamesTheFunctionByTheTypesOfItsArguments) {
    // ERC-20's published selectors.
    EXPECT_EQ(to_hex(BytesView(call_data("transfer", kReceiver, kEther)).first(4)), "0xa9059cbb");
    EXPECT_EQ(to_hex(BytesView(call_data("totalSupply"))), "0x18160ddd");
}

TEST(MadeUpKeys, AreTheirNumbersAfterAFirstByte) {
    EXPECT_EQ(to_hex(BytesView(made_up_key(258_u256))),
              "0xaa" + std::string(std::size_t{2} * 45, '0') + "0102");
    EXPECT_EQ(made_up_signature(258_u256).size(), 96U);
}

TEST(DepositRoot, IsThatOfTheConsensusSpecification) {
    // hash_tree_root(DepositData) of key and signature 7, 32 ether, Lido's withdrawal vault: worked
    // out with Python's hashlib.
    EXPECT_EQ(to_hex(deposit_root(made_up_key(7_u256),
                                  "0xb9d7934878b5fb9610b3fe8a5e441e8fad7e293f"_address,
                                  made_up_signature(7_u256))),
              "0xda7bd702e6d9387e9c4e916f8f5d183efc9ecb5bf9806d75d725346c609c84b8");
}

TEST(LidoKeys, StandOneAfterAnother) {
    const Bytes encoded = lido_keys({3, 5});
    Bytes keys;
    Bytes signatures;
    ASSERT_TRUE(abi_decode(AbiReader(encoded), keys, signatures));
    ASSERT_EQ(keys.size(), 96U);
    ASSERT_EQ(signatures.size(), 192U);
    EXPECT_EQ(keys[47], 3);
    EXPECT_EQ(keys[95], 4);
    EXPECT_EQ(signatures[191], 4);
}

/// A sandbox whose messages each stand in a block of their own.
class OffChain : public ::testing::Test {
protected:
    OffChain() : names(deploy_mainnet(w)) {
        begin_beacon(w);
        beacon::Feed& feed = beacon::move::change_feed(w.undo, w.beacon.feed);
        EXPECT_TRUE(beacon::command::add_pool(feed, "lido", names["withdrawalVault"]).has_value());
        EXPECT_TRUE(beacon::command::add_pool(feed, "others", kZeroAddress).has_value());
        // The largest validators there are: activations need others to have a churn.
        EXPECT_TRUE(beacon::command::found(feed, "others",
                                           {.n = 18'000, .prefix = 2, .effective_ether = 2'000})
                        .has_value());
        aq::move::set_ether(w.undo, w.accounts, kReceiver, Wei(wrapping_mul(kEther, u256(1'000U))));
        w.undo.commit();
    }

    Result<Bytes> send(const Address& from, const Address& to, const Bytes& data,
                       std::uint64_t ether = 0) {
        const beacon::Payload payload = open_block(w, w.block.time + 12);
        LogBuffer logs;
        auto answer = w.execute({from, to, Wei(wrapping_mul(kEther, u256(ether))), data}, &logs);
        close_block(w, payload, logs);
        w.undo.commit();
        return answer;
    }
    void pass_epochs(std::uint64_t n) {
        pass_blocks(w, n * kEpoch, 12);
        w.undo.commit();
    }
    std::uint32_t lido_pool() { return *beacon::find_pool(*w.beacon.feed, "lido"); }

    World w;
    std::map<std::string, Address> names;
};

TEST_F(OffChain, ALidoReportOfWhatWasDepositedIsTakenOnce) {
    ASSERT_TRUE(send(kReceiver, names["lido"], call_data("submit", kZeroAddress), 96).has_value());
    pass_epochs(166);
    ASSERT_TRUE(
        send(names["depositSecurityModule"], names["stakingRouter"], lido_deposit(1_u256, {0, 2}))
            .has_value());
    pass_epochs(60);
    const auto report = lido_report(w, lido_pool());
    ASSERT_TRUE(report.has_value());
    const Address oracle = names["accountingOracle"];
    EXPECT_TRUE(send(names["hashConsensus"], oracle, report->consensus).has_value());
    EXPECT_TRUE(send(names["lidoOracle"], oracle, report->data).has_value());
    const beacon::PoolView seen = beacon::pool_view(*w.beacon.feed, lido_pool());
    EXPECT_EQ(seen.validators, 2U);
    EXPECT_GE(w.lido.steth.cl_validators_balance->raw, wrapping_mul(kEther, 64_u256));
    EXPECT_FALSE(send(names["lidoOracle"], oracle, report->data).has_value());
}

TEST_F(OffChain, AValidatorOfRenzoIsStakedVerifiedAndCheckpointed) {
    const Address delegator = names["operatorDelegator0"];
    const Address admin = names["renzoRestakeAdmin"];
    const Address pod = eigenlayer::eigen_pod_manager::pod_of(w.eigenlayer, delegator);
    // Without a target there is no buffer to fill first.
    using Target = renzo::TokenWithdrawBuffer;
    ASSERT_TRUE(send(names["renzoAdmin"], names["withdrawQueue"],
                     call_data("updateWithdrawBufferTarget",
                               std::vector<Target>{{renzo::kNative, renzo::Amount(1_u256)}}))
                    .has_value());
    ASSERT_TRUE(send(kReceiver, names["restakeManager"], call_data("depositETH"), 40).has_value());
    ASSERT_TRUE(
        send(admin, names["depositQueue"], stake_from_queue(w, delegator, 0_u256)).has_value());
    EXPECT_TRUE(provable_validators(w, *w.beacon.feed, pod).empty());
    pass_epochs(12);
    ASSERT_TRUE(send(kReceiver, kReceiver, {}).has_value());

    const beacon::Trees* trees = trees_at(w, w.block.time);
    ASSERT_NE(trees, nullptr);
    const auto validators = provable_validators(w, trees->state(), pod);
    ASSERT_EQ(validators.size(), 1U);
    EXPECT_TRUE(
        send(admin, delegator, verify_withdrawal_credentials(*trees, w.block.time, validators))
            .has_value());
    EXPECT_TRUE(provable_validators(w, *w.beacon.feed, pod).empty());
    EXPECT_EQ(validators_of_pod(w, *w.beacon.feed, pod, eigenlayer::ValidatorStatus::kActive),
              validators);
    EXPECT_EQ(w.eigenlayer.pods.rows[pod].active_validator_count, 1U);

    EXPECT_FALSE(verify_checkpoint_proofs(w, pod).has_value());
    ASSERT_TRUE(send(kReceiver, pod, {}, 1).has_value());
    ASSERT_TRUE(send(admin, delegator, call_data("startCheckpoint")).has_value());
    const auto proofs = verify_checkpoint_proofs(w, pod);
    ASSERT_TRUE(proofs.has_value());
    EXPECT_TRUE(send(admin, delegator, *proofs).has_value());
    EXPECT_EQ(w.eigenlayer.pods.rows[pod].current_checkpoint_timestamp, 0U);
}

}  // namespace
}  // namespace aq::stack
