// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Calls one after the other; the tuples are those of the contract's interface.

#include <aquifer/ledger/contract.hpp>
#include <aquifer/protocols/multicall/state.hpp>

#include <tuple>
#include <vector>

namespace aq::multicall {

/// `Call` of the contract.
struct PlainCall {
    Address target;
    Bytes call_data;
};
struct Call3 {
    Address target;
    bool allow_failure = false;
    Bytes call_data;
};
struct Call3Value {
    Address target;
    bool allow_failure = false;
    u256 value;
    Bytes call_data;
};
/// `Result` of the contract.
struct Outcome {
    bool success = false;
    Bytes return_data;
};

using Outcomes = std::vector<Outcome>;
/// The block's number and its hash, which no contract can know while it is made.
using InBlock = std::tuple<u256, Hash, Outcomes>;

/// Multicall3.aggregate: all succeed, or it reverts.
Result<std::tuple<u256, std::vector<Bytes>>> aggregate(Tx& tx, Ports& ports, const Call& call,
                                                       const std::vector<PlainCall>& calls);
/// Multicall3.tryAggregate
Result<Outcomes> try_aggregate(Tx& tx, Ports& ports, const Call& call, bool require_success,
                               const std::vector<PlainCall>& calls);
/// Multicall3.tryBlockAndAggregate
Result<InBlock> try_block_and_aggregate(Tx& tx, Ports& ports, const Call& call,
                                        bool require_success, const std::vector<PlainCall>& calls);
/// Multicall3.blockAndAggregate
Result<InBlock> block_and_aggregate(Tx& tx, Ports& ports, const Call& call,
                                    const std::vector<PlainCall>& calls);
/// Multicall3.aggregate3: each call says whether it may fail.
Result<Outcomes> aggregate3(Tx& tx, Ports& ports, const Call& call,
                            const std::vector<Call3>& calls);
/// Multicall3.aggregate3Value: and which part of the value it takes.
Result<Outcomes> aggregate3_value(Tx& tx, Ports& ports, const Call& call,
                                  const std::vector<Call3Value>& calls);

}  // namespace aq::multicall
