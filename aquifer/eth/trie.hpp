// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Roots of the Merkle Patricia tries in which a block header commits to lists (Yellow Paper,
/// appendix D).

#include <aquifer/eth/types.hpp>

#include <span>

namespace aq {

/// The root over nothing: keccak(rlp("")).
inline constexpr Hash kEmptyRoot =
    "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"_hash;

/// The root of the trie that maps rlp(i) to the i-th value, as `transactionsRoot`, `receiptsRoot`
/// and `withdrawalsRoot` are made. No value may be empty: a trie cannot hold one.
Hash ordered_root(std::span<const Bytes> values);

}  // namespace aq
