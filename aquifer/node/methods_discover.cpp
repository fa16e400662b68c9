// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/manual.hpp>
#include <aquifer/node/methods_aquifer.hpp>

namespace aq::node {

void add_discover_method(rpc::Methods& methods) {
    // The table may move to a server afterwards: what is answered is made now.
    const auto document = std::make_shared<Json>();
    methods.add_quick("rpc.discover", rpc::Method::Kind::kRead,
                      [document](const rpc::Caller& /*caller*/,
                                 const JsonArray& /*params*/) -> Answer { return *document; });
    *document = openrpc_document(methods);
}

}  // namespace aq::node
