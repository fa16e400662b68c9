// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The macros that carry a failure upwards, and the assertion. They know nothing of what a failure
/// is: any `std::expected` will do.

#include <cstdio>
#include <cstdlib>
#include <expected>
#include <type_traits>
#include <utility>

namespace aq::detail {

template <class T, class E>
T take(std::expected<T, E>&& result) {  // NOLINT(*not-moved): nothing to move out of a void
    if constexpr (std::is_void_v<T>) {
        return;
    } else {
        return *std::move(result);
    }
}

[[noreturn]] inline void assertion_failed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, condition);
    std::abort();
}

}  // namespace aq::detail

// A name of its own for each use: one AQ_TRY inside another would shadow its variable.
#define AQ_DETAIL_JOIN(a, b) a##b
#define AQ_DETAIL_NAME(a, b) AQ_DETAIL_JOIN(a, b)
#define AQ_DETAIL_TRY(result, ...)                             \
    __extension__({                                            \
        auto result = (__VA_ARGS__);                           \
        if (!result.has_value()) [[unlikely]]                  \
            return std::unexpected(std::move(result).error()); \
        ::aq::detail::take(std::move(result));                 \
    })

/// The value of an `std::expected`, or return its error from this function. Not within braces after
/// an element that owns something: g++ 12 does not destroy it on the early return.
#define AQ_TRY(...) AQ_DETAIL_TRY(AQ_DETAIL_NAME(aq_result_, __COUNTER__), __VA_ARGS__)

/// Stop the program if we are wrong. Never for input.
#define AQ_ASSERT(condition)            \
    ((condition) ? static_cast<void>(0) \
                 : ::aq::detail::assertion_failed(#condition, __FILE__, __LINE__))
