// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The faces of tokens, one a kind, and what their logs and refusals are called.

#include <aquifer/ledger/contract.hpp>
#include <aquifer/protocols/erc20/state.hpp>

namespace aq::erc20 {

using Face = Contract<Ports>;

/// The kind is one that a token can have.
const Face& face(Kind kind);

std::span<const std::string_view> described_events();
std::span<const CustomError> described_errors();

}  // namespace aq::erc20
