// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The bloom filter over the logs of a receipt or a block (Yellow Paper, 4.3.1): 2048 bits, three
/// of them for each emitter and each topic.

#include <aquifer/eth/event.hpp>
#include <aquifer/eth/types.hpp>

#include <array>
#include <span>

namespace aq {

/// Which three bits stand for some bytes. Computed once, it is looked up in any number of blooms.
struct BloomBits {
    std::array<std::uint16_t, 3> index{};

    explicit BloomBits(BytesView of);
};

struct Bloom {
    /// Bit 0 is the lowest of the last byte.
    std::array<std::uint8_t, 256> bytes{};

    void add(const BloomBits& bits);
    /// The emitter and the topics.
    void add(const LogView& log);
    /// Afterwards it may contain whatever either of them may.
    void merge(const Bloom& other);

    /// False says certainly not, true says perhaps.
    [[nodiscard]] bool may_contain(const BloomBits& bits) const;
    [[nodiscard]] bool may_contain(const Address& emitter) const {
        return may_contain(BloomBits(emitter.bytes));
    }
    [[nodiscard]] bool may_contain(const Hash& topic) const {
        return may_contain(BloomBits(topic.bytes));
    }

    friend bool operator==(const Bloom&, const Bloom&) = default;
};

Bloom bloom_of(std::span<const LogView> logs);

}  // namespace aq
