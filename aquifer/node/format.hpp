// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How Ethereum JSON-RPC writes values, and how strictly they are read: quantities without leading
/// zeros, data with an even number of digits (execution-apis, "Base types"). What is refused is
/// said with the argument, what was expected there, and what came.

#include <aquifer/eth/types.hpp>
#include <aquifer/rpc/answer.hpp>

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace aq::node {

using rpc::Answer;
using rpc::Error;
using rpc::Json;
using rpc::JsonArray;
using rpc::JsonObject;

template <class T>
using Parsed = std::expected<T, Error>;

// ── Writing

/// `0x0`, `0x1b`.
std::string quantity_text(std::uint64_t value);
std::string quantity_text(const u256& value);
inline Json quantity(std::uint64_t value) {
    return Json(quantity_text(value));
}
inline Json quantity(const u256& value) {
    return Json(quantity_text(value));
}
/// An optional value or null.
template <class T, class Write>
Json or_null(const std::optional<T>& value, const Write& write) {
    if (!value.has_value()) return nullptr;
    return Json(write(*value));
}

// ── Reading one value

/// Where a value stands: an argument, or a member of one (`logs[0].topics`).
struct Place {
    std::size_t argument = 0;
    std::string_view member = {};

    [[nodiscard]] std::string to_text() const;
};

/// `invalid argument 0: value: expected a quantity, …; got "0x01"`.
std::unexpected<Error> refuse(const Place& place, std::string_view expected, const Json& got);
/// The same where what came does not help.
std::unexpected<Error> refuse(const Place& place, std::string_view what);

Parsed<u256> read_quantity(const Json& from, const Place& place);
Parsed<std::uint64_t> read_quantity_u64(const Json& from, const Place& place);
/// For development methods, which tools call with numbers, too: also a JSON number, decimal text,
/// and hexadecimal digits with leading zeros.
Parsed<u256> read_amount(const Json& from, const Place& place);
Parsed<std::uint64_t> read_amount_u64(const Json& from, const Place& place);
Parsed<Address> read_address(const Json& from, const Place& place);
Parsed<Hash> read_hash(const Json& from, const Place& place);
Parsed<Bytes> read_data(const Json& from, const Place& place);
Parsed<bool> read_flag(const Json& from, const Place& place);
Parsed<std::string> read_text(const Json& from, const Place& place);
Parsed<const JsonObject*> read_object(const Json& from, const Place& place);
Parsed<const JsonArray*> read_list(const Json& from, const Place& place);

// ── Reading parameters

/// The parameters of a call. A null is as good as nothing at all.
class Params {
public:
    explicit Params(const JsonArray& values) : values_(values) {}

    /// Refuses more parameters than the method has.
    [[nodiscard]] Parsed<void> at_most(std::size_t count) const;
    [[nodiscard]] std::size_t size() const { return values_.size(); }
    /// Null if it is not there.
    [[nodiscard]] const Json* find(std::size_t i) const;

    /// The parameter as `read` reads it; refuses if it is not there.
    template <class T>
    [[nodiscard]] Parsed<T> get(std::size_t i, Parsed<T> (*read)(const Json&, const Place&)) const {
        const Json* at = find(i);
        if (at == nullptr) return std::unexpected(missing(i));
        return read(*at, {.argument = i});
    }
    template <class T>
    [[nodiscard]] Parsed<T> get_or(std::size_t i, Parsed<T> (*read)(const Json&, const Place&),
                                   T otherwise) const {
        const Json* at = find(i);
        if (at == nullptr) return otherwise;
        return read(*at, {.argument = i});
    }

    [[nodiscard]] Parsed<Address> address(std::size_t i) const { return get(i, read_address); }
    [[nodiscard]] Parsed<Hash> hash(std::size_t i) const { return get(i, read_hash); }
    [[nodiscard]] Parsed<Bytes> data(std::size_t i) const { return get(i, read_data); }
    [[nodiscard]] Parsed<u256> number(std::size_t i) const { return get(i, read_quantity); }
    [[nodiscard]] Parsed<std::uint64_t> number_u64(std::size_t i) const {
        return get(i, read_quantity_u64);
    }

    static Error missing(std::size_t i);

private:
    const JsonArray& values_;
};

/// The members of an object parameter, each read if it is there.
class Members {
public:
    Members(const JsonObject& object, std::size_t argument)
        : object_(object), argument_(argument) {}

    /// Null if it is not there, or null.
    [[nodiscard]] const Json* find(std::string_view name) const;
    template <class T>
    [[nodiscard]] Parsed<std::optional<T>> get(std::string_view name,
                                               Parsed<T> (*read)(const Json&, const Place&)) const {
        const Json* at = find(name);
        if (at == nullptr) return std::nullopt;
        auto value = read(*at, place(name));
        if (!value.has_value()) return std::unexpected(std::move(value).error());
        return std::move(*value);
    }
    [[nodiscard]] Place place(std::string_view name) const {
        return {.argument = argument_, .member = name};
    }

private:
    const JsonObject& object_;
    std::size_t argument_;
};

}  // namespace aq::node
