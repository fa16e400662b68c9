// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/face.hpp>
#include <aquifer/protocols/rates/abi.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/rates/rules_reth.hpp>

namespace aq::rates {

using View = aq::View<Ports>;

const Face& reth_token_face() {
    static const Face kFace(
        "RocketTokenRETH",
        {erc20::token_functions<Ports>(erc20::Kind::kOpenZeppelin3),
         {
             bind<reth::token::burn>("burn(uint256 rethAmount)"),
             bind<reth::token::deposit_excess_collateral>("depositExcessCollateral()"),
             bind<reth::token::receive>("receive() payable"),
             bind<[](const View& v) { return reth::collateral_rate(v.ports); }>(
                 "getCollateralRate() view returns (uint256)"),
             bind<[](const View& v, Amount amount) {
                 return reth::eth_value(v.ports.self.reth, amount);
             }>("getEthValue(uint256 rethAmount) view returns (uint256)"),
             bind<[](const View& v) { return reth::eth_value(v.ports.self.reth, Amount(kWad)); }>(
                 "getExchangeRate() view returns (uint256)"),
             bind<[](const View& v, Wei value) {
                 return reth::reth_value(v.ports.self.reth, value);
             }>("getRethValue(uint256 ethAmount) view returns (uint256)"),
             bind<[](const View& v) { return reth::total_collateral(v.ports); }>(
                 "getTotalCollateral() view returns (uint256)"),
         }});
    return kFace;
}

const Face& reth_balances_face() {
    static const Face kFace(
        "RocketNetworkBalances",
        {{
            bind<reth::network::execute_update_balances>(
                "executeUpdateBalances(uint256 block, uint256 slotTimestamp, uint256 totalEth, "
                "uint256 stakingEth, uint256 rethSupply)"),
            bind<reth::network::submit_balances>(
                "submitBalances(uint256 block, uint256 slotTimestamp, uint256 totalEth, uint256 "
                "stakingEth, uint256 rethSupply)"),
            bind<[](const View& v) { return v.ports.self.reth.balances->block; }>(
                "getBalancesBlock() view returns (uint256)"),
            bind<[](const View& v) { return v.ports.self.reth.balances->set_at; }>(
                "getBalancesTimestamp() view returns (uint256)"),
            bind<[](const View& v) { return v.ports.self.reth.balances->staking_ether; }>(
                "getStakingETHBalance() view returns (uint256)"),
            bind<[](const View& v) { return v.ports.self.reth.balances->total_ether; }>(
                "getTotalETHBalance() view returns (uint256)"),
            bind<[](const View& v) { return v.ports.self.reth.balances->supply; }>(
                "getTotalRETHSupply() view returns (uint256)"),
        }});
    return kFace;
}

const Face& reth_deposit_pool_face() {
    static const Face kFace(
        "RocketDepositPool",
        {{
            bind<reth::pool::deposit>("deposit() payable"),
            bind<[](const View& v) { return *v.ports.self.reth.pool_balance; }>(
                "getBalance() view returns (uint256)"),
            bind<[](const View& v) { return reth::excess_balance(v.ports.self.reth); }>(
                "getExcessBalance() view returns (uint256)"),
        }});
    return kFace;
}

}  // namespace aq::rates
