// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/persist.hpp>

#include <aquifer/stack/persist_states.hpp>

#include <algorithm>
#include <set>

namespace aq {

namespace {

/// Of a text that stands in a plain row.
template <class Text>
bool load_short(persist::Reader& in, Text& value, std::size_t size_max,
                Text (*made)(std::string_view)) {
    std::string text;
    if (!aq::load(in, text)) return false;
    if (text.size() > size_max) return in.fail("a text is longer than its row");
    value = made(text);
    return true;
}

}  // namespace

template <>
struct Persist<erc20::ShortText> {
    static void save(persist::Writer& out, const erc20::ShortText& value) {
        aq::save(out, std::string(value.text()));
    }
    static bool load(persist::Reader& in, erc20::ShortText& value) {
        return load_short<erc20::ShortText>(
            in, value, erc20::ShortText::kSizeMax,
            [](std::string_view text) { return erc20::ShortText(text); });
    }
};

template <>
struct Persist<feeds::Description> {
    static void save(persist::Writer& out, const feeds::Description& value) {
        aq::save(out, std::string(value.text()));
    }
    static bool load(persist::Reader& in, feeds::Description& value) {
        return load_short<feeds::Description>(in, value, value.bytes.size(),
                                              feeds::Description::of);
    }
};

/// However the validators are cut into runs, neighbours that are the same are written as one. A
/// registry that does not merge, which only tests have, comes back as one that does.
template <>
struct Persist<beacon::Registry> {
    static void save(persist::Writer& out, const beacon::Registry& registry) {
        beacon::Registry merged;
        for (const beacon::Run& run : registry.runs()) merged.append(run.each, run.n);
        aq::save(out, merged.runs());
    }
    static bool load(persist::Reader& in, beacon::Registry& registry) {
        std::vector<beacon::Run> runs;
        if (!aq::load(in, runs)) return false;
        registry = beacon::Registry();
        for (const beacon::Run& run : runs) {
            if (run.n == 0 || run.n > beacon::kFar - registry.size()) {
                return in.fail("a run of validators has an impossible length");
            }
            registry.append(run.each, run.n);
        }
        return registry.runs().size() == runs.size() ||
               in.fail("neighbouring runs of validators are the same");
    }
};

template <>
struct Persist<beacon::Keys> {
    static void save(persist::Writer& out, const beacon::Keys& keys) {
        aq::save(out, keys.ranges());
    }
    static bool load(persist::Reader& in, beacon::Keys& keys) {
        std::vector<beacon::Keys::Range> ranges;
        if (!aq::load(in, ranges)) return false;
        auto made = beacon::Keys::of(std::move(ranges));
        if (!made.has_value()) return in.fail("the keys of validators are not in order");
        keys = *std::move(made);
        return true;
    }
};

namespace {

/// Whether everything that the feed numbers exists.
bool is_sound(const beacon::Feed& f) {
    const std::uint64_t validators = f.registry.size();
    const std::size_t pools = f.pools.size();
    const auto exists = [&](std::uint64_t validator) { return validator < validators; };
    return pools > 0 && f.keys.size() == validators &&
           std::ranges::all_of(f.registry.runs(),
                               [&](const beacon::Run& run) {
                                   return run.each.pool < pools &&
                                          run.each.credentials < f.credentials.size();
                               }) &&
           std::ranges::all_of(f.pending_deposits,
                               [&](const auto& deposit) { return deposit.pool < pools; }) &&
           std::ranges::all_of(f.pending_partials,
                               [&](const auto& partial) { return exists(partial.validator); }) &&
           std::ranges::all_of(f.pending_consolidations,
                               [&](const auto& pending) {
                                   return exists(pending.source) && exists(pending.target);
                               }) &&
           std::ranges::all_of(
               f.performances,
               [&](const auto& each) { return each.every_pool || each.pool < pools; }) &&
           std::ranges::all_of(f.committee.seats, exists) &&
           (f.next_withdrawal_validator == 0 || exists(f.next_withdrawal_validator));
}

bool load_feed(persist::Reader& in, beacon::Feed& feed) {
    return aq::load(in, feed) && (is_sound(feed) || in.fail("the beacon chain names what is not"));
}

}  // namespace

template <>
struct Persist<beacon::FeedVersions> {
    static void save(persist::Writer& out, const beacon::FeedVersions& feed) {
        aq::save(out, *feed);
    }
    static bool load(persist::Reader& in, beacon::FeedVersions& feed) {
        const bool good = load_feed(in, beacon::move::change_feed(in.undo(), feed));
        in.undo().commit();
        return good;
    }
};

/// The archive stands apart: it is no part of the state.
template <>
struct Persist<beacon::State> {
    static auto members(auto& s) {
        auto& [parent_roots, deposit_count, deposit_branch, withdrawals, consolidations, feed,
               archive] = s;
        static_cast<void>(archive);
        return std::tie(parent_roots, deposit_count, deposit_branch, withdrawals, consolidations,
                        feed);
    }
    static void save(persist::Writer& out, const beacon::State& s) {
        detail::save_all(out, members(s));
    }
    static bool load(persist::Reader& in, beacon::State& s) {
        return detail::load_all(in, members(s));
    }
};

template <>
struct Persist<beacon::Archive> {
    using Sealed = beacon::Archive::Sealed;

    static void save(persist::Writer& out, const beacon::Archive& archive,
                     const std::set<Hash>& asked) {
        constexpr std::size_t kNewest = 32;
        std::vector<const Sealed*> kept;
        for (std::size_t i = 0; i < archive.blocks().size(); ++i) {
            const Sealed& block = archive.blocks()[i];
            if (i + kNewest >= archive.blocks().size() || asked.contains(block.root)) {
                kept.push_back(&block);
            }
        }
        out.put_count(kept.size());
        for (const Sealed* block : kept) {
            aq::save(out, block->root);
            aq::save(out, block->header);
            aq::save(out, *block->state);
        }
    }
    static bool load(persist::Reader& in, beacon::Archive& archive) {
        std::uint64_t count = 0;
        if (!in.get_count(count)) return false;
        for (std::uint64_t i = 0; i < count; ++i) {
            Sealed block;
            auto feed = std::make_shared<beacon::Feed>();
            if (!aq::load(in, block.root) || !aq::load(in, block.header) || !load_feed(in, *feed)) {
                return false;
            }
            block.state = std::move(feed);
            archive.put_back(std::move(block));
        }
        return true;
    }
};

}  // namespace aq

namespace aq::stack {

namespace {

/// Everything that is state. A member more of the world does not compile until it is named here.
auto members(auto& world) {
    auto& [undo, accounts, tokens, beacon, standins, feeds, eigenlayer, renzo, lido, rates, block] =
        world;
    static_cast<void>(undo);
    return std::tie(accounts, tokens, beacon, standins, feeds, eigenlayer, renzo, lido, rates,
                    block);
}

bool is_sound(const World& world) {
    bool good = true;
    const auto known = [](Code code) { return code < code_of(Kind::kCount); };
    world.accounts.code.for_each([&](const Address&, Code code) { good = good && known(code); });
    const auto& [at, parameters] = std::tie(world.eigenlayer.at, world.eigenlayer.parameters);
    return good && known(at.strategy_code) && known(at.vault_code) && known(at.pod_code) &&
           parameters.version.back() == '\0';
}

bool load_all(persist::Reader& in, World& world) {
    std::uint32_t format = 0;
    if (!aq::load(in, format)) return false;
    if (format != kStateFormat) {
        return in.fail("the state has format " + std::to_string(format) +
                       ", and this program reads format " + std::to_string(kStateFormat));
    }
    return aq::detail::load_all(in, members(world)) &&
           (is_sound(world) || in.fail("a contract has a code that this program does not know")) &&
           aq::load(in, world.beacon.archive) && in.ended_well();
}

}  // namespace

void save(persist::Writer& out, const World& world) {
    aq::save(out, kStateFormat);
    aq::detail::save_all(out, members(world));
    std::set<Hash> asked;
    world.eigenlayer.pods.checkpoints.for_each(
        [&](const Address&, const eigenlayer::Checkpoint& checkpoint) {
            if (checkpoint.proofs_remaining > 0) asked.insert(checkpoint.beacon_block_root);
        });
    Persist<beacon::Archive>::save(out, world.beacon.archive, asked);
}

Bytes save(const World& world) {
    persist::Writer out;
    save(out, world);
    return out.take();
}

std::expected<void, std::string> load(World& world, BytesView bytes) {
    AQ_ASSERT(world.undo.empty());
    persist::Reader in(bytes);
    if (!load_all(in, world)) return std::unexpected(in.error());
    return {};
}

Hash state_hash(const World& world) {
    Keccak256 hash;
    persist::Writer out(hash);
    aq::detail::save_all(out, members(world));
    out.flush();
    return {hash.finish()};
}

}  // namespace aq::stack
