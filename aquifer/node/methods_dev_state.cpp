// SPDX-License-Identifier: Apache-2.0
// Development powers over state: balances, other people's accounts, what waits, the whole chain as
// one text, and what the node says of itself. docs/reference/rpc-development.md says what each
// takes and answers.
#include <aquifer/base/result.hpp>
#include <aquifer/node/gzip.hpp>
#include <aquifer/node/powers.hpp>

#include <algorithm>

namespace aq::node {

namespace {

/// What a dump may be unpacked to.
constexpr std::size_t kDumpBytesMax = std::size_t{1} << 30U;

/// A command for the chain, made of parameters alone.
Node::Change give(chain::Command command) {
    return [command = std::move(command)](chain::Chain& c) -> Answer {
        AQ_TRY(done(c.command(command)));
        return nullptr;
    };
}

/// A change that is nothing but its answer: the work was done on the caller's thread.
Node::Change say(Json answer) {
    return [answer = std::move(answer)](chain::Chain& /*chain*/) -> Answer { return answer; };
}

// ── Accounts

Parsed<Node::Change> set_balance(Node& /*node*/, const MemoryPointer& /*memory*/,
                                 const Params& params) {
    const Address at = AQ_TRY(params.address(0));
    return give(chain::command::SetBalance{at, AQ_TRY(params.get(1, read_amount))});
}

Parsed<Node::Change> add_balance(Node& /*node*/, const MemoryPointer& /*memory*/,
                                 const Params& params) {
    const Address at = AQ_TRY(params.address(0));
    const u256 more = AQ_TRY(params.get(1, read_amount));
    return [at, more](chain::Chain& c) -> Answer {
        const auto sum = checked_add(c.world().accounts.ether[at].raw, more);
        if (!sum.has_value()) {
            return std::unexpected(rpc::server_error("the balance of " + to_hex(at) + " plus " +
                                                     to_decimal(more) +
                                                     " wei does not fit 256 bits"));
        }
        AQ_TRY(done(c.command(chain::command::SetBalance{at, *sum})));
        return nullptr;
    };
}

/// What waits with the account's next nonces could never be mined after it: it is asked to go
/// first.
Parsed<Node::Change> set_nonce(Node& /*node*/, const MemoryPointer& /*memory*/,
                               const Params& params) {
    const Address at = AQ_TRY(params.address(0));
    const std::uint64_t nonce = AQ_TRY(params.get(1, read_amount_u64));
    return [at, nonce](chain::Chain& c) -> Answer {
        const auto waiting = c.pool().all();
        if (std::ranges::any_of(waiting, [&](const auto* w) { return w->sender == at; })) {
            return std::unexpected(rpc::server_error(
                "transactions of " + to_hex(at) +
                " wait for a block, and a new nonce would strand them: mine them (evm_mine) or "
                "drop them (anvil_dropTransaction) first"));
        }
        AQ_TRY(done(c.command(chain::command::SetNonce{at, nonce})));
        return nullptr;
    };
}

Parsed<Node::Change> impersonate(Node& node, const MemoryPointer& /*memory*/,
                                 const Params& params) {
    node.keys().impersonate(AQ_TRY(params.address(0)));
    return say(nullptr);
}

Parsed<Node::Change> stop_impersonating(Node& node, const MemoryPointer& /*memory*/,
                                        const Params& params) {
    static_cast<void>(node.keys().stop_impersonating(AQ_TRY(params.address(0))));
    return say(nullptr);
}

Parsed<Node::Change> impersonate_everybody(Node& node, const MemoryPointer& /*memory*/,
                                           const Params& params) {
    node.keys().impersonate_everybody(AQ_TRY(params.get(0, read_flag)));
    return say(nullptr);
}

// ── What waits for a block

/// Answers the hash, or null if it does not wait.
Parsed<Node::Change> drop(Node& /*node*/, const MemoryPointer& /*memory*/, const Params& params) {
    const Hash hash = AQ_TRY(params.hash(0));
    return [hash](chain::Chain& c) -> Answer {
        if (!c.drop(hash)) return nullptr;
        return Json(to_hex(hash));
    };
}

/// The same, answering whether it waited.
Parsed<Node::Change> drop_or_not(Node& /*node*/, const MemoryPointer& /*memory*/,
                                 const Params& params) {
    const Hash hash = AQ_TRY(params.hash(0));
    return [hash](chain::Chain& c) -> Answer { return Json(c.drop(hash)); };
}

/// Those of one sender, or all.
Node::Change drop_many(std::optional<Address> sender) {
    return [sender](chain::Chain& c) -> Answer {
        for (const chain::Included* waiting : c.pool().all()) {
            if (sender.has_value() && waiting->sender != *sender) continue;
            const Hash hash = waiting->hash;
            static_cast<void>(c.drop(hash));
        }
        return nullptr;
    };
}

Parsed<Node::Change> drop_all(Node& /*node*/, const MemoryPointer& /*memory*/,
                              const Params& /*params*/) {
    return drop_many(std::nullopt);
}

Parsed<Node::Change> drop_of_sender(Node& /*node*/, const MemoryPointer& /*memory*/,
                                    const Params& params) {
    return drop_many(AQ_TRY(params.address(0)));
}

// ── The whole chain

/// A flag of anvil's, whether history is to be kept, is passed over: it always is.
Parsed<Node::Change> dump_state(Node& /*node*/, const MemoryPointer& /*memory*/,
                                const Params& /*params*/) {
    return [](chain::Chain& c) -> Answer {
        // A dump is made of what is in the store.
        AQ_TRY(done(c.commit()));
        const auto dump = c.dump();
        if (!dump.has_value()) return std::unexpected(rpc::server_error(dump.error().what));
        return Json(to_hex(BytesView(gzip(*dump))));
    };
}

Parsed<Node::Change> load_state(Node& /*node*/, const MemoryPointer& memory, const Params& params) {
    const Bytes packed = AQ_TRY(params.data(0));
    auto dump = gunzip(packed, kDumpBytesMax);
    if (!dump.has_value()) {
        return refuse({.argument = 0},
                      "a dump is what anvil_dumpState of this node answered: " + dump.error());
    }
    return [memory, dump = std::move(*dump)](chain::Chain& c) -> Answer {
        AQ_TRY(done(c.load(dump)));
        memory->snapshots.clear();
        return Json(true);
    };
}

/// A chain of the same deployment to which nothing has happened takes this one's place.
Parsed<void> begin_again(chain::Chain& c) {
    chain::Options options;
    options.genesis = c.options().genesis;
    auto fresh = chain::Chain::open(options);
    if (!fresh.has_value()) return std::unexpected(rpc::server_error(fresh.error().what));
    const auto dump = (*fresh)->dump();
    if (!dump.has_value()) return std::unexpected(rpc::server_error(dump.error().what));
    return done(c.load(*dump));
}

/// viem always sends `forking`, with nothing in it where nothing was asked for.
Parsed<bool> read_forking(const Json& from, const Place& place) {
    const Members in(*AQ_TRY(read_object(from, place)), place.argument);
    const Json* forking = in.find("forking");
    if (forking == nullptr) return false;
    const JsonObject& object = *AQ_TRY(read_object(*forking, in.place("forking")));
    return std::ranges::any_of(object, [](const auto& m) { return !m.value().is_null(); });
}

Parsed<Node::Change> reset(Node& /*node*/, const MemoryPointer& memory, const Params& params) {
    if (AQ_TRY(params.get_or(0, read_forking, false))) {
        return std::unexpected(rpc::server_error(
            "this chain forks no other: its contracts are native and its state is its own. Reset "
            "without \"forking\" goes back to the first block"));
    }
    return [memory](chain::Chain& c) -> Answer {
        AQ_TRY(begin_again(c));
        c.set_block_seconds(memory->block_seconds);
        memory->snapshots.clear();
        memory->seconds_added = 0;
        memory->instance = new_instance();
        return nullptr;
    };
}

// ── What has no meaning here

Parsed<Node::Change> refuse_code(Node& /*node*/, const MemoryPointer& /*memory*/,
                                 const Params& /*params*/) {
    return std::unexpected(rpc::server_error(
        "this chain runs no bytecode, so that code cannot be set: its contracts are native and "
        "stand already, where aquifer_contracts says. aquifer_deployToken and "
        "aquifer_deployRegistrar make more of them"));
}

Parsed<Node::Change> refuse_storage(Node& /*node*/, const MemoryPointer& /*memory*/,
                                    const Params& /*params*/) {
    return std::unexpected(rpc::server_error(
        "contracts here are native and have no storage slots to set. Ether: anvil_setBalance. "
        "Everything else: send what the contract offers, as whoever may "
        "(anvil_impersonateAccount)"));
}

/// Names that only take the one value that this chain has.
std::unexpected<Error> refuse_other(std::string_view what, std::string_view only) {
    return refuse({.argument = 0}, std::string(what) + " here: only " + std::string(only) +
                                       " can be set, which it is");
}

Parsed<Node::Change> set_price(Node& /*node*/, const MemoryPointer& /*memory*/,
                               const Params& params) {
    if (!AQ_TRY(params.get(0, read_amount)).is_zero()) {
        return refuse_other("gas costs nothing", "a price of 0");
    }
    return say(nullptr);
}

Parsed<Node::Change> set_coinbase(Node& /*node*/, const MemoryPointer& /*memory*/,
                                  const Params& params) {
    if (AQ_TRY(params.address(0)) != kZeroAddress) {
        return refuse_other("no fees are paid to anybody", "the zero address");
    }
    return say(nullptr);
}

Parsed<Node::Change> set_randao(Node& /*node*/, const MemoryPointer& /*memory*/,
                                const Params& params) {
    if (AQ_TRY(params.hash(0)) != Hash()) {
        return refuse_other("no contract asks for chance", "a hash of zero");
    }
    return say(nullptr);
}

Parsed<Node::Change> set_gas_limit(Node& /*node*/, const MemoryPointer& /*memory*/,
                                   const Params& params) {
    if (AQ_TRY(params.get(0, read_amount)) != u256(chain::kBlockGasLimit)) {
        return refuse_other("gas is nominal", std::to_string(chain::kBlockGasLimit));
    }
    return say(Json(true));
}

Parsed<Node::Change> set_chain_id(Node& node, const MemoryPointer& /*memory*/,
                                  const Params& params) {
    if (AQ_TRY(params.get(0, read_amount)) != u256(node.chain_id())) {
        return refuse_other("the chain's number belongs to its deployment (network.chain_id)",
                            std::to_string(node.chain_id()));
    }
    return say(nullptr);
}

// ── What the node says of itself

/// In the members of anvil's type NodeInfo, numbers and texts as it has them.
Parsed<Node::Change> node_info(Node& node, const MemoryPointer& /*memory*/,
                               const Params& /*params*/) {
    return [&node](chain::Chain& c) -> Answer {
        return JsonObject{{"currentBlockNumber", quantity(c.tip().number)},
                          {"currentBlockTimestamp", c.tip().time},
                          {"currentBlockHash", to_hex(c.tip().hash)},
                          {"hardFork", "prague"},
                          {"transactionOrder", "fifo"},
                          {"environment", JsonObject{{"baseFee", "0x0"},
                                                     {"chainId", node.chain_id()},
                                                     {"gasLimit", chain::kBlockGasLimit},
                                                     {"gasPrice", "0x0"}}},
                          {"forkConfig", JsonObject{{"forkUrl", nullptr},
                                                    {"forkBlockNumber", nullptr},
                                                    {"forkRetryBackoff", nullptr}}}};
    };
}

/// In the members that hardhat and anvil share.
Parsed<Node::Change> metadata(Node& node, const MemoryPointer& memory, const Params& /*params*/) {
    return [&node, memory](chain::Chain& c) -> Answer {
        return JsonObject{{"clientVersion", node.options().client_version},
                          {"chainId", node.chain_id()},
                          {"instanceId", to_hex(memory->instance)},
                          {"latestBlockNumber", c.tip().number},
                          {"latestBlockHash", to_hex(c.tip().hash)}};
    };
}

void add_account_powers(Powers& powers) {
    powers.add(
        {{"anvil_setBalance", "hardhat_setBalance", "evm_setAccountBalance"}, 2, set_balance});
    powers.add({{"anvil_addBalance", "hardhat_addBalance"}, 2, add_balance});
    powers.add({{"anvil_setNonce", "hardhat_setNonce", "evm_setAccountNonce"}, 2, set_nonce});
    powers.add({{"anvil_impersonateAccount", "hardhat_impersonateAccount"}, 1, impersonate});
    powers.add({{"anvil_stopImpersonatingAccount", "hardhat_stopImpersonatingAccount"},
                1,
                stop_impersonating});
    powers.add({{"anvil_autoImpersonateAccount", "hardhat_autoImpersonateAccount"},
                1,
                impersonate_everybody});
}

void add_foreign_powers(Powers& powers) {
    powers.add({{"anvil_setCode", "hardhat_setCode", "evm_setAccountCode"}, 2, refuse_code});
    powers.add({{"anvil_setStorageAt", "hardhat_setStorageAt", "evm_setAccountStorageAt"},
                3,
                refuse_storage});
    powers.add({{"anvil_setMinGasPrice", "hardhat_setMinGasPrice",
                 "anvil_setNextBlockBaseFeePerGas", "hardhat_setNextBlockBaseFeePerGas"},
                1,
                set_price});
    powers.add({{"anvil_setCoinbase", "hardhat_setCoinbase"}, 1, set_coinbase});
    powers.add({{"anvil_setPrevRandao", "hardhat_setPrevRandao"}, 1, set_randao});
    powers.add({{"evm_setBlockGasLimit", "anvil_setBlockGasLimit"}, 1, set_gas_limit});
    powers.add({{"anvil_setChainId"}, 1, set_chain_id});
}

}  // namespace

void add_state_powers(Powers& powers) {
    add_account_powers(powers);
    powers.add({{"anvil_dropTransaction"}, 1, drop});
    powers.add({{"hardhat_dropTransaction"}, 1, drop_or_not});
    powers.add({{"anvil_dropAllTransactions", "hardhat_dropAllTransactions"}, 0, drop_all});
    powers.add({{"anvil_removePoolTransactions"}, 1, drop_of_sender});
    powers.add({{"anvil_dumpState", "hardhat_dumpState"}, 1, dump_state});
    powers.add({{"anvil_loadState", "hardhat_loadState"}, 1, load_state});
    powers.add({{"anvil_reset", "hardhat_reset"}, 1, reset});
    powers.add({{"anvil_nodeInfo", "hardhat_nodeInfo"}, 0, node_info});
    powers.add({{"anvil_metadata", "hardhat_metadata"}, 0, metadata});
    add_foreign_powers(powers);
}

}  // namespace aq::node
