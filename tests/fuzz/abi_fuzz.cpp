// SPDX-License-Identifier: Apache-2.0
// Calldata of every shape the contracts take, decoded strictly and leniently: never a crash, and
// what strict decoding accepts encodes to something that decodes to the same again.
#include <aquifer/eth/abi.hpp>

#include <cstdlib>

namespace {

struct Inner {
    aq::Address at;
    std::uint32_t id = 0;
    bool operator==(const Inner&) const = default;
};

struct Outer {
    std::vector<Inner> sets;
    std::string words;
    std::vector<std::vector<aq::u256>> rows;
    aq::Bytes blob;
    aq::Int<128> change;
    bool flag = false;
    std::vector<aq::Bytes> proofs;
    bool operator==(const Outer&) const = default;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Outer lenient;
    static_cast<void>(aq::abi_decode(aq::AbiReader({data, size}, false), lenient));
    Outer value;
    if (!aq::abi_decode(aq::AbiReader({data, size}), value)) return 0;
    Outer again;
    if (!aq::abi_decode(aq::AbiReader(aq::abi_encode(value)), again) || !(again == value)) {
        std::abort();
    }
    return 0;
}
