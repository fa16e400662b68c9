// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What no single setting can be blamed for: names given twice, two contracts at one address,
/// parameters that do not fit together.

#include <aquifer/config/settings.hpp>

#include <span>
#include <string>
#include <vector>

namespace aq::config {

/// Something wrong with a setting because of another.
struct Complaint {
    /// By which it can be put right; the first that a file has is where it is at fault.
    std::vector<std::string> keys;
    std::string what;
    std::string advice;
};
using Complaints = std::vector<Complaint>;

/// `accounts` are the development accounts that there can be.
Complaints complaints_about(const Settings& settings, std::span<const Address> accounts);

}  // namespace aq::config
