// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/face.hpp>
#include <aquifer/protocols/rates/abi.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/rates/rules_staked.hpp>

namespace aq::rates {

namespace {

using View = aq::View<Ports>;

const staked::Minter& minter_of(const View& v, const Address& minter) {
    return v.ports.self.staked.minters[Key<Address, Address>(v.self(), minter)];
}

const staked::Caller& caller_of(const View& v, const Address& caller) {
    return v.ports.self.staked.callers[Key<Address, Address>(v.self(), caller)];
}

/// RateLimit.estimatedAllowance.
Result<u256> estimated_allowance(const View& v, Address caller) {
    const staked::Caller& row = caller_of(v, caller);
    const u256 grown = AQ_TRY(staked::replenishment(row, v.block()));
    return AQ_TRY(checked_add(row.allowance, grown));
}

Face::Functions staked_functions() {
    namespace fiat = staked::fiat;
    return {
        bind<fiat::blacklist>("blacklist(address account)"),
        bind<fiat::configure_minter>(
            "configureMinter(address minter, uint256 minterAllowedAmount) returns (bool)"),
        bind<fiat::pause>("pause()"),
        bind<fiat::remove_minter>("removeMinter(address minter) returns (bool)"),
        bind<fiat::un_blacklist>("unBlacklist(address account)"),
        bind<fiat::unpause>("unpause()"),
        bind<staked::update_exchange_rate>("updateExchangeRate(uint256 newExchangeRate)"),
        bind<staked::update_oracle>("updateOracle(address newOracle)"),
        bind<[](const View& v) { return v.ports.self.staked.tokens[v.self()].rate; }>(
            "exchangeRate() view returns (uint256)"),
        bind<[](const View& v, Address account) {
            return erc20::is_blocked(v.ports.tokens.self, v.self(), account);
        }>("isBlacklisted(address account) view returns (bool)"),
        bind<[](const View& v, Address account) { return minter_of(v, account).allowed; }>(
            "isMinter(address account) view returns (bool)"),
        bind<[](const View& v, Address minter) { return minter_of(v, minter).allowance; }>(
            "minterAllowance(address minter) view returns (uint256)"),
        bind<[](const View& v) { return v.ports.self.staked.tokens[v.self()].oracle; }>(
            "oracle() view returns (address)"),
        bind<[](const View& v) { return v.ports.tokens.self.tokens[v.self()].paused; }>(
            "paused() view returns (bool)"),
    };
}

}  // namespace

const Face& cbeth_face() {
    static const Face kFace(
        "StakedTokenV1",
        {erc20::token_functions<Ports>(erc20::Kind::kFiatToken),
         staked_functions(),
         {
             bind<staked::fiat::burn>("burn(uint256 amount)"),
             bind<staked::fiat::mint>("mint(address to, uint256 amount) returns (bool)"),
         }});
    return kFace;
}

const Face& wbeth_face() {
    static const Face kFace("WrapTokenV2ETH",
                            {erc20::token_functions<Ports>(erc20::Kind::kFiatToken),
                             staked_functions(),
                             {
                                 bind<staked::wbeth::deposit>("deposit(address referral) payable"),
                                 bind<staked::wbeth::mint>("mint(uint256 amount) returns (bool)"),
                                 bind<staked::wbeth::receive>("receive() payable"),
                             }});
    return kFace;
}

const Face& rate_updater_face() {
    namespace updater = staked::updater;
    static const Face kFace(
        "ExchangeRateUpdater",
        {{
            bind<updater::configure_caller>(
                "configureCaller(address caller, uint256 amount, uint256 interval)"),
            bind<updater::current_allowance>("currentAllowance(address caller) returns (uint256)"),
            bind<updater::remove_caller>("removeCaller(address caller)"),
            bind<updater::update_exchange_rate>("updateExchangeRate(uint256 newExchangeRate)"),
            bind<[](const View& v, Address caller) { return caller_of(v, caller).allowance; }>(
                "allowances(address caller) view returns (uint256)"),
            bind<[](const View& v, Address caller) { return caller_of(v, caller).last_set; }>(
                "allowancesLastSet(address caller) view returns (uint256)"),
            bind<[](const View& v, Address caller) { return caller_of(v, caller).allowed; }>(
                "callers(address caller) view returns (bool)"),
            bind<estimated_allowance>("estimatedAllowance(address caller) view returns (uint256)"),
            bind<[](const View& v, Address caller) {
                return caller_of(v, caller).interval_seconds;
            }>("intervals(address caller) view returns (uint256)"),
            bind<[](const View& v, Address caller) { return caller_of(v, caller).allowance_max; }>(
                "maxAllowances(address caller) view returns (uint256)"),
            bind<[](const View& v) { return v.ports.self.staked.updaters[v.self()].token; }>(
                "tokenContract() view returns (address)"),
        }});
    return kFace;
}

}  // namespace aq::rates
