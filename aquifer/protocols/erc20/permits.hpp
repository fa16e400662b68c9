// SPDX-License-Identifier: Apache-2.0
#pragma once

/// EIP-2612: approvals that the owner signs and anyone brings. A token whose title has no permit
/// version refuses without data, as if it had no such function.

#include <aquifer/ledger/contract.hpp>
#include <aquifer/protocols/erc20/state.hpp>

namespace aq::erc20 {

/// ERC20Permit.permit (OpenZeppelin), FiatTokenV2.permit, solmate's ERC20.permit: `deadline` (Unix
/// seconds) first, then the signature, then the approval.
Result<void> permit(Tx& tx, Ports& ports, const Call& call, Address owner, Address spender,
                    Amount value, u256 deadline, std::uint8_t v, Hash r, Hash s);

/// nonces(owner): how many permits of the owner were used.
Result<u256> nonces(const View<Ports>& v, Address owner);
/// DOMAIN_SEPARATOR(), by the live chain id.
Result<Hash> domain_separator(const View<Ports>& v);

/// What an owner signs to permit.
struct Permission {
    Address owner;
    Address spender;
    Amount value;
    u256 nonce;
    u256 deadline;
};
Hash permit_digest(const State& s, const Block& block, const Address& token,
                   const Permission& permission);

}  // namespace aq::erc20
