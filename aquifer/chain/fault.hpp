// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The world failed, or asks what cannot be: what was tried, where, and what to do about it.

#include <expected>
#include <string>

namespace aq::chain {

struct Fault {
    std::string what;
};

template <class T>
using Expected = std::expected<T, Fault>;

}  // namespace aq::chain
