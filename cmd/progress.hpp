// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A bar on a terminal's error stream once the work has taken a second; it goes away at the end.

#include <chrono>
#include <cstddef>
#include <string>

namespace aq::cmd {

class Progress {
public:
    Progress();
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// Whether it is time to show something again.
    [[nodiscard]] bool is_due() const {
        return terminal_ && std::chrono::steady_clock::now() >= next_;
    }
    void show(std::size_t done, std::size_t total, const std::string& what);

private:
    bool terminal_;
    bool shown_ = false;
    std::chrono::steady_clock::time_point next_;
};

}  // namespace aq::cmd
