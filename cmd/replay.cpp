// SPDX-License-Identifier: Apache-2.0
#include <cmd/replay.hpp>

#include <aquifer/picture/restaking.hpp>
#include <aquifer/picture/tokens.hpp>
#include <aquifer/replay/player.hpp>
#include <aquifer/replay/work.hpp>
#include <aquifer/stack/witness.hpp>

#include <CLI/CLI.hpp>
#include <cmd/exit_code.hpp>
#include <cmd/progress.hpp>
#include <fmt/core.h>

#include <chrono>
#include <limits>
#include <memory>

namespace aq::cmd {

namespace {

using Clock = std::chrono::steady_clock;

/// So many differences a file are kept for `--json`; the rest are counted.
constexpr std::size_t kDifferencesKept = 1000;

struct ReplayOptions {
    std::vector<std::string> files;
    bool keep_going = false;
    bool json = false;
    bool fold = false;
    bool picture = false;
    bool quiet = false;
    std::uint64_t until = std::numeric_limits<std::uint64_t>::max();
};

/// Transactions of one kind of work and the time they took, comparing included.
struct Timing {
    std::uint64_t transactions = 0;
    Clock::duration spent{};

    [[nodiscard]] double seconds() const { return std::chrono::duration<double>(spent).count(); }
    [[nodiscard]] double rate() const {
        return seconds() > 0 ? static_cast<double>(transactions) / seconds() : 0;
    }
};

struct Outcome {
    replay::Counts counts;
    /// Transactions that check a signature or a proof, and the others.
    Timing checking;
    Timing other;
    std::size_t fields = 0;
    std::vector<std::string> different;
    /// Where EigenLayer stands at the end, and what stands behind each token.
    std::string restaking;
    std::string tokens;
    std::vector<replay::Difference> differences;
};

void print_json(const std::string& file, const Outcome& o) {
    fmt::print(
        "{{\"file\":{},\"transactions\":{},\"reverts\":{},\"logs\":{},\"answers\":{},"
        "\"mismatches\":{},\"foldedFieldsDifferent\":{},\"executingSeconds\":{:.6f},"
        "\"checkingTransactions\":{},\"checkingSeconds\":{:.6f},\"differences\":[",
        replay::to_json(file), o.counts.transactions, o.counts.reverts, o.counts.logs,
        o.counts.answers, o.counts.mismatches, o.different.size(),
        o.checking.seconds() + o.other.seconds(), o.checking.transactions, o.checking.seconds());
    for (std::size_t i = 0; i < o.differences.size(); ++i) {
        fmt::print("{}{}", i == 0 ? "" : ",", replay::to_json(o.differences[i]));
    }
    fmt::print("]}}\n");
}

void print_summary(const std::string& file, const Outcome& o) {
    fmt::print("{}\n", file);
    fmt::print("  transactions  {:>8}   of which {} revert\n", o.counts.transactions,
               o.counts.reverts);
    fmt::print("  logs          {:>8}   compared byte for byte\n", o.counts.logs);
    fmt::print("  answers       {:>8}   of view calls and balances\n", o.counts.answers);
    fmt::print("  mismatches    {:>8}\n", o.counts.mismatches);
    fmt::print(
        "  speed         {:>8.0f}   transactions a second, executed and compared; reading "
        "the file apart\n",
        o.other.rate());
    if (o.checking.transactions != 0) {
        fmt::print(
            "  with proofs   {:>8.0f}   a second, the {} apart that check a signature or a proof\n",
            o.checking.rate(), o.checking.transactions);
    }
    if (o.fields != 0) {
        fmt::print(
            "  fold          {:>8}   fields that logs witness, {} differ from what the logs "
            "alone give\n",
            o.fields, o.different.size());
        for (const std::string& field : o.different) fmt::print("    {}\n", field);
    }
    fmt::print("{}", o.restaking);
}

/// Keeps what the line just played differed in, and shows it unless it goes into JSON.
void take_differences(const replay::Player& player, std::size_t line, const std::string& file,
                      const ReplayOptions& options, Outcome& out) {
    for (replay::Difference difference : player.differences()) {
        difference.line = line;
        if (!options.json) {
            fmt::print(stderr, "{}:{}: {}", file, line, replay::to_text(difference));
        } else if (out.differences.size() < kDifferencesKept) {
            out.differences.push_back(std::move(difference));
        }
    }
}

replay::Expected<Outcome> replay_file(const std::string& file, const ReplayOptions& options) {
    replay::Reader reader = AQ_TRY(replay::Reader::open(file));
    replay::Player player;
    replay::Player folded;
    Progress progress;
    Outcome out;
    for (;;) {
        const auto line = AQ_TRY(reader.next());
        if (!line.has_value()) break;
        const auto* tx = std::get_if<replay::Transaction>(&*line);
        if (tx != nullptr && tx->number >= options.until) break;
        const auto before = Clock::now();
        auto played = player.play(*line);
        const auto spent = Clock::now() - before;
        if (tx != nullptr) {
            Timing& timing = replay::checks_signature_or_proof(*tx) ? out.checking : out.other;
            timing.spent += spent;
            ++timing.transactions;
        }
        if (!played.has_value()) {
            played.error().file = file;
            played.error().line = reader.line();
            return std::unexpected(played.error());
        }
        if (options.fold) AQ_TRY(folded.fold(*line));
        take_differences(player, reader.line(), file, options, out);
        if (!player.differences().empty() && !options.keep_going) break;
        if (progress.is_due()) {
            progress.show(reader.bytes_read(), reader.bytes_total(),
                          fmt::format("{} transactions", player.counts.transactions));
        }
    }
    out.counts = player.counts;
    if (options.fold) {
        out.different = stack::differing_fields(player.world, folded.world, out.fields);
    }
    if (options.picture) {
        const picture::NameOf name_of = [&](const Address& at) { return player.name_of(at); };
        out.restaking = picture::restaking(player.world, name_of);
        out.tokens = picture::tokens(player.world, name_of);
    }
    return out;
}

/// Of all files together.
void print_total(std::size_t runs, const replay::Counts& sum) {
    fmt::print(
        "{} recorded runs of the real contracts: {} transactions, {} logs, {} answers executed "
        "again and compared, {} mismatches\n",
        runs, sum.transactions, sum.logs, sum.answers, sum.mismatches);
}

int run_replay(const ReplayOptions& options) {
    int exit_code = 0;
    std::string page;
    replay::Counts sum;
    std::size_t runs = 0;
    for (const std::string& file : options.files) {
        const auto outcome = replay_file(file, options);
        if (!outcome.has_value()) {
            fmt::print(stderr, "{}\n", outcome.error().to_text());
            return kBadInput;
        }
        ++runs;
        sum.transactions += outcome->counts.transactions;
        sum.logs += outcome->counts.logs;
        sum.answers += outcome->counts.answers;
        sum.mismatches += outcome->counts.mismatches;
        if (options.json) {
            print_json(file, *outcome);
        } else {
            if (!options.quiet) print_summary(file, *outcome);
            if (options.picture) page += '\n' + file + '\n' + outcome->tokens;
        }
        if (outcome->counts.mismatches != 0 || !outcome->different.empty()) exit_code = kDifferent;
        if (exit_code != 0 && !options.keep_going) break;
    }
    if (options.quiet && !options.json) print_total(runs, sum);
    fmt::print("{}", page);
    return exit_code;
}

/// CLI11 would take -5 for a large number.
std::string is_number(const std::string& text) {
    const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
    return digits && !text.empty() ? "" : text + " is no transaction's number: they count from 0";
}

}  // namespace

void add_replay(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<ReplayOptions>();
    CLI::App* verb = app.add_subcommand(
        "replay",
        "Execute recorded runs of the real contracts and compare every status, revert, log and\n"
        "answer. Stops at the first difference and shows both sides of it, decoded.\n"
        "Exit code: 0 all is as recorded, 1 something differs, 2 the input is not usable.");
    verb->add_option("FILE", options->files, "Traces (chain-trace-1), plain or gzip")->required();
    verb->add_flag("--keep-going", options->keep_going, "Count all differences instead");
    verb->add_flag("--quiet", options->quiet, "One line for all files together");
    verb->add_flag("--json", options->json, "One JSON object a file on standard output");
    verb->add_flag("--fold", options->fold,
                   "Also fold the recorded logs alone and compare the state they give");
    verb->add_flag("--picture", options->picture,
                   "Show operators, AVSs and stakers, and at the very end what\n"
                   "stands behind each token; with --quiet only the latter");
    verb->add_option("--until", options->until, "Stop before transaction N")
        ->type_name("N")
        ->check(is_number);
    verb->callback([options, &exit_code] { exit_code = run_replay(*options); });
}

}  // namespace aq::cmd
