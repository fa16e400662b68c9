// SPDX-License-Identifier: Apache-2.0
// Where the contracts stand on mainnet, and the parts of their interfaces that the tests use, as
// their sources declare them.
import { getAddress, keccak256, parseAbi, slice, stringToBytes } from 'viem';

/// An account whose address is the hash of its name: those that administer the sandbox.
export const person = (name) => getAddress(slice(keccak256(stringToBytes(`account ${name}`)), 12));

export const kNative = '0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE';
export const kZero = '0x0000000000000000000000000000000000000000';
/// No signature, where a function wants one and nobody checks it.
export const kUnsigned = { signature: '0x', expiry: 0n };

export const at = {
    lido: '0xae7ab96520DE3A18E5e111B5EaAb095312D7fE84',
    wsteth: '0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0',
    lidoQueue: '0x889edC2eDab5f40e902b864aD4d7AdE8E412F9B1',
    accountingOracle: '0x852deD011285fe67063a08005c71a85690503Cee',
    accounting: '0x23ED611be0e1a820978875C0122F92260804cdDf',
    hashConsensus: '0xD624B08C83bAECF0807Dd2c6880C3154a5F0B288',
    elVault: '0x388C818CA8B9251b393131C08a736A67ccB19297',
    withdrawalVault: '0xB9D7934878B5FB9610B3fE8A5e441e8fad7E293f',
    weth: '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2',
    strategyManager: '0x858646372CC42E1A627fcE94aa7A7033e7CF075A',
    delegationManager: '0x39053D51B77DC0d36036Fc1fCc8Cb819df8Ef37A',
    allocationManager: '0x948a420b8CC1d6BFd0B6087C2E7c344a2CD0bc39',
    rewardsCoordinator: '0x7750d328b314EfFa365A0402CcfD489B80B0adda',
    stEthStrategy: '0x93c4b944D05dfe6df7645A86cd2206016c51564D',
    ezETH: '0xbf5495Efe5DB9ce00f80364C8B423567e58d2110',
    restakeManager: '0x74a09653A083691711cF8215a6ab074BB4e99ef5',
    withdrawQueue: '0x5efc9D10E42FB517456f4ac41EB5e2eBe42C8918',
    rateProvider: '0x387dBc0fB00b26fb085aa658527D5BE98302c84C',
    operatorDelegator0: '0x78524bEeAc12368e600457478738c233f436e9f6',
    multicall3: '0xcA11bde05977b3631167028862bE2a173976CA11',
    /// The sandbox's own: a registrar that takes every operator.
    registrar: getAddress(slice(keccak256(stringToBytes('registrar')), 12)),
};

const kErc20 = [
    'function name() view returns (string)',
    'function symbol() view returns (string)',
    'function decimals() view returns (uint8)',
    'function totalSupply() view returns (uint256)',
    'function balanceOf(address account) view returns (uint256)',
    'function allowance(address owner, address spender) view returns (uint256)',
    'function approve(address spender, uint256 amount) returns (bool)',
    'function transfer(address to, uint256 amount) returns (bool)',
    'function transferFrom(address from, address to, uint256 amount) returns (bool)',
    'event Transfer(address indexed from, address indexed to, uint256 value)',
    'event Approval(address indexed owner, address indexed spender, uint256 value)',
];
const kPermit = [
    'function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)',
    'function nonces(address owner) view returns (uint256)',
    'function DOMAIN_SEPARATOR() view returns (bytes32)',
];

const kReportValues =
    '(uint256 timestamp, uint256 timeElapsed, uint256 clValidatorsBalance, uint256 clPendingBalance, ' +
    'uint256 withdrawalVaultBalance, uint256 elRewardsVaultBalance, uint256 sharesRequestedToBurn, ' +
    'uint256[] withdrawalFinalizationBatches, uint256 simulatedShareRate)';
export const kReportData =
    '(uint256 consensusVersion, uint256 refSlot, uint256 clValidatorsBalanceGwei, ' +
    'uint256 clPendingBalanceGwei, uint256[] stakingModuleIdsWithNewlyExitedValidators, ' +
    'uint256[] numExitedValidatorsByStakingModule, uint256[] stakingModuleIdsWithUpdatedBalance, ' +
    'uint256[] validatorBalancesGweiByStakingModule, uint256 withdrawalVaultBalance, ' +
    'uint256 elRewardsVaultBalance, uint256 sharesRequestedToBurn, ' +
    'uint256[] withdrawalFinalizationBatches, uint256 simulatedShareRate, bool isBunkerMode, ' +
    'bytes32 vaultsDataTreeRoot, string vaultsDataTreeCid, uint256 extraDataFormat, ' +
    'bytes32 extraDataHash, uint256 extraDataItemsCount)';
const kWithdrawal =
    '(address staker, address delegatedTo, address withdrawer, uint256 nonce, uint32 startBlock, ' +
    'address[] strategies, uint256[] scaledShares)';
const kClaim =
    '(uint32 rootIndex, uint32 earnerIndex, bytes earnerTreeProof, ' +
    '(address earner, bytes32 earnerTokenRoot) earnerLeaf, uint32[] tokenIndices, ' +
    'bytes[] tokenTreeProofs, (address token, uint256 cumulativeEarnings)[] tokenLeaves)';
const kRewards =
    '((address strategy, uint96 multiplier)[] strategiesAndMultipliers, address token, ' +
    'uint256 amount, uint32 startTimestamp, uint32 duration)';

/// The same interfaces as text, which is what ethers reads.
export const text = {
    lido: [
        ...kErc20,
        ...kPermit,
        'function submit(address referral) payable returns (uint256)',
        'function sharesOf(address account) view returns (uint256)',
        'function getTotalShares() view returns (uint256)',
        'function getTotalPooledEther() view returns (uint256)',
        'function getPooledEthByShares(uint256 sharesAmount) view returns (uint256)',
        'function getSharesByPooledEth(uint256 ethAmount) view returns (uint256)',
        'event Submitted(address indexed sender, uint256 amount, address referral)',
        'event TransferShares(address indexed from, address indexed to, uint256 sharesValue)',
        'event ETHDistributed(uint256 indexed reportTimestamp, uint256 principalCLBalance, uint256 postCLBalance, uint256 withdrawalsWithdrawn, uint256 executionLayerRewardsWithdrawn, uint256 postBufferedEther)',
    ],
    wsteth: [
        ...kErc20,
        ...kPermit,
        'function wrap(uint256 stETHAmount) returns (uint256)',
        'function unwrap(uint256 wstETHAmount) returns (uint256)',
        'function stEthPerToken() view returns (uint256)',
    ],
    lidoQueue: [
        'function requestWithdrawals(uint256[] amounts, address owner) returns (uint256[] requestIds)',
        'function claimWithdrawals(uint256[] requestIds, uint256[] hints)',
        'function findCheckpointHints(uint256[] requestIds, uint256 firstIndex, uint256 lastIndex) view returns (uint256[] hintIds)',
        'function getLastCheckpointIndex() view returns (uint256)',
        'function getClaimableEther(uint256[] requestIds, uint256[] hints) view returns (uint256[] claimableEthValues)',
        'function getWithdrawalStatus(uint256[] requestIds) view returns ((uint256 amountOfStETH, uint256 amountOfShares, address owner, uint256 timestamp, bool isFinalized, bool isClaimed)[] statuses)',
        'event WithdrawalRequested(uint256 indexed requestId, address indexed requestor, address indexed owner, uint256 amountOfStETH, uint256 amountOfShares)',
        'event WithdrawalClaimed(uint256 indexed requestId, address indexed owner, address indexed receiver, uint256 amountOfETH)',
        'event WithdrawalsFinalized(uint256 indexed from, uint256 indexed to, uint256 amountOfETHLocked, uint256 sharesToBurn, uint256 timestamp)',
        'error RequestAmountTooSmall(uint256 _amountOfStETH)',
        'error RequestNotFoundOrNotFinalized(uint256 _requestId)',
    ],
    accountingOracle: [
        'function getCurrentFrame() view returns (uint256 refSlot, uint256 refSlotTimestamp)',
        'function submitConsensusReport(bytes32 reportHash, uint256 refSlot, uint256 deadline)',
        `function submitReportData(${kReportData} data, uint256 contractVersion)`,
        'event ProcessingStarted(uint256 indexed refSlot, bytes32 hash)',
    ],
    accounting: [`function handleOracleReport(${kReportValues} report)`],
    weth: [...kErc20, 'function deposit() payable', 'function withdraw(uint256 wad)'],
    strategyManager: [
        'function depositIntoStrategy(address strategy, address token, uint256 amount) returns (uint256 depositShares)',
        'function stakerDepositShares(address staker, address strategy) view returns (uint256)',
        'event Deposit(address staker, address strategy, uint256 shares)',
        'event BurnOrRedistributableSharesIncreased((address avs, uint32 id) operatorSet, uint256 slashId, address strategy, uint256 shares)',
        'error StrategyNotWhitelisted()',
    ],
    strategy: [
        'function totalShares() view returns (uint256)',
        'function sharesToUnderlyingView(uint256 amountShares) view returns (uint256)',
        'event ExchangeRateEmitted(uint256 rate)',
    ],
    delegationManager: [
        'function registerAsOperator(address initDelegationApprover, uint32 allocationDelay, string metadataURI)',
        'function delegateTo(address operator, (bytes signature, uint256 expiry) approverSignatureAndExpiry, bytes32 approverSalt)',
        'function queueWithdrawals((address[] strategies, uint256[] depositShares, address __deprecated_withdrawer)[] params) returns (bytes32[])',
        `function completeQueuedWithdrawal(${kWithdrawal} withdrawal, address[] tokens, bool receiveAsTokens)`,
        'function isOperator(address operator) view returns (bool)',
        'function delegatedTo(address staker) view returns (address)',
        'function operatorShares(address operator, address strategy) view returns (uint256)',
        'function minWithdrawalDelayBlocks() view returns (uint32)',
        'function pendingWithdrawals(bytes32 withdrawalRoot) view returns (bool)',
        'function getWithdrawableShares(address staker, address[] strategies) view returns (uint256[] withdrawableShares, uint256[] depositShares)',
        'event OperatorRegistered(address indexed operator, address delegationApprover)',
        'event StakerDelegated(address indexed staker, address indexed operator)',
        'event OperatorSharesIncreased(address indexed operator, address staker, address strategy, uint256 shares)',
        'event OperatorSharesDecreased(address indexed operator, address staker, address strategy, uint256 shares)',
        'event OperatorSharesSlashed(address indexed operator, address strategy, uint256 totalSlashedShares)',
        `event SlashingWithdrawalQueued(bytes32 withdrawalRoot, ${kWithdrawal} withdrawal, uint256[] sharesToWithdraw)`,
        'event SlashingWithdrawalCompleted(bytes32 withdrawalRoot)',
        'error WithdrawalDelayNotElapsed()',
        'error ActivelyDelegated()',
    ],
    allocationManager: [
        'function updateAVSMetadataURI(address avs, string metadataURI)',
        'function setAVSRegistrar(address avs, address registrar)',
        'function createOperatorSets(address avs, (uint32 operatorSetId, address[] strategies, address slasher)[] params)',
        'function registerForOperatorSets(address operator, (address avs, uint32[] operatorSetIds, bytes data) params)',
        'function modifyAllocations(address operator, ((address avs, uint32 id) operatorSet, address[] strategies, uint64[] newMagnitudes)[] params)',
        'function slashOperator(address avs, (address operator, uint32 operatorSetId, address[] strategies, uint256[] wadsToSlash, string description) params) returns (uint256 slashId, uint256[] shares)',
        'function getMaxMagnitude(address operator, address strategy) view returns (uint64)',
        'function getAllocation(address operator, (address avs, uint32 id) operatorSet, address strategy) view returns ((uint64 currentMagnitude, int128 pendingDiff, uint32 effectBlock))',
        'function isMemberOfOperatorSet(address operator, (address avs, uint32 id) operatorSet) view returns (bool)',
        'event OperatorSetCreated((address avs, uint32 id) operatorSet)',
        'event OperatorAddedToOperatorSet(address indexed operator, (address avs, uint32 id) operatorSet)',
        'event AllocationUpdated(address operator, (address avs, uint32 id) operatorSet, address strategy, uint64 magnitude, uint32 effectBlock)',
        'event OperatorSlashed(address operator, (address avs, uint32 id) operatorSet, address[] strategies, uint256[] wadSlashed, string description)',
        'error InvalidCaller()',
        'error InsufficientMagnitude()',
    ],
    rewardsCoordinator: [
        `function createAVSRewardsSubmission(${kRewards}[] rewardsSubmissions)`,
        'function submitRoot(bytes32 root, uint32 rewardsCalculationEndTimestamp)',
        `function processClaim(${kClaim} claim, address recipient)`,
        `function checkClaim(${kClaim} claim) view returns (bool)`,
        'function activationDelay() view returns (uint32)',
        'function cumulativeClaimed(address earner, address token) view returns (uint256)',
        `event AVSRewardsSubmissionCreated(address indexed avs, uint256 indexed submissionNonce, bytes32 indexed rewardsSubmissionHash, ${kRewards} rewardsSubmission)`,
        'event DistributionRootSubmitted(uint32 indexed rootIndex, bytes32 indexed root, uint32 indexed rewardsCalculationEndTimestamp, uint32 activatedAt)',
        'event RewardsClaimed(bytes32 root, address indexed earner, address indexed claimer, address indexed recipient, address token, uint256 claimedAmount)',
        'error RootNotActivated()',
        'error InvalidClaimProof()',
        'error EarningsNotGreaterThanClaimed()',
    ],
    ezETH: kErc20,
    restakeManager: [
        'function deposit(address collateralToken, uint256 amount)',
        'function depositETH() payable',
        'function calculateTVLs() view returns (uint256[][] operatorDelegatorTokenTVLs, uint256[] operatorDelegatorTVLs, uint256 totalTVL)',
        'event Deposit(address depositor, address token, uint256 amount, uint256 ezETHMinted, uint256 referralId)',
        'error NotFound()',
    ],
    withdrawQueue: [
        'function withdraw(uint256 amount, address assetOut)',
        'function claim(uint256 withdrawRequestIndex, address user)',
        'function updateWithdrawBufferTarget((address asset, uint256 bufferAmount)[] newBufferTarget)',
        'function getAvailableToWithdraw(address asset) view returns (uint256)',
        'function coolDownPeriod() view returns (uint256)',
        'event WithdrawRequestCreated(uint256 indexed withdrawRequestID, address user, address claimToken, uint256 amountToRedeem, uint256 ezETHAmountLocked, uint256 withdrawRequestIndex, bool queued, uint256 queueFilled)',
        'event WithdrawRequestClaimed((address collateralToken, uint256 withdrawRequestID, uint256 amountToRedeem, uint256 ezETHLocked, uint256 createdAt) withdrawRequest)',
        'error EarlyClaim()',
        'error UnsupportedWithdrawAsset()',
        'error NotWithdrawQueueAdmin()',
    ],
    rateProvider: ['function getRate() view returns (uint256)'],
};

/// As viem reads them.
export const abi = Object.fromEntries(
    Object.entries(text).map(([name, lines]) => [name, parseAbi(lines)]),
);
/// A contract by its name, for viem's calls: `{ ...contract('lido'), functionName, args }`.
export const contract = (name) => ({
    address: at[name] ?? at.stEthStrategy,
    abi: abi[name],
});
/// The key of an operator set: the AVS and its number.
export const operatorSet = (avs, id) => ({ avs, id });
