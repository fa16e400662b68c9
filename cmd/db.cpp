// SPDX-License-Identifier: Apache-2.0
#include <cmd/db.hpp>

#include <aquifer/chain/export.hpp>
#include <aquifer/replay/report.hpp>

#include <CLI/CLI.hpp>
#include <cmd/exit_code.hpp>
#include <cmd/progress.hpp>
#include <fmt/core.h>

#include <cerrno>
#include <cstring>
#include <limits>
#include <memory>

namespace aq::cmd {

namespace {

constexpr int kProblems = 1;

struct DbOptions {
    std::string folder;
    bool json = false;
    std::string table;
    std::string form = "jsonl";
    std::uint64_t from = 0;
    std::uint64_t to = std::numeric_limits<std::uint64_t>::max();
    /// Empty: standard output.
    std::string out;
};

int fail(const chain::Fault& fault) {
    std::fflush(stdout);
    fmt::print(stderr, "{}\n", fault.what);
    return kBadInput;
}

// ── check

void print_report(const chain::Store::Report& report) {
    fmt::print("  blocks        {:>12}   a run of empty ones is one\n", report.blocks);
    fmt::print("  transactions  {:>12}\n", report.transactions);
    fmt::print("  logs          {:>12}\n", report.logs);
    fmt::print("  journal       {:>12}   entries\n", report.journal);
    fmt::print("  file          {:>12}   bytes\n", report.bytes);
    fmt::print("  problems      {:>12}\n", report.problems.size());
    for (const std::string& problem : report.problems) fmt::print("    {}\n", problem);
    if (report.problems.empty()) return;
    fmt::print(stderr,
               "The store is damaged: restore it from a copy, load a dump into a new one, or keep "
               "what `aquifer db export` can still read.\n");
}

void print_report_json(const chain::Store::Report& report) {
    fmt::print(
        "{{\"blocks\":{},\"transactions\":{},\"logs\":{},\"journal\":{},\"bytes\":{},"
        "\"problems\":[",
        report.blocks, report.transactions, report.logs, report.journal, report.bytes);
    for (std::size_t i = 0; i < report.problems.size(); ++i) {
        fmt::print("{}{}", i == 0 ? "" : ",", replay::to_json(report.problems[i]));
    }
    fmt::print("]}}\n");
}

void tell(Progress& progress, std::uint64_t done, std::uint64_t of) {
    if (progress.is_due()) progress.show(done, of, fmt::format("{} of {} blocks", done, of));
}

int check(const DbOptions& options) {
    std::optional<Progress> progress(std::in_place);
    const auto report = chain::Store::check(
        options.folder, [&](std::uint64_t done, std::uint64_t of) { tell(*progress, done, of); });
    progress.reset();
    if (!report.has_value()) return fail(report.error());
    if (options.json) {
        print_report_json(*report);
    } else {
        print_report(*report);
    }
    return report->problems.empty() ? 0 : kProblems;
}

// ── compact

int compact(const DbOptions& options) {
    const auto sizes = chain::Store::compact(options.folder);
    if (!sizes.has_value()) return fail(sizes.error());
    fmt::print(fmt::runtime(options.json ? "{{\"bytesBefore\":{},\"bytesAfter\":{}}}\n"
                                         : "{} bytes before, {} bytes now\n"),
               sizes->before, sizes->after);
    return 0;
}

// ── export

chain::Export wish_of(const DbOptions& options) {
    using Table = chain::Export::Table;
    using Form = chain::Export::Form;
    chain::Export out{.from = options.from, .to = options.to};
    out.form = options.form == "csv" ? Form::kCsv : Form::kJsonLines;
    if (options.table == "transactions") out.table = Table::kTransactions;
    if (options.table == "logs") out.table = Table::kLogs;
    return out;
}

chain::Expected<std::uint64_t> write_out(const chain::Store& store, const DbOptions& options) {
    Progress progress;
    const auto show = [&](std::uint64_t done, std::uint64_t of) { tell(progress, done, of); };
    if (!options.out.empty()) {
        return chain::write_table_file(store.reader(), wish_of(options), options.out, show);
    }
    return chain::write_table(
        store.reader(), wish_of(options),
        [](std::string_view text) -> chain::Expected<void> {
            if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() &&
                std::fflush(stdout) == 0) {
                return {};
            }
            return std::unexpected(chain::Fault{
                std::string("cannot write to standard output: ") +
                std::strerror(errno)});  // NOLINT(concurrency-mt-unsafe): the only thread
        },
        show);
}

int export_table(const DbOptions& options) {
    const auto store = chain::Store::open_any(options.folder);
    if (!store.has_value()) return fail(store.error());
    const auto rows = write_out(**store, options);
    if (!rows.has_value()) return fail(rows.error());
    if (options.out.empty()) return 0;
    if (options.json) {
        fmt::print("{{\"file\":{},\"rows\":{}}}\n", replay::to_json(options.out), *rows);
    } else {
        fmt::print("{}: {} rows\n", options.out, *rows);
    }
    return 0;
}

void add_export(CLI::App& db, const std::shared_ptr<DbOptions>& options, int& exit_code) {
    CLI::App* verb = db.add_subcommand(
        "export",
        "Write the blocks, transactions or logs of a store, one a line, for other programs.\n"
        "A file is whole or as it was before. Exit code: 0 written, 2 it could not be.");
    verb->add_option("--what", options->table, "Which table")
        ->check(CLI::IsMember({"blocks", "transactions", "logs"}))
        ->required();
    verb->add_option("--format", options->form, "JSON Lines (the default) or CSV")
        ->check(CLI::IsMember({"jsonl", "csv"}));
    verb->add_option("--from", options->from, "The first block")->type_name("BLOCK");
    verb->add_option("--to", options->to, "The last block, included")->type_name("BLOCK");
    verb->add_option("--out", options->out, "Into this file instead of standard output")
        ->type_name("FILE");
    verb->callback([options, &exit_code] { exit_code = export_table(*options); });
}

}  // namespace

void add_db(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<DbOptions>();
    CLI::App* db = app.add_subcommand(
        "db",
        "Look after the store of a node that is not running: the folder of `aquifer serve --db`.");
    db->require_subcommand(1);
    CLI::App* checked = db->add_subcommand(
        "check",
        "Walk everything in the store and report what does not agree.\n"
        "Exit code: 0 all is well, 1 there are problems, 2 it cannot be opened.");
    checked->callback([options, &exit_code] { exit_code = check(*options); });
    CLI::App* compacted = db->add_subcommand(
        "compact",
        "Rewrite the file without the pages that are free in it. Needs as much room again while "
        "it\nruns. Exit code: 0 done, 2 it could not be; the store is as it was then.");
    compacted->callback([options, &exit_code] { exit_code = compact(*options); });
    add_export(*db, options, exit_code);
    for (CLI::App* verb : db->get_subcommands({})) {
        verb->add_option("--db", options->folder, "The folder of the store")
            ->type_name("FOLDER")
            ->required();
        verb->add_flag("--json", options->json, "The result as a JSON object on standard output");
    }
}

}  // namespace aq::cmd
