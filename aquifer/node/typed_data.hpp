// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What `eth_signTypedData_v4` signs: the digest of any typed data (EIP-712), from its JSON.

#include <aquifer/node/format.hpp>

namespace aq::node {

/// The object with `types`, `primaryType`, `domain` and `message`, or its text. Types have arrays;
/// a struct that is null hashes as zero, as MetaMask has it.
Parsed<Hash> typed_data_digest(const Json& from, const Place& place);

}  // namespace aq::node
