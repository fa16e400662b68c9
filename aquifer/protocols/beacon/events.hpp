// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The deposit contract's event. The two request contracts log without topics: the caller's
/// address, then their input.

#include <aquifer/eth/event.hpp>

namespace aq::beacon {

struct DepositEvent {
    static constexpr Abi abi{
        "DepositEvent(bytes pubkey, bytes withdrawal_credentials, bytes amount, bytes signature, "
        "bytes index)"};
    Bytes pubkey;
    Bytes withdrawal_credentials;
    /// Gwei, 8 bytes little-endian, as is the index.
    Bytes amount;
    Bytes signature;
    Bytes index;
};

}  // namespace aq::beacon
