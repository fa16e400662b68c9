// SPDX-License-Identifier: Apache-2.0
#include <cmd/run.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/flow/runner.hpp>
#include <aquifer/picture/restaking.hpp>
#include <aquifer/picture/tokens.hpp>
#include <aquifer/replay/report.hpp>

#include <CLI/CLI.hpp>
#include <cmd/exit_code.hpp>
#include <cmd/progress.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace aq::cmd {

namespace {

/// Where what happened stands beside the line it came of.
constexpr std::size_t kColumn = 72;
/// A person writes less.
constexpr std::size_t kBytesMax = 16'000'000;
constexpr std::size_t kLineBytesMax = 16'384;

struct RunOptions {
    std::vector<std::string> files;
    bool quiet = false;
    bool picture = false;
    bool json = false;
};

/// A file as it is played.
struct Story {
    std::string file;
    std::size_t lines = 0;
    std::size_t different = 0;
    /// In bytes.
    std::size_t read = 0;
    std::size_t size = 0;
};

/// The line as written, and beside it the first thing that came of it; the rest beneath.
void tell(std::size_t number, const std::string& line, const flow::Outcome& outcome) {
    std::string shown = fmt::format("{:>4}  {}", number, line);
    for (const std::string& what : outcome.happened) {
        fmt::print("{:<{}}  {}\n", shown, kColumn, what);
        shown.clear();
    }
    if (outcome.happened.empty()) fmt::print("{}\n", shown);
}

void tell_differences(const Story& story, const std::string& line, const flow::Outcome& outcome,
                      bool quiet) {
    for (const std::string& difference : outcome.differences) {
        if (quiet) fmt::print("{}:{}: {}\n", story.file, story.lines, line);
        fmt::print("      DIFFERS\n     {}\n", difference);
    }
}

std::string json_list(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out += (out.empty() ? "" : ",") + replay::to_json(text);
    return '[' + out + ']';
}

/// A line that did something, as one JSON object.
void tell_json(const Story& story, const std::string& line, const flow::Outcome& outcome) {
    if (outcome.happened.empty() && outcome.differences.empty()) return;
    fmt::print("{{\"file\":{},\"line\":{},\"text\":{},\"happened\":{},\"differences\":{}}}\n",
               replay::to_json(story.file), story.lines, replay::to_json(line),
               json_list(outcome.happened), json_list(outcome.differences));
}

void tell_end(const Story& story, const RunOptions& options) {
    if (options.json) {
        fmt::print("{{\"file\":{},\"lines\":{},\"different\":{}}}\n", replay::to_json(story.file),
                   story.lines, story.different);
        return;
    }
    fmt::print("{}: {} lines, {}\n", story.file, story.lines,
               story.different == 0 ? "all as the story says"
                                    : fmt::format("{} not as the story says", story.different));
}

/// The whole file, or in words what keeps it from being read.
std::expected<std::string, std::string> contents_of(const std::string& file) {
    const std::string advice = "\n  Give the path of a .flow file (docs/reference/flow.md).";
    std::error_code wrong;
    const auto status = std::filesystem::status(file, wrong);
    if (!std::filesystem::exists(status)) return std::unexpected(file + ": no such file" + advice);
    if (std::filesystem::is_directory(status)) {
        return std::unexpected(file + ": this is a folder" + advice);
    }
    std::ifstream in(file, std::ios::binary);
    if (!in.is_open()) return std::unexpected(file + ": the file cannot be opened" + advice);
    std::string out;
    std::string chunk(65'536, '\0');
    while (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || in.gcount() > 0) {
        out.append(chunk, 0, static_cast<std::size_t>(in.gcount()));
        if (out.size() > kBytesMax) {
            return std::unexpected(
                fmt::format("{}: a story has at most {} bytes{}", file, kBytesMax, advice));
        }
    }
    if (out.empty()) return std::unexpected(file + ": the file is empty" + advice);
    if (in.bad()) return std::unexpected(file + ": the file cannot be read to its end" + advice);
    return out;
}

/// Plays a file; the number of lines that came out otherwise than they say, or a fault in words.
std::expected<std::size_t, std::string> play(const std::string& file, const RunOptions& options) {
    const std::string text = AQ_TRY(contents_of(file));
    Story story{.file = file, .size = text.size()};
    flow::Runner runner;
    Progress progress;
    runner.stage().watch = [&](std::uint64_t passed, std::uint64_t blocks) {
        progress.show(
            story.read * blocks + passed, story.size * blocks,
            fmt::format("line {}: block {}", story.lines, runner.stage().world.block.number));
    };
    while (story.read < text.size()) {
        const std::size_t end = std::min(text.find('\n', story.read), text.size());
        const std::string line = text.substr(story.read, end - story.read);
        ++story.lines;
        if (line.size() > kLineBytesMax) {
            return std::unexpected(fmt::format("{}:{}: a line has at most {} bytes, this one {}",
                                               file, story.lines, kLineBytesMax, line.size()));
        }
        const auto outcome = runner.play(line, story.lines);
        if (!outcome.has_value()) return std::unexpected(outcome.error().to_text(file));
        story.read = end + 1;
        story.different += outcome->differences.empty() ? 0 : 1;
        if (options.json) {
            tell_json(story, line, *outcome);
        } else {
            if (!options.quiet) tell(story.lines, line, *outcome);
            tell_differences(story, line, *outcome, options.quiet);
        }
    }
    tell_end(story, options);
    if (options.picture && !options.json) {
        flow::Stage& stage = runner.stage();
        const picture::NameOf name_of = [&](const Address& at) { return stage.name_of(at); };
        fmt::print("{}{}", picture::restaking(stage.world, name_of),
                   picture::tokens(stage.world, name_of));
    }
    return story.different;
}

int run_files(const RunOptions& options) {
    int exit_code = 0;
    for (const std::string& file : options.files) {
        const auto different = play(file, options);
        if (!different.has_value()) {
            std::fflush(stdout);
            fmt::print(stderr, "{}\n", different.error());
            return kBadInput;
        }
        if (*different != 0) exit_code = kDifferent;
    }
    return exit_code;
}

}  // namespace

void add_run(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<RunOptions>();
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
    verb->add_flag(
        "--picture", options->picture,
        "At the end show operators, AVSs and stakers, and what stands behind each token");
    verb->add_flag("--json", options->json,
                   "A JSON object a line of the story that did something, and one a file");
    verb->callback([options, &exit_code] { exit_code = run_files(*options); });
}

}  // namespace aq::cmd
