// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The configuration of a node: a TOML file and single settings over it, with every mistake
/// reported at once, each with its place and with what to do.

#include <aquifer/config/fault.hpp>
#include <aquifer/config/settings.hpp>

#include <expected>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace aq::config {

// `accounts` are the development accounts that there can be: no contract may stand at one.

/// All that is wrong is in the error. Text that is no TOML has one fault, where it stops being it.
std::expected<Settings, Faults> parse(std::string_view text, const std::string& name,
                                      std::span<const Address> accounts = {});
std::expected<Settings, Faults> read(const std::filesystem::path& file,
                                     std::span<const Address> accounts = {});

/// One setting by its full name, `network.port`. The value is as in a file, except that text needs
/// no quotes and a list no brackets: `a,b`. On a fault the settings are as before. What settings
/// must be together is `check`'s affair, once all are set.
std::expected<void, Faults> set(Settings& settings, std::string_view key, std::string_view value);

/// What no single setting can be blamed for: protocols that need others, names given twice, two
/// contracts at one address.
Faults check(const Settings& settings, std::span<const Address> accounts = {});

/// The file, if its name is not empty, then each `key=value` in turn, then `check`: what a command
/// line means. A file that is at fault is reported alone.
std::expected<Settings, Faults> load(const std::filesystem::path& file,
                                     std::span<const std::string> assignments,
                                     std::span<const Address> accounts = {});

/// TOML with a comment for each setting; `parse` gives back the same settings.
std::string print(const Settings& settings);
/// One JSON object a section. Amounts are decimal text, in wei.
std::string print_json(const Settings& settings);

}  // namespace aq::config
