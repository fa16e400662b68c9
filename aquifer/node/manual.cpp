// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/manual.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/rpc/request.hpp>

#include <algorithm>

namespace aq::node {

namespace {

using rpc::Json;
using rpc::JsonArray;
using rpc::JsonObject;

constexpr std::string_view kVersion = "0.1.0";
constexpr std::size_t kDepthMax = 64;
constexpr std::string_view kError = "✗ ";

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> out;
    while (!trimmed(text).empty()) {
        const std::size_t end = std::min(text.find(at), text.size());
        out.push_back(trimmed(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

/// `account: address`.
struct Member {
    std::string_view name;
    std::string_view type;
    bool required = true;
};

std::vector<Member> members_of(std::string_view text) {
    std::vector<Member> out;
    for (const std::string_view one : split(text, ',')) {
        const std::size_t colon = one.find(':');
        AQ_ASSERT(colon != std::string_view::npos);
        Member member{trimmed(one.substr(0, colon)), trimmed(one.substr(colon + 1))};
        if (member.name.ends_with('?')) {
            member.name.remove_suffix(1);
            member.required = false;
        }
        out.push_back(member);
    }
    return out;
}

Json schema_of(std::string_view type) {
    const auto alternatives = split(type, '|');
    if (alternatives.size() > 1) {
        JsonArray any;
        for (const std::string_view one : alternatives) any.push_back(schema_of(one));
        return JsonObject{{"oneOf", std::move(any)}};
    }
    if (type.starts_with('[')) {
        return JsonObject{{"type", "array"}, {"items", schema_of(type.substr(1, type.size() - 2))}};
    }
    for (const std::string_view plain : {"boolean", "string", "null", "number"}) {
        if (type == plain) return JsonObject{{"type", plain}};
    }
    return JsonObject{{"$ref", "#/components/schemas/" + std::string(type)}};
}

Json type_json(const TypeText& type) {
    if (!type.schema.empty()) {
        JsonObject out = rpc::parse_json(type.schema, kDepthMax)->as_object();
        out["description"] = type.summary;
        return out;
    }
    JsonObject properties;
    JsonArray required;
    for (const Member& member : members_of(type.members)) {
        properties[member.name] = schema_of(member.type);
        if (member.required) required.push_back(Json(member.name));
    }
    JsonObject out{
        {"type", "object"}, {"description", type.summary}, {"properties", std::move(properties)}};
    if (!required.empty()) out["required"] = std::move(required);
    return out;
}

std::vector<TypeText> types() {
    std::vector<TypeText> out(eth_types().begin(), eth_types().end());
    out.insert(out.end(), aquifer_types().begin(), aquifer_types().end());
    out.insert(out.end(), development_types().begin(), development_types().end());
    return out;
}

Json example_json(const MethodText& method) {
    const Json params = *rpc::parse_json(method.example, kDepthMax);
    const auto members = members_of(method.takes);
    JsonArray values;
    for (std::size_t i = 0; i < params.as_array().size(); ++i) {
        values.push_back(JsonObject{{"name", members.at(i).name}, {"value", params.at(i)}});
    }
    return JsonObject{{"name", "example"},
                      {"params", std::move(values)},
                      {"result", JsonObject{{"name", "result"},
                                            {"value", *rpc::parse_json(method.shown, kDepthMax)}}}};
}

Json method_json(const MethodText& method, bool development) {
    JsonArray params;
    for (const Member& member : members_of(method.takes)) {
        params.push_back(JsonObject{{"name", member.name},
                                    {"required", member.required},
                                    {"schema", schema_of(member.type)}});
    }
    JsonObject out{
        {"name", method.name},
        {"summary", method.summary},
        {"paramStructure", "by-position"},
        {"params", std::move(params)},
        {"result", JsonObject{{"name", "result"}, {"schema", schema_of(method.returns)}}}};
    // An example that ends in an error is for people.
    if (!method.shown.starts_with(kError)) out["examples"] = JsonArray{example_json(method)};
    if (development) out["tags"] = JsonArray{JsonObject{{"name", "development"}}};
    return out;
}

// ── The page

/// What is there, by the first words of names, in the order of the page.
struct Chapter {
    std::string_view prefixes;
    std::string_view title;
};
constexpr std::array<Chapter, 8> kChapters{{
    {"aquifer_", "The `aquifer_` namespace"},
    {"eth_", "Ethereum's `eth_`"},
    {"personal_", "`personal_`"},
    {"net_", "`net_`"},
    {"web3_", "`web3_`"},
    {"rpc.", "`rpc.`"},
    {"txpool_", "`txpool_`: what waits for a block"},
    {"evm_ anvil_ hardhat_ miner_", "Development powers: `anvil_`, `evm_`, `hardhat_`, `miner_`"},
}};

bool is_in(const Chapter& chapter, std::string_view name) {
    return std::ranges::any_of(split(chapter.prefixes, ' '),
                               [&](std::string_view prefix) { return name.starts_with(prefix); });
}

/// Breaks at spaces, so that lines have at most a hundred characters where words allow.
std::string wrapped(std::string_view text, std::string_view indent) {
    constexpr std::size_t kWidth = 100;
    std::string out;
    std::size_t column = 0;
    for (const std::string_view word : split(text, ' ')) {
        if (column != 0 && column + 1 + word.size() > kWidth) {
            out += '\n' + std::string(indent);
            column = indent.size();
        } else if (column != 0) {
            out += ' ';
            ++column;
        }
        out += word;
        column += word.size();
    }
    return out;
}

void append_method(std::string& out, const MethodText& method, bool development) {
    out += "### `" + std::string(method.name) + "`\n\n";
    out += wrapped(std::string(method.summary) + (development ? " *Development power.*" : ""), {});
    std::string takes;
    for (const Member& member : members_of(method.takes)) {
        takes += (takes.empty() ? "Takes `" : ", `") + std::string(member.name) + "` (" +
                 (member.required ? "" : "optional ") + std::string(member.type) + ')';
    }
    takes += takes.empty() ? "" : ". ";
    out += "\n\n" + wrapped(takes + "Answers " + std::string(method.returns) + '.', {}) + "\n\n";
    out += "    → {\"method\":\"" + std::string(method.name) +
           "\",\"params\":" + std::string(method.example) +
           (method.shown.starts_with(kError) ? "}\n    " : "}\n    ← ") +
           std::string(method.shown) + "\n\n";
}

void append_types(std::string& out) {
    out += "## Types\n\n";
    for (const TypeText& type : types()) {
        std::string line = "- **" + std::string(type.name) + "**: " + std::string(type.summary);
        std::string members;
        for (const Member& member : members_of(type.members)) {
            members += (members.empty() ? ". Members: `" : ", `") + std::string(member.name) +
                       "` " + (member.required ? "" : "optional ") + std::string(member.type);
        }
        out += wrapped(line + members + '.', "  ") + '\n';
    }
}

constexpr std::string_view kIntroduction =
    "<!-- Made by the program from aquifer/node/manual_*.cpp; a test holds that it is. -->\n"
    "# All methods\n\n"
    "This page is for looking a method up, with its parameters and types: what `rpc.discover` "
    "answers as an\nOpenRPC document, for reading. What is particular to this node's Ethereum "
    "methods, and its errors, stands\nin [JSON-RPC](json-rpc.md); of the development powers and "
    "`txpool_` tells [its page](rpc-development.md).\n\n"
    "Each method is shown once; a test runs all examples, one after the other on one chain, in "
    "the order of the\ntables. `→` is a request without its `jsonrpc` and `id`, `←` the result, "
    "`✗` an error, and `…` stands for\nwhat is left out. Types stand at the end.\n\n"
    "Amounts, blocks and times are quantities, `0x…` without leading zeros, except where a "
    "development\nmethod takes plain numbers, too. `wei` and `…Wei` are ether's smallest unit; "
    "other amounts are in the\nsmallest unit of the asset beside them; `ofOne` and magnitudes are "
    "of 10^18. Everything is rounded\ndown. Where a parameter is an *addressOrName*, the names are "
    "those of `aquifer_contracts`. Reads take a\nblock last (`latest` if it is left out): the "
    "state at the end of a recent block, or with `pending` as a\ntransaction in the next block "
    "would find it.\n\n";

}  // namespace

std::vector<MethodText> manual() {
    std::vector<MethodText> out(eth_manual().begin(), eth_manual().end());
    out.insert(out.end(), aquifer_manual().begin(), aquifer_manual().end());
    out.insert(out.end(), development_manual().begin(), development_manual().end());
    return out;
}

Json openrpc_document(const rpc::Methods& methods) {
    JsonArray described;
    for (const MethodText& text : manual()) {
        const rpc::Method* method = methods.find(text.name);
        if (method != nullptr) described.push_back(method_json(text, method->development));
    }
    JsonObject schemas;
    for (const TypeText& type : types()) schemas[type.name] = type_json(type);
    return JsonObject{{"openrpc", "1.2.6"},
                      {"info", JsonObject{{"title", "Aquifer"}, {"version", kVersion}}},
                      {"methods", std::move(described)},
                      {"components", JsonObject{{"schemas", std::move(schemas)}}}};
}

std::string manual_page(const rpc::Methods& methods) {
    std::string out(kIntroduction);
    for (const Chapter& chapter : kChapters) {
        out += "## " + std::string(chapter.title) + "\n\n";
        for (const MethodText& text : manual()) {
            const rpc::Method* method = methods.find(text.name);
            if (method == nullptr || !is_in(chapter, text.name)) continue;
            append_method(out, text, method->development);
        }
    }
    append_types(out);
    return out;
}

}  // namespace aq::node
