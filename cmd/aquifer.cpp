// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <cmd/config.hpp>
#include <cmd/db.hpp>
#include <cmd/replay.hpp>
#include <cmd/run.hpp>
#include <cmd/serve.hpp>

int main(int argc, char** argv) {
    CLI::App app{
        "Aquifer: the liquid restaking stack as one exact engine.\n\n"
        "Try:  aquifer replay tests/golden/eigenlayer-core/trace-11.jsonl.gz\n"
        "      executes a recorded run of EigenLayer's contracts and compares every log,\n"
        "      revert and view answer, byte for byte.\n"
        "      aquifer run tests/scenarios/a_year_of_steth_in_ezeth.flow\n"
        "      plays a story and shows what came of each line.",
        "aquifer"};
    app.require_subcommand(1);
    app.set_version_flag("--version", "aquifer " AQUIFER_VERSION);
    int exit_code = 0;
    aq::cmd::add_config(app, exit_code);
    aq::cmd::add_db(app, exit_code);
    aq::cmd::add_replay(app, exit_code);
    aq::cmd::add_run(app, exit_code);
    aq::cmd::add_serve(app, exit_code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        // Asking for help is no error; anything else that does not parse is a wrong use.
        return app.exit(error) == 0 ? 0 : 2;
    }
    return exit_code;
}
