// SPDX-License-Identifier: Apache-2.0
#include <aquifer/ledger/accounts.hpp>

namespace aq::move {

void transfer_ether(Undo& u, Accounts& accounts, const Address& from, const Address& to,
                    Wei value) {
    if (value.is_zero() || from == to) return;
    u.set(accounts.ether, from, accounts.ether[from] - value);
    u.set(accounts.ether, to, accounts.ether[to] + value);
}

void set_ether(Undo& u, Accounts& accounts, const Address& at, Wei value) {
    u.set(accounts.ether, at, value);
}

void deploy(Undo& u, Accounts& accounts, const Address& at, Code code) {
    AQ_ASSERT(code != Code::kNone);
    AQ_ASSERT(!accounts.has_code(at));
    u.set(accounts.code, at, code);
}

void set_nonce(Undo& u, Accounts& accounts, const Address& at, std::uint64_t nonce) {
    u.set(accounts.nonces, at, nonce);
}

}  // namespace aq::move
