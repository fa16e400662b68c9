// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The roles of the RoleManager: the hash of each name.

#include <aquifer/eth/types.hpp>

namespace aq::renzo::role {

/// DEFAULT_ADMIN_ROLE grants and revokes all others.
inline constexpr Hash kDefaultAdmin{};

/// RX_ETH_MINTER_BURNER
inline constexpr Hash kRxEthMinterBurner =
    "0x99a2b826efe74b18e139d0e8c752fad8ff60b7bd6f715f246d3981b65164d6a0"_hash;
/// OPERATOR_DELEGATOR_ADMIN
inline constexpr Hash kOperatorDelegatorAdmin =
    "0x9b9a548aa2ba34e30a47878c06bae11c39c3dd5d938ef6b753c528ab93bd6178"_hash;
/// ORACLE_ADMIN
inline constexpr Hash kOracleAdmin =
    "0xa8d944a5277d6a203f114d020d26918a390f167b089a46be4fca9da716d23783"_hash;
/// RESTAKE_MANAGER_ADMIN
inline constexpr Hash kRestakeManagerAdmin =
    "0x62929bb83c08258143b690639c95d6a1af635a6fe1efdc47ec862aa3aecd13b2"_hash;
/// TOKEN_ADMIN
inline constexpr Hash kTokenAdmin =
    "0x74088672d183ee797e5da8fa05521697933bd36698c07546fac57bdf4023d877"_hash;
/// NATIVE_ETH_RESTAKE_ADMIN
inline constexpr Hash kNativeEthRestakeAdmin =
    "0xe0c9b0afde038f1612cf25a9a50d0cc426fb91764673c34a47386568b26e1973"_hash;
/// ERC20_REWARD_ADMIN
inline constexpr Hash kErc20RewardAdmin =
    "0xce088eb4daf8e00559f6efaf5033e4a20a999465aef63939fc8291590e8b68f5"_hash;
/// DEPOSIT_WITHDRAW_PAUSER
inline constexpr Hash kDepositWithdrawPauser =
    "0x381f0869cbcb6248e6fffbe44170ce68c8e237bb2b894637dd8b5ead3a90ac64"_hash;
/// BRIDGE_ADMIN
inline constexpr Hash kBridgeAdmin =
    "0x7d61affb77d4847fb7ed1aa1837313fe7cff9524de0388714b3afb2334f1c8d9"_hash;
/// PRICE_FEED_SENDER
inline constexpr Hash kPriceFeedSender =
    "0xd907a75d7f010f54d40445f238c47d32be78c7d74fe6c7cb00ad1a030e5a4310"_hash;
/// WITHDRAW_QUEUE_ADMIN
inline constexpr Hash kWithdrawQueueAdmin =
    "0xdd58f75cfee9aff701c6de9ccba92271983aadf74a34d8dfcc225f3221e4bec1"_hash;
/// EMERGENCY_WITHDRAW_TRACKING_ADMIN
inline constexpr Hash kEmergencyWithdrawTrackingAdmin =
    "0xe6339ec197977980988f9578648ff24c6ae316f346bafaca5d99b304c4f02019"_hash;
/// EIGEN_LAYER_REWARDS_ADMIN
inline constexpr Hash kEigenLayerRewardsAdmin =
    "0x2818f6c98e5e41238423ef5aec0aeaa0647fc3c83a5ac2a31a3ca53da500ed5e"_hash;
/// EMERGENCY_CHECKPOINT_TRACKING_ADMIN
inline constexpr Hash kEmergencyCheckpointTrackingAdmin =
    "0xd534fc940174d42b26d2c8b2a7b50435ef7c56f6efb6c23a35be027405491296"_hash;
/// EMERGENCY_AVS_ETH_SLASH_TRACKING_ADMIN
inline constexpr Hash kEmergencyAvsEthSlashTrackingAdmin =
    "0xe2306c3613c6bb2c8751c41fbe5dc401d0a1c1fcae651922953410f8831909eb"_hash;
/// WITHDRAW_QUEUE_REBALANCE_ADMIN
inline constexpr Hash kWithdrawQueueRebalanceAdmin =
    "0x677336ba643aa5483c4f4533b34fb5c22d428da72f7c9c89dc7bdfbf66c52a1c"_hash;

}  // namespace aq::renzo::role
