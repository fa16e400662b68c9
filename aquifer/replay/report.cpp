// SPDX-License-Identifier: Apache-2.0
#include <aquifer/replay/report.hpp>

#include <aquifer/base/utf8.hpp>
#include <aquifer/protocols/eigenlayer/types.hpp>
#include <aquifer/stack/declarations.hpp>

#include <algorithm>

namespace aq::replay {

namespace {

/// Where the bytes of two sides part: the word of the first difference, the one before it and two
/// after.
std::string bytes_near(BytesView bytes, std::size_t first_difference) {
    const std::size_t word = first_difference / 32 * 32;
    const std::size_t begin = std::min(word >= 32 ? word - 32 : 0, bytes.size());
    const std::size_t count = std::min<std::size_t>(128, bytes.size() - begin);
    return to_hex(bytes.subspan(begin, count)) + " (from byte " + std::to_string(begin) + " of " +
           std::to_string(bytes.size()) + ')';
}

/// The values that differ. A single value without a name is what the two sides show anyway.
void set_fields(Difference& out, const AbiText& expected, const AbiText& got) {
    if (!expected.wrong.empty() || !got.wrong.empty() || expected.name != got.name) return;
    for (AbiDifference& field : differences(expected.values, got.values)) {
        if (expected.values.size() == 1 && field.path == "#0") continue;
        out.fields.push_back(std::move(field));
    }
}

void set_bytes(Difference& out, BytesView expected, BytesView got) {
    if (out.expected != out.got) return;
    const auto [a, b] = std::ranges::mismatch(expected, got);
    const auto at = static_cast<std::size_t>(a - expected.begin());
    out.expected_bytes = bytes_near(expected, at);
    out.got_bytes = bytes_near(got, at);
}

Bytes bytes_of(const LogView& log) {
    Bytes out;
    for (const Hash& topic : log.topics) {
        out.insert(out.end(), topic.bytes.begin(), topic.bytes.end());
    }
    out.insert(out.end(), log.data.begin(), log.data.end());
    return out;
}

Difference of_check(const Check& check) {
    Difference out;
    out.where = "check before transaction " + std::to_string(check.number) + ", at block " +
                std::to_string(check.block);
    out.transaction = check.number;
    out.block = check.block;
    return out;
}

std::string with_count(std::size_t logs) {
    return logs == 1 ? "success with 1 log" : "success with " + std::to_string(logs) + " logs";
}

}  // namespace

std::string to_text(const Difference& d) {
    std::string out = d.where + '\n';
    if (!d.call.empty()) out += "  " + d.call + '\n';
    out += "  " + d.what + '\n';
    const auto line = [&](const char* label, const std::string& text) {
        if (!text.empty()) out += std::string("    ") + label + text + '\n';
    };
    line("expected  ", d.expected);
    line("got       ", d.got);
    for (const AbiDifference& field : d.fields) {
        line("differs   ", field.path + ": expected " + field.a + ", got " + field.b);
    }
    line("expected bytes  ", d.expected_bytes);
    line("got bytes       ", d.got_bytes);
    return out;
}

std::string to_json(std::string_view text) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out = "\"";
    while (!text.empty()) {
        const std::size_t n = utf8_length(text);
        const auto byte = static_cast<std::uint8_t>(text[0]);
        if (n == 0) {
            out += "\\ufffd";
        } else if (byte == '"' || byte == '\\') {
            out += {'\\', text[0]};
        } else if (byte < 0x20) {
            out += "\\u00";
            out += {kDigits[byte >> 4U], kDigits[byte & 15U]};
        } else {
            out += text.substr(0, n);
        }
        text.remove_prefix(std::max<std::size_t>(n, 1));
    }
    return out + '"';
}

std::string to_json(const Difference& d) {
    std::string out = "{\"line\":" + std::to_string(d.line) + ",\"where\":" + to_json(d.where) +
                      ",\"transaction\":" + std::to_string(d.transaction) +
                      ",\"block\":" + std::to_string(d.block);
    const auto field = [&](const char* name, const std::string& text) {
        if (!text.empty()) out += std::string(",\"") + name + "\":" + to_json(text);
    };
    field("call", d.call);
    field("what", d.what);
    field("expected", d.expected);
    field("got", d.got);
    out += ",\"fields\":[";
    for (std::size_t i = 0; i < d.fields.size(); ++i) {
        out += std::string(i == 0 ? "" : ",") + "{\"path\":" + to_json(d.fields[i].path) +
               ",\"expected\":" + to_json(d.fields[i].a) + ",\"got\":" + to_json(d.fields[i].b) +
               '}';
    }
    out += ']';
    field("expectedBytes", d.expected_bytes);
    field("gotBytes", d.got_bytes);
    return out + '}';
}

/// What no recording gives a role: two addresses that are signs, and contracts made underway, as
/// pods are, which are named by what they are and where.
Reporter::Reporter(const stack::World& world, RoleName name)
    : world_(world), name_([&world, name = std::move(name)](const Address& at) {
          if (at == kZeroAddress) return std::string("0x0");
          std::string known = name(at);
          if (known != to_hex(at)) return known;
          if (at == eigenlayer::kBeaconChainStrategy) return std::string("beaconChainETH");
          const auto what = stack::find_function(world.kind_at(at), BytesView()).contract;
          return what.empty() ? known : std::string(what) + '@' + known;
      }) {}

AbiText Reporter::revert(BytesView data) const {
    return stack::decode_revert(data, name_);
}

std::string_view Reporter::declaration_at(const Address& to, BytesView data) const {
    return stack::find_function(world_.kind_at(to), data).declaration;
}

/// Where the contract's own declaration is not known the recorded signature serves, without names.
std::string Reporter::call(const Address& to, const std::string& role, std::string_view recorded,
                           BytesView data) const {
    const std::string_view known = declaration_at(to, data);
    const std::string name = name_(to);
    const std::string target = name == to_hex(to) && !role.empty() ? role + '@' + name : name;
    return target + '.' + decode_call(known.empty() ? recorded : known, data, name_).to_text();
}

std::string Reporter::call(const Transaction& tx) const {
    const std::string wei = to_decimal(tx.value.raw) + " wei";
    if (tx.data.empty()) return name_(tx.from) + " sends " + wei + " to " + name_(tx.to);
    const std::string value = tx.value.is_zero() ? "" : " with " + wei;
    return name_(tx.from) + " calls " + call(tx.to, tx.role, tx.function, tx.data) + value;
}

void Reporter::compare_logs(Difference& out, const LogBuffer& expected,
                            const LogBuffer& got) const {
    const auto text = [&](const LogBuffer& logs, std::size_t i) {
        return i < logs.size() ? name_(logs[i].emitter) + " emits " +
                                     stack::decode_log(logs[i], name_).to_text()
                               : std::string("no such log");
    };
    std::size_t first = 0;
    while (first < std::min(expected.size(), got.size()) && expected[first] == got[first]) ++first;
    out.what = "log " + std::to_string(first) + " of " + std::to_string(expected.size());
    if (got.size() != expected.size()) out.what += ", where got " + std::to_string(got.size());
    out.expected = text(expected, first);
    out.got = text(got, first);
    if (first >= expected.size() || first >= got.size()) return;
    const LogView a = expected[first];
    const LogView b = got[first];
    if (a.emitter != b.emitter) {
        out.fields.push_back({"emitter", name_(a.emitter), name_(b.emitter)});
    }
    set_fields(out, stack::decode_log(a, name_), stack::decode_log(b, name_));
    set_bytes(out, bytes_of(a), bytes_of(b));
}

Difference Reporter::on(const Transaction& tx, const Outcome& outcome) const {
    Difference out;
    out.where =
        "transaction " + std::to_string(tx.number) + " in block " + std::to_string(tx.block);
    out.transaction = tx.number;
    out.block = tx.block;
    out.call = call(tx);
    const bool ok = outcome.answer.has_value();
    const Bytes error = ok ? Bytes() : outcome.answer.error().encode();
    if (ok && tx.ok) {
        compare_logs(out, tx.logs, outcome.logs);
        return out;
    }
    const auto side = [&](bool good, const LogBuffer& logs, BytesView data) {
        return good ? with_count(logs.size()) : "reverts with " + revert(data).to_text();
    };
    out.what = ok == tx.ok ? "revert" : "status";
    out.expected = side(tx.ok, tx.logs, tx.error);
    out.got = side(ok, outcome.logs, error);
    if (ok == tx.ok) {
        set_fields(out, revert(tx.error), revert(error));
        set_bytes(out, tx.error, error);
    }
    return out;
}

Difference Reporter::on(const Check& check, const Question& question, const Answer& got) const {
    const Answer& expected = question.answer;
    Difference out = of_check(check);
    const std::string_view declaration = declaration_at(question.to, question.data);
    out.call = "asks " + call(question.to, question.role, question.function, question.data);
    out.what = "answer";
    const auto decoded = [&](const Answer& answer) {
        return answer.ok ? decode_answer(declaration, answer.data, name_) : revert(answer.data);
    };
    const AbiText a = decoded(expected);
    const AbiText b = decoded(got);
    out.expected = (expected.ok ? "returns " : "reverts with ") + a.to_text();
    out.got = (got.ok ? "returns " : "reverts with ") + b.to_text();
    if (expected.ok == got.ok) {
        set_fields(out, a, b);
        set_bytes(out, expected.data, got.data);
    }
    return out;
}

Difference Reporter::on_ether(const Check& check, const Address& at, Wei expected, Wei got) const {
    Difference out = of_check(check);
    out.what = "ether of " + name_(at);
    out.expected = to_decimal(expected.raw) + " wei";
    out.got = to_decimal(got.raw) + " wei";
    return out;
}

Difference Reporter::on_unasked(const Check& check, std::uint64_t id) {
    Difference out = of_check(check);
    out.what = "the call " + std::to_string(id) + " was never asked before";
    return out;
}

}  // namespace aq::replay
