// SPDX-License-Identifier: Apache-2.0
// A plain token, a strategy for one, an AVS; and waiting.
#include <aquifer/base/result.hpp>
#include <aquifer/node/methods_aquifer.hpp>
#include <aquifer/node/reverts.hpp>
#include <aquifer/protocols/eigenlayer/types.hpp>

namespace aq::node {

namespace {

/// Who sends what nobody in particular sends.
constexpr Address kSender = "0x000000000000000000000000000000000000d070"_address;

/// An address of its own for a wish that names none: the hash of what it is for.
Address address_for(chain::Chain& c, const std::string& what) {
    Address out;
    std::uint64_t n = 0;
    do {
        out = truncate_address(to_u256(keccak(what + ' ' + std::to_string(n++))));
    } while (c.world().accounts.has_code(out));
    return out;
}

Parsed<void> give_command(chain::Chain& c, const chain::Command& command) {
    const auto done = c.command(command);
    if (!done.has_value()) return std::unexpected(rpc::server_error(done.error().what));
    return {};
}

/// A transaction that nobody signs, tried first, so that a refusal is told and nothing sent.
Parsed<Hash> send(chain::Chain& c, const Address& from, const Address& to, Bytes data) {
    const chain::Outcome outcome = c.simulate({from, to, Wei(), data});
    if (!outcome.ok) return std::unexpected(revert_error(outcome.data));
    CallRequest wish;
    wish.from = from;
    wish.to = to;
    wish.data = std::move(data);
    const Defaults open{.chain_id = c.options().genesis.chain_id,
                        .nonce = c.pool().next_nonce(from, c.nonce(from)),
                        .gas = chain::nominal_gas(wish.data, true)};
    const auto sent =
        c.submit(chain::Chain::unsigned_by(from, to_transaction(std::move(wish), open)));
    if (!sent.has_value()) return std::unexpected(rpc::server_error(sent.error().what));
    const auto mined = c.mine(1, 0);
    if (!mined.has_value()) return std::unexpected(rpc::server_error(mined.error().what));
    return *sent;
}

template <class... T>
Bytes call_of(std::string_view signature, const T&... arguments) {
    return abi_call(first_four(keccak(signature)), arguments...);
}

Parsed<Members> read_members(const Params& params, const JsonObject& nothing) {
    const Json* given = params.find(0);
    if (given == nullptr) return Members(nothing, 0);
    return Members(*AQ_TRY(read_object(*given, {.argument = 0})), 0);
}

// ── Tokens and strategies

Parsed<void> deploy_token(Node& node, const Params& params, rpc::Reply& reply) {
    const JsonObject nothing;
    const Members members = AQ_TRY(read_members(params, nothing));
    const auto at = AQ_TRY(members.get("address", read_address));
    const std::string name = AQ_TRY(members.get("name", read_text)).value_or("Token");
    const std::string symbol = AQ_TRY(members.get("symbol", read_text)).value_or("TKN");
    const std::uint64_t decimals = AQ_TRY(members.get("decimals", read_amount_u64)).value_or(18);
    if (decimals > 77) return refuse(members.place("decimals"), "at most 77");
    node.write(std::move(reply), [=](chain::Chain& c) -> Answer {
        const Address token = at.value_or(address_for(c, "token " + symbol));
        AQ_TRY(give_command(c, chain::command::DeployToken{token, name, symbol,
                                                           static_cast<std::uint8_t>(decimals)}));
        return Json(to_hex(token));
    });
    return {};
}

Parsed<void> deploy_registrar(Node& node, const Params& params, rpc::Reply& reply) {
    const JsonObject nothing;
    const Members members = AQ_TRY(read_members(params, nothing));
    const auto at = AQ_TRY(members.get("address", read_address));
    node.write(std::move(reply), [=](chain::Chain& c) -> Answer {
        const Address registrar = at.value_or(address_for(c, "registrar"));
        AQ_TRY(give_command(c, chain::command::DeployRegistrar{registrar}));
        return Json(to_hex(registrar));
    });
    return {};
}

bool has_supply(stack::World& world, const Address& at) {
    return world.tokens.tokens.contains(at) || at == world.lido.at.lido;
}

Parsed<void> deploy_strategy(Node& node, const Params& params, rpc::Reply& reply) {
    const std::string token = AQ_TRY(params.get(0, read_text));
    node.write(std::move(reply), [=](chain::Chain& c) -> Answer {
        stack::World& w = c.world();
        const Address at = AQ_TRY(
            find_named(c, w, token, {.argument = 0}, {.what = "a token", .is_one = has_supply}));
        const Hash hash = AQ_TRY(send(c, kSender, w.eigenlayer.at.strategy_factory,
                                      call_of("deployNewStrategy(address)", at)));
        return JsonObject{{"strategy", to_hex(w.eigenlayer.strategies.deployed_strategies[at])},
                          {"transactionHash", to_hex(hash)}};
    });
    return {};
}

// ── An AVS

struct NewAvs {
    Address avs;
    std::optional<Address> registrar;
    std::optional<Address> slasher;
    std::uint32_t set = 0;
    std::string metadata;
    std::vector<std::string> strategies;
};

Parsed<std::vector<std::string>> read_texts(const Json& from, const Place& place) {
    std::vector<std::string> out;
    for (const Json& one : *AQ_TRY(read_list(from, place))) {
        out.push_back(AQ_TRY(read_text(one, place)));
    }
    return out;
}

bool is_strategy(stack::World& world, const Address& at) {
    return at == eigenlayer::kBeaconChainStrategy || world.eigenlayer.strategies.rows.contains(at);
}

Parsed<NewAvs> read_avs(const Params& params) {
    const JsonObject nothing;
    const Members members = AQ_TRY(read_members(params, nothing));
    const auto avs = AQ_TRY(members.get("avs", read_address));
    if (!avs.has_value()) return refuse(members.place("avs"), "missing: the AVS's own account");
    const std::uint64_t set = AQ_TRY(members.get("operatorSetId", read_amount_u64)).value_or(0);
    if (set > 0xffff'ffff) return refuse(members.place("operatorSetId"), "more than 32 bits");
    return NewAvs{.avs = *avs,
                  .registrar = AQ_TRY(members.get("registrar", read_address)),
                  .slasher = AQ_TRY(members.get("slasher", read_address)),
                  .set = static_cast<std::uint32_t>(set),
                  .metadata = AQ_TRY(members.get("metadataURI", read_text)).value_or("aquifer"),
                  .strategies = AQ_TRY(members.get("strategies", read_texts))
                                    .value_or(std::vector<std::string>{"stEthStrategy"})};
}

Answer make_avs(chain::Chain& c, const NewAvs& wish) {
    stack::World& w = c.world();
    const Address manager = w.eigenlayer.at.allocation_manager;
    std::vector<Address> strategies;
    for (const std::string& text : wish.strategies) {
        strategies.push_back(AQ_TRY(find_named(c, w, text, {.argument = 0, .member = "strategies"},
                                               {.what = "a strategy", .is_one = is_strategy})));
    }
    const Address slasher = wish.slasher.value_or(wish.avs);
    const Bytes make_set =
        call_of("createOperatorSets(address,(uint32,address[],address)[])", wish.avs,
                std::vector{eigenlayer::CreateSetParamsV2{wish.set, strategies, slasher}});
    Address registrar = wish.registrar.value_or(Address());
    if (!wish.registrar.has_value()) {
        registrar = address_for(c, "registrar");
        AQ_TRY(give_command(c, chain::command::DeployRegistrar{registrar}));
    }
    JsonArray hashes;
    for (const Bytes& data :
         {call_of("updateAVSMetadataURI(address,string)", wish.avs, wish.metadata),
          call_of("setAVSRegistrar(address,address)", wish.avs, registrar), make_set}) {
        hashes.push_back(Json(to_hex(AQ_TRY(send(c, wish.avs, manager, data)))));
    }
    return JsonObject{{"avs", to_hex(wish.avs)},
                      {"registrar", to_hex(registrar)},
                      {"operatorSetId", quantity(std::uint64_t{wish.set})},
                      {"slasher", to_hex(slasher)},
                      {"transactionHashes", std::move(hashes)}};
}

Parsed<void> create_avs(Node& node, const Params& params, rpc::Reply& reply) {
    NewAvs wish = AQ_TRY(read_avs(params));
    node.write(std::move(reply),
               [wish = std::move(wish)](chain::Chain& c) -> Answer { return make_avs(c, wish); });
    return {};
}

// ── Waiting

/// A hundred years of blocks: what 32 bits of seconds have left by then.
constexpr std::uint64_t kBlocksMax = 262'800'000;

/// Blocks and time go together: seconds and days are as many blocks as they take, rounded up.
Parsed<void> wait(Node& node, const Params& params, rpc::Reply& reply) {
    const JsonObject nothing;
    const Members members = AQ_TRY(read_members(params, nothing));
    const auto blocks = AQ_TRY(members.get("blocks", read_amount_u64));
    const auto seconds = AQ_TRY(members.get("seconds", read_amount_u64));
    const auto days = AQ_TRY(members.get("days", read_amount_u64));
    const int given = static_cast<int>(blocks.has_value()) + static_cast<int>(seconds.has_value()) +
                      static_cast<int>(days.has_value());
    if (given != 1) {
        return refuse({.argument = 0}, "expected an object with one of blocks, seconds and days");
    }
    const std::uint64_t amount = blocks.value_or(seconds.value_or(days.value_or(0)));
    if (amount > 12 * kBlocksMax) return refuse({.argument = 0}, "that is too far away");
    const std::uint64_t time = days.has_value() ? amount * 86'400 : amount;
    node.write(std::move(reply), [=](chain::Chain& c) -> Answer {
        const std::uint64_t step = c.options().block_seconds;
        const std::uint64_t n = blocks.has_value() ? amount : (time + step - 1) / step;
        if (n == 0 || n > kBlocksMax) {
            return refuse({.argument = 0}, "expected from 1 to " + std::to_string(kBlocksMax) +
                                               " blocks; that is " + std::to_string(n));
        }
        const auto mined = c.mine(n, 0);
        if (!mined.has_value()) return std::unexpected(rpc::server_error(mined.error().what));
        return JsonObject{{"blockNumber", quantity(c.tip().number)},
                          {"timestamp", quantity(c.tip().time)}};
    });
    return {};
}

}  // namespace

void add_deploy_methods(rpc::Methods& methods, Node& node) {
    add_development(methods, node, "aquifer_deployToken", 1, deploy_token);
    add_development(methods, node, "aquifer_deployRegistrar", 1, deploy_registrar);
    add_development(methods, node, "aquifer_deployStrategy", 1, deploy_strategy);
    add_development(methods, node, "aquifer_createAvs", 1, create_avs);
    add_development(methods, node, "aquifer_wait", 1, wait);
}

}  // namespace aq::node
