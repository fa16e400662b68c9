// SPDX-License-Identifier: Apache-2.0
// Expected figures are worked out by hand from the amounts that are sent.
#include <aquifer/picture/restaking.hpp>
#include <aquifer/picture/tokens.hpp>
#include <aquifer/stack/mainnet.hpp>

#include <gmock/gmock.h>

namespace aq::picture {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr u256 kOne = 1'000'000'000'000'000'000_u256;

u256 ether(std::uint64_t n) {
    return wrapping_mul(u256(n), kOne);
}

/// Everything at its mainnet address, with one who deposits.
class Mainnet : public ::testing::Test {
protected:
    Mainnet() : names_(stack::deploy_mainnet(world_)) {
        names_["alice"] = "0x00000000000000000000000000000000000a11ce"_address;
        names_["avs"] = "0x00000000000000000000000000000000000000a5"_address;
        aq::move::set_ether(world_.undo, world_.accounts, names_["alice"], Wei(ether(1'000)));
    }

    template <class... T>
    void send(const std::string& from, const std::string& to, std::string_view signature,
              const u256& value, const T&... arguments) {
        const Bytes data = abi_call(first_four(keccak(signature)), arguments...);
        const auto done = world_.execute({names_[from], names_[to], Wei(value), data}, nullptr);
        ASSERT_TRUE(done.has_value()) << signature << ": " << done.error().to_text();
        world_.undo.commit();
    }
    /// 100 stETH of alice's, all but one wei of them restaked.
    void restake_st_eth() {
        send("alice", "lido", "submit(address)", ether(100), kZeroAddress);
        send("renzoAdmin", "withdrawQueue", "updateWithdrawBufferTarget((address,uint256)[])", {},
             std::vector{renzo::TokenWithdrawBuffer{names_["lido"], renzo::Amount(u256(1U))}});
        send("alice", "lido", "approve(address,uint256)", {}, names_["restakeManager"],
             u256::max());
        send("alice", "restakeManager", "deposit(address,uint256)", {}, names_["lido"], ether(100));
    }
    NameOf name_of() {
        return [this](const Address& at) {
            for (const auto& [name, address] : names_) {
                if (address == at) return name;
            }
            return to_hex(at);
        };
    }
    std::string page() { return tokens(world_, name_of()); }

    stack::World world_;
    std::map<std::string, Address> names_;
};

TEST(Picture, AmountsAreCutNotRounded) {
    EXPECT_EQ(units_down(u256(), 4), "0.0000");
    EXPECT_EQ(units_down(1'999'999'999'999'999'999_u256, 4), "1.9999");
    EXPECT_EQ(units_down(123'000'000'000'000'000'000_u256, 6), "123.000000");
}

TEST(Picture, DustIsShownInItsSmallestUnit) {
    EXPECT_EQ(amount_down(u256()), "0.0000");
    EXPECT_EQ(amount_down(99'999'999'999'999_u256), "99999999999999e-18");
    EXPECT_EQ(amount_down(100'000'000'000'000_u256), "0.0001");
}

TEST(Picture, APartOfNothingIsNothing) {
    EXPECT_EQ(part_of_one_down(u256(5U), u256()), u256());
    EXPECT_EQ(part_of_one_down(u256(1U), u256(3U)), 333'333'333'333'333'333_u256);
}

TEST(Picture, NamesAreSortedWithTheirNumbers) {
    const NameOf name_of = [](const Address& at) { return "n" + std::to_string(at.bytes[19]); };
    Address two;
    two.bytes[19] = 2;
    Address ten;
    ten.bytes[19] = 10;
    EXPECT_EQ(by_name(name_of, {ten, two}), (std::vector{two, ten}));
    EXPECT_EQ(count_of(1, "request"), "1 request");
    EXPECT_EQ(count_of(0, "request"), "0 requests");
}

TEST_F(Mainnet, WithoutUsersOnlyTheFirstEtherOfLidoIsThere) {
    EXPECT_THAT(page(), HasSubstr("lido                          supply               1.0000   "
                                  "rate 1.000000 ether a share"));
    EXPECT_THAT(page(), Not(HasSubstr("ezETH")));
    EXPECT_EQ(restaking(world_, name_of()), "");
}

TEST_F(Mainnet, EzEthIsShownByOperator) {
    restake_st_eth();
    send("alice", "restakeManager", "depositETH()", ether(25));
    // 125 ezETH for 100 stETH with the first operator and 25 ether in the buffer.
    const std::string got = page();
    EXPECT_THAT(got, HasSubstr("ezETH                         supply             125.0000   "
                               "rate 1.000000 ether"));
    EXPECT_THAT(got, HasSubstr("operator renzoOperator0                       0.799999   "
                               "by operatorDelegator0\n      lido"));
    EXPECT_THAT(got, HasSubstr("withdraw queue: native ether                  0.200000"));
    EXPECT_THAT(got, HasSubstr("AVS may slash of what is not queued\n    nothing"));
    EXPECT_THAT(got, HasSubstr("queued: 0 requests of 0.0000 ezETH"));
}

TEST_F(Mainnet, WhatAnAvsMaySlashIsShownForOneOfEachToken) {
    restake_st_eth();
    const Address avs = names_["avs"];
    const Address operator_at = names_["renzoOperator0"];
    const std::vector<Address> strategies{names_["stEthStrategy"]};
    send("avs", "allocationManager", "updateAVSMetadataURI(address,string)", {}, avs,
         std::string("a bridge"));
    send("avs", "allocationManager", "createOperatorSets(address,(uint32,address[])[])", {}, avs,
         std::vector{eigenlayer::CreateSetParams{1, strategies}});
    aq::move::deploy(world_.undo, world_.accounts, avs, code_of(stack::Kind::kRegistrar));
    send("renzoOperator0", "allocationManager",
         "registerForOperatorSets(address,(address,uint32[],bytes))", {}, operator_at,
         eigenlayer::RegisterParams{avs, {1}, {}});
    // A quarter of the operator's magnitude; of 10^20 - 1 shares, rounded down.
    const eigenlayer::Magnitude quarter(250'000'000'000'000'000ULL);
    send("renzoOperator0", "allocationManager",
         "modifyAllocations(address,((address,uint32),address[],uint64[])[])", {}, operator_at,
         std::vector{eigenlayer::AllocateParams{{avs, 1}, strategies, {quarter}}});
    const std::string got = page();
    EXPECT_THAT(got, HasSubstr("operator renzoOperator0                       1.000000   "
                               "may be slashed by avs/1 0.249999"));
    EXPECT_THAT(got, HasSubstr("avs set 1                                     0.249999"));
    EXPECT_THAT(restaking(world_, name_of()), HasSubstr("24.9999 lido"));
}

TEST_F(Mainnet, RateTokensAreShownWithTheirRates) {
    send("alice", "weth", "deposit()", ether(3));
    send("alice", "wbeth", "deposit(address)", ether(10), kZeroAddress);
    send("wbethAdmin", "wbeth", "updateExchangeRate(uint256)", {}, 1'100'000'000'000'000'000_u256);
    send("alice", "rethDepositPool", "deposit()", ether(10));
    const std::string got = page();
    EXPECT_THAT(got, HasSubstr("weth                          supply               3.0000   "
                               "rate 1.000000 ether\n  of one, in ether\n"
                               "    held by the contract                          1.000000"));
    EXPECT_THAT(got, HasSubstr("wbeth                         supply              10.0000   "
                               "rate 1.100000 ether"));
    // Ten ether less five basis points, which stay in the pool unminted.
    EXPECT_THAT(got, HasSubstr("reth                          supply               9.9950   "
                               "rate 1.000000 ether"));
    EXPECT_THAT(got, HasSubstr("ether in the deposit pool                     1.000500"));
}

TEST_F(Mainnet, WhatLeavesIsShownAsQueued) {
    restake_st_eth();
    send("alice", "ezETH", "approve(address,uint256)", {}, names_["withdrawQueue"], u256::max());
    send("alice", "withdrawQueue", "withdraw(uint256,address)", {}, ether(40), names_["lido"]);
    // One wei of the forty was in the buffer.
    const std::string got = page();
    EXPECT_THAT(got, HasSubstr("queued: 1 request of 40.0000 ezETH\n"
                               "    lido: 39.9999 waited for, 1e-18 reserved for claims"));
}

TEST_F(Mainnet, ARefusingSourceIsSaidInsteadOfARate) {
    restake_st_eth();
    send("renzoOperator0", "delegationManager", "undelegate(address)", {},
         names_["operatorDelegator0"]);
    EXPECT_THAT(page(), HasSubstr("no rate: calculateTVLs reverts with "
                                  "OperatoDelegatorNotDelegated()"));
}

}  // namespace
}  // namespace aq::picture
