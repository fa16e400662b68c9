// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/offchain.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/protocols/beacon/queries.hpp>
#include <aquifer/protocols/eigenlayer/queries_pods.hpp>
#include <aquifer/protocols/eigenlayer/types.hpp>
#include <aquifer/protocols/lido/oracle_report.hpp>

namespace aq::stack {

namespace {

constexpr std::size_t kKeyBytes = 48;
constexpr std::size_t kSignatureBytes = 96;
constexpr std::uint64_t kDepositGwei = 32'000'000'000;
/// AccountingOracle's contract version, which a report names.
constexpr u256 kContractVersion = 5_u256;
/// A day for the report after the committee has agreed.
constexpr std::uint64_t kReportSeconds = 86'400;

Bytes made_up(const u256& number, std::size_t size) {
    Bytes out(size);
    store_be(out.data() + size - 32, number);
    out[0] = 0xaa;
    return out;
}

/// Calls `take(index, validator)` for each validator whose ether goes to a pod and that the pod
/// holds to be of a status.
template <class Take>
void for_each_of_pod(const World& world, const beacon::Feed& feed, const Address& pod,
                     eigenlayer::ValidatorStatus status, Take take) {
    std::uint64_t index = 0;
    for (const auto& [n, each] : feed.registry.runs()) {
        const std::uint64_t end = index + n;
        // Of a run all have the same credentials.
        if (beacon::address_of(feed.credentials[each.credentials].value) != pod) {
            index = end;
            continue;
        }
        for (; index < end; ++index) {
            const Hash key = beacon::fields_of(feed, index)[0];
            if (eigenlayer::eigen_pod::validator(world.eigenlayer, pod, key).status == status) {
                take(index, each);
            }
        }
    }
}

}  // namespace

Bytes made_up_key(const u256& number) {
    return made_up(number, kKeyBytes);
}

Bytes made_up_signature(const u256& number) {
    return made_up(number, kSignatureBytes);
}

Hash deposit_root(BytesView key, const Address& withdrawals_to, BytesView signature) {
    const Hash credentials = beacon::credentials_of(1, withdrawals_to);
    return beacon::deposit_contract::deposit_data_root(
        {key, credentials.bytes, kDepositGwei, signature});
}

Bytes lido_keys(const KeyNumbers& numbers) {
    Bytes keys;
    Bytes signatures;
    for (std::uint64_t i = numbers.first; i < numbers.end; ++i) {
        const Bytes key = made_up_key(u256(i));
        keys.insert(keys.end(), key.begin(), key.end());
        const Bytes signature = made_up_signature(u256(i));
        signatures.insert(signatures.end(), signature.begin(), signature.end());
    }
    return abi_encode(keys, signatures);
}

Bytes lido_deposit(const u256& module_id, const KeyNumbers& numbers) {
    return call_data("deposit", module_id, lido_keys(numbers));
}

Result<LidoReport> lido_report(const World& world, std::uint32_t pool) {
    const beacon::PoolView seen = beacon::pool_view(*world.beacon.feed, pool);
    const lido::ReportData data =
        AQ_TRY(lido::oracle_report(world.lido, world.accounts, world.block,
                                   {.validators_gwei_by_module = {u256(seen.balance.raw)},
                                    .pending_gwei = u256(seen.pending.raw),
                                    .is_bunker_mode = std::nullopt}));
    const u256 deadline(world.block.time + kReportSeconds);
    return LidoReport{
        call_data("submitConsensusReport", lido::report_hash(data), data.ref_slot, deadline),
        call_data("submitReportData", data, kContractVersion)};
}

Bytes stake_from_queue(const World& world, const Address& delegator, const u256& number) {
    const Address pod = eigenlayer::eigen_pod_manager::pod_of(world.eigenlayer, delegator);
    const Bytes key = made_up_key(number);
    const Bytes signature = made_up_signature(number);
    return call_data("stakeEthFromQueue", delegator, key, signature,
                     deposit_root(key, pod, signature));
}

std::vector<std::uint64_t> validators_of_pod(const World& world, const beacon::Feed& feed,
                                             const Address& pod,
                                             eigenlayer::ValidatorStatus status) {
    std::vector<std::uint64_t> out;
    for_each_of_pod(world, feed, pod, status,
                    [&](std::uint64_t index, const beacon::Validator&) { out.push_back(index); });
    return out;
}

std::vector<std::uint64_t> provable_validators(const World& world, const beacon::Feed& feed,
                                               const Address& pod) {
    std::vector<std::uint64_t> out;
    for_each_of_pod(world, feed, pod, eigenlayer::ValidatorStatus::kInactive,
                    [&](std::uint64_t index, const beacon::Validator& v) {
                        if (v.activation_epoch != beacon::kFar && v.exit_epoch == beacon::kFar) {
                            out.push_back(index);
                        }
                    });
    return out;
}

const beacon::Trees* trees_at(World& world, std::uint64_t time) {
    return world.beacon.archive.at(world.beacon.parent_roots[time]);
}

Bytes verify_withdrawal_credentials(const beacon::Trees& trees, std::uint64_t time,
                                    std::span<const std::uint64_t> validators) {
    std::vector<u40> indices;
    std::vector<Bytes> proofs;
    std::vector<std::vector<Hash>> fields;
    for (const std::uint64_t i : validators) {
        indices.push_back({i});
        proofs.push_back(trees.validator_proof(i));
        const beacon::ValidatorFields all = trees.validator_fields(i);
        fields.emplace_back(all.begin(), all.end());
    }
    const eigenlayer::StateRootProof root{trees.header().state_root, trees.state_root_proof()};
    return call_data("verifyWithdrawalCredentials", time, root, indices, proofs, fields);
}

std::optional<Bytes> verify_checkpoint_proofs(World& world, const Address& pod) {
    const std::uint64_t started = world.eigenlayer.pods.rows[pod].current_checkpoint_timestamp;
    const beacon::Trees* trees = started == 0 ? nullptr : trees_at(world, started);
    if (trees == nullptr) return std::nullopt;
    const eigenlayer::BalanceContainerProof container{trees->balances_root(),
                                                      trees->balance_container_proof()};
    std::vector<eigenlayer::BalanceProof> proofs;
    for (const std::uint64_t i :
         validators_of_pod(world, trees->state(), pod, eigenlayer::ValidatorStatus::kActive)) {
        proofs.push_back(
            {trees->validator_fields(i)[0], trees->balance_leaf(i), trees->balance_proof(i)});
    }
    return call_data("verifyCheckpointProofs", container, proofs);
}

}  // namespace aq::stack
