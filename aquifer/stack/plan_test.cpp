// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/deploy.hpp>
#include <aquifer/stack/mainnet.hpp>
#include <aquifer/stack/offchain.hpp>

#include <gtest/gtest.h>

namespace aq::stack {
namespace {

constexpr Address kCaller = "0x00000000000000000000000000000000000a11ce"_address;

/// The words that a view answers.
template <class... T>
std::vector<u256> words_of(World& world, const Address& at, std::string_view function,
                           const T&... arguments) {
    const auto answer = world.ask({kZeroAddress, at, Wei(), call_data(function, arguments...)});
    std::vector<u256> out;
    if (!answer.has_value() || answer->empty()) {
        ADD_FAILURE() << function << " has no answer";
        return {u256()};
    }
    for (std::size_t i = 0; i + 32 <= answer->size(); i += 32) {
        out.push_back(load_be(answer->data() + i));
    }
    return out;
}

class Planned : public ::testing::Test {
protected:
    void deploy(const Plan& plan) { names = deploy_mainnet(world, kMainnetStart, plan); }
    template <class... T>
    void expect(std::uint64_t value, const char* role, std::string_view function,
                const T&... arguments) {
        EXPECT_EQ(words_of(world, names.at(role), function, arguments...)[0], u256(value))
            << function;
    }

    World world;
    Addresses names;
};

TEST_F(Planned, TheDefaultsAreMainnets) {
    deploy({});
    EXPECT_EQ(world.eigenlayer.parameters, eigenlayer::Parameters());
    EXPECT_EQ(*world.lido.checker.limits, lido::mainnet_limits());
    EXPECT_EQ(world.lido.calendar, lido::Calendar());
}

TEST_F(Planned, LidosParametersReachItsContracts) {
    Plan plan;
    plan.lido = {.operators_fee_bps = 700,
                 .treasury_fee_bps = 200,
                 .staking_limit = ether(150'000),
                 .staking_limit_increase_per_block = Wei(23'437'500'000'000'000'000_u256),
                 .epochs_per_frame = 45,
                 .exited_eth_amount_per_day = 1'001,
                 .appeared_eth_amount_per_day = 1'002,
                 .annual_balance_increase_bps = 1'003,
                 .simulated_share_rate_deviation_bps = 1'004,
                 .request_timestamp_margin_seconds = 1'005,
                 .max_positive_token_rebase = 1'006,
                 .max_cl_balance_decrease_bps = 1'007};
    deploy(plan);
    EXPECT_EQ(world.lido.router.modules[1].module_fee_bps, 700);
    EXPECT_EQ(world.lido.router.modules[1].treasury_fee_bps, 200);
    // isStakingPaused, isStakingLimitSet, currentStakeLimit, maxStakeLimit, and in how many blocks
    // that grows back: 6,400 on mainnet, as here.
    const auto limit = words_of(world, names.at("lido"), "getStakeLimitFullInfo");
    EXPECT_EQ(limit[1], u256(1U));
    EXPECT_EQ(limit[2], ether(150'000).raw);
    EXPECT_EQ(limit[3], ether(150'000).raw);
    EXPECT_EQ(limit[4], u256(6'400U));
    const lido::Limits& limits = *world.lido.checker.limits;
    EXPECT_EQ(limits.exited_eth_amount_per_day, u256(1'001U));
    EXPECT_EQ(limits.appeared_eth_amount_per_day, u256(1'002U));
    EXPECT_EQ(limits.annual_balance_increase_bps, u256(1'003U));
    EXPECT_EQ(limits.simulated_share_rate_deviation_bps, u256(1'004U));
    EXPECT_EQ(limits.request_timestamp_margin, u256(1'005U));
    EXPECT_EQ(limits.max_positive_token_rebase, u256(1'006U));
    EXPECT_EQ(limits.max_cl_balance_decrease_bps, u256(1'007U));
    // Epoch 491,000 lies in the frame that begins with epoch 490,995: 45 × 10,911. Its reference
    // slot is the last one before that.
    expect(490'995ULL * 32 - 1, "accountingOracle", "getLastProcessingRefSlot");
}

TEST_F(Planned, TheRateTokensParametersReachTheirContracts) {
    Plan plan;
    plan.rates = {.reth_deposit_pool_max = ether(7),
                  .reth_deposit_fee_ppm = 2'000,
                  .sfrxeth_cycle_seconds = 86'400,
                  .sweth_reprice_seconds_min = 60,
                  .meth_fees_bps = 123,
                  .meth_unstake_blocks = 10};
    deploy(plan);
    expect(86'400, "sfrxeth", "rewardsCycleLength");
    expect(60, "sweth", "minimumRepriceTime");
    expect(10, "methRequests", "numberOfBlocksToFinalize");
    EXPECT_EQ(world.rates.meth.settings->fees_bps, 123);
    // A pool of seven ether takes seven, and Rocket Pool keeps two thousandths of them.
    move::set_ether(world.undo, world.accounts, kCaller, ether(100));
    const Address pool = names.at("rethDepositPool");
    EXPECT_FALSE(world.execute({kCaller, pool, ether(8), call_data("deposit")}, nullptr));
    EXPECT_TRUE(world.execute({kCaller, pool, ether(7), call_data("deposit")}, nullptr));
    EXPECT_EQ(words_of(world, names.at("reth"), "balanceOf", kCaller)[0],
              6'986'000'000'000'000'000_u256);
}

TEST_F(Planned, EigenLayersParametersReachItsContracts) {
    Plan plan;
    plan.eigenlayer = {.min_withdrawal_delay_blocks = 10,
                       .deallocation_delay_blocks = 11,
                       .allocation_configuration_delay_blocks = 12,
                       .slasher_configuration_delay_blocks = 13,
                       .calculation_interval_seconds = 604'800,
                       .max_rewards_duration_seconds = 6'048'000,
                       .max_retroactive_length_seconds = 7'776'000,
                       .max_future_length_seconds = 14,
                       .activation_delay_seconds = 15,
                       .default_operator_split_bps = 16};
    deploy(plan);
    expect(10, "delegationManager", "minWithdrawalDelayBlocks");
    expect(11, "allocationManager", "DEALLOCATION_DELAY");
    expect(12, "allocationManager", "ALLOCATION_CONFIGURATION_DELAY");
    expect(13, "allocationManager", "SLASHER_CONFIGURATION_DELAY");
    expect(604'800, "rewardsCoordinator", "CALCULATION_INTERVAL_SECONDS");
    expect(6'048'000, "rewardsCoordinator", "MAX_REWARDS_DURATION");
    expect(7'776'000, "rewardsCoordinator", "MAX_RETROACTIVE_LENGTH");
    expect(14, "rewardsCoordinator", "MAX_FUTURE_LENGTH");
    expect(15, "rewardsCoordinator", "activationDelay");
    expect(16, "rewardsCoordinator", "defaultOperatorSplitBips");
}

TEST_F(Planned, RenzosParametersReachItsContracts) {
    Plan plan;
    plan.renzo = {.cool_down_seconds = 60,
                  .fee_bps = 501,
                  .steth_tvl_limit = ether(502),
                  .wbeth_tvl_limit = ether(503),
                  .eth_buffer_target = Wei(504_u256),
                  .steth_buffer_target = Wei(505_u256),
                  .wbeth_buffer_target = Wei(506_u256),
                  .instant_drawdown_bps = 507,
                  .instant_fee_bps_min = 508,
                  .instant_fee_bps_max = 509};
    deploy(plan);
    expect(60, "withdrawQueue", "coolDownPeriod");
    expect(501, "depositQueue", "feeBasisPoints");
    const auto limit_of = [&](const char* token) {
        return words_of(world, names.at("restakeManager"), "collateralTokenTvlLimits",
                        names.at(token))[0];
    };
    EXPECT_EQ(limit_of("lido"), ether(502).raw);
    EXPECT_EQ(limit_of("wbeth"), ether(503).raw);
    expect(504, "withdrawQueue", "withdrawalBufferTarget", renzo::kNative);
    expect(505, "withdrawQueue", "withdrawalBufferTarget", names.at("lido"));
    expect(506, "withdrawQueue", "withdrawalBufferTarget", names.at("wbeth"));
    expect(507, "instantWithdrawer", "allowedBufferDrawdownBps");
    expect(508, "instantWithdrawer", "minFeeBps");
    expect(509, "instantWithdrawer", "maxFeeBps");
}

/// A place for each role that is nobody's on mainnet.
Addresses elsewhere() {
    Addresses out;
    for (const Role& role : mainnet_roles()) {
        if (role.is_fixed) continue;
        out[role.name] = truncate_address(to_u256(keccak("elsewhere " + role.name)));
    }
    return out;
}

TEST_F(Planned, EveryRoleCanStandElsewhere) {
    Plan plan;
    plan.addresses = elsewhere();
    deploy(plan);
    for (const Role& role : mainnet_roles()) {
        const Address& at = names.at(role.name);
        EXPECT_EQ(at, role.is_fixed ? role.at : plan.addresses.at(role.name)) << role.name;
        EXPECT_EQ(world.accounts.has_code(at), role.is_contract) << role.name;
        EXPECT_EQ(world.accounts.has_code(role.at), role.is_fixed && role.is_contract) << role.name;
    }
}

TEST_F(Planned, ContractsThatStandElsewhereFindEachOther) {
    Plan plan;
    plan.addresses = elsewhere();
    deploy(plan);
    move::set_ether(world.undo, world.accounts, kCaller, ether(100));
    const auto send = [&](const char* to, Wei value, const Bytes& data) {
        const auto done = world.execute({kCaller, names.at(to), value, data}, nullptr);
        EXPECT_TRUE(done.has_value()) << to;
    };
    // Ether becomes stETH, and that ezETH, which Renzo restakes at its strategy's new address.
    send("lido", ether(10), call_data("submit", kZeroAddress));
    send("lido", Wei(), call_data("approve", names.at("restakeManager"), ether(5).raw));
    send("restakeManager", Wei(), call_data("deposit", names.at("lido"), ether(5).raw));
    EXPECT_EQ(words_of(world, names.at("ezETH"), "balanceOf", kCaller)[0],
              wrapping_mul(u256(5U), kWad));
    send("restakeManager", ether(1), call_data("depositETH"));
    send("weth", ether(1), call_data("deposit"));
    EXPECT_EQ(words_of(world, names.at("weth"), "balanceOf", kCaller)[0], kWad);
    send("wbeth", ether(1), call_data("deposit", kZeroAddress));
    EXPECT_EQ(words_of(world, names.at("wbeth"), "balanceOf", kCaller)[0], kWad);
    EXPECT_EQ(world.renzo.at.weth, names.at("weth"));
    EXPECT_EQ(world.renzo.at.st_eth_withdrawals, names.at("lidoQueue"));
}

}  // namespace
}  // namespace aq::stack
