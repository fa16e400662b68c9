// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Who may do what: OpenZeppelin's AccessControlEnumerable of each contract, and Lido's Aragon
/// permissions, in one table by contract and role.

#include <aquifer/ledger/tx.hpp>
#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido {

/// keccak256 of each role's name; the administrator's is zero.
namespace role {

inline constexpr Hash kDefaultAdmin{};
/// PAUSE_ROLE
inline constexpr Hash kPause =
    "0x139c2898040ef16910dc9f44dc697df79363da767d8bc92f2e310312b816e46d"_hash;
/// RESUME_ROLE
inline constexpr Hash kResume =
    "0x2fc10cc8ae19568712f7a176fb4978616a610650813c9d05326c34abb62749c7"_hash;
/// STAKING_PAUSE_ROLE
inline constexpr Hash kStakingPause =
    "0x84ea57490227bc2be925c684e2a367071d69890b629590198f4125a018eb1de8"_hash;
/// STAKING_CONTROL_ROLE
inline constexpr Hash kStakingControl =
    "0xa42eee1333c0758ba72be38e728b6dadb32ea767de5b4ddbaea1dae85b1b051f"_hash;
/// BUFFER_RESERVE_MANAGER_ROLE
inline constexpr Hash kBufferReserveManager =
    "0x33969636f1fbf3d7d062d4de4a08e7bd3c46606ec28b3a4398d2665be559b921"_hash;
/// FINALIZE_ROLE
inline constexpr Hash kFinalize =
    "0x485191a2ef18512555bd4426d18a716ce8e98c80ec2de16394dcf86d7d91bc80"_hash;
/// ORACLE_ROLE
inline constexpr Hash kOracle =
    "0x68e79a7bf1e0bc45d0a330c573bc367f9cf464fd326078812f301165fbda4ef1"_hash;
/// SUBMIT_DATA_ROLE
inline constexpr Hash kSubmitData =
    "0x65fa0c17458517c727737e4153dd477fa3e328cf706640b0f68b1a285c5990da"_hash;
/// MANAGE_CONSENSUS_VERSION_ROLE
inline constexpr Hash kManageConsensusVersion =
    "0xc31b1e4b732c5173dc51d519dfa432bad95550ecc4b0f9a61c2a558a2a8e4341"_hash;
/// REQUEST_BURN_MY_STETH_ROLE
inline constexpr Hash kRequestBurnMySteth =
    "0x28186f938b759084eea36948ef1cd8b40ec8790a98d5f1a09b70879fe054e5cc"_hash;
/// REQUEST_BURN_SHARES_ROLE
inline constexpr Hash kRequestBurnShares =
    "0x4be29e0e4eb91f98f709d98803cba271592782e293b84a625e025cbb40197ba8"_hash;
/// STAKING_MODULE_MANAGE_ROLE
inline constexpr Hash kStakingModuleManage =
    "0x3105bcbf19d4417b73ae0e58d508a65ecf75665e46c2622d8521732de6080c48"_hash;
/// REPORT_EXITED_VALIDATORS_ROLE
inline constexpr Hash kReportExitedValidators =
    "0xc23292b191d95d2a7dd94fc6436eb44338fda9e1307d9394fd27c28157c1b33c"_hash;
/// REPORT_REWARDS_MINTED_ROLE
inline constexpr Hash kReportRewardsMinted =
    "0x779e5c23cb7a5bcb9bfe1e9a5165a00057f12bcdfd13e374540fdf1a1cd91137"_hash;
/// ALL_LIMITS_MANAGER_ROLE
inline constexpr Hash kAllLimitsManager =
    "0x5bf88568a012dfc9fe67407ad6775052bddc4ac89902dea1f4373ef5d9f1e35b"_hash;
/// EXITED_ETH_AMOUNT_PER_DAY_LIMIT_MANAGER_ROLE
inline constexpr Hash kExitedEthAmountPerDayLimitManager =
    "0xfcbf51216e6462f6c733b5cc8e06873750fa849bd5f736187d1f87fa39466abd"_hash;
/// APPEARED_ETH_AMOUNT_PER_DAY_LIMIT_MANAGER_ROLE
inline constexpr Hash kAppearedEthAmountPerDayLimitManager =
    "0xc5ea81526de646a700e5b42417791b16f2e0b4ad2dc0c6c606700ec6889ca834"_hash;
/// CONSOLIDATION_ETH_AMOUNT_PER_DAY_LIMIT_MANAGER_ROLE
inline constexpr Hash kConsolidationEthAmountPerDayLimitManager =
    "0x66104568a23709e40729cd6c0b4b24e296898510ab1a757d8d76d8b7bb8ddcab"_hash;
/// EXITED_VALIDATOR_ETH_AMOUNT_LIMIT_MANAGER_ROLE
inline constexpr Hash kExitedValidatorEthAmountLimitManager =
    "0xc8c135a577dae74b34fe5d1e5fc878bfd6afd7e69688368e0a15ccebebcdc485"_hash;
/// EXTERNAL_PENDING_BALANCE_CAP_MANAGER_ROLE
inline constexpr Hash kExternalPendingBalanceCapManager =
    "0x7710420036d4fef9dd74d870d75fb15c05b30fb7fe469577c0dd8b93e373d4f4"_hash;
/// ANNUAL_BALANCE_INCREASE_LIMIT_MANAGER_ROLE
inline constexpr Hash kAnnualBalanceIncreaseLimitManager =
    "0x12c02753cd3d584dc4bb965eb0c88392c4c4d7c00433fdb7490d33c61ea57622"_hash;
/// SHARE_RATE_DEVIATION_LIMIT_MANAGER_ROLE
inline constexpr Hash kShareRateDeviationLimitManager =
    "0x7b21c0949109e9e143f66d6aa1f8a065b3f4ab47ee9f84f6837fd0490eace4d5"_hash;
/// MAX_BALANCE_EXIT_REQUESTED_PER_REPORT_IN_ETH_ROLE
inline constexpr Hash kMaxBalanceExitRequestedPerReportInEth =
    "0x4943a281310045e6adfe0c785297f2d8dda39aa308297aa8d59b1cd427298e51"_hash;
/// MAX_EFFECTIVE_BALANCE_WEIGHTS_MANAGER_ROLE
inline constexpr Hash kMaxEffectiveBalanceWeightsManager =
    "0x1b78c738ff3c558bb63ca310fd1e07e0c5449b475605dafc8f3f97475281ef9d"_hash;
/// MAX_ITEMS_PER_EXTRA_DATA_TRANSACTION_ROLE
inline constexpr Hash kMaxItemsPerExtraDataTransaction =
    "0x13445b811594f3a8800b82296d63f371c695d2f86c1069c899ded3d73f523d2e"_hash;
/// MAX_NODE_OPERATORS_PER_EXTRA_DATA_ITEM_ROLE
inline constexpr Hash kMaxNodeOperatorsPerExtraDataItem =
    "0xb3f2d16385bde8a7121e101a021aff43bbe4d4137a587832caf1f583b9d34395"_hash;
/// REQUEST_TIMESTAMP_MARGIN_MANAGER_ROLE
inline constexpr Hash kRequestTimestampMarginManager =
    "0x2f8719116fbba3aba2a39759e34dcd29ea3516f7568c8321695aaea208280cd3"_hash;
/// MAX_POSITIVE_TOKEN_REBASE_MANAGER_ROLE
inline constexpr Hash kMaxPositiveTokenRebaseManager =
    "0x78de2bab4a3a0c88f50b6bb7c2290e0eb46bc61d575eae694d8bffbc2ca98c92"_hash;
/// SECOND_OPINION_MANAGER_ROLE
inline constexpr Hash kSecondOpinionManager =
    "0xaa0e0f619f5a9368ee035bae759cfe7da8958f44bd71456a05198effc68ea647"_hash;
/// MAX_CL_BALANCE_DECREASE_MANAGER_ROLE
inline constexpr Hash kMaxClBalanceDecreaseManager =
    "0x8f6844ca724706bfaf6fda925e1311e63ff0d58e56ea4522f293c021b4ce68db"_hash;

}  // namespace role

inline bool has_role(const State& s, const Address& contract, const Hash& role,
                     const Address& account) {
    return s.access.members.contains(Key<Address, Hash>(contract, role), account);
}

/// AccessControl._checkRole of OpenZeppelin 4.4: "AccessControl: account 0x… is missing role 0x…".
Result<void> require_role(const State& s, const Call& call, const Hash& role);
/// The same of OpenZeppelin 5: `AccessControlUnauthorizedAccount`.
Result<void> require_role5(const State& s, const Call& call, const Hash& role);

/// AccessControlEnumerable.grantRole, by the administrator of all roles.
Result<void> grant_role(Tx& tx, Ports& ports, const Call& call, Hash role, Address account);
/// AccessControlEnumerable.revokeRole.
Result<void> revoke_role(Tx& tx, Ports& ports, const Call& call, Hash role, Address account);
/// AccessControlEnumerable.renounceRole: "AccessControl: can only renounce roles for self".
Result<void> renounce_role(Tx& tx, Ports& ports, const Call& call, Hash role, Address account);
/// The three as OpenZeppelin 5 has them (StakingRouter): `AccessControlBadConfirmation`.
Result<void> grant_role5(Tx& tx, Ports& ports, const Call& call, Hash role, Address account);
Result<void> revoke_role5(Tx& tx, Ports& ports, const Call& call, Hash role, Address account);
Result<void> renounce_role5(Tx& tx, Ports& ports, const Call& call, Hash role, Address account);

namespace move {

/// False, and nothing written, if nothing changes.
bool grant_role(Undo& u, State& s, const Address& contract, const Hash& role,
                const Address& account);
bool revoke_role(Undo& u, State& s, const Address& contract, const Hash& role,
                 const Address& account);

}  // namespace move

}  // namespace aq::lido
