// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Reading a record out of an RLP list, field by field, with messages for people: `transaction:
/// gasLimit: a number with leading zero bytes`.

#include <aquifer/eth/rlp.hpp>
#include <aquifer/eth/types.hpp>

#include <optional>
#include <string>

namespace aq {

/// The fields of one list in their order. The first that is wrong is kept, every read after it
/// gives zero, and `finish` tells: a decoder reads to the end and asks once.
class RlpFields {
public:
    /// The list that the whole of `input` must be; `record` opens every message.
    RlpFields(BytesView input, std::string_view record);

    std::uint64_t number_u64(std::string_view field) { return kept(field, reader_.number_u64()); }
    u256 number_u256(std::string_view field) { return kept(field, reader_.number_u256()); }
    BytesView string(std::string_view field) { return kept(field, reader_.string()); }
    /// Exactly this many bytes.
    template <std::size_t Size>
    std::array<std::uint8_t, Size> fixed(std::string_view field) {
        return kept(field, reader_.fixed<Size>(), Size);
    }
    Hash hash(std::string_view field) { return {fixed<32>(field)}; }
    Address address(std::string_view field) { return {fixed<20>(field)}; }
    /// An address, or nothing where the string is empty.
    std::optional<Address> address_or_none(std::string_view field);
    /// Each item of a list by `read(RlpReader&) -> std::expected<void, RlpFault>`.
    template <class Read>
    void each(std::string_view field, const Read& read) {
        RlpReader items = kept(field, reader_.list());
        for (std::size_t i = 0; !items.at_end() && !failed(); ++i) {
            if (const auto done = read(items); !done.has_value()) {
                fail(std::string(field) + '[' + std::to_string(i) + ']', describe(done.error()));
            }
        }
    }

    /// Refuses a field for a reason that only its meaning gives. The first failure stays.
    void fail(std::string_view field, std::string_view reason);
    [[nodiscard]] bool failed() const { return !message_.empty(); }
    /// That the list has ended and nothing was wrong, or else the message.
    std::expected<void, std::string> finish();

private:
    template <class T>
    T kept(std::string_view field, const std::expected<T, RlpFault>& value, std::size_t size = 0) {
        if (value.has_value() && !failed()) return *value;
        if (!value.has_value()) refuse(field, value.error(), size);
        if constexpr (std::is_same_v<T, RlpReader>) {
            return RlpReader({});
        } else {
            return T{};
        }
    }
    void refuse(std::string_view field, RlpFault fault, std::size_t size);

    std::string_view record_;
    RlpReader reader_{BytesView{}};
    std::string message_;
};

}  // namespace aq
