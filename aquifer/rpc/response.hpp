// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Writes HTTP responses. Their few headers are always the same, so they are put together here
/// rather than in a map first.

#include <string>
#include <string_view>

namespace aq::rpc {

struct ResponseHead {
    unsigned status = 200;
    std::string_view content_type = "application/json";
    bool keep_alive = true;
    /// The page that may read the response, from its Origin header; empty when there is none.
    std::string_view origin = {};
    /// More header lines, each with its line end.
    std::string_view more = {};
};

/// Appends a response; one to HEAD has the length of its body, but not the body.
void append_http(std::string& out, const ResponseHead& head, std::string_view body,
                 bool is_head = false);

/// What a refused request is told: a JSON-RPC error, so that clients show its message.
std::string refusal_body(std::string_view message);

}  // namespace aq::rpc
