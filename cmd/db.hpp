// SPDX-License-Identifier: Apache-2.0
#pragma once

/// `aquifer db`.

namespace CLI {
class App;
}

namespace aq::cmd {

/// Adds the verb; it leaves its exit code where it is told.
void add_db(CLI::App& app, int& exit_code);

}  // namespace aq::cmd
