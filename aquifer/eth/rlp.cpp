// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/rlp.hpp>

#include <aquifer/base/result.hpp>

namespace aq {

namespace {

/// The first byte of an item: below these it is a byte that stands for itself, a string, a list.
constexpr std::uint8_t kString = 0x80;
constexpr std::uint8_t kList = 0xc0;
/// Lengths up to here are part of the first byte; of a longer one that byte says how many bytes the
/// length has.
constexpr std::size_t kShortMax = 55;

std::size_t significant_bytes(std::uint64_t value) {
    return (static_cast<std::size_t>(std::bit_width(value)) + 7) / 8;
}

/// The first byte of an item and its length, at most nine bytes.
struct Prefix {
    std::array<std::uint8_t, 16> bytes{};
    std::size_t size = 1;

    Prefix(std::uint8_t kind, std::size_t length) {
        if (length <= kShortMax) {
            bytes[0] = static_cast<std::uint8_t>(kind + length);
            return;
        }
        const std::size_t width = significant_bytes(length);
        bytes[0] = static_cast<std::uint8_t>(kind + kShortMax + width);
        store_be64(bytes.data() + 1, std::uint64_t{length} << (64 - 8 * width));
        size = 1 + width;
    }
};

}  // namespace

void RlpWriter::string(BytesView value) {
    if (value.size() != 1 || value[0] >= kString) {
        const Prefix prefix(kString, value.size());
        raw(BytesView(prefix.bytes).first(prefix.size));
    }
    raw(value);
}

void RlpWriter::number(std::uint64_t value) {
    std::array<std::uint8_t, 8> bytes{};
    store_be64(bytes.data(), value);
    string(BytesView(bytes).last(significant_bytes(value)));
}

void RlpWriter::number(const u256& value) {
    std::array<std::uint8_t, 32> bytes{};
    store_be(bytes.data(), value);
    string(BytesView(bytes).last((value.bit_width() + 7) / 8));
}

std::size_t RlpWriter::open_list() {
    out_.push_back(kList);
    return out_.size();
}

// Most lists are short: their prefix is the byte that is there already, and nothing moves.
void RlpWriter::close_list(std::size_t begin) {
    const Prefix prefix(kList, out_.size() - begin);
    out_[begin - 1] = prefix.bytes[0];
    out_.insert(out_.begin() + static_cast<std::ptrdiff_t>(begin), prefix.bytes.begin() + 1,
                prefix.bytes.begin() + static_cast<std::ptrdiff_t>(prefix.size));
}

std::string_view describe(RlpFault fault) {
    switch (fault) {
        case RlpFault::kTruncated:
            return "cut off, more bytes are announced than there are";
        case RlpFault::kMissing:
            return "missing";
        case RlpFault::kTrailing:
            return "bytes after the last field";
        case RlpFault::kPrefixedByte:
            return "a byte below 0x80 with a prefix, which it must not have";
        case RlpFault::kLongLength:
            return "a length in a longer form than it needs";
        case RlpFault::kListNotString:
            return "a list where a string of bytes is expected";
        case RlpFault::kStringNotList:
            return "a string of bytes where a list is expected";
        case RlpFault::kSize:
            return "of another length than expected";
        case RlpFault::kLeadingZero:
            return "a number with leading zero bytes";
        case RlpFault::kTooLarge:
            return "a number larger than the field allows";
        case RlpFault::kTooDeep:
            return "lists nested too deeply";
    }
    AQ_ASSERT(false);
    return {};
}

std::expected<RlpReader::Item, RlpFault> RlpReader::next() const {
    if (rest_.empty()) return std::unexpected(RlpFault::kMissing);
    const std::uint8_t first = rest_[0];
    if (first < kString) return Item{false, rest_.first(1), rest_.subspan(1)};
    const bool is_list = first >= kList;
    const std::size_t short_length = first - (is_list ? kList : kString);
    std::uint64_t length = short_length;
    BytesView rest = rest_.subspan(1);
    if (short_length > kShortMax) {
        const std::size_t width = short_length - kShortMax;
        if (rest.size() < width) return std::unexpected(RlpFault::kTruncated);
        length = 0;
        for (const std::uint8_t byte : rest.first(width)) length = length << 8U | byte;
        if (rest[0] == 0 || length <= kShortMax) return std::unexpected(RlpFault::kLongLength);
        rest = rest.subspan(width);
    }
    if (length > rest.size()) return std::unexpected(RlpFault::kTruncated);
    const Item item{is_list, rest.first(length), rest.subspan(length)};
    if (!is_list && length == 1 && item.payload[0] < kString) {
        return std::unexpected(RlpFault::kPrefixedByte);
    }
    return item;
}

std::expected<BytesView, RlpFault> RlpReader::string() {
    const auto item = next();
    if (!item.has_value()) return std::unexpected(item.error());
    if (item->is_list) return std::unexpected(RlpFault::kListNotString);
    rest_ = item->rest;
    return item->payload;
}

std::expected<RlpReader::Item, RlpFault> RlpReader::next_number(std::size_t size_max) const {
    const auto item = next();
    if (!item.has_value()) return item;
    if (item->is_list) return std::unexpected(RlpFault::kListNotString);
    if (!item->payload.empty() && item->payload[0] == 0) {
        return std::unexpected(RlpFault::kLeadingZero);
    }
    if (item->payload.size() > size_max) return std::unexpected(RlpFault::kTooLarge);
    return item;
}

std::expected<std::uint64_t, RlpFault> RlpReader::number_u64() {
    const auto item = next_number(8);
    if (!item.has_value()) return std::unexpected(item.error());
    rest_ = item->rest;
    std::uint64_t value = 0;
    for (const std::uint8_t byte : item->payload) value = value << 8U | byte;
    return value;
}

std::expected<u256, RlpFault> RlpReader::number_u256() {
    const auto item = next_number(32);
    if (!item.has_value()) return std::unexpected(item.error());
    rest_ = item->rest;
    std::array<std::uint8_t, 32> word{};
    std::ranges::copy_backward(item->payload, word.end());
    return load_be(word.data());
}

std::expected<RlpReader, RlpFault> RlpReader::list() {
    const auto item = next();
    if (!item.has_value()) return std::unexpected(item.error());
    if (!item->is_list) return std::unexpected(RlpFault::kStringNotList);
    if (depth_ == kDepthMax) return std::unexpected(RlpFault::kTooDeep);
    rest_ = item->rest;
    return RlpReader(item->payload, depth_ + 1);
}

std::expected<void, RlpFault> RlpReader::end() const {
    if (!at_end()) return std::unexpected(RlpFault::kTrailing);
    return {};
}

}  // namespace aq
