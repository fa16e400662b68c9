// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What an HTTP connection becomes when its client asks for a WebSocket.

#include <aquifer/rpc/loop.hpp>

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

namespace aq::rpc {

/// The socket with the request to upgrade it, and the place among the connections that it has.
void serve_websocket(const std::shared_ptr<Loop>& loop, asio::ip::tcp::socket socket,
                     boost::beast::http::request<boost::beast::http::string_body> request);

/// A connection ends: gives its place free.
void count_closed(Shared& shared);

}  // namespace aq::rpc
