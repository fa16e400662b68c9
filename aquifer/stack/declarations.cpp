// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/declarations.hpp>

#include <aquifer/ledger/revert.hpp>

#include <algorithm>
#include <map>
#include <vector>

namespace aq::stack {

namespace {

/// An event or error, and the protocol whose header declares it.
template <class T>
struct Declared {
    T what;
    std::string_view protocol;
};

}  // namespace

}  // namespace aq::stack

// The build makes it: `kEvents` and `kErrors`, as the headers of the protocols have them.
#include <aquifer/stack/declarations.inc>

namespace aq::stack {

namespace {

template <class Key>
using Index = std::map<Key, std::vector<std::string_view>>;

template <class Key>
void insert(Index<Key>& index, const Key& key, std::string_view declaration) {
    std::vector<std::string_view>& known = index[key];
    if (std::ranges::find(known, declaration) == known.end()) known.push_back(declaration);
}

const Index<Hash>& events() {
    static const Index<Hash> kIndex = [] {
        Index<Hash> out;
        for (const auto& event : kEvents) {
            const std::string signature = canonical_signature(event.what.declaration);
            insert(out, keccak(std::string_view(signature)), event.what.declaration);
        }
        return out;
    }();
    return kIndex;
}

const Index<std::uint32_t>& errors() {
    static const Index<std::uint32_t> kIndex = [] {
        Index<std::uint32_t> out;
        for (const auto& error : kErrors) {
            insert(out, error.what.selector, error.what.signature);
        }
        return out;
    }();
    return kIndex;
}

}  // namespace

std::span<const std::string_view> find_events(const Hash& topic) {
    const auto at = events().find(topic);
    return at == events().end() ? std::span<const std::string_view>() : at->second;
}

std::string_view find_error(const Selector& selector) {
    const auto at = errors().find(selector.number());
    return at == errors().end() ? std::string_view() : at->second.front();
}

std::vector<std::string_view> events_of(std::string_view protocol) {
    std::vector<std::string_view> out;
    for (const auto& event : kEvents) {
        if (event.protocol == protocol) out.push_back(event.what.declaration);
    }
    return out;
}

std::vector<std::string_view> errors_of(std::string_view protocol) {
    std::vector<std::string_view> out;
    for (const auto& error : kErrors) {
        if (error.protocol == protocol) out.push_back(error.what.signature);
    }
    return out;
}

AbiText decode_log(const LogView& log, const AddressName& name) {
    const auto candidates =
        log.topics.empty() ? std::span<const std::string_view>() : find_events(log.topics[0]);
    AbiText out;
    for (const std::string_view declaration : candidates) {
        out = aq::decode_log(declaration, log.topics, log.data, name);
        if (out.wrong.empty()) return out;
    }
    return candidates.empty() ? aq::decode_log({}, log.topics, log.data, name) : out;
}

AbiText decode_revert(BytesView data, const AddressName& name) {
    if (data.size() < 4) return aq::decode_revert({}, data, name);
    return aq::decode_revert(find_error({{data[0], data[1], data[2], data[3]}}), data, name);
}

}  // namespace aq::stack
