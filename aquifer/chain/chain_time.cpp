// SPDX-License-Identifier: Apache-2.0
// The way back: states of recent blocks, snapshots, and the whole chain as bytes.
#include <aquifer/chain/chain.hpp>
#include <aquifer/chain/snapshot_file.hpp>
#include <aquifer/stack/persist.hpp>
#include <aquifer/stack/timeline.hpp>

#include <algorithm>

namespace aq::chain {

Chain::Point Chain::here() const {
    return {.block = world_->block,
            .mark = world_->undo.mark(),
            .feed_version = world_->beacon.feed.version(),
            .journal = journal_,
            .tip = tip_};
}

Expected<void> Chain::visit(std::uint64_t number, const std::function<void(stack::World&)>& look) {
    if (number > tip_.number) {
        return std::unexpected(Fault{"block " + std::to_string(number) +
                                     " is not there yet: the last one is " +
                                     std::to_string(tip_.number)});
    }
    if (number < oldest_state()) {
        return std::unexpected(Fault{"the state at block " + std::to_string(number) +
                                     " is no longer held: the oldest is that of block " +
                                     std::to_string(oldest_state()) + " (limits.history_blocks)"});
    }
    stack::World& w = *world_;
    const aq::Block present = w.block;
    if (number == tip_.number) {
        const Undo::Mark before = w.undo.mark();
        look(w);
        w.undo.rewind(before);
        w.block = present;
        return {};
    }
    // The last point that is not after it: the block itself, or the one before its run of empty
    // blocks.
    const auto after = std::ranges::upper_bound(points_, number, {},
                                                [](const Point& p) { return p.block.number; });
    const Point& point = *std::prev(after);
    w.undo.visit(point.mark, [&] {
        w.block = point.block;
        const Undo::Mark before = w.undo.mark();
        if (number > point.block.number) {
            const std::uint64_t step =
                (after->block.time - point.block.time) / (after->block.number - point.block.number);
            stack::pass_blocks(w, number - point.block.number, step);
        }
        look(w);
        w.undo.rewind(before);
    });
    w.block = present;
    return {};
}

void Chain::trim_history() {
    // Points are given up many at a time: forgetting moves all that is kept.
    const std::uint64_t slack = options_.history_blocks / 2 + 1;
    if (world_->undo.size() > options_.history_bytes_max) {
        // Snapshots among them are lost; a revert to one says so.
        forget(points_.size() / 2);
        return;
    }
    if (points_.size() <= options_.history_blocks + slack) return;
    std::size_t points = points_.size() - options_.history_blocks;
    // A snapshot is kept with all that is after it.
    for (const auto& [id, snapshot] : snapshots_) {
        points = std::min(points, snapshot.points - 1);
    }
    if (points >= slack) forget(points);
}

void Chain::forget(std::size_t points) {
    if (points == 0) return;
    points_.erase(points_.begin(), points_.begin() + static_cast<std::ptrdiff_t>(points));
    const Point& oldest = points_.front();
    const Undo::Mark gone = oldest.mark;
    beacon::move::forget_versions_before(world_->beacon.feed, oldest.feed_version);
    std::erase_if(snapshots_, [&](const auto& s) { return s.second.point.mark < gone; });
    const std::size_t shift = world_->undo.forget(gone);
    for (Point& point : points_) point.mark -= shift;
    for (auto& [id, snapshot] : snapshots_) {
        snapshot.point.mark -= shift;
        snapshot.points -= points;
    }
}

std::uint64_t Chain::take_snapshot() {
    snapshots_[++snapshots_taken_] = {here(), points_.size()};
    return snapshots_taken_;
}

Expected<bool> Chain::revert_to(std::uint64_t snapshot) {
    const auto found = snapshots_.find(snapshot);
    if (found == snapshots_.end()) return false;
    const Snapshot back = found->second;
    world_->undo.rewind(back.point.mark);
    world_->block = back.point.block;
    tip_ = back.point.tip;
    journal_ = back.point.journal;
    points_.resize(back.points);
    snapshots_.erase(found, snapshots_.end());
    pool_.clear();
    next_time_.reset();
    saving_.stop();
    // A state file of a future that is no more goes first: without it the journal still leads here.
    AQ_TRY(remove_state_files_after(store_->folder(), journal_));
    store_->truncate(tip_.number, journal_);
    return true;
}

Expected<void> Chain::command(const Command& command) {
    AQ_TRY(chain::run(*world_, command));
    ++changes_since_snapshot_;
    if (!replaying_) {
        Bytes entry{'C'};
        const Bytes bytes = encode(command);
        entry.insert(entry.end(), bytes.begin(), bytes.end());
        note(entry);
    }
    return {};
}

void Chain::note(BytesView entry) {
    store_->put_journal(journal_, entry);
    ++journal_;
}

}  // namespace aq::chain
