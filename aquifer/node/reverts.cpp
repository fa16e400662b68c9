// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/reverts.hpp>

#include <aquifer/base/utf8.hpp>
#include <aquifer/eth/abi.hpp>

#include <array>
#include <optional>

namespace aq::node {

namespace {

constexpr Selector kErrorText = "0x08c379a0"_selector;
constexpr Selector kPanicCode = "0x4e487b71"_selector;

struct PanicText {
    std::uint64_t code;
    std::string_view text;
};
/// Solidity's codes (documentation, "Panic via assert and Error via require") in geth's words.
constexpr std::array<PanicText, 10> kPanics{{
    {0x00, "generic panic"},
    {0x01, "assert(false)"},
    {0x11, "arithmetic underflow or overflow"},
    {0x12, "division or modulo by zero"},
    {0x21, "enum overflow"},
    {0x22, "invalid encoded storage byte array accessed"},
    {0x31, "out-of-bounds array access; popping on an empty array"},
    {0x32, "out-of-bounds access of an array or bytesN"},
    {0x41, "out of memory"},
    {0x51, "uninitialized function"},
}};

std::string panic_text(const u256& code) {
    for (const PanicText& panic : kPanics) {
        if (code == u256(panic.code)) return std::string(panic.text);
    }
    return "unknown panic code: 0x" + to_hex(to_hash(code)).substr(2);
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

/// What data says for people; nothing where only its receiver can tell.
std::optional<std::string> text_of(BytesView data) {
    if (data.size() < 4) return std::nullopt;
    const Selector selector{{data[0], data[1], data[2], data[3]}};
    const AbiReader arguments(data.subspan(4));
    std::string text;
    u256 code;
    if (selector == kErrorText && abi_decode(arguments, text) && is_utf8(text)) return text;
    if (selector == kPanicCode && abi_decode(arguments, code)) return panic_text(code);
    return std::nullopt;
}

}  // namespace

std::string revert_message(BytesView data) {
    const auto text = text_of(data);
    return text.has_value() ? "execution reverted: " + *text : "execution reverted";
}

rpc::Error revert_error(BytesView data) {
    return rpc::reverted(revert_message(data), to_hex(data));
}

}  // namespace aq::node
