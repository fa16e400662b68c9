// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/standins/abi.hpp>
#include <aquifer/protocols/standins/events.hpp>
#include <aquifer/protocols/standins/rules.hpp>

#include <gtest/gtest.h>

#include <map>

namespace aq::standins {
namespace {

constexpr Address kRegistrar = "0x9e1eeee62bdbc2cccfea931d70cbdcfd0cf4cda5"_address;
constexpr Address kDeposits = "0x102c3392aa76383def57f3a0c445c374076a7193"_address;
constexpr Address kOperator = "0x5d05d55e9aefbff10b07ce3cc05e4bde5e32a866"_address;
constexpr Address kAvs = "0x890c6ef0c5e7a41e206d307a7116a006cb7a1cec"_address;

class StandIns : public ::testing::Test {
protected:
    template <class Rule, class... Args>
    auto act(Rule rule, const Address& to, const Wei& value, Args... args) {
        logs_.clear();
        Tx tx(undo_, block_, {}, &logs_);
        return rule(tx, ports_, Call{kAvs, to, value, Selector()}, std::move(args)...);
    }

    Undo undo_;
    LogBuffer logs_;
    State s_;
    Ports ports_{s_};
    Block block_{1, 1, 1};
};

TEST_F(StandIns, TheRegistrarRefusesWhomItIsTold) {
    const std::vector<std::uint32_t> ids{3};
    EXPECT_TRUE(act(registrar::set_refused, kRegistrar, Wei(), kOperator, true).has_value());
    EXPECT_EQ(logs_.size(), 0U);
    const auto refused =
        act(registrar::register_operator, kRegistrar, Wei(), kOperator, kAvs, ids, Bytes());
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error(), Revert("refused"));
    // Another registrar does not know.
    EXPECT_TRUE(act(registrar::register_operator, kDeposits, Wei(), kOperator, kAvs, ids, Bytes())
                    .has_value());
    EXPECT_TRUE(act(registrar::set_refused, kRegistrar, Wei(), kOperator, false).has_value());
    EXPECT_TRUE(act(registrar::register_operator, kRegistrar, Wei(), kOperator, kAvs, ids, Bytes())
                    .has_value());
    const auto log = read_event<Registered>(logs_[0]);
    ASSERT_TRUE(log.has_value());
    EXPECT_EQ(log->operator_address, kOperator);
    EXPECT_EQ(log->operator_set_ids, ids);
}

// Line 378 of the recorded run of EigenLayer with seed 11.
TEST_F(StandIns, DeregisteringLogsAsRecorded) {
    EXPECT_TRUE(act(registrar::deregister_operator, kRegistrar, Wei(), kOperator, kAvs,
                    std::vector<std::uint32_t>{0})
                    .has_value());
    ASSERT_EQ(logs_.size(), 1U);
    EXPECT_EQ(to_hex(logs_[0].data),
              "0x0000000000000000000000005d05d55e9aefbff10b07ce3cc05e4bde5e32a866"
              "000000000000000000000000890c6ef0c5e7a41e206d307a7116a006cb7a1cec"
              "0000000000000000000000000000000000000000000000000000000000000060"
              "0000000000000000000000000000000000000000000000000000000000000001"
              "0000000000000000000000000000000000000000000000000000000000000000");
}

TEST_F(StandIns, TheDepositContractLogsKeyCredentialsAndValue) {
    EXPECT_TRUE(act(eth_pos::deposit, kDeposits, Wei(32e18_u256), Bytes(48, 1), Bytes(32, 2),
                    Bytes(96), Hash())
                    .has_value());
    const auto log = read_event<Deposit>(logs_[0]);
    ASSERT_TRUE(log.has_value());
    EXPECT_EQ(log->pubkey, Bytes(48, 1));
    EXPECT_EQ(log->withdrawal_credentials, Bytes(32, 2));
    EXPECT_EQ(log->value, 32e18_u256);
}

// IAVSRegistrar and IETHPOSDeposit; setRefused as the recorded run calls it.
TEST(StandInPins, Selectors) {
    const std::map<std::string, std::uint32_t> pins{
        {"deposit(bytes,bytes,bytes,bytes32)", 0x22895118},
        {"deregisterOperator(address,address,uint32[])", 0x303ca956},
        {"registerOperator(address,address,uint32[],bytes)", 0xc63fd502},
        {"setRefused(address,bool)", 0x96c1e522},
        {"supportsAVS(address)", 0xb5265787},
    };
    std::map<std::string, std::uint32_t> bound;
    for (const Face* face : {&registrar_face(), &eth_pos_face()}) {
        for (const auto& f : face->functions()) {
            bound[canonical_signature(f.declaration)] = f.selector.number();
        }
    }
    EXPECT_EQ(bound, pins);
}

// As the recorded run shows them.
TEST(StandInPins, Topics) {
    EXPECT_EQ(topic_of<Registered>(),
              "0x6089313d111287d5e3b6284283d88360830eb14636944c9d2b70e78d35f9599b"_hash);
    EXPECT_EQ(topic_of<Deregistered>(),
              "0xac85f63103f8c49d1f053f8960cdd395cb598e57f95afd41ec588755f335cdee"_hash);
    EXPECT_EQ(topic_of<Deposit>(),
              "0xe77f103965e0ff8836ce54ba9bac869f217cd5da27d6bdefd090282c397211c0"_hash);
}

}  // namespace
}  // namespace aq::standins
