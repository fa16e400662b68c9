// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/names.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/rpc/methods.hpp>

namespace aq::node {

namespace {

/// As many as a person wants to read.
constexpr std::size_t kNamesShown = 12;
constexpr std::size_t kLettersWrong = 3;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::string nearest(const std::vector<std::string>& known, std::string_view text) {
    std::string out;
    std::size_t least = kLettersWrong + 1;
    for (const std::string& name : known) {
        const std::size_t distance = rpc::edit_distance(lower(name), lower(text), kLettersWrong);
        if (distance < least) {
            least = distance;
            out = name;
        }
    }
    return out;
}

std::unexpected<Error> no_such(const Place& place, const Expected& expected,
                               const std::string& text, const std::vector<std::string>& known) {
    std::string what = "the address or name of " + std::string(expected.what);
    const std::string meant = nearest(known, text);
    if (!meant.empty()) {
        what += "; did you mean " + meant + "?";
    } else if (!known.empty()) {
        what += ", such as ";
        for (std::size_t i = 0; i < std::min(known.size(), kNamesShown); ++i) {
            what += (i == 0 ? "" : ", ") + known[i];
        }
        if (known.size() > kNamesShown) what += ", … (aquifer_contracts has them all)";
    }
    return refuse(place, what, Json(text));
}

}  // namespace

Parsed<Address> find_named(chain::Chain& chain, stack::World& world, const std::string& text,
                           const Place& place, const Expected& expected) {
    const auto fits = [&](const Address& at) {
        return expected.is_one == nullptr || expected.is_one(world, at);
    };
    const auto named = chain.names().find(text);
    if (named != chain.names().end() && fits(named->second)) return named->second;
    if (text.starts_with("0x")) {
        const Address at = AQ_TRY(read_address(Json(text), place));
        if (fits(at)) return at;
    }
    std::vector<std::string> known;
    for (const auto& [name, at] : chain.names()) {
        if (fits(at)) known.push_back(name);
    }
    return no_such(place, expected, text, known);
}

std::string name_at(const chain::Chain& chain, const Address& at) {
    for (const auto& [name, address] : chain.names()) {
        if (address == at) return name;
    }
    return {};
}

}  // namespace aq::node
