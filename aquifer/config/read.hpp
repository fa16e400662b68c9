// SPDX-License-Identifier: Apache-2.0
#pragma once

/// From text to settings: the one place that knows of toml++.

#include <aquifer/config/fault.hpp>
#include <aquifer/config/settings.hpp>

#include <map>
#include <string>
#include <string_view>

namespace aq::config {

/// Counted from one; zero when there is none.
struct Place {
    std::size_t line = 0;
    std::size_t column = 0;
};

struct Document {
    Settings settings;
    Faults faults;
    /// Where each value stands, by its full name: `deployment.token[0].symbol`.
    std::map<std::string, Place> places;
};

/// Each setting for itself; whether they agree is another question. Faults are in the file's order.
Document read_document(std::string_view text, const std::string& name);

/// See `set`.
Faults set_one(Settings& settings, std::string_view key, std::string_view value);

}  // namespace aq::config
