// SPDX-License-Identifier: Apache-2.0
#include <aquifer/rpc/answer.hpp>

#include <boost/json/serializer.hpp>

#include <array>
#include <charconv>

namespace aq::rpc {

Error parse_error(std::string message) {
    return {.code = -32700, .message = std::move(message)};
}
Error invalid_request(std::string message) {
    return {.code = -32600, .message = std::move(message)};
}
Error method_not_found(std::string message) {
    return {.code = -32601, .message = std::move(message)};
}
Error invalid_params(std::string message) {
    return {.code = -32602, .message = std::move(message)};
}
Error internal_error(std::string message) {
    return {.code = -32603, .message = std::move(message)};
}
Error server_error(std::string message) {
    return {.code = -32000, .message = std::move(message)};
}
Error timed_out(std::string message) {
    return {.code = -32002, .message = std::move(message)};
}
Error limit_exceeded(std::string message) {
    return {.code = -32005, .message = std::move(message)};
}
Error reverted(std::string message, std::string_view data_hex) {
    return {.code = 3, .message = std::move(message), .data = Json(data_hex)};
}

void append_json(std::string& out, const Json& value) {
    boost::json::serializer serializer;
    serializer.reset(&value);
    std::array<char, 4096> chunk;  // NOLINT(*-member-init): written before it is read
    while (!serializer.done()) {
        const auto written = serializer.read(chunk.data(), chunk.size());
        out.append(written.data(), written.size());
    }
}

void append_response(std::string& out, std::string_view id, const Answer& answer) {
    out += R"({"jsonrpc":"2.0","id":)";
    out += id;
    if (answer) {
        out += R"(,"result":)";
        append_json(out, *answer);
    } else {
        std::array<char, 16> digits{};
        const auto end =
            std::to_chars(digits.data(), digits.data() + digits.size(), answer.error().code);
        out += R"(,"error":{"code":)";
        out.append(digits.data(), end.ptr);
        out += R"(,"message":)";
        append_json(out, Json(answer.error().message));
        if (answer.error().data) {
            out += R"(,"data":)";
            append_json(out, *answer.error().data);
        }
        out += '}';
    }
    out += '}';
}

}  // namespace aq::rpc
