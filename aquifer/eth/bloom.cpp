// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/bloom.hpp>

namespace aq {

namespace {

std::size_t byte_of(std::uint16_t index) {
    return 255 - index / 8U;
}

std::uint8_t mask_of(std::uint16_t index) {
    return static_cast<std::uint8_t>(1U << (index % 8U));
}

}  // namespace

// The low eleven bits of each of the hash's first three pairs of bytes.
BloomBits::BloomBits(BytesView of) {
    const Digest hash = keccak256(of);
    for (std::size_t i = 0; i < index.size(); ++i) {
        index[i] = static_cast<std::uint16_t>((hash[2 * i] & 7U) << 8U | hash[2 * i + 1]);
    }
}

void Bloom::add(const BloomBits& bits) {
    for (const std::uint16_t index : bits.index) bytes[byte_of(index)] |= mask_of(index);
}

void Bloom::add(const LogView& log) {
    add(BloomBits(log.emitter.bytes));
    for (const Hash& topic : log.topics) add(BloomBits(topic.bytes));
}

void Bloom::merge(const Bloom& other) {
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] |= other.bytes[i];
}

bool Bloom::may_contain(const BloomBits& bits) const {
    return std::ranges::all_of(bits.index, [&](std::uint16_t index) {
        return (bytes[byte_of(index)] & mask_of(index)) != 0;
    });
}

Bloom bloom_of(std::span<const LogView> logs) {
    Bloom out;
    for (const LogView& log : logs) out.add(log);
    return out;
}

}  // namespace aq
