// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/multicall/rules.hpp>

namespace aq::multicall {

namespace {

/// A call from the contract itself. A failure takes back what it did.
Outcome make_call(Tx& tx, const Address& self, const Address& target, const Bytes& data,
                  const u256& value = {}) {
    auto answer = tx.attempt([&] { return tx.call({self, target, Wei(value), Selector()}, data); });
    if (answer.has_value()) return {true, std::move(*answer)};
    return {false, answer.error().encode()};
}

}  // namespace

Result<std::tuple<u256, std::vector<Bytes>>> aggregate(Tx& tx, Ports& /*ports*/, const Call& call,
                                                       const std::vector<PlainCall>& calls) {
    std::vector<Bytes> out;
    for (const PlainCall& one : calls) {
        Outcome outcome = make_call(tx, call.to, one.target, one.call_data);
        AQ_REQUIRE(outcome.success, "Multicall3: call failed");
        out.push_back(std::move(outcome.return_data));
    }
    return std::tuple(u256(tx.block.number), std::move(out));
}

Result<Outcomes> try_aggregate(Tx& tx, Ports& /*ports*/, const Call& call, bool require_success,
                               const std::vector<PlainCall>& calls) {
    Outcomes out;
    for (const PlainCall& one : calls) {
        out.push_back(make_call(tx, call.to, one.target, one.call_data));
        AQ_REQUIRE(out.back().success || !require_success, "Multicall3: call failed");
    }
    return out;
}

Result<InBlock> try_block_and_aggregate(Tx& tx, Ports& ports, const Call& call,
                                        bool require_success, const std::vector<PlainCall>& calls) {
    auto outcomes = AQ_TRY(try_aggregate(tx, ports, call, require_success, calls));
    return InBlock(u256(tx.block.number), Hash(), std::move(outcomes));
}

Result<InBlock> block_and_aggregate(Tx& tx, Ports& ports, const Call& call,
                                    const std::vector<PlainCall>& calls) {
    return try_block_and_aggregate(tx, ports, call, true, calls);
}

Result<Outcomes> aggregate3(Tx& tx, Ports& /*ports*/, const Call& call,
                            const std::vector<Call3>& calls) {
    Outcomes out;
    for (const Call3& one : calls) {
        out.push_back(make_call(tx, call.to, one.target, one.call_data));
        AQ_REQUIRE(out.back().success || one.allow_failure, "Multicall3: call failed");
    }
    return out;
}

Result<Outcomes> aggregate3_value(Tx& tx, Ports& /*ports*/, const Call& call,
                                  const std::vector<Call3Value>& calls) {
    Outcomes out;
    u256 sum;
    for (const Call3Value& one : calls) {
        // The contract adds them unchecked.
        sum = wrapping_add(sum, one.value);
        out.push_back(make_call(tx, call.to, one.target, one.call_data, one.value));
        AQ_REQUIRE(out.back().success || one.allow_failure, "Multicall3: call failed");
    }
    AQ_REQUIRE(call.value == Wei(sum), "Multicall3: value mismatch");
    return out;
}

}  // namespace aq::multicall
