// SPDX-License-Identifier: Apache-2.0
#pragma once

/// `aquifer replay`.

namespace CLI {
class App;
}

namespace aq::cmd {

/// Adds the verb; it leaves its exit code where it is told.
void add_replay(CLI::App& app, int& exit_code);

}  // namespace aq::cmd
