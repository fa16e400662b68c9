// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/mainnet.hpp>

#include <aquifer/protocols/beacon/constants.hpp>
#include <aquifer/protocols/eigenlayer/deploy.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/lido/deploy.hpp>
#include <aquifer/protocols/lido/moves_report.hpp>
#include <aquifer/protocols/multicall/abi.hpp>
#include <aquifer/protocols/renzo/deploy.hpp>
#include <aquifer/protocols/renzo/moves_manager.hpp>
#include <aquifer/protocols/renzo/types.hpp>
#include <aquifer/stack/mainnet_rates.hpp>

namespace aq::stack {

namespace {

constexpr Address kDepositContract = "0x00000000219ab540356cbb839cbe05303d7705fa"_address;
constexpr Address kWbEth = "0xa2e3356610840701bdf5611a53974510ae27e2e1"_address;
constexpr Address kWeth = "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"_address;
constexpr Address kStEthStrategy = "0x93c4b944d05dfe6df7645a86cd2206016c51564d"_address;
constexpr Address kWbEthStrategy = "0x7ca911e83dabf90c90dd3de5411a10f1a6112184"_address;

/// Strategies of rate tokens that were there before the factory, by the token's name.
struct RateStrategy {
    std::string_view token;
    Address at;
};
constexpr std::array kRateStrategies{
    RateStrategy{"reth", "0x1bee69b7dfffa4e2d53c2a2df135c388ad25dcd2"_address},
    RateStrategy{"cbeth", "0x54945180db7943c0ed0fee7edab2bd24620256bc"_address},
    RateStrategy{"sweth", "0x0fe4f44bee93503346a3ac9ee5a26b130a5796d6"_address},
    RateStrategy{"wbeth", kWbEthStrategy},
    RateStrategy{"sfrxeth", "0x8ca7a5d6f3acd3a7a8bc468a8cd0fb14b6bd28b6"_address},
    RateStrategy{"meth", "0x298afb19a105d59e74658c4c334ff360bade6dd2"_address}};

/// `1_ether`: in wei.
constexpr u256 operator""_ether(unsigned long long n) {
    return wrapping_mul(u256(static_cast<std::uint64_t>(n)), 1'000'000'000'000'000'000_u256);
}

/// The last slot before the frame of 225 epochs that a time is in: where Lido's first report frame
/// begins.
std::uint64_t first_report_slot(std::uint64_t time) {
    constexpr std::uint64_t kFrame = 225 * beacon::kSlotsPerEpoch;
    const std::uint64_t slot = (time - beacon::kMainnetGenesisTime) / beacon::kSecondsPerSlot;
    return slot / kFrame * kFrame - 1;
}

class Deployer {
public:
    Deployer(World& world, const Block& start) : world_(world), undo_(world.undo) {
        world_.block = start;
    }

    std::map<std::string, Address> run(const Protocols& protocols);

private:
    void stand(const std::string& name, const Address& at, Kind kind) {
        aq::move::deploy(undo_, world_.accounts, at, code_of(kind));
        names_[name] = at;
    }
    /// An account whose address is the hash of its name.
    Address person(const std::string& name) {
        return names_[name] = truncate_address(to_u256(keccak("account " + name)));
    }
    struct Token {
        const char* name;
        const char* symbol;
        const char* permit_version;
        erc20::Kind kind;
    };
    void token(const Address& at, const Token& token) {
        erc20::move::create(undo_, world_.tokens, at, token.kind, 18);
        erc20::move::set_title(undo_, world_.tokens, at,
                               {erc20::ShortText(token.name), erc20::ShortText(token.symbol),
                                erc20::ShortText(token.permit_version)});
    }
    /// A transaction that an administrator sends after deployment.
    template <class... T>
    void send(const Address& from, const Address& to, std::string_view signature,
              const T&... args) {
        const Bytes data = abi_call(first_four(keccak(signature)), args...);
        const auto done = world_.execute({from, to, Wei(), data}, nullptr);
        AQ_ASSERT(done.has_value());
    }

    void beacon();
    void lido();
    /// What everybody expects of a chain.
    void conveniences();
    void eigenlayer(const Protocols& protocols);
    void renzo();
    void connect_renzo();
    void connect_delegator(std::size_t i);

    World& world_;
    Undo& undo_;
    std::map<std::string, Address> names_;
};

void Deployer::beacon() {
    stand("depositContract", kDepositContract, Kind::kDepositContract);
    stand("withdrawalRequests", "0x00000961ef480eb55e80d19ad83579a64c007002"_address,
          Kind::kWithdrawalRequests);
    stand("consolidationRequests", "0x0000bbddc7ce488642fb579f8b00f3a590007251"_address,
          Kind::kConsolidationRequests);
    stand("beaconRoots", "0x000f3df6d732807ef1319fb7b8bb8522d0beac02"_address, Kind::kBeaconRoots);
}

void Deployer::lido() {
    const lido::Deployment at = lido::mainnet();
    stand("lido", at.lido, Kind::kStEth);
    stand("wsteth", at.wsteth, Kind::kWstEth);
    stand("lidoQueue", at.withdrawal_queue, Kind::kLidoWithdrawalQueue);
    stand("accounting", at.accounting, Kind::kAccounting);
    stand("accountingOracle", at.accounting_oracle, Kind::kAccountingOracle);
    stand("sanityChecker", at.sanity_checker, Kind::kSanityChecker);
    stand("burner", at.burner, Kind::kBurner);
    stand("stakingRouter", at.staking_router, Kind::kStakingRouter);
    stand("elVault", at.el_rewards_vault, Kind::kElRewardsVault);
    stand("withdrawalVault", at.withdrawal_vault, Kind::kWithdrawalVault);
    stand("lidoLocator", at.locator, Kind::kLidoLocator);
    names_["hashConsensus"] = at.hash_consensus;
    names_["depositSecurityModule"] = at.deposit_security_module;
    names_["treasury"] = at.treasury;
    token(at.wsteth,
          {"Wrapped liquid staked Ether 2.0", "wstETH", "1", erc20::Kind::kOpenZeppelin3});
    const Wei first_ether(1_ether);
    aq::move::set_ether(undo_, world_.accounts, at.lido, first_ether);
    const Address admin = person("lidoAdmin");
    lido::deploy(undo_, world_.lido,
                 {.at = at,
                  .calendar = {},
                  .limits = lido::mainnet_limits(),
                  .admin = admin,
                  .first_ether = first_ether,
                  .time = world_.block.time,
                  .last_processing_ref_slot = first_report_slot(world_.block.time),
                  .deposits_reserve_target = Wei()});
    lido::move::set_committee_member(undo_, world_.lido.oracle, person("lidoOracle"), true);
    // The checker's window of balances begins here, with nothing on the consensus layer.
    send(admin, at.sanity_checker, "migrateBaselineSnapshot()");
    // Curated v1's fees: half to its operators, half to the treasury, 10 % in all.
    lido::ModuleConfig module;
    module.stake_share_limit = 10'000_u256;
    module.priority_exit_share_threshold = 10'000_u256;
    module.staking_module_fee = 500_u256;
    module.treasury_fee = 500_u256;
    module.max_deposits_per_block = 150_u256;
    module.min_deposit_block_distance = 25_u256;
    module.withdrawal_credentials_type = 1_u256;
    send(admin, at.staking_router,
         "addStakingModule(string,address,(uint256,uint256,uint256,uint256,uint256,uint256,"
         "uint256))",
         std::string("curated"), person("curatedModule"), module);
}

void Deployer::conveniences() {
    stand("multicall3", multicall::kMainnet, Kind::kMulticall);
    stand("weth", kWeth, Kind::kWeth);
    token(kWeth, {"Wrapped Ether", "WETH", "", erc20::Kind::kWeth9});
}

void Deployer::eigenlayer(const Protocols& protocols) {
    namespace el = aq::eigenlayer;
    el::Deployment at = el::mainnet();
    at.allocation_manager_view = person("allocationManagerView");
    at.strategy_code = code_of(Kind::kStrategyBase);
    at.vault_code = code_of(Kind::kDurationVault);
    at.pod_code = code_of(Kind::kEigenPod);
    stand("strategyManager", at.strategy_manager, Kind::kStrategyManager);
    stand("delegationManager", at.delegation_manager, Kind::kDelegationManager);
    stand("allocationManager", at.allocation_manager, Kind::kAllocationManager);
    stand("eigenPodManager", at.eigen_pod_manager, Kind::kEigenPodManager);
    stand("rewardsCoordinator", at.rewards_coordinator, Kind::kRewardsCoordinator);
    stand("permissionController", at.permission_controller, Kind::kPermissionController);
    stand("strategyFactory", at.strategy_factory, Kind::kStrategyFactory);
    stand("pauserRegistry", at.pauser_registry, Kind::kPauserRegistry);
    el::deploy(undo_, world_.eigenlayer,
               {.at = at,
                .owner = person("eigenOwner"),
                .pauser = person("eigenPauser"),
                .rewards_updater = person("rewardsUpdater"),
                .fee_recipient = person("eigenFees")});
    if (protocols.lido) {
        stand("stEthStrategy", kStEthStrategy, Kind::kStrategyCapped);
        el::add_strategy(undo_, world_.eigenlayer, kStEthStrategy, world_.lido.at.lido);
    }
    if (protocols.rates) {
        for (const RateStrategy& strategy : kRateStrategies) {
            const std::string token(strategy.token);
            stand(token + "Strategy", strategy.at, Kind::kStrategyCapped);
            el::add_strategy(undo_, world_.eigenlayer, strategy.at, names_.at(token));
        }
    }
    names_["beaconChainEth"] = "0xbeac0eeeeeeeeeeeeeeeeeeeeeeeeeeeeeebeac0"_address;
}

void Deployer::renzo() {
    const renzo::Deployment at = renzo::mainnet();
    stand("roleManager", at.role_manager, Kind::kRoleManager);
    stand("ezETH", at.ez_eth, Kind::kEzEth);
    stand("renzoOracle", at.oracle, Kind::kRenzoOracle);
    stand("rateProvider", at.balancer_rate_provider, Kind::kBalancerRateProvider);
    stand("restakeManager", at.restake_manager, Kind::kRestakeManager);
    stand("depositQueue", at.deposit_queue, Kind::kDepositQueue);
    stand("withdrawQueue", at.withdraw_queue, Kind::kWithdrawQueue);
    stand("instantWithdrawer", at.instant_withdrawer, Kind::kInstantWithdrawer);
    stand("rewardHandler", at.reward_handler, Kind::kRewardHandler);
    token(at.ez_eth, {"Renzo Restaked ETH", "ezETH", "", erc20::Kind::kOpenZeppelin4});
    constexpr std::uint64_t kThreeDays = 3ULL * 86'400;
    renzo::deploy(undo_, world_.renzo,
                  {.at = at,
                   .admin = person("renzoAdmin"),
                   .restake_admin = person("renzoRestakeAdmin"),
                   .cool_down_period = u256(kThreeDays)});
    for (const auto& [name, token, adapter] :
         {std::tuple("stEthShim", world_.lido.at.lido,
                     renzo::Adapter{renzo::AdapterKind::kOneToOne, {}}),
          std::tuple("wbethShim", kWbEth, renzo::Adapter{renzo::AdapterKind::kWbeth, kWbEth})}) {
        const Address shim = person(name);
        stand(name, shim, Kind::kPriceAdapter);
        renzo::move::create_adapter(undo_, world_.renzo, shim, adapter);
        send(names_["renzoAdmin"], at.oracle, "setOracleAddress(address,address)", token, shim);
    }
}

/// A delegator with its pod and strategies, delegated to an operator of its own.
void Deployer::connect_delegator(std::size_t i) {
    const std::string number = std::to_string(i);
    const Address admin = names_["renzoAdmin"];
    const Address delegator = renzo::mainnet_delegators().at(i);
    stand("operatorDelegator" + number, delegator, Kind::kOperatorDelegator);
    const Address operator_at = person("renzoOperator" + number);
    send(operator_at, names_["delegationManager"], "registerAsOperator(address,uint32,string)",
         kZeroAddress, std::uint32_t{0}, std::string());
    send(delegator, names_["eigenPodManager"], "createPod()");
    send(admin, delegator, "setTokenStrategy(address,address)", names_["lido"], kStEthStrategy);
    send(admin, delegator, "setTokenStrategy(address,address)", kWbEth, kWbEthStrategy);
    send(admin, delegator, "setDelegateAddress(address,(bytes,uint256),bytes32)", operator_at,
         aq::eigenlayer::SignatureWithExpiry{}, Hash());
    send(admin, delegator, "setRewardsCoordinator(address)", names_["rewardsCoordinator"]);
    send(admin, delegator, "setRewardsDestination(address)", person("renzoRewards"));
    send(admin, names_["restakeManager"], "addOperatorDelegator(address,uint256)", delegator,
         5'000_u256);
}

/// What Renzo's administrator sets before the doors open (specification, section 3).
void Deployer::connect_renzo() {
    const Address admin = names_["renzoAdmin"];
    connect_delegator(0);
    connect_delegator(1);
    for (const Address& collateral : {names_["lido"], names_.at("wbeth")}) {
        send(admin, names_["restakeManager"], "addCollateralToken(address)", collateral);
    }
    send(admin, names_["depositQueue"], "setFeeConfig(address,uint256)", person("renzoFees"),
         1'000_u256);
    using Target = renzo::TokenWithdrawBuffer;
    send(admin, names_["withdrawQueue"], "updateWithdrawBufferTarget((address,uint256)[])",
         std::vector<Target>{{renzo::kNative, renzo::Amount(5'000_ether)},
                             {names_["lido"], renzo::Amount(20'000_ether)},
                             {kWbEth, renzo::Amount(1'000_ether)}});
    send(admin, names_["withdrawQueue"], "setWhiteListed(address[],bool[])",
         std::vector<Address>{names_["instantWithdrawer"]}, std::vector<bool>{true});
    // A buffer may be drawn down to half of its target, for 5 to 100 basis points.
    send(admin, names_["instantWithdrawer"], "setAllowedBufferDrawdownBps(uint256)", 5'000_u256);
    send(admin, names_["instantWithdrawer"], "setFeeInfo(uint256,uint256,address)", 5_u256,
         100_u256, names_["renzoFees"]);
    send(admin, names_["withdrawQueue"], "unpause()");
}

std::map<std::string, Address> Deployer::run(const Protocols& protocols) {
    beacon();
    conveniences();
    if (protocols.lido) lido();
    if (protocols.rates) deploy_rate_tokens(world_, names_);
    if (protocols.eigenlayer) eigenlayer(protocols);
    if (protocols.renzo) {
        AQ_ASSERT(protocols.lido && protocols.rates && protocols.eigenlayer);
        renzo();
        connect_renzo();
    }
    undo_.commit();
    return std::move(names_);
}

}  // namespace

std::map<std::string, Address> deploy_mainnet(World& world, const Block& start,
                                              const Protocols& protocols) {
    return Deployer(world, start).run(protocols);
}

void deploy_token(World& world, const Address& at, const TokenTitle& title) {
    aq::move::deploy(world.undo, world.accounts, at, code_of(Kind::kStandInToken));
    erc20::move::create(world.undo, world.tokens, at, erc20::Kind::kStandIn, title.decimals);
    erc20::move::set_title(
        world.undo, world.tokens, at,
        {erc20::ShortText(title.name), erc20::ShortText(title.symbol), erc20::ShortText()});
}

}  // namespace aq::stack
