// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Work in a process of its own, so that a failed assertion is a result and not the end.

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace aq::laws {

/// What a walk found. It lies in memory that both processes see, hence the plain array.
struct Verdict {
    /// Commands that were begun, and how many of them did not revert.
    std::uint64_t begun = 0;
    std::uint64_t succeeded = 0;
    std::array<char, 4096> text{};

    /// Records what is wrong; the end of a long text is cut off.
    void say(std::string_view words) {
        const std::size_t n = std::min(words.size(), text.size() - 1);
        std::copy_n(words.begin(), n, text.begin());
        text[n] = '\0';
    }
    /// Empty if nothing is wrong.
    [[nodiscard]] std::string what() const { return text.data(); }
};

/// What the work writes to the error stream, a failed assertion before all.
enum class Errors : std::uint8_t { kShown, kHidden };

/// Runs the work in a child process and waits for it.
Verdict isolated(const std::function<void(Verdict&)>& work, Errors errors = Errors::kShown);

}  // namespace aq::laws
