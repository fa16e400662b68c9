// SPDX-License-Identifier: Apache-2.0
// The rate tokens of a sandbox: at their mainnet addresses, with mainnet's parameters and nobody in
// them. What stands beside a token and has a name but no address here has the hash of its name.
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/rules_meth.hpp>
#include <aquifer/stack/mainnet_deployer.hpp>

namespace aq::stack::detail {

namespace {

namespace r = aq::rates;

constexpr u256 kOne = 1'000'000'000'000'000'000_u256;
/// A thousandth of one.
constexpr u256 kThousandth = 1'000'000'000'000'000_u256;

constexpr u256 times(std::uint64_t n, const u256& unit) {
    return wrapping_mul(u256(n), unit);
}

}  // namespace

void Deployer::rates() {
    reth();
    cbeth_and_wbeth();
    frax();
    sweth();
    meth();
}

void Deployer::reth() {
    const Address at = "0xae78736cd615f374d3085123a210448e74fc6393"_address;
    const Address pool = "0xdd3f50f8a6cafbe9b31a427582963f465e745af8"_address;
    stand("reth", at, Kind::kReth);
    stand("rethDepositPool", pool, Kind::kRethDepositPool);
    const Address balances = person("rethBalances");
    stand("rethBalances", balances, Kind::kRethBalances);
    token(at, {"Rocket Pool ETH", "rETH", "", erc20::Kind::kOpenZeppelin3});
    r::move::deploy(undo_, world_.rates,
                    r::reth::Deployment{at, balances, pool, person("rethVault")},
                    r::reth::Settings{.deposits_enabled = true,
                                      .assignments_enabled = true,
                                      .submissions_enabled = true,
                                      .submit_frequency_seconds = 86'400,
                                      .deposit_min = Wei(times(10, kThousandth)),
                                      .pool_max = Wei(times(18'000, kOne)),
                                      .deposit_fee = 500'000'000'000'000_u256,
                                      .collateral_target = times(100, kThousandth),
                                      .rate_delta_max = times(20, kThousandth),
                                      .consensus_threshold = times(510, kThousandth)});
    for (const char* node : {"rethOracle0", "rethOracle1", "rethOracle2"}) {
        r::move::set_oracle_member(undo_, world_.rates, person(node), true);
    }
}

void Deployer::cbeth_and_wbeth() {
    const Address cbeth = "0xbe9895146f7af43049ca1c1ae358b0541ea49704"_address;
    const Address wbeth = "0xa2e3356610840701bdf5611a53974510ae27e2e1"_address;
    stand("cbeth", cbeth, Kind::kCbEth);
    stand("wbeth", wbeth, Kind::kWbEth);
    token(cbeth, {"Coinbase Wrapped Staked ETH", "cbETH", "2", erc20::Kind::kFiatToken});
    token(wbeth, {"Wrapped Beacon ETH", "wBETH", "2", erc20::Kind::kFiatToken});
    const auto under = [](r::staked::Kind kind, const Address& admin, const Address& oracle) {
        return r::staked::Token{.kind = kind,
                                .rate = kOne,
                                .oracle = oracle,
                                .owner = admin,
                                .master_minter = admin,
                                .pauser = admin,
                                .blacklister = admin};
    };
    const Address cbeth_admin = person("cbethAdmin");
    const Address updater = person("cbethUpdater");
    stand("cbethUpdater", updater, Kind::kRateUpdater);
    r::move::set_token(undo_, world_.rates, cbeth,
                       under(r::staked::Kind::kCbEth, cbeth_admin, updater));
    r::move::set_updater(undo_, world_.rates, updater, {cbeth, cbeth_admin});
    const Address wbeth_admin = person("wbethAdmin");
    r::move::set_token(undo_, world_.rates, wbeth,
                       under(r::staked::Kind::kWbEth, wbeth_admin, wbeth_admin));
}

void Deployer::frax() {
    const Address frxeth = "0x5e8422345238f34275888049021821e8e08caa1f"_address;
    const Address sfrxeth = "0xac3e018457b222d93114458476f3e3416abbe38f"_address;
    const Address minter = "0xbafa44efe7901e04e39dad13167d089c559c1138"_address;
    stand("frxeth", frxeth, Kind::kFrxEth);
    stand("sfrxeth", sfrxeth, Kind::kSfrxEth);
    stand("frxethMinter", minter, Kind::kFrxEthMinter);
    token(frxeth, {"Frax Ether", "frxETH", "1", erc20::Kind::kOpenZeppelin4});
    token(sfrxeth, {"Staked Frax Ether", "sfrxETH", "1", erc20::Kind::kSolmate});
    constexpr std::uint32_t kCycle = 604'800;
    const std::uint32_t now = world_.block.time32();
    r::move::deploy(undo_, world_.rates, r::frax::Deployment{frxeth, sfrxeth, minter},
                    r::frax::Minter{},
                    {r::Amount(), r::Amount(), now, (now + kCycle) / kCycle * kCycle, kCycle});
    r::move::set_frax_minter(undo_, world_.rates, minter, true);
}

void Deployer::sweth() {
    const Address at = "0xf951e335afb289353dc249e82926178eac7ded78"_address;
    stand("sweth", at, Kind::kSwEth);
    token(at, {"swETH", "swETH", "", erc20::Kind::kOpenZeppelin4});
    r::sweth::Settings settings;
    settings.treasury_share = times(50, kThousandth);
    settings.operator_share = times(50, kThousandth);
    settings.reprice_interval_min = 64'800;
    settings.rate_difference_max = times(10, kThousandth);
    settings.supply_difference_max = times(10, kThousandth);
    r::move::deploy(
        undo_, world_.rates,
        r::sweth::Deployment{at, person("swellDepositManager"), person("swellTreasury")}, settings);
    r::move::set_repricer(undo_, world_.rates, person("swellRepricer"), true);
}

void Deployer::meth() {
    const Address at = "0xd5f7838f5c461feff7fe49ea5ebaf7728bb0adfa"_address;
    const Address staking = "0xe3cbd06d7dadb3f4e6557bab7edd924cd1489e8f"_address;
    stand("meth", at, Kind::kMeth);
    stand("methStaking", staking, Kind::kMethStaking);
    token(at, {"mETH", "mETH", "1", erc20::Kind::kMeth});
    const auto contract = [&](const std::string& name, Kind kind) {
        const Address where = person(name);
        stand(name, where, kind);
        return where;
    };
    const Address oracle = contract("methOracle", Kind::kMethOracle);
    const Address requests = contract("methRequests", Kind::kMethRequests);
    const Address pauser = contract("methPauser", Kind::kMethPauser);
    const Address admin = person("methAdmin");
    r::move::deploy(
        undo_, world_.rates,
        r::meth::Deployment{at, staking, oracle, requests, person("methAggregator"), pauser,
                            person("methConsensusReceiver"), person("methExecutionReceiver"),
                            person("methFees"), person("methBuffer")},
        r::meth::Settings{.adjustment_bps = 4,
                          .fees_bps = 1'000,
                          .report_blocks_min = 100,
                          .loss_max_ppm = 1'000,
                          .gain_min_ppt = 1'903,
                          .gain_max_ppt = 190'250,
                          .finalization_blocks = 64,
                          .unstake_blocks = 7'200,
                          .stake_min = Wei(times(100, kThousandth)),
                          .unstake_min = r::Amount(times(10, kThousandth)),
                          .supply_max = r::Amount(times(1'000'000, kOne)),
                          .validator_deposit_min = Wei(times(32, kOne)),
                          .validator_deposit_max = Wei(times(32, kOne)),
                          .oracle_updater = person("methOracleUpdater")});
    for (const auto& [where, role] :
         {std::pair(staking, "ALLOCATER_SERVICE_ROLE"), std::pair(staking, "STAKING_MANAGER_ROLE"),
          std::pair(staking, "TOP_UP_ROLE"),
          std::pair(oracle, "ORACLE_PENDING_UPDATE_RESOLVER_ROLE"),
          std::pair(pauser, "PAUSER_ROLE"), std::pair(pauser, "UNPAUSER_ROLE")}) {
        r::move::set_role(undo_, world_.rates, where, r::meth::role_of(role), admin, true);
    }
    r::meth::Record first;
    first.update_end_block = world_.block.number;
    r::move::push_record(undo_, world_.rates, first);
}

}  // namespace aq::stack::detail
