// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The faces of feeds, and what their logs are called.

#include <aquifer/ledger/contract.hpp>
#include <aquifer/protocols/feeds/state.hpp>

namespace aq::feeds {

using Face = Contract<Ports>;

/// The kind is one that a feed can have.
const Face& face(Kind kind);

std::span<const std::string_view> described_events();

}  // namespace aq::feeds
