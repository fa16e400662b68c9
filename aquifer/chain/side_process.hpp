// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Work on the state as it is now, while the state goes on: a copy of the process does it, which
/// costs no more than what is written meanwhile. The copy has no thread but one, and no file, so
/// the work may only read memory and write files of its own. It ends with its parent.

#include <aquifer/chain/fault.hpp>

#include <functional>
#include <optional>
#include <sys/types.h>

namespace aq::chain {

class SideProcess {
public:
    SideProcess() = default;
    SideProcess(const SideProcess&) = delete;
    SideProcess& operator=(const SideProcess&) = delete;
    ~SideProcess() { stop(); }

    /// False if there is no room for another process; then nothing has been done.
    bool begin(const std::function<Expected<void>()>& work);
    [[nodiscard]] bool running() const { return child_ > 0; }
    /// What came of it, once; nothing while it runs or if nothing was begun.
    std::optional<Expected<void>> ended();
    /// Waits for it, and answers what came of it.
    Expected<void> wait();
    /// Ends it wherever it is.
    void stop();

private:
    Expected<void> outcome(int status);

    pid_t child_ = 0;
    /// Where the child says what went wrong.
    int words_ = -1;
};

}  // namespace aq::chain
