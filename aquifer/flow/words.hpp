// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A line of a flow file as words: names, numbers, texts and signs, each with its column.

#include <aquifer/flow/fault.hpp>

#include <string_view>

namespace aq::flow {

struct Word {
    enum class Kind : std::uint8_t { kName, kNumber, kHex, kText, kSign, kEnd };

    Kind kind = Kind::kEnd;
    /// As written; of a text without its quotes.
    std::string text;
    Place place;

    [[nodiscard]] bool is(std::string_view sign) const {
        return kind == Kind::kSign && text == sign;
    }
};

/// A comment, from `#` to the end, is left out; the last word is `kEnd`.
Expected<std::vector<Word>> split(std::string_view line, std::size_t number);

}  // namespace aq::flow
