// SPDX-License-Identifier: Apache-2.0
#include <cmd/progress.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <unistd.h>

namespace aq::cmd {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kWidth = 30;

}  // namespace

Progress::Progress()
    : terminal_(isatty(STDERR_FILENO) != 0), next_(Clock::now() + std::chrono::seconds(1)) {}

Progress::~Progress() {
    if (shown_) fmt::print(stderr, "\r{:70}\r", "");
}

void Progress::show(std::size_t done, std::size_t total, const std::string& what) {
    if (!is_due()) return;
    next_ = Clock::now() + std::chrono::milliseconds(100);
    const std::size_t filled = std::min(kWidth, kWidth * done / std::max<std::size_t>(total, 1));
    fmt::print(stderr, "\r[{:<{}}] {}", std::string(filled, '#'), kWidth, what);
    shown_ = true;
}

}  // namespace aq::cmd
