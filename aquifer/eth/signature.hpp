// SPDX-License-Identifier: Apache-2.0
#pragma once

/// ECDSA signatures over secp256k1, and the digests of typed data (EIP-712).

#include <aquifer/eth/types.hpp>

#include <optional>

namespace aq {

/// The account that signed a digest, as OpenZeppelin's `ECDSA.tryRecover` finds it: 65 bytes
/// r ‖ s ‖ v, s in the lower half of the order, v 27 or 28. Nothing if the bytes are not such a
/// signature or no key made them.
std::optional<Address> recover_signer(const Hash& digest, BytesView signature);

/// A signature in that form. For tests and the accounts of a sandbox: the secret is not protected.
/// The secret must be a valid key (not zero, below the order).
Bytes sign(const Hash& digest, const Hash& secret);
/// The account of a secret key.
Address account_of(const Hash& secret);

/// keccak256(abi.encode(typehash, keccak(name), keccak(version), chainId, verifyingContract)).
Hash eip712_domain(std::string_view name, std::string_view version, const u256& chain_id,
                   const Address& verifying_contract);
/// keccak256(0x19 0x01 ‖ domain ‖ struct hash).
Hash eip712_digest(const Hash& domain, const Hash& struct_hash);

}  // namespace aq
