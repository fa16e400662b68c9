// SPDX-License-Identifier: Apache-2.0
#include <aquifer/rpc/response.hpp>

#include <aquifer/rpc/answer.hpp>

#include <array>
#include <charconv>

namespace aq::rpc {
namespace {

std::string_view status_text(unsigned status) {
    switch (status) {
        case 200:
            return "200 OK";
        case 204:
            return "204 No Content";
        case 400:
            return "400 Bad Request";
        case 403:
            return "403 Forbidden";
        case 404:
            return "404 Not Found";
        case 405:
            return "405 Method Not Allowed";
        case 408:
            return "408 Request Timeout";
        case 411:
            return "411 Length Required";
        case 413:
            return "413 Content Too Large";
        case 415:
            return "415 Unsupported Media Type";
        case 431:
            return "431 Request Header Fields Too Large";
        case 503:
            return "503 Service Unavailable";
        default:
            return "500 Internal Server Error";
    }
}

}  // namespace

void append_http(std::string& out, const ResponseHead& head, std::string_view body, bool is_head) {
    out += "HTTP/1.1 ";
    out += status_text(head.status);
    // RFC 9110 section 8.6: no length with 204.
    if (head.status != 204) {
        std::array<char, 24> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), body.size());
        out += "\r\nContent-Type: ";
        out += head.content_type;
        out += "\r\nContent-Length: ";
        out.append(digits.data(), end.ptr);
    }
    // Also for HTTP/1.0, which closes unless told otherwise.
    out += head.keep_alive ? "\r\nConnection: keep-alive\r\n" : "\r\nConnection: close\r\n";
    if (!head.origin.empty()) {
        out += "Access-Control-Allow-Origin: ";
        out += head.origin;
        out += "\r\nVary: Origin\r\n";
    }
    out += head.more;
    out += "\r\n";
    if (head.status != 204 && !is_head) out += body;
}

std::string refusal_body(std::string_view message) {
    std::string out;
    append_response(out, "null", std::unexpected(server_error(std::string(message))));
    return out;
}

}  // namespace aq::rpc
