// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/engine.hpp>

#include <chrono>

namespace aq::chain {

namespace {

using Clock = std::chrono::steady_clock;
/// How long what was answered in the asynchronous mode may not be on disk.
constexpr auto kFlushEvery = std::chrono::milliseconds(100);

}  // namespace

Engine::Engine(std::unique_ptr<Chain> chain, const Options& options, OnFault on_fault,
               OnCommit on_commit)
    : chain_(std::move(chain)),
      options_(options),
      on_fault_(std::move(on_fault)),
      on_commit_(std::move(on_commit)) {
    committed_ = chain_->tip().number;
    next_block_ = Clock::now() + std::chrono::seconds(options_.interval_seconds);
    thread_ = std::thread([this] { run(); });
}

Engine::~Engine() {
    static_cast<void>(stop());
}

bool Engine::queue(Job job) {
    {
        const std::lock_guard lock(queue_mutex_);
        if (stopping_ || failed_ || queue_.size() >= options_.queue_max) return false;
        queue_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
}

void Engine::set_interval(std::uint64_t seconds) {
    {
        const std::lock_guard lock(queue_mutex_);
        options_.interval_seconds = seconds;
        next_block_ = Clock::now() + std::chrono::seconds(seconds);
    }
    wake_.notify_one();
}

bool Engine::is_block_due() {
    if (options_.interval_seconds == 0 || Clock::now() < next_block_) return false;
    next_block_ += std::chrono::seconds(options_.interval_seconds);
    return true;
}

void Engine::run() {
    auto next_flush = Clock::now() + kFlushEvery;
    bool unflushed = false;
    for (;;) {
        std::vector<Job> jobs;
        bool last = false;
        {
            std::unique_lock lock(queue_mutex_);
            auto until = Clock::now() + std::chrono::hours(1);
            if (options_.interval_seconds != 0) until = std::min(until, next_block_);
            if (unflushed) until = std::min(until, next_flush);
            wake_.wait_until(lock, until, [this] { return stopping_ || !queue_.empty(); });
            jobs.swap(queue_);
            const bool is_due = is_block_due();
            // Whoever waits hears that nothing is taken any more.
            if (failed_) {
                jobs.clear();
            } else if (is_due) {
                jobs.push_back({[](Chain& c) { static_cast<void>(c.mine(1, 0)); }, [] {}, false});
            }
            last = stopping_ && jobs.empty();
        }
        if (last) return;
        if (!jobs.empty()) {
            carry_out(jobs);
            unflushed = options_.durability == Durability::kAsync;
        }
        if (unflushed && Clock::now() >= next_flush) {
            const auto flushed = chain_->store().flush();
            if (!flushed.has_value()) fail(flushed.error());
            unflushed = false;
            next_flush = Clock::now() + kFlushEvery;
        }
    }
}

void Engine::change(std::vector<Job>& jobs) {
    const std::lock_guard lock(chain_mutex_);
    for (Job& job : jobs) {
        if (!job.is_submission) chain_->mine_ready();
        job.change(*chain_);
    }
    chain_->mine_ready();
    if (options_.companion) options_.companion(*chain_);
}

void Engine::carry_out(std::vector<Job>& jobs) {
    Expected<void> committed;
    {
        const std::lock_guard writing(writer_mutex_);
        change(jobs);
        committed = commit();
    }
    // What is not on disk is not acknowledged.
    if (!committed.has_value()) return fail(committed.error());
    for (Job& job : jobs) job.done();
    if (on_commit_) on_commit_();
}

void Engine::fail(const Fault& fault) {
    {
        // Nothing is built on it.
        const std::lock_guard lock(queue_mutex_);
        failed_ = true;
    }
    on_fault_(fault);
}

Expected<void> Engine::commit() {
    // Only this thread changes the chain, so that it may read without the lock what looks leave
    // alone.
    AQ_TRY(chain_->commit());
    const std::lock_guard lock(chain_mutex_);
    committed_ = chain_->tip().number;
    return chain_->save_state_if_due();
}

Expected<void> Engine::stop() {
    {
        const std::lock_guard lock(queue_mutex_);
        if (stopping_) return {};
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
    if (failed_) return {};
    // Somebody may still be looking, at an older state perhaps: that is not the one to save.
    const std::lock_guard lock(chain_mutex_);
    AQ_TRY(chain_->commit());
    return chain_->save_state();
}

}  // namespace aq::chain
