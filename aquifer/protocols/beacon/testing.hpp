// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The feeds that the tests begin from: epoch 1000, all well before, everybody online.

#include <aquifer/protocols/beacon/advance.hpp>
#include <aquifer/protocols/beacon/commands.hpp>
#include <aquifer/protocols/beacon/queries.hpp>

namespace aq::beacon::testing {

/// The value of an answer that must not be a refusal.
template <class T>
T done(Answer<T> answer) {
    if (!answer.has_value()) std::fprintf(stderr, "refused: %s\n", answer.error().what.c_str());
    AQ_ASSERT(answer.has_value());
    return detail::take(std::move(answer));
}

/// One ether in Gwei.
inline constexpr std::uint64_t kEther = 1'000'000'000;

inline Gwei ether(std::uint64_t n) {
    return Gwei(n * kEther);
}

inline Address address_number(std::uint8_t n) {
    Address out;
    out.bytes.fill(n);
    return out;
}

/// A feed at epoch 1000 with pools of these names, in this order.
inline Feed at_epoch_1000(std::initializer_list<std::string_view> pools, bool merging = true,
                          const Config& config = {}) {
    Feed f = done(begin(config, 1000));
    f.registry = Registry(merging);
    std::uint8_t n = 0x11;
    for (const std::string_view name : pools) {
        done(command::add_pool(f, name, address_number(n++)));
    }
    return f;
}

inline Advanced advance_epochs(Feed& f, std::uint64_t n, Mode mode = Mode::kExact) {
    return advance(f, Span::of_epochs(n), mode, nullptr);
}

inline std::uint64_t balance_of(const Feed& f, std::uint64_t validator) {
    return f.registry[validator].balance.raw;
}

inline PoolView pool_named(const Feed& f, std::string_view name) {
    const auto pool = find_pool(f, name);
    AQ_ASSERT(pool.has_value());
    return pool_view(f, *pool);
}

}  // namespace aq::beacon::testing
