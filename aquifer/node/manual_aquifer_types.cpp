// SPDX-License-Identifier: Apache-2.0
// What the `aquifer_` methods take and answer.
#include <aquifer/node/manual.hpp>

#include <array>

namespace aq::node {

std::span<const TypeText> aquifer_types() {
    static constexpr std::array<TypeText, 49> kTable{{
        {"addressOrName",
         "an address, or the name of a contract (`aquifer_contracts`): `lido`, `ezETH`, "
         "`stEthStrategy`",
         "", R"({"type":"string"})"},
        {"Contract", "what has a name",
         "name: string, address: address, kind: string|null, protocol: string|null, functions: "
         "[string]"},
        {"AbiEntry", "an entry of Solidity's JSON ABI", "", R"({"type":"object"})"},
        {"Bytes", "what is to be decoded",
         "calldata?: data, to?: address, topics?: [hash], data?: data, revert?: data"},
        {"Decoded", "its name, the whole as text, its arguments, and why it could not be decoded",
         "name: string|null, text: string, arguments: [Argument], wrong: string|null"},
        {"Argument", "a value as text, or its `members` or `elements`",
         "name?: string, value?: string, members?: [Argument], elements?: [Argument]"},
        {"Position", "what an account holds",
         "account: address, etherWei: quantity, tokens: [TokenHolding], delegatedTo: "
         "address|null, pod: address|null, restaked: [RestakedHolding], tickets: [Ticket], "
         "totalValueWei: quantity"},
        {"TokenHolding", "a token; `valueWei` is null of one without a rate",
         "token: address, symbol: string, decimals: quantity, amount: quantity, valueWei: "
         "quantity|null"},
        {"RestakedHolding",
         "what is in a strategy, without what is queued; `underlying` is in its asset",
         "strategy: address, asset: address, depositShares: quantity, withdrawableShares: "
         "quantity, underlying: quantity|null, valueWei: quantity|null"},
        {"TicketName", "a ticket: `id` of `lido` and `renzo`, `root` of `eigenlayer`",
         "protocol: string, id?: integer, root?: hash"},
        {"Ticket",
         "what waits to be paid. `given` is stETH or ezETH; `missing` is what Renzo's buffer "
         "still lacks for it; nothing but the clock stands in the way from `claimableFrom…` "
         "on, unless it `waitsForOthers`",
         "protocol: string, id?: quantity, root?: hash, index?: quantity, given?: quantity, "
         "missing?: quantity, owner: address, claimed: boolean, claimable: boolean, refusal: "
         "string|null, waitsForOthers: boolean, claimableFromBlock: quantity|null, "
         "claimableFromTime: quantity|null, madeAtTime: quantity|null, payments: [Payment]"},
        {"Payment", "an asset that is paid; native ether is 0xeeee…",
         "asset: address, amount: quantity, valueWei: quantity|null"},
        {"Backing", "what stands behind `supply`; `unit` is `wei`, or `shares` of a strategy",
         "token: address, symbol: string, unit: string, supply: quantity, total: quantity, "
         "parts: [Part], atRisk: [AtRisk], remark: string"},
        {"Part",
         "a part of the whole: `buffer`, `validators`, `stakingModule`, `pendingDeposits`, "
         "`depositedSinceReport`, `stakingVaults`, `held`, `issuer`, `reserves`, `notStaked`, "
         "`delegator`, `strategy`, `pod`, `depositQueue`, `withdrawQueue`, `lidoExit`, "
         "`operator`, `undelegated`, `queued`, `slashedAndDust`",
         "what: string, at: address|null, operator: address|null, asset: address, amount: "
         "quantity, ofOne: quantity, parts: [Part]"},
        {"AtRisk", "what a set may slash of it",
         "operatorSet: SetName, operator: address, strategy: address, amount: quantity, ofOne: "
         "quantity"},
        {"SetName", "an operator set", "avs: address, id: quantity"},
        {"Slashable",
         "what a set may slash of an operator's shares of a strategy; `slasher` is null if "
         "nobody can for it",
         "operatorSet: SetName, slasher: address|null, operator: address, strategy: address, "
         "magnitude: quantity, maxMagnitude: quantity, shares: quantity"},
        {"Operator",
         "an operator; `stakers` without itself, `allocationDelayBlocks` null until it is set",
         "operator: address, delegationApprover: address|null, stakers: quantity, "
         "allocationDelayBlocks: quantity|null, stakes: [Stake], operatorSets: [SetName]"},
        {"Stake", "an operator in a strategy",
         "strategy: address, shares: quantity, maxMagnitude: quantity, encumberedMagnitude: "
         "quantity"},
        {"OperatorSet", "an operator set with its members",
         "avs: address, id: quantity, slasher: address|null, redistributing: boolean, "
         "slashedGoesTo: address, slashes: quantity, operators: [address], strategies: "
         "[address]"},
        {"Strategy", "a strategy; `underlyingPerShare` is for 10^18 shares",
         "strategy: address, kind: string, asset: address, whitelisted: boolean, totalShares: "
         "quantity, totalUnderlying: quantity|null, underlyingPerShare: quantity|null, "
         "depositMax: quantity, totalDepositsMax: quantity"},
        {"Vault", "a duration vault",
         "vault: address, token: address, state: string, admin: address, arbitrator: address, "
         "operatorSet: SetName, durationSeconds: quantity, lockedAt: quantity, unlockAt: "
         "quantity, maturedAt: quantity, totalShares: quantity, totalDepositsMax: quantity"},
        {"Pod", "a pod; `depositShares` may be negative (`-0x…`)",
         "pod: address, owner: address, depositShares: string, beaconChainSlashingFactor: "
         "quantity, etherWei: quantity, activeValidators: quantity, "
         "restakedExecutionLayerGwei: quantity, lastCheckpointTime: quantity, "
         "openCheckpointTime: quantity|null"},
        {"Queues", "the three protocols' queues",
         "lido: LidoQueue, renzo: [RenzoQueue], eigenlayer: EigenLayerQueue"},
        {"LidoQueue", "requests that are not finalised; `lockedWei` is of finalised ones",
         "lastId: quantity, lastFinalizedId: quantity, length: quantity, unfinalizedStEth: "
         "quantity, nextStEth: quantity, lockedWei: quantity, paused: boolean, bunkerMode: "
         "boolean"},
        {"RenzoQueue",
         "Renzo's buffer of one asset and the requests for it; `available` is null where a "
         "loss has eaten into what is reserved",
         "asset: address, bufferTarget: quantity, available: quantity|null, reservedForClaims: "
         "quantity, missing: quantity, length: quantity, amount: quantity, ezEthLocked: "
         "quantity"},
        {"EigenLayerQueue", "withdrawals queued in EigenLayer",
         "length: quantity, completable: quantity, nextCompletableFromBlock: quantity|null, "
         "byStrategy: [Waiting]"},
        {"Waiting", "what waits in a strategy",
         "strategy: address, shares: quantity, underlying: quantity|null"},
        {"Rate",
         "the wei of 10^18 of a token; `source` is `oneToOne`, `lidoShares`, `issuer` or "
         "`renzoTvls`",
         "token: address, symbol: string, source: string, wei: quantity|null"},
        {"RateHistory", "rates at some blocks",
         "token: address, oldestState: quantity, points: [RatePoint]"},
        {"RatePoint", "a rate; `source` is `state`, `log` or `none`",
         "block: quantity, wei: quantity|null, source: string"},
        {"Beacon", "the beacon chain",
         "slot: quantity, epoch: quantity, finalizedEpoch: quantity, genesisTime: quantity, "
         "validators: quantity, activeBalanceGwei: quantity, balanceGwei: quantity, "
         "pendingDeposits: quantity, pendingDepositsGwei: quantity, pendingPartialWithdrawals: "
         "quantity, pendingConsolidations: quantity, nextExitEpoch: quantity, issuedGwei: "
         "quantity, burnedGwei: quantity, withdrawnGwei: quantity, pools: [Pool]"},
        {"Pool", "a group of validators",
         "name: string, withdrawalAddress: address, validators: quantity, balanceGwei: "
         "quantity, effectiveBalanceGwei: quantity, withdrawnGwei: quantity, "
         "pendingDepositsGwei: quantity"},
        {"NewPool", "a pool", "pool: string, address: address"},
        {"NewValidators", "`prefix` is 1, or 2 for compounding ones",
         "pool: string, n: integer, prefix?: integer, effectiveEther?: integer"},
        {"NewDeposit", "`n` deposits of so many gwei, 32 ether if that is left out",
         "pool: string, n?: integer, prefix?: integer, gwei?: integer"},
        {"ValidatorAmount", "a validator and an amount", "validator: integer, gwei: integer"},
        {"SomeValidators", "`pool` and `n`, or `validators`",
         "pool?: string, n?: integer, validators?: [integer]"},
        {"Duties", "`duty` is `online`, `late` or `offline`",
         "pool: string, duty: string, epochs: integer, shareBps?: integer"},
        {"Consolidation", "from one validator into another", "source: integer, target: integer"},
        {"OneValidator", "a validator", "validator: integer"},
        {"NewToken", "what a token is called; an address of its own if none is given",
         "address?: address, name?: string, symbol?: string, decimals?: integer"},
        {"NewRegistrar", "an address of its own if none is given", "address?: address"},
        {"NewStrategy", "the strategy and the transaction that made it",
         "strategy: address, transactionHash: hash"},
        {"NewAvs", "the AVS's account, and what is not to be made up",
         "avs: address, registrar?: address, slasher?: address, operatorSetId?: integer, "
         "metadataURI?: string, strategies?: [addressOrName]"},
        {"Avs", "what was made",
         "avs: address, registrar: address, operatorSetId: quantity, slasher: address, "
         "transactionHashes: [hash]"},
        {"Wait", "one of them", "blocks?: integer, seconds?: integer, days?: integer"},
        {"BlockAndTime", "the last block", "blockNumber: quantity, timestamp: quantity"},
        {"OpenRpc", "an OpenRPC document", "", R"({"type":"object"})"},
    }};
    return kTable;
}

}  // namespace aq::node
