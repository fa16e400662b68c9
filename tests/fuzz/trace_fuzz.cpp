// SPDX-License-Identifier: Apache-2.0
// Recorded runs of every shape, plain and gzip: they are read, played and folded, or refused with a
// fault that names its line; never a crash. What is read from gzip is what is read plain.
#include <aquifer/base/prng.hpp>
#include <aquifer/replay/player.hpp>

#include <zlib.h>

#include <cstdlib>
#include <cstring>
#include <string_view>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t size_max);

namespace {

/// How far a reader came, and why it went no further; no text if it came to the end.
struct Reading {
    std::size_t lines = 0;
    std::string fault;
    bool operator==(const Reading&) const = default;
};

template <class Take>
Reading read(aq::replay::Reader reader, Take take) {
    for (;;) {
        const auto line = reader.next();
        if (!line.has_value()) {
            if (line.error().what.empty() || line.error().advice.empty()) std::abort();
            return {reader.line(), line.error().to_text()};
        }
        if (!line->has_value()) return {reader.line(), ""};
        if (!take(**line)) return {reader.line(), "not played"};
    }
}

/// One gzip member over the whole text.
std::string gzip(std::string_view text) {
    z_stream z{};
    if (deflateInit2(&z, 1, Z_DEFLATED, MAX_WBITS + 16, 4, Z_DEFAULT_STRATEGY) != Z_OK) {
        std::abort();
    }
    std::string out(deflateBound(&z, text.size()), '\0');
    std::string in(text);
    z.next_in = reinterpret_cast<Bytef*>(in.data());
    z.avail_in = static_cast<uInt>(in.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    if (deflate(&z, Z_FINISH) != Z_STREAM_END) std::abort();
    out.resize(z.total_out);
    deflateEnd(&z);
    return out;
}

bool is_digit_of_hex(std::uint8_t c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    aq::replay::Player played;
    aq::replay::Player folded;
    const Reading plain =
        read(aq::replay::Reader::over(text, "input"), [&](const aq::replay::Line& line) {
            return played.play(line).has_value() && folded.fold(line).has_value();
        });
    if (plain.fault == "not played" || text.starts_with("\x1f\x8b")) return 0;
    const auto same = [](const aq::replay::Line&) { return true; };
    const std::string packed = gzip(text);
    if (read(aq::replay::Reader::over(packed, "input"), same) != plain) std::abort();
    const Reading cut = read(
        aq::replay::Reader::over(packed.substr(0, packed.size() - 1 - size % 8), "input"), same);
    if (cut.fault.empty()) std::abort();
    return 0;
}

/// Mostly exchanges a digit or a run of digits for another of the same length, so that a line stays
/// one that can be read, and what changes is what it says.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t size_max, unsigned int seed) {
    aq::Prng rng(seed);
    if (size == 0 || rng.below(4) == 0) return LLVMFuzzerMutate(data, size, size_max);
    const auto digits_from = [&](std::size_t at, std::size_t count_max) {
        std::size_t n = 0;
        while (n < count_max && at + n < size && is_digit_of_hex(data[at + n])) ++n;
        return n;
    };
    for (std::uint64_t changes = 1 + rng.below(4); changes > 0; --changes) {
        const std::size_t at = rng.below(size);
        const std::size_t from = rng.below(size);
        const std::size_t length = rng.below(2) == 0 ? 1 : 64;
        const std::size_t count = std::min(digits_from(at, length), digits_from(from, length));
        std::memmove(data + at, data + from, count);
    }
    return size;
}
