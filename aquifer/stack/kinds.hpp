// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Every kind of contract there is, and how a message reaches one. A protocol more is its kinds
/// here, their lines in kinds.cpp and its state in world.hpp.

#include <aquifer/ledger/accounts.hpp>
#include <aquifer/ledger/tx.hpp>

#include <string_view>
#include <vector>

namespace aq::stack {

class World;

/// Every kind of contract that can stand at an address. `kInert` has code that answers nothing: a
/// proxy's administrator, an implementation behind a proxy.
enum class Kind : std::uint16_t {
    kNone = 0,
    kInert,
    kStandInToken,
    kOpenZeppelin4Token,
    kOpenZeppelin5Token,
    kStrategyManager,
    kStrategyBase,
    kStrategyCapped,
    kDurationVault,
    kStrategyFactory,
    kDelegationManager,
    kAllocationManager,
    kEigenPodManager,
    kEigenPod,
    kRewardsCoordinator,
    kPermissionController,
    kPauserRegistry,
    kRegistrar,
    kEthPos,
    kRisk,
    kStEthExit,
    kRestaker,
    kStandInFeed,
    kFeedProxy,
    kWeth,
    kRoleManager,
    kEzEth,
    kRenzoOracle,
    kPriceAdapter,
    kBalancerRateProvider,
    kRiskOracleMiddleware,
    kRestakeManager,
    kDepositQueue,
    kWithdrawQueue,
    kInstantWithdrawer,
    kOperatorDelegator,
    kRewardHandler,
    kStEth,
    kStEthStandIn,
    kWstEth,
    kLidoWithdrawalQueue,
    kAccounting,
    kAccountingOracle,
    kSanityChecker,
    kBurner,
    kElRewardsVault,
    kWithdrawalVault,
    kStakingRouter,
    kLidoLocator,
    kReth,
    kRethBalances,
    kRethDepositPool,
    kCbEth,
    kWbEth,
    kRateUpdater,
    kFrxEth,
    kFrxEthMinter,
    kSfrxEth,
    kSwEth,
    kMeth,
    kMethStaking,
    kMethRequests,
    kMethOracle,
    kMethPauser,
    kDepositContract,
    kWithdrawalRequests,
    kConsolidationRequests,
    kBeaconRoots,
    kMulticall,
    kCount,
};
constexpr Code code_of(Kind kind) {
    return static_cast<Code>(kind);
}

/// What is known of a function for showing it to people.
struct FunctionText {
    std::string_view contract;
    std::string_view declaration;
};
/// The function that calldata to such a contract reaches; an empty declaration if there is none.
FunctionText find_function(Kind kind, BytesView data);

/// The declarations of all functions that such a contract has.
std::vector<std::string_view> functions_of(Kind kind);

/// The folder of the protocol that such a contract belongs to: `lido`, `erc20`. Empty of none.
std::string_view protocol_of(Kind kind);

/// Runs a message on a contract of a kind. `kNone` takes anything and answers nothing.
Result<Bytes> run(Kind kind, World& world, Tx& tx, const Call& call, BytesView data);

}  // namespace aq::stack
