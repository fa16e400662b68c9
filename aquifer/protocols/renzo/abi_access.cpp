// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/face.hpp>
#include <aquifer/protocols/renzo/abi.hpp>
#include <aquifer/protocols/renzo/maths.hpp>
#include <aquifer/protocols/renzo/queries_access.hpp>
#include <aquifer/protocols/renzo/queries_oracle.hpp>
#include <aquifer/protocols/renzo/roles.hpp>
#include <aquifer/protocols/renzo/rules_access.hpp>

namespace aq::renzo {

const Face& role_manager_face() {
    static const Face kFace(
        "RoleManager",
        {{
            bind<role_manager::grant_role>("grantRole(bytes32 role, address account)"),
            bind<role_manager::renounce_role>("renounceRole(bytes32 role, address account)"),
            bind<role_manager::revoke_role>("revokeRole(bytes32 role, address account)"),
            bind<[](const View& /*v*/) { return role::kDefaultAdmin; }>(
                "DEFAULT_ADMIN_ROLE() view returns (bytes32)"),
            bind<[](const View& v, Hash role) { return v.ports.self.roles.admin_of[role]; }>(
                "getRoleAdmin(bytes32 role) view returns (bytes32)"),
            bind<[](const View& v, Hash role, Address account) {
                return has_role(v.ports.self, role, account);
            }>("hasRole(bytes32 role, address account) view returns (bool)"),
        }});
    return kFace;
}

const Face& ez_eth_face() {
    static const Face kFace("EzEthToken",
                            {erc20::token_functions<Ports>(erc20::Kind::kOpenZeppelin4),
                             {
                                 bind<ez_eth::burn>("burn(address from, uint256 amount)"),
                                 bind<ez_eth::mint>("mint(address to, uint256 amount)"),
                                 bind<[](const View& v) { return v.ports.self.at.role_manager; }>(
                                     "roleManager() view returns (address)"),
                             }});
    return kFace;
}

const Face& renzo_oracle_face() {
    static const Face kFace(
        "RenzoOracle",
        {{
            bind<oracle::lookup_token_values>(
                "lookupTokenValues(address[] tokens, uint256[] balances) view returns (uint256)"),
            bind<oracle::set_oracle_address>(
                "setOracleAddress(address token, address oracleAddress)"),
            bind<[](const View& /*v*/) { return oracle::kMaxTimeWindow; }>(
                "MAX_TIME_WINDOW() view returns (uint256)"),
            bind<[](const View& /*v*/, Wei tvl, Wei added, Amount supply) {
                return mint_amount_down(tvl, added, supply);
            }>("calculateMintAmount(uint256 currentValueInProtocol, uint256 newValueAdded, uint256 "
               "existingEzETHSupply) view returns (uint256)"),
            bind<[](const View& /*v*/, Amount ez_eth, Amount supply, Wei tvl) {
                return redeem_value_down(ez_eth, supply, tvl);
            }>("calculateRedeemAmount(uint256 ezETHBeingBurned, uint256 existingEzETHSupply, "
               "uint256 currentValueInProtocol) view returns (uint256)"),
            bind<[](const View& v, Address token, Wei value) {
                return oracle::lookup_token_amount_from_value(v.tx, v.ports, token, value);
            }>("lookupTokenAmountFromValue(address token, uint256 value) view returns (uint256)"),
            bind<[](const View& v, Address token, Amount balance) {
                return oracle::lookup_token_value(v.tx, v.ports, token, balance);
            }>("lookupTokenValue(address token, uint256 balance) view returns (uint256)"),
            bind<[](const View& v, Address token) { return v.ports.self.oracle.feed[token]; }>(
                "tokenOracleLookup(address token) view returns (address)"),
        }});
    return kFace;
}

const Face& adapter_face() {
    static const Face kFace(
        "PriceAdapter",
        {{
            bind<adapter::latest_round_data>(
                "latestRoundData() view returns (uint80, int256, uint256, uint256, uint80)"),
            bind<[](const View& /*v*/) { return std::uint8_t{18}; }>(
                "decimals() view returns (uint8)"),
        }});
    return kFace;
}

const Face& balancer_rate_provider_face() {
    static const Face kFace(
        "BalancerRateProvider",
        {{
            bind<balancer_rate_provider::get_rate>("getRate() view returns (uint256)"),
        }});
    return kFace;
}

const Face& risk_oracle_middleware_face() {
    static const auto kIsOne = [](const View& v, std::string_view name) -> Result<bool> {
        return AQ_TRY(risk::latest_value(v.tx, v.ports, name)) == u256(1U);
    };
    static const Face kFace(
        "RiskOracleMiddleware",
        {{
            bind<[](const View& v) {
                return risk::latest_value(v.tx, v.ports, "WITHDRAW_COOLDOWN_PERIOD");
            }>("getWithdrawCoolDownPeriod() view returns (uint256)"),
            bind<[](const View& v) { return kIsOne(v, "CLAIM_PAUSED"); }>(
                "isClaimPaused() view returns (bool)"),
            bind<[](const View& v) { return kIsOne(v, "DEPOSIT_PAUSED"); }>(
                "isDepositPaused() view returns (bool)"),
            bind<[](const View& v) { return kIsOne(v, "INSTANT_WITHDRAW_PAUSED"); }>(
                "isInstantWithdrawPaused() view returns (bool)"),
            bind<[](const View& v) { return kIsOne(v, "WITHDRAW_REQUEST_PAUSED"); }>(
                "isWithdrawRequestPaused() view returns (bool)"),
        }});
    return kFace;
}

}  // namespace aq::renzo
