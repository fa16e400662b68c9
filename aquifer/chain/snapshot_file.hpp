// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Snapshots of the state as files beside the store, so that a start need not replay everything.
/// A file is whole or not there: it is written under another name, brought to disk and renamed.
///
///     "aquifer state\n", version (4), sequence (8), length (8), digest (32), payload
///
/// The digest is the SHA-256 of the SHA-256 of each mebibyte of the payload, so that it can be
/// made while the payload is written. In version 1, which is still read, it is the payload's
/// Keccak-256.
///
/// The folder is a store's, which says whose chain it is and keeps other processes out.

#include <aquifer/chain/fault.hpp>
#include <aquifer/ledger/persist.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace aq::chain {

/// Writes the state as it is before the journal's entry `sequence`, and removes all but the newest
/// two. The payload goes to disk as it comes: no copy of all of it is held.
Expected<void> write_state_file(const std::filesystem::path& folder, std::uint64_t sequence,
                                const std::function<void(persist::Writer&)>& payload);

/// The newest state that can be read.
struct StateFile {
    /// Empty if there is none.
    Bytes file;
    std::uint32_t version = 0;
    std::uint64_t sequence = 0;
    /// About files that were passed over, for the log.
    std::vector<std::string> warnings;

    explicit operator bool() const { return !file.empty(); }
    [[nodiscard]] BytesView payload() const;
};
/// Files of states after the journal's end (`sequence_max`) are passed over, too.
Expected<StateFile> newest_state_file(const std::filesystem::path& folder,
                                      std::uint64_t sequence_max);

/// States that will not come to be: of a sequence greater than this.
Expected<void> remove_state_files_after(const std::filesystem::path& folder,
                                        std::uint64_t sequence);

}  // namespace aq::chain
