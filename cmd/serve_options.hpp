// SPDX-License-Identifier: Apache-2.0
#pragma once

/// From the settings of a file to the options of the parts of a node.

#include <aquifer/autopilot/settings.hpp>
#include <aquifer/chain/chain.hpp>
#include <aquifer/config/settings.hpp>
#include <aquifer/node/node.hpp>
#include <aquifer/rpc/options.hpp>

namespace aq::cmd {

/// Whether development powers are on: as said, or else only where nobody but this machine can call.
bool has_development_powers(const config::Network& network);

chain::Options chain_options(const config::Settings& settings);
node::NodeOptions node_options(const config::Settings& settings, bool development);
rpc::ServerOptions server_options(const config::Settings& settings, bool development);
autopilot::Settings autopilot_settings(const config::Settings& settings);

}  // namespace aq::cmd
