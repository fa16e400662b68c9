// SPDX-License-Identifier: Apache-2.0
// Ethereum's own methods.
#include <aquifer/node/manual.hpp>

#include <array>

namespace aq::node {

std::span<const MethodText> eth_manual() {
    static constexpr std::array<MethodText, 52> kTable{{
        {"eth_chainId", "The chain's id.", "", "quantity", R"([])", R"("0x7a69")"},
        {"net_version", "The chain's id in decimal.", "", "string", R"([])", R"("31337")"},
        {"net_listening", "Always true.", "", "boolean", R"([])", R"(true)"},
        {"net_peerCount", "Always none: there are no peers.", "", "quantity", R"([])", R"("0x0")"},
        {"web3_clientVersion", "The program's name and version.", "", "string", R"([])", R"("…")"},
        {"web3_sha3", "Keccak-256 of bytes.", "data: data", "hash",
         R"(["0x68656c6c6f20776f726c64"])",
         R"("0x47173285a8d7341e5e972fc677286384f802f8ef42a5ec5f03bbfa254cb01fad")"},
        {"eth_protocolVersion", "The version of the wire protocol that a full node would speak.",
         "", "quantity", R"([])", R"("…")"},
        {"eth_syncing", "Always false.", "", "boolean", R"([])", R"(false)"},
        {"eth_mining", "Always false.", "", "boolean", R"([])", R"(false)"},
        {"eth_hashrate", "Always zero.", "", "quantity", R"([])", R"("0x0")"},
        {"eth_coinbase", "Always the zero address.", "", "address", R"([])",
         R"("0x0000000000000000000000000000000000000000")"},
        {"eth_accounts", "The accounts that the node signs for.", "", "[address]", R"([])",
         R"("…")"},
        {"eth_blockNumber", "The number of the last block.", "", "quantity", R"([])", R"("…")"},
        {"eth_gasPrice", "Always zero: there is no gas to pay.", "", "quantity", R"([])",
         R"("0x0")"},
        {"eth_maxPriorityFeePerGas", "Always zero.", "", "quantity", R"([])", R"("0x0")"},
        {"eth_blobBaseFee", "Always one wei, the least that EIP-4844 knows.", "", "quantity",
         R"([])", R"("0x1")"},
        {"eth_feeHistory", "Fees of the last blocks, which are zero, and how full they were.",
         "blockCount: quantity, newestBlock: block, rewardPercentiles?: [number]", "FeeHistory",
         R"(["0x1","latest",[50]])", R"({"baseFeePerGas":["0x0","0x0"],"…":"…"})"},
        {"eth_getBlockByNumber", "A block, with the hashes of its transactions or with whole ones.",
         "block: block, full?: boolean", "Block|null", R"(["latest",false])",
         R"({"gasLimit":"0x3938700","…":"…"})"},
        {"eth_getBlockByHash", "The same by its hash.", "hash: hash, full?: boolean", "Block|null",
         R"(["0x1111111111111111111111111111111111111111111111111111111111111111",false])",
         R"(null)"},
        {"eth_getBlockReceipts", "The receipts of a block.", "block: block", "[Receipt]|null",
         R"(["latest"])", R"([])"},
        {"eth_getBlockTransactionCountByNumber", "How many transactions a block has.",
         "block: block", "quantity|null", R"(["latest"])", R"("0x0")"},
        {"eth_getBlockTransactionCountByHash", "The same by its hash.", "hash: hash",
         "quantity|null",
         R"(["0x1111111111111111111111111111111111111111111111111111111111111111"])", R"(null)"},
        {"eth_getTransactionByBlockNumberAndIndex", "A transaction by its place in a block.",
         "block: block, index: quantity", "Transaction|null", R"(["latest","0x0"])", R"(null)"},
        {"eth_getTransactionByBlockHashAndIndex", "The same by the block's hash.",
         "hash: hash, index: quantity", "Transaction|null",
         R"(["0x1111111111111111111111111111111111111111111111111111111111111111","0x0"])",
         R"(null)"},
        {"eth_getTransactionByHash", "A transaction; its block is null while it waits.",
         "hash: hash", "Transaction|null",
         R"(["0x1111111111111111111111111111111111111111111111111111111111111111"])", R"(null)"},
        {"eth_getTransactionReceipt", "What came of a transaction.", "hash: hash", "Receipt|null",
         R"(["0x1111111111111111111111111111111111111111111111111111111111111111"])", R"(null)"},
        {"eth_getUncleCountByBlockNumber", "Always zero.", "block: block", "quantity|null",
         R"(["latest"])", R"("0x0")"},
        {"eth_getUncleCountByBlockHash", "Always zero.", "hash: hash", "quantity|null",
         R"(["0x1111111111111111111111111111111111111111111111111111111111111111"])", R"(null)"},
        {"eth_getUncleByBlockNumberAndIndex", "Always null.", "block: block, index: quantity",
         "null", R"(["latest","0x0"])", R"(null)"},
        {"eth_getUncleByBlockHashAndIndex", "Always null.", "hash: hash, index: quantity", "null",
         R"(["0x1111111111111111111111111111111111111111111111111111111111111111","0x0"])",
         R"(null)"},
        {"eth_getBalance", "An account's ether in wei.", "account: address, block?: block",
         "quantity", R"(["0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"])",
         R"("0x21e19e0c9bab2400000")"},
        {"eth_getTransactionCount", "An account's nonce; at `pending` with what waits.",
         "account: address, block?: block", "quantity",
         R"(["0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"])", R"("0x0")"},
        {"eth_getCode",
         "A marker of three bytes where a contract stands: contracts here have no bytecode.",
         "account: address, block?: block", "data",
         R"(["0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"])", R"("0x")"},
        {"eth_getStorageAt",
         "Zero where there is no contract; contracts are refused, since they keep no numbered "
         "slots.",
         "account: address, slot: quantity, block?: block", "hash",
         R"(["0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266","0x0"])",
         R"("0x0000000000000000000000000000000000000000000000000000000000000000")"},
        {"eth_call",
         "What a message would be answered. Balances, nonces, the block's number and time may "
         "be supposed.",
         "call: Call, block?: block, state?: StateOverrides, blockOverride?: BlockOverride", "data",
         R"([{"from":"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266","to":"0xae7ab96520de3a18e5)"
         R"(e111b5eaab095312d7fe84","data":"0x18160ddd"}])",
         R"("0x0000000000000000000000000000000000000000000000000de0b6b3a7640000")"},
        {"eth_estimateGas",
         "The nominal gas of a message: 21,000, 16 a byte of calldata (4 where it is zero), "
         "and 100,000 where a contract is called.",
         "call: Call, block?: block, state?: StateOverrides, blockOverride?: BlockOverride",
         "quantity",
         R"([{"from":"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266","to":"0x70997970c51812dc3a)"
         R"(010c7d01b50e0d17dc79c8","value":"0x1"}])",
         R"("0x5208")"},
        {"eth_createAccessList", "The access list that would save most: an empty one.",
         "call: Call, block?: block", "AccessList",
         R"([{"to":"0x70997970c51812dc3a010c7d01b50e0d17dc79c8"}])",
         R"({"accessList":[],"gasUsed":"0x5208"})"},
        {"eth_sign", "An account's signature of a message to people (EIP-191).",
         "account: address, message: data", "data",
         R"(["0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266","0x68656c6c6f"])", R"("…")"},
        {"personal_sign",
         "The same with its parameters the other way round; a password is not looked at.",
         "message: data, account: address, password?: string", "data",
         R"(["0x68656c6c6f","0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"])", R"("…")"},
        {"eth_signTypedData_v4", "An account's signature of typed data (EIP-712).",
         "account: address, data: TypedData", "data",
         R"(["0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",{"types":{"EIP712Domain":[{"name":)"
         R"("name","type":"string"}],"Mail":[{"name":"contents","type":"string"}]},"primaryT)"
         R"(ype":"Mail","domain":{"name":"Mail"},"message":{"contents":"hi"}}])",
         R"("…")"},
        {"eth_signTransaction", "Signs a transaction without sending it.", "call: Call",
         "SignedTransaction",
         R"([{"from":"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266","to":"0x70997970c51812dc3a)"
         R"(010c7d01b50e0d17dc79c8","value":"0x3","maxFeePerGas":"0x0"}])",
         R"({"raw":"0x02f864827a698080808252089470997970c51812dc3a010c7d01b50e0d17dc79c80380)"
         R"(c080a08d5d4c1a654a5dd1074b0fdd6219591b8aa287cd62beae38ef826b246a7eba83a0337307b2)"
         R"(3eaa55eece65c33d305d01a563d096f5d7ca8f46d05776b45203074d","tx":"…"})"},
        {"eth_sendRawTransaction", "Sends a signed transaction: legacy, EIP-2930 or EIP-1559.",
         "transaction: data", "hash",
         R"(["0x02f864827a698080808252089470997970c51812dc3a010c7d01b50e0d17dc79c80380c080a0)"
         R"(8d5d4c1a654a5dd1074b0fdd6219591b8aa287cd62beae38ef826b246a7eba83a0337307b23eaa55)"
         R"(eece65c33d305d01a563d096f5d7ca8f46d05776b45203074d"])",
         R"("0xa00279cc9a866e732fd9fa7a7057357fed239aeb79943093845bb2cab4bab191")"},
        {"eth_sendTransaction",
         "Signs and sends for one of the node's accounts, or sends for one that is "
         "impersonated.",
         "call: Call", "hash",
         R"([{"from":"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266","to":"0x70997970c51812dc3a)"
         R"(010c7d01b50e0d17dc79c8","value":"0x1"}])",
         R"("…")"},
        {"eth_getLogs", "Logs by emitters, topics and blocks.", "query: LogQuery", "[Log]",
         R"([{"fromBlock":"earliest","toBlock":"latest","address":"0xae7ab96520de3a18e5e111b)"
         R"(5eaab095312d7fe84"}])",
         R"([])"},
        {"eth_newFilter", "A filter for logs, to be polled.", "query: LogQuery", "quantity",
         R"([{}])", R"("…")"},
        {"eth_newBlockFilter", "A filter for the hashes of blocks.", "", "quantity", R"([])",
         R"("…")"},
        {"eth_newPendingTransactionFilter", "A filter for the hashes of transactions that arrive.",
         "full?: boolean", "quantity", R"([])", R"("…")"},
        {"eth_getFilterChanges", "What is new since the last time.", "filter: quantity",
         "[Log]|[hash]", R"(["0x1"])", R"(✗ {"code":-32000,"…":"…"})"},
        {"eth_getFilterLogs", "All logs that a filter matches.", "filter: quantity", "[Log]",
         R"(["0x1"])", R"(✗ {"code":-32000,"…":"…"})"},
        {"eth_uninstallFilter", "Removes a filter; false if there is none.", "filter: quantity",
         "boolean", R"(["0x1"])", R"(false)"},
        {"eth_subscribe",
         "Over WebSocket: `newHeads`, `logs` with a query, or `newPendingTransactions`.",
         "what: string, query?: LogQuery", "quantity", R"(["newHeads"])",
         R"(✗ {"code":-32601,"…":"…"})"},
        {"eth_unsubscribe", "Ends a subscription.", "subscription: quantity", "boolean",
         R"(["0x1"])", R"(✗ {"code":-32601,"…":"…"})"},
    }};
    return kTable;
}

std::span<const TypeText> eth_types() {
    static constexpr std::array<TypeText, 20> kTable{{
        {"quantity", "a number in hexadecimal without leading zeros", "",
         R"({"type":"string","pattern":"^0x(0|[1-9a-f][0-9a-f]*)$"})"},
        {"integer", "a quantity, or a plain number", "",
         R"({"oneOf":[{"type":"integer","minimum":0},{"type":"string","pattern":"^0x[0-9a-f])"
         R"(+$"}]})"},
        {"data", "bytes in hexadecimal", "",
         R"({"type":"string","pattern":"^0x([0-9a-fA-F]{2})*$"})"},
        {"hash", "32 bytes in hexadecimal", "",
         R"({"type":"string","pattern":"^0x[0-9a-fA-F]{64}$"})"},
        {"address", "20 bytes in hexadecimal", "",
         R"({"type":"string","pattern":"^0x[0-9a-fA-F]{40}$"})"},
        {"block",
         "a number, `latest`, `pending`, `earliest`, `safe` or `finalized`, or an object with "
         "`blockNumber` or `blockHash` (EIP-1898)",
         "", R"({"oneOf":[{"type":"string"},{"type":"object"}]})"},
        {"Call", "a message, or the wish for a transaction",
         "from?: address, to?: address, value?: quantity, data?: data, input?: data, gas?: "
         "quantity, gasPrice?: quantity, maxFeePerGas?: quantity, maxPriorityFeePerGas?: "
         "quantity, nonce?: quantity, chainId?: quantity"},
        {"StateOverrides", "by account: `balance` and `nonce`", "", R"({"type":"object"})"},
        {"BlockOverride", "what is supposed of the block", "number?: quantity, time?: quantity"},
        {"LogQuery",
         "which logs: of a range or one block, of any of some emitters, with alternatives at "
         "each topic",
         "fromBlock?: block, toBlock?: block, blockHash?: hash, address?: address|[address], "
         "topics?: Topics"},
        {"Topics", "at each place a topic, a list of alternatives, or null", "",
         R"({"type":"array"})"},
        {"Log", "a log where it stands",
         "address: address, topics: [hash], data: data, blockNumber: quantity, blockHash: "
         "hash, blockTimestamp: quantity, transactionHash: hash, transactionIndex: quantity, "
         "logIndex: quantity, removed: boolean"},
        {"Block", "a block in the form of the execution-apis specification", "",
         R"({"type":"object"})"},
        {"Transaction", "a transaction in the form of the execution-apis specification", "",
         R"({"type":"object"})"},
        {"Receipt",
         "a receipt in the form of the execution-apis specification, with `revertReason` where "
         "it failed",
         "", R"({"type":"object"})"},
        {"FeeHistory", "fees by block",
         "oldestBlock: quantity, baseFeePerGas: [quantity], gasUsedRatio: [number], reward?: "
         "Rewards"},
        {"Rewards", "by block, by percentile", "", R"({"type":"array"})"},
        {"AccessList", "an access list and the nominal gas",
         "accessList: [address], gasUsed: quantity, error?: string"},
        {"TypedData", "the object of EIP-712, or its text", "",
         R"({"oneOf":[{"type":"object"},{"type":"string"}]})"},
        {"SignedTransaction", "the bytes to send, and the transaction",
         "raw: data, tx: Transaction"},
    }};
    return kTable;
}

}  // namespace aq::node
