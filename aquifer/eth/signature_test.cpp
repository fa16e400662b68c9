// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/signature.hpp>

#include <aquifer/eth/abi.hpp>

#include <gtest/gtest.h>

namespace aq {
namespace {

// Account 0 of the development mnemonic "test test … junk", which every Ethereum tool unlocks.
constexpr Hash kSigner = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"_hash;
constexpr Address kSignerAddress = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"_address;

TEST(Signature, KnowsTheAccountOfASecret) {
    EXPECT_EQ(account_of(kSigner), kSignerAddress);
}

TEST(Signature, RecoversItsSigner) {
    const Hash digest = keccak("restake");
    const Bytes signature = sign(digest, kSigner);
    EXPECT_EQ(recover_signer(digest, signature), kSignerAddress);
    EXPECT_NE(recover_signer(keccak("other"), signature), kSignerAddress);
}

TEST(Signature, RefusesWrongLengths) {
    Bytes signature = sign(keccak("x"), kSigner);
    signature.push_back(0);
    EXPECT_EQ(recover_signer(keccak("x"), signature), std::nullopt);
    EXPECT_EQ(recover_signer(keccak("x"), {}), std::nullopt);
    EXPECT_EQ(recover_signer(keccak("x"), BytesView(signature).first(64)), std::nullopt);
}

TEST(Signature, RefusesAnyRecoveryByteBut27And28) {
    Bytes signature = sign(keccak("x"), kSigner);
    for (const std::uint8_t v : Bytes{0, 1, 26, 29, 255}) {
        signature[64] = v;
        EXPECT_EQ(recover_signer(keccak("x"), signature), std::nullopt) << int{v};
    }
}

TEST(Signature, RefusesTheHighS) {
    // order - s signs the same digest with the other recovery byte; OpenZeppelin refuses it.
    Bytes signature = sign(keccak("x"), kSigner);
    const u256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141_u256;
    store_be(signature.data() + 32, wrapping_sub(order, load_be(signature.data() + 32)));
    signature[64] = signature[64] == 27 ? 28 : 27;
    EXPECT_EQ(recover_signer(keccak("x"), signature), std::nullopt);
}

TEST(Signature, RefusesZeros) {
    EXPECT_EQ(recover_signer(keccak("x"), Bytes(65, 0)), std::nullopt);
    Bytes zero_r = sign(keccak("x"), kSigner);
    std::fill_n(zero_r.begin(), 32, std::uint8_t{0});
    EXPECT_EQ(recover_signer(keccak("x"), zero_r), std::nullopt);
}

TEST(TypedData, DomainSeparatorIsMainnetsStrategyManagers) {
    // Published for 0x858646372CC42E1A627fcE94aa7A7033e7CF075A: name EigenLayer, version 1,
    // chain 1.
    EXPECT_EQ(
        eip712_domain("EigenLayer", "1", 1, "0x858646372cc42e1a627fce94aa7a7033e7cf075a"_address),
        "0x7c2f5724769520ee7544a4791200f9aa455f6f21afc2d346341bbce85843ac90"_hash);
}

TEST(TypedData, DigestIsTheExampleOfEip712) {
    // EIP-712's own example ("Mail"): domain, struct hash and digest.
    EXPECT_EQ(
        eip712_digest("0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f"_hash,
                      "0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e"_hash),
        "0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2"_hash);
}

}  // namespace
}  // namespace aq
