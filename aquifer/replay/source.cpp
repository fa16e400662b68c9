// SPDX-License-Identifier: Apache-2.0
#include <aquifer/replay/source.hpp>

#include <aquifer/base/result.hpp>

#include <zlib.h>

namespace aq::replay {

namespace {

constexpr std::array<unsigned char, 2> kGzipMagic{0x1f, 0x8b};
/// zlib: the largest window, and nothing but gzip.
constexpr int kGzipOnly = MAX_WBITS + 16;
/// How much is decompressed at once.
constexpr std::size_t kInflatedMax = std::size_t{1} << 20U;

}  // namespace

Source::Source(std::string name, std::unique_ptr<std::istream> stream, std::size_t bytes_total)
    : name_(std::move(name)),
      stream_(std::move(stream)),
      bytes_total_(bytes_total),
      chunk_(std::make_unique<decltype(chunk_)::element_type>()) {}

Source::~Source() {
    if (inflater_ != nullptr) inflateEnd(inflater_.get());
}

/// Leaves nothing in hand only at the end of the stream.
void Source::take_chunk() {
    if (begin_ < end_) return;
    stream_->read(chunk_->data(), static_cast<std::streamsize>(chunk_->size()));
    begin_ = 0;
    end_ = static_cast<std::size_t>(stream_->gcount());
    bytes_read_ += end_;
}

Expected<bool> Source::read_into(std::string& out) {
    take_chunk();
    if (form_ == Form::kUnknown) {
        const bool gzip = end_ - begin_ >= kGzipMagic.size() &&
                          static_cast<unsigned char>((*chunk_)[0]) == kGzipMagic[0] &&
                          static_cast<unsigned char>((*chunk_)[1]) == kGzipMagic[1];
        form_ = gzip ? Form::kGzip : Form::kPlain;
        if (gzip) {
            inflater_ = std::make_unique<z_stream>();
            AQ_ASSERT(inflateInit2(inflater_.get(), kGzipOnly) == Z_OK);
        }
    }
    if (form_ == Form::kGzip) return inflate_into(out);
    out.append(chunk_->data() + begin_, end_ - begin_);
    const bool more = begin_ < end_;
    begin_ = end_;
    return more;
}

/// Files of several gzip members, one after the other, are one text.
Expected<bool> Source::inflate_into(std::string& out) {
    const auto fault = [&](const char* what) {
        return std::unexpected(
            Fault{name_, 0, what,
                  "The file was cut off or changed on its way: fetch or record it again."});
    };
    z_stream& z = *inflater_;
    const std::size_t had = out.size();
    out.resize(had + kInflatedMax);
    z.next_out = reinterpret_cast<Bytef*>(out.data() + had);
    z.avail_out = static_cast<uInt>(kInflatedMax);
    while (z.avail_out == kInflatedMax) {
        take_chunk();
        const bool at_end = begin_ == end_;
        if (member_ended_) {
            if (at_end) {
                out.resize(had);
                return false;
            }
            AQ_ASSERT(inflateReset(&z) == Z_OK);
            member_ended_ = false;
        }
        z.next_in = reinterpret_cast<Bytef*>(chunk_->data() + begin_);
        z.avail_in = static_cast<uInt>(end_ - begin_);
        // What was taken in before may still give something when nothing more comes.
        const int status = inflate(&z, Z_NO_FLUSH);
        begin_ = end_ - z.avail_in;
        if (status == Z_STREAM_END) {
            member_ended_ = true;
        } else if (status == Z_BUF_ERROR && at_end) {
            return fault("the gzip stream ends before its end");
        } else if (status != Z_OK && status != Z_BUF_ERROR) {
            return fault("the gzip stream is damaged");
        }
    }
    out.resize(had + kInflatedMax - z.avail_out);
    return true;
}

}  // namespace aq::replay
