// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The bytes of a recorded run, whether they come plain or as gzip.

#include <aquifer/replay/fault.hpp>

#include <array>
#include <cstdint>
#include <istream>
#include <memory>
#include <string>

struct z_stream_s;  // NOLINT(readability-identifier-naming): zlib's

namespace aq::replay {

class Source {
public:
    /// The stream's first bytes say whether it is gzip. Faults call it by its name.
    Source(std::string name, std::unique_ptr<std::istream> stream, std::size_t bytes_total);
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    ~Source();

    /// Appends some of what comes next; false at the end.
    Expected<bool> read_into(std::string& out);

    [[nodiscard]] const std::string& name() const { return name_; }
    /// Of the stream as it comes, before decompression.
    [[nodiscard]] std::size_t bytes_read() const { return bytes_read_; }
    [[nodiscard]] std::size_t bytes_total() const { return bytes_total_; }

private:
    enum class Form : std::uint8_t { kUnknown, kPlain, kGzip };

    void take_chunk();
    Expected<bool> inflate_into(std::string& out);

    std::string name_;
    std::unique_ptr<std::istream> stream_;
    std::size_t bytes_total_ = 0;
    std::size_t bytes_read_ = 0;
    Form form_ = Form::kUnknown;
    /// The chunk of the stream in hand, and what of it has not been used.
    std::unique_ptr<std::array<char, std::size_t{1} << 18U>> chunk_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    /// Null but within gzip.
    std::unique_ptr<z_stream_s> inflater_;
    /// Whether the gzip member in hand has come to its end: more may follow.
    bool member_ended_ = false;
};

}  // namespace aq::replay
