// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The contracts of the execution layer that belong to the beacon chain, and how blocks pass
/// between the two layers.

#include <aquifer/ledger/contract.hpp>
#include <aquifer/protocols/beacon/advance.hpp>
#include <aquifer/protocols/beacon/commands.hpp>
#include <aquifer/protocols/beacon/state.hpp>

namespace aq::beacon {

struct Ports {
    State& self;
};
using Face = Contract<Ports>;

namespace deposit_contract {

/// DepositContract.deposit.
Result<void> deposit(Tx& tx, Ports& ports, const Call& call, const Bytes& pubkey,
                     const Bytes& withdrawal_credentials, const Bytes& signature,
                     const Hash& supplied_root);
/// DepositContract.get_deposit_root.
Hash deposit_root(const State& s);
/// DepositContract.get_deposit_count: 8 bytes little-endian.
Bytes deposit_count(const State& s);
/// The root of a deposit as the contract works it out. The lengths have been checked.
struct DepositData {
    BytesView pubkey;
    BytesView withdrawal_credentials;
    std::uint64_t amount_gwei = 0;
    BytesView signature;
};
Hash deposit_data_root(const DepositData& data);

const Face& face();

}  // namespace deposit_contract

// The other three contracts are not written in Solidity: their input has no selector.

/// EIP-7002: nothing to read the fee, or 48 bytes of public key and 8 of gwei, big-endian.
Result<Bytes> call_withdrawal_requests(Tx& tx, Ports& ports, const Call& call, BytesView data);
/// EIP-7251: nothing to read the fee, or the two public keys.
Result<Bytes> call_consolidation_requests(Tx& tx, Ports& ports, const Call& call, BytesView data);
/// EIP-4788: a time in 32 bytes.
Result<Bytes> call_beacon_roots(Tx& tx, Ports& ports, const Call& call, BytesView data);

/// fake_exponential(1, excess, 17) of the request contracts, in wei, rounded down.
Wei request_fee_down(const u256& excess);

/// The next block begins: its time's parent root is there, and the answer holds the withdrawals
/// that the execution layer credits. Commands to the feed come before it, or they change what the
/// block pays.
Payload open_block(Undo& u, State& s);
/// The block ends: the deposits in its logs and up to 16 withdrawal and 2 consolidation requests go
/// to the beacon chain, and the feed passes the slot.
void close_block(Undo& u, State& s, const LogBuffer& logs);
/// Blocks pass in which nobody sends a transaction. Requests that are queued are taken first, block
/// by block, in the exact mode.
Advanced pass(Undo& u, State& s, const Span& span, Mode mode);

/// The deposits in a block's logs.
std::vector<DepositRequest> deposits_in(const LogBuffer& logs);

}  // namespace aq::beacon
