// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A struct that stays in calldata: a Solidity function with a `calldata` struct runs before the
/// struct's members are looked at, so that its first refusals come before malformed ones do.

#include <aquifer/ledger/revert.hpp>

#include <optional>

namespace aq {

template <class T>
class Unread {
public:
    Unread() = default;
    /// One that a contract made itself.
    Unread(T value) : value_(std::move(value)) {}  // NOLINT(*explicit*)
    /// The calldata from where the struct begins; it has to outlive this.
    explicit Unread(const AbiReader& in) : in_(in) {}

    /// Reverts without data if a member is not as its type allows.
    [[nodiscard]] Result<T> read() const {
        if (value_.has_value()) return *value_;
        T out{};
        AQ_REQUIRE(AbiCodec<T>::read(in_, out));
        return out;
    }

private:
    AbiReader in_{BytesView()};
    std::optional<T> value_;
};

/// Only the place is looked at: it must leave room for the struct's head.
template <class T>
struct AbiCodec<Unread<T>> {
    static constexpr bool kDynamic = AbiCodec<T>::kDynamic;
    static constexpr std::size_t kHead = AbiCodec<T>::kHead;
    static std::string name() { return AbiCodec<T>::name(); }
    static bool read(const AbiReader& in, Unread<T>& out) {
        out = Unread<T>(in);
        return in.has(0, AbiCodec<T>::Codec::kSize);
    }
};

}  // namespace aq
