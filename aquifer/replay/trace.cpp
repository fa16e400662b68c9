// SPDX-License-Identifier: Apache-2.0
#include <aquifer/replay/trace.hpp>

#include <simdjson.h>
#include <zlib.h>

#include <filesystem>

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

Header header(const object& line) {
    const std::string format = text(line, "format");
    if (format != "chain-trace-1") {
        throw Wrong{"the format is \"" + format + "\", not \"chain-trace-1\""};
    }
    Header out;
    out.subject = text(line, "subject");
    out.chain_id = number(line, "chainId");
    for (const auto& [name, value] : record(field(line, "params"), "params")) {
        std::uint64_t whole = 0;
        std::string_view words;
        if (value.get(whole) == simdjson::SUCCESS) {
            out.params[std::string(name)] = std::to_string(whole);
        } else if (value.get(words) == simdjson::SUCCESS) {
            out.params[std::string(name)] = std::string(words);
        }
    }
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
    throw Wrong{"a call has neither \"ret\" nor \"err\""};
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
    std::string path;
    gzFile file = nullptr;
    std::size_t size = 0;
    std::size_t line = 0;
    std::uint64_t next_number = 0;
    std::string buffer;
    std::size_t at = 0;
    bool ended = false;
    simdjson::dom::parser parser{kLineBytesMax + simdjson::SIMDJSON_PADDING};

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (file != nullptr) gzclose_r(file);
    }

    [[nodiscard]] Fault fault(std::string what, std::string advice) const {
        return {path, line, std::move(what), std::move(advice)};
    }

    /// More bytes behind those that are there; false at the end.
    Expected<bool> fill() {
        constexpr std::size_t kChunk = std::size_t{1} << 20U;
        buffer.erase(0, at);
        at = 0;
        const std::size_t had = buffer.size();
        buffer.resize(had + kChunk);
        const int got = gzread(file, buffer.data() + had, kChunk);
        buffer.resize(had + static_cast<std::size_t>(std::max(got, 0)));
        int error = Z_OK;
        gzerror(file, &error);
        if (got < 0 || error == Z_BUF_ERROR || error == Z_DATA_ERROR) {
            return std::unexpected(
                fault(error == Z_BUF_ERROR ? "the gzip stream ends before its end"
                                           : "the gzip stream is damaged",
                      "The file was cut off or changed on its way: fetch or record it again."));
        }
        return got > 0;
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
            if (const auto* tx = std::get_if<Transaction>(&out)) {
                if (tx->number != next_number) {
                    throw Wrong{"transaction " + std::to_string(tx->number) +
                                " stands where transaction " + std::to_string(next_number) +
                                " was expected"};
                }
                ++next_number;
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
    auto state = std::make_unique<State>();
    state->path = path;
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
        return std::unexpected(
            state->fault("there is no such file", "Give the path of a recorded run."));
    }
    state->size = std::filesystem::file_size(path, error);
    state->file = gzopen(path.c_str(), "rb");
    if (state->file == nullptr) {
        return std::unexpected(state->fault("the file cannot be opened", "Is it yours to read?"));
    }
    gzbuffer(state->file, 1U << 18U);
    return Reader(std::move(state));
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
    return static_cast<std::size_t>(std::max<z_off_t>(gzoffset(state_->file), 0));
}
std::size_t Reader::bytes_total() const {
    return state_->size;
}

}  // namespace aq::replay
