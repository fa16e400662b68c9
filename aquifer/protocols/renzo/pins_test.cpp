// SPDX-License-Identifier: Apache-2.0
// Every topic and selector of the specification of Renzo, section 20, and those that the recorded
// run adds.
#include <aquifer/protocols/renzo/abi.hpp>
#include <aquifer/protocols/renzo/errors.hpp>
#include <aquifer/protocols/renzo/events.hpp>
#include <aquifer/protocols/renzo/roles.hpp>

#include <gtest/gtest.h>

namespace aq::renzo {
namespace {

TEST(RenzoPins, Topics) {
    EXPECT_EQ(topic_of<RoleGranted>(),
              "0x2f8788117e7eff1d82e926ec794901d17c78024a50270940304540a733656f0d"_hash);
    EXPECT_EQ(topic_of<RoleRevoked>(),
              "0xf6391f5c32d9c69d2a47ea670b442974b53935d1edc7fd64eb21e047a839171b"_hash);
    EXPECT_EQ(topic_of<OracleAddressUpdated>(),
              "0xd3afd1676752459d3aa8b6f73633fac8efd724610da9c4cd8d8e4fa1631841fb"_hash);
    EXPECT_EQ(topic_of<Deposit>(),
              "0x4e2ca0515ed1aef1395f66b5303bb5d6f1bf9d61a353fa53f73f8ac9973fa9f6"_hash);
    EXPECT_EQ(topic_of<OperatorDelegatorAdded>(),
              "0x65b81fee757b5829443cfb801a5aec06e446e785a14f2a1ac09ee55d5c80596f"_hash);
    EXPECT_EQ(topic_of<OperatorDelegatorRemoved>(),
              "0x938411e26a0b0e4946200cef38b0802abcc7e658bf9167b117161a8fa3879fe5"_hash);
    EXPECT_EQ(topic_of<OperatorDelegatorAllocationUpdated>(),
              "0x12d397169a322ac7aa732f2a0497a7aa541cb838a274e1b159cce63c3fbd59aa"_hash);
    EXPECT_EQ(topic_of<CollateralTokenAdded>(),
              "0xd61bc477a25fa080e2c32ed9e4417ba4861d11b873216136586ddedadcff2f02"_hash);
    EXPECT_EQ(topic_of<CollateralTokenRemoved>(),
              "0x066186f1dd144b0baa72e90264076813d8f2dfce7c39704ea68d159cee4305b7"_hash);
    EXPECT_EQ(topic_of<CollateralTokenTvlUpdated>(),
              "0x274dc255f1bd143bd2e17e3efc8c464809f320ceb3ec68f07ba303101dc0132e"_hash);
    EXPECT_EQ(topic_of<RewardsDeposited>(),
              "0xb8b27d0db504fa5d914f1fd330347096e88d5ff94b6c612d32797e7c12a8f66f"_hash);
    EXPECT_EQ(topic_of<ProtocolFeesPaid>(),
              "0xd742cda664e1fb0906a48ed895215860dca3e7168cc6c91163dd3d6fdcaf9cea"_hash);
    EXPECT_EQ(topic_of<ETHDepositedFromProtocol>(),
              "0x64a8bb55d9dc0d3344c39d9c65ff20418734996690c8ecf27785086ddf7ddebd"_hash);
    EXPECT_EQ(topic_of<FullWithdrawalETHReceived>(),
              "0x783dbcea442266ab4ca2ce965d0b8807e016006c0f7feb2ae32cebf28091dfb4"_hash);
    EXPECT_EQ(topic_of<BufferFilled>(),
              "0x37b126de65aa5399e8d0bd72abf6da65483a54fd7cc7be425ee940c10479374f"_hash);
    EXPECT_EQ(topic_of<ETHStakedFromQueue>(),
              "0x030639561eac43b40f07d0889138e1977ea66333c83a4aac859d89bb1132dd08"_hash);
    EXPECT_EQ(topic_of<GasRefunded>(),
              "0x667ad9c7167aea9bfcff8b321015abb0d8b77cf151a377e09e12b9017f9889fd"_hash);
    EXPECT_EQ(topic_of<FeeConfigUpdated>(),
              "0xe42708d93b95810922305119a3271ca42233da9ebe1e1e503f0e887817a32c7a"_hash);
    EXPECT_EQ(topic_of<RestakeManagerUpdated>(),
              "0x36567486c16f58fce432ba0c0119f8d11fd4a8f6530588a2ae5882c1a0e71319"_hash);
    EXPECT_EQ(topic_of<WithdrawQueueUpdated>(),
              "0x2fd9137397adbddb5f4c7dbe4cc92776b10bc6abf4dde54943452db10d288972"_hash);
    EXPECT_EQ(topic_of<Paused>(),
              "0x62e78cea01bee320cd4e420270b5ea74000d11b0c9f74754ebdbfc544b05a258"_hash);
    EXPECT_EQ(topic_of<Unpaused>(),
              "0x5db9ee0a495bf2e6ff9c91a7834c1ba4fdd244a5e8aa4e537bd38aeae4b073aa"_hash);
    EXPECT_EQ(topic_of<EthBufferFilled>(),
              "0xdaaff7644a104b05650ed8d2c1c7b17d856e8f2fc89e4c159a1b0700d96d7b30"_hash);
    EXPECT_EQ(topic_of<ERC20BufferFilled>(),
              "0x7a77f45b5cb7774db3dbf600bc1fb51330051605acc9d5817ecce3c264073254"_hash);
    EXPECT_EQ(topic_of<QueueFilled>(),
              "0xe58c4cce7527014b5d0a844d7d3066720af0dad3bb06c8410e27c4afc25ada7e"_hash);
    EXPECT_EQ(topic_of<WithdrawRequestCreated>(),
              "0x600d09550c74d261afbd034c96f1df11e6239324809d812023bfc80ba852d717"_hash);
    EXPECT_EQ(topic_of<WithdrawRequestClaimed>(),
              "0x59557aa2024e953d94077c5e8323a7be3cfc4c508f3c6120136d03017096ed39"_hash);
    EXPECT_EQ(topic_of<WithdrawBufferTargetUpdated>(),
              "0x0884f0006f038c6e064ae7dcb5c147db5430e3152ecae73e6d72ab913e4d6d58"_hash);
    EXPECT_EQ(topic_of<CoolDownPeriodUpdated>(),
              "0xf3a7366102150471f446aa61dbf08b9b9d9dae162453a9b76fc6266b1fee04e0"_hash);
    EXPECT_EQ(topic_of<WhitelistUpdated>(),
              "0xaa9b4ef90f4ce69eff58dfa82ee849c9d5063df771c1320a024b5a9fb6722543"_hash);
    EXPECT_EQ(topic_of<StETHRebalanceStarted>(),
              "0xb1a5fb3291acb8bb9aad52154ab24f2b93fd65d4ef459524a44cc822517aa04b"_hash);
    EXPECT_EQ(topic_of<StETHRebalanceCompleted>(),
              "0xc2fee55801697b6364e9d49c4c5320e017d3e33b252e54ff1137b6e63aef486d"_hash);
    EXPECT_EQ(topic_of<instant_withdrawer::WithdrawCompleted>(),
              "0x399bc8b45f7397dc95eea0d62608c7035855b566cab522f1f18f12785bae6ff7"_hash);
    EXPECT_EQ(topic_of<TokenStrategyUpdated>(),
              "0x1a654dbe468f1cff27ced5a916efd4120a4155caf290688ab42aebe90554683e"_hash);
    EXPECT_EQ(topic_of<DelegationAddressUpdated>(),
              "0xfe608947467beb30a90e072fd2fc7d52baecf0935f542011fcd8fa6362a5d5b3"_hash);
    EXPECT_EQ(topic_of<RewardsCoordinatorUpdated>(),
              "0x5534d16f3baa199c6d069e6404c6ff5b35d72713c7db2868654aa720b09293b9"_hash);
    EXPECT_EQ(topic_of<RewardsDestinationUpdated>(),
              "0xacb12817adc82e45b703a158b973e414ae18f26805e133cec337d73ac6a09c42"_hash);
    EXPECT_EQ(topic_of<GasRefundAddressUpdated>(),
              "0xbee2fdd71ed7cf4de01d53342f65eced45c551edf9084202983c60fb1ae22faf"_hash);
    EXPECT_EQ(topic_of<BaseGasAmountSpentUpdated>(),
              "0xbfad24c5385b591e87ef890b13ebedaadf34399714ea0e2dc0f6e4ff69c731dd"_hash);
    EXPECT_EQ(topic_of<GasSpent>(),
              "0x4ff29a094e434f8a698185e97d3a285f4ba26c723f8ec8d2c9914213d61589ca"_hash);
    EXPECT_EQ(topic_of<RewardsForwarded>(),
              "0x64459fab7324199920bec86f9ce814dab17621d386f548c8a7c4e638d28fb8f4"_hash);
    EXPECT_EQ(topic_of<WithdrawStarted>(),
              "0xf7c9db32693636e458573257dad812f58a7c5cc3067e0fad83b601b46947615a"_hash);
    EXPECT_EQ(topic_of<WithdrawCompleted>(),
              "0x0031d86140cfa7fee3aca26a490f754ce3afc3c6d2ca211a94172af88ec988e2"_hash);
    EXPECT_EQ(topic_of<RewardDestinationUpdated>(),
              "0x7d9fa86fef61a9878952110711f67d06cd5e6ca88298a8217332f53446e1f1bf"_hash);
}

TEST(RenzoPins, Errors) {
    const auto expect = [](const CustomError& error, std::uint32_t selector) {
        EXPECT_EQ(error.selector, selector) << error.signature;
        EXPECT_EQ(first_four(keccak(error.signature)).number(), selector) << error.signature;
    };
    expect(error::AlreadyAdded, 0xf411c327);
    expect(error::BelowAllowedLimit, 0xff83849b);
    expect(error::CheckpointAlreadyActive, 0xbe9bc300);
    expect(error::CheckpointAlreadyRecorded, 0x33ab72d2);
    expect(error::CheckpointNotRecorded, 0x93c952a8);
    expect(error::ClaimPaused, 0x0a917d37);
    expect(error::ContractPaused, 0xab35696f);
    expect(error::DelegateAddressAlreadySet, 0x38a5a0ba);
    expect(error::EarlyClaim, 0x2b08972a);
    expect(error::IncorrectStrategy, 0x16093a4a);
    expect(error::InsufficientOutputAmount, 0x42301c23);
    expect(error::InvalidOraclePrice, 0x1f8f95a0);
    expect(error::InvalidStakerAddress, 0xa60f1362);
    expect(error::InvalidStrategy, 0x4e236e9a);
    expect(error::InvalidTVL, 0x344f641a);
    expect(error::InvalidTokenAmount, 0x21607339);
    expect(error::InvalidTokenDecimals, 0xc251ac7c);
    expect(error::InvalidWithdrawIndex, 0xebba8541);
    expect(error::InvalidZeroInput, 0x862a6067);
    expect(error::MaxTokenTVLReached, 0x12e96886);
    expect(error::MismatchedArrayLengths, 0x568efce2);
    expect(error::NonZeroUnderlyingStrategyExist, 0x1e3fa912);
    expect(error::NotDepositQueue, 0x14bc7046);
    expect(error::NotDepositWithdrawPauser, 0xc2952d6b);
    expect(error::NotERC20RewardsAdmin, 0xe1d19bc3);
    expect(error::NotEigenLayerRewardsAdmin, 0xa71e4740);
    expect(error::NotEmergencyAVSEthSlashTrackingAdmin, 0xe737f945);
    expect(error::NotEmergencyCheckpointTrackingAdmin, 0x6f3d44a7);
    expect(error::NotEmergencyWithdrawTrackingAdmin, 0x2efffa9d);
    expect(error::NotEnoughCollateralValue, 0x4f06248a);
    expect(error::NotEnoughWithdrawBuffer, 0xf77aec5c);
    expect(error::NotEzETHMinterBurner, 0xcbf39396);
    expect(error::NotFound, 0xc5723b51);
    expect(error::NotNativeEthRestakeAdmin, 0xbcefa34f);
    expect(error::NotOperatorDelegatorAdmin, 0xcbdd1d27);
    expect(error::NotOracleAdmin, 0xbe49bb1d);
    expect(error::NotRestakeManager, 0x85a2d716);
    expect(error::NotRestakeManagerAdmin, 0x2ec79ab9);
    expect(error::NotWithdrawQueueAdmin, 0x7d9719a0);
    expect(error::OnlyReceiveAsTokenAllowed, 0xa416f64e);
    expect(error::OperatoDelegatorNotDelegated, 0xdca284ad);
    expect(error::OracleNotFound, 0x2c283834);
    expect(error::OraclePriceExpired, 0xeafdc186);
    expect(error::OverMaxBasisPoints, 0x6b5c4261);
    expect(error::QueuedWithdrawalNotFilled, 0x38f06c78);
    expect(error::RewardsDestinationNotConfigured, 0x0cd4f69d);
    expect(error::TransferFailed, 0x90b8ec18);
    expect(error::UnsupportedWithdrawAsset, 0x8ddadd65);
    expect(error::WithdrawRequestPaused, 0x558b76f3);
    expect(error::WithdrawalAlreadyCompleted, 0xaaf01a1e);
    expect(error::WithdrawalAlreadyTracked, 0xeb3d1dcd);
    expect(error::WithdrawalNotQueued, 0x87c9d219);
}

TEST(RenzoPins, Roles) {
    EXPECT_EQ(role::kRxEthMinterBurner, keccak("RX_ETH_MINTER_BURNER"));
    EXPECT_EQ(role::kOperatorDelegatorAdmin, keccak("OPERATOR_DELEGATOR_ADMIN"));
    EXPECT_EQ(role::kOracleAdmin, keccak("ORACLE_ADMIN"));
    EXPECT_EQ(role::kRestakeManagerAdmin, keccak("RESTAKE_MANAGER_ADMIN"));
    EXPECT_EQ(role::kTokenAdmin, keccak("TOKEN_ADMIN"));
    EXPECT_EQ(role::kNativeEthRestakeAdmin, keccak("NATIVE_ETH_RESTAKE_ADMIN"));
    EXPECT_EQ(role::kErc20RewardAdmin, keccak("ERC20_REWARD_ADMIN"));
    EXPECT_EQ(role::kDepositWithdrawPauser, keccak("DEPOSIT_WITHDRAW_PAUSER"));
    EXPECT_EQ(role::kBridgeAdmin, keccak("BRIDGE_ADMIN"));
    EXPECT_EQ(role::kPriceFeedSender, keccak("PRICE_FEED_SENDER"));
    EXPECT_EQ(role::kWithdrawQueueAdmin, keccak("WITHDRAW_QUEUE_ADMIN"));
    EXPECT_EQ(role::kEmergencyWithdrawTrackingAdmin, keccak("EMERGENCY_WITHDRAW_TRACKING_ADMIN"));
    EXPECT_EQ(role::kEigenLayerRewardsAdmin, keccak("EIGEN_LAYER_REWARDS_ADMIN"));
    EXPECT_EQ(role::kEmergencyCheckpointTrackingAdmin,
              keccak("EMERGENCY_CHECKPOINT_TRACKING_ADMIN"));
    EXPECT_EQ(role::kEmergencyAvsEthSlashTrackingAdmin,
              keccak("EMERGENCY_AVS_ETH_SLASH_TRACKING_ADMIN"));
    EXPECT_EQ(role::kWithdrawQueueRebalanceAdmin, keccak("WITHDRAW_QUEUE_REBALANCE_ADMIN"));
}

using Pins = std::vector<std::pair<std::string_view, std::uint32_t>>;

/// The face has exactly these functions under exactly these selectors.
void expect_face(const Face& face, const Pins& pins) {
    EXPECT_EQ(face.functions().size(), pins.size()) << face.name();
    for (const auto& [signature, selector] : pins) {
        const auto* function = face.find(Selector::of(selector));
        ASSERT_NE(function, nullptr) << signature;
        EXPECT_EQ(canonical_signature(function->declaration), signature);
    }
}

TEST(RenzoPins, SelectorsOfAccessAndPrices) {
    expect_face(role_manager_face(), {
                                         {"DEFAULT_ADMIN_ROLE()", 0xa217fddf},
                                         {"getRoleAdmin(bytes32)", 0x248a9ca3},
                                         {"grantRole(bytes32,address)", 0x2f2ff15d},
                                         {"hasRole(bytes32,address)", 0x91d14854},
                                         {"renounceRole(bytes32,address)", 0x36568abe},
                                         {"revokeRole(bytes32,address)", 0xd547741f},
                                     });
    expect_face(ez_eth_face(),
                {
                    {"DOMAIN_SEPARATOR()", 0x3644e515},
                    {"allowance(address,address)", 0xdd62ed3e},
                    {"approve(address,uint256)", 0x095ea7b3},
                    {"balanceOf(address)", 0x70a08231},
                    {"burn(address,uint256)", 0x9dc29fac},
                    {"decimals()", 0x313ce567},
                    {"decreaseAllowance(address,uint256)", 0xa457c2d7},
                    {"increaseAllowance(address,uint256)", 0x39509351},
                    {"mint(address,uint256)", 0x40c10f19},
                    {"name()", 0x06fdde03},
                    {"nonces(address)", 0x7ecebe00},
                    {"permit(address,address,uint256,uint256,uint8,bytes32,bytes32)", 0xd505accf},
                    {"roleManager()", 0x00435da5},
                    {"symbol()", 0x95d89b41},
                    {"totalSupply()", 0x18160ddd},
                    {"transfer(address,uint256)", 0xa9059cbb},
                    {"transferFrom(address,address,uint256)", 0x23b872dd},
                });
    expect_face(renzo_oracle_face(),
                {
                    {"MAX_TIME_WINDOW()", 0x70a22b67},
                    {"calculateMintAmount(uint256,uint256,uint256)", 0x8f686e6a},
                    {"calculateRedeemAmount(uint256,uint256,uint256)", 0xc5c83cb0},
                    {"lookupTokenAmountFromValue(address,uint256)", 0x37933625},
                    {"lookupTokenValue(address,uint256)", 0x0052e3fd},
                    {"lookupTokenValues(address[],uint256[])", 0xba28a571},
                    {"setOracleAddress(address,address)", 0x46093b0e},
                    {"tokenOracleLookup(address)", 0x6f49d9f4},
                });
    expect_face(adapter_face(), {
                                    {"decimals()", 0x313ce567},
                                    {"latestRoundData()", 0xfeaf968c},
                                });
    expect_face(balancer_rate_provider_face(), {
                                                   {"getRate()", 0x679aefce},
                                               });
    expect_face(risk_oracle_middleware_face(), {
                                                   {"getWithdrawCoolDownPeriod()", 0xefbc4c90},
                                                   {"isClaimPaused()", 0x50bc9995},
                                                   {"isDepositPaused()", 0xf560d0b2},
                                                   {"isInstantWithdrawPaused()", 0x03a7db3c},
                                                   {"isWithdrawRequestPaused()", 0xa405a585},
                                               });
}

TEST(RenzoPins, SelectorsOfDepositsAndRewards) {
    expect_face(
        restake_manager_face(),
        {
            {"addCollateralToken(address)", 0x29918899},
            {"addOperatorDelegator(address,uint256)", 0x22eaa1d9},
            {"calculateTVLs()", 0xff9969cd},
            {"chooseOperatorDelegatorForDeposit(uint256[],uint256)", 0x6a78aa4e},
            {"chooseOperatorDelegatorForWithdraw(uint256,uint256,uint256[][],uint256[],uint256)",
             0xd6ae4cdf},
            {"collateralTokenTvlLimits(address)", 0x4b404a67},
            {"collateralTokens(uint256)", 0x172c48c7},
            {"deposit(address,uint256)", 0x47e7ef24},
            {"deposit(address,uint256,uint256)", 0x0efe6a8b},
            {"depositETH()", 0xf6326fb3},
            {"depositETH(uint256)", 0x5358fbda},
            {"depositQueue()", 0xf617eecc},
            {"depositTokenRewardsFromProtocol(address,uint256)", 0xda25b68e},
            {"ezETH()", 0x13a73c78},
            {"getCollateralTokenIndex(address)", 0x1a461deb},
            {"getCollateralTokensLength()", 0x75c745a6},
            {"getOperatorDelegatorsLength()", 0x4f909633},
            {"operatorDelegatorAllocations(address)", 0x9b1dde98},
            {"operatorDelegators(uint256)", 0x2d97d365},
            {"paused()", 0x5c975abb},
            {"removeCollateralToken(address)", 0x94f9059f},
            {"removeOperatorDelegator(address)", 0xee953b91},
            {"renzoOracle()", 0x892866a4},
            {"roleManager()", 0x00435da5},
            {"setOperatorDelegatorAllocation(address,uint256)", 0x22e90fac},
            {"setPaused(bool)", 0x16c38b3c},
            {"setTokenTvlLimit(address,uint256)", 0x9a336f90},
            {"stakeEthInOperatorDelegator(address,bytes,bytes,bytes32)", 0xabbfe4e7},
        });
    expect_face(deposit_queue_face(),
                {
                    {"depositETHFromProtocol()", 0xd123ccd5},
                    {"feeAddress()", 0x41275358},
                    {"feeBasisPoints()", 0xb8606eef},
                    {"fillERC20withdrawBuffer(address,uint256)", 0xd9cd0aaa},
                    {"forwardFullWithdrawalETH()", 0x6c0d86bd},
                    {"restakeManager()", 0xff0996b5},
                    {"roleManager()", 0x00435da5},
                    {"setFeeConfig(address,uint256)", 0xe07a3111},
                    {"setRestakeManager(address)", 0x721b0263},
                    {"setWithdrawQueue(address)", 0x886b9ca5},
                    {"stakeEthFromQueue(address,bytes,bytes,bytes32)", 0x82e7ee3e},
                    {"stakeEthFromQueueMulti(address[],bytes[],bytes[],bytes32[])", 0x61fe951e},
                    {"sweepERC20(address)", 0xe00af4a7},
                    {"withdrawQueue()", 0x51a2d6d1},
                });
    expect_face(reward_handler_face(), {
                                           {"forwardRewards()", 0xedb7b677},
                                           {"rewardDestination()", 0xfda45d86},
                                           {"setRewardDestination(address)", 0x8457d067},
                                       });
}

TEST(RenzoPins, SelectorsOfWithdrawals) {
    expect_face(withdraw_queue_face(),
                {
                    {"availableCollateralAmount(address)", 0x34071818},
                    {"calculateAmountToRedeem(uint256,address)", 0x5254a99c},
                    {"claim(uint256,address)", 0xddd5e1b2},
                    {"claimReserve(address)", 0xac02e41a},
                    {"completeStETHRebalance(uint256,uint256)", 0x53daaad3},
                    {"coolDownPeriod()", 0x30f1ebb9},
                    {"erc20WithdrawQueue(address)", 0xfa8d7b97},
                    {"ethWithdrawQueue()", 0x2c5867c9},
                    {"fillERC20WithdrawBuffer(address,uint256)", 0xf1f2c2a1},
                    {"fillEthWithdrawBuffer()", 0x6a6015ba},
                    {"getAvailableToWithdraw(address)", 0x824a6290},
                    {"getOutstandingWithdrawRequests(address)", 0x39d07ef2},
                    {"getWithdrawDeficit(address)", 0x7be71216},
                    {"pause()", 0x8456cb59},
                    {"paused()", 0x5c975abb},
                    {"setWhiteListed(address[],bool[])", 0x3c321d8a},
                    {"stETHPendingWithdrawAmount()", 0x7af8116d},
                    {"stETHPendingWithdrawAmountById(uint256)", 0x6b6ed9db},
                    {"startStETHRebalance(uint256)", 0x412959e5},
                    {"unpause()", 0x3f4ba83a},
                    {"updateCoolDownPeriod(uint256)", 0xe5cd7e10},
                    {"updateWithdrawBufferTarget((address,uint256)[])", 0x3a2bcc21},
                    {"whitelisted(address)", 0xd936547e},
                    {"withdraw(uint256,address)", 0x00f714ce},
                    {"withdrawQueued(bytes32)", 0x102108e6},
                    {"withdrawRequestNonce()", 0xf682d572},
                    {"withdrawRequests(address,uint256)", 0x6d6ca319},
                    {"withdrawalBufferTarget(address)", 0x6fe55385},
                });
    expect_face(instant_withdrawer_face(), {
                                               {"allowedBufferDrawdownBps()", 0x9e9fa67c},
                                               {"feeDestination()", 0xde53fcd5},
                                               {"maxFeeBps()", 0xbf769a3f},
                                               {"minFeeBps()", 0x071de20d},
                                               {"owner()", 0x8da5cb5b},
                                               {"setAllowedBufferDrawdownBps(uint256)", 0x3c9e3036},
                                               {"setFeeInfo(uint256,uint256,address)", 0xf33b1483},
                                               {"withdraw(uint256,address,uint256)", 0xe63697c8},
                                           });
}

TEST(RenzoPins, SelectorsOfOperatorDelegators) {
    expect_face(
        operator_delegator_face(),
        {
            {"adminGasSpentInWei(address)", 0xb9155885},
            {"baseGasAmountSpent()", 0xbc79a365},
            {"beaconChainEthAvsSlashingAmount()", 0x7d86df70},
            {"claimRewards((uint32,uint32,bytes,(address,bytes32),uint32[],bytes[],(address,"
             "uint256)[]))",
             0xd3e7c45b},
            {"completeQueuedWithdrawal((address,address,address,uint256,uint32,address[],uint256[])"
             ",address[])",
             0xc213b1a4},
            {"completeQueuedWithdrawals((address,address,address,uint256,uint32,address[],uint256[]"
             ")[],address[][],bool[])",
             0x9435bb43},
            {"currentCheckpointTimestamp()", 0x42ecff2a},
            {"delegateAddress()", 0x6d96a2aa},
            {"deposit(address,uint256)", 0x47e7ef24},
            {"eigenPod()", 0xa3aae136},
            {"emergencyTrackAVSEthSlashedAmount(uint256)", 0xf2b71294},
            {"emergencyTrackMissedCheckpoint(uint64[])", 0x3e4bdc24},
            {"emergencyTrackQueuedWithdrawals((address,address,address,uint256,uint32,address[],"
             "uint256[])[],address[])",
             0xc26f2056},
            {"emergencyTrackSlashedQueuedWithdrawalDelta(bytes32[])", 0x96fd6442},
            {"gasRefundAddress()", 0x10e28843},
            {"getStakedETHBalance()", 0x573803fb},
            {"getTokenBalanceFromStrategy(address)", 0xec730177},
            {"lastCheckpointTimestamp()", 0xee94d67c},
            {"queueWithdrawals(address[],uint256[])", 0x23e48175},
            {"queuedShares(address)", 0xdc560c88},
            {"queuedWithdrawal(bytes32)", 0xb3d42621},
            {"recordedCheckpoints(uint64)", 0x67cbbdf1},
            {"rewardsCoordinator()", 0x8a2fc4e3},
            {"rewardsDestination()", 0x39a18f0c},
            {"setBaseGasAmountSpent(uint256)", 0xec54aa7b},
            {"setDelegateAddress(address,(bytes,uint256),bytes32)", 0x5361477b},
            {"setGasRefundAddress(address)", 0x1117754f},
            {"setRewardsCoordinator(address)", 0xbef4b8bd},
            {"setRewardsDestination(address)", 0x772495c3},
            {"setTokenStrategy(address,address)", 0x5299ac17},
            {"stakeEth(bytes,bytes,bytes32)", 0x9ebf4ab1},
            {"stakedButNotVerifiedEth()", 0x397bfbac},
            {"startCheckpoint()", 0x90b51625},
            {"tokenStrategyMapping(address)", 0x127842a4},
            {"totalBeaconChainExitBalance()", 0x454344d6},
            {"totalTokenQueuedSharesSlashedDelta(address)", 0xbb8ff570},
            {"validatorStakedButNotVerifiedEth(bytes32)", 0x0cca214f},
            {"verifyCheckpointProofs((bytes32,bytes),(bytes32,bytes32,bytes)[])", 0xf074ba62},
            {"verifyWithdrawalCredentials(uint64,(bytes32,bytes),uint40[],bytes[],bytes32[][])",
             0x3f65cf19},
        });
}

}  // namespace
}  // namespace aq::renzo
