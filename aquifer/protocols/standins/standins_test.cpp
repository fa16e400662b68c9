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

TEST_F(StandIns, TheRiskOracleSaysWhatItWasTold) {
    EXPECT_TRUE(act(risk::set, kRegistrar, Wei(), true, false, true, false, 7_u256).has_value());
    EXPECT_EQ(s_.risks[kRegistrar], (Risk{true, false, true, false, 7_u256}));
    const auto log = read_event<RiskSet>(logs_[0]);
    ASSERT_TRUE(log.has_value());
    EXPECT_TRUE(log->claims_paused);
    EXPECT_EQ(log->cool_down, 7_u256);
}

/// What contracts of a stand-in were called with, in place of tokens and users.
struct Called {
    std::vector<Address> to;
    std::vector<Bytes> data;
    Result<Bytes> answer = Bytes();

    static Result<Bytes> call(void* self, Tx& /*tx*/, const Call& call, BytesView data) {
        auto& called = *static_cast<Called*>(self);
        called.to.push_back(call.to);
        called.data.emplace_back(data.begin(), data.end());
        return called.answer;
    }
};

class StakedEther : public StandIns {
protected:
    void SetUp() override {
        move::set_st_eth(undo_, s_, kRegistrar, kDeposits);
        undo_.commit();
    }
    template <class Rule, class... Args>
    auto act(Rule rule, const Address& sender, Args... args) {
        logs_.clear();
        Tx tx(undo_, block_, {&called_, &Called::call}, &logs_);
        return rule(tx, ports_, Call{sender, kRegistrar, Wei(), Selector()}, std::move(args)...);
    }
    auto claim(const Address& by) {
        return act(st_eth_exit::claim_withdrawals, by, std::vector{1_u256}, std::vector{1_u256});
    }

    Called called_;
};

TEST_F(StakedEther, AnExitPaysOneToOneAndOnce) {
    const auto numbers =
        act(st_eth_exit::request_withdrawals, kAvs, std::vector{5_u256}, kOperator);
    EXPECT_EQ(*numbers, std::vector{1_u256});
    EXPECT_EQ(called_.to, std::vector{kDeposits});
    ASSERT_TRUE(read_event<WithdrawalRequested>(logs_[0]).has_value());
    EXPECT_EQ(claim(kAvs).error(), Revert("NotOwner"));
    ASSERT_TRUE(claim(kOperator).has_value());
    EXPECT_EQ(called_.to.back(), kOperator);
    ASSERT_TRUE(read_event<WithdrawalClaimed>(logs_[0]).has_value());
    EXPECT_EQ(claim(kOperator).error(), Revert("Claimed"));
    EXPECT_TRUE(act(st_eth_exit::receive, kAvs).has_value());
}

TEST_F(StakedEther, TheRestakerPassesItsTokensOnForAnyone) {
    ASSERT_TRUE(act(restaker::transfer_st_eth, kAvs, kOperator, 5_u256).has_value());
    // transfer(address,uint256)
    EXPECT_EQ(called_.data.at(0), abi_call("0xa9059cbb"_selector, kOperator, 5_u256));
    called_.answer = std::unexpected(Revert("no"));
    EXPECT_EQ(act(restaker::transfer_st_eth, kAvs, kOperator, 5_u256).error(), Revert("no"));
}

// IAVSRegistrar and IETHPOSDeposit; setRefused as the recorded run calls it.
TEST(StandInPins, Selectors) {
    const std::map<std::string, std::uint32_t> pins{
        {"deposit(bytes,bytes,bytes,bytes32)", 0x22895118},
        {"deregisterOperator(address,address,uint32[])", 0x303ca956},
        {"registerOperator(address,address,uint32[],bytes)", 0xc63fd502},
        {"setRefused(address,bool)", 0x96c1e522},
        {"supportsAVS(address)", 0xb5265787},
        {"claimWithdrawals(uint256[],uint256[])", 0xe3afe0a3},
        {"getWithdrawCoolDownPeriod()", 0xefbc4c90},
        {"isClaimPaused()", 0x50bc9995},
        {"isDepositPaused()", 0xf560d0b2},
        {"isInstantWithdrawPaused()", 0x03a7db3c},
        {"isWithdrawRequestPaused()", 0xa405a585},
        {"requestWithdrawals(uint256[],address)", 0xd6681042},
        {"set(bool,bool,bool,bool,uint256)", 0x20cb7d96},
        {"transferSTETH(address,uint256)", 0x30e71a95},
    };
    std::map<std::string, std::uint32_t> bound;
    for (const Face* face : {&registrar_face(), &eth_pos_face(), &risk_face(), &st_eth_exit_face(),
                             &restaker_face()}) {
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
    EXPECT_EQ(topic_of<RiskSet>(),
              "0x966b2ed54ed7902a7e29edae1029dcdc256ed6c97749e6c661e2d67ad607df7b"_hash);
    EXPECT_EQ(topic_of<WithdrawalRequested>(),
              "0x6620e1bb18901e7cc06eb4c152cbf61f7f069350e9cf118060d463c4e5430ba0"_hash);
    EXPECT_EQ(topic_of<WithdrawalClaimed>(),
              "0x8adb7a84b2998a8d11cd9284395f95d5a99f160be785ae79998c654979bd3d9a"_hash);
}

}  // namespace
}  // namespace aq::standins
