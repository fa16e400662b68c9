// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Recorded runs (format `chain-trace-1`): their lines as values, read one at a time from a file or
/// from memory, plain or gzip.

#include <aquifer/eth/event.hpp>
#include <aquifer/ledger/quantity.hpp>
#include <aquifer/replay/fault.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace aq::replay {

/// The longest line taken, in bytes.
inline constexpr std::size_t kLineBytesMax = std::size_t{16} << 20U;

struct Header {
    std::string subject;
    std::uint64_t chain_id = 0;
    /// Numbers as decimal text, everything else as it stands; `withdrawBuffers.native` is the
    /// parameter `native` within `withdrawBuffers`.
    std::map<std::string, std::string> params;
    std::map<std::string, Address> contracts;
    std::map<std::string, Address> eoas;
    std::uint64_t start_block = 0;
    /// Unix seconds.
    std::uint64_t start_time = 0;
};

/// A transaction made before recording. Its calldata is not known, its logs are.
struct Deploy {
    std::uint64_t block = 0;
    std::uint64_t time = 0;
    Address from;
    std::string role;
    std::string function;
    Address address;
    LogBuffer logs;
};

struct Transaction {
    std::uint64_t number = 0;
    std::uint64_t block = 0;
    std::uint64_t time = 0;
    Address from;
    Address to;
    std::string role;
    /// Empty for a plain transfer.
    std::string function;
    Bytes data;
    Wei value;
    bool ok = false;
    /// Revert data when it failed.
    Bytes error;
    LogBuffer logs;
};

struct Mine {
    std::uint64_t blocks = 0;
    std::uint64_t step_seconds = 0;
    std::uint64_t block = 0;
    std::uint64_t time = 0;
};

struct SetBalance {
    Address address;
    Wei value;
};

struct SetBeaconRoot {
    std::uint64_t timestamp = 0;
    Hash root;
};

/// What a call answered: returned data or revert data.
struct Answer {
    bool ok = false;
    Bytes data;
    friend bool operator==(const Answer&, const Answer&) = default;
};

struct Question {
    std::uint64_t id = 0;
    Address to;
    std::string role;
    std::string function;
    Bytes data;
    Answer answer;
};

struct Check {
    /// The number of the next transaction.
    std::uint64_t number = 0;
    std::uint64_t block = 0;
    std::uint64_t time = 0;
    std::vector<Question> asked_first;
    std::vector<std::pair<std::uint64_t, Answer>> changed;
    std::vector<Question> asked_once;
    std::vector<std::pair<Address, Wei>> ether;
};

using Line = std::variant<Header, Deploy, Transaction, Mine, SetBalance, SetBeaconRoot, Check>;

/// Reads a run line by line; memory does not grow with the file.
class Reader {
public:
    static Expected<Reader> open(const std::string& path);
    /// The same over what a file would hold; faults call it by its name.
    static Reader over(std::string bytes, std::string name);
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;
    ~Reader();

    /// The next line, or nothing at a clean end.
    Expected<std::optional<Line>> next();
    /// The number of the line last read.
    [[nodiscard]] std::size_t line() const;
    /// Bytes taken so far, compressed or not as they come, and how many there are, for a progress
    /// bar.
    [[nodiscard]] std::size_t bytes_read() const;
    [[nodiscard]] std::size_t bytes_total() const;

private:
    struct State;
    explicit Reader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace aq::replay
