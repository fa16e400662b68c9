// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/side_process.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <fcntl.h>
#include <string>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace aq::chain {

namespace {

constexpr int kWords = 3;
constexpr int kFailed = 1;

/// In the child. The parent's sockets, locks and files are not to be kept open by it, and it is not
/// to outlive its parent.
[[noreturn]] void carry_out(const std::function<Expected<void>()>& work, int words, pid_t parent) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent || ::dup2(words, kWords) < 0) ::_exit(kFailed);
    ::close_range(kWords + 1, ~0U, 0);
    std::string failed;
    try {
        const auto done = work();
        if (done.has_value()) ::_exit(EXIT_SUCCESS);
        failed = done.error().what;
    } catch (const std::exception& e) {
        failed = e.what();
    }
    static_cast<void>(!::write(kWords, failed.data(), failed.size()));
    ::_exit(kFailed);
}

}  // namespace

bool SideProcess::begin(const std::function<Expected<void>()>& work) {
    stop();
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child == 0) carry_out(work, ends[1], parent);
    ::close(ends[1]);
    if (child < 0) {
        ::close(ends[0]);
        return false;
    }
    child_ = child;
    words_ = ends[0];
    return true;
}

std::optional<Expected<void>> SideProcess::ended() {
    int status = 0;
    if (!running() || ::waitpid(child_, &status, WNOHANG) == 0) return std::nullopt;
    return outcome(status);
}

Expected<void> SideProcess::wait() {
    if (!running()) return {};
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
    }
    return outcome(status);
}

void SideProcess::stop() {
    if (!running()) return;
    ::kill(child_, SIGKILL);
    static_cast<void>(wait());
}

Expected<void> SideProcess::outcome(int status) {
    child_ = 0;
    std::string words(1024, '\0');
    const ssize_t n = ::read(words_, words.data(), words.size());
    words.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
    ::close(std::exchange(words_, -1));
    if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS) return {};
    if (words.empty()) words = "a process that worked aside ended before its time";
    return std::unexpected(Fault{std::move(words)});
}

}  // namespace aq::chain
