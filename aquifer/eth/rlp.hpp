// SPDX-License-Identifier: Apache-2.0
#pragma once

/// RLP (Yellow Paper, appendix B): strings of bytes and lists of such, each in its one canonical
/// form. A number is the string of its big-endian bytes without leading zeros.

#include <aquifer/base/bytes.hpp>
#include <aquifer/base/u256.hpp>

#include <algorithm>
#include <array>
#include <expected>
#include <string_view>

namespace aq {

/// Writes items one after the other. Each byte is moved at most once for every list of more than 55
/// bytes that it is in.
class RlpWriter {
public:
    void string(BytesView value);
    void number(std::uint64_t value);
    void number(const u256& value);
    /// A list of what `items()` writes into this writer.
    template <class Items>
    void list(const Items& items) {
        const std::size_t begin = open_list();
        items();
        close_list(begin);
    }
    /// Bytes as they are: an item that is encoded already, or what stands before the first one.
    void raw(BytesView encoded) { out_.insert(out_.end(), encoded.begin(), encoded.end()); }

    void reserve(std::size_t size) { out_.reserve(size); }
    [[nodiscard]] std::size_t size() const { return out_.size(); }
    [[nodiscard]] BytesView bytes() const { return out_; }
    /// Takes back what was written since the writer had this size, which must not be within a list
    /// that is closed.
    void rewind(std::size_t size) { out_.resize(size); }
    [[nodiscard]] Bytes take() && { return std::move(out_); }

private:
    std::size_t open_list();
    void close_list(std::size_t begin);

    Bytes out_;
};

/// Why bytes are not what the reader was asked for.
enum class RlpFault : std::uint8_t {
    /// More bytes are announced than there are.
    kTruncated,
    /// The input or the list ends where another item is wanted.
    kMissing,
    /// Something follows where the end is wanted.
    kTrailing,
    /// A string of one byte below 0x80 stands for itself and takes no prefix.
    kPrefixedByte,
    /// A length in the long form that is below 56 or begins with a zero byte.
    kLongLength,
    kListNotString,
    kStringNotList,
    /// A string of another length than the field has.
    kSize,
    /// A number that begins with a zero byte.
    kLeadingZero,
    /// A number that does not fit its field.
    kTooLarge,
    /// Lists within lists past `RlpReader::kDepthMax`.
    kTooDeep,
};

/// What stands in a message after the field's name.
std::string_view describe(RlpFault fault);

/// Reads the items of a list, or of the whole input, from the front. A reader that has failed stays
/// where it was. What it gives is borrowed from the input.
class RlpReader {
public:
    /// Deeper than anything in Ethereum, shallow enough for those who read lists by recursion.
    static constexpr unsigned kDepthMax = 64;

    explicit RlpReader(BytesView input) : rest_(input) {}

    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] bool at_list() const { return !rest_.empty() && rest_[0] >= 0xc0; }

    std::expected<BytesView, RlpFault> string();
    std::expected<std::uint64_t, RlpFault> number_u64();
    std::expected<u256, RlpFault> number_u256();
    /// The items of a list, which are checked as they are read. Ask for its end, too.
    std::expected<RlpReader, RlpFault> list();
    /// A string of exactly this length.
    template <std::size_t Size>
    std::expected<std::array<std::uint8_t, Size>, RlpFault> fixed() {
        const RlpReader before = *this;
        const auto value = string();
        if (!value.has_value()) return std::unexpected(value.error());
        if (value->size() != Size) {
            *this = before;
            return std::unexpected(RlpFault::kSize);
        }
        std::array<std::uint8_t, Size> out{};
        std::ranges::copy(*value, out.begin());
        return out;
    }
    /// That nothing follows.
    [[nodiscard]] std::expected<void, RlpFault> end() const;

private:
    struct Item {
        bool is_list = false;
        BytesView payload;
        BytesView rest;
    };

    RlpReader(BytesView input, unsigned depth) : rest_(input), depth_(depth) {}

    [[nodiscard]] std::expected<Item, RlpFault> next() const;
    [[nodiscard]] std::expected<Item, RlpFault> next_number(std::size_t size_max) const;

    BytesView rest_;
    unsigned depth_ = 0;
};

}  // namespace aq
