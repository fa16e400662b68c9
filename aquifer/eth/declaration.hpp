// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Solidity declarations as data: what a function, event or error is called and of which types its
/// parameters are, read from the line that stands in the contract's interface.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aq {

/// A parameter, a member of a tuple, or what an array is of.
struct AbiParameter {
    /// `kUnknown` is a word that names no ABI type, as an enum or a contract does in Solidity.
    enum class Kind : std::uint8_t {
        kUnsigned,
        kSigned,
        kAddress,
        kBool,
        kFixedBytes,
        kBytes,
        kString,
        kTuple,
        kArray,
        kUnknown,
    };

    Kind kind = Kind::kUnknown;
    bool indexed = false;
    bool dynamic = false;
    /// Bits of a number, bytes of a `bytesN`.
    unsigned width = 0;
    /// Of `T[n]`; zero for `T[]`.
    std::size_t length = 0;
    /// Bytes in the enclosing head.
    std::size_t head = 32;
    /// The elementary type as it is written, `uint256`; empty for tuples and arrays.
    std::string word;
    /// Empty where the declaration gives none.
    std::string name;
    /// The members of a tuple; of an array the one type of its elements.
    std::vector<AbiParameter> parts;
};
using AbiParameters = std::vector<AbiParameter>;

struct Declaration {
    std::string name;
    AbiParameters takes;
    AbiParameters returns;
};

/// Reads `[function|event|error] name(parameters) words… [returns (parameters)]`; nothing if the
/// text is not of that form.
std::optional<Declaration> parse_declaration(std::string_view text);

/// `(address,(uint32,bytes)[])`: the types alone, as selectors and topics are made from them.
std::string canonical_types(const AbiParameters& parameters);

}  // namespace aq
