// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What differs between a recorded run and its execution, decoded for people: names of roles for
/// addresses, names of arguments and fields, both sides under each other.

#include <aquifer/eth/abi_text.hpp>
#include <aquifer/replay/trace.hpp>
#include <aquifer/stack/world.hpp>

#include <functional>
#include <string>
#include <vector>

namespace aq::replay {

struct Difference {
    /// Of the file, counted from one; zero until somebody who reads a file sets it.
    std::size_t line = 0;
    /// `transaction 17 in block 96`, `check before transaction 18, at block 97`.
    std::string where;
    std::uint64_t transaction = 0;
    std::uint64_t block = 0;
    /// Who called what; empty where nothing was called.
    std::string call;
    /// Which part differs: `status`, `revert`, `log 2 of 3`, `answer`, `ether of staker0`.
    std::string what;
    std::string expected;
    std::string got;
    /// The values that differ, if both sides are of one declaration.
    std::vector<AbiDifference> fields;
    /// The bytes around the first difference, where the texts do not tell the sides apart.
    std::string expected_bytes;
    std::string got_bytes;
};

/// A few lines, the last one ended.
std::string to_text(const Difference& difference);
/// One JSON object without line breaks.
std::string to_json(const Difference& difference);
/// A JSON string with its quotes. Bytes that are no UTF-8 become U+FFFD.
std::string to_json(std::string_view text);

/// What executing a transaction gave.
struct Outcome {
    const Result<Bytes>& answer;
    const LogBuffer& logs;
};

/// What a recording calls an address; the address in hex if it has no name for it.
using RoleName = std::function<std::string(const Address&)>;

/// Writes reports on the contracts of one world.
class Reporter {
public:
    Reporter(const stack::World& world, RoleName name);

    /// How an outcome that is not as recorded differs, at the first difference.
    [[nodiscard]] Difference on(const Transaction& tx, const Outcome& outcome) const;
    /// The same for a view call of a check.
    [[nodiscard]] Difference on(const Check& check, const Question& question,
                                const Answer& got) const;
    [[nodiscard]] Difference on_ether(const Check& check, const Address& at, Wei expected,
                                      Wei got) const;
    /// A recording that refers to a question it never asked.
    [[nodiscard]] static Difference on_unasked(const Check& check, std::uint64_t id);

private:
    [[nodiscard]] AbiText revert(BytesView data) const;
    [[nodiscard]] std::string_view declaration_at(const Address& to, BytesView data) const;
    [[nodiscard]] std::string call(const Address& to, const std::string& role,
                                   std::string_view recorded, BytesView data) const;
    [[nodiscard]] std::string call(const Transaction& tx) const;
    void compare_logs(Difference& out, const LogBuffer& expected, const LogBuffer& got) const;

    const stack::World& world_;
    RoleName name_;
};

}  // namespace aq::replay
