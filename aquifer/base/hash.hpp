// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Keccak-256 (as Ethereum uses it, with the original padding) and SHA-256 (FIPS 180-4).

#include <aquifer/base/bytes.hpp>

#include <array>

namespace aq {

using Digest = std::array<std::uint8_t, 32>;

Digest keccak256(BytesView data);

/// Keccak-256 of bytes that come piece by piece.
class Keccak256 {
public:
    void update(BytesView data);
    /// Of all that came; nothing may come after.
    [[nodiscard]] Digest finish();

private:
    static constexpr std::size_t kRate = 136;

    std::array<std::uint64_t, 25> state_{};
    /// What does not fill a block yet.
    std::array<std::uint8_t, kRate> rest_{};
    std::size_t held_ = 0;
};

Digest sha256(BytesView data);
/// SHA-256 of two digests side by side: the inner node of beacon-chain trees.
Digest sha256_pair(const Digest& left, const Digest& right);

}  // namespace aq
