// SPDX-License-Identifier: Apache-2.0
#include <tests/laws/isolated.hpp>

#include <aquifer/base/result.hpp>

#include <cstdio>
#include <fcntl.h>
#include <memory>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace aq::laws {

Verdict isolated(const std::function<void(Verdict&)>& work, Errors errors) {
    void* const shared =
        mmap(nullptr, sizeof(Verdict), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    AQ_ASSERT(shared != MAP_FAILED);
    auto* const verdict = std::construct_at(static_cast<Verdict*>(shared));
    // What is buffered would be written twice.
    std::fflush(nullptr);
    const pid_t child = fork();
    AQ_ASSERT(child >= 0);
    if (child == 0) {
        if (errors == Errors::kHidden) {
            AQ_ASSERT(dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO) >= 0);
        }
        work(*verdict);
        _exit(0);
    }
    int status = 0;
    AQ_ASSERT(waitpid(child, &status, 0) == child);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        verdict->say("the program stopped: an assertion failed, or worse");
    }
    const Verdict out = *verdict;
    munmap(shared, sizeof(Verdict));
    return out;
}

}  // namespace aq::laws
