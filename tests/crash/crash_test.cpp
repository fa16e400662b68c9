// SPDX-License-Identifier: Apache-2.0
// A node's process is killed at random moments under load, again and again. Nothing it acknowledged
// may be lost, its store must open, and in the end its state must be that of a run nobody
// disturbed.
#include <aquifer/base/prng.hpp>
#include <aquifer/chain/engine.hpp>
#include <aquifer/chain/testing.hpp>
#include <aquifer/stack/persist.hpp>

#include <filesystem>
#include <semaphore>
#include <sys/wait.h>
#include <unistd.h>

namespace aq::chain {
namespace {

using testing::kAlice;
using testing::kBob;

constexpr int kKills = 200;
/// Changes that wait for their acknowledgement.
constexpr std::ptrdiff_t kInFlight = 16;

class Folder {
public:
    Folder() : path_(std::filesystem::temp_directory_path() / "aquifer-crash-XXXXXX") {
        std::string name = path_.string();
        if (mkdtemp(name.data()) == nullptr) std::abort();
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

Options options_in(const std::filesystem::path& folder) {
    Options out = testing::options();
    out.store.folder = folder;
    out.snapshot_every = 40;
    return out;
}

/// The n-th change: a block of its own, so that chance decides nothing about the state. Some come
/// with a command, a jump in time, a snapshot that is reverted to.
void change(Chain& chain, std::uint64_t n) {
    if (n % 31 == 3) {
        const auto done = chain.command(command::SetBalance{kBob, u256(n)});
        AQ_ASSERT(done.has_value());
    }
    if (n % 47 == 5) AQ_ASSERT(chain.mine(1 + n % 1000, 0).has_value());
    if (n % 13 == 1) {
        const std::uint64_t snapshot = chain.take_snapshot();
        AQ_ASSERT(chain.mine(3, 0).has_value());
        AQ_ASSERT(chain.revert_to(snapshot).value());
    }
    const bool to_lido = n % 3 == 0;
    const Included tx =
        to_lido ? testing::call(chain, kAlice, chain.names().at("lido"),
                                abi_call("0xa1903eab"_selector, kZeroAddress), u256(1000 + n))
                : testing::transfer(chain, kAlice, kBob, u256(n));
    AQ_ASSERT(chain.submit(tx).has_value());
    chain.mine_ready();
}

/// Lives until it is killed: tells how many changes it has acknowledged.
[[noreturn]] void live(const std::filesystem::path& folder, int out) {
    auto chain = Chain::open(options_in(folder));
    if (!chain.has_value()) {
        std::fprintf(stderr, "%s\n", chain.error().what.c_str());
        _exit(3);
    }
    std::uint64_t n = (*chain)->nonce(kAlice);
    Engine engine(std::move(*chain), {}, [](const Fault& fault) {
        std::fprintf(stderr, "%s\n", fault.what.c_str());
        _exit(4);
    });
    std::counting_semaphore<> room(kInFlight);
    for (;; ++n) {
        room.acquire();
        const bool taken = engine.write([n](Chain& c) { change(c, n); },
                                        [n, out, &room] {
                                            const std::uint64_t done = n + 1;
                                            if (write(out, &done, sizeof done) < 0) _exit(5);
                                            room.release();
                                        });
        if (!taken) _exit(6);
    }
}

/// Starts a process, kills it after so many steps of a busy loop, and answers the last number it
/// acknowledged.
std::uint64_t live_and_die(const std::filesystem::path& folder, std::uint64_t steps) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) std::abort();
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        live(folder, ends[1]);
    }
    close(ends[1]);
    // Counted from the first acknowledgement, so that every life gets something done.
    std::uint64_t acknowledged = 0;
    std::uint64_t next = 0;
    if (read(ends[0], &next, sizeof next) == sizeof next) acknowledged = next;
    Prng busy(steps);
    std::uint64_t sum = 0;
    for (std::uint64_t i = 0; i < steps; ++i) sum += busy.below(1000);
    EXPECT_LE(sum, 999 * steps);
    kill(child, SIGKILL);
    while (read(ends[0], &next, sizeof next) == sizeof next) acknowledged = next;
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "it ended by itself with " << WEXITSTATUS(status);
    return acknowledged;
}

TEST(Crash, NothingAcknowledgedIsLostAndTheStateIsThatOfAnUndisturbedRun) {
    const Folder folder;
    Prng random(7);
    std::uint64_t reached = 0;
    for (int life = 0; life < kKills; ++life) {
        const std::uint64_t acknowledged = live_and_die(folder.path(), random.below(10'000'000));
        ASSERT_GT(acknowledged, 0U) << "life " << life;
        const auto chain = Chain::open(options_in(folder.path()));
        ASSERT_TRUE(chain.has_value()) << "life " << life << ": " << chain.error().what;
        const std::uint64_t held = (*chain)->nonce(kAlice);
        ASSERT_GE(held, acknowledged) << "life " << life;
        ASSERT_GT(held, reached) << "life " << life;
        reached = held;
    }
    const auto disturbed = testing::open(options_in(folder.path()));
    const Folder other;
    const auto undisturbed = testing::open(options_in(other.path()));
    for (std::uint64_t n = 0; n < reached; ++n) change(*undisturbed, n);
    EXPECT_EQ(disturbed->tip(), undisturbed->tip());
    EXPECT_EQ(stack::state_hash(disturbed->world()), stack::state_hash(undisturbed->world()));
    std::printf("%d lives, %llu changes\n", kKills, static_cast<unsigned long long>(reached));
}

}  // namespace
}  // namespace aq::chain
