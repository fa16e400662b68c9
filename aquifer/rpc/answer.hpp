// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What a method answers: a JSON value, or an error with the codes that the ecosystem knows
/// (JSON-RPC 2.0 section 5.1, EIP-1474, and code 3 of geth for a revert).

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace aq::rpc {

using Json = boost::json::value;
using JsonArray = boost::json::array;
using JsonObject = boost::json::object;

struct Error {
    int code = 0;
    std::string message;
    std::optional<Json> data = std::nullopt;
};

using Answer = std::expected<Json, Error>;

/// The text is no JSON.
Error parse_error(std::string message);
/// JSON, but no request.
Error invalid_request(std::string message);
Error method_not_found(std::string message);
Error invalid_params(std::string message);
/// Our own fault, or that of a library below us.
Error internal_error(std::string message);
/// A refusal that has no code of its own.
Error server_error(std::string message);
/// The answer did not come in time.
Error timed_out(std::string message);
Error limit_exceeded(std::string message);
/// The contract said no; `data_hex` is what it returned, so that clients decode custom errors.
Error reverted(std::string message, std::string_view data_hex);

/// Appends a value as JSON text.
void append_json(std::string& out, const Json& value);
/// Appends a whole response; `id` is JSON text already.
void append_response(std::string& out, std::string_view id, const Answer& answer);

}  // namespace aq::rpc
