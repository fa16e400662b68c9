// SPDX-License-Identifier: Apache-2.0
#include <aquifer/ledger/persist.hpp>

#include <numeric>

namespace aq::detail {

std::vector<std::uint32_t> order_of(BytesView keys, std::size_t bytes_each) {
    std::vector<std::uint32_t> out(keys.size() / bytes_each);
    std::iota(out.begin(), out.end(), 0U);
    std::ranges::sort(out, [&](std::uint32_t a, std::uint32_t b) {
        return std::memcmp(keys.data() + a * bytes_each, keys.data() + b * bytes_each, bytes_each) <
               0;
    });
    return out;
}

}  // namespace aq::detail

namespace aq::persist {

void Writer::raw(BytesView bytes) {
    if (buffer_.size() - size_ < bytes.size()) make_room(bytes.size());
    if (!bytes.empty()) std::memcpy(buffer_.data() + size_, bytes.data(), bytes.size());
    size_ += bytes.size();
}

void Writer::put_count(std::size_t count) {
    aq::save(*this, std::uint64_t{count});
}

Bytes Writer::take() {
    buffer_.resize(size_);
    size_ = 0;
    return std::exchange(buffer_, {});
}

void Writer::flush() {
    if (sink_.take == nullptr) return;
    sink_.take(sink_.to, BytesView(buffer_).first(size_));
    size_ = 0;
}

void Writer::make_room(std::size_t bytes) {
    constexpr std::size_t kPiece = std::size_t{1} << 16U;
    flush();
    if (buffer_.size() - size_ >= bytes) return;
    const std::size_t twice = sink_.take == nullptr ? 2 * buffer_.size() : 0;
    buffer_.resize(std::max(twice, size_ + std::max(bytes, kPiece)));
}

bool Reader::raw(void* to, std::size_t n) {
    if (n > remaining()) [[unlikely]]
        return fail("the data ends too early");
    if (n > 0) std::memcpy(to, bytes_.data() + at_, n);
    at_ += n;
    return true;
}

bool Reader::get_count(std::uint64_t& count) {
    const std::size_t at = at_;
    if (!aq::load(*this, count)) return false;
    if (count > remaining()) {
        at_ = at;
        return fail("there is less data than a count says");
    }
    return true;
}

bool Reader::fail(std::string_view why) {
    if (error_.empty()) {
        error_ = "at byte " + std::to_string(at_) + " of " + std::to_string(bytes_.size()) + ": ";
        error_ += why;
    }
    return false;
}

}  // namespace aq::persist
