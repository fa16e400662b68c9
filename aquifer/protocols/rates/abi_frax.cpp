// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/face.hpp>
#include <aquifer/protocols/rates/abi.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/rates/rules_frax.hpp>

namespace aq::rates {

namespace {

using View = aq::View<Ports>;
using frax::Rounding;

Result<Amount> shares_down(const View& v, Amount assets) {
    return frax::to_shares(v.ports, v.block(), assets, Rounding::kDown);
}
Result<Amount> assets_down(const View& v, Amount shares) {
    return frax::to_assets(v.ports, v.block(), shares, Rounding::kDown);
}
Amount shares_of(const View& v, const Address& owner) {
    return erc20::balance(v.ports.tokens.self, v.self(), owner);
}

Face::Functions vault_functions() {
    namespace sfrxeth = frax::sfrxeth;
    return {
        bind<sfrxeth::deposit>(
            "deposit(uint256 assets, address receiver) returns (uint256 shares)"),
        bind<sfrxeth::deposit_with_signature>(
            "depositWithSignature(uint256 assets, address receiver, uint256 deadline, bool "
            "approveMax, uint8 v, bytes32 r, bytes32 s) returns (uint256 shares)"),
        bind<sfrxeth::mint>("mint(uint256 shares, address receiver) returns (uint256 assets)"),
        bind<sfrxeth::redeem>(
            "redeem(uint256 shares, address receiver, address owner) returns (uint256 assets)"),
        bind<sfrxeth::sync_rewards>("syncRewards()"),
        bind<sfrxeth::withdraw>(
            "withdraw(uint256 assets, address receiver, address owner) returns (uint256 shares)"),
    };
}

Face::Functions vault_views() {
    return {
        bind<[](const View& v) { return v.ports.self.frax.at->frxeth; }>(
            "asset() view returns (address)"),
        bind<assets_down>("convertToAssets(uint256 shares) view returns (uint256)"),
        bind<shares_down>("convertToShares(uint256 assets) view returns (uint256)"),
        bind<[](const View& v) { return v.ports.self.frax.vault->last_sync; }>(
            "lastSync() view returns (uint32)"),
        bind<[](const View& /*v*/, Address /*receiver*/) { return Amount::max(); }>(
            "maxDeposit(address receiver) view returns (uint256)"),
        bind<[](const View& /*v*/, Address /*receiver*/) { return Amount::max(); }>(
            "maxMint(address receiver) view returns (uint256)"),
        bind<[](const View& v, Address owner) { return shares_of(v, owner); }>(
            "maxRedeem(address owner) view returns (uint256)"),
        bind<[](const View& v, Address owner) { return assets_down(v, shares_of(v, owner)); }>(
            "maxWithdraw(address owner) view returns (uint256)"),
        bind<shares_down>("previewDeposit(uint256 assets) view returns (uint256)"),
        bind<[](const View& v, Amount shares) {
            return frax::to_assets(v.ports, v.block(), shares, Rounding::kUp);
        }>("previewMint(uint256 shares) view returns (uint256)"),
        bind<assets_down>("previewRedeem(uint256 shares) view returns (uint256)"),
        bind<[](const View& v, Amount assets) {
            return frax::to_shares(v.ports, v.block(), assets, Rounding::kUp);
        }>("previewWithdraw(uint256 assets) view returns (uint256)"),
        bind<[](const View& v) { return assets_down(v, Amount(kWad)); }>(
            "pricePerShare() view returns (uint256)"),
        bind<[](const View& v) { return v.ports.self.frax.vault->cycle_end; }>(
            "rewardsCycleEnd() view returns (uint32)"),
        bind<[](const View& v) { return v.ports.self.frax.vault->cycle_seconds; }>(
            "rewardsCycleLength() view returns (uint32)"),
        bind<[](const View& v) { return frax::total_assets(v.ports.self.frax, v.block()); }>(
            "totalAssets() view returns (uint256)"),
    };
}

}  // namespace

const Face& frxeth_face() {
    static const Face kFace(
        "frxETH", {erc20::token_functions<Ports>(erc20::Kind::kOpenZeppelin4),
                   {
                       bind<frax::frxeth::minter_mint>("minter_mint(address to, uint256 amount)"),
                       bind<[](const View& v, Address account) {
                           return v.ports.self.frax.minters[account];
                       }>("minters(address account) view returns (bool)"),
                   }});
    return kFace;
}

const Face& frxeth_minter_face() {
    namespace minter = frax::minter;
    static const Face kFace(
        "frxETHMinter",
        {{
            bind<minter::submit>("receive() payable"),
            bind<minter::submit>("submit() payable"),
            bind<minter::submit_and_deposit>(
                "submitAndDeposit(address recipient) payable returns (uint256 shares)"),
            bind<minter::submit_and_give>("submitAndGive(address recipient) payable"),
            bind<[](const View& v) { return v.ports.self.frax.minter->withheld; }>(
                "currentWithheldETH() view returns (uint256)"),
            bind<[](const View& v) { return v.ports.self.frax.minter->submit_paused; }>(
                "submitPaused() view returns (bool)"),
            bind<[](const View& v) { return v.ports.self.frax.minter->withhold_ratio; }>(
                "withholdRatio() view returns (uint256)"),
        }});
    return kFace;
}

const Face& sfrxeth_face() {
    static const Face kFace("sfrxETH", {erc20::token_functions<Ports>(erc20::Kind::kSolmate),
                                        vault_functions(), vault_views()});
    return kFace;
}

}  // namespace aq::rates
