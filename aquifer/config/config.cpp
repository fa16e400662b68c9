// SPDX-License-Identifier: Apache-2.0
#include <aquifer/config/config.hpp>

#include <aquifer/config/fields.hpp>
#include <aquifer/config/read.hpp>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace aq::config {

namespace {

/// Far more than all settings with their comments.
constexpr std::size_t kBytesMax = 1'048'576;

constexpr std::uint64_t kBeaconGenesis = 1'606'824'023;
constexpr std::uint64_t kSlotSeconds = 12;

/// Something wrong with a setting because of another.
struct Complaint {
    std::string key;
    std::string what;
    std::string advice;
};
using Complaints = std::vector<Complaint>;

bool has(const std::vector<std::string>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

void check_protocols(const Deployment& deployment, Complaints& out) {
    const auto& protocols = deployment.protocols;
    for (std::size_t i = 0; i < protocols.size(); ++i) {
        if (std::find(protocols.begin(), protocols.begin() + i, protocols[i]) ==
            protocols.begin() + i) {
            continue;
        }
        out.push_back({"deployment.protocols[" + std::to_string(i) + "]",
                       "deployment.protocols names \"" + protocols[i] + "\" twice",
                       "Remove one of them."});
    }
    if (!has(protocols, "renzo")) return;
    // Its collateral is stETH, wBETH and native stake, all of it restaked.
    for (const std::string needed : {"lido", "rates", "eigenlayer"}) {
        if (has(protocols, needed)) continue;
        out.push_back({"deployment.protocols",
                       R"(deployment.protocols has "renzo" without )" + in_quotes(needed),
                       "Add " + in_quotes(needed) + R"(, or remove "renzo".)"});
    }
}

void check_tokens(const std::vector<Token>& tokens, Complaints& out) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::string name = "deployment.token[" + std::to_string(i) + "]";
        if (tokens[i].address == kZeroAddress) {
            out.push_back({name + ".address", name + ".address is the zero address",
                           "Leave it out, and the node chooses one."});
        }
        for (std::size_t j = 0; j < i; ++j) {
            const std::string other = "deployment.token[" + std::to_string(j) + "]";
            if (tokens[i].symbol == tokens[j].symbol) {
                out.push_back({name + ".symbol",
                               std::string(name).append(".symbol is that of ") += other,
                               "Give each token a symbol of its own."});
            }
            if (tokens[i].address.has_value() && tokens[i].address == tokens[j].address) {
                out.push_back({name + ".address",
                               std::string(name).append(".address is that of ") += other,
                               "Two contracts cannot stand at one address."});
            }
        }
    }
}

void check_avs(const std::vector<Avs>& services, Complaints& out) {
    for (std::size_t i = 0; i < services.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (services[i].name != services[j].name) continue;
            const std::string name = "autopilot.avs[" + std::to_string(i) + "].name";
            out.push_back({name, name + " is that of autopilot.avs[" + std::to_string(j) + "]",
                           "Give each service a name of its own."});
        }
    }
}

Complaints complaints_about(const Settings& settings) {
    Complaints out;
    const std::uint64_t start = settings.deployment.start_time;
    if (const std::uint64_t into = (start - kBeaconGenesis) % kSlotSeconds; into != 0) {
        out.push_back({"deployment.start_time",
                       "deployment.start_time is " + std::to_string(start) + ", " +
                           std::to_string(into) + " seconds into a slot",
                       "Take " + std::to_string(start - into) + ", the start of that slot."});
    }
    check_protocols(settings.deployment, out);
    check_tokens(settings.deployment.token, out);
    check_avs(settings.autopilot.avs, out);
    return out;
}

Fault unreadable(const std::filesystem::path& file, std::string what) {
    return {file.string(), 0, 0, std::move(what),
            "Give a TOML file; `aquifer config` prints one to begin with."};
}

}  // namespace

std::expected<Settings, Faults> parse(std::string_view text, const std::string& name) {
    Document document = read_document(text, name);
    // Settings that did not come through would be blamed again for what they are not.
    if (document.faults.empty()) {
        for (const Complaint& complaint : complaints_about(document.settings)) {
            const Place place = document.places[complaint.key];
            document.faults.push_back(
                {name, place.line, place.column, complaint.what, complaint.advice});
        }
    }
    if (!document.faults.empty()) return std::unexpected(std::move(document.faults));
    return std::move(document.settings);
}

std::expected<Settings, Faults> read(const std::filesystem::path& file) {
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
    return parse(text, file.string());
}

std::expected<void, Faults> set(Settings& settings, std::string_view key, std::string_view value) {
    Faults faults = set_one(settings, key, value);
    if (!faults.empty()) return std::unexpected(std::move(faults));
    return {};
}

Faults check(const Settings& settings) {
    Faults out;
    for (Complaint& complaint : complaints_about(settings)) {
        out.push_back({"the settings together", 0, 0, std::move(complaint.what),
                       std::move(complaint.advice)});
    }
    return out;
}

std::expected<Settings, Faults> load(const std::filesystem::path& file,
                                     std::span<const std::string> assignments) {
    std::expected<Settings, Faults> settings = file.empty() ? Settings() : read(file);
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
    if (faults.empty()) faults = check(*settings);
    if (!faults.empty()) return std::unexpected(std::move(faults));
    return settings;
}

}  // namespace aq::config
