// SPDX-License-Identifier: Apache-2.0
// The `aquifer_` methods.
#include <aquifer/node/manual.hpp>

#include <array>

namespace aq::node {

std::span<const MethodText> aquifer_manual() {
    static constexpr std::array<MethodText, 33> kTable{{
        {"aquifer_contracts",
         "Every contract and administrating account that has a name: its address, kind, "
         "protocol, and the Solidity declarations of its functions.",
         "block?: block", "[Contract]", R"([])",
         R"([{"name":"accounting","address":"0x23ed611be0e1a820978875c0122f92260804cddf","ki)"
         R"j(nd":"Accounting","protocol":"lido","functions":["LIDO() view returns (address)",)j"
         R"("…"]},"…"])"},
        {"aquifer_abi",
         "The ABI of a contract as JSON, for viem, ethers and cast: its functions, and all "
         "events and errors of its protocol.",
         "contract: addressOrName", "[AbiEntry]", R"(["weth"])",
         R"([{"type":"function","name":"name","inputs":[],"outputs":[{"name":"","type":"stri)"
         R"(ng"}],"stateMutability":"view"},"…"])"},
        {"aquifer_decode",
         "Calldata, a log or revert data in the words of the known declarations. One of "
         "`calldata` (with `to`, where it is known), `topics` with `data`, and `revert`.",
         "bytes: Bytes", "Decoded",
         R"([{"calldata":"0xa1903eab00000000000000000000000000000000000000000000000000000000)"
         R"(00000000","to":"0xae7ab96520de3a18e5e111b5eaab095312d7fe84"}])",
         R"({"name":"submit","text":"…","arguments":[{"name":"referral","value":"0x000000000)"
         R"(0000000000000000000000000000000"}],"wrong":null})"},
        {"aquifer_position",
         "Everything that an account holds through all layers: ether, tokens and what they are "
         "worth by the protocols' own rates, what it has restaked, whom it is delegated to, "
         "and what waits to be paid.",
         "account: addressOrName, block?: block", "Position",
         R"(["0x70997970c51812dc3a010c7d01b50e0d17dc79c8"])",
         R"({"account":"0x70997970c51812dc3a010c7d01b50e0d17dc79c8","etherWei":"0x21e19e0c9b)"
         R"(ab2400004","tokens":[],"delegatedTo":null,"pod":null,"restaked":[],"tickets":[],)"
         R"("totalValueWei":"0x21e19e0c9bab2400004"})"},
        {"aquifer_backing",
         "What stands behind a token (stETH, wstETH, ezETH, wrapped ether, tokens with a rate) "
         "or behind the shares of a strategy, of all of it and of one: down to buffers, "
         "validators, strategies, operators and the sets that may slash them.",
         "token: addressOrName, block?: block", "Backing", R"(["lido"])",
         R"({"token":"0xae7ab96520de3a18e5e111b5eaab095312d7fe84","symbol":"stETH","unit":"w)"
         R"(ei","supply":"0xde0b6b3a7640000","total":"0xde0b6b3a7640000","parts":[{"what":"b)"
         R"(uffer","at":"0xae7ab96520de3a18e5e111b5eaab095312d7fe84","operator":null,"asset")"
         R"(:"0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee","amount":"0xde0b6b3a7640000","ofOn)"
         R"(e":"0xde0b6b3a7640000","parts":[]}],"atRisk":[],"remark":"…"})"},
        {"aquifer_slashers",
         "Who may slash a restaked token (through its strategies; of ezETH through its "
         "delegators' operators), a strategy's shares, or an operator, and for how many "
         "shares. Without withdrawals that are queued and can still be slashed.",
         "of: addressOrName, block?: block", "[Slashable]", R"(["ezETH"])", R"([])"},
        {"aquifer_operators", "All operators of EigenLayer with their stakes and magnitudes.",
         "block?: block", "[Operator]", R"([])",
         R"([{"operator":"…","delegationApprover":null,"stakers":"0x1","allocationDelayBlock)"
         R"(s":"0x0","stakes":[],"operatorSets":[]},"…"])"},
        {"aquifer_operatorSets", "The operator sets of an AVS, or all.",
         "avs?: addressOrName, block?: block", "[OperatorSet]", R"([])", R"([])"},
        {"aquifer_strategies", "EigenLayer's strategies, native ether last.", "block?: block",
         "[Strategy]", R"([])",
         R"([{"strategy":"…","kind":"capped","asset":"…","whitelisted":true,"totalShares":"0)"
         R"(x0","totalUnderlying":"0x0","underlyingPerShare":"0xde0b6b3a7640000","depositMax)"
         R"(":"…","totalDepositsMax":"…"},"…"])"},
        {"aquifer_vaults", "EigenLayer's duration vaults.", "block?: block", "[Vault]", R"([])",
         R"([])"},
        {"aquifer_pods", "EigenLayer's pods.", "block?: block", "[Pod]", R"([])",
         R"([{"pod":"…","owner":"…","depositShares":"0x0","beaconChainSlashingFactor":"0xde0)"
         R"(b6b3a7640000","etherWei":"0x0","activeValidators":"0x0","restakedExecutionLayerG)"
         R"(wei":"0x0","lastCheckpointTime":"0x0","openCheckpointTime":null},"…"])"},
        {"aquifer_queues",
         "How long the queues of Lido, Renzo and EigenLayer are, how much waits in them, and "
         "what is next.",
         "block?: block", "Queues", R"([])",
         R"({"lido":{"length":"0x0","paused":false,"…":"…"},"renzo":"…","eigenlayer":{"lengt)"
         R"(h":"0x0","completable":"0x0","nextCompletableFromBlock":null,"byStrategy":[]}})"},
        {"aquifer_ticket",
         "When a request to Lido or Renzo (by `id`) or a withdrawal queued in EigenLayer (by "
         "`root`) can be claimed, and what it would be paid in this block. The claim itself is "
         "tried; `refusal` is what the contract said.",
         "ticket: TicketName, block?: block", "Ticket", R"([{"protocol":"lido","id":1}])",
         R"(✗ {"code":-32602,"message":"…"})"},
        {"aquifer_rates", "What each token with a rate is worth in ether by its own protocol.",
         "block?: block", "[Rate]", R"([])",
         R"([{"token":"…","symbol":"…","source":"…","wei":"0xde0b6b3a7640000"},"…"])"},
        {"aquifer_rateHistory",
         "A token's rate at some blocks from one to another; `source` says where it is from. "
         "`state`: of the last blocks in which something happened, as many as "
         "`limits.history_blocks` (256), the state itself. `log`: before that, as far back as the "
         "chain goes, the last log that tells the rate: of wstETH each oracle report, of rETH, "
         "cbETH, wBETH and swETH each new rate, all exact; of ezETH each deposit of ether and "
         "each request for ether, of sfrxETH each deposit and withdrawal, of mETH each request "
         "to unstake: what was changed for what at that place in its block, if it was a "
         "thousandth of a token or more, so that the rate may be off by 1,000 wei in an ether. "
         "`none`: there was no such log yet.",
         "token: addressOrName, fromBlock?: block, toBlock?: block, points?: quantity",
         "RateHistory", R"(["wsteth","earliest","latest",1])",
         R"({"points":[{"block":"0x18b33e0","wei":"0xde0b6b3a7640000","source":"state"}],"…")"
         R"(:"…"})"},
        {"aquifer_beacon",
         "The beacon chain: slot and epoch, balances, queues, and the pools of validators.",
         "block?: block", "Beacon", R"([])",
         R"({"slot":"0xefbf02","epoch":"0x77df8","genesisTime":"0x5fc63057","pools":["…"],"…)"
         R"(":"…"})"},
        {"aquifer_stateHash",
         "Keccak-256 over the whole state: equal if and only if the states are.", "block?: block",
         "hash", R"([])", R"("…")"},
        {"aquifer_beaconAddPool", "Names a group of validators and where their withdrawals go.",
         "pool: NewPool", "boolean",
         R"([{"pool":"mine","address":"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"}])", R"(true)"},
        {"aquifer_beaconFound",
         "Adds active validators to a pool at once, as if they had been there from the "
         "beginning.",
         "validators: NewValidators", "boolean", R"([{"pool":"mine","n":10}])", R"(true)"},
        {"aquifer_beaconDeposit",
         "Deposits for new validators of a pool; they wait in the deposit queue.",
         "deposit: NewDeposit", "boolean", R"([{"pool":"mine","n":1,"gwei":32000000000}])",
         R"(true)"},
        {"aquifer_beaconTopUp", "Deposits for a validator that is there.", "topUp: ValidatorAmount",
         "boolean", R"([{"validator":0,"gwei":1000000000}])", R"(true)"},
        {"aquifer_beaconExit",
         "Validators ask to exit: `n` of a pool, the lowest indices first, or exactly those "
         "listed.",
         "which: SomeValidators", "boolean", R"([{"pool":"lido","n":1}])",
         R"(✗ {"code":-32000,"message":"…"})"},
        {"aquifer_beaconSlash", "Validators are slashed by the beacon chain.",
         "which: SomeValidators", "boolean", R"([{"pool":"mine","n":1}])", R"(true)"},
        {"aquifer_beaconPerform", "A share of a pool is late or offline for some epochs.",
         "duties: Duties", "boolean",
         R"([{"pool":"mine","duty":"offline","shareBps":5000,"epochs":3}])", R"(true)"},
        {"aquifer_beaconPartialWithdrawal",
         "A compounding validator asks for a part of its balance.", "withdrawal: ValidatorAmount",
         "boolean", R"([{"validator":999999,"gwei":1}])", R"(✗ {"code":-32000,"message":"…"})"},
        {"aquifer_beaconConsolidate", "One validator is merged into another.",
         "consolidation: Consolidation", "boolean", R"([{"source":999999,"target":999998}])",
         R"(✗ {"code":-32000,"message":"…"})"},
        {"aquifer_beaconSwitchToCompounding", "A validator becomes a compounding one.",
         "validator: OneValidator", "boolean", R"([{"validator":3}])", R"(true)"},
        {"aquifer_deployToken", "A plain token that anyone may mint and burn.", "token?: NewToken",
         "address",
         R"([{"name":"Points","symbol":"PTS","decimals":18,"address":"0x00000000000000000000)"
         R"(00000000000000007070"}])",
         R"("0x0000000000000000000000000000000000007070")"},
        {"aquifer_deployRegistrar", "A registrar that takes every operator: what an AVS needs.",
         "registrar?: NewRegistrar", "address",
         R"([{"address":"0x0000000000000000000000000000000000007e91"}])",
         R"("0x0000000000000000000000000000000000007e91")"},
        {"aquifer_deployStrategy",
         "A strategy for a token, made by a transaction to EigenLayer's StrategyFactory. A "
         "token gets one only.",
         "token: addressOrName", "NewStrategy", R"(["0x0000000000000000000000000000000000007070"])",
         R"({"strategy":"…","transactionHash":"…"})"},
        {"aquifer_createAvs",
         "An AVS in one go: a registrar unless one is given, its metadata, and an operator set "
         "over strategies (that of stETH if none are named). `slasher` is the AVS itself if it "
         "is left out.",
         "avs: NewAvs", "Avs",
         R"([{"avs":"0x0000000000000000000000000000000000000a75","registrar":"0x000000000000)"
         R"(0000000000000000000000007e91","operatorSetId":1}])",
         R"({"avs":"0x0000000000000000000000000000000000000a75","registrar":"0x0000000000000)"
         R"(000000000000000000000007e91","operatorSetId":"0x1","slasher":"0x0000000000000000)"
         R"(000000000000000000000a75","transactionHashes":"…"})"},
        {"aquifer_wait",
         "Blocks and time pass together: `blocks`, or as many as `seconds` or `days` take. "
         "What waits goes into the first.",
         "time: Wait", "BlockAndTime", R"([{"days":1}])", R"({"blockNumber":"…","timestamp":"…"})"},
        {"rpc.discover", "This list as an OpenRPC document.", "", "OpenRpc", R"([])",
         R"({"openrpc":"1.2.6","…":"…"})"},
    }};
    return kTable;
}

}  // namespace aq::node
