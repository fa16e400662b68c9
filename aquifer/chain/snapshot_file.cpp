// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/snapshot_file.hpp>

#include <aquifer/base/result.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace aq::chain {

namespace {

constexpr std::string_view kMagic = "aquifer state\n";
constexpr std::uint32_t kVersion = 1;
constexpr std::string_view kPrefix = "snapshot-";
constexpr std::string_view kSuffix = ".aqs";
constexpr std::size_t kHeader = kMagic.size() + 4 + 8 + 8 + 32;
constexpr std::size_t kKept = 2;

Fault fault_of(int error, const char* doing, const std::filesystem::path& path) {
    return {std::string(doing) + ' ' + path.string() + ": " + std::strerror(error) +
            "; make room on the disk, or see who may write there"};
}

/// A file that closes itself.
class File {
public:
    File(const std::filesystem::path& path, int flags)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {}
    ~File() {
        if (number_ >= 0) ::close(number_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    [[nodiscard]] bool good() const { return number_ >= 0; }
    [[nodiscard]] bool sync() const { return good() && ::fsync(number_) == 0; }
    [[nodiscard]] bool write(BytesView bytes) const {
        while (!bytes.empty()) {
            const ssize_t n = ::write(number_, bytes.data(), bytes.size());
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) return false;
            bytes = bytes.subspan(static_cast<std::size_t>(n));
        }
        return true;
    }
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

std::filesystem::path path_of(const std::filesystem::path& folder, std::uint64_t sequence) {
    return folder / (std::string(kPrefix) + std::to_string(sequence) + std::string(kSuffix));
}

/// The sequences of the files there are, newest first.
Expected<std::vector<std::uint64_t>> sequences_in(const std::filesystem::path& folder) {
    std::error_code failed;
    std::vector<std::uint64_t> out;
    for (std::filesystem::directory_iterator it(folder, failed), end; !failed && it != end;
         it.increment(failed)) {
        const std::string name = it->path().filename().string();
        if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) continue;
        const char* begin = name.data() + kPrefix.size();
        const char* stop = name.data() + name.size() - kSuffix.size();
        std::uint64_t sequence = 0;
        const auto [at, error] = std::from_chars(begin, stop, sequence);
        if (error == std::errc() && at == stop) out.push_back(sequence);
    }
    if (failed) return std::unexpected(fault_of(failed.value(), "listing", folder));
    std::ranges::sort(out, std::greater());
    return out;
}

Bytes header_of(std::uint64_t sequence, BytesView payload) {
    Bytes out(kHeader);
    std::ranges::copy(kMagic, out.begin());
    std::uint8_t* at = out.data() + kMagic.size();
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        *at++ = static_cast<std::uint8_t>(kVersion >> shift);
    }
    store_be64(at, sequence);
    store_be64(at + 8, payload.size());
    std::ranges::copy(keccak256(payload), at + 16);
    return out;
}

/// The payload, or what is wrong with the file.
std::expected<Bytes, std::string> read_state(const std::filesystem::path& path,
                                             std::uint64_t sequence) {
    auto bytes = File(path, O_RDONLY).read();
    if (!bytes.has_value()) return std::unexpected("it cannot be read");
    if (bytes->size() < kHeader ||
        !equal(BytesView(*bytes).first(kMagic.size()), bytes_of(kMagic))) {
        return std::unexpected("it is no snapshot");
    }
    const BytesView payload = BytesView(*bytes).subspan(kHeader);
    const Bytes expected = header_of(sequence, payload);
    const auto differs = std::ranges::mismatch(*bytes, expected).in2 - expected.begin();
    const std::size_t version_end = kMagic.size() + 4;
    if (static_cast<std::size_t>(differs) < version_end) {
        return std::unexpected("another version of aquifer wrote it");
    }
    if (static_cast<std::size_t>(differs) < kHeader) return std::unexpected("it is damaged");
    bytes->erase(bytes->begin(), bytes->begin() + static_cast<std::ptrdiff_t>(kHeader));
    return std::move(*bytes);
}

}  // namespace

Expected<void> write_state_file(const std::filesystem::path& folder, std::uint64_t sequence,
                                BytesView payload) {
    const std::filesystem::path path = path_of(folder, sequence);
    const std::filesystem::path unfinished = path.string() + ".new";
    {
        const File file(unfinished, O_WRONLY | O_CREAT | O_TRUNC);
        if (!file.good() || !file.write(header_of(sequence, payload)) || !file.write(payload) ||
            !file.sync()) {
            const int error = errno;
            ::unlink(unfinished.c_str());
            return std::unexpected(fault_of(error, "writing", unfinished));
        }
    }
    if (::rename(unfinished.c_str(), path.c_str()) != 0 ||
        !File(folder, O_RDONLY | O_DIRECTORY).sync()) {
        return std::unexpected(fault_of(errno, "renaming to", path));
    }
    const auto sequences = AQ_TRY(sequences_in(folder));
    for (std::size_t i = kKept; i < sequences.size(); ++i) {
        ::unlink(path_of(folder, sequences[i]).c_str());
    }
    return {};
}

Expected<StateFile> newest_state_file(const std::filesystem::path& folder,
                                      std::uint64_t sequence_max) {
    StateFile out;
    for (const std::uint64_t sequence : AQ_TRY(sequences_in(folder))) {
        const std::filesystem::path path = path_of(folder, sequence);
        if (sequence > sequence_max) {
            out.warnings.push_back(path.string() + ": passed over, the journal ends before it");
            continue;
        }
        auto payload = read_state(path, sequence);
        if (payload.has_value()) {
            out.payload = *std::move(payload);
            out.sequence = sequence;
            break;
        }
        out.warnings.push_back(path.string() + ": passed over, " + payload.error() +
                               "; the start replays more of the journal instead");
    }
    return out;
}

Expected<void> remove_state_files_after(const std::filesystem::path& folder,
                                        std::uint64_t sequence) {
    bool removed = false;
    for (const std::uint64_t found : AQ_TRY(sequences_in(folder))) {
        if (found <= sequence) break;
        const std::filesystem::path path = path_of(folder, found);
        if (::unlink(path.c_str()) != 0) return std::unexpected(fault_of(errno, "removing", path));
        removed = true;
    }
    if (removed && !File(folder, O_RDONLY | O_DIRECTORY).sync()) {
        return std::unexpected(fault_of(errno, "bringing to disk", folder));
    }
    return {};
}

}  // namespace aq::chain
