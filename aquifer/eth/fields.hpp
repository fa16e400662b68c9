// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The members of a plain struct as a tuple of references, in order. Events, ABI tuples and their
/// codec are written once over this instead of once a struct.

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace aq {

namespace detail {

struct Anything {
    template <class T>
    operator T() const;  // NOLINT(*explicit*): stands for any member in an unevaluated initialiser
};

template <class T, std::size_t... I>
constexpr bool takes(std::index_sequence<I...> /*count*/) {
    return requires { T{(static_cast<void>(I), Anything{})...}; };
}

template <class T, std::size_t N = 16>
constexpr std::size_t member_count() {
    if constexpr (N == 0) {
        return 0;
    } else if constexpr (takes<T>(std::make_index_sequence<N>{})) {
        return N;
    } else {
        return member_count<T, N - 1>();
    }
}

}  // namespace detail

template <class T>
inline constexpr std::size_t kMembers = detail::member_count<std::remove_cvref_t<T>>();

/// `std::tie` of all members.
template <class T>
constexpr auto fields_of(T& s) {
    constexpr std::size_t n = kMembers<T>;
    static_assert(n <= 12, "a struct of more than twelve members needs a line here");
    if constexpr (n == 0) {
        return std::tie();
    } else if constexpr (n == 1) {
        auto& [a] = s;
        return std::tie(a);
    } else if constexpr (n == 2) {
        auto& [a, b] = s;
        return std::tie(a, b);
    } else if constexpr (n == 3) {
        auto& [a, b, c] = s;
        return std::tie(a, b, c);
    } else if constexpr (n == 4) {
        auto& [a, b, c, d] = s;
        return std::tie(a, b, c, d);
    } else if constexpr (n == 5) {
        auto& [a, b, c, d, e] = s;
        return std::tie(a, b, c, d, e);
    } else if constexpr (n == 6) {
        auto& [a, b, c, d, e, f] = s;
        return std::tie(a, b, c, d, e, f);
    } else if constexpr (n == 7) {
        auto& [a, b, c, d, e, f, g] = s;
        return std::tie(a, b, c, d, e, f, g);
    } else if constexpr (n == 8) {
        auto& [a, b, c, d, e, f, g, h] = s;
        return std::tie(a, b, c, d, e, f, g, h);
    } else if constexpr (n == 9) {
        auto& [a, b, c, d, e, f, g, h, i] = s;
        return std::tie(a, b, c, d, e, f, g, h, i);
    } else if constexpr (n == 10) {
        auto& [a, b, c, d, e, f, g, h, i, j] = s;
        return std::tie(a, b, c, d, e, f, g, h, i, j);
    } else if constexpr (n == 11) {
        auto& [a, b, c, d, e, f, g, h, i, j, k] = s;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k);
    } else {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l] = s;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l);
    }
}

}  // namespace aq
