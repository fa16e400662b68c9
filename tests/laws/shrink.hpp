// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The shortest list that still fails.

#include <algorithm>
#include <cstddef>
#include <vector>

namespace aq::laws {

template <class T>
struct Shrunk {
    std::vector<T> items;
    /// How often the list was tried.
    std::size_t trials = 0;
    /// Whether every single item is needed; false when the trials ran out before that was known.
    bool minimal = false;
};

/// Takes away pieces of a failing list, large ones first, as long as what remains fails (Zeller's
/// delta debugging, with removals only). `fails` takes a list and is asked at most `trials_max`
/// times; it must be true of the list given.
template <class T, class Fails>
Shrunk<T> shortest_failing(std::vector<T> items, Fails fails, std::size_t trials_max) {
    Shrunk<T> out{std::move(items), 0, false};
    for (std::size_t piece = std::max<std::size_t>(out.items.size() / 2, 1);;) {
        bool shorter = false;
        // From the end: what follows the last cause is gone at once.
        for (std::size_t end = out.items.size(); end > 0;) {
            if (out.trials == trials_max) return out;
            const std::size_t begin = end > piece ? end - piece : 0;
            std::vector<T> rest;
            rest.reserve(out.items.size() - (end - begin));
            for (std::size_t i = 0; i < out.items.size(); ++i) {
                if (i < begin || i >= end) rest.push_back(out.items[i]);
            }
            ++out.trials;
            if (fails(rest)) {
                out.items = std::move(rest);
                shorter = true;
            }
            end = begin;
        }
        // One item gone may make another needless, so that single items are tried until none goes.
        if (piece == 1 && !shorter) break;
        piece = std::max<std::size_t>(std::min(piece, out.items.size()) / 2, 1);
    }
    out.minimal = true;
    return out;
}

}  // namespace aq::laws
