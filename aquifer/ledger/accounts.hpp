// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the chain itself knows of an address: its ether, which contract stands there, and how
/// many transactions it has sent.

#include <aquifer/ledger/quantity.hpp>
#include <aquifer/ledger/table.hpp>

namespace aq {

/// Which contract's code an address has. `stack` gives the numbers; zero is an account without
/// code.
enum class Code : std::uint16_t { kNone = 0 };

struct Accounts {
    Table<Address, Wei> ether;
    Table<Address, Code> code;
    /// Transactions sent so far. A chain counts them; replay of a recorded run does not.
    Table<Address, std::uint64_t> nonces;

    [[nodiscard]] bool has_code(const Address& at) const { return code.contains(at); }
    friend bool operator==(const Accounts&, const Accounts&) = default;
};

namespace move {

/// Keeps: the sum of all ether. The caller has checked that `from` has it.
void transfer_ether(Undo& u, Accounts& accounts, const Address& from, const Address& to, Wei value);
/// Ether from or to outside the chain's rules: the beacon chain, a development command.
void set_ether(Undo& u, Accounts& accounts, const Address& at, Wei value);
/// Keeps: an address's code never changes once it is there.
void deploy(Undo& u, Accounts& accounts, const Address& at, Code code);
/// Keeps: nothing; the caller knows which nonce comes next.
void set_nonce(Undo& u, Accounts& accounts, const Address& at, std::uint64_t nonce);

}  // namespace move

}  // namespace aq
