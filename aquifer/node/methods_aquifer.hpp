// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The `aquifer_` methods by topic. `add_aquifer_methods` (node.hpp) calls them all.

#include <aquifer/node/names.hpp>
#include <aquifer/node/node.hpp>

namespace aq::node {

void add_insight_methods(rpc::Methods& methods, Node& node);
void add_rate_methods(rpc::Methods& methods, Node& node);
void add_contract_methods(rpc::Methods& methods, Node& node);
void add_beacon_methods(rpc::Methods& methods, Node& node);
void add_deploy_methods(rpc::Methods& methods, Node& node);
/// `rpc.discover`. Describes the methods that are there when it is added: the last one.
void add_discover_method(rpc::Methods& methods);

/// A change that is refused unless the server has development powers.
void add_development(rpc::Methods& methods, Node& node, std::string name, std::size_t params_max,
                     Write write);

/// What arguments may name.
Expected a_token();
Expected any_address();

}  // namespace aq::node
