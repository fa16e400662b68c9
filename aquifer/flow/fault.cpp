// SPDX-License-Identifier: Apache-2.0
#include <aquifer/flow/fault.hpp>

#include <algorithm>

namespace aq::flow {

namespace {

/// Words shown of a longer list.
constexpr std::size_t kWordsShown = 12;

/// Levenshtein's distance: insertions, deletions and replacements from one word to the other.
std::size_t distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

}  // namespace

std::string Fault::to_text(const std::string& file) const {
    std::string out =
        file + ':' + std::to_string(place.line) + ':' + std::to_string(place.column) + ": " + what;
    if (accepted.empty()) return out;
    const std::size_t shown = std::min(accepted.size(), kWordsShown);
    out += "\n  accepted: ";
    for (std::size_t i = 0; i < shown; ++i) out += (i == 0 ? "" : ", ") + accepted[i];
    if (shown < accepted.size()) {
        out += " and " + std::to_string(accepted.size() - shown) + " more";
    }
    return out;
}

Fault unknown_word(Place place, const std::string& kind, const std::string& word,
                   std::vector<std::string> known) {
    std::ranges::sort(known);
    known.erase(std::ranges::unique(known).begin(), known.end());
    std::ranges::sort(known, {},
                      [&](const std::string& k) { return std::pair(distance(word, k), k); });
    return {place, "there is no " + kind + " \"" + word + '"', std::move(known)};
}

}  // namespace aq::flow
