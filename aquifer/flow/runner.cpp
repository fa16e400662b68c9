// SPDX-License-Identifier: Apache-2.0
#include <aquifer/flow/runner.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/ledger/revert.hpp>
#include <aquifer/stack/declarations.hpp>

#include <algorithm>

namespace aq::flow {

namespace {

std::string expected_and_got(const std::string& expected, const std::string& got) {
    return "expected  " + expected + "\n     got  " + got;
}

/// The arguments in the order of the declaration; nothing if they are not the function's.
std::optional<std::vector<const Expression*>> in_order(const Declaration& declaration,
                                                       const std::vector<Argument>& given) {
    if (given.size() != declaration.takes.size()) return std::nullopt;
    std::vector<const Expression*> out(given.size());
    for (std::size_t i = 0; i < given.size(); ++i) {
        std::size_t at = i;
        if (!given[i].name.empty()) {
            const auto named =
                std::ranges::find(declaration.takes, given[i].name, &AbiParameter::name);
            at = static_cast<std::size_t>(named - declaration.takes.begin());
        }
        if (at >= out.size() || out[at] != nullptr) return std::nullopt;
        out[at] = &given[i].value;
    }
    return out;
}

/// The first field that a line names and an event does not have.
std::optional<Fault> missing_field(const Declaration& event, const statement::Log& s) {
    for (const Argument& field : s.fields) {
        if (std::ranges::find(event.takes, field.name, &AbiParameter::name) != event.takes.end()) {
            continue;
        }
        std::vector<std::string> known;
        for (const AbiParameter& each : event.takes) known.push_back(each.name);
        return unknown_word(field.place, "field of " + s.event, field.name, std::move(known));
    }
    return std::nullopt;
}

/// `transfer(to, amount)`: a function as a story calls it.
std::string call_form(const Declaration& declaration) {
    std::string out = declaration.name + '(';
    for (std::size_t i = 0; i < declaration.takes.size(); ++i) {
        const AbiParameter& type = declaration.takes[i];
        out += (i == 0 ? "" : ", ") + (type.name.empty() ? type.word : type.name);
    }
    return out + ')';
}

}  // namespace

Expected<Address> Runner::contract(const std::string& name, Place place) {
    if (const auto at = stage_.find(name)) return *at;
    if (const auto variable = variables_.find(name); variable != variables_.end()) {
        Address at;
        if (variable->second.bytes.size() == at.bytes.size()) {
            std::ranges::copy(variable->second.bytes, at.bytes.begin());
            return at;
        }
        return std::unexpected(
            Fault{place,
                  name + " is " + show(variable->second) + ", which is no contract's address",
                  {}});
    }
    return std::unexpected(unknown_word(place, "contract", name, stage_.contract_names()));
}

Expected<Address> Runner::actor(const std::string& name, Place place) {
    if (const auto at = stage_.find(name)) return *at;
    std::vector<std::string> known = stage_.actor_names();
    known.insert(known.end(), statement_words().begin(), statement_words().end());
    return std::unexpected(unknown_word(place, "statement or actor", name, std::move(known)));
}

Expected<Runner::Prepared> Runner::prepare(const Address& at, const std::string& function,
                                           Place place, const std::vector<Argument>& arguments) {
    const std::vector<Function>& all = stage_.functions_at(at);
    std::vector<std::string> names;
    std::vector<std::string> forms;
    std::string wrong;
    for (const Function& f : all) {
        names.push_back(f.declaration.name);
        if (f.declaration.name != function) continue;
        forms.push_back(call_form(f.declaration));
        const auto ordered = in_order(f.declaration, arguments);
        if (!ordered.has_value()) continue;
        std::vector<Value> values;
        for (const Expression* e : *ordered) values.push_back(AQ_TRY(evaluate(*e)));
        auto encoded = encode(f.declaration.takes, values);
        if (!encoded.has_value()) {
            wrong = encoded.error();
            continue;
        }
        Bytes data(f.selector.bytes.begin(), f.selector.bytes.end());
        data.insert(data.end(), encoded->begin(), encoded->end());
        return Prepared{&f, std::move(data)};
    }
    if (forms.empty()) {
        return std::unexpected(
            unknown_word(place, "function of " + stage_.name_of(at), function, std::move(names)));
    }
    return std::unexpected(Fault{place, wrong.empty() ? function + " takes other arguments" : wrong,
                                 std::move(forms)});
}

Expected<Outcome> Runner::play(std::string_view line, std::size_t number) {
    const Statement statement = AQ_TRY(parse(line, number));
    return std::visit([&](const auto& s) { return run(s, statement.place); }, statement.what);
}

Expected<Outcome> Runner::run(const std::monostate& /*nothing*/, Place /*place*/) {
    return Outcome{};
}

Expected<Outcome> Runner::run(const statement::Actor& s, Place /*place*/) {
    for (const statement::Named& actor : s.names) {
        AQ_TRY(is_free(actor));
        stage_.add_actor(actor.name);
    }
    return Outcome{};
}

Expected<Outcome> Runner::run(const statement::Fund& s, Place /*place*/) {
    auto at = stage_.find(s.name);
    const u256 amount = AQ_TRY(number(s.amount));
    if (!at.has_value()) {
        AQ_TRY(is_free({s.name, s.place}));
        at = stage_.add_actor(s.name);
    }
    stack::World& world = stage_.world;
    const auto total = checked_add(world.accounts.ether[*at].raw, amount);
    if (!total.has_value()) {
        return std::unexpected(Fault{s.amount.place, "that is more ether than there can be", {}});
    }
    aq::move::set_ether(world.undo, world.accounts, *at, Wei(*total));
    world.undo.commit();
    return Outcome{{s.name + " has " + to_decimal(*total) + " wei"}, {}};
}

Expected<Outcome> Runner::run(const statement::Token& s, Place /*place*/) {
    AQ_TRY(is_free(s.name));
    stage_.add_token(s.name.name);
    return Outcome{};
}

Expected<Outcome> Runner::run(const statement::Let& s, Place /*place*/) {
    // A value may be named anew.
    if (!variables_.contains(s.name.name)) AQ_TRY(is_free(s.name));
    Value value = AQ_TRY(evaluate(s.value));
    Outcome out{{s.name.name + " = " + show(value)}, {}};
    variables_.insert_or_assign(s.name.name, std::move(value));
    return out;
}

Expected<Outcome> Runner::run(const statement::Wait& s, Place /*place*/) {
    /// A century; no story needs more, and no clock overflows.
    constexpr std::uint64_t kBlocksMax = 100ULL * 365 * 7200;
    static const std::map<std::string, std::uint64_t> kSlots{
        {"block", 1},   {"blocks", 1},  {"slot", 1},      {"slots", 1},     {"epoch", 32},
        {"epochs", 32}, {"minute", 5},  {"minutes", 5},   {"hour", 300},    {"hours", 300},
        {"day", 7200},  {"days", 7200}, {"week", 50'400}, {"weeks", 50'400}};
    const auto slots = kSlots.find(s.unit);
    if (slots == kSlots.end()) {
        std::vector<std::string> known;
        for (const auto& [unit, n] : kSlots) known.push_back(unit);
        return std::unexpected(unknown_word(s.unit_place, "unit of time", s.unit, known));
    }
    const std::uint64_t n = AQ_TRY(count(s.count));
    if (n > kBlocksMax / slots->second) {
        return std::unexpected(Fault{s.count.place, "a story lasts a century at most", {}});
    }
    stage_.pass(n * slots->second);
    const Block& block = stage_.world.block;
    return Outcome{
        {"block " + std::to_string(block.number) + ", time " + std::to_string(block.time)}, {}};
}

Expected<Outcome> Runner::run(const statement::Check& s, Place /*place*/) {
    const Value left = AQ_TRY(evaluate(s.left));
    const Value right = AQ_TRY(evaluate(s.right));
    bool holds = false;
    if (s.sign == "==" || s.sign == "!=") {
        if (left.kind != right.kind) {
            return std::unexpected(Fault{
                s.right.place,
                show(left) + " and " + show(right) + " are of two kinds and cannot be compared",
                {}});
        }
        holds = (left == right) == (s.sign == "==");
    } else {
        const u256 a = AQ_TRY(number(s.left));
        const u256 b = AQ_TRY(number(s.right));
        holds = s.sign == "<" ? a < b : s.sign == "<=" ? a <= b : s.sign == ">" ? a > b : a >= b;
    }
    Outcome out{{show(left)}, {}};
    if (!holds) {
        const std::string sign = s.sign == "==" ? "" : s.sign + ' ';
        out.differences.push_back(expected_and_got(sign + show(right), show(left)));
    }
    return out;
}

void Runner::tell_logs(Outcome& out) const {
    const auto name_of = [this](const Address& at) { return stage_.name_of(at); };
    for (std::size_t i = 0; i < logs_.size(); ++i) {
        out.happened.push_back("log " + stage_.name_of(logs_[i].emitter) + ' ' +
                               stack::decode_log(logs_[i], name_of).to_text());
    }
}

Expected<Outcome> Runner::run(const statement::Call& s, Place place) {
    const Address sender = AQ_TRY(actor(s.actor, place));
    const Address to = AQ_TRY(contract(s.contract, s.contract_place));
    Prepared call;
    if (!s.function.empty()) {
        call = AQ_TRY(prepare(to, s.function, s.function_place, s.arguments));
    }
    const Wei value(s.value.has_value() ? AQ_TRY(number(*s.value)) : u256());

    logs_.clear();
    next_log_ = 0;
    answer_ = {};
    const auto answer = stage_.execute({sender, to, value, call.data}, logs_);

    Outcome out;
    if (!answer.has_value()) {
        const Bytes data = answer.error().encode();
        const std::string said =
            data.empty() ? "nothing" : stack::decode_revert(data, [this](const Address& at) {
                                           return stage_.name_of(at);
                                       }).to_text();
        out.happened.push_back("reverts with " + said);
        if (s.refusal.has_value()) {
            AQ_TRY(compare_refusal(*s.refusal, answer.error(), out));
        } else {
            out.differences.push_back(expected_and_got("success", "reverts with " + said));
        }
        return out;
    }
    tell_logs(out);
    if (s.refusal.has_value()) {
        out.differences.push_back(expected_and_got(
            "reverts with " + (s.refusal->nothing ? "nothing" : s.refusal->words), "success"));
    }
    AQ_TRY(compare_answer(s, call, *answer, out));
    return out;
}

Expected<void> Runner::compare_answer(const statement::Call& s, const Prepared& call,
                                      const Bytes& answer, Outcome& out) {
    if (call.function == nullptr) return {};
    const AbiParameters& types = call.function->declaration.returns;
    auto values = decode(types, answer);
    AQ_ASSERT(values.has_value());
    Value all = Value::of(std::move(*values));
    for (const AbiParameter& type : types) all.names.push_back(type.name);
    answer_ = all.parts.size() == 1 ? all.parts.front() : all;
    if (!all.parts.empty()) {
        out.happened.insert(out.happened.begin(), "-> " + show(answer_));
    }
    if (s.answer.empty()) return {};
    const Value expected = Value::of(AQ_TRY(evaluate_all(s.answer)));
    const auto encoded = encode(types, expected.parts);
    if (!encoded.has_value()) {
        return std::unexpected(Fault{s.answer[0].place, encoded.error(), {}});
    }
    if (*encoded != answer) {
        out.differences.push_back(expected_and_got(
            show(expected.parts.size() == 1 ? expected.parts.front() : expected), show(answer_)));
    }
    return {};
}

/// Whether a custom error or a panic came with the arguments that the line gives.
Expected<bool> Runner::has_arguments(const statement::Refusal& s, const AbiText& got,
                                     BytesView data) {
    const std::vector<Value> given = AQ_TRY(evaluate_all(*s.arguments));
    if (got.name == "Panic" && given.size() == 1 && given[0].kind == Value::Kind::kBytes &&
        given[0].bytes.size() <= 32) {
        Bytes code = given[0].bytes;
        code.insert(code.begin(), 32 - code.size(), 0);
        return std::ranges::equal(data.subspan(4), code);
    }
    AQ_ASSERT(data.size() >= 4);
    const auto declaration =
        parse_declaration(stack::find_error({{data[0], data[1], data[2], data[3]}}));
    if (!declaration.has_value()) {
        return std::unexpected(Fault{s.place, s.words + " takes no arguments here", {}});
    }
    const auto encoded = encode(declaration->takes, given);
    if (!encoded.has_value()) return std::unexpected(Fault{s.place, encoded.error(), {}});
    return std::ranges::equal(data.subspan(4), *encoded);
}

/// A text or the name of a custom error; its arguments only if the line gives them.
Expected<void> Runner::compare_refusal(const statement::Refusal& s, const Revert& revert,
                                       Outcome& out) {
    const auto name_of = [this](const Address& at) { return stage_.name_of(at); };
    const Bytes data = revert.encode();
    const AbiText got = stack::decode_revert(data, name_of);
    const bool is_text = got.name == "Error" && got.values.size() == 1;
    const std::string words = is_text ? got.values[0].text : got.name;
    bool same = s.nothing ? data.empty()
                          : !data.empty() && (words == s.words || words == '"' + s.words + '"');
    std::string expected = s.nothing ? "nothing" : s.words;
    if (s.arguments.has_value()) {
        expected += show(Value::of(AQ_TRY(evaluate_all(*s.arguments))));
        same = same && AQ_TRY(has_arguments(s, got, data));
    }
    if (!same) {
        out.differences.push_back(
            expected_and_got("reverts with " + expected,
                             "reverts with " + (data.empty() ? "nothing" : got.to_text())));
    }
    return {};
}

/// Of the logs not yet named, the first of that name with those fields: events of two contracts may
/// have one name.
Expected<Outcome> Runner::run(const statement::Log& s, Place /*place*/) {
    std::string seen;
    std::optional<Fault> other_fields;
    for (std::size_t i = next_log_; i < logs_.size(); ++i) {
        const LogView log = logs_[i];
        if (log.topics.empty()) continue;
        for (const std::string_view text : stack::find_events(log.topics[0])) {
            const auto declaration = parse_declaration(text);
            if (!declaration.has_value() || declaration->name != s.event) continue;
            const auto values = decode_log(declaration->takes, log.topics, log.data);
            if (!values.has_value()) continue;
            if (const auto missing = missing_field(*declaration, s)) {
                other_fields = missing;
                continue;
            }
            next_log_ = i + 1;
            return compare_log(s, *declaration, *values);
        }
        seen += (seen.empty() ? "" : ", ") + stack::decode_log(log).name;
    }
    if (other_fields.has_value()) return std::unexpected(*other_fields);
    Outcome out;
    out.differences.push_back(
        expected_and_got("a log " + s.event, seen.empty() ? "no further log" : seen));
    return out;
}

Expected<Outcome> Runner::compare_log(const statement::Log& s, const Declaration& declaration,
                                      const std::vector<Value>& values) {
    Outcome out;
    for (const Argument& field : s.fields) {
        const auto type = std::ranges::find(declaration.takes, field.name, &AbiParameter::name);
        const Value& got = values[static_cast<std::size_t>(type - declaration.takes.begin())];
        const Value expected = AQ_TRY(evaluate(field.value));
        if (encode({*type}, {{expected}}) == encode({*type}, {{got}})) continue;
        out.differences.push_back(field.name + ": " + expected_and_got(show(expected), show(got)));
    }
    return out;
}

}  // namespace aq::flow
