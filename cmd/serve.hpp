// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace aq::cmd {

/// `aquifer serve [--demo] [--port N] [--db DIR] [--config FILE]`.
void add_serve(CLI::App& app, int& exit_code);

}  // namespace aq::cmd
