// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What went wrong with a file, for the person who has to do something about it.

#include <cstddef>
#include <expected>
#include <string>

namespace aq::replay {

struct Fault {
    std::string file;
    /// Counted from one; zero when the file as a whole is meant.
    std::size_t line = 0;
    /// What was found and what was expected instead.
    std::string what;
    /// What to do about it.
    std::string advice;

    [[nodiscard]] std::string to_text() const {
        return file + (line != 0 ? ":" + std::to_string(line) : std::string()) + ": " + what +
               "\n  " + advice;
    }
};

template <class T>
using Expected = std::expected<T, Fault>;

}  // namespace aq::replay
