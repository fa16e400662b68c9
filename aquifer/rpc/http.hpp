// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A connection as it begins: HTTP/1.1 with keep-alive and pipelining, one request at a time.

#include <aquifer/rpc/loop.hpp>

namespace aq::rpc {

/// Called on the loop's thread. A connection over the limit (`is_refused`) is told so and closed.
void serve_http(const std::shared_ptr<Loop>& loop, asio::ip::tcp::socket socket, bool is_refused);

}  // namespace aq::rpc
