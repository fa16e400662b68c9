// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The states of the large protocols as bytes, each in a file of its own (persist_<protocol>.cpp):
/// together they are hundreds of kinds of table, which takes a compiler most of a minute.

#include <aquifer/ledger/persist.hpp>
#include <aquifer/protocols/eigenlayer/state.hpp>
#include <aquifer/protocols/lido/state.hpp>
#include <aquifer/protocols/rates/state.hpp>
#include <aquifer/protocols/renzo/state.hpp>

namespace aq {

template <>
struct Persist<eigenlayer::State> {
    static void save(persist::Writer& out, const eigenlayer::State& state);
    static bool load(persist::Reader& in, eigenlayer::State& state);
};

template <>
struct Persist<lido::State> {
    static void save(persist::Writer& out, const lido::State& state);
    static bool load(persist::Reader& in, lido::State& state);
};

template <>
struct Persist<rates::State> {
    static void save(persist::Writer& out, const rates::State& state);
    static bool load(persist::Reader& in, rates::State& state);
};

template <>
struct Persist<renzo::State> {
    static void save(persist::Writer& out, const renzo::State& state);
    static bool load(persist::Reader& in, renzo::State& state);
};

}  // namespace aq
