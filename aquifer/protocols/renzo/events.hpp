// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Renzo's events, contract by contract. Two contracts emit a `WithdrawCompleted` of their own and
/// three a `GasRefunded`; a namespace tells apart what a name does not.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/renzo/types.hpp>

namespace aq::renzo {

// RoleManager.

struct RoleGranted {
    static constexpr Abi abi{
        "RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)"};
    Hash role;
    Address account;
    Address sender;
};

struct RoleRevoked {
    static constexpr Abi abi{
        "RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)"};
    Hash role;
    Address account;
    Address sender;
};

// RenzoOracle.

struct OracleAddressUpdated {
    static constexpr Abi abi{"OracleAddressUpdated(address token, address oracleAddress)"};
    Address token;
    Address oracleAddress;
};

// RestakeManager.

/// `token` is zero for native ether. `amount` is what was left after the withdrawal buffer took its
/// part, of ether all.
struct Deposit {
    static constexpr Abi abi{
        "Deposit(address depositor, address token, uint256 amount, uint256 ezETHMinted, uint256 "
        "referralId)"};
    Address depositor;
    Address token;
    Amount amount;
    Amount ezETHMinted;
    u256 referralId;
};

struct OperatorDelegatorAdded {
    static constexpr Abi abi{"OperatorDelegatorAdded(address od)"};
    Address od;
};

struct OperatorDelegatorRemoved {
    static constexpr Abi abi{"OperatorDelegatorRemoved(address od)"};
    Address od;
};

struct OperatorDelegatorAllocationUpdated {
    static constexpr Abi abi{"OperatorDelegatorAllocationUpdated(address od, uint256 allocation)"};
    Address od;
    u256 allocation;
};

struct CollateralTokenAdded {
    static constexpr Abi abi{"CollateralTokenAdded(address token)"};
    Address token;
};

struct CollateralTokenRemoved {
    static constexpr Abi abi{"CollateralTokenRemoved(address token)"};
    Address token;
};

struct CollateralTokenTvlUpdated {
    static constexpr Abi abi{"CollateralTokenTvlUpdated(address token, uint256 tvl)"};
    Address token;
    Wei tvl;
};

// DepositQueue. `token` is zero for native ether, but `kNative` in `BufferFilled`.

struct RewardsDeposited {
    static constexpr Abi abi{"RewardsDeposited(address token, uint256 amount)"};
    Address token;
    Amount amount;
};

struct ProtocolFeesPaid {
    static constexpr Abi abi{
        "ProtocolFeesPaid(address token, uint256 amount, address destination)"};
    Address token;
    Amount amount;
    Address destination;
};

struct ETHDepositedFromProtocol {
    static constexpr Abi abi{"ETHDepositedFromProtocol(uint256 amount)"};
    Wei amount;
};

struct FullWithdrawalETHReceived {
    static constexpr Abi abi{"FullWithdrawalETHReceived(uint256 amount)"};
    Wei amount;
};

struct BufferFilled {
    static constexpr Abi abi{"BufferFilled(address token, uint256 amount)"};
    Address token;
    Amount amount;
};

struct ETHStakedFromQueue {
    static constexpr Abi abi{
        "ETHStakedFromQueue(address operatorDelegator, bytes pubkey, uint256 amountStaked, uint256 "
        "amountQueued)"};
    Address operatorDelegator;
    Bytes pubkey;
    Wei amountStaked;
    Wei amountQueued;
};

struct GasRefunded {
    static constexpr Abi abi{"GasRefunded(address admin, uint256 gasRefunded)"};
    Address admin;
    Wei gasRefunded;
};

struct FeeConfigUpdated {
    static constexpr Abi abi{"FeeConfigUpdated(address feeAddress, uint256 feeBasisPoints)"};
    Address feeAddress;
    u256 feeBasisPoints;
};

struct RestakeManagerUpdated {
    static constexpr Abi abi{"RestakeManagerUpdated(address restakeManager)"};
    Address restakeManager;
};

struct WithdrawQueueUpdated {
    static constexpr Abi abi{
        "WithdrawQueueUpdated(address oldWithdrawQueue, address newWithdrawQueue)"};
    Address oldWithdrawQueue;
    Address newWithdrawQueue;
};

// WithdrawQueue.

struct Paused {
    static constexpr Abi abi{"Paused(address account)"};
    Address account;
};

struct Unpaused {
    static constexpr Abi abi{"Unpaused(address account)"};
    Address account;
};

struct EthBufferFilled {
    static constexpr Abi abi{"EthBufferFilled(uint256 amount)"};
    Amount amount;
};

struct ERC20BufferFilled {
    static constexpr Abi abi{"ERC20BufferFilled(address asset, uint256 amount)"};
    Address asset;
    Amount amount;
};

struct QueueFilled {
    static constexpr Abi abi{"QueueFilled(uint256 amount, address asset)"};
    Amount amount;
    Address asset;
};

/// `queueFilled` is what the buffer held free, whether the request was queued or not.
struct WithdrawRequestCreated {
    static constexpr Abi abi{
        "WithdrawRequestCreated(uint256 indexed withdrawRequestID, address user, address "
        "claimToken, uint256 amountToRedeem, uint256 ezETHAmountLocked, uint256 "
        "withdrawRequestIndex, bool queued, uint256 queueFilled)"};
    u256 withdrawRequestID;
    Address user;
    Address claimToken;
    Amount amountToRedeem;
    Amount ezETHAmountLocked;
    u256 withdrawRequestIndex;
    bool queued = false;
    Amount queueFilled;
};

/// `amountToRedeem` is what was paid.
struct WithdrawRequestClaimed {
    static constexpr Abi abi{
        "WithdrawRequestClaimed((address,uint256,uint256,uint256,uint256) withdrawRequest)"};
    WithdrawRequest withdrawRequest;
};

/// Does not name the asset.
struct WithdrawBufferTargetUpdated {
    static constexpr Abi abi{
        "WithdrawBufferTargetUpdated(uint256 oldBufferTarget, uint256 newBufferTarget)"};
    Amount oldBufferTarget;
    Amount newBufferTarget;
};

struct CoolDownPeriodUpdated {
    static constexpr Abi abi{
        "CoolDownPeriodUpdated(uint256 oldCoolDownPeriod, uint256 newCoolDownPeriod)"};
    u256 oldCoolDownPeriod;
    u256 newCoolDownPeriod;
};

struct WhitelistUpdated {
    static constexpr Abi abi{"WhitelistUpdated(address[] accounts, bool[] status)"};
    std::vector<Address> accounts;
    std::vector<bool> status;
};

struct StETHRebalanceStarted {
    static constexpr Abi abi{"StETHRebalanceStarted(uint256 requestId, uint256 amount)"};
    u256 requestId;
    Amount amount;
};

struct StETHRebalanceCompleted {
    static constexpr Abi abi{"StETHRebalanceCompleted(uint256 requestId, uint256 amount)"};
    u256 requestId;
    Amount amount;
};

// InstantWithdrawer.

namespace instant_withdrawer {

struct WithdrawCompleted {
    static constexpr Abi abi{
        "WithdrawCompleted(address user, uint256 ezETHAmount, address token, uint256 "
        "amountToRedeem, uint256 fee)"};
    Address user;
    Amount ezETHAmount;
    Address token;
    Amount amountToRedeem;
    Amount fee;
};

}  // namespace instant_withdrawer

// OperatorDelegator.

struct TokenStrategyUpdated {
    static constexpr Abi abi{"TokenStrategyUpdated(address token, address strategy)"};
    Address token;
    Address strategy;
};

struct DelegationAddressUpdated {
    static constexpr Abi abi{"DelegationAddressUpdated(address delegateAddress)"};
    Address delegateAddress;
};

struct RewardsCoordinatorUpdated {
    static constexpr Abi abi{
        "RewardsCoordinatorUpdated(address oldRewardsCoordinator, address newRewardsCoordinator)"};
    Address oldRewardsCoordinator;
    Address newRewardsCoordinator;
};

struct RewardsDestinationUpdated {
    static constexpr Abi abi{
        "RewardsDestinationUpdated(address oldRewardsDestination, address newRewardsDestination)"};
    Address oldRewardsDestination;
    Address newRewardsDestination;
};

struct GasRefundAddressUpdated {
    static constexpr Abi abi{
        "GasRefundAddressUpdated(address oldGasRefundAddress, address newGasRefundAddress)"};
    Address oldGasRefundAddress;
    Address newGasRefundAddress;
};

struct BaseGasAmountSpentUpdated {
    static constexpr Abi abi{
        "BaseGasAmountSpentUpdated(uint256 oldBaseGasAmountSpent, uint256 newBaseGasAmountSpent)"};
    u256 oldBaseGasAmountSpent;
    u256 newBaseGasAmountSpent;
};

/// `gasSpent` is always zero here: there is no gas.
struct GasSpent {
    static constexpr Abi abi{"GasSpent(address admin, uint256 gasSpent)"};
    Address admin;
    Wei gasSpent;
};

struct RewardsForwarded {
    static constexpr Abi abi{"RewardsForwarded(address destination, uint256 amount)"};
    Address destination;
    Wei amount;
};

struct WithdrawStarted {
    static constexpr Abi abi{
        "WithdrawStarted(bytes32 withdrawRoot, address staker, address delegatedTo, address "
        "withdrawer, uint256 nonce, uint256 startBlock, address[] strategies, uint256[] shares)"};
    Hash withdrawRoot;
    Address staker;
    Address delegatedTo;
    Address withdrawer;
    u256 nonce;
    u256 startBlock;
    std::vector<Address> strategies;
    std::vector<eigenlayer::DepositShares> shares;
};

struct WithdrawCompleted {
    static constexpr Abi abi{
        "WithdrawCompleted(bytes32 withdrawalRoot, address[] strategies, uint256[] shares)"};
    Hash withdrawalRoot;
    std::vector<Address> strategies;
    std::vector<eigenlayer::ScaledShares> shares;
};

// RewardHandler.

struct RewardDestinationUpdated {
    static constexpr Abi abi{"RewardDestinationUpdated(address rewardDestination)"};
    Address rewardDestination;
};

}  // namespace aq::renzo
