// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Past states of the feed, for proofs under the roots of past blocks: a checkpoint of a pod is
/// proved against the block before the one it was started in.

#include <aquifer/protocols/beacon/trees.hpp>

#include <deque>
#include <memory>

namespace aq::beacon {

/// Not a part of the state, and not taken back when time is: what has been sealed under a root
/// stays true of that root.
class Archive {
public:
    /// As many blocks as the beacon-roots contract answers for.
    static constexpr std::size_t kKept = 8191;
    /// Fewer if they have more runs than this together (some 300 MB).
    static constexpr std::size_t kRunsKept = 4'000'000;

    /// Takes in the state after a block, and answers the block's root.
    Hash seal(const Feed& f, const Header& header_without_state);
    /// The trees of the block with this root, valid until the next call; null if it is not kept.
    const Trees* at(const Hash& block_root);

    /// A block that is kept: its root, its header without the state's root, the state after it.
    struct Sealed {
        Hash root;
        Header header;
        std::shared_ptr<const Feed> state;
    };
    /// Oldest first.
    [[nodiscard]] const std::deque<Sealed>& blocks() const { return blocks_; }
    /// Takes a block back in that an archive has sealed before; it is the newest.
    void put_back(Sealed block);

private:
    void drop_oldest();

    std::deque<Sealed> blocks_;
    std::size_t runs_ = 0;
    Trees trees_;
};

}  // namespace aq::beacon
