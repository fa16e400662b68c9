// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/invariants.hpp>

#include <aquifer/protocols/erc20/queries.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace aq::renzo {

namespace {

class Findings {
public:
    void expect(bool holds, const char* what) {
        if (!holds && std::ranges::find(broken, what) == broken.end()) broken.emplace_back(what);
    }
    std::vector<std::string> broken;
};

/// Per asset, over the open requests.
struct Open {
    Amount unqueued;
    /// Of queued ones, what the queue has filled already.
    Amount filled;
};

/// How much of a queued request is filled: the queue serves the oldest first.
Amount filled_part(const WithdrawQueue& s, const WithdrawRequest& request) {
    const Amount end = s.fill_at[request.withdrawRequestID];
    const Amount begin = end - request.amountToRedeem;
    const Amount& filled = s.queue[request.collateralToken].filled;
    if (filled <= begin) return {};
    return std::min(filled, end) - begin;
}

void check_queue(Findings& f, const Ports& ports) {
    const WithdrawQueue& s = ports.self.withdrawals;
    std::map<Address, Open> open;
    Amount locked;
    s.requests.count.for_each([&](const Address& user, std::uint32_t count) {
        for (std::uint32_t i = 0; i < count; ++i) {
            const WithdrawRequest& request = s.requests.at(user, i);
            locked = locked + request.ezETHLocked;
            Open& sums = open[request.collateralToken];
            if (s.fill_at[request.withdrawRequestID].is_zero()) {
                sums.unqueued = sums.unqueued + request.amountToRedeem;
            } else {
                sums.filled = sums.filled + filled_part(s, request);
            }
            f.expect(request.withdrawRequestID <= *s.request_nonce,
                     "a request's number was given out");
        }
    });
    f.expect(locked <= erc20::balance(ports.tokens.self, ports.self.at.ez_eth,
                                      ports.self.at.withdraw_queue),
             "the queue holds the ezETH of its requests");
    s.queue.for_each([&](const Address& /*asset*/, const BufferQueue& queue) {
        f.expect(queue.filled <= queue.to_fill, "no more is filled than was asked for");
    });
    s.buffer_target.for_each([&](const Address& asset, const Amount& /*target*/) {
        const Amount& reserve = s.claim_reserve[asset];
        const auto [unqueued, filled] = open[asset];
        f.expect(reserve == unqueued + filled,
                 "the reserve is what requests that can be claimed are owed");
        const Amount held =
            asset == kNative
                ? Amount(ports.accounts.ether[ports.self.at.withdraw_queue].raw)
                : erc20::balance(ports.tokens.self, asset, ports.self.at.withdraw_queue);
        // Tokens of other protocols do not stand in the token state.
        const bool is_known = asset == kNative || ports.tokens.self.tokens.contains(asset);
        f.expect(!is_known || reserve <= held, "the reserve is covered");
    });
}

void check_delegators(Findings& f, const Delegators& s) {
    std::map<std::pair<Address, Address>, QueuedAsset> sums;
    s.queued_assets.for_each([&](const QueuedAssetKey& key, const QueuedAsset& asset) {
        QueuedAsset& sum = sums[{key.get<0>(), key.get<2>()}];
        sum.slashed_delta = sum.slashed_delta + asset.slashed_delta;
        f.expect(asset.slashed_delta <= asset.initial, "slashing takes at most what was queued");
    });
    s.holdings.for_each([&](const HoldingKey& key, const Holding& holding) {
        const QueuedAsset& sum = sums[{key.get<0>(), key.get<1>()}];
        f.expect(holding.slashed_delta == sum.slashed_delta,
                 "an asset's slashed delta is the sum over its withdrawals");
        f.expect(holding.slashed_delta <= holding.queued, "no more is slashed than queued");
    });
}

void check_manager(Findings& f, const RestakeManager& s) {
    for (const auto* list : {&s.operator_delegators, &s.collateral_tokens}) {
        std::vector<Address> all = list->all(Only::kOne);
        std::ranges::sort(all);
        f.expect(std::ranges::adjacent_find(all) == all.end(), "nothing is listed twice");
    }
    s.allocation_bps.for_each([&](const Address& /*delegator*/, const u256& bps) {
        f.expect(bps <= kBasisPoints, "a share is at most 100 %");
    });
}

}  // namespace

std::vector<std::string> broken_invariants(const Ports& ports) {
    Findings f;
    check_manager(f, ports.self.manager);
    check_queue(f, ports);
    check_delegators(f, ports.self.delegators);
    f.expect(*ports.self.deposits.fee_bps <= kBasisPoints, "the fee is at most 100 %");
    return f.broken;
}

}  // namespace aq::renzo
