// SPDX-License-Identifier: Apache-2.0
// Parameters: the specification of rate tokens, and where it names none, the contract's own
// default.
#include <aquifer/stack/mainnet_rates.hpp>

#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/rules_meth.hpp>

namespace aq::stack {

namespace {

constexpr u256 kOne = 1'000'000'000'000'000'000_u256;

class RateDeployer {
public:
    RateDeployer(World& world, Places& places, const RatesParameters& parameters)
        : world_(world), undo_(world.undo), places_(places), parameters_(parameters) {}

    void reth();
    void staked();
    void frax();
    void sweth();
    void meth();

private:
    struct Token {
        const char* role;
        const char* title;
        const char* symbol;
        const char* permit_version;
    };

    const Address& stand(const std::string& role, const Address& on_mainnet, Kind kind) {
        const Address& at = places_.put(role, on_mainnet);
        aq::move::deploy(undo_, world_.accounts, at, code_of(kind));
        return at;
    }
    const Address& stand(const std::string& role, Kind kind) {
        return stand(role, places_.put(role), kind);
    }
    /// An account that is no contract here.
    const Address& person(const std::string& role) { return places_.put(role); }
    const Address& token(const Address& on_mainnet, Kind kind, erc20::Kind generation,
                         const Token& token) {
        const Address& at = stand(token.role, on_mainnet, kind);
        erc20::move::create(undo_, world_.tokens, at, generation, 18);
        erc20::move::set_title(undo_, world_.tokens, at,
                               {erc20::ShortText(token.title), erc20::ShortText(token.symbol),
                                erc20::ShortText(token.permit_version)});
        return at;
    }

    World& world_;
    Undo& undo_;
    Places& places_;
    const RatesParameters& parameters_;
};

void RateDeployer::reth() {
    const Address at = token("0xae78736cd615f374d3085123a210448e74fc6393"_address, Kind::kReth,
                             erc20::Kind::kOpenZeppelin3, {"reth", "Rocket Pool ETH", "rETH", ""});
    const Address balances = stand("rethBalances", Kind::kRethBalances);
    const Address pool = stand("rethDepositPool", Kind::kRethDepositPool);
    rates::move::deploy(
        undo_, world_.rates, {at, balances, pool, person("rethVault")},
        rates::reth::Settings{.deposits_enabled = true,
                              .assignments_enabled = true,
                              .submissions_enabled = true,
                              .submit_frequency_seconds = 86'400,
                              .deposit_min = Wei(10'000'000'000'000'000_u256),
                              .pool_max = parameters_.reth_deposit_pool_max,
                              .deposit_fee = wrapping_mul(u256(parameters_.reth_deposit_fee_ppm),
                                                          1'000'000'000'000_u256),
                              .collateral_target = 100'000'000'000'000'000_u256,
                              .rate_delta_max = 20'000'000'000'000'000_u256,
                              .consensus_threshold = 510'000'000'000'000'000_u256});
    for (const char* node : {"rethNode0", "rethNode1", "rethNode2"}) {
        rates::move::set_oracle_member(undo_, world_.rates, person(node), true);
    }
}

void RateDeployer::staked() {
    const Address cbeth =
        token("0xbe9895146f7af43049ca1c1ae358b0541ea49704"_address, Kind::kCbEth,
              erc20::Kind::kFiatToken, {"cbeth", "Coinbase Wrapped Staked ETH", "cbETH", "2"});
    const Address wbeth =
        token("0xa2e3356610840701bdf5611a53974510ae27e2e1"_address, Kind::kWbEth,
              erc20::Kind::kFiatToken, {"wbeth", "Wrapped Beacon ETH", "wBETH", "2"});
    // FiatTokenV2_1.initializeV2_1: nobody sends a token to itself.
    for (const Address& at : {cbeth, wbeth}) {
        erc20::move::set_blocked(undo_, world_.tokens, at, at, true);
    }
    const auto run_by = [](rates::staked::Kind kind, const Address& admin, const Address& oracle) {
        return rates::staked::Token{.kind = kind,
                                    .rate = kOne,
                                    .oracle = oracle,
                                    .owner = admin,
                                    .master_minter = admin,
                                    .pauser = admin,
                                    .blacklister = admin};
    };
    const Address updater = stand("cbethUpdater", Kind::kRateUpdater);
    const Address cbeth_admin = person("cbethAdmin");
    const Address wbeth_admin = person("wbethAdmin");
    rates::move::set_token(undo_, world_.rates, cbeth,
                           run_by(rates::staked::Kind::kCbEth, cbeth_admin, updater));
    rates::move::set_token(undo_, world_.rates, wbeth,
                           run_by(rates::staked::Kind::kWbEth, wbeth_admin, wbeth_admin));
    rates::move::set_updater(undo_, world_.rates, updater, {cbeth, cbeth_admin});
}

void RateDeployer::frax() {
    const auto cycle_seconds = static_cast<std::uint32_t>(parameters_.sfrxeth_cycle_seconds);
    const Address frxeth =
        token("0x5e8422345238f34275888049021821e8e08caa1f"_address, Kind::kFrxEth,
              erc20::Kind::kOpenZeppelin4, {"frxeth", "Frax Ether", "frxETH", "1"});
    const Address sfrxeth =
        token("0xac3e018457b222d93114458476f3e3416abbe38f"_address, Kind::kSfrxEth,
              erc20::Kind::kSolmate, {"sfrxeth", "Staked Frax Ether", "sfrxETH", "1"});
    const Address minter = stand("frxethMinter", Kind::kFrxEthMinter);
    // The cycle that ended last had no rewards.
    const std::uint32_t ended = world_.block.time32() / cycle_seconds * cycle_seconds;
    rates::move::deploy(undo_, world_.rates, {frxeth, sfrxeth, minter}, rates::frax::Minter{},
                        {.stored_assets = {},
                         .last_reward = {},
                         .last_sync = ended - cycle_seconds,
                         .cycle_end = ended,
                         .cycle_seconds = cycle_seconds});
    rates::move::set_frax_minter(undo_, world_.rates, minter, true);
}

void RateDeployer::sweth() {
    const Address at = token("0xf951e335afb289353dc249e82926178eac7ded78"_address, Kind::kSwEth,
                             erc20::Kind::kOpenZeppelin4, {"sweth", "swETH", "swETH", ""});
    rates::sweth::Settings settings;
    settings.treasury_share = 50'000'000'000'000'000_u256;
    settings.operator_share = 50'000'000'000'000'000_u256;
    settings.reprice_interval_min = u256(parameters_.sweth_reprice_seconds_min);
    settings.rate_difference_max = 10'000'000'000'000'000_u256;
    settings.supply_difference_max = 10'000'000'000'000'000_u256;
    rates::move::deploy(undo_, world_.rates,
                        {at, person("swethDepositManager"), person("swethTreasury")}, settings);
    rates::move::set_repricer(undo_, world_.rates, person("swethRepricer"), true);
}

void RateDeployer::meth() {
    const Address at = token("0xd5f7838f5c461feff7fe49ea5ebaf7728bb0adfa"_address, Kind::kMeth,
                             erc20::Kind::kMeth, {"meth", "mETH", "mETH", "1"});
    const rates::meth::Deployment all{
        .token = at,
        .staking = stand("methStaking", "0xe3cbd06d7dadb3f4e6557bab7edd924cd1489e8f"_address,
                         Kind::kMethStaking),
        .oracle = stand("methOracle", Kind::kMethOracle),
        .requests = stand("methRequests", Kind::kMethRequests),
        .aggregator = person("methAggregator"),
        .pauser = stand("methPauser", Kind::kMethPauser),
        .consensus_receiver = person("methConsensusReceiver"),
        .execution_receiver = person("methExecutionReceiver"),
        .fees_receiver = person("methFees"),
        .buffer = person("methBuffer")};
    const Address admin = person("methAdmin");
    rates::move::deploy(
        undo_, world_.rates, all,
        rates::meth::Settings{.adjustment_bps = 4,
                              .fees_bps = static_cast<std::uint16_t>(parameters_.meth_fees_bps),
                              .report_blocks_min = 100,
                              .loss_max_ppm = 1'000,
                              .gain_min_ppt = 1'903,
                              .gain_max_ppt = 190'250,
                              .finalization_blocks = 64,
                              .unstake_blocks = parameters_.meth_unstake_blocks,
                              .stake_min = Wei(100'000'000'000'000'000_u256),
                              .unstake_min = rates::Amount(10'000'000'000'000'000_u256),
                              .supply_max = rates::Amount(wrapping_mul(1'000'000_u256, kOne)),
                              .validator_deposit_min = Wei(wrapping_mul(32_u256, kOne)),
                              .validator_deposit_max = Wei(wrapping_mul(32_u256, kOne)),
                              .oracle_updater = admin});
    const auto give = [&](const Address& contract, std::string_view role) {
        rates::move::set_role(undo_, world_.rates, contract, rates::meth::role_of(role), admin,
                              true);
    };
    give(all.staking, "ALLOCATER_SERVICE_ROLE");
    give(all.staking, "STAKING_MANAGER_ROLE");
    give(all.staking, "TOP_UP_ROLE");
    give(all.oracle, "ORACLE_PENDING_UPDATE_RESOLVER_ROLE");
    give(all.pauser, "PAUSER_ROLE");
    give(all.pauser, "UNPAUSER_ROLE");
    rates::meth::Record first;
    first.update_end_block = world_.block.number;
    rates::move::push_record(undo_, world_.rates, first);
}

}  // namespace

void deploy_rate_tokens(World& world, Places& places, const RatesParameters& parameters) {
    RateDeployer deployer(world, places, parameters);
    deployer.reth();
    deployer.staked();
    deployer.frax();
    deployer.sweth();
    deployer.meth();
}

}  // namespace aq::stack
