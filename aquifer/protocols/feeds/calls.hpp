// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How other contracts read a feed. A feed of this folder's state is read directly, any other
/// address through the machine.

#include <aquifer/ledger/tx.hpp>
#include <aquifer/protocols/feeds/queries.hpp>

namespace aq::feeds {

/// `AggregatorV3Interface(feed).latestRoundData()` asked by `asker`. An address without code, or an
/// answer that is none, reverts without data.
Result<RoundData> latest_round_data(Tx& tx, const Ports& ports, const Address& feed,
                                    const Address& asker);

/// `AggregatorV3Interface(feed).decimals()`.
Result<std::uint8_t> decimals(Tx& tx, const Ports& ports, const Address& feed,
                              const Address& asker);

}  // namespace aq::feeds
