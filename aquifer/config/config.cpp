// SPDX-License-Identifier: Apache-2.0
#include <aquifer/config/config.hpp>

#include <aquifer/config/check.hpp>
#include <aquifer/config/read.hpp>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace aq::config {

namespace {

/// Far more than all settings with their comments.
constexpr std::size_t kBytesMax = 1'048'576;

Place place_of(const Complaint& complaint, const Document& document) {
    for (const std::string& key : complaint.keys) {
        const auto place = document.places.find(key);
        if (place != document.places.end()) return place->second;
    }
    return {};
}

Fault unreadable(const std::filesystem::path& file, std::string what) {
    return {file.string(), 0, 0, std::move(what),
            "Give a TOML file; `aquifer config` prints one to begin with."};
}

}  // namespace

std::expected<Settings, Faults> parse(std::string_view text, const std::string& name,
                                      std::span<const Address> accounts) {
    Document document = read_document(text, name);
    // Settings that did not come through would be blamed again for what they are not.
    if (document.faults.empty()) {
        for (const Complaint& complaint : complaints_about(document.settings, accounts)) {
            const Place place = place_of(complaint, document);
            document.faults.push_back(
                {name, place.line, place.column, complaint.what, complaint.advice});
        }
    }
    if (!document.faults.empty()) return std::unexpected(std::move(document.faults));
    return std::move(document.settings);
}

std::expected<Settings, Faults> read(const std::filesystem::path& file,
                                     std::span<const Address> accounts) {
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) {
        return std::unexpected(Faults{unreadable(file, "is a folder")});
    }
    errno = 0;
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        const std::string reason = std::error_code(errno, std::generic_category()).message();
        return std::unexpected(Faults{unreadable(file, "cannot be opened: " + reason)});
    }
    std::string text(kBytesMax + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad()) return std::unexpected(Faults{unreadable(file, "cannot be read")});
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > kBytesMax) {
        return std::unexpected(Faults{unreadable(file, "is larger than 1 MiB")});
    }
    return parse(text, file.string(), accounts);
}

std::expected<void, Faults> set(Settings& settings, std::string_view key, std::string_view value) {
    Faults faults = set_one(settings, key, value);
    if (!faults.empty()) return std::unexpected(std::move(faults));
    return {};
}

Faults check(const Settings& settings, std::span<const Address> accounts) {
    Faults out;
    for (Complaint& complaint : complaints_about(settings, accounts)) {
        out.push_back({"the settings together", 0, 0, std::move(complaint.what),
                       std::move(complaint.advice)});
    }
    return out;
}

std::expected<Settings, Faults> load(const std::filesystem::path& file,
                                     std::span<const std::string> assignments,
                                     std::span<const Address> accounts) {
    std::expected<Settings, Faults> settings = file.empty() ? Settings() : read(file, accounts);
    if (!settings.has_value()) return settings;
    Faults faults;
    for (const std::string& assignment : assignments) {
        const std::size_t equals = assignment.find('=');
        if (equals == std::string::npos) {
            faults.push_back({"--set " + assignment, 0, 0, "there is no = in it",
                              "Write it as --set network.port=8546."});
            continue;
        }
        const std::string_view text = assignment;
        const auto done = set(*settings, text.substr(0, equals), text.substr(equals + 1));
        if (!done.has_value()) {
            faults.insert(faults.end(), done.error().begin(), done.error().end());
        }
    }
    if (faults.empty()) faults = check(*settings, accounts);
    if (!faults.empty()) return std::unexpected(std::move(faults));
    return settings;
}

}  // namespace aq::config
