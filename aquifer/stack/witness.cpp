// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/witness.hpp>

#include <aquifer/protocols/eigenlayer/witness.hpp>
#include <aquifer/protocols/lido/witness.hpp>
#include <aquifer/protocols/renzo/witness.hpp>

#include <utility>

namespace aq::stack {

std::vector<std::string> differing_fields(const World& played, const World& folded,
                                          std::size_t& compared) {
    std::vector<std::string> out;
    compared = 0;
    std::size_t fields = 0;
    const auto take = [&](const char* protocol, const std::vector<std::string>& different) {
        for (const std::string& field : different) out.push_back(std::string(protocol) + field);
        compared += fields;
    };
    take("",
         eigenlayer::differing_fields(played.eigenlayer, folded.eigenlayer, played.block, fields));
    take("renzo.", renzo::differing_fields(played.renzo, folded.renzo, fields));
    take("lido.", lido::differing_fields(played.lido, folded.lido, fields));
    const auto same = [&](const char* name, const auto& a, const auto& b) {
        ++compared;
        if (a != b) out.emplace_back(name);
    };
    same("tokens", played.tokens.tokens, folded.tokens.tokens);
    same("balances", played.tokens.balances, folded.tokens.balances);
    same("allowances", played.tokens.allowances, folded.tokens.allowances);
    same("feeds", played.feeds, folded.feeds);
    return out;
}

}  // namespace aq::stack
