// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/queries_access.hpp>

namespace aq::renzo {

bool has_role(const State& s, const Hash& role, const Address& account) {
    return s.roles.has_role[Key<Hash, Address>(role, account)];
}

Result<void> only_role(const State& s, const Call& call, const Hash& role,
                       const CustomError& error) {
    AQ_REQUIRE(has_role(s, role, call.sender), error);
    return {};
}

namespace risk {

namespace {

/// How the queue and the manager ask, by the order of `Switch`: isDepositPaused,
/// isWithdrawRequestPaused, isClaimPaused, isInstantWithdrawPaused.
constexpr std::array kIsPaused{"0xf560d0b2"_selector, "0xa405a585"_selector, "0x50bc9995"_selector,
                               "0x03a7db3c"_selector};
/// getWithdrawCoolDownPeriod
constexpr Selector kCoolDown = "0xefbc4c90"_selector;
/// getLatestUpdateByParameterAndMarket(string,address)
constexpr Selector kLatestUpdate = "0x5decfee4"_selector;

/// The risk oracle's answer.
struct Update {
    u256 timestamp;
    Bytes newValue;
    std::string referenceId;
    Bytes previousValue;
    std::string updateType;
    u256 updateId;
    Address market;
    Bytes additionalData;
};

template <class T>
Result<T> ask(Tx& tx, const Ports& ports, const Address& asker, const Selector& question) {
    const Address& middleware = ports.self.at.risk;
    AQ_REQUIRE(ports.accounts.has_code(middleware));
    const Call call{.sender = asker, .to = middleware, .value = Wei(), .selector = question};
    const Bytes answer = AQ_TRY(tx.call(call, question.bytes));
    T value{};
    AQ_REQUIRE(abi_decode(AbiReader(answer), value));
    return value;
}

}  // namespace

Result<bool> is_paused(Tx& tx, const Ports& ports, const Address& asker, Switch what) {
    if (ports.self.at.risk == kZeroAddress) return false;
    return ask<bool>(tx, ports, asker, kIsPaused[static_cast<std::size_t>(what)]);
}

Result<u256> cool_down(Tx& tx, const Ports& ports, const Address& asker) {
    if (ports.self.at.risk == kZeroAddress) return u256();
    return ask<u256>(tx, ports, asker, kCoolDown);
}

Result<u256> latest_value(Tx& tx, const Ports& ports, std::string_view name) {
    const Deployment& at = ports.self.at;
    AQ_REQUIRE(ports.accounts.has_code(at.risk_oracle));
    const Call call{
        .sender = at.risk, .to = at.risk_oracle, .value = Wei(), .selector = kLatestUpdate};
    const auto answer = tx.attempt(
        [&] { return tx.call(call, abi_call(kLatestUpdate, std::string(name), at.ez_eth)); });
    if (!answer.has_value()) return u256();
    Update update{};
    AQ_REQUIRE(abi_decode(AbiReader(*answer), update));
    u256 value;
    AQ_REQUIRE(abi_decode(AbiReader(update.newValue), value));
    return value;
}

}  // namespace risk

}  // namespace aq::renzo
