// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What is refused before toml++ 3.3 sees it, because its behaviour there is undefined: it asks of
/// a letter beyond ASCII whether it is a blank, and for many of them leaves the answer open
/// (`is_non_ascii_horizontal_whitespace`). That happens outside of quotes and comments, where TOML
/// has no such letters anyway, and within text of several lines, which no setting needs.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace aq::config {

struct Stray {
    /// Counted from one, columns in characters.
    std::size_t line = 1;
    std::size_t column = 1;
    std::string what;
    std::string advice;
};

/// The first of them, if there is one.
std::optional<Stray> stray_in(std::string_view text);

}  // namespace aq::config
