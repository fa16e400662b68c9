// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What is wrong with a flow file: where, what, and what would have been accepted.

#include <cstddef>
#include <expected>
#include <string>
#include <vector>

namespace aq::flow {

/// A place in a flow file, both counted from one.
struct Place {
    std::size_t line = 0;
    std::size_t column = 0;
};

struct Fault {
    Place place;
    std::string what;
    /// The words that would have been accepted there, if they can be listed.
    std::vector<std::string> accepted;

    /// `story.flow:3:8: what` and, on a line of its own, what would have been accepted: all of it,
    /// or of many words those nearest to what was written.
    [[nodiscard]] std::string to_text(const std::string& file) const;
};

template <class T>
using Expected = std::expected<T, Fault>;

/// A fault about a word that is none of those known; the nearest come first.
Fault unknown_word(Place place, const std::string& kind, const std::string& word,
                   std::vector<std::string> known);

}  // namespace aq::flow
