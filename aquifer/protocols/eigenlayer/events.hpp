// SPDX-License-Identifier: Apache-2.0
#pragma once

/// All of EigenLayer's events.

#include <aquifer/protocols/eigenlayer/events_access.hpp>
#include <aquifer/protocols/eigenlayer/events_delegation.hpp>
#include <aquifer/protocols/eigenlayer/events_pods.hpp>
#include <aquifer/protocols/eigenlayer/events_rewards.hpp>
#include <aquifer/protocols/eigenlayer/events_strategy.hpp>
