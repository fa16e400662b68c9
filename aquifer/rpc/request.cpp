// SPDX-License-Identifier: Apache-2.0
#include <aquifer/rpc/request.hpp>

#include <boost/json/parser.hpp>

#include <array>
#include <utility>

namespace aq::rpc {
namespace {

/// False when it is none of string, integer and null. A fraction, or an integer above 64 bits,
/// would come back as another number than it was sent as.
bool read_id(const Json& value, std::string& id) {
    if (value.is_null()) return true;
    if (!value.is_string() && !value.is_int64() && !value.is_uint64()) return false;
    id.clear();
    append_json(id, value);
    return true;
}

Error wrong_request(std::string_view what) {
    return invalid_request(
        "a request is an object {\"jsonrpc\":\"2.0\",\"id\":…,\"method\":…,"
        "\"params\":[…]}: " +
        std::string(what));
}

std::optional<Error> read_params(const JsonObject& object, const Method& method, Request& request) {
    const Json* params = object.if_contains("params");
    if (params == nullptr) return std::nullopt;
    if (params->is_array()) {
        request.ordered = &params->get_array();
    } else if (!params->is_object()) {
        return wrong_request("params is neither an array nor an object");
    } else if (method.named_params) {
        request.named.push_back(*params);
    } else {
        return invalid_params("'" + method.name +
                              "' takes its parameters in order, as an array, not by name");
    }
    return std::nullopt;
}

std::optional<Error> read_members(const JsonObject& object, const Methods& methods,
                                  const ServerOptions& options, Request& request) {
    const Json* id = object.if_contains("id");
    const bool id_is_right = id == nullptr || read_id(*id, request.id);
    if (!id_is_right) {
        return wrong_request("id is no string, no integer of up to 64 bits and not null");
    }
    const Json* version = object.if_contains("jsonrpc");
    if (version == nullptr || !version->is_string() || version->get_string() != "2.0") {
        return wrong_request("jsonrpc is not \"2.0\"");
    }
    const Json* name = object.if_contains("method");
    if (name == nullptr || !name->is_string()) return wrong_request("method is no string");
    // From here on it is a request, and one without an id a notification.
    request.is_notification = id == nullptr;
    const std::string_view method_name(name->get_string());
    const Method* method = methods.find(method_name);
    if (method == nullptr) return methods.unknown(method_name);
    if (method->development && !options.development) {
        return method_not_found("'" + method->name +
                                "' is a development power, and they are off; start the server "
                                "with --dev to have them");
    }
    if (auto error = read_params(object, *method, request)) return error;
    request.method = method;
    return std::nullopt;
}

}  // namespace

std::expected<Json, Error> parse_json(std::string_view text, std::size_t depth) {
    std::array<unsigned char, 2048> scratch;  // NOLINT(*-member-init): the parser's
    boost::json::parse_options options;
    options.max_depth = depth;
    boost::json::parser parser({}, options, scratch.data(), scratch.size());
    parser.reset();
    boost::json::error_code failure;
    const std::size_t read = parser.write_some(text.data(), text.size(), failure);
    if (!failure && text.find_first_not_of(" \t\r\n", read) != std::string_view::npos) {
        return std::unexpected(
            parse_error("more follows the JSON, at byte " + std::to_string(read)));
    }
    if (failure == boost::json::error::too_deep) {
        return std::unexpected(
            parse_error("the JSON is nested deeper than the limit of " + std::to_string(depth)));
    }
    if (failure) {
        return std::unexpected(parse_error("this is no JSON: " + failure.message() + ", at byte " +
                                           std::to_string(read)));
    }
    return parser.release();
}

Request read_request(const Json& value, const Methods& methods, const ServerOptions& options) {
    Request request;
    if (const JsonObject* object = value.if_object()) {
        request.refusal = read_members(*object, methods, options, request);
    } else {
        request.refusal = wrong_request("this is no object");
    }
    return request;
}

}  // namespace aq::rpc
