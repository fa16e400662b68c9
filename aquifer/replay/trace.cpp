// SPDX-License-Identifier: Apache-2.0
#include <aquifer/replay/trace.hpp>

#include <aquifer/replay/source.hpp>

#include <simdjson.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace aq::replay {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

/// Why a line is not what it should be: thrown by the readers of fields, caught where lines are
/// read, because a line has many fields and one thing to say.
struct Wrong {
    std::string what;
};

element field(const object& line, std::string_view name) {
    element out;
    if (line[name].get(out) != simdjson::SUCCESS) {
        throw Wrong{"the field \"" + std::string(name) + "\" is missing"};
    }
    return out;
}

std::string text(const object& line, std::string_view name) {
    std::string_view out;
    if (field(line, name).get(out) != simdjson::SUCCESS) {
        throw Wrong{"the field \"" + std::string(name) + "\" is not text"};
    }
    return std::string(out);
}

std::uint64_t number(const object& line, std::string_view name) {
    std::uint64_t out = 0;
    if (field(line, name).get(out) != simdjson::SUCCESS) {
        throw Wrong{"the field \"" + std::string(name) + "\" is not a whole number"};
    }
    return out;
}

bool flag(const object& line, std::string_view name) {
    bool out = false;
    if (field(line, name).get(out) != simdjson::SUCCESS) {
        throw Wrong{"the field \"" + std::string(name) + "\" is neither true nor false"};
    }
    return out;
}

simdjson::dom::array list(const object& line, std::string_view name) {
    simdjson::dom::array out;
    if (field(line, name).get(out) != simdjson::SUCCESS) {
        throw Wrong{"the field \"" + std::string(name) + "\" is not a list"};
    }
    return out;
}

object record(const element& value, std::string_view name) {
    object out;
    if (value.get(out) != simdjson::SUCCESS) {
        throw Wrong{"\"" + std::string(name) + "\" is not an object"};
    }
    return out;
}

std::string_view as_text(const element& value, std::string_view name) {
    std::string_view out;
    if (value.get(out) != simdjson::SUCCESS) {
        throw Wrong{"\"" + std::string(name) + "\" is not text"};
    }
    return out;
}

template <class T>
T fixed(std::string_view hex, std::string_view name) {
    T out;
    if (!parse_hex_into(hex, out.bytes)) {
        throw Wrong{"\"" + std::string(name) + "\" is not 0x and " +
                    std::to_string(2 * out.bytes.size()) +
                    " hexadecimal digits: " + std::string(hex.substr(0, 80))};
    }
    return out;
}

Address address(const object& line, std::string_view name) {
    return fixed<Address>(as_text(field(line, name), name), name);
}

Bytes data(const object& line, std::string_view name) {
    auto out = parse_hex(as_text(field(line, name), name));
    if (!out.has_value()) {
        throw Wrong{"the field \"" + std::string(name) +
                    "\" is not 0x and pairs of hexadecimal digits"};
    }
    return *std::move(out);
}

Wei ether(std::string_view digits, std::string_view name) {
    const auto out = parse_decimal(digits);
    if (!out.has_value()) {
        throw Wrong{"\"" + std::string(name) + "\" is not a decimal number of wei"};
    }
    // There is less than 2^90 wei; sums of what a trace gives must not pass 2^256.
    if (out->bit_width() > 128) throw Wrong{"\"" + std::string(name) + "\" is more than all ether"};
    return Wei(*out);
}

LogBuffer logs(const object& line) {
    LogBuffer out;
    for (const element& item : list(line, "logs")) {
        const object log = record(item, "logs");
        std::vector<Hash> topics;
        for (const element& topic : list(log, "topics")) {
            topics.push_back(fixed<Hash>(as_text(topic, "topics"), "topics"));
        }
        if (topics.size() > 4) throw Wrong{"a log has more than four topics"};
        const Bytes bytes = data(log, "data");
        out.append(LogView{address(log, "address"), topics, bytes});
    }
    return out;
}

std::map<std::string, Address> roles(const object& line, std::string_view name) {
    std::map<std::string, Address> out;
    for (const auto& [role, value] : record(field(line, name), name)) {
        out[std::string(role)] = fixed<Address>(as_text(value, role), role);
    }
    return out;
}

/// Parameters within a parameter get its name and a point before their own.
void add_parameters(const object& from, const std::string& before,
                    std::map<std::string, std::string>& to) {
    for (const auto& [name, value] : from) {
        const std::string full = before + std::string(name);
        std::uint64_t whole = 0;
        std::string_view words;
        object inner;
        if (value.get(whole) == simdjson::SUCCESS) {
            to[full] = std::to_string(whole);
        } else if (value.get(words) == simdjson::SUCCESS) {
            to[full] = std::string(words);
        } else if (before.empty() && value.get(inner) == simdjson::SUCCESS) {
            add_parameters(inner, full + '.', to);
        }
    }
}

Header header(const object& line) {
    const std::string format = text(line, "format");
    if (format != "chain-trace-1") {
        throw Wrong{"the format is \"" + format + R"(", not "chain-trace-1")"};
    }
    Header out;
    out.subject = text(line, "subject");
    out.chain_id = number(line, "chainId");
    add_parameters(record(field(line, "params"), "params"), "", out.params);
    out.contracts = roles(line, "contracts");
    out.eoas = roles(line, "eoas");
    out.start_block = number(line, "startBlock");
    out.start_time = number(line, "startTs");
    return out;
}

Deploy deploy(const object& line) {
    Deploy out;
    out.block = number(line, "block");
    out.time = number(line, "ts");
    out.from = address(line, "from");
    out.role = text(line, "role");
    out.function = text(line, "fn");
    out.address = address(line, "address");
    out.logs = logs(line);
    return out;
}

Transaction transaction(const object& line) {
    Transaction out;
    out.number = number(line, "n");
    out.block = number(line, "block");
    out.time = number(line, "ts");
    out.from = address(line, "from");
    out.to = address(line, "to");
    out.role = text(line, "role");
    out.function = text(line, "fn");
    out.data = data(line, "data");
    out.value = ether(text(line, "value"), "value");
    out.ok = flag(line, "ok");
    if (!out.ok) out.error = data(line, "err");
    out.logs = logs(line);
    return out;
}

Answer answer(const object& line) {
    element value;
    if (line["ret"].get(value) == simdjson::SUCCESS) return {true, data(line, "ret")};
    if (line["err"].get(value) == simdjson::SUCCESS) return {false, data(line, "err")};
    throw Wrong{R"(a call has neither "ret" nor "err")"};
}

Question question(const element& item, bool has_id) {
    const object call = record(item, "call");
    return {has_id ? number(call, "id") : 0,
            address(call, "to"),
            text(call, "role"),
            text(call, "fn"),
            data(call, "data"),
            answer(call)};
}

Check check(const object& line) {
    Check out;
    out.number = number(line, "n");
    out.block = number(line, "block");
    out.time = number(line, "ts");
    const auto has = [&](std::string_view name) {
        element value;
        return line[name].get(value) == simdjson::SUCCESS;
    };
    if (has("new")) {
        for (const element& item : list(line, "new"))
            out.asked_first.push_back(question(item, true));
    }
    if (has("changed")) {
        for (const element& item : list(line, "changed")) {
            const object change = record(item, "changed");
            out.changed.emplace_back(number(change, "id"), answer(change));
        }
    }
    if (has("once")) {
        for (const element& item : list(line, "once"))
            out.asked_once.push_back(question(item, false));
    }
    if (has("eth")) {
        for (const auto& [at, value] : record(field(line, "eth"), "eth")) {
            out.ether.emplace_back(fixed<Address>(at, "eth"), ether(as_text(value, at), at));
        }
    }
    return out;
}

Line cheat(const object& line) {
    const std::string op = text(line, "op");
    if (op == "setBalance") {
        return SetBalance{address(line, "address"), ether(text(line, "value"), "value")};
    }
    if (op == "beaconRoot") {
        return SetBeaconRoot{number(line, "timestamp"), fixed<Hash>(text(line, "root"), "root")};
    }
    throw Wrong{"the cheat \"" + op + "\" is neither setBalance nor beaconRoot"};
}

/// Blocks and their times never go back, and fit the 32 bits that contracts keep them in. The
/// header's are those of the last deployment.
struct Clock {
    std::uint64_t block = 0;
    std::uint64_t time = 0;

    void follow(const Line& line) {
        std::visit(
            [&](const auto& at) {
                if constexpr (requires { at.block + at.time; }) {
                    if (at.block < block || at.time < time) throw Wrong{"the time goes back"};
                    if (at.block > kMax || at.time > kMax) throw Wrong{"the time is past 32 bits"};
                    block = at.block;
                    time = at.time;
                }
            },
            line);
    }
    static constexpr std::uint64_t kMax = ~std::uint32_t{0};
};

Line line_of(const object& line) {
    const std::string type = text(line, "t");
    if (type == "tx") return transaction(line);
    if (type == "check") return check(line);
    if (type == "cheat") return cheat(line);
    if (type == "mine") {
        return Mine{number(line, "blocks"), number(line, "step"), number(line, "block"),
                    number(line, "ts")};
    }
    if (type == "deploy") return deploy(line);
    if (type == "header") return header(line);
    throw Wrong{"the type \"" + type + "\" is none of header, deploy, tx, mine, cheat, check"};
}

}  // namespace

struct Reader::State {
    Source source;
    std::size_t line = 0;
    std::uint64_t next_number = 0;
    /// Each deployment was a block of its own.
    std::optional<std::uint64_t> deployed;
    Clock clock;
    std::string buffer;
    std::size_t at = 0;
    bool ended = false;
    simdjson::dom::parser parser{kLineBytesMax + simdjson::SIMDJSON_PADDING};

    State(std::string name, std::unique_ptr<std::istream> stream, std::size_t size)
        : source(std::move(name), std::move(stream), size) {}

    [[nodiscard]] Fault fault(std::string what, std::string advice) const {
        return {source.name(), line, std::move(what), std::move(advice)};
    }

    /// More bytes behind those that are there; false at the end.
    Expected<bool> fill() {
        buffer.erase(0, at);
        at = 0;
        auto more = source.read_into(buffer);
        if (!more.has_value()) more.error().line = line;
        return more;
    }

    /// The next line without its end, or nothing.
    Expected<std::optional<std::string_view>> read_line() {
        for (std::size_t from = at;;) {
            const std::size_t end = buffer.find('\n', from);
            if (end != std::string::npos) {
                const std::string_view out(buffer.data() + at, end - at);
                at = end + 1;
                ++line;
                return out;
            }
            if (ended) break;
            from = buffer.size() - at;
            if (from > kLineBytesMax) {
                ++line;
                return std::unexpected(fault("the line is longer than 16 MB",
                                             "A trace has one JSON object a line; is this one?"));
            }
            ended = !AQ_TRY(fill());
        }
        if (at == buffer.size()) return std::optional<std::string_view>();
        ++line;
        return std::unexpected(
            fault("the last line does not end", "The file was cut off: fetch or record it again."));
    }

    Expected<Line> parse(std::string_view words) {
        element root;
        object fields;
        if (parser.parse(words.data(), words.size()).get(root) != simdjson::SUCCESS ||
            root.get(fields) != simdjson::SUCCESS) {
            return std::unexpected(fault("the line is no JSON object",
                                         "A trace has one JSON object a line; was it edited?"));
        }
        try {
            Line out = line_of(fields);
            if (std::holds_alternative<Header>(out) != (line == 1)) {
                throw Wrong{line == 1 ? "the first line is not the header"
                                      : "there is a second header"};
            }
            clock.follow(out);
            if (const auto* tx = std::get_if<Transaction>(&out)) {
                if (tx->number != next_number) {
                    throw Wrong{"transaction " + std::to_string(tx->number) +
                                " stands where transaction " + std::to_string(next_number) +
                                " was expected"};
                }
                ++next_number;
            }
            if (const auto* deploy = std::get_if<Deploy>(&out)) {
                if (deployed == deploy->block) throw Wrong{"a deployment stands here twice"};
                deployed = deploy->block;
            }
            return out;
        } catch (const Wrong& wrong) {
            return std::unexpected(fault(
                wrong.what, "The trace is not as it was recorded; fetch or record it again."));
        }
    }
};

Reader::Reader(std::unique_ptr<State> state) : state_(std::move(state)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Expected<Reader> Reader::open(const std::string& path) {
    const auto fault = [&](const char* what, const char* advice) {
        return std::unexpected(Fault{path, 0, what, advice});
    };
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
        return fault(std::filesystem::exists(path, error) ? "this is a folder or a device, no file"
                                                          : "there is no such file",
                     "Give the path of a recorded run.");
    }
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
    if (error || !file->is_open()) {
        return fault("the file cannot be opened", "Is it yours to read?");
    }
    return Reader(std::make_unique<State>(path, std::move(file), size));
}

Reader Reader::over(std::string bytes, std::string name) {
    const std::size_t size = bytes.size();
    auto stream = std::make_unique<std::istringstream>(std::move(bytes));
    return Reader(std::make_unique<State>(std::move(name), std::move(stream), size));
}

Expected<std::optional<Line>> Reader::next() {
    const auto words = AQ_TRY(state_->read_line());
    if (!words.has_value()) {
        if (state_->line == 0) {
            return std::unexpected(
                state_->fault("the file is empty", "Give the path of a recorded run."));
        }
        return std::optional<Line>();
    }
    return std::optional<Line>(AQ_TRY(state_->parse(*words)));
}

std::size_t Reader::line() const {
    return state_->line;
}
std::size_t Reader::bytes_read() const {
    return state_->source.bytes_read();
}
std::size_t Reader::bytes_total() const {
    return state_->source.bytes_total();
}

}  // namespace aq::replay
