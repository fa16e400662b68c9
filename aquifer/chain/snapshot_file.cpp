// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/snapshot_file.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/chain/open_file.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

namespace aq::chain {

namespace {

constexpr std::string_view kMagic = "aquifer state\n";
constexpr std::uint32_t kVersion = 2;
constexpr std::string_view kPrefix = "snapshot-";
constexpr std::string_view kSuffix = ".aqs";
/// Always the same, so that the next one takes the place of one that was never finished.
constexpr std::string_view kUnfinished = "snapshot.aqs.new";
constexpr std::size_t kHeader = kMagic.size() + 4 + 8 + 8 + 32;
constexpr std::size_t kKept = 2;
constexpr std::size_t kPiece = std::size_t{1} << 20U;

Fault fault_of(int error, const char* doing, const std::filesystem::path& path) {
    return {std::string(doing) + ' ' + path.string() + ": " + std::strerror(error) +
            "; make room on the disk, or see who may write there"};
}

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

struct About {
    std::uint32_t version = kVersion;
    std::uint64_t sequence = 0;
    std::uint64_t length = 0;
    Digest digest{};
};

Bytes header_of(const About& about) {
    Bytes out(kHeader);
    std::ranges::copy(kMagic, out.begin());
    std::uint8_t* at = out.data() + kMagic.size();
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        *at++ = static_cast<std::uint8_t>(about.version >> shift);
    }
    store_be64(at, about.sequence);
    store_be64(at + 8, about.length);
    std::ranges::copy(about.digest, at + 16);
    return out;
}

Digest digest_of(BytesView payload) {
    Bytes digests;
    for (std::size_t at = 0; at < payload.size(); at += kPiece) {
        const Digest one = sha256(payload.subspan(at, std::min(kPiece, payload.size() - at)));
        digests.insert(digests.end(), one.begin(), one.end());
    }
    return sha256(digests);
}

/// Takes a payload piece by piece to a file, and makes its digest on the way.
class PayloadWriter {
public:
    explicit PayloadWriter(const OpenFile& file) : file_(file) { piece_.reserve(kPiece); }

    void take(BytesView bytes) {
        while (!bytes.empty()) {
            const std::size_t n = std::min(bytes.size(), kPiece - piece_.size());
            piece_.insert(piece_.end(), bytes.begin(),
                          bytes.begin() + static_cast<std::ptrdiff_t>(n));
            bytes = bytes.subspan(n);
            if (piece_.size() == kPiece) pass_on();
        }
    }
    /// What the header says of all that came; its `sequence` is not known here.
    About finish() {
        if (!piece_.empty()) pass_on();
        return {.sequence = 0, .length = length_, .digest = sha256(digests_)};
    }
    [[nodiscard]] bool good() const { return good_; }

private:
    void pass_on() {
        const Digest one = sha256(piece_);
        digests_.insert(digests_.end(), one.begin(), one.end());
        length_ += piece_.size();
        good_ = good_ && file_.write(piece_);
        piece_.clear();
    }

    const OpenFile& file_;
    Bytes piece_;
    Bytes digests_;
    std::uint64_t length_ = 0;
    bool good_ = true;
};

bool write_all(const OpenFile& file, std::uint64_t sequence,
               const std::function<void(persist::Writer&)>& payload) {
    if (!file.good() || !file.write(header_of({}))) return false;
    PayloadWriter pieces(file);
    persist::Writer out(
        {&pieces, [](void* to, BytesView piece) { static_cast<PayloadWriter*>(to)->take(piece); }});
    payload(out);
    out.flush();
    About about = pieces.finish();
    about.sequence = sequence;
    return pieces.good() && file.begin_again() && file.write(header_of(about)) && file.sync();
}

/// Of a file that is long enough to have one.
std::uint32_t version_of(BytesView file) {
    std::uint32_t out = 0;
    for (const std::uint8_t byte : file.subspan(kMagic.size(), 4)) out = (out << 8U) | byte;
    return out;
}

/// The file, or what is wrong with it.
std::expected<Bytes, std::string> read_state(const std::filesystem::path& path,
                                             std::uint64_t sequence) {
    auto bytes = OpenFile(path, O_RDONLY).read();
    if (!bytes.has_value()) return std::unexpected("it cannot be read");
    if (bytes->size() < kHeader ||
        !equal(BytesView(*bytes).first(kMagic.size()), bytes_of(kMagic))) {
        return std::unexpected("it is no snapshot");
    }
    const BytesView payload = BytesView(*bytes).subspan(kHeader);
    const std::uint32_t version = version_of(*bytes);
    if (version != 1 && version != kVersion) {
        return std::unexpected("another version of aquifer wrote it");
    }
    const Digest digest = version == 1 ? keccak256(payload) : digest_of(payload);
    const Bytes expected = header_of({version, sequence, payload.size(), digest});
    if (!equal(BytesView(*bytes).first(kHeader), expected)) {
        return std::unexpected("it is damaged");
    }
    return std::move(*bytes);
}

}  // namespace

Expected<void> write_state_file(const std::filesystem::path& folder, std::uint64_t sequence,
                                const std::function<void(persist::Writer&)>& payload) {
    const std::filesystem::path path = path_of(folder, sequence);
    const std::filesystem::path unfinished = folder / kUnfinished;
    {
        const OpenFile file(unfinished, O_WRONLY | O_CREAT | O_TRUNC);
        if (!write_all(file, sequence, payload)) {
            const int error = errno;
            ::unlink(unfinished.c_str());
            return std::unexpected(fault_of(error, "writing", unfinished));
        }
    }
    if (::rename(unfinished.c_str(), path.c_str()) != 0 ||
        !OpenFile(folder, O_RDONLY | O_DIRECTORY).sync()) {
        return std::unexpected(fault_of(errno, "renaming to", path));
    }
    const auto sequences = AQ_TRY(sequences_in(folder));
    for (std::size_t i = kKept; i < sequences.size(); ++i) {
        ::unlink(path_of(folder, sequences[i]).c_str());
    }
    return {};
}

BytesView StateFile::payload() const {
    return file.empty() ? BytesView() : BytesView(file).subspan(kHeader);
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
        auto file = read_state(path, sequence);
        if (file.has_value()) {
            out.file = *std::move(file);
            out.version = version_of(out.file);
            out.sequence = sequence;
            break;
        }
        out.warnings.push_back(path.string() + ": passed over, " + file.error() +
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
    if (removed && !OpenFile(folder, O_RDONLY | O_DIRECTORY).sync()) {
        return std::unexpected(fault_of(errno, "bringing to disk", folder));
    }
    return {};
}

}  // namespace aq::chain
