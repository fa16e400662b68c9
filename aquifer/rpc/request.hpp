// SPDX-License-Identifier: Apache-2.0
#pragma once

/// One request, as section 4 of the JSON-RPC 2.0 specification has it.

#include <aquifer/rpc/methods.hpp>
#include <aquifer/rpc/options.hpp>

#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace aq::rpc {

/// The value that a text holds, or -32700 and where it goes wrong.
std::expected<Json, Error> parse_json(std::string_view text, std::size_t depth);

struct Request {
    /// As JSON text; "null" when it is null, absent or wrong.
    std::string id = "null";
    /// Without an id it gets no answer, not even an error.
    bool is_notification = false;
    /// Null when refused.
    const Method* method = nullptr;
    /// Borrowed from the value; null when `named` has them.
    const JsonArray* ordered = nullptr;
    JsonArray named = {};
    std::optional<Error> refusal = std::nullopt;

    [[nodiscard]] const JsonArray& params() const { return ordered != nullptr ? *ordered : named; }
};

/// What `value` asks for, borrowing its parameters; or why that cannot be.
Request read_request(const Json& value, const Methods& methods, const ServerOptions& options);

}  // namespace aq::rpc
