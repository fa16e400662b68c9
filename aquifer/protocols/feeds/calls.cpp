// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/feeds/calls.hpp>

namespace aq::feeds {

namespace {

constexpr Selector kLatestRoundData = "0xfeaf968c"_selector;
constexpr Selector kDecimals = "0x313ce567"_selector;

bool stands_here(const Ports& ports, const Address& feed) {
    return ports.self.feeds[feed].kind != Kind::kNone;
}

Result<Bytes> answer_of(Tx& tx, const Ports& ports, const Address& feed, const Address& asker,
                        const Selector& selector) {
    AQ_REQUIRE(ports.accounts.has_code(feed));
    const Call call{asker, feed, Wei(), selector};
    return tx.call(call, abi_call(selector));
}

}  // namespace

Result<RoundData> latest_round_data(Tx& tx, const Ports& ports, const Address& feed,
                                    const Address& asker) {
    if (stands_here(ports, feed)) return latest_round(ports.self, feed);
    const Bytes answer = AQ_TRY(answer_of(tx, ports, feed, asker, kLatestRoundData));
    RoundData out;
    AQ_REQUIRE(abi_decode(AbiReader(answer), out.round_id, out.answer, out.started_at,
                          out.updated_at, out.answered_in_round));
    return out;
}

Result<std::uint8_t> decimals(Tx& tx, const Ports& ports, const Address& feed,
                              const Address& asker) {
    if (stands_here(ports, feed)) return ports.self.feeds[feed].decimals;
    const Bytes answer = AQ_TRY(answer_of(tx, ports, feed, asker, kDecimals));
    std::uint8_t out = 0;
    AQ_REQUIRE(abi_decode(AbiReader(answer), out));
    return out;
}

}  // namespace aq::feeds
