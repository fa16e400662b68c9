// SPDX-License-Identifier: Apache-2.0
#include <cmd/run.hpp>

#include <aquifer/flow/runner.hpp>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace aq::cmd {

namespace {

constexpr int kDiffers = 1;
constexpr int kBadInput = 2;
/// Where what happened stands beside the line it came of.
constexpr std::size_t kColumn = 72;
/// A person writes less.
constexpr std::size_t kLineBytesMax = 16'384;
constexpr std::size_t kLinesMax = 100'000;

struct Options {
    std::vector<std::string> files;
    bool quiet = false;
};

/// The line as written, and beside it the first thing that came of it; the rest beneath.
void tell(std::size_t number, const std::string& line, const flow::Outcome& outcome) {
    std::string shown = fmt::format("{:>4}  {}", number, line);
    const std::string blank(kColumn, ' ');
    for (const std::string& what : outcome.happened) {
        fmt::print("{:<{}}  {}\n", shown, kColumn, what);
        shown.clear();
    }
    if (outcome.happened.empty()) fmt::print("{}\n", shown);
}

/// Plays a file; the number of lines that came out otherwise than they say, or a fault in words.
std::expected<std::size_t, std::string> play(const std::string& file, const Options& options) {
    std::ifstream in(file, std::ios::binary);
    if (!in.is_open()) {
        return std::unexpected(file +
                               ": the file cannot be opened\n  Give the path of a .flow file.");
    }
    flow::Runner runner;
    std::size_t different = 0;
    std::size_t number = 0;
    std::string line;
    while (std::getline(in, line)) {
        if (++number > kLinesMax || line.size() > kLineBytesMax) {
            return std::unexpected(fmt::format("{}:{}: a story has at most {} lines of {} bytes",
                                               file, number, kLinesMax, kLineBytesMax));
        }
        const auto outcome = runner.play(line, number);
        if (!outcome.has_value()) return std::unexpected(outcome.error().to_text(file));
        if (!options.quiet) tell(number, line, *outcome);
        for (const std::string& difference : outcome->differences) {
            if (options.quiet) fmt::print("{}:{}: {}\n", file, number, line);
            fmt::print("      DIFFERS\n     {}\n", difference);
        }
        different += outcome->differences.empty() ? 0 : 1;
    }
    if (in.bad()) return std::unexpected(file + ": the file cannot be read to its end");
    fmt::print("{}: {} lines, {}\n", file, number,
               different == 0 ? "all as the story says"
                              : fmt::format("{} not as the story says", different));
    return different;
}

int run(const Options& options) {
    int exit_code = 0;
    for (const std::string& file : options.files) {
        const auto different = play(file, options);
        if (!different.has_value()) {
            std::fflush(stdout);
            fmt::print(stderr, "{}\n", different.error());
            return kBadInput;
        }
        if (*different != 0) exit_code = kDiffers;
    }
    return exit_code;
}

}  // namespace

void add_run(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand(
        "run",
        "Play stories (.flow) on a chain where everything stands at its mainnet address, and\n"
        "show beside each line what came of it: answers, logs, reverts, all decoded.\n\n"
        "  fund   alice 10ether\n"
        "  alice  lido.submit(zero) value=8ether -> 8e18\n"
        "         log Submitted sender=alice amount=8ether\n"
        "  wait   1 day\n"
        "  check  lido.balanceOf(alice) == 8ether\n"
        "  alice  lido.transfer(alice, 99ether) !! BALANCE_EXCEEDED\n\n"
        "Exit code: 0 all is as the story says, 1 something differs, 2 the file is not usable.");
    verb->add_option("FILE", options->files, "Stories to play, each on a chain of its own")
        ->required();
    verb->add_flag("--quiet", options->quiet, "Show only what differs, and a line a file");
    verb->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace aq::cmd
