// SPDX-License-Identifier: Apache-2.0
#include <aquifer/config/nearest.hpp>

#include <algorithm>
#include <vector>

namespace aq::config {

namespace {

/// Longer words are no slip of the finger, and need not be compared letter by letter.
constexpr std::size_t kSizeMax = 100;

std::string_view last_word(std::string_view name) {
    return name.substr(name.rfind('.') + 1);
}

}  // namespace

std::size_t distance(std::string_view a, std::string_view b) {
    // Three rows of the table: above the last, the last, the one being made.
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before.swap(last);
        last.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
    }
    return row[b.size()];
}

std::string nearest(std::string_view unknown, std::span<const std::string> known) {
    if (unknown.size() > kSizeMax) return {};
    std::string best;
    std::size_t least = std::max<std::size_t>(2, last_word(unknown).size() / 3) + 1;
    for (const std::string& name : known) {
        const std::size_t here = distance(unknown, name);
        // A slip in a word leaves most of the word.
        if (here < least && here < last_word(name).size()) {
            least = here;
            best = name;
        }
    }
    if (!best.empty()) return best;
    for (const std::string& name : known) {
        if (last_word(name) == last_word(unknown)) return name;
    }
    return {};
}

}  // namespace aq::config
