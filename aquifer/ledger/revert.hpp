// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How a contract says no, in its own words, and the `Result` that carries it.

#include <aquifer/base/result.hpp>
#include <aquifer/eth/abi.hpp>

#include <expected>
#include <memory>
#include <string>
#include <string_view>

namespace aq {

/// A Solidity custom error: its signature and the selector that is published for it.
struct CustomError {
    std::string_view signature;
    std::uint32_t selector = 0;
};

/// Revert data not yet encoded: a refusal costs no hash and, without arguments, no allocation.
class Revert {
public:
    enum class Kind : std::uint8_t { kEmpty, kText, kPanic, kCustom, kData };

    /// A revert without data: unknown selector, malformed calldata, value where none is taken.
    Revert() = default;
    /// `Error(string)`. The text must outlive the revert: a literal.
    template <std::size_t N>
    // NOLINTNEXTLINE(*explicit*,*-avoid-c-arrays): a literal is a C array
    Revert(const char (&text)[N]) : kind_(Kind::kText), text_(text, N - 1) {}
    Revert(const CustomError& error)  // NOLINT(*explicit*)
        : kind_(Kind::kCustom), code_(error.selector), text_(error.signature) {}
    /// A custom error with arguments.
    template <class... T>
        requires(sizeof...(T) > 0)
    Revert(const CustomError& error, const T&... args)
        : kind_(Kind::kCustom),
          code_(error.selector),
          text_(error.signature),
          data_(std::make_unique<Bytes>(abi_encode(args...))) {}
    Revert(Arithmetic what);  // NOLINT(*explicit*)
    static Revert panic(std::uint32_t code);
    /// What another contract's revert said, passed on as it came.
    static Revert data(Bytes bytes);

    Revert(Revert&&) noexcept = default;
    Revert& operator=(Revert&&) noexcept = default;
    Revert(const Revert& other) { *this = other; }
    Revert& operator=(const Revert& other);
    ~Revert() = default;

    [[nodiscard]] Kind kind() const { return kind_; }
    /// Whether this is that custom error.
    [[nodiscard]] bool is(const CustomError& error) const {
        return kind_ == Kind::kCustom && code_ == error.selector;
    }
    /// The bytes that the caller of the contract sees.
    [[nodiscard]] Bytes encode() const;
    /// For people: the error's signature, the text in quotes, `Panic(0x11)`, or the bytes.
    [[nodiscard]] std::string to_text() const;

    friend bool operator==(const Revert& a, const Revert& b) { return a.encode() == b.encode(); }

private:
    Kind kind_ = Kind::kEmpty;
    std::uint32_t code_ = 0;
    std::string_view text_;
    std::unique_ptr<Bytes> data_;
};

inline constexpr std::uint32_t kPanicOverflow = 0x11;
inline constexpr std::uint32_t kPanicDivisionByZero = 0x12;
inline constexpr std::uint32_t kPanicIndexOutOfRange = 0x32;

template <class T>
using Result = std::expected<T, Revert>;

}  // namespace aq

/// Return a revert from this function unless the condition holds. What follows the condition is
/// whatever a `Revert` is made from: a text, a custom error, a custom error with its arguments.
#define AQ_REQUIRE(condition, ...)                             \
    do {                                                       \
        if (!(condition)) [[unlikely]]                         \
            return std::unexpected(::aq::Revert(__VA_ARGS__)); \
    } while (false)
