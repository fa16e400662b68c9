// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/fold.hpp>

#include <aquifer/protocols/eigenlayer/fold_internal.hpp>

#include <algorithm>

namespace aq::eigenlayer {

namespace {

/// Whether EigenLayer emits from here: other protocols have events of the same name.
bool is_ours(const Ports& ports, const Address& emitter) {
    const State& s = ports.self;
    const std::array contracts{s.at.strategy_manager,    s.at.delegation_manager,
                               s.at.allocation_manager,  s.at.eigen_pod_manager,
                               s.at.rewards_coordinator, s.at.permission_controller,
                               s.at.strategy_factory,    s.at.pauser_registry};
    if (std::ranges::find(contracts, emitter) != contracts.end()) return true;
    if (s.strategies.rows.contains(emitter) || s.pods.rows.contains(emitter)) return true;
    // A strategy that was deployed by hand has code before its first log.
    const Code code = ports.accounts.code[emitter];
    return code != Code::kNone && code == s.at.strategy_code;
}

const detail::FoldEntries& entries() {
    static const detail::FoldEntries kEntries = [] {
        detail::FoldEntries all;
        for (const auto& part :
             {detail::access_folds(), detail::allocation_folds(), detail::delegation_folds(),
              detail::pod_folds(), detail::rewards_folds(), detail::strategy_folds()}) {
            all.insert(all.end(), part.begin(), part.end());
        }
        std::ranges::sort(all, {}, &detail::FoldEntry::topic);
        return all;
    }();
    return kEntries;
}

}  // namespace

bool fold(const Folding& folding) {
    const LogView log = folding.log();
    if (log.topics.empty()) return false;
    const auto entry =
        std::ranges::lower_bound(entries(), log.topics[0], {}, &detail::FoldEntry::topic);
    if (entry == entries().end() || entry->topic != log.topics[0]) return false;
    if (!is_ours(folding.ports, log.emitter)) return false;
    const auto mark = folding.undo.mark();
    if (entry->apply(folding)) return true;
    folding.undo.rewind(mark);
    return false;
}

}  // namespace aq::eigenlayer
