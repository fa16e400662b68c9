// SPDX-License-Identifier: Apache-2.0
#include <aquifer/autopilot/rewards.hpp>

#include <aquifer/protocols/eigenlayer/events_rewards.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/eigenlayer/queries_rewards.hpp>

#include <algorithm>

namespace aq::autopilot {

namespace {

namespace coordinator = eigenlayer::rewards_coordinator;

/// As many as can be waiting for their activation, and some.
constexpr std::uint32_t kTreesKept = 32;
/// submitRoot's selector and its two words: what comes after them is not the contract's.
constexpr std::size_t kSubmitRootBytes = 4 + 2 * 32;

/// Who is delegated to an operator, itself included, in the order of addresses.
std::vector<Address> stakers_of(const eigenlayer::State& s, const Address& operator_at) {
    std::vector<Address> out;
    s.delegation.delegated_to.for_each([&](const Address& staker, const Address& to) {
        if (to == operator_at) out.push_back(staker);
    });
    std::ranges::sort(out);
    return out;
}

}  // namespace

Updater::Updater(Desk& desk, const Settings& /*settings*/, const Services& services)
    : desk_(desk), services_(services), token_(desk.at("weth")) {}

eigenlayer::TokenTreeMerkleLeaf Updater::token_leaf(const u256& earned) const {
    return {token_, eigenlayer::Amount(earned)};
}

Updater::Tree Updater::tree_of(const Earnings& earned) const {
    std::vector<std::pair<Address, u256>> leaves;
    std::vector<Hash> hashes;
    for (const auto& [earner, sum] : earned) {
        if (sum.is_zero()) continue;
        leaves.emplace_back(earner, sum);
        // One token: its leaf is the root of the earner's tree.
        hashes.push_back(
            coordinator::earner_leaf_hash({earner, coordinator::token_leaf_hash(token_leaf(sum))}));
    }
    return {std::move(leaves), KeccakTree(std::move(hashes))};
}

void Updater::share_out_to_stakers(const Address& operator_at, const u256& sum,
                                   Earnings& to) const {
    const eigenlayer::State& s = desk_.world().eigenlayer;
    std::vector<std::pair<Address, u256>> stakes;
    u256 all;
    for (const Address& staker : stakers_of(s, operator_at)) {
        const auto shares = eigenlayer::delegation_manager::get_withdrawable_shares(
            s, staker, services_.strategies());
        if (!shares.has_value()) continue;
        u256 stake;
        for (const auto& each : std::get<0>(*shares)) stake = wrapping_add(stake, each.raw);
        if (stake.is_zero()) continue;
        stakes.emplace_back(staker, stake);
        all = wrapping_add(all, stake);
    }
    for (const auto& [staker, stake] : stakes) {
        to[staker] = wrapping_add(to[staker], *mul_div_down(sum, stake, all));
    }
}

void Updater::share_out(const u256& income, Earnings& to) const {
    const eigenlayer::State& s = desk_.world().eigenlayer;
    u256 paid_by_all;
    for (const auto& service : services_.services()) {
        paid_by_all = wrapping_add(paid_by_all, service.settings.pays_weekly.raw);
    }
    if (paid_by_all.is_zero()) return;
    // What an operator keeps.
    const Fraction operator_split{*s.rewards.default_split_bips, 10'000};
    for (const auto& service : services_.services()) {
        const u256 part = *mul_div_down(income, service.settings.pays_weekly.raw, paid_by_all);
        const auto members = s.allocations.members.all({service.at, kSetId});
        u256 all;
        for (const Address& who : members) all = wrapping_add(all, services_.stake_of(who));
        if (all.is_zero()) continue;
        for (const Address& who : members) {
            const u256 sum = *mul_div_down(part, services_.stake_of(who), all);
            const u256 kept = part_down(sum, operator_split);
            to[who] = wrapping_add(to[who], kept);
            share_out_to_stakers(who, wrapping_sub(sum, kept), to);
        }
    }
}

// ── Books

const Updater::Tree* Updater::keep(Tree tree) {
    const Hash root = tree.tree.root();
    if (order_.size() == kTreesKept) {
        trees_.erase(order_.front());
        order_.erase(order_.begin());
    }
    order_.push_back(root);
    return &trees_.insert_or_assign(root, std::move(tree)).first->second;
}

std::optional<Updater::Earnings> Updater::published_with(const Hash& root) const {
    chain::LogFilter filter{.addresses = {desk_.at("rewardsCoordinator")}};
    filter.topics[0] = {topic_of<eigenlayer::DistributionRootSubmitted>()};
    filter.topics[2] = {root};
    const chain::Store::Reader reader = desk_.chain().store().reader();
    auto cursor = reader.logs(filter);
    while (const auto place = cursor.next()) {
        const auto stored = reader.block(place->block);
        if (!stored.has_value()) continue;
        const auto record = chain::decode_record(stored->bytes);
        AQ_ASSERT(record.has_value());
        const auto& block = std::get<chain::Block>(*record);
        for (const chain::Included& each : block.transactions) {
            const BytesView data = each.transaction.data;
            std::vector<Address> earners;
            std::vector<u256> sums;
            if (data.size() <= kSubmitRootBytes ||
                !abi_decode(AbiReader(data.subspan(kSubmitRootBytes)), earners, sums) ||
                earners.size() != sums.size()) {
                continue;
            }
            Earnings out;
            for (std::size_t i = 0; i < earners.size(); ++i) out[earners[i]] = sums[i];
            if (tree_of(out).tree.root() == root) return out;
        }
    }
    return std::nullopt;
}

const Updater::Tree* Updater::tree_below(const Hash& root) {
    const auto found = trees_.find(root);
    if (found != trees_.end()) return &found->second;
    const auto earned = published_with(root);
    return earned.has_value() ? keep(tree_of(*earned)) : nullptr;
}

Updater::Earnings Updater::earned_until_now() {
    const eigenlayer::Rewards& rewards = desk_.world().eigenlayer.rewards;
    Earnings out;
    const std::uint32_t n = rewards.roots.size(Only::kOne);
    for (std::uint32_t i = n; i-- > 0 && n - i <= kTreesKept;) {
        const Tree* tree = tree_below(rewards.roots.at(Only::kOne, i).root);
        if (tree == nullptr) continue;
        out.insert(tree->leaves.begin(), tree->leaves.end());
        break;
    }
    // What was claimed from others' roots was earned too.
    rewards.cumulative_claimed.for_each([&](const auto& key, const eigenlayer::Amount& claimed) {
        const auto& [earner, token] = std::tuple(key.template get<0>(), key.template get<1>());
        if (token == token_) out[earner] = std::max(out[earner], claimed.raw);
    });
    return out;
}

// ── Roots and claims

void Updater::update(std::uint64_t beat) {
    const std::uint64_t day = beat * kBeat / kDay;
    if (day == updated_day_) return;
    const eigenlayer::Rewards& rewards = desk_.world().eigenlayer.rewards;
    const auto end = static_cast<std::uint32_t>(day * kDay - 1);
    if (end <= *rewards.calculation_end_timestamp) return;
    const Address to = desk_.at("rewardsCoordinator");
    Earnings earned = earned_until_now();
    u256 owed;
    for (const auto& [earner, sum] : earned) {
        const auto claimed = rewards.cumulative_claimed[Key<Address, Address>(earner, token_)];
        owed = wrapping_add(owed, above(sum, claimed.raw));
    }
    const u256 income = above(desk_.balance(token_, to), owed);
    // Less than a finney is the dust of the last roots.
    if (income < part_down(kEther, {1, 1'000})) return;
    share_out(income, earned);
    Tree tree = tree_of(earned);
    std::vector<Address> earners;
    std::vector<u256> sums;
    for (const auto& [earner, sum] : tree.leaves) {
        earners.push_back(earner);
        sums.push_back(sum);
    }
    Bytes data = stack::call_data("submitRoot", tree.tree.root(), end);
    AQ_ASSERT(data.size() == kSubmitRootBytes);
    const Bytes books = abi_encode(earners, sums);
    data.insert(data.end(), books.begin(), books.end());
    if (!desk_.send({desk_.at("rewardsUpdater"), to}, std::move(data))) return;
    updated_day_ = day;
    keep(std::move(tree));
}

std::optional<eigenlayer::RewardsMerkleClaim> Updater::claim_of(const Address& earner) {
    const eigenlayer::Rewards& rewards = desk_.world().eigenlayer.rewards;
    for (std::uint32_t i = rewards.roots.size(Only::kOne); i-- > 0;) {
        const eigenlayer::DistributionRoot& root = rewards.roots.at(Only::kOne, i);
        if (root.disabled || desk_.now() < root.activatedAt) continue;
        const Tree* found = tree_below(root.root);
        if (found == nullptr) return std::nullopt;
        const auto& leaves = found->leaves;
        const auto leaf = std::ranges::lower_bound(leaves, earner, {},
                                                   [](const auto& each) { return each.first; });
        if (leaf == leaves.end() || leaf->first != earner) return std::nullopt;
        const auto claimed = rewards.cumulative_claimed[Key<Address, Address>(earner, token_)];
        if (leaf->second <= claimed.raw) return std::nullopt;
        const auto index = static_cast<std::size_t>(leaf - leaves.begin());
        return eigenlayer::RewardsMerkleClaim{
            .rootIndex = i,
            .earnerIndex = static_cast<std::uint32_t>(index),
            .earnerTreeProof = found->tree.proof(index),
            .earnerLeaf = {earner, coordinator::token_leaf_hash(token_leaf(leaf->second))},
            .tokenIndices = {0},
            .tokenTreeProofs = {Bytes()},
            .tokenLeaves = {token_leaf(leaf->second)}};
    }
    return std::nullopt;
}

void Updater::claim_for_others() {
    for (const Address& who : services_.operators()) {
        const auto claim = claim_of(who);
        if (!claim.has_value()) continue;
        desk_.call({who, desk_.at("rewardsCoordinator")}, "processClaim", *claim, who);
    }
    for (const char* name : {"operatorDelegator0", "operatorDelegator1"}) {
        const auto claim = claim_of(desk_.at(name));
        if (!claim.has_value()) continue;
        desk_.call({desk_.at("renzoAdmin"), desk_.at(name)}, "claimRewards", *claim);
    }
}

}  // namespace aq::autopilot
