// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/face.hpp>
#include <aquifer/protocols/rates/abi.hpp>
#include <aquifer/protocols/rates/maths.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/rates/rules_sweth.hpp>

namespace aq::rates {

namespace {

using View = aq::View<Ports>;

u256 rate_of(const View& v) {
    return sweth::rate(v.ports.self.sweth);
}

}  // namespace

const Face& sweth_face() {
    static const Face kFace(
        "swETH",
        {erc20::token_functions<Ports>(erc20::Kind::kOpenZeppelin4),
         {
             bind<sweth::burn>("burn(uint256 amount)"),
             bind<sweth::deposit>("deposit() payable"),
             bind<sweth::deposit_with_referral>("depositWithReferral(address referral) payable"),
             bind<sweth::fallback>("fallback()"),
             bind<sweth::reprice>("reprice(uint256 preRewardETHReserves, uint256 newETHRewards, "
                                  "uint256 swETHTotalSupply)"),
             bind<[](const View& v) { return ud_div_down(kWad, rate_of(v)); }>(
                 "ethToSwETHRate() view returns (uint256)"),
             bind<rate_of>("getRate() view returns (uint256)"),
             bind<[](const View& v) { return v.ports.self.sweth.pricing->reserves; }>(
                 "lastRepriceETHReserves() view returns (uint256)"),
             bind<[](const View& v) { return v.ports.self.sweth.pricing->repriced_at; }>(
                 "lastRepriceUNIX() view returns (uint256)"),
             bind<[](const View& v) { return v.ports.self.sweth.settings->rate_difference_max; }>(
                 "maximumRepriceDifferencePercentage() view returns (uint256)"),
             bind<[](const View& v) { return v.ports.self.sweth.settings->supply_difference_max; }>(
                 "maximumRepriceswETHDifferencePercentage() view returns (uint256)"),
             bind<[](const View& v) { return v.ports.self.sweth.settings->reprice_interval_min; }>(
                 "minimumRepriceTime() view returns (uint256)"),
             bind<[](const View& v) { return v.ports.self.sweth.settings->operator_share; }>(
                 "nodeOperatorRewardPercentage() view returns (uint256)"),
             bind<rate_of>("swETHToETHRate() view returns (uint256)"),
             bind<[](const View& v) { return v.ports.self.sweth.settings->treasury_share; }>(
                 "swellTreasuryRewardPercentage() view returns (uint256)"),
             bind<[](const View& v) { return *v.ports.self.sweth.total_deposited; }>(
                 "totalETHDeposited() view returns (uint256)"),
         }});
    return kFace;
}

}  // namespace aq::rates
