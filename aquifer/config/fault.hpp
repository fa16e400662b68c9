// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What is wrong with a configuration, for the person who wrote it.

#include <cstddef>
#include <string>
#include <vector>

namespace aq::config {

struct Fault {
    /// The file, or what was typed instead of one.
    std::string where;
    /// Counted from one; zero when the whole is meant.
    std::size_t line = 0;
    std::size_t column = 0;
    /// What was found and what is accepted instead.
    std::string what;
    /// What to do about it.
    std::string advice;

    [[nodiscard]] std::string to_text() const;
    friend bool operator==(const Fault&, const Fault&) = default;
};

using Faults = std::vector<Fault>;

}  // namespace aq::config
