// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The answers of `aquifer/insight` as JSON: amounts are quantities, blocks and times, too; what
/// does not apply is null.

#include <aquifer/insight/backing.hpp>
#include <aquifer/insight/beacon.hpp>
#include <aquifer/insight/position.hpp>
#include <aquifer/insight/queues.hpp>
#include <aquifer/insight/values.hpp>
#include <aquifer/node/format.hpp>

namespace aq::node {

Json position_json(const insight::Position& position);
Json ticket_json(const insight::Ticket& ticket);
Json backing_json(const insight::Backing& backing);
Json slashable_json(const insight::Slashable& slashable);
Json operator_json(const insight::OperatorFacts& facts);
Json operator_set_json(const insight::OperatorSetFacts& facts);
Json strategy_json(const insight::StrategyFacts& facts);
Json vault_json(const insight::VaultFacts& facts);
Json pod_json(const insight::PodFacts& facts);
Json queue_json(const insight::LidoQueue& queue);
Json queue_json(const insight::RenzoQueue& queue);
Json queue_json(const insight::EigenLayerQueue& queue);
Json rate_json(const insight::Rate& rate);
Json beacon_json(const insight::BeaconFacts& facts);

/// The JSON of each.
template <class T>
JsonArray each_json(const std::vector<T>& all, Json (*write)(const T&)) {
    JsonArray out;
    for (const T& one : all) out.push_back(write(one));
    return out;
}

}  // namespace aq::node
