// SPDX-License-Identifier: Apache-2.0
#pragma once

/// All events of Lido's contracts.

#include <aquifer/protocols/lido/events_queue.hpp>
#include <aquifer/protocols/lido/events_report.hpp>
#include <aquifer/protocols/lido/events_steth.hpp>
