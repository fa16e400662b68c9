// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A file that is written and read whole, and closes itself.

#include <aquifer/base/bytes.hpp>

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace aq::chain {

class OpenFile {
public:
    /// `flags` as open(2) takes them; a file that is made may be read by everybody.
    OpenFile(const std::filesystem::path& path, int flags)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {}
    ~OpenFile() {
        if (number_ >= 0) ::close(number_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    [[nodiscard]] bool good() const { return number_ >= 0; }
    [[nodiscard]] bool sync() const { return good() && ::fsync(number_) == 0; }
    [[nodiscard]] bool begin_again() const { return ::lseek(number_, 0, SEEK_SET) == 0; }
    [[nodiscard]] bool write(BytesView bytes) const {
        while (!bytes.empty()) {
            const ssize_t n = ::write(number_, bytes.data(), bytes.size());
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) return false;
            bytes = bytes.subspan(static_cast<std::size_t>(n));
        }
        return true;
    }
    [[nodiscard]] bool write(std::string_view text) const { return write(bytes_of(text)); }
    /// All of it; nothing if it cannot be read.
    [[nodiscard]] std::optional<Bytes> read() const {
        struct stat about{};
        if (!good() || ::fstat(number_, &about) != 0) return std::nullopt;
        Bytes out(static_cast<std::size_t>(about.st_size));
        std::size_t at = 0;
        while (at < out.size()) {
            const ssize_t n = ::read(number_, out.data() + at, out.size() - at);
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) return std::nullopt;
            at += static_cast<std::size_t>(n);
        }
        return out;
    }

private:
    int number_;
};

}  // namespace aq::chain
