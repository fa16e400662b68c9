// SPDX-License-Identifier: Apache-2.0
// Grows a chain in process, on disk, and says what that costs: with a folder for measuring a node
// on it afterwards (tests/bench/load/run.mjs), without one for `make bench`.
//
//   chain_bench                            10,000 accounts, in a temporary folder
//   chain_bench ACCOUNTS [FOLDER]          the store stays in the folder, as a killed node leaves
//   it
//
// Each account does the same ten transactions that people do: it is given ether, stakes with Lido,
// restakes, delegates, pays others, holds ezETH and wstETH, and one of ten leaves EigenLayer,
// another one Lido. So a million accounts are ten million transactions.
#include <aquifer/base/prng.hpp>
#include <aquifer/base/result.hpp>
#include <aquifer/eth/abi.hpp>
#include <aquifer/protocols/eigenlayer/types.hpp>

#include <cmd/serve_options.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace aq::chain {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kSteps = 10;
/// Accounts that do a step in one block.
constexpr std::uint64_t kGroup = 400;
constexpr std::uint64_t kOperators = 100;
/// Blocks to a commit, as a node has it when many send at once.
constexpr std::uint64_t kBlocksPerCommit = 10;
constexpr Address kWhale = "0x00000000000000000000000000000000000ba1e0"_address;
constexpr u256 kMilliether = 1'000'000'000'000'000_u256;

double seconds_since(Clock::time_point begun) {
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

/// Stops with what the world did wrong.
template <class T>
T must(Expected<T> what) {
    if (!what.has_value()) {
        std::fprintf(stderr, "chain_bench: %s\n", what.error().what.c_str());
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>) return *std::move(what);
}

u256 milliether(std::uint64_t n) {
    return wrapping_mul(kMilliether, u256(n));
}

/// Account number i: 0x5e and the number, as in load.lua.
Address account(std::uint64_t i) {
    Address out;
    out.bytes[0] = 0x5e;
    store_be64(out.bytes.data() + 12, i);
    return out;
}
Address operator_number(std::uint64_t i) {
    Address out = account(i);
    out.bytes[0] = 0x09;
    return out;
}

/// Memory of the process itself, without the pages of the store's file.
double memory_mb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("RssAnon:")) return std::strtod(line.c_str() + 8, nullptr) / 1024;
    }
    return 0;
}

class Crowd {
public:
    explicit Crowd(const std::unique_ptr<Chain>& chain) : chain_(chain) {}

    /// A rich account, and operators.
    void begin() {
        must(chain_->command(command::SetBalance{kWhale, milliether(1'000'000'000'000)}));
        for (std::uint64_t i = 0; i < kOperators; ++i) {
            send(operator_number(i), "delegationManager",
                 "registerAsOperator(address,uint32,string)", u256(), kZeroAddress,
                 std::uint32_t{0}, std::string());
        }
        mine();
    }

    /// The step that all accounts of a group do in one block.
    void act(std::uint64_t step, std::uint64_t first, std::uint64_t end) {
        for (std::uint64_t i = first; i < end; ++i) act(step, i);
        mine();
    }

    [[nodiscard]] std::uint64_t failed() const { return failed_; }
    [[nodiscard]] std::uint64_t logs() const { return logs_; }
    void count(const Record& record) {
        const auto* block = std::get_if<Block>(&record);
        if (block == nullptr) return;
        for (const Receipt& receipt : block->receipts) {
            failed_ += static_cast<std::uint64_t>(!receipt.ok);
            logs_ += receipt.logs.size();
        }
    }

private:
    void act(std::uint64_t step, std::uint64_t i);
    /// The last two steps are those of somebody who leaves, or who wraps.
    void leave(std::uint64_t i, bool first);
    void wrap(std::uint64_t i, bool first);

    Address somebody() { return account(rng_.below(accounts_seen_)); }
    [[nodiscard]] const Address& at(const std::string& name) const {
        return chain_->names().at(name);
    }

    void submit(const Address& from, const Address& to, const u256& value, Bytes data) {
        Transaction tx;
        tx.type = TransactionType::kDynamicFee;
        tx.chain_id = chain_->options().genesis.chain_id;
        tx.nonce = chain_->pool().next_nonce(from, chain_->nonce(from));
        tx.gas = 1'000'000;
        tx.to = to;
        tx.value = value;
        tx.data = std::move(data);
        const auto done = chain_->submit(Chain::unsigned_by(from, std::move(tx)));
        AQ_ASSERT(done.has_value());
    }
    template <class... T>
    void send(const Address& from, const std::string& to, std::string_view signature,
              const u256& value, const T&... arguments) {
        submit(from, at(to), value, abi_call(first_four(keccak(signature)), arguments...));
    }
    void mine() { must(chain_->mine(1, 0)); }

    const std::unique_ptr<Chain>& chain_;
    Prng rng_{1};
    std::uint64_t accounts_seen_ = 1;
    std::uint64_t failed_ = 0;
    std::uint64_t logs_ = 0;
};

void Crowd::act(std::uint64_t step, std::uint64_t i) {
    const Address who = account(i);
    switch (step) {
        case 0:
            accounts_seen_ = std::max(accounts_seen_, i + 1);
            return submit(kWhale, who, milliether(1'000), {});
        case 1:
            return send(who, "lido", "submit(address)", milliether(300), kZeroAddress);
        case 2:
            return send(who, "lido", "approve(address,uint256)", u256(), at("strategyManager"),
                        u256::max());
        case 3:
            return send(who, "strategyManager", "depositIntoStrategy(address,address,uint256)",
                        u256(), at("stEthStrategy"), at("lido"), milliether(100));
        case 4:
            return send(who, "delegationManager", "delegateTo(address,(bytes,uint256),bytes32)",
                        u256(), operator_number(i % kOperators), eigenlayer::SignatureWithExpiry{},
                        Hash());
        case 5:
            return send(who, "lido", "transfer(address,uint256)", u256(), somebody(),
                        milliether(10));
        case 6:
            return send(who, "restakeManager", "depositETH()", milliether(100));
        case 7:
            return send(who, "ezETH", "transfer(address,uint256)", u256(), somebody(),
                        milliether(10));
        default:
            return i % 10 < 2 ? leave(i, step == 8) : wrap(i, step == 8);
    }
}

void Crowd::leave(std::uint64_t i, bool first) {
    const Address who = account(i);
    if (i % 10 == 0) {
        if (!first) return submit(who, somebody(), milliether(1), {});
        const std::vector<eigenlayer::QueuedWithdrawalParams> all{
            {.strategies = {at("stEthStrategy")},
             .depositShares = {eigenlayer::DepositShares(milliether(50))},
             .withdrawer = who}};
        return send(who, "delegationManager", "queueWithdrawals((address[],uint256[],address)[])",
                    u256(), all);
    }
    if (first) {
        return send(who, "lido", "approve(address,uint256)", u256(), at("lidoQueue"), u256::max());
    }
    send(who, "lidoQueue", "requestWithdrawals(uint256[],address)", u256(),
         std::vector<u256>{milliether(50)}, who);
}

void Crowd::wrap(std::uint64_t i, bool first) {
    const Address who = account(i);
    if (first) return submit(who, at("wsteth"), milliether(50), {});
    send(who, "wsteth", "transfer(address,uint256)", u256(), somebody(), milliether(1));
}

/// What growing has cost.
struct Growth {
    std::uint64_t transactions = 0;
    double seconds = 0;
    /// Transactions a second in the first and in the last tenth.
    double rate_first = 0;
    double rate_last = 0;
    double longest_commit = 0;
    double memory_mb = 0;
};

/// Grows a chain in a folder with one snapshot of the state, so early that the next start has as
/// much to do again as there can be. More of them would measure the disk: each brings the store
/// there, which is not synchronous here.
class Grower {
public:
    Grower(Options options, std::uint64_t accounts)
        : accounts_(accounts),
          tail_(std::min(accounts * kSteps, options.snapshot_every - kGroup * kSteps)) {
        options.snapshot_every = ~std::uint64_t{0};
        chain_ = must(Chain::open(options));
        chain_->on_record = [this](const Record& record) { crowd_.count(record); };
        crowd_.begin();
    }

    void run() {
        begun_ = tenth_begun_ = Clock::now();
        for (std::uint64_t first = 0; first < accounts_; first += kGroup) {
            const std::uint64_t end = std::min(accounts_, first + kGroup);
            for (std::uint64_t step = 0; step < kSteps; ++step) {
                crowd_.act(step, first, end);
                commit();
                count(end - first);
            }
            if (!saved_ && out_.transactions + tail_ >= accounts_ * kSteps) save();
        }
        must(chain_->commit());
        out_.seconds = seconds_since(begun_) - pause_;
        must(chain_->store().flush());
        out_.memory_mb = memory_mb();
    }

    [[nodiscard]] const Growth& growth() const { return out_; }
    [[nodiscard]] const Crowd& crowd() const { return crowd_; }
    [[nodiscard]] const Chain& chain() const { return *chain_; }

private:
    void commit() {
        if (chain_->tip().number % kBlocksPerCommit != 0) return;
        const auto begun = Clock::now();
        must(chain_->commit());
        out_.longest_commit = std::max(out_.longest_commit, seconds_since(begun));
    }

    void count(std::uint64_t done) {
        const std::uint64_t tenth = std::max<std::uint64_t>(accounts_ * kSteps / 10, 1);
        const std::uint64_t before = std::exchange(out_.transactions, out_.transactions + done);
        if (out_.transactions / tenth == before / tenth) return;
        const double seconds = seconds_since(tenth_begun_) - std::exchange(tenth_pause_, 0);
        out_.rate_last = static_cast<double>(tenth) / seconds;
        if (before < tenth) out_.rate_first = out_.rate_last;
        std::fprintf(stderr, "%12llu transactions, %.0f a second, %.0f MB\n",
                     static_cast<unsigned long long>(out_.transactions), out_.rate_last,
                     memory_mb());
        tenth_begun_ = Clock::now();
    }

    void save() {
        const auto begun = Clock::now();
        saved_ = true;
        must(chain_->commit());
        must(chain_->save_state());
        pause_ = tenth_pause_ = seconds_since(begun);
    }

    std::uint64_t accounts_;
    /// Transactions after the snapshot.
    std::uint64_t tail_;
    std::unique_ptr<Chain> chain_;
    Crowd crowd_{chain_};
    Growth out_;
    bool saved_ = false;
    /// What does not count.
    double pause_ = 0;
    double tenth_pause_ = 0;
    Clock::time_point begun_;
    Clock::time_point tenth_begun_;
};

/// One line of JSON: for run.mjs, and not hard to read either.
void print(const Grower& grower, std::uint64_t accounts) {
    const Growth& g = grower.growth();
    const Chain& chain = grower.chain();
    const auto whole = [](std::uint64_t n) { return static_cast<unsigned long long>(n); };
    std::printf(
        "{\"accounts\":%llu,\"transactions\":%llu,\"logs\":%llu,\"failed\":%llu,\"blocks\":%llu,"
        "\"seconds\":%.3f,\"first_rate\":%.0f,\"last_rate\":%.0f,\"longest_commit\":%.4f,"
        "\"memory_mb\":%.1f}\n",
        whole(accounts), whole(g.transactions), whole(grower.crowd().logs()),
        whole(grower.crowd().failed()), whole(chain.tip().number - chain.first_block()), g.seconds,
        g.rate_first, g.rate_last, g.longest_commit, g.memory_mb);
}

int grow_in(const std::filesystem::path& folder, std::uint64_t accounts) {
    if (std::filesystem::exists(folder / "store.mdb")) {
        std::fprintf(stderr, "chain_bench: there is a chain in %s: name another folder\n",
                     folder.c_str());
        return 1;
    }
    // The chain of a node that is started with nothing but `--db FOLDER`.
    Options options = cmd::chain_options(config::Settings());
    options.store.folder = folder;
    options.store.sync = false;
    options.mining = Mining::kOnDemand;
    Grower grower(options, accounts);
    grower.run();
    print(grower, accounts);
    return 0;
}

/// Where nobody asked for the store.
int grow_and_forget(std::uint64_t accounts) {
    std::string folder = (std::filesystem::temp_directory_path() / "chain_bench-XXXXXX").string();
    AQ_ASSERT(::mkdtemp(folder.data()) != nullptr);
    const int out = grow_in(folder, accounts);
    std::filesystem::remove_all(folder);
    return out;
}

}  // namespace
}  // namespace aq::chain

int main(int argc, char** argv) {
    std::uint64_t accounts = 10'000;
    if (argc > 1) {
        const std::string_view given(argv[1]);
        const auto [end, error] =
            std::from_chars(given.data(), given.data() + given.size(), accounts);
        if (error != std::errc() || end != given.data() + given.size() || accounts == 0) {
            std::fprintf(stderr, "usage: chain_bench [ACCOUNTS [FOLDER]]\n");
            return 2;
        }
    }
    return argc > 2 ? aq::chain::grow_in(argv[2], accounts) : aq::chain::grow_and_forget(accounts);
}
