// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Signatures as EigenLayer's contracts check them (SignatureUtilsMixin). Signatures by contracts
/// (EIP-1271) are refused as wrong ones.

#include <aquifer/eth/signature.hpp>
#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer {

/// `domainSeparator()` of a contract: name "EigenLayer", the first character of the version, the
/// live chain id.
Hash domain_separator(const State& s, const Block& block, const Address& contract);

/// SignatureUtilsMixin._checkIsValidSignatureNow: `SignatureExpired` when the expiry (Unix seconds)
/// is before the block's time, then `InvalidSignature`.
Result<void> check_signature(const Block& block, const Address& signer, const Hash& digest,
                             const Bytes& signature, const u256& expiry);

}  // namespace aq::eigenlayer
