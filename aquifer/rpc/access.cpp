// SPDX-License-Identifier: Apache-2.0
#include <aquifer/rpc/access.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

namespace aq::rpc {
namespace {

bool equal_letters(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

/// Takes the port off; nothing if what stands there is no host and port.
std::optional<std::string_view> without_port(std::string_view host) {
    const std::size_t bracket = host.starts_with('[') ? host.find(']') : 0;
    if (bracket == std::string_view::npos) return std::nullopt;
    const std::size_t colon = host.find(':', bracket);
    if (bracket != 0 && std::min(colon, host.size()) != bracket + 1) return std::nullopt;
    const auto name = host.substr(0, colon);
    if (name.empty()) return std::nullopt;
    if (colon == std::string_view::npos) return name;
    const auto port = host.substr(colon + 1);
    std::uint16_t number = 0;
    const auto read = std::from_chars(port.data(), port.data() + port.size(), number);
    if (read.ec != std::errc() || read.ptr != port.data() + port.size()) return std::nullopt;
    return name;
}

/// 127.a.b.c, written out in full: nothing that a resolver might read otherwise.
bool is_loopback_v4(std::string_view name) {
    int parts = 0;
    for (bool more = true; more; ++parts) {
        const std::size_t dot = name.find('.');
        const auto part = name.substr(0, dot);
        std::uint8_t number = 0;
        const auto read = std::from_chars(part.data(), part.data() + part.size(), number);
        // A leading zero means octal to some resolvers.
        const bool is_octal = part.size() > 1 && part.front() == '0';
        if (part.empty() || is_octal || read.ec != std::errc() ||
            read.ptr != part.data() + part.size()) {
            return false;
        }
        if (parts == 0 && number != 127) return false;
        more = dot != std::string_view::npos;
        if (more) name.remove_prefix(dot + 1);
    }
    return parts == 4;
}

bool is_loopback(std::string_view name) {
    constexpr std::string_view kLocal = "localhost";
    // Browsers resolve names below localhost to loopback themselves (RFC 6761).
    const bool below = name.size() > kLocal.size() &&
                       equal_letters(name.substr(name.size() - kLocal.size()), kLocal) &&
                       name[name.size() - kLocal.size() - 1] == '.';
    return below || equal_letters(name, kLocal) || name == "[::1]" || is_loopback_v4(name);
}

bool listed(std::string_view what, const std::vector<std::string>& list) {
    return std::ranges::any_of(
        list, [&](const std::string& one) { return one == "*" || equal_letters(one, what); });
}

}  // namespace

bool host_allowed(std::string_view host, const ServerOptions& options) {
    const auto name = without_port(host);
    if (!name) return false;
    if (is_loopback(*name) || listed(*name, options.allowed_hosts)) return true;
    const bool is_v6 = options.address.find(':') != std::string::npos;
    return *name == (is_v6 ? "[" + options.address + "]" : options.address);
}

bool origin_allowed(std::string_view origin, const ServerOptions& options) {
    if (listed(origin, options.allowed_origins)) return true;
    // A wallet in the browser; its user gave it leave to reach servers, and no page can claim to
    // be one.
    constexpr std::array<std::string_view, 3> kExtensions{"chrome-extension://", "moz-extension://",
                                                          "safari-web-extension://"};
    for (const auto scheme : kExtensions) {
        if (origin.starts_with(scheme)) return true;
    }
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!origin.starts_with(scheme)) continue;
        const auto name = without_port(origin.substr(scheme.size()));
        return name && is_loopback(*name);
    }
    return false;
}

}  // namespace aq::rpc
