// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Gzip (RFC 1952): how dumps travel, because tools keep them as text.

#include <aquifer/base/bytes.hpp>

#include <expected>
#include <string>

namespace aq::node {

/// The same bytes for the same input: no time stands in the header.
Bytes gzip(BytesView bytes);
/// All members one after the other; no more than `bytes_max` come out. The text says what is wrong.
std::expected<Bytes, std::string> gunzip(BytesView bytes, std::size_t bytes_max);

}  // namespace aq::node
