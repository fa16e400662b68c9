// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The one writer of a chain and its many readers. Changes are carried out in the order of their
/// arrival on a thread of the engine's own, many of them to one commit; looks run on the thread
/// that asks, between two changes.

#include <aquifer/chain/chain.hpp>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace aq::chain {

enum class Durability : std::uint8_t {
    /// An answer is given when what it speaks of is on disk.
    kBlock,
    /// It is on disk a moment later.
    kAsync,
};

class Engine {
public:
    struct Options {
        Durability durability = Durability::kBlock;
        /// Blocks by the clock, so many seconds apart; 0 for none.
        std::uint64_t interval_seconds = 0;
        /// Acts on the chain after changes and before they are committed: whoever plays the roles
        /// that nobody else does.
        std::function<void(Chain&)> companion = {};
        /// Changes that wait; more are refused.
        std::size_t queue_max = 100'000;
    };
    /// Where faults of the store go: after one the engine takes no more changes.
    using OnFault = std::function<void(const Fault&)>;

    /// Called after each commit and the answers to it, on the engine's thread.
    using OnCommit = std::function<void()>;

    Engine(std::unique_ptr<Chain> chain, const Options& options, OnFault on_fault,
           OnCommit on_commit = {});
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    /// Finishes what waits, and commits.
    ~Engine();

    /// A change, and what to do when it is durable. Both run on the engine's thread. False if the
    /// engine takes no more: too many wait, it is stopping, or the store has failed.
    using Change = std::move_only_function<void(Chain&)>;
    using Done = std::move_only_function<void()>;
    bool write(Change change, Done done) {
        return queue({std::move(change), std::move(done), false});
    }
    /// The same for a change that only puts a transaction into the pool: those that arrive together
    /// may share a block. Before any other change, blocks are made of what is ready.
    bool submit(Change change, Done done) {
        return queue({std::move(change), std::move(done), true});
    }

    /// A look at the chain between two changes. What it writes to the world it takes back. The
    /// writer's commit is not waited for: blocks after `committed` may not be in the store yet.
    template <class Look>
    auto read(Look look) {
        const std::lock_guard lock(chain_mutex_);
        return look(*chain_);
    }
    /// The same, when what was changed is committed: whoever waits in the pool or stands in the
    /// store is not on the way from the one to the other.
    template <class Look>
    auto read_settled(Look look) {
        const std::lock_guard settled(writer_mutex_);
        return read(std::move(look));
    }
    /// The last block that readers of the store see, out of those whose state is held. Within a
    /// look.
    [[nodiscard]] std::uint64_t committed() const {
        return std::clamp(committed_, chain_->oldest_state(), chain_->tip().number);
    }

    /// Blocks, transactions and logs, for any thread and without waiting for the writer.
    [[nodiscard]] Store& store() { return chain_->store(); }

    /// How often blocks come by the clock; 0 for never.
    void set_interval(std::uint64_t seconds);

    /// Takes no more changes, finishes those that wait, saves the state, and stops.
    Expected<void> stop();

private:
    struct Job {
        Change change;
        Done done;
        bool is_submission = false;
    };

    bool queue(Job job);
    void run();
    void carry_out(std::vector<Job>& jobs);
    void change(std::vector<Job>& jobs);
    Expected<void> commit();
    void fail(const Fault& fault);
    bool is_block_due();

    std::unique_ptr<Chain> chain_;
    Options options_;
    OnFault on_fault_;
    OnCommit on_commit_;
    /// Held from a change until it is committed. Comes before the other.
    std::mutex writer_mutex_;
    /// Guards the chain's state and what is next to it; not the store.
    std::mutex chain_mutex_;
    std::uint64_t committed_ = 0;

    std::mutex queue_mutex_;
    std::condition_variable wake_;
    std::vector<Job> queue_;
    bool stopping_ = false;
    bool failed_ = false;
    std::chrono::steady_clock::time_point next_block_;

    std::thread thread_;
};

}  // namespace aq::chain
