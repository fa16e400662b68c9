// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/archive.hpp>

#include <algorithm>
#include <utility>

namespace aq::beacon {

Hash Archive::seal(const Feed& f, const Header& header_without_state) {
    trees_.follow(f, header_without_state);
    put_back({trees_.block_root(), header_without_state, std::make_shared<const Feed>(f)});
    return blocks_.back().root;
}

void Archive::put_back(Sealed block) {
    runs_ += block.state->registry.runs().size();
    blocks_.push_back(std::move(block));
    while (blocks_.size() > kKept || (runs_ > kRunsKept && blocks_.size() > 1)) drop_oldest();
}

void Archive::drop_oldest() {
    runs_ -= blocks_.front().state->registry.runs().size();
    blocks_.pop_front();
}

const Trees* Archive::at(const Hash& block_root) {
    if (trees_.block_root() == block_root) return &trees_;
    const auto it = std::ranges::find(blocks_, block_root, &Sealed::root);
    if (it == blocks_.end()) return nullptr;
    trees_.follow(*it->state, it->header);
    return &trees_;
}

}  // namespace aq::beacon
