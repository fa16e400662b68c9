// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The values that a story speaks of, and their way to calldata and back by a declaration.

#include <aquifer/base/bytes.hpp>
#include <aquifer/base/u256.hpp>
#include <aquifer/eth/declaration.hpp>
#include <aquifer/eth/types.hpp>

#include <expected>
#include <functional>
#include <span>

namespace aq::flow {

struct Value {
    enum class Kind : std::uint8_t { kNumber, kBytes, kText, kTruth, kList };

    Kind kind = Kind::kNumber;
    u256 number{};
    /// Of a number: below zero. Of a truth: which one.
    bool flag = false;
    /// An address, a hash or any bytes.
    Bytes bytes{};
    std::string text{};
    /// Of an array or a tuple, and a tuple's names where its declaration gives them.
    std::vector<Value> parts{};
    std::vector<std::string> names{};

    static Value of(const u256& number);
    static Value of(const Address& address);
    static Value of(bool truth);
    static Value of(std::vector<Value> parts);
    /// Names take no part.
    friend bool operator==(const Value& a, const Value& b) {
        return a.kind == b.kind && a.number == b.number && a.flag == b.flag && a.bytes == b.bytes &&
               a.text == b.text && a.parts == b.parts;
    }
};

/// What an address is called; hex where it has no name.
using NameOf = std::function<std::string(const Address&)>;

/// As a flow file would write it: `8000000000000000000`, `alice`, `(alice, [1, 2])`.
std::string to_text(const Value& value, const NameOf& name_of);

/// Encodes values as parameters of these types. What does not fit is said in words that begin with
/// the parameter: `amount: 300 does not fit uint8`.
std::expected<Bytes, std::string> encode(const AbiParameters& types, std::span<const Value> values);

/// Reads what was encoded by these types; nothing if it was not.
std::optional<std::vector<Value>> decode(const AbiParameters& types, BytesView data);
/// Reads a log's parameters in the order of their declaration. An indexed one that does not fit a
/// topic is its hash.
std::optional<std::vector<Value>> decode_log(const AbiParameters& types,
                                             std::span<const Hash> topics, BytesView data);

}  // namespace aq::flow
