// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Public keys of validators: given by a deposit, or derived for the synthetic validators of a
/// pool. There are no private keys.

#include <aquifer/protocols/beacon/registry.hpp>

#include <array>
#include <optional>

namespace aq::beacon {

using Pubkey = std::array<std::uint8_t, 48>;

/// A key by its bytes, or the key of a pool's validator number `number`. Keys of one pool with
/// consecutive numbers are held as one.
struct Key {
    bool derived = true;
    std::uint32_t pool = 0;
    std::uint64_t number = 0;
    /// Zero in a derived key.
    Pubkey given{};

    static Key of(std::uint32_t pool, std::uint64_t number) { return {true, pool, number, {}}; }
    static Key of(const Pubkey& given) { return {false, 0, 0, given}; }

    /// Derived: SHA-256 of "pool", the pool and the number, then the two numbers themselves (8
    /// bytes each, big-endian), so that the key can be recognised without a map.
    [[nodiscard]] Pubkey bytes() const;
    /// The key with these bytes, recognised as a derived one if it is one.
    static Key recognise(const Pubkey& bytes);

    friend bool operator==(const Key&, const Key&) = default;
};

/// Which key belongs to which index. Keys are only ever added.
class Keys {
public:
    void append(const Key& first, std::uint64_t n);
    [[nodiscard]] Key at(std::uint64_t index) const;
    [[nodiscard]] std::optional<std::uint64_t> find(const Key& key) const;

    /// From this index on the two may differ; before it they do not.
    [[nodiscard]] std::uint64_t first_difference(const Keys& other) const;

    /// Neighbours with consecutive keys.
    struct Range {
        /// Of the first.
        std::uint64_t index = 0;
        std::uint64_t n = 0;
        Key first;
        friend bool operator==(const Range&, const Range&) = default;
    };
    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] const std::vector<Range>& ranges() const { return ranges_; }
    /// The keys of which these are the ranges; none if they are no keys' ranges.
    static std::optional<Keys> of(std::vector<Range> ranges);

    friend bool operator==(const Keys&, const Keys&) = default;

private:
    struct Given {
        Pubkey key;
        std::uint64_t index = 0;
        friend bool operator==(const Given&, const Given&) = default;
    };

    [[nodiscard]] static bool follows(const Range& last, const Key& first);

    std::vector<Range> ranges_;
    /// Sorted by key.
    std::vector<Given> given_;
    std::uint64_t size_ = 0;
};

}  // namespace aq::beacon
