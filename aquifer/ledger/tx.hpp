// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A transaction under way: where its writes and logs go, the block it runs in, and the door to
/// other contracts.

#include <aquifer/eth/event.hpp>
#include <aquifer/ledger/quantity.hpp>
#include <aquifer/ledger/revert.hpp>
#include <aquifer/ledger/table.hpp>

namespace aq {

/// The block a transaction runs in.
struct Block {
    std::uint64_t number = 0;
    /// Unix seconds.
    std::uint64_t time = 0;
    std::uint64_t chain_id = 1;

    /// `uint32(block.number)` and `uint32(block.timestamp)`, as the contracts take them.
    [[nodiscard]] std::uint32_t number32() const { return static_cast<std::uint32_t>(number); }
    [[nodiscard]] std::uint32_t time32() const { return static_cast<std::uint32_t>(time); }
};

/// A message from one account to a contract.
struct Call {
    Address sender;
    /// The contract called: `address(this)` of the rule that serves it.
    Address to;
    Wei value;
    /// `msg.sig`: which external function was called. Permissions are given by it.
    Selector selector;
};

class Tx;
class ReentrancyGuard;

/// Calls within calls: the machine's own limit, after which a call fails without data. What stops
/// such a call on a chain is gas, of which 63 parts in 64 go on: some 300 levels in 60 million.
inline constexpr std::size_t kCallDepthMax = 1'024;
/// Of the calldata of all calls under way together, in place of what memory costs on a chain: there
/// a block of 60 million gas pays for less.
inline constexpr std::size_t kCallBytesMax = std::size_t{128} << 20U;

/// How a call reaches a contract that the caller knows only by its address. `stack` provides it.
struct Machine {
    void* world = nullptr;
    Result<Bytes> (*call)(void* world, Tx& tx, const Call& call, BytesView data) = nullptr;
};

class Tx {
public:
    Tx(Undo& undo_log, const Block& in_block, const Machine& machine, LogBuffer* listener)
        : undo(undo_log), block(in_block), machine_(machine), logs_(listener) {}

    Undo& undo;
    const Block block;

    /// Emits an event; costs nothing when nobody listens.
    template <class E>
    void log(const Address& emitter, const E& event) {
        if (logs_ != nullptr) logs_->append(emitter, event);
    }
    /// Emits a log as it stands: a contract that is not written in Solidity may log without topics.
    void log(const LogView& record) {
        if (logs_ != nullptr) logs_->append(record);
    }

    /// The contract's try/catch: a failure takes back its own writes and logs, and is returned.
    template <class F>
    auto attempt(F action) {
        const Undo::Mark writes = undo.mark();
        const LogBuffer::Mark logs = logs_ != nullptr ? logs_->mark() : LogBuffer::Mark{};
        auto result = action();
        if (!result.has_value()) {
            undo.rewind(writes);
            if (logs_ != nullptr) logs_->rewind(logs);
        }
        return result;
    }

    /// A call by address with encoded arguments, as the machine's CALL: moves the value, then runs
    /// the contract there; an address without code takes anything and answers nothing.
    Result<Bytes> call(const Call& message, BytesView data) {
        AQ_ASSERT(machine_.call != nullptr);
        AQ_REQUIRE(depth_ < kCallDepthMax && data.size() <= kCallBytesMax - call_bytes_);
        ++depth_;
        call_bytes_ += data.size();
        auto answer = machine_.call(machine_.world, *this, message, data);
        call_bytes_ -= data.size();
        --depth_;
        return answer;
    }

private:
    friend class ReentrancyGuard;
    Machine machine_;
    LogBuffer* logs_;
    /// The last guard that is still held; each knows the one before.
    const ReentrancyGuard* innermost_ = nullptr;
    /// Of the calls under way.
    std::size_t depth_ = 0;
    std::size_t call_bytes_ = 0;
};

/// OpenZeppelin's `nonReentrant` for one contract, held while it lives:
/// `ReentrancyGuard guard(tx, call.to); AQ_REQUIRE(guard.first(), kReentrantCall);`
class ReentrancyGuard {
public:
    // Not inlined: g++ does not see that the destructor takes back the address of a local variable.
    [[gnu::noinline]] ReentrancyGuard(Tx& tx, const Address& contract)
        : tx_(tx), contract_(contract), outer_(tx.innermost_) {
        for (const ReentrancyGuard* held = outer_; held != nullptr; held = held->outer_) {
            first_ &= held->contract_ != contract_;
        }
        tx_.innermost_ = this;
    }
    ~ReentrancyGuard() { tx_.innermost_ = outer_; }
    ReentrancyGuard(const ReentrancyGuard&) = delete;
    ReentrancyGuard& operator=(const ReentrancyGuard&) = delete;

    [[nodiscard]] bool first() const { return first_; }

private:
    Tx& tx_;
    const Address contract_;
    const ReentrancyGuard* const outer_;
    bool first_ = true;
};

}  // namespace aq
