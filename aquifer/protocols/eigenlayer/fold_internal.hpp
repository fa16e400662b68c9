// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How the parts of the fold hand over their events.

#include <aquifer/protocols/eigenlayer/fold.hpp>

#include <type_traits>
#include <vector>

namespace aq::eigenlayer::detail {

/// Applies a log of one kind; false if the log is malformed or cannot follow on the state, and then
/// the caller takes back what was written.
using FoldOne = bool (*)(const Folding& folding);

struct FoldEntry {
    Hash topic;
    FoldOne apply = nullptr;
};
using FoldEntries = std::vector<FoldEntry>;

/// Reads the event and hands it to a function of the folding and the event. One whose moves need
/// something of the state answers whether that was so.
template <class E, auto Apply>
FoldEntry folds() {
    return {topic_of<E>(), [](const Folding& folding) {
                const auto event = read_event<E>(folding.log());
                if (!event.has_value()) return false;
                if constexpr (std::is_void_v<decltype(Apply(folding, *event))>) {
                    Apply(folding, *event);
                    return true;
                } else {
                    return Apply(folding, *event);
                }
            }};
}

/// Whether a total can grow by so much.
template <class Amount>
bool can_add(const Amount& total, const Amount& more) {
    return checked_add(total, more).has_value();
}

FoldEntries access_folds();
FoldEntries allocation_folds();
FoldEntries delegation_folds();
FoldEntries pod_folds();
FoldEntries rewards_folds();
FoldEntries strategy_folds();

}  // namespace aq::eigenlayer::detail
