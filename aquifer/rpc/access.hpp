// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Which Host and Origin headers are served. A page of any site can make a browser send requests to
/// a server on loopback; one whose name is rebound to 127.0.0.1 can read the answers too. What it
/// cannot do is forge these two headers.

#include <aquifer/rpc/options.hpp>

#include <string_view>

namespace aq::rpc {

/// `host` with or without a port.
bool host_allowed(std::string_view host, const ServerOptions& options);
/// `origin` is scheme, host and port, as browsers send it.
bool origin_allowed(std::string_view origin, const ServerOptions& options);

}  // namespace aq::rpc
