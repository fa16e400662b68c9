// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Calls, answers, logs and reverts as text for people, decoded by their Solidity declarations.
/// Strict as ABI coder v2 is. What cannot be decoded is shown as hex with the reason; the memory
/// used is bounded whatever the bytes say.

#include <aquifer/eth/declaration.hpp>
#include <aquifer/eth/types.hpp>

#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace aq {

/// What an address is called: borrows something callable, which must outlive it. Without one an
/// address is shown in lower-case hex.
class AddressName {
public:
    AddressName() = default;
    template <class F>
        requires(!std::is_same_v<F, AddressName> && std::is_invocable_v<const F&, const Address&>)
    AddressName(const F& naming)  // NOLINT(*explicit*): callers write a lambda
        : naming_(&naming), call_([](const void* self, const Address& at) {
              return std::string((*static_cast<const F*>(self))(at));
          }) {}

    std::string operator()(const Address& at) const {
        return call_ == nullptr ? to_hex(at) : call_(naming_, at);
    }

private:
    const void* naming_ = nullptr;
    std::string (*call_)(const void*, const Address&) = nullptr;
};

/// More values than this in one call or log are not decoded.
inline constexpr std::size_t kAbiValuesMax = 4096;

/// One decoded value. A tuple or an array has parts instead of a text.
struct AbiValue {
    enum class Shape : std::uint8_t { kWord, kTuple, kArray };

    Shape shape = Shape::kWord;
    /// Empty where the declaration gives none, and for the elements of an array.
    std::string name;
    std::string text;
    std::vector<AbiValue> parts;
};

/// Bytes as their declaration reads them.
struct AbiText {
    /// Of the function, event or error; empty for what a function returns.
    std::string name;
    std::vector<AbiValue> values;
    /// The bytes themselves in hex, of a log its topics and data.
    std::string hex;
    /// Why the bytes are not what the declaration says; empty if they are.
    std::string wrong;
    /// Bytes that stand behind the last value and mean nothing.
    std::size_t bytes_behind = 0;

    /// `mint(to=staker0, amount=7)`; an answer of one value without its parentheses; hex and the
    /// reason if something is wrong.
    [[nodiscard]] std::string to_text() const;
};

/// Calldata with its selector. An empty declaration is an unknown function.
AbiText decode_call(std::string_view declaration, BytesView calldata, const AddressName& name = {});
/// What the declared function returned.
AbiText decode_answer(std::string_view declaration, BytesView data, const AddressName& name = {});
/// Revert data with its selector. `Error(string)` and `Panic(uint256)`, the latter with its
/// meaning, need no declaration.
AbiText decode_revert(std::string_view declaration, BytesView data, const AddressName& name = {});
/// A log; the first topic is the event's. An indexed value that does not fit a word shows its hash.
AbiText decode_log(std::string_view declaration, std::span<const Hash> topics, BytesView data,
                   const AddressName& name = {});

/// Two values under one path that are not the same.
struct AbiDifference {
    /// `params[0].depositShares[1]`; values without a name are counted from zero: `#0`.
    std::string path;
    std::string a;
    std::string b;
};
/// Where two decodings of one declaration differ, at the innermost values.
std::vector<AbiDifference> differences(std::span<const AbiValue> a, std::span<const AbiValue> b);

/// Hex of the bytes; of more than `shown` only the first and last and how many there are.
std::string shortened_hex(BytesView bytes, std::size_t shown);

}  // namespace aq
