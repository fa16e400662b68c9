// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The manual of all methods: one table, from which come what `rpc.discover` answers (OpenRPC) and
/// the page docs/reference/rpc.md. Tests run its examples.

#include <aquifer/rpc/methods.hpp>

#include <span>
#include <string>
#include <string_view>

namespace aq::node {

/// Types are written `quantity`, `[address]`, `Log|null`; members, of parameters as of objects,
/// `account: address, block?: block`, where `?` is one that may be left out.
struct MethodText {
    std::string_view name;
    std::string_view summary;
    std::string_view takes;
    std::string_view returns;
    /// Parameters and result as JSON; a text `…` in the result stands for any value, and a member
    /// of that name says that there are more.
    std::string_view example;
    std::string_view shown;
};

/// A type by its name: its members, or JSON schema where it is no object.
struct TypeText {
    std::string_view name;
    std::string_view summary;
    std::string_view members;
    std::string_view schema = {};
};

// In the order in which their examples run on one chain.
std::span<const MethodText> eth_manual();
std::span<const MethodText> aquifer_manual();
/// Begins with a reset, which makes its examples independent of those before.
std::span<const MethodText> development_manual();
std::span<const TypeText> eth_types();
std::span<const TypeText> aquifer_types();
std::span<const TypeText> development_types();

/// All methods of the manual.
std::vector<MethodText> manual();

/// OpenRPC 1.2.6 of those methods that are there.
rpc::Json openrpc_document(const rpc::Methods& methods);
/// The page, in Markdown.
std::string manual_page(const rpc::Methods& methods);

}  // namespace aq::node
