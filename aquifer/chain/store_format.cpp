// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/store_environment.hpp>

namespace aq::chain::detail {

namespace {

void append_number(Bytes& out, std::uint64_t number, unsigned bytes) {
    for (unsigned i = bytes; i > 0; --i) {
        out.push_back(static_cast<std::uint8_t>(number >> (8 * (i - 1))));
    }
}
void append(Bytes& out, BytesView bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}

/// Takes from the front; after what is missing there is only zero.
class Taker {
public:
    explicit Taker(BytesView bytes) : left_(bytes) {}
    std::uint64_t number(std::size_t bytes) {
        std::uint64_t out = 0;
        for (const std::uint8_t byte : take(bytes)) out = (out << 8U) | byte;
        return out;
    }
    BytesView take(std::size_t n) {
        if (n > left_.size()) {
            good_ = false;
            left_ = {};
            return {};
        }
        const BytesView out = left_.first(n);
        left_ = left_.subspan(n);
        return out;
    }
    template <std::size_t N>
    std::array<std::uint8_t, N> bytes() {
        std::array<std::uint8_t, N> out{};
        std::ranges::copy(take(N), out.begin());
        return out;
    }
    [[nodiscard]] bool good() const { return good_; }
    [[nodiscard]] bool done() const { return good_ && left_.empty(); }

private:
    BytesView left_;
    bool good_ = true;
};

constexpr std::size_t kSizeBytes = 4;

}  // namespace

std::vector<ListKey> lists_of(const BlockKeys::LogKey& log) {
    std::vector<ListKey> out{ListKey::every(), ListKey::emitter(log.emitter)};
    for (unsigned i = 0; i < log.count; ++i) out.push_back(ListKey::topic(i, log.topics[i]));
    return out;
}

Bytes encode_block(const BlockKeys& keys, BytesView bytes) {
    Bytes out(kSizeBytes);
    append_number(out, keys.last, 8);
    out.push_back(keys.hash.has_value() ? 1 : 0);
    if (keys.hash.has_value()) append(out, keys.hash->bytes);
    append_number(out, keys.transactions.size(), 4);
    for (const Hash& hash : keys.transactions) append(out, hash.bytes);
    append_number(out, keys.logs.size(), 4);
    for (const BlockKeys::LogKey& log : keys.logs) {
        append(out, log.emitter.bytes);
        append_number(out, log.transaction, 4);
        out.push_back(log.count);
        for (std::size_t i = 0; i < log.count; ++i) append(out, log.topics[i].bytes);
    }
    Bytes size;
    append_number(size, out.size() - kSizeBytes, kSizeBytes);
    std::ranges::copy(size, out.begin());
    append(out, bytes);
    return out;
}

std::optional<BlockParts> split_block(BytesView value) {
    Taker in(value);
    const std::size_t size = in.number(kSizeBytes);
    Taker keys(in.take(size));
    const BlockParts out{keys.number(8), value.subspan(std::min(value.size(), kSizeBytes + size))};
    if (!in.good() || !keys.good()) return std::nullopt;
    return out;
}

std::optional<DecodedBlock> decode_block(std::uint64_t first, BytesView value) {
    const auto parts = split_block(value);
    if (!parts.has_value()) return std::nullopt;
    DecodedBlock out{
        {.first = first, .last = parts->last, .hash = {}, .transactions = {}, .logs = {}},
        parts->bytes};
    Taker in(value.subspan(kSizeBytes, value.size() - kSizeBytes - parts->bytes.size()));
    static_cast<void>(in.number(8));
    const std::uint64_t has_hash = in.number(1);
    if (has_hash == 1) out.keys.hash = Hash{in.bytes<32>()};
    for (std::uint64_t n = in.number(4); n > 0 && in.good(); --n) {
        out.keys.transactions.push_back({in.bytes<32>()});
    }
    for (std::uint64_t n = in.number(4); n > 0 && in.good(); --n) {
        BlockKeys::LogKey log;
        log.emitter = {in.bytes<20>()};
        log.transaction = static_cast<std::uint32_t>(in.number(4));
        log.count = static_cast<std::uint8_t>(in.number(1));
        if (log.count > log.topics.size()) return std::nullopt;
        for (std::size_t i = 0; i < log.count; ++i) log.topics[i] = {in.bytes<32>()};
        out.keys.logs.push_back(log);
    }
    if (has_hash > 1 || !in.done() || out.keys.last < first) return std::nullopt;
    return out;
}

}  // namespace aq::chain::detail
