// SPDX-License-Identifier: Apache-2.0
// Protocol rates, now and over time. Old states are not held: of times before, logs tell the rate,
// either because a contract logs it or because it logs what was changed for what.
#include <aquifer/base/result.hpp>
#include <aquifer/node/insights.hpp>
#include <aquifer/node/methods_aquifer.hpp>
#include <aquifer/protocols/lido/events.hpp>
#include <aquifer/protocols/rates/events.hpp>
#include <aquifer/protocols/renzo/events.hpp>

namespace aq::node {

namespace {

constexpr std::uint64_t kPointsMax = 1'000;
constexpr std::uint64_t kPointsDefault = 32;

Answer rates(Node& node, const Params& params) {
    const BlockRef ref = AQ_TRY(params.get_or(0, read_block_ref, kLatest));
    return AQ_TRY(node.look_at(ref, [&](chain::Chain&, stack::World& w) -> Answer {
        return each_json(insight::rates_of(w), rate_json);
    }));
}

/// A log that tells a rate: who logs it, what, and how it is read.
struct Witness {
    Address emitter;
    Hash topic;
    std::optional<u256> (*read)(const LogView& log) = nullptr;
};

std::optional<u256> of_lido(const LogView& log) {
    const auto event = read_event<lido::TokenRebased>(log);
    if (!event.has_value()) return std::nullopt;
    return mul_div_down(event->post_total_ether.raw, kWad, event->post_total_shares.raw)
        .value_or(u256());
}
std::optional<u256> of_staked(const LogView& log) {
    const auto event = read_event<rates::staked::ExchangeRateUpdated>(log);
    return event.has_value() ? std::optional(event->new_exchange_rate) : std::nullopt;
}
std::optional<u256> of_reth(const LogView& log) {
    const auto event = read_event<rates::reth::BalancesUpdated>(log);
    if (!event.has_value()) return std::nullopt;
    return mul_div_down(event->total_eth.raw, kWad, event->reth_supply.raw).value_or(kWad);
}
std::optional<u256> of_sweth(const LogView& log) {
    const auto event = read_event<rates::sweth::Reprice>(log);
    return event.has_value() ? std::optional(event->new_rate) : std::nullopt;
}

/// What ether was changed for: rounded down, so that of less than a thousandth of a token it would
/// tell the rate to fewer than 15 digits.
std::optional<u256> of_exchange(const u256& wei, const u256& tokens) {
    constexpr u256 kTokensMin = 1'000'000'000'000'000_u256;
    if (tokens < kTokensMin) return std::nullopt;
    return mul_div_down(wei, kWad, tokens).value_or(u256());
}
/// Of ether only: what other assets were worth is not in the log.
std::optional<u256> of_ez_eth_deposit(const LogView& log) {
    const auto event = read_event<renzo::Deposit>(log);
    if (!event.has_value() || event->token != kZeroAddress) return std::nullopt;
    return of_exchange(event->amount.raw, event->ezETHMinted.raw);
}
std::optional<u256> of_ez_eth_request(const LogView& log) {
    const auto event = read_event<renzo::WithdrawRequestCreated>(log);
    if (!event.has_value() || event->claimToken != renzo::kNative) return std::nullopt;
    return of_exchange(event->amountToRedeem.raw, event->ezETHAmountLocked.raw);
}
/// Not of stakes, which are charged an adjustment.
std::optional<u256> of_meth_request(const LogView& log) {
    const auto event = read_event<rates::meth::UnstakeRequested>(log);
    if (!event.has_value()) return std::nullopt;
    return of_exchange(event->eth_amount.raw, event->meth_locked.raw);
}
template <class Event>
std::optional<u256> of_sfrxeth(const LogView& log) {
    const auto event = read_event<Event>(log);
    if (!event.has_value()) return std::nullopt;
    return of_exchange(event->assets.raw, event->shares.raw);
}

/// None where no log tells the rate.
std::vector<Witness> witnesses_of(const stack::World& w, const Address& token) {
    const rates::State& s = w.rates;
    if (token == w.lido.at.wsteth) {
        return {{w.lido.at.lido, topic_of<lido::TokenRebased>(), of_lido}};
    }
    if (token == w.renzo.at.ez_eth) {
        return {
            {w.renzo.at.restake_manager, topic_of<renzo::Deposit>(), of_ez_eth_deposit},
            {w.renzo.at.withdraw_queue, topic_of<renzo::WithdrawRequestCreated>(),
             of_ez_eth_request},
        };
    }
    if (token == s.reth.at->token) {
        return {{s.reth.at->balances, topic_of<rates::reth::BalancesUpdated>(), of_reth}};
    }
    if (token == s.sweth.at->token) {
        return {{token, topic_of<rates::sweth::Reprice>(), of_sweth}};
    }
    if (token == s.meth.at->token) {
        return {{s.meth.at->staking, topic_of<rates::meth::UnstakeRequested>(), of_meth_request}};
    }
    if (token == s.frax.at->sfrxeth) {
        using namespace rates::frax;
        return {{token, topic_of<Deposit>(), of_sfrxeth<Deposit>},
                {token, topic_of<Withdraw>(), of_sfrxeth<Withdraw>}};
    }
    if (s.staked.tokens.contains(token)) {
        return {{token, topic_of<rates::staked::ExchangeRateUpdated>(), of_staked}};
    }
    return {};
}

/// What is asked for, once the token's name is known.
struct Wanted {
    Address token;
    std::vector<Witness> witnesses;
    std::uint64_t oldest_state = 0;
    std::uint64_t newest = 0;
};

Parsed<Wanted> find_wanted(Node& node, const std::string& token) {
    return AQ_TRY(node.look_at(kLatest, [&](chain::Chain& c, stack::World& w) -> Parsed<Wanted> {
        const Address at = AQ_TRY(find_named(c, w, token, {.argument = 0}, a_token()));
        return Wanted{at, witnesses_of(w, at), c.oldest_state(), c.tip().number};
    }));
}

/// A rate from a log, from its block on.
struct Told {
    chain::LogPlace place;
    u256 wei;
};

/// The log of that place in its block.
std::optional<LogView> log_at(const chain::Block& block, std::size_t at) {
    for (const chain::Receipt& receipt : block.receipts) {
        if (at < receipt.logs.size()) return receipt.logs[at].view();
        at -= receipt.logs.size();
    }
    return std::nullopt;
}

/// In the order of the logs.
std::vector<Told> told_until(const History& history, const std::vector<Witness>& witnesses,
                             std::uint64_t block) {
    std::vector<Told> out;
    for (const Witness& witness : witnesses) {
        chain::LogFilter filter{.from = 0, .to = block, .addresses = {witness.emitter}};
        filter.topics[0] = {witness.topic};
        auto cursor = history.reader().logs(filter);
        while (const auto place = cursor.next()) {
            const auto found = history.block(place->block);
            if (found == nullptr) continue;
            const auto log = log_at(*found, place->log);
            if (!log.has_value()) continue;
            if (const auto rate = witness.read(*log)) out.push_back({*place, *rate});
        }
    }
    std::ranges::sort(out, {}, [](const Told& t) { return std::pair(t.place.block, t.place.log); });
    return out;
}

std::vector<std::uint64_t> spread(std::uint64_t first, std::uint64_t last, std::uint64_t points) {
    std::vector<std::uint64_t> out;
    const std::uint64_t steps = std::min(points - 1, last - first);
    for (std::uint64_t i = 0; i <= steps; ++i) {
        const auto along = static_cast<u128>(last - first) * i / std::max<std::uint64_t>(steps, 1);
        out.push_back(first + static_cast<std::uint64_t>(along));
    }
    return out;
}

/// The rate in a state that is held.
Parsed<std::optional<u256>> rate_in_state(Node& node, const Address& token, std::uint64_t block) {
    return node.look_at({.kind = BlockRef::Kind::kNumber, .number = block},
                        [&](chain::Chain&, stack::World& w) -> std::optional<u256> {
                            const auto rate = insight::rate_of(w, token);
                            return rate.has_value() ? rate->wei : std::nullopt;
                        });
}

Parsed<std::uint64_t> clamped_number(const BlockRef& ref, std::uint64_t first,
                                     std::uint64_t newest) {
    if (ref.kind == BlockRef::Kind::kNumber) return std::clamp(ref.number, first, newest);
    return ref.kind == BlockRef::Kind::kEarliest ? first : newest;
}

Answer rate_history(Node& node, const Params& params) {
    const std::string token = AQ_TRY(params.get(0, read_text));
    const BlockRef from =
        AQ_TRY(params.get_or(1, read_block_number, BlockRef{.kind = BlockRef::Kind::kEarliest}));
    const BlockRef to = AQ_TRY(params.get_or(2, read_block_number, kLatest));
    const std::uint64_t points = AQ_TRY(params.get_or(3, read_amount_u64, kPointsDefault));
    if (points < 1 || points > kPointsMax) {
        return refuse({.argument = 3}, "points are from 1 to " + std::to_string(kPointsMax));
    }
    const Wanted wanted = AQ_TRY(find_wanted(node, token));
    const std::uint64_t first = AQ_TRY(clamped_number(from, node.first_block(), wanted.newest));
    const std::uint64_t last = AQ_TRY(clamped_number(to, node.first_block(), wanted.newest));
    if (last < first) return refuse({.argument = 2}, "toBlock is before fromBlock");
    std::vector<Told> told;
    if (first < wanted.oldest_state) {
        told = told_until(node.history(), wanted.witnesses, last);
    }
    JsonArray out;
    for (const std::uint64_t block : spread(first, last, points)) {
        std::optional<u256> wei;
        std::string_view source = "state";
        if (block >= wanted.oldest_state) {
            wei = AQ_TRY(rate_in_state(node, wanted.token, block));
        } else {
            const auto after = std::ranges::upper_bound(
                told, block, {}, [](const Told& t) { return t.place.block; });
            source = after == told.begin() ? "none" : "log";
            if (after != told.begin()) wei = std::prev(after)->wei;
        }
        out.push_back(JsonObject{{"block", quantity(block)},
                                 {"wei", wei.has_value() ? quantity(*wei) : Json(nullptr)},
                                 {"source", source}});
    }
    return JsonObject{{"token", to_hex(wanted.token)},
                      {"oldestState", quantity(wanted.oldest_state)},
                      {"points", std::move(out)}};
}

}  // namespace

void add_rate_methods(rpc::Methods& methods, Node& node) {
    add_read(methods, node, "aquifer_rates", 1, rates);
    add_read(methods, node, "aquifer_rateHistory", 4, rate_history);
}

}  // namespace aq::node
