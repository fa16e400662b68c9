// SPDX-License-Identifier: Apache-2.0
#include <cmd/config.hpp>

#include <aquifer/config/config.hpp>
#include <aquifer/node/keys.hpp>

#include <CLI/CLI.hpp>
#include <cmd/exit_code.hpp>
#include <fmt/core.h>

#include <memory>

namespace aq::cmd {

namespace {

struct ConfigOptions {
    std::string file;
    std::vector<std::string> assignments;
    bool json = false;
};

int run_config(const ConfigOptions& options) {
    const auto settings =
        config::load(options.file, options.assignments, node::development_accounts());
    if (!settings.has_value()) {
        for (const config::Fault& fault : settings.error()) {
            fmt::print(stderr, "{}\n", fault.to_text());
        }
        return kBadInput;
    }
    fmt::print("{}{}", options.json ? config::print_json(*settings) : config::print(*settings),
               options.json ? "\n" : "");
    return 0;
}

}  // namespace

void add_config(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<ConfigOptions>();
    CLI::App* verb = app.add_subcommand(
        "config",
        "Print the configuration that a node would have, as TOML with a comment for each setting.\n"
        "Without options these are the defaults: a file to begin with. All that is wrong with a\n"
        "file is reported at once.\n"
        "Exit code: 0 it is usable, 2 it is not; the messages say where and what to do.");
    verb->add_option("--config", options->file, "Settings from this TOML file")->type_name("FILE");
    verb->add_option("--set", options->assignments,
                     "One setting over the file's, as --set network.port=8546; may be repeated")
        ->type_name("KEY=VALUE")
        ->expected(1)
        ->take_all();
    verb->add_flag("--json", options->json, "One JSON object on standard output, amounts in wei");
    verb->callback([options, &exit_code] { exit_code = run_config(*options); });
}

}  // namespace aq::cmd
