// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The events and custom errors of all protocols by topic and by selector, for showing logs and
/// reverts to people. The build collects them from the protocols' headers: nothing is registered.

#include <aquifer/eth/abi_text.hpp>
#include <aquifer/eth/event.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace aq::stack {

/// The events with this topic. Two contracts may index different parameters of one event.
std::span<const std::string_view> find_events(const Hash& topic);

/// The custom error with this selector; empty if there is none.
std::string_view find_error(const Selector& selector);

/// What the headers of a protocol declare (`lido`, `eigenlayer`, …: its folder).
std::vector<std::string_view> events_of(std::string_view protocol);
std::vector<std::string_view> errors_of(std::string_view protocol);

/// A log decoded by the declaration that fits it best: one that reads it whole, if there is one.
AbiText decode_log(const LogView& log, const AddressName& name = {});

/// Revert data decoded by the error that its selector names.
AbiText decode_revert(BytesView data, const AddressName& name = {});

}  // namespace aq::stack
