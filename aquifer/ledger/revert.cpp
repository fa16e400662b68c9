// SPDX-License-Identifier: Apache-2.0
#include <aquifer/ledger/revert.hpp>

namespace aq {

namespace {

constexpr Selector kError = "0x08c379a0"_selector;
constexpr Selector kPanic = "0x4e487b71"_selector;

}  // namespace

Revert::Revert(Arithmetic what) : kind_(Kind::kPanic) {
    switch (what) {
        case Arithmetic::kOverflow:
            code_ = kPanicOverflow;
            return;
        case Arithmetic::kDivisionByZero:
            code_ = kPanicDivisionByZero;
            return;
        case Arithmetic::kMulDivOverflow:
            *this = Revert("Math: mulDiv overflow");
            return;
    }
    AQ_ASSERT(false && "an arithmetic failure without its revert");
}

Revert Revert::panic(std::uint32_t code) {
    Revert out;
    out.kind_ = Kind::kPanic;
    out.code_ = code;
    return out;
}

Revert Revert::data(Bytes bytes) {
    Revert out;
    if (bytes.empty()) return out;
    out.kind_ = Kind::kData;
    out.data_ = std::make_unique<Bytes>(std::move(bytes));
    return out;
}

Revert& Revert::operator=(const Revert& other) {
    if (this == &other) return *this;
    kind_ = other.kind_;
    code_ = other.code_;
    text_ = other.text_;
    data_ = other.data_ ? std::make_unique<Bytes>(*other.data_) : nullptr;
    return *this;
}

Bytes Revert::encode() const {
    switch (kind_) {
        case Kind::kEmpty:
            return {};
        case Kind::kText:
            return abi_call(kError, std::string(text_));
        case Kind::kPanic:
            return abi_call(kPanic, u256(code_));
        case Kind::kData:
            return *data_;
        case Kind::kCustom:
            break;
    }
    const Selector selector = Selector::of(code_);
    Bytes out(selector.bytes.begin(), selector.bytes.end());
    if (data_) out.insert(out.end(), data_->begin(), data_->end());
    return out;
}

std::string Revert::to_text() const {
    switch (kind_) {
        case Kind::kEmpty:
            return "a revert without data";
        case Kind::kText:
            return '"' + std::string(text_) + '"';
        case Kind::kPanic:
            return "Panic(" + to_hex(BytesView(std::array{static_cast<std::uint8_t>(code_)})) + ')';
        case Kind::kCustom:
            return std::string(text_);
        case Kind::kData:
            break;
    }
    return to_hex(BytesView(*data_));
}

}  // namespace aq
