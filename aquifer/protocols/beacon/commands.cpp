// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/commands.hpp>

#include <aquifer/protocols/beacon/credentials.hpp>
#include <aquifer/protocols/beacon/epoch.hpp>
#include <aquifer/protocols/beacon/exits.hpp>
#include <aquifer/protocols/beacon/queries.hpp>
#include <aquifer/protocols/beacon/refuse.hpp>

#include <algorithm>

namespace aq::beacon {

Answer<Feed> begin(const Config& config, std::uint64_t epoch) {
    // Some trillion years, so that no time in seconds leaves 64 bits.
    constexpr std::uint64_t kMaxEpoch = std::uint64_t{1} << 50U;
    if (config.proofs && layout_of(config.fork).progressive) {
        return refuse("there are no proofs for Gloas: Deneb and Electra would be accepted");
    }
    if (epoch > kMaxEpoch) {
        return refuse("epoch " + words(epoch) + " is too late: up to " + words(kMaxEpoch) +
                      " would be accepted");
    }
    Feed f;
    f.config = config;
    f.slot = epoch * kSlotsPerEpoch;
    if (epoch < 2) return f;
    f.finality = {.finalized_epoch = epoch - 2,
                  .previous_justified_epoch = epoch - 2,
                  .current_justified_epoch = epoch - 1,
                  .justification_bits = 0b1111};
    return f;
}

namespace command {

namespace {

constexpr Gwei kMinDeposit{kIncrementGwei};

Answer<std::uint32_t> pool_named(const Feed& f, std::string_view name) {
    const auto pool = find_pool(f, name);
    if (pool) return *pool;
    std::string known;
    for (const Pool& p : f.pools) known += (known.empty() ? "" : ", ") + p.name;
    return refuse("there is no pool \"" + std::string(name) + "\"; there are " + known);
}

Answer<void> check_validator(const Feed& f, std::uint64_t validator) {
    if (validator >= f.registry.size()) {
        return refuse("there is no " + naming(validator) + ": the registry has " +
                      words(f.registry.size()));
    }
    return {};
}

Answer<void> check_prefix(std::uint8_t prefix) {
    if (prefix != 1 && prefix != 2) {
        return refuse("credentials of type " + words(std::uint64_t{prefix}) +
                      " have no address: 1 or 2 would be accepted");
    }
    return {};
}

Answer<void> check_total(const Feed& f, std::uint64_t n, Gwei each) {
    if (!has_room_for(f, n, each)) {
        return refuse("that is too much ether: all validators together may have " +
                      words(kMaxEther));
    }
    return {};
}

/// Those of a pool of whom `may(validator)` holds, in index order.
template <class May>
std::vector<IndexRange> members_who(const Feed& f, std::uint32_t pool, May may) {
    std::vector<IndexRange> out;
    std::uint64_t index = 0;
    for (const Run& run : f.registry.runs()) {
        if (run.each.pool == pool && may(run.each)) out.push_back({index, run.n});
        index += run.n;
    }
    return out;
}

std::uint64_t count_of(const std::vector<IndexRange>& ranges) {
    std::uint64_t n = 0;
    for (const IndexRange& r : ranges) n += r.n;
    return n;
}

/// Takes out the validators that have partial withdrawals pending.
std::vector<IndexRange> without_partials(const Feed& f, const std::vector<IndexRange>& ranges) {
    std::vector<std::uint64_t> pending;
    for (const PendingPartial& p : f.pending_partials) pending.push_back(p.validator);
    std::ranges::sort(pending);
    std::vector<IndexRange> out;
    for (const IndexRange& range : ranges) {
        std::uint64_t from = range.first;
        const std::uint64_t end = range.first + range.n;
        for (auto it = std::ranges::lower_bound(pending, from); it != pending.end() && *it < end;
             ++it) {
            if (*it > from) out.push_back({from, *it - from});
            from = *it + 1;
        }
        if (from < end) out.push_back({from, end - from});
    }
    return out;
}

/// The first n of the ranges.
std::vector<IndexRange> first_of(std::vector<IndexRange> ranges, std::uint64_t n) {
    for (IndexRange& range : ranges) {
        range.n = std::min(range.n, n);
        n -= range.n;
    }
    std::erase_if(ranges, [](const IndexRange& r) { return r.n == 0; });
    return ranges;
}

}  // namespace

Answer<std::uint32_t> add_pool(Feed& f, std::string_view name, const Address& address) {
    if (name.empty()) return refuse("a pool needs a name");
    if (find_pool(f, name)) {
        return refuse("there is a pool \"" + std::string(name) +
                      "\" already: another name would be accepted");
    }
    f.pools.push_back(
        {.name = std::string(name), .withdrawal_address = address, .next_key = 0, .withdrawn = {}});
    return static_cast<std::uint32_t>(f.pools.size() - 1);
}

Answer<IndexRange> found(Feed& f, std::string_view pool_name, const Founders& founders) {
    const std::uint32_t pool = AQ_TRY(pool_named(f, pool_name));
    AQ_TRY(check_prefix(founders.prefix));
    Validator v;
    v.pool = pool;
    v.prefix = founders.prefix;
    v.increments = founders.effective_ether;
    v.balance = founders.balance.is_zero() ? v.effective() : founders.balance;
    if (v.increments == 0 || v.increments > v.cap() || with_hysteresis(v) != v.increments) {
        return refuse("no validator of this type has an effective balance of " +
                      words(std::uint64_t{founders.effective_ether}) + " ether and a balance of " +
                      words(v.balance) + ": 1 to " + words(std::uint64_t{v.cap()}) +
                      " ether and a balance near it would be accepted");
    }
    AQ_TRY(check_total(f, founders.n, v.balance));
    v.credentials = number_of(f, credentials_of(founders.prefix, f.pools[pool].withdrawal_address));
    v.activation_eligibility_epoch = 0;
    v.activation_epoch = 0;
    v.previous_flags = flags_of(Duty::kOnline);
    const IndexRange out{f.registry.size(), founders.n};
    if (founders.n == 0) return out;
    f.keys.append(Key::of(pool, f.pools[pool].next_key), founders.n);
    f.pools[pool].next_key += founders.n;
    f.registry.append(v, founders.n);
    f.counters.entered = f.counters.entered + Gwei(founders.n * v.balance.raw);
    return out;
}

Answer<void> deposit(Feed& f, std::string_view pool_name, const NewDeposits& deposits) {
    const std::uint32_t pool = AQ_TRY(pool_named(f, pool_name));
    AQ_TRY(check_prefix(deposits.prefix));
    if (deposits.amount < kMinDeposit) {
        return refuse("a deposit of " + words(deposits.amount) +
                      " is too low: " + words(kMinDeposit) + " or more would be accepted");
    }
    AQ_TRY(check_total(f, deposits.n, deposits.amount));
    if (deposits.n == 0) return {};
    f.pending_deposits.push_back(
        {.key = Key::of(pool, f.pools[pool].next_key),
         .n = deposits.n,
         .pool = pool,
         .credentials = credentials_of(deposits.prefix, f.pools[pool].withdrawal_address),
         .amount = deposits.amount,
         .slot = f.slot,
         .signature_valid = deposits.signature_valid});
    f.pools[pool].next_key += deposits.n;
    return {};
}

Answer<void> top_up(Feed& f, std::uint64_t validator, Gwei amount) {
    AQ_TRY(check_validator(f, validator));
    if (amount < kMinDeposit) {
        return refuse("a deposit of " + words(amount) + " is too low: " + words(kMinDeposit) +
                      " or more would be accepted");
    }
    AQ_TRY(check_total(f, 1, amount));
    const Validator& v = f.registry[validator];
    f.pending_deposits.push_back({.key = f.keys.at(validator),
                                  .n = 1,
                                  .pool = v.pool,
                                  .credentials = f.credentials[v.credentials].value,
                                  .amount = amount,
                                  .slot = f.slot});
    return {};
}

Answer<void> exit(Feed& f, std::string_view pool_name, std::uint64_t n) {
    const std::uint32_t pool = AQ_TRY(pool_named(f, pool_name));
    const std::uint64_t epoch = f.epoch();
    const auto may =
        without_partials(f, members_who(f, pool, [&](const Validator& v) {
                             return v.active(epoch) && v.exit_epoch == kFar &&
                                    v.activation_epoch + kShardCommitteePeriod <= epoch;
                         }));
    if (count_of(may) < n) {
        return refuse("of pool \"" + std::string(pool_name) + "\" " + words(count_of(may)) +
                      " validators may exit, not " + words(n) +
                      ": they must be active for 256 epochs, not exiting, and without a partial "
                      "withdrawal pending");
    }
    for (const IndexRange& range : first_of(may, n)) initiate_exit(f, range);
    return {};
}

Answer<void> exit(Feed& f, std::span<const std::uint64_t> validators) {
    for (const std::uint64_t v : validators) {
        AQ_TRY(check_validator(f, v));
        AQ_TRY(may_exit(f, v));
    }
    for (const std::uint64_t v : validators) initiate_exit(f, {v, 1});
    return {};
}

Answer<void> partial(Feed& f, std::uint64_t validator, Gwei amount) {
    AQ_TRY(check_validator(f, validator));
    if (amount.is_zero()) {
        return refuse("a partial withdrawal of nothing is a full exit: say exit");
    }
    const Address owner = address_of(f.credentials[f.registry[validator].credentials].value);
    return process(f, WithdrawalRequest{owner, f.keys.at(validator).bytes(), amount});
}

Answer<void> consolidate(Feed& f, std::uint64_t source, std::uint64_t target) {
    AQ_TRY(check_validator(f, source));
    AQ_TRY(check_validator(f, target));
    if (source == target) {
        return refuse(naming(source) + " cannot be merged with itself: say switch to compounding");
    }
    const Address owner = address_of(f.credentials[f.registry[source].credentials].value);
    return process(
        f, ConsolidationRequest{owner, f.keys.at(source).bytes(), f.keys.at(target).bytes()});
}

Answer<void> switch_to_compounding(Feed& f, std::uint64_t validator) {
    AQ_TRY(check_validator(f, validator));
    const Address owner = address_of(f.credentials[f.registry[validator].credentials].value);
    const Pubkey key = f.keys.at(validator).bytes();
    return process(f, ConsolidationRequest{owner, key, key});
}

Answer<void> slash(Feed& f, std::string_view pool_name, std::uint64_t n) {
    const std::uint32_t pool = AQ_TRY(pool_named(f, pool_name));
    const auto may =
        members_who(f, pool, [&](const Validator& v) { return v.slashable(f.epoch()); });
    if (count_of(may) < n) {
        return refuse("of pool \"" + std::string(pool_name) + "\" " + words(count_of(may)) +
                      " validators can be slashed, not " + words(n) +
                      ": they must have been activated, not slashed, and not be withdrawable");
    }
    for (const IndexRange& range : first_of(may, n)) beacon::slash(f, range);
    return {};
}

Answer<void> slash(Feed& f, std::span<const std::uint64_t> validators) {
    for (const std::uint64_t v : validators) {
        AQ_TRY(check_validator(f, v));
        if (!f.registry[v].slashable(f.epoch())) {
            return refuse(naming(v) + " is " +
                          std::string(name_of(status_of(f.registry[v], f.epoch()))) +
                          ": one that was activated, not slashed and is not withdrawable would be "
                          "accepted");
        }
    }
    for (const std::uint64_t v : validators) beacon::slash(f, {v, 1});
    return {};
}

}  // namespace command

}  // namespace aq::beacon
