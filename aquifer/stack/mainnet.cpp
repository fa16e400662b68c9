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
#include <aquifer/stack/places.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

namespace aq::stack {

namespace {

constexpr Address kWeth = "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"_address;
constexpr Address kStEthStrategy = "0x93c4b944d05dfe6df7645a86cd2206016c51564d"_address;

/// Strategies of rate tokens that were there before the factory, by the token's name.
struct RateStrategy {
    std::string_view token;
    Address on_mainnet;
};
constexpr std::array kRateStrategies{
    RateStrategy{"reth", "0x1bee69b7dfffa4e2d53c2a2df135c388ad25dcd2"_address},
    RateStrategy{"cbeth", "0x54945180db7943c0ed0fee7edab2bd24620256bc"_address},
    RateStrategy{"sweth", "0x0fe4f44bee93503346a3ac9ee5a26b130a5796d6"_address},
    RateStrategy{"wbeth", "0x7ca911e83dabf90c90dd3de5411a10f1a6112184"_address},
    RateStrategy{"sfrxeth", "0x8ca7a5d6f3acd3a7a8bc468a8cd0fb14b6bd28b6"_address},
    RateStrategy{"meth", "0x298afb19a105d59e74658c4c334ff360bade6dd2"_address}};

/// Roles that others than the contracts name by their addresses: they cannot move.
constexpr std::array<std::string_view, 5> kFixed{"depositContract", "withdrawalRequests",
                                                 "consolidationRequests", "beaconRoots",
                                                 "beaconChainEth"};

/// The last slot before the frame that a time is in: where Lido's first report frame begins.
std::uint64_t first_report_slot(std::uint64_t time, std::uint64_t epochs_per_frame) {
    const std::uint64_t frame = epochs_per_frame * beacon::kSlotsPerEpoch;
    const std::uint64_t slot = (time - beacon::kMainnetGenesisTime) / beacon::kSecondsPerSlot;
    return std::max<std::uint64_t>(slot / frame * frame, 1) - 1;
}

class Deployer {
public:
    Deployer(World& world, const Block& start, const Plan& plan)
        : world_(world), undo_(world.undo), plan_(plan), places_(plan.addresses) {
        world_.block = start;
    }

    void run();
    [[nodiscard]] const Places& places() const { return places_; }

private:
    const Address& stand(const std::string& role, const Address& on_mainnet, Kind kind) {
        const Address& at = places_.put(role, on_mainnet);
        aq::move::deploy(undo_, world_.accounts, at, code_of(kind));
        return at;
    }
    /// The same for one of many addresses, which it corrects.
    void settle(const std::string& role, Address& at, Kind kind) { at = stand(role, at, kind); }
    /// An account whose address is the hash of its name.
    const Address& person(const std::string& role) { return places_.put(role); }
    [[nodiscard]] const Address& at(const std::string& role) const { return places_.at(role); }
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
    void connect_lido();
    /// What everybody expects of a chain.
    void conveniences();
    void eigenlayer();
    void renzo();
    void connect_renzo();
    void connect_delegator(std::size_t i);

    World& world_;
    Undo& undo_;
    const Plan& plan_;
    Places places_;
};

void Deployer::beacon() {
    stand("depositContract", beacon::kDepositContract, Kind::kDepositContract);
    stand("withdrawalRequests", beacon::kWithdrawalRequestContract, Kind::kWithdrawalRequests);
    stand("consolidationRequests", beacon::kConsolidationRequestContract,
          Kind::kConsolidationRequests);
    stand("beaconRoots", beacon::kBeaconRootsContract, Kind::kBeaconRoots);
}

void Deployer::lido() {
    lido::Deployment at = lido::mainnet();
    settle("lido", at.lido, Kind::kStEth);
    settle("wsteth", at.wsteth, Kind::kWstEth);
    settle("lidoQueue", at.withdrawal_queue, Kind::kLidoWithdrawalQueue);
    settle("accounting", at.accounting, Kind::kAccounting);
    settle("accountingOracle", at.accounting_oracle, Kind::kAccountingOracle);
    settle("sanityChecker", at.sanity_checker, Kind::kSanityChecker);
    settle("burner", at.burner, Kind::kBurner);
    settle("stakingRouter", at.staking_router, Kind::kStakingRouter);
    settle("elVault", at.el_rewards_vault, Kind::kElRewardsVault);
    settle("withdrawalVault", at.withdrawal_vault, Kind::kWithdrawalVault);
    settle("lidoLocator", at.locator, Kind::kLidoLocator);
    at.hash_consensus = places_.put("hashConsensus", at.hash_consensus);
    at.deposit_security_module = places_.put("depositSecurityModule", at.deposit_security_module);
    at.treasury = places_.put("treasury", at.treasury);
    token(at.wsteth,
          {"Wrapped liquid staked Ether 2.0", "wstETH", "1", erc20::Kind::kOpenZeppelin3});
    const Wei first_ether = ether(1);
    aq::move::set_ether(undo_, world_.accounts, at.lido, first_ether);
    const LidoParameters& p = plan_.lido;
    lido::Limits limits = lido::mainnet_limits();
    limits.exited_eth_amount_per_day = u256(p.exited_eth_amount_per_day);
    limits.appeared_eth_amount_per_day = u256(p.appeared_eth_amount_per_day);
    limits.annual_balance_increase_bps = u256(p.annual_balance_increase_bps);
    limits.simulated_share_rate_deviation_bps = u256(p.simulated_share_rate_deviation_bps);
    limits.request_timestamp_margin = u256(p.request_timestamp_margin_seconds);
    limits.max_positive_token_rebase = u256(p.max_positive_token_rebase);
    limits.max_cl_balance_decrease_bps = u256(p.max_cl_balance_decrease_bps);
    lido::Calendar calendar;
    calendar.epochs_per_frame = p.epochs_per_frame;
    lido::deploy(
        undo_, world_.lido,
        {.at = at,
         .calendar = calendar,
         .limits = limits,
         .admin = person("lidoAdmin"),
         .first_ether = first_ether,
         .time = world_.block.time,
         .last_processing_ref_slot = first_report_slot(world_.block.time, p.epochs_per_frame),
         .deposits_reserve_target = Wei()});
    lido::move::set_committee_member(undo_, world_.lido.oracle, person("lidoOracle"), true);
    connect_lido();
}

/// What Lido's administrator sets before the doors open.
void Deployer::connect_lido() {
    const Address& admin = at("lidoAdmin");
    // The checker's window of balances begins here, with nothing on the consensus layer.
    send(admin, at("sanityChecker"), "migrateBaselineSnapshot()");
    // Curated v1.
    lido::ModuleConfig module;
    module.stake_share_limit = 10'000_u256;
    module.priority_exit_share_threshold = 10'000_u256;
    module.staking_module_fee = u256(plan_.lido.operators_fee_bps);
    module.treasury_fee = u256(plan_.lido.treasury_fee_bps);
    module.max_deposits_per_block = 150_u256;
    module.min_deposit_block_distance = 25_u256;
    module.withdrawal_credentials_type = 1_u256;
    send(admin, at("stakingRouter"),
         "addStakingModule(string,address,(uint256,uint256,uint256,uint256,uint256,uint256,"
         "uint256))",
         std::string("curated"), person("curatedModule"), module);
    if (plan_.lido.staking_limit.is_zero()) return;
    send(admin, at("lido"), "setStakingLimit(uint256,uint256)", plan_.lido.staking_limit,
         plan_.lido.staking_limit_increase_per_block);
}

void Deployer::conveniences() {
    stand("multicall3", multicall::kMainnet, Kind::kMulticall);
    const Address& weth = stand("weth", kWeth, Kind::kWeth);
    token(weth, {"Wrapped Ether", "WETH", "", erc20::Kind::kWeth9});
    // An AVS needs a contract that takes its operators: this one takes all.
    stand("registrar", truncate_address(to_u256(keccak(std::string_view("registrar")))),
          Kind::kRegistrar);
}

/// The configuration has seen to the ranges.
eigenlayer::Parameters immutables(const EigenLayerParameters& p) {
    const auto narrow = [](std::uint64_t value) {
        AQ_ASSERT(value <= std::numeric_limits<std::uint32_t>::max());
        return static_cast<std::uint32_t>(value);
    };
    eigenlayer::Parameters out;
    out.min_withdrawal_delay_blocks = narrow(p.min_withdrawal_delay_blocks);
    out.deallocation_delay_blocks = narrow(p.deallocation_delay_blocks);
    out.allocation_configuration_delay_blocks = narrow(p.allocation_configuration_delay_blocks);
    out.slasher_configuration_delay_blocks = narrow(p.slasher_configuration_delay_blocks);
    out.calculation_interval_seconds = narrow(p.calculation_interval_seconds);
    out.max_rewards_duration_seconds = narrow(p.max_rewards_duration_seconds);
    out.max_retroactive_length_seconds = narrow(p.max_retroactive_length_seconds);
    out.max_future_length_seconds = narrow(p.max_future_length_seconds);
    return out;
}

void Deployer::eigenlayer() {
    namespace el = aq::eigenlayer;
    el::Deployment at = el::mainnet();
    at.allocation_manager_view = person("allocationManagerView");
    at.strategy_code = code_of(Kind::kStrategyBase);
    at.vault_code = code_of(Kind::kDurationVault);
    at.pod_code = code_of(Kind::kEigenPod);
    settle("strategyManager", at.strategy_manager, Kind::kStrategyManager);
    settle("delegationManager", at.delegation_manager, Kind::kDelegationManager);
    settle("allocationManager", at.allocation_manager, Kind::kAllocationManager);
    settle("eigenPodManager", at.eigen_pod_manager, Kind::kEigenPodManager);
    settle("rewardsCoordinator", at.rewards_coordinator, Kind::kRewardsCoordinator);
    settle("permissionController", at.permission_controller, Kind::kPermissionController);
    settle("strategyFactory", at.strategy_factory, Kind::kStrategyFactory);
    settle("pauserRegistry", at.pauser_registry, Kind::kPauserRegistry);
    const EigenLayerParameters& p = plan_.eigenlayer;
    el::deploy(undo_, world_.eigenlayer,
               {.at = at,
                .parameters = immutables(p),
                .owner = person("eigenOwner"),
                .pauser = person("eigenPauser"),
                .rewards_updater = person("rewardsUpdater"),
                .fee_recipient = person("eigenFees"),
                .activation_delay_seconds = static_cast<std::uint32_t>(p.activation_delay_seconds),
                .default_split_bips = static_cast<std::uint16_t>(p.default_operator_split_bps)});
    if (plan_.protocols.lido) {
        const Address& strategy = stand("stEthStrategy", kStEthStrategy, Kind::kStrategyCapped);
        el::add_strategy(undo_, world_.eigenlayer, strategy, world_.lido.at.lido);
    }
    if (plan_.protocols.rates) {
        for (const RateStrategy& each : kRateStrategies) {
            const std::string token(each.token);
            const Address& strategy =
                stand(token + "Strategy", each.on_mainnet, Kind::kStrategyCapped);
            el::add_strategy(undo_, world_.eigenlayer, strategy, places_.at(token));
        }
    }
    places_.put("beaconChainEth", el::kBeaconChainStrategy);
}

void Deployer::renzo() {
    renzo::Deployment at = renzo::mainnet();
    settle("roleManager", at.role_manager, Kind::kRoleManager);
    settle("ezETH", at.ez_eth, Kind::kEzEth);
    settle("renzoOracle", at.oracle, Kind::kRenzoOracle);
    settle("rateProvider", at.balancer_rate_provider, Kind::kBalancerRateProvider);
    settle("restakeManager", at.restake_manager, Kind::kRestakeManager);
    settle("depositQueue", at.deposit_queue, Kind::kDepositQueue);
    settle("withdrawQueue", at.withdraw_queue, Kind::kWithdrawQueue);
    settle("instantWithdrawer", at.instant_withdrawer, Kind::kInstantWithdrawer);
    settle("rewardHandler", at.reward_handler, Kind::kRewardHandler);
    at.st_eth = places_.at("lido");
    at.st_eth_withdrawals = places_.at("lidoQueue");
    at.weth = places_.at("weth");
    token(at.ez_eth, {"Renzo Restaked ETH", "ezETH", "", erc20::Kind::kOpenZeppelin4});
    renzo::deploy(undo_, world_.renzo,
                  {.at = at,
                   .admin = person("renzoAdmin"),
                   .restake_admin = person("renzoRestakeAdmin"),
                   .cool_down_period = u256(plan_.renzo.cool_down_seconds)});
    const Address& wbeth = places_.at("wbeth");
    for (const auto& [role, token, adapter] :
         {std::tuple("stEthShim", at.st_eth, renzo::Adapter{renzo::AdapterKind::kOneToOne, {}}),
          std::tuple("wbethShim", wbeth, renzo::Adapter{renzo::AdapterKind::kWbeth, wbeth})}) {
        const Address& shim = stand(role, person(role), Kind::kPriceAdapter);
        renzo::move::create_adapter(undo_, world_.renzo, shim, adapter);
        send(places_.at("renzoAdmin"), at.oracle, "setOracleAddress(address,address)", token, shim);
    }
}

/// A delegator with its pod and strategies, delegated to an operator of its own.
void Deployer::connect_delegator(std::size_t i) {
    const std::string number = std::to_string(i);
    const Address& admin = at("renzoAdmin");
    const Address& delegator = stand("operatorDelegator" + number,
                                     renzo::mainnet_delegators().at(i), Kind::kOperatorDelegator);
    const Address& operator_at = person("renzoOperator" + number);
    send(operator_at, at("delegationManager"), "registerAsOperator(address,uint32,string)",
         kZeroAddress, std::uint32_t{0}, std::string());
    send(delegator, at("eigenPodManager"), "createPod()");
    send(admin, delegator, "setTokenStrategy(address,address)", at("lido"), at("stEthStrategy"));
    send(admin, delegator, "setTokenStrategy(address,address)", at("wbeth"), at("wbethStrategy"));
    send(admin, delegator, "setDelegateAddress(address,(bytes,uint256),bytes32)", operator_at,
         aq::eigenlayer::SignatureWithExpiry{}, Hash());
    send(admin, delegator, "setRewardsCoordinator(address)", at("rewardsCoordinator"));
    send(admin, delegator, "setRewardsDestination(address)", person("renzoRewards"));
    send(admin, at("restakeManager"), "addOperatorDelegator(address,uint256)", delegator,
         5'000_u256);
}

/// What Renzo's administrator sets before the doors open (specification, section 3).
void Deployer::connect_renzo() {
    const RenzoParameters& p = plan_.renzo;
    const Address& admin = at("renzoAdmin");
    connect_delegator(0);
    connect_delegator(1);
    for (const auto& [collateral, limit] :
         {std::pair(at("lido"), p.steth_tvl_limit), std::pair(at("wbeth"), p.wbeth_tvl_limit)}) {
        send(admin, at("restakeManager"), "addCollateralToken(address)", collateral);
        if (limit.is_zero()) continue;
        send(admin, at("restakeManager"), "setTokenTvlLimit(address,uint256)", collateral, limit);
    }
    send(admin, at("depositQueue"), "setFeeConfig(address,uint256)", person("renzoFees"),
         u256(p.fee_bps));
    using Target = renzo::TokenWithdrawBuffer;
    send(admin, at("withdrawQueue"), "updateWithdrawBufferTarget((address,uint256)[])",
         std::vector<Target>{{renzo::kNative, renzo::Amount(p.eth_buffer_target.raw)},
                             {at("lido"), renzo::Amount(p.steth_buffer_target.raw)},
                             {at("wbeth"), renzo::Amount(p.wbeth_buffer_target.raw)}});
    send(admin, at("withdrawQueue"), "setWhiteListed(address[],bool[])",
         std::vector<Address>{at("instantWithdrawer")}, std::vector<bool>{true});
    send(admin, at("instantWithdrawer"), "setAllowedBufferDrawdownBps(uint256)",
         u256(p.instant_drawdown_bps));
    send(admin, at("instantWithdrawer"), "setFeeInfo(uint256,uint256,address)",
         u256(p.instant_fee_bps_min), u256(p.instant_fee_bps_max), at("renzoFees"));
    send(admin, at("withdrawQueue"), "unpause()");
}

void Deployer::run() {
    const Protocols& protocols = plan_.protocols;
    beacon();
    conveniences();
    if (protocols.lido) lido();
    if (protocols.rates) deploy_rate_tokens(world_, places_, plan_.rates);
    if (protocols.eigenlayer) eigenlayer();
    if (protocols.renzo) {
        AQ_ASSERT(protocols.lido && protocols.rates && protocols.eigenlayer);
        renzo();
        connect_renzo();
    }
    undo_.commit();
}

}  // namespace

Addresses deploy_mainnet(World& world, const Block& start, const Plan& plan) {
    Deployer deployer(world, start, plan);
    deployer.run();
    return deployer.places().taken();
}

std::vector<Role> mainnet_roles(const Protocols& protocols) {
    World world;
    Plan plan;
    plan.protocols = protocols;
    Deployer deployer(world, kMainnetStart, plan);
    deployer.run();
    std::vector<Role> out;
    for (const std::string& name : deployer.places().order()) {
        const Address& at = deployer.places().at(name);
        out.push_back({.name = name,
                       .at = at,
                       .is_contract = world.accounts.has_code(at),
                       .is_fixed = std::ranges::find(kFixed, name) != kFixed.end()});
    }
    return out;
}

void deploy_token(World& world, const Address& at, const TokenTitle& title) {
    aq::move::deploy(world.undo, world.accounts, at, code_of(Kind::kStandInToken));
    erc20::move::create(world.undo, world.tokens, at, erc20::Kind::kStandIn, title.decimals);
    erc20::move::set_title(
        world.undo, world.tokens, at,
        {erc20::ShortText(title.name), erc20::ShortText(title.symbol), erc20::ShortText()});
}

}  // namespace aq::stack
