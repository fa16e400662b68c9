// SPDX-License-Identifier: Apache-2.0
// Which contracts there are, their interfaces for client libraries, and bytes in their words.
#include <aquifer/base/result.hpp>
#include <aquifer/node/methods_aquifer.hpp>
#include <aquifer/stack/declarations.hpp>
#include <aquifer/stack/persist.hpp>

#include <set>

namespace aq::node {

namespace {

// ── Interfaces

Json parameters_json(const AbiParameters& all, bool with_indexed);

/// `tuple[]` and the like: the type as ABI JSON has it, with the members of tuples beside it.
std::string type_of(const AbiParameter& one, const AbiParameters*& members) {
    if (one.kind == AbiParameter::Kind::kArray) {
        const std::string length = one.length == 0 ? "" : std::to_string(one.length);
        return type_of(one.parts.front(), members) + '[' + length + ']';
    }
    if (one.kind != AbiParameter::Kind::kTuple) return one.word;
    members = &one.parts;
    return "tuple";
}

Json parameters_json(const AbiParameters& all, bool with_indexed) {
    JsonArray out;
    for (const AbiParameter& one : all) {
        const AbiParameters* members = nullptr;
        JsonObject parameter{{"name", one.name}, {"type", type_of(one, members)}};
        if (members != nullptr) parameter["components"] = parameters_json(*members, false);
        if (with_indexed) parameter["indexed"] = one.indexed;
        out.push_back(std::move(parameter));
    }
    return out;
}

bool has_word(std::string_view declaration, std::string_view word) {
    return declaration.find(") " + std::string(word)) != std::string_view::npos;
}

std::string_view mutability(std::string_view declaration) {
    for (const std::string_view word : {"payable", "view", "pure"}) {
        if (has_word(declaration, word)) return word;
    }
    return "nonpayable";
}

std::optional<Json> function_json(std::string_view text) {
    const auto declaration = parse_declaration(text);
    if (!declaration.has_value()) return std::nullopt;
    if (declaration->name == "receive" || declaration->name == "fallback") {
        return JsonObject{{"type", declaration->name}, {"stateMutability", mutability(text)}};
    }
    return JsonObject{{"type", "function"},
                      {"name", declaration->name},
                      {"inputs", parameters_json(declaration->takes, false)},
                      {"outputs", parameters_json(declaration->returns, false)},
                      {"stateMutability", mutability(text)}};
}

/// Events and errors, each signature once: of two that differ in what is indexed, the first.
void add_declared(JsonArray& to, std::string_view type,
                  const std::vector<std::string_view>& declarations) {
    const bool is_event = type == "event";
    std::set<std::string> seen;
    for (const std::string_view text : declarations) {
        const auto declaration = parse_declaration(text);
        if (!declaration.has_value() || !seen.insert(canonical_signature(text)).second) continue;
        JsonObject entry{{"type", type},
                         {"name", declaration->name},
                         {"inputs", parameters_json(declaration->takes, is_event)}};
        if (is_event) entry["anonymous"] = false;
        to.push_back(std::move(entry));
    }
}

JsonArray abi_of(stack::Kind kind) {
    JsonArray out;
    bool is_token = false;
    for (const std::string_view text : stack::functions_of(kind)) {
        if (auto function = function_json(text)) out.push_back(std::move(*function));
        is_token = is_token || text.starts_with("transfer(address");
    }
    std::vector<std::string_view> events;
    std::vector<std::string_view> errors;
    const std::string_view protocol = stack::protocol_of(kind);
    const auto take = [&](std::string_view of) {
        for (const std::string_view one : stack::events_of(of)) events.push_back(one);
        for (const std::string_view one : stack::errors_of(of)) errors.push_back(one);
    };
    take(protocol);
    if (is_token && protocol != "erc20") take("erc20");
    add_declared(out, "event", events);
    add_declared(out, "error", errors);
    return out;
}

bool has_functions(stack::World& world, const Address& at) {
    return !stack::functions_of(world.kind_at(at)).empty();
}
Expected a_contract() {
    return {.what = "a contract", .is_one = has_functions};
}

Answer contracts(Node& node, const Params& params) {
    const BlockRef ref = AQ_TRY(params.get_or(0, read_block_ref, kLatest));
    return AQ_TRY(node.look_at(ref, [&](chain::Chain& c, stack::World& w) -> Answer {
        JsonArray out;
        for (const auto& [name, at] : c.names()) {
            const stack::Kind kind = w.kind_at(at);
            JsonArray functions;
            for (const std::string_view text : stack::functions_of(kind)) {
                functions.push_back(Json(text));
            }
            const std::string_view contract = stack::find_function(kind, {}).contract;
            const bool is_account = kind == stack::Kind::kNone;
            out.push_back(JsonObject{
                {"name", name},
                {"address", to_hex(at)},
                {"kind", is_account ? Json("account")
                                    : (contract.empty() ? Json(nullptr) : Json(contract))},
                {"protocol",
                 stack::protocol_of(kind).empty() ? Json(nullptr) : Json(stack::protocol_of(kind))},
                {"functions", std::move(functions)}});
        }
        return out;
    }));
}

Answer abi(Node& node, const Params& params) {
    const std::string of = AQ_TRY(params.get(0, read_text));
    return AQ_TRY(node.look_at(kLatest, [&](chain::Chain& c, stack::World& w) -> Answer {
        const Address at = AQ_TRY(find_named(c, w, of, {.argument = 0}, a_contract()));
        return abi_of(w.kind_at(at));
    }));
}

// ── Bytes in words

Json value_json(const AbiValue& value) {
    JsonObject out;
    if (!value.name.empty()) out["name"] = value.name;
    if (value.shape == AbiValue::Shape::kWord) {
        out["value"] = value.text;
        return out;
    }
    JsonArray parts;
    for (const AbiValue& part : value.parts) parts.push_back(value_json(part));
    out[value.shape == AbiValue::Shape::kTuple ? "members" : "elements"] = std::move(parts);
    return out;
}

Json text_json(const AbiText& text) {
    JsonArray values;
    for (const AbiValue& value : text.values) values.push_back(value_json(value));
    return JsonObject{{"name", text.name.empty() ? Json(nullptr) : Json(text.name)},
                      {"text", text.to_text()},
                      {"arguments", std::move(values)},
                      {"wrong", text.wrong.empty() ? Json(nullptr) : Json(text.wrong)}};
}

/// The function that the calldata is of: of the contract it is sent to, or else of any kind.
std::string_view declaration_of(stack::World& w, const std::optional<Address>& to, BytesView data) {
    if (to.has_value()) return stack::find_function(w.kind_at(*to), data).declaration;
    for (std::uint16_t i = 0; i < static_cast<std::uint16_t>(stack::Kind::kCount); ++i) {
        const auto found = stack::find_function(static_cast<stack::Kind>(i), data).declaration;
        if (!found.empty() && !found.starts_with("receive") && !found.starts_with("fallback")) {
            return found;
        }
    }
    return {};
}

Parsed<std::vector<Hash>> read_topics(const Json& from, const Place& place) {
    std::vector<Hash> out;
    for (const Json& one : *AQ_TRY(read_list(from, place))) {
        out.push_back(AQ_TRY(read_hash(one, place)));
    }
    return out;
}

/// One of `calldata` (with `to`), `topics` with `data`, and `revert`.
Answer decode(Node& node, const Params& params) {
    const Json* given = params.find(0);
    if (given == nullptr) return std::unexpected(Params::missing(0));
    const Members members(*AQ_TRY(read_object(*given, {.argument = 0})), 0);
    const auto calldata = AQ_TRY(members.get("calldata", read_data));
    const auto to = AQ_TRY(members.get("to", read_address));
    const auto revert = AQ_TRY(members.get("revert", read_data));
    const auto topics = AQ_TRY(members.get("topics", read_topics));
    const auto data = AQ_TRY(members.get("data", read_data));
    const int kinds = static_cast<int>(calldata.has_value()) +
                      static_cast<int>(revert.has_value()) + static_cast<int>(topics.has_value());
    if (kinds != 1) {
        return refuse({.argument = 0},
                      "expected one of calldata (with `to`, if it is known), topics (with data) "
                      "and revert");
    }
    return AQ_TRY(node.look_at(kLatest, [&](chain::Chain& c, stack::World& w) -> Answer {
        const auto naming = [&](const Address& at) {
            const std::string name = name_at(c, at);
            return name.empty() ? to_hex(at) : name;
        };
        const AddressName name(naming);
        if (calldata.has_value()) {
            return text_json(decode_call(declaration_of(w, to, *calldata), *calldata, name));
        }
        if (revert.has_value()) return text_json(stack::decode_revert(*revert, name));
        const Bytes rest = data.value_or(Bytes());
        return text_json(stack::decode_log({kZeroAddress, *topics, rest}, name));
    }));
}

Answer state_hash(Node& node, const Params& params) {
    const BlockRef ref = AQ_TRY(params.get_or(0, read_block_ref, kLatest));
    return AQ_TRY(node.look_at(ref, [&](chain::Chain&, stack::World& w) -> Answer {
        return Json(to_hex(stack::state_hash(w)));
    }));
}

}  // namespace

void add_contract_methods(rpc::Methods& methods, Node& node) {
    add_read(methods, node, "aquifer_contracts", 1, contracts);
    add_read(methods, node, "aquifer_abi", 1, abi);
    add_read(methods, node, "aquifer_decode", 1, decode);
    add_read(methods, node, "aquifer_stateHash", 1, state_hash);
}

}  // namespace aq::node
