// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Executes a recorded run and compares what comes of it, byte for byte.

#include <aquifer/replay/report.hpp>
#include <aquifer/replay/trace.hpp>
#include <aquifer/stack/world.hpp>

#include <string>
#include <unordered_map>
#include <vector>

namespace aq::replay {

/// What has been executed and compared.
struct Counts {
    std::uint64_t transactions = 0;
    std::uint64_t reverts = 0;
    std::uint64_t logs = 0;
    std::uint64_t answers = 0;
    std::uint64_t mismatches = 0;
};

class Player {
public:
    stack::World world;
    Counts counts;

    /// Plays one line. A difference is described for people in what is returned; an empty text says
    /// that all was as recorded. What the recording itself gets wrong is a fault.
    Expected<std::string> play(const Line& line);
    /// What the line last played differed in; `play` returned the same as text.
    [[nodiscard]] const std::vector<Difference>& differences() const { return differences_; }

    /// Sets the state a header describes. The other lines of a trace need it first.
    Expected<void> start(const Header& header);
    /// Executes a transaction without comparing; logs go to `logs` unless it is null.
    Result<Bytes> execute(const Transaction& tx, LogBuffer* logs);
    /// Applies the recorded logs of a line to the state and executes nothing: what a mirror of a
    /// chain does. Lines without logs do what they do in `play`.
    Expected<void> fold(const Line& line);
    /// The name an address has in the recording, or the address.
    [[nodiscard]] std::string name_of(const Address& at) const;

private:
    Expected<void> deploy(const Deploy& deploy);
    void fold_logs(const LogBuffer& logs);
    void transact(const Transaction& tx);
    void check(const Check& check);
    void retire(const Question& by);
    void ask(const Check& check, const Question& question);
    [[nodiscard]] Reporter reporter() const;
    void report(Difference difference);
    void set_time(std::uint64_t block, std::uint64_t time);

    std::string subject_;
    std::map<Address, std::string> names_;
    std::unordered_map<std::uint64_t, Question> asked_;
    std::vector<std::uint64_t> asked_order_;
    LogBuffer logs_;
    std::vector<Difference> differences_;
};

}  // namespace aq::replay
