// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/signatures.hpp>

#include <aquifer/protocols/eigenlayer/errors.hpp>

namespace aq::eigenlayer {

Hash domain_separator(const State& s, const Block& block, const Address& contract) {
    return eip712_domain("EigenLayer", std::string_view(s.parameters.version.data(), 1),
                         u256(block.chain_id), contract);
}

Result<void> check_signature(const Block& block, const Address& signer, const Hash& digest,
                             const Bytes& signature, const u256& expiry) {
    AQ_REQUIRE(expiry >= u256(block.time), error::SignatureExpired);
    AQ_REQUIRE(recover_signer(digest, signature) == signer, error::InvalidSignature);
    return {};
}

}  // namespace aq::eigenlayer
