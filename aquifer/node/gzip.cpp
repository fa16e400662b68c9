// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/gzip.hpp>

#include <aquifer/base/result.hpp>

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace aq::node {

namespace {

/// zlib: the largest window, and nothing but gzip.
constexpr int kGzipOnly = MAX_WBITS + 16;
constexpr int kMemoryLevel = 8;
constexpr std::size_t kStep = std::size_t{1} << 20U;

/// zlib counts in 32 bits and takes what it only reads as if it wrote to it.
std::size_t give(z_stream& z, BytesView bytes, std::size_t from) {
    const std::size_t n =
        std::min<std::size_t>(bytes.size() - from, std::numeric_limits<uInt>::max());
    z.next_in = const_cast<Bytef*>(bytes.data() + from);  // NOLINT(*const-cast): zlib's
    z.avail_in = static_cast<uInt>(n);
    return n;
}

/// Makes room for a step more at the end of what is there.
void make_room(z_stream& z, Bytes& out, std::size_t used) {
    out.resize(used + kStep);
    z.next_out = out.data() + used;
    z.avail_out = static_cast<uInt>(kStep);
}

}  // namespace

Bytes gzip(BytesView bytes) {
    z_stream z{};
    AQ_ASSERT(deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipOnly, kMemoryLevel,
                           Z_DEFAULT_STRATEGY) == Z_OK);
    Bytes out;
    std::size_t used = 0;
    std::size_t taken = 0;
    for (int status = Z_OK; status != Z_STREAM_END;) {
        if (z.avail_in == 0) taken += give(z, bytes, taken);
        make_room(z, out, used);
        status = deflate(&z, taken == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
        AQ_ASSERT(status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR);
        used = out.size() - z.avail_out;
    }
    deflateEnd(&z);
    out.resize(used);
    return out;
}

std::expected<Bytes, std::string> gunzip(BytesView bytes, std::size_t bytes_max) {
    z_stream z{};
    AQ_ASSERT(inflateInit2(&z, kGzipOnly) == Z_OK);
    Bytes out;
    std::size_t used = 0;
    std::size_t taken = 0;
    std::string fault;
    for (bool ended = false; !ended && fault.empty();) {
        if (z.avail_in == 0) taken += give(z, bytes, taken);
        make_room(z, out, used);
        const int status = inflate(&z, Z_NO_FLUSH);
        used = out.size() - z.avail_out;
        const bool all_given = taken == bytes.size() && z.avail_in == 0;
        if (status == Z_STREAM_END) {
            ended = all_given;
            if (!ended) AQ_ASSERT(inflateReset(&z) == Z_OK);
        } else if (status == Z_BUF_ERROR || (status == Z_OK && all_given && z.avail_out != 0)) {
            fault = "the gzip stream ends before its end";
        } else if (status != Z_OK) {
            fault = "the gzip stream is damaged";
        }
        if (used > bytes_max) fault = "more than " + std::to_string(bytes_max) + " bytes come out";
    }
    inflateEnd(&z);
    if (!fault.empty()) return std::unexpected(std::move(fault));
    out.resize(used);
    return out;
}

}  // namespace aq::node
