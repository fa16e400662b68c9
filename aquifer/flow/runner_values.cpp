// SPDX-License-Identifier: Apache-2.0
#include <aquifer/base/result.hpp>
#include <aquifer/flow/runner.hpp>
#include <aquifer/stack/declarations.hpp>
#include <aquifer/stack/offchain.hpp>

#include <algorithm>

namespace aq::flow {

namespace {

using Kind = Expression::Kind;

/// Names that mean the same in every story.
const std::map<std::string, Value>& constants() {
    static const std::map<std::string, Value> kConstants{
        {"true", Value::of(true)},         {"false", Value::of(false)},
        {"zero", Value::of(kZeroAddress)}, {"native", Value::of(renzo::kNative)},
        {"max", Value::of(u256::max())},
    };
    return kConstants;
}

std::vector<std::string> event_names(const LogBuffer& logs) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < logs.size(); ++i) {
        const std::string name = stack::decode_log(logs[i]).name;
        if (!name.empty()) out.push_back(name);
    }
    return out;
}

/// As many keys as one deposit of Lido's may bring.
constexpr u256 kKeysMax = 150_u256;
/// Elements of a value, those of its parts counted too: no story says more.
constexpr std::size_t kElementsMax = 4096;

std::size_t elements_of(const Value& value) {
    std::size_t out = 1;
    for (const Value& part : value.parts) out += elements_of(part);
    return out;
}

Value bytes_value(Bytes bytes) {
    Value out;
    out.kind = Value::Kind::kBytes;
    out.bytes = std::move(bytes);
    return out;
}

/// One value as it is, several as a tuple with their names.
Value joined(std::vector<Value> values, const AbiParameters& types) {
    if (values.size() == 1) return std::move(values.front());
    Value out = Value::of(std::move(values));
    for (const AbiParameter& type : types) out.names.push_back(type.name);
    return out;
}

}  // namespace

std::string Runner::show(const Value& value) const {
    return to_text(value, [this](const Address& at) { return stage_.name_of(at); });
}

Expected<Value> Runner::evaluate(const Expression& e) {
    switch (e.kind) {
        case Kind::kNumber:
            return Value::of(e.number);
        case Kind::kHex:
            return bytes_value(e.bytes);
        case Kind::kText: {
            Value out;
            out.kind = Value::Kind::kText;
            out.text = e.text;
            return out;
        }
        case Kind::kName:
            return name(e);
        case Kind::kQuery:
            return query(e);
        case Kind::kField:
            return field(e);
        case Kind::kElement:
            return element(e);
        case Kind::kList:
        case Kind::kTuple:
            return Value::of(AQ_TRY(evaluate_all(e.parts)));
        case Kind::kSum:
            return sum(e);
    }
    __builtin_unreachable();
}

Expected<std::vector<Value>> Runner::evaluate_all(const std::vector<Expression>& all) {
    std::vector<Value> out;
    std::size_t elements = 0;
    for (const Expression& e : all) {
        out.push_back(AQ_TRY(evaluate(e)));
        elements += elements_of(out.back());
        if (elements > kElementsMax) {
            return std::unexpected(Fault{
                e.place, "a list has at most " + std::to_string(kElementsMax) + " elements", {}});
        }
    }
    return out;
}

Expected<void> Runner::is_free(const statement::Named& named) const {
    const auto& [name, place] = named;
    const auto& words = statement_words();
    if (std::ranges::find(words, name) != words.end()) {
        return std::unexpected(Fault{place, '"' + name + "\" is the name of a statement", {}});
    }
    const bool is_taken = name == "answer" || constants().contains(name) ||
                          variables_.contains(name) || stage_.find(name).has_value();
    if (!is_taken) return {};
    return std::unexpected(Fault{place, '"' + name + "\" has a meaning already", {}});
}

Expected<Value> Runner::name(const Expression& e) {
    if (const auto constant = constants().find(e.text); constant != constants().end()) {
        return constant->second;
    }
    if (e.text == "answer") return answer_;
    if (const auto variable = variables_.find(e.text); variable != variables_.end()) {
        return variable->second;
    }
    if (const auto at = stage_.find(e.text)) return Value::of(*at);
    std::vector<std::string> known = stage_.actor_names();
    for (const auto& [name, value] : variables_) known.push_back(name);
    for (const auto& [name, value] : constants()) known.push_back(name);
    for (std::string& contract : stage_.contract_names()) known.push_back(std::move(contract));
    return std::unexpected(unknown_word(e.place, "name", e.text, std::move(known)));
}

/// The last log of that name that the last call emitted.
Expected<Value> Runner::logged(const Expression& event) {
    for (std::size_t i = logs_.size(); i-- > 0;) {
        if (logs_[i].topics.empty()) continue;
        for (const std::string_view text : stack::find_events(logs_[i].topics[0])) {
            const auto declaration = parse_declaration(text);
            if (!declaration.has_value() || declaration->name != event.text) continue;
            auto values = decode_log(declaration->takes, logs_[i].topics, logs_[i].data);
            if (!values.has_value()) continue;
            Value out = Value::of(std::move(*values));
            for (const AbiParameter& type : declaration->takes) out.names.push_back(type.name);
            return out;
        }
    }
    return std::unexpected(
        unknown_word(event.place, "log of the last call", event.text, event_names(logs_)));
}

Expected<Value> Runner::field(const Expression& e) {
    const Expression& of = e.parts[0];
    if (of.kind == Kind::kName && of.text == "log") return logged(e);
    const Value value = AQ_TRY(evaluate(of));
    for (std::size_t i = 0; i < value.names.size(); ++i) {
        if (value.names[i] == e.text) return value.parts[i];
    }
    return std::unexpected(unknown_word(e.place, "field", e.text, value.names));
}

Expected<Value> Runner::element(const Expression& e) {
    const Value value = AQ_TRY(evaluate(e.parts[0]));
    const std::uint64_t i = AQ_TRY(count(e.parts[1]));
    if (i < value.parts.size()) return value.parts[i];
    return std::unexpected(Fault{e.place,
                                 "there is no element " + std::to_string(i) + " in a list of " +
                                     std::to_string(value.parts.size()),
                                 {}});
}

Expected<u256> Runner::number(const Expression& e) {
    const Value value = AQ_TRY(evaluate(e));
    if (value.kind != Value::Kind::kNumber || value.flag) {
        return std::unexpected(
            Fault{e.place, show(value) + " stands where a number should stand", {}});
    }
    return value.number;
}

Expected<std::uint64_t> Runner::count(const Expression& e) {
    const u256 value = AQ_TRY(number(e));
    if (value.fits_u64()) return value.truncate_u64();
    return std::unexpected(Fault{e.place, to_decimal(value) + " is too many", {}});
}

/// Sums and products are exact; a quotient rounds down, as Solidity's.
Expected<Value> Runner::sum(const Expression& e) {
    const u256 a = AQ_TRY(number(e.parts[0]));
    const u256 b = AQ_TRY(number(e.parts[1]));
    const auto result = [&] {
        if (e.text == "+") return checked_add(a, b);
        if (e.text == "-") return checked_sub(a, b);
        if (e.text == "*") return checked_mul(a, b);
        return mul_div_down(a, u256(1U), b);
    }();
    if (result.has_value()) return Value::of(*result);
    return std::unexpected(
        Fault{e.place, to_decimal(a) + ' ' + e.text + ' ' + to_decimal(b) + " is no number", {}});
}

/// The root that the deposit contract wants with a key: 32 ether, credentials of an account.
Expected<Value> Runner::deposit_root(const Expression& e, const std::vector<Value>& given) {
    if (given[0].bytes.size() != 48 || given[1].bytes.size() != 20) {
        return std::unexpected(
            Fault{e.place, "a deposit root is of a key of 48 bytes and an address", {}});
    }
    Address withdrawals_to;
    std::ranges::copy(given[1].bytes, withdrawals_to.bytes.begin());
    const Bytes signature = stack::made_up_signature(AQ_TRY(number(e.parts[2])));
    const Hash root = stack::deposit_root(given[0].bytes, withdrawals_to, signature);
    return bytes_value({root.bytes.begin(), root.bytes.end()});
}

/// Keys and signatures from one number up to another, as Lido's staking router takes them.
Expected<Value> Runner::lido_keys(const Expression& e) {
    const u256 first = AQ_TRY(number(e.parts[0]));
    const u256 end = AQ_TRY(number(e.parts[1]));
    if (!end.fits_u64() || end < first || wrapping_sub(end, first) > kKeysMax) {
        return std::unexpected(Fault{e.place,
                                     "keys come from first to end, at most " +
                                         to_decimal(kKeysMax) + ", numbered below 2^64",
                                     {}});
    }
    return bytes_value(stack::lido_keys({first.truncate_u64(), end.truncate_u64()}));
}

Expected<Value> Runner::builtin(const Expression& e) {
    const std::vector<Value> given = AQ_TRY(evaluate_all(e.parts));
    if (e.text == "now" && given.empty()) return Value::of(u256(stage_.world.block.time));
    if (e.text == "block" && given.empty()) return Value::of(u256(stage_.world.block.number));
    if (e.text == "ether" && given.size() == 1 && given[0].bytes.size() == 20) {
        Address at;
        std::ranges::copy(given[0].bytes, at.bytes.begin());
        return Value::of(stage_.world.accounts.ether[at].raw);
    }
    if (e.text == "key" && given.size() == 1) {
        return bytes_value(stack::made_up_key(AQ_TRY(number(e.parts[0]))));
    }
    if (e.text == "signature" && given.size() == 1) {
        return bytes_value(stack::made_up_signature(AQ_TRY(number(e.parts[0]))));
    }
    if (e.text == "depositRoot" && given.size() == 3) return deposit_root(e, given);
    if (e.text == "lidoKeys" && given.size() == 2) return lido_keys(e);
    return std::unexpected(
        unknown_word(e.place, "such question", e.text,
                     {"ether(account)", "now()", "block()", "key(number)", "signature(number)",
                      "depositRoot(key, owner of the withdrawals, number of the signature)",
                      "lidoKeys(first, end)"}));
}

Expected<Value> Runner::query(const Expression& e) {
    if (e.contract.empty()) return builtin(e);
    const Address at = AQ_TRY(contract(e.contract, e.place));
    std::vector<Argument> arguments;
    for (const Expression& part : e.parts) arguments.push_back({"", part.place, part});
    const Prepared call = AQ_TRY(prepare(at, e.text, e.place, arguments));
    const auto answer = stage_.world.ask({kZeroAddress, at, Wei(), call.data});
    if (!answer.has_value()) {
        const Bytes data = answer.error().encode();
        return std::unexpected(Fault{
            e.place,
            e.contract + '.' + e.text + " reverts with " + stack::decode_revert(data).to_text(),
            {}});
    }
    auto values = decode(call.function->declaration.returns, *answer);
    AQ_ASSERT(values.has_value());
    return joined(std::move(*values), call.function->declaration.returns);
}

}  // namespace aq::flow
