// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/requests.hpp>

#include <aquifer/base/hex.hpp>
#include <aquifer/protocols/beacon/credentials.hpp>
#include <aquifer/protocols/beacon/exits.hpp>
#include <aquifer/protocols/beacon/queries.hpp>
#include <aquifer/protocols/beacon/refuse.hpp>

#include <algorithm>

namespace aq::beacon {

namespace {

Answer<std::uint64_t> find_validator(const Feed& f, const Pubkey& pubkey) {
    const auto index = f.keys.find(Key::recognise(pubkey));
    if (!index) return refuse("no validator has the public key " + to_hex(BytesView(pubkey)));
    return *index;
}

/// 0x01 or 0x02 credentials of the address that asks.
Answer<void> check_owner(const Feed& f, std::uint64_t validator, const Address& source) {
    const Validator& v = f.registry[validator];
    if (!v.withdrawable_to_an_address()) {
        return refuse(naming(validator) +
                      " has no address in its credentials: 0x01 or 0x02 would be accepted");
    }
    const Address owner = address_of(f.credentials[v.credentials].value);
    if (owner != source) {
        return refuse(naming(validator) + " obeys " + to_hex(owner) + ", not " + to_hex(source));
    }
    return {};
}

Answer<void> check_staying(const Feed& f, std::uint64_t validator) {
    const Validator& v = f.registry[validator];
    if (!v.active(f.epoch())) {
        return refuse(naming(validator) + " is " + std::string(name_of(status_of(v, f.epoch()))) +
                      ": only an active one would be accepted");
    }
    if (v.exit_epoch != kFar) {
        return refuse(naming(validator) + " exits already, at epoch " + words(v.exit_epoch));
    }
    return {};
}

Answer<void> check_seasoned(const Feed& f, std::uint64_t validator) {
    const std::uint64_t since = f.registry[validator].activation_epoch;
    if (f.epoch() < since + kShardCommitteePeriod) {
        return refuse(naming(validator) + " is active since epoch " + words(since) +
                      ": accepted from epoch " + words(since + kShardCommitteePeriod));
    }
    return {};
}

Answer<void> check_no_partials(const Feed& f, std::uint64_t validator) {
    if (!pending_partials_of(f, validator).is_zero()) {
        return refuse(naming(validator) +
                      " has a partial withdrawal pending: accepted once it is paid");
    }
    return {};
}

Answer<void> request_partial(Feed& f, std::uint64_t validator, Gwei asked) {
    const Validator& v = f.registry[validator];
    const Gwei kept = kMinActivationBalance + pending_partials_of(f, validator);
    if (!v.compounding()) {
        return refuse(naming(validator) + " has 0x01 credentials: a partial withdrawal needs 0x02");
    }
    if (v.increments < kMinActivation || v.balance <= kept) {
        return refuse(naming(validator) + " has " + words(v.balance) + ", of which " + words(kept) +
                      " must stay or are pending");
    }
    const Gwei amount = std::min(v.balance - kept, asked);
    const auto place = take(f.exits, {.amount = amount}, f.epoch(), churn_of(f).exit);
    f.pending_partials.push_back(
        {.validator = validator,
         .amount = amount,
         .withdrawable_epoch = place.back().epoch + kMinWithdrawabilityDelay});
    return {};
}

/// switch_to_compounding_validator and queue_excess_active_balance: what is over 32 ether goes
/// through the deposit queue again, as if it came from the genesis slot.
void switch_to_compounding(Feed& f, std::uint64_t validator) {
    const Validator& v = f.registry[validator];
    Hash credentials = f.credentials[v.credentials].value;
    credentials.bytes[0] = 2;
    const std::uint32_t pool = v.pool;
    const Gwei excess =
        v.balance > kMinActivationBalance ? v.balance - kMinActivationBalance : Gwei();
    const std::uint32_t new_number = number_of(f, credentials);
    f.registry.edit({validator, 1}, [&](Validator& it) {
        it.prefix = 2;
        it.credentials = new_number;
        it.balance = it.balance - excess;
    });
    if (excess.is_zero()) return;
    f.counters.entered = f.counters.entered - excess;
    f.pending_deposits.push_back({.key = f.keys.at(validator),
                                  .n = 1,
                                  .pool = pool,
                                  .credentials = credentials,
                                  .amount = excess,
                                  .slot = 0});
}

Answer<void> request_switch(Feed& f, std::uint64_t validator, const Address& source) {
    AQ_TRY(check_owner(f, validator, source));
    if (f.registry[validator].prefix != 1) {
        return refuse(naming(validator) + " has 0x02 credentials already: a switch needs 0x01");
    }
    AQ_TRY(check_staying(f, validator));
    switch_to_compounding(f, validator);
    return {};
}

std::uint32_t pool_for(const Feed& f, const Hash& credentials) {
    const Address address = address_of(credentials);
    for (std::uint32_t i = 1; i < f.pools.size(); ++i) {
        if (f.pools[i].withdrawal_address == address) return i;
    }
    return 0;
}

}  // namespace

void process(Feed& f, const DepositRequest& request, std::uint32_t pool) {
    // More ether than there is can only come from a sandbox's tap; here it ends.
    if (!has_room_for(f, 1, request.amount)) return;
    f.pending_deposits.push_back({.key = Key::recognise(request.pubkey),
                                  .n = 1,
                                  .pool = pool,
                                  .credentials = request.credentials,
                                  .amount = request.amount,
                                  .slot = f.slot,
                                  .signature_valid = request.signature_valid});
}

Answer<void> process(Feed& f, const WithdrawalRequest& request) {
    const bool full_exit = request.amount.is_zero();
    if (!full_exit && f.pending_partials.size() >= kPendingPartialsLimit) {
        return refuse("the queue of partial withdrawals is full: a full exit would be accepted");
    }
    const std::uint64_t validator = AQ_TRY(find_validator(f, request.pubkey));
    AQ_TRY(check_owner(f, validator, request.source));
    AQ_TRY(check_staying(f, validator));
    AQ_TRY(check_seasoned(f, validator));
    if (!full_exit) return request_partial(f, validator, request.amount);
    AQ_TRY(check_no_partials(f, validator));
    initiate_exit(f, {validator, 1});
    return {};
}

Answer<void> process(Feed& f, const ConsolidationRequest& request) {
    if (request.source_pubkey == request.target_pubkey) {
        const std::uint64_t validator = AQ_TRY(find_validator(f, request.source_pubkey));
        return request_switch(f, validator, request.source);
    }
    if (f.pending_consolidations.size() >= kPendingConsolidationsLimit) {
        return refuse("the queue of consolidations is full");
    }
    const Gwei churn = churn_of(f).consolidation;
    if (churn <= kMinActivationBalance) {
        return refuse("too little is staked for consolidations: their churn is " + words(churn) +
                      " and must be more than " + words(kMinActivationBalance));
    }
    const std::uint64_t source = AQ_TRY(find_validator(f, request.source_pubkey));
    const std::uint64_t target = AQ_TRY(find_validator(f, request.target_pubkey));
    AQ_TRY(check_owner(f, source, request.source));
    if (!f.registry[target].compounding()) {
        return refuse(naming(target) + " is no target: 0x02 credentials would be accepted");
    }
    AQ_TRY(check_staying(f, source));
    AQ_TRY(check_staying(f, target));
    AQ_TRY(check_seasoned(f, source));
    AQ_TRY(check_no_partials(f, source));
    const Leaving leaving{.amount = f.registry[source].effective()};
    const auto place = take(f.consolidations, leaving, f.epoch(), churn);
    f.registry.edit({source, 1}, [&](Validator& v) {
        v.exit_epoch = place.back().epoch;
        v.withdrawable_epoch = v.exit_epoch + kMinWithdrawabilityDelay;
    });
    f.pending_consolidations.push_back({source, target});
    return {};
}

void process(Feed& f, const Requests& requests) {
    for (const DepositRequest& r : requests.deposits) process(f, r, pool_for(f, r.credentials));
    for (const WithdrawalRequest& r : requests.withdrawals) (void)process(f, r);
    for (const ConsolidationRequest& r : requests.consolidations) (void)process(f, r);
}

Answer<void> may_exit(const Feed& f, std::uint64_t validator) {
    AQ_TRY(check_staying(f, validator));
    AQ_TRY(check_seasoned(f, validator));
    return check_no_partials(f, validator);
}

}  // namespace aq::beacon
