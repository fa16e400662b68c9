// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/rlp_fields.hpp>

namespace aq {

RlpFields::RlpFields(BytesView input, std::string_view record) : record_(record) {
    RlpReader whole(input);
    reader_ = kept({}, whole.list());
    if (!failed() && !whole.at_end()) fail({}, "bytes after its end");
}

std::optional<Address> RlpFields::address_or_none(std::string_view field) {
    const BytesView bytes = string(field);
    if (bytes.empty()) return std::nullopt;
    Address out;
    if (bytes.size() != out.bytes.size()) {
        fail(field, "20 bytes or none expected, " + std::to_string(bytes.size()) + " given");
        return std::nullopt;
    }
    std::ranges::copy(bytes, out.bytes.begin());
    return out;
}

void RlpFields::fail(std::string_view field, std::string_view reason) {
    if (failed()) return;
    message_ = std::string(record_) + ": ";
    if (!field.empty()) message_ += std::string(field) + ": ";
    message_ += reason;
}

void RlpFields::refuse(std::string_view field, RlpFault fault, std::size_t size) {
    if (fault != RlpFault::kSize) {
        fail(field, describe(fault));
        return;
    }
    // The reader stays before a string of the wrong length.
    const auto given = RlpReader(reader_).string();
    fail(field, std::to_string(size) + " bytes expected, " +
                    std::to_string(given.has_value() ? given->size() : 0) + " given");
}

std::expected<void, std::string> RlpFields::finish() {
    if (const auto end = reader_.end(); !end.has_value()) fail({}, describe(end.error()));
    if (failed()) return std::unexpected(std::move(message_));
    return {};
}

}  // namespace aq
