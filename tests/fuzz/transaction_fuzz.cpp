// SPDX-License-Identifier: Apache-2.0
// What a client sends or a file holds, read as a transaction, a header and a withdrawal: never a
// crash, and what is accepted encodes to the same bytes again.
#include <aquifer/eth/header.hpp>
#include <aquifer/eth/transaction.hpp>

#include <cstdlib>

namespace {

template <class T>
void expect_the_same(const std::expected<T, std::string>& decoded, aq::BytesView input) {
    if (!decoded.has_value()) {
        if (decoded.error().empty()) std::abort();
    } else if (!aq::equal(aq::encode(*decoded), input)) {
        std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const aq::BytesView input(data, size);
    const auto tx = aq::decode_transaction(input);
    expect_the_same(tx, input);
    if (tx.has_value()) static_cast<void>(aq::sender_of(*tx));
    expect_the_same(aq::decode_header(input), input);
    expect_the_same(aq::decode_withdrawal(input), input);
    return 0;
}
