// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/rules_steth.hpp>

#include <aquifer/eth/signature.hpp>
#include <aquifer/protocols/lido/events_steth.hpp>
#include <aquifer/protocols/lido/moves_steth.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>

namespace aq::lido::steth {

namespace {

constexpr Hash kPermitTypehash =
    "0x6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c9"_hash;
constexpr Selector kIsValidSignature = "0x1626ba7e"_selector;
/// Half of secp256k1's order: signatures with a greater s are the mirror image of another.
constexpr u256 kSMax = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0_u256;

/// Who moves what: the shares move, the amount is what the log says.
struct Movement {
    Address from;
    Address to;
    Wei amount;
    Shares shares;
};

void log_transfer(Tx& tx, const Call& call, const Movement& m) {
    tx.log(call.to, Transfer{m.from, m.to, m.amount});
    tx.log(call.to, TransferShares{m.from, m.to, m.shares});
}

/// StETH._transferShares.
Result<void> move_shares(Tx& tx, Ports& ports, const Call& call, const Address& from,
                         const Address& to, Shares n) {
    State& s = ports.self;
    AQ_REQUIRE(from != kZeroAddress, "TRANSFER_FROM_ZERO_ADDR");
    AQ_REQUIRE(to != kZeroAddress, "TRANSFER_TO_ZERO_ADDR");
    AQ_REQUIRE(to != call.to, "TRANSFER_TO_STETH_CONTRACT");
    AQ_TRY(require_not_stopped(s));
    AQ_REQUIRE(n <= s.steth.shares[from], "BALANCE_EXCEEDED");
    move::transfer_shares(tx.undo, s.steth, from, to, n);
    return {};
}

/// StETH._transfer.
Result<bool> move_amount(Tx& tx, Ports& ports, const Call& call, const Address& from,
                         const Address& to, Wei amount) {
    const Shares n = AQ_TRY(shares_by_pooled_eth_down(ports.self, amount));
    AQ_TRY(move_shares(tx, ports, call, from, to, n));
    log_transfer(tx, call, {from, to, amount, n});
    return true;
}

/// StETH._spendAllowance: 2^256 - 1 is not lowered.
Result<void> spend_allowance(Tx& tx, Ports& ports, const Call& call, const Address& owner,
                             Wei amount) {
    const Wei allowed = ports.self.steth.allowances[Key<Address, Address>(owner, call.sender)];
    if (allowed == Wei::max()) return {};
    AQ_REQUIRE(allowed >= amount, "ALLOWANCE_EXCEEDED");
    return approve_from(tx, ports, call, owner, call.sender, allowed - amount);
}

struct Signature {
    std::uint8_t v = 0;
    Hash r;
    Hash s;

    [[nodiscard]] Bytes bytes() const {
        Bytes out(r.bytes.begin(), r.bytes.end());
        out.insert(out.end(), s.bytes.begin(), s.bytes.end());
        out.push_back(v);
        return out;
    }
};

/// SignatureUtils.isValidSignature.
Result<bool> is_valid_signature(Tx& tx, Ports& ports, const Call& call, const Address& signer,
                                const Hash& digest, const Signature& signature) {
    if (ports.accounts.has_code(signer)) {
        const auto answer = tx.attempt([&] {
            return tx.call(message(call.to, signer),
                           abi_call(kIsValidSignature, digest, signature.bytes()));
        });
        return answer.has_value() && answer->size() == 32 &&
               equal(*answer, abi_encode(kIsValidSignature));
    }
    AQ_REQUIRE(to_u256(signature.s) <= kSMax, "ECDSA: invalid signature 's' value");
    const std::optional<Address> recovered = recover_signer(digest, signature.bytes());
    AQ_REQUIRE(recovered.has_value(), "ECDSA: invalid signature");
    return *recovered == signer;
}

}  // namespace

Result<void> require_not_stopped(const State& s) {
    AQ_REQUIRE(*s.steth.active, "CONTRACT_IS_STOPPED");
    return {};
}

Result<bool> transfer(Tx& tx, Ports& ports, const Call& call, Address recipient, Wei amount) {
    return move_amount(tx, ports, call, call.sender, recipient, amount);
}

Result<bool> transfer_from(Tx& tx, Ports& ports, const Call& call, Address sender,
                           Address recipient, Wei amount) {
    AQ_TRY(spend_allowance(tx, ports, call, sender, amount));
    return move_amount(tx, ports, call, sender, recipient, amount);
}

Result<void> approve_from(Tx& tx, Ports& ports, const Call& call, const Address& owner,
                          const Address& spender, Wei amount) {
    AQ_REQUIRE(owner != kZeroAddress, "APPROVE_FROM_ZERO_ADDR");
    AQ_REQUIRE(spender != kZeroAddress, "APPROVE_TO_ZERO_ADDR");
    move::set_allowance(tx.undo, ports.self.steth, owner, spender, amount);
    tx.log(call.to, Approval{owner, spender, amount});
    return {};
}

Result<bool> approve(Tx& tx, Ports& ports, const Call& call, Address spender, Wei amount) {
    AQ_TRY(approve_from(tx, ports, call, call.sender, spender, amount));
    return true;
}

Result<bool> increase_allowance(Tx& tx, Ports& ports, const Call& call, Address spender,
                                Wei added) {
    const Wei now = ports.self.steth.allowances[Key<Address, Address>(call.sender, spender)];
    const auto sum = checked_add(now, added);
    AQ_REQUIRE(sum.has_value(), "MATH_ADD_OVERFLOW");
    return approve(tx, ports, call, spender, *sum);
}

Result<bool> decrease_allowance(Tx& tx, Ports& ports, const Call& call, Address spender,
                                Wei subtracted) {
    const Wei now = ports.self.steth.allowances[Key<Address, Address>(call.sender, spender)];
    AQ_REQUIRE(now >= subtracted, "ALLOWANCE_BELOW_ZERO");
    return approve(tx, ports, call, spender, now - subtracted);
}

Result<Wei> transfer_shares(Tx& tx, Ports& ports, const Call& call, Address recipient, Shares n) {
    AQ_TRY(move_shares(tx, ports, call, call.sender, recipient, n));
    const Wei amount = AQ_TRY(pooled_eth_by_shares_down(ports.self, n));
    log_transfer(tx, call, {call.sender, recipient, amount, n});
    return amount;
}

Result<Wei> transfer_shares_from(Tx& tx, Ports& ports, const Call& call, Address sender,
                                 Address recipient, Shares n) {
    const Wei amount = AQ_TRY(pooled_eth_by_shares_down(ports.self, n));
    AQ_TRY(spend_allowance(tx, ports, call, sender, amount));
    AQ_TRY(move_shares(tx, ports, call, sender, recipient, n));
    log_transfer(tx, call, {sender, recipient, amount, n});
    return amount;
}

Result<void> permit(Tx& tx, Ports& ports, const Call& call, Address owner, Address spender,
                    Wei value, u256 deadline, std::uint8_t v, Hash r, Hash s) {
    AQ_REQUIRE(u256(tx.block.time) <= deadline, "DEADLINE_EXPIRED");
    StEth& e = ports.self.steth;
    const u256 nonce = e.nonces[owner];
    move::set_nonce(tx.undo, e, owner, wrapping_add(nonce, u256(1U)));
    const Hash permitted =
        keccak(abi_encode(kPermitTypehash, owner, spender, value, nonce, deadline));
    const Hash digest = eip712_digest(domain_separator(ports.self, tx.block), permitted);
    AQ_REQUIRE(AQ_TRY(is_valid_signature(tx, ports, call, owner, digest, {v, r, s})),
               "INVALID_SIGNATURE");
    return approve_from(tx, ports, call, owner, spender, value);
}

Result<void> mint(Tx& tx, Ports& ports, const Call& call, const Address& to, Shares n) {
    StEth& e = ports.self.steth;
    AQ_REQUIRE(to != kZeroAddress, "MINT_TO_ZERO_ADDR");
    AQ_REQUIRE(to != call.to, "MINT_TO_STETH_CONTRACT");
    const auto total = checked_add(*e.total_shares, n);
    AQ_REQUIRE(total.has_value(), "MATH_ADD_OVERFLOW");
    AQ_REQUIRE(total->raw.fits_u128(), "SHARES_OVERFLOW");
    move::mint_shares(tx.undo, e, to, n);
    return {};
}

Result<void> burn(Tx& tx, Ports& ports, const Call& call, Shares n) {
    StEth& e = ports.self.steth;
    AQ_REQUIRE(call.sender != kZeroAddress, "BURN_FROM_ZERO_ADDR");
    AQ_REQUIRE(n <= e.shares[call.sender], "BALANCE_EXCEEDED");
    move::burn_shares(tx.undo, e, call.sender, n);
    return {};
}

Result<void> log_minted(Tx& tx, Ports& ports, const Call& call, const Address& to, Shares n) {
    const Wei amount = AQ_TRY(pooled_eth_by_shares_down(ports.self, n));
    log_transfer(tx, call, {kZeroAddress, to, amount, n});
    return {};
}

}  // namespace aq::lido::steth
