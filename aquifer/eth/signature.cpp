// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/signature.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/eth/abi.hpp>

#include <secp256k1.h>
#include <secp256k1_recovery.h>

namespace aq {

namespace {

/// Half of the group's order, rounded down: the highest s that OpenZeppelin takes.
constexpr u256 kHalfOrder = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0_u256;

const secp256k1_context* context() {
    static const secp256k1_context* const kContext =
        secp256k1_context_create(SECP256K1_CONTEXT_NONE);
    return kContext;
}

Address account_of(const secp256k1_pubkey& key) {
    std::array<std::uint8_t, 65> bytes{};
    std::size_t size = bytes.size();
    secp256k1_ec_pubkey_serialize(context(), bytes.data(), &size, &key, SECP256K1_EC_UNCOMPRESSED);
    const Digest hash = keccak256(BytesView(bytes).subspan(1));
    Address out;
    std::copy_n(hash.begin() + 12, 20, out.bytes.begin());
    return out;
}

}  // namespace

std::optional<Address> recover_signer(const Hash& digest, BytesView signature) {
    if (signature.size() != 65) return std::nullopt;
    const std::uint8_t v = signature[64];
    if (v != 27 && v != 28) return std::nullopt;
    if (load_be(signature.data() + 32) > kHalfOrder) return std::nullopt;
    secp256k1_ecdsa_recoverable_signature parsed;
    if (secp256k1_ecdsa_recoverable_signature_parse_compact(context(), &parsed, signature.data(),
                                                            v - 27) == 0) {
        return std::nullopt;
    }
    secp256k1_pubkey key;
    if (secp256k1_ecdsa_recover(context(), &key, &parsed, digest.bytes.data()) == 0) {
        return std::nullopt;
    }
    return account_of(key);
}

Bytes sign(const Hash& digest, const Hash& secret) {
    secp256k1_ecdsa_recoverable_signature signature;
    AQ_ASSERT(secp256k1_ecdsa_sign_recoverable(context(), &signature, digest.bytes.data(),
                                               secret.bytes.data(), nullptr, nullptr) == 1);
    Bytes out(65);
    int recovery = 0;
    secp256k1_ecdsa_recoverable_signature_serialize_compact(context(), out.data(), &recovery,
                                                            &signature);
    out[64] = static_cast<std::uint8_t>(27 + recovery);
    return out;
}

Address account_of(const Hash& secret) {
    secp256k1_pubkey key;
    AQ_ASSERT(secp256k1_ec_pubkey_create(context(), &key, secret.bytes.data()) == 1);
    return account_of(key);
}

Hash eip712_domain(std::string_view name, std::string_view version, const u256& chain_id,
                   const Address& verifying_contract) {
    constexpr Hash kDomainType =
        "0x8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f"_hash;
    return keccak(BytesView(
        abi_encode(kDomainType, keccak(name), keccak(version), chain_id, verifying_contract)));
}

Hash eip712_digest(const Hash& domain, const Hash& struct_hash) {
    std::array<std::uint8_t, 66> bytes{0x19, 0x01};
    std::ranges::copy(domain.bytes, bytes.begin() + 2);
    std::ranges::copy(struct_hash.bytes, bytes.begin() + 34);
    return keccak(BytesView(bytes));
}

}  // namespace aq
