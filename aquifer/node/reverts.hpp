// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A contract's refusal as clients know it from geth: code 3, `execution reverted` with the text of
/// `Error(string)` or of a panic, and the data, from which clients decode custom errors.

#include <aquifer/base/bytes.hpp>
#include <aquifer/rpc/answer.hpp>

#include <string>

namespace aq::node {

/// `execution reverted: TRANSFER_FROM_ZERO`.
std::string revert_message(BytesView data);
rpc::Error revert_error(BytesView data);

}  // namespace aq::node
