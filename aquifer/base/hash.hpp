// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Keccak-256 (as Ethereum uses it, with the original padding) and SHA-256 (FIPS 180-4).

#include <aquifer/base/bytes.hpp>

#include <array>

namespace aq {

using Digest = std::array<std::uint8_t, 32>;

Digest keccak256(BytesView data);

Digest sha256(BytesView data);
/// SHA-256 of two digests side by side: the inner node of beacon-chain trees.
Digest sha256_pair(const Digest& left, const Digest& right);

}  // namespace aq
