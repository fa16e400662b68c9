// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/permits.hpp>

#include <aquifer/eth/signature.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/erc20/steps.hpp>

#include <algorithm>

namespace aq::erc20 {

namespace {

/// keccak("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)").
constexpr Hash kPermitType =
    "0x6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c9"_hash;
/// The order of secp256k1's group, and half of it rounded down.
constexpr u256 kOrder = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141_u256;
constexpr u256 kHalfOrder = kOrder >> 1;

struct Signature {
    std::uint8_t v = 0;
    u256 r;
    u256 s;
};

/// The machine's ecrecover; nothing where it answers zero.
std::optional<Address> recovered(const Hash& digest, Signature signature) {
    if (signature.v != 27 && signature.v != 28) return std::nullopt;
    if (signature.s >= kOrder) return std::nullopt;
    if (signature.s > kHalfOrder) {
        // The same key signed with the order's complement of s and the other v.
        signature.s = wrapping_sub(kOrder, signature.s);
        signature.v = static_cast<std::uint8_t>(55 - signature.v);
    }
    std::array<std::uint8_t, 65> bytes{};
    store_be(bytes.data(), signature.r);
    store_be(bytes.data() + 32, signature.s);
    bytes[64] = signature.v;
    return recover_signer(digest, bytes);
}

bool takes_permits(const State& s, const Address& token) {
    return !s.titles[token].permit_version.text().empty();
}

Hash domain_of(const State& s, const Block& block, const Address& token) {
    const Title& title = s.titles[token];
    return eip712_domain(title.name.text(), title.permit_version.text(), u256(block.chain_id),
                         token);
}

/// ECDSA.recover, ECRecover.recover, or the bare ecrecover of solmate.
Result<void> check_signature(const Generation::Permit& words, const Hash& digest,
                             const Signature& signature, const Address& owner) {
    AQ_TRY(require(signature.s <= kHalfOrder, words.high_s, {{}, {}, Amount(signature.s), {}}));
    AQ_TRY(require(signature.v == 27 || signature.v == 28, words.bad_v, {}));
    const std::optional<Address> signer = recovered(digest, signature);
    if (!signer.has_value()) return std::unexpected(words.signed_by_nobody({}));
    return require(*signer == owner, words.signed_by_another, {*signer, {}, {}, owner});
}

/// The refusal of WstETH and of FiatTokenV2, which Solidity 0.6 compiled: it copies a text longer
/// than a word over the memory where ecrecover's arguments were, and sends that in whole words.
/// Behind the 34 bytes of text stand the bytes of s that they do not cover.
Revert approve_to_zero_over(const Hash& s) {
    constexpr std::size_t kEndOfText = 4 + 2 * 32 + 34;
    constexpr std::size_t kPlaceOfS = 3 * 32;
    Bytes data = Revert("ERC20: approve to the zero address").encode();
    const BytesView left = BytesView(s.bytes).subspan(kEndOfText - kPlaceOfS);
    std::ranges::copy(left, data.begin() + kEndOfText);
    return Revert::data(std::move(data));
}

}  // namespace

Hash permit_digest(const State& s, const Block& block, const Address& token,
                   const Permission& permission) {
    const Hash content =
        keccak(BytesView(abi_encode(kPermitType, permission.owner, permission.spender,
                                    permission.value, permission.nonce, permission.deadline)));
    return eip712_digest(domain_of(s, block, token), content);
}

Result<void> permit(Tx& tx, Ports& ports, const Call& call, Address owner, Address spender,
                    Amount value, u256 deadline, std::uint8_t v, Hash r, Hash s) {
    AQ_REQUIRE(takes_permits(ports.self, call.to));
    const Generation::Permit& words = generation_at(ports, call.to).permit;
    AQ_TRY(require_open(ports, call.to, {owner, spender}));
    AQ_TRY(require(deadline >= u256(tx.block.time), words.expired, {{}, {}, Amount(deadline), {}}));
    const Permission permission{owner, spender, value, nonce(ports.self, call.to, owner), deadline};
    AQ_TRY(check_signature(words, permit_digest(ports.self, tx.block, call.to, permission),
                           {v, to_u256(r), to_u256(s)}, owner));
    if (words.shows_memory && spender == kZeroAddress) {
        return std::unexpected(approve_to_zero_over(s));
    }
    move::use_nonce(tx.undo, ports.self, call.to, owner);
    return approve_checked(tx, ports, {owner, spender, value}, call.to, true);
}

Result<u256> nonces(const View<Ports>& v, Address owner) {
    AQ_REQUIRE(takes_permits(v.ports.self, v.self()));
    return nonce(v.ports.self, v.self(), owner);
}

Result<Hash> domain_separator(const View<Ports>& v) {
    AQ_REQUIRE(takes_permits(v.ports.self, v.self()));
    return domain_of(v.ports.self, v.block(), v.self());
}

}  // namespace aq::erc20
