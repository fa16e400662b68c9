// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/abi.hpp>

namespace aq::lido {

namespace {

/// The getter of one address.
template <Address Deployment::* Where>
Address address_of(const View& v) {
    return v.ports.self.at.*Where;
}

}  // namespace

const Face& lido_locator_face() {
    static const Face face(
        "LidoLocator",
        {{
            bind<address_of<&Deployment::accounting>>("accounting() view returns (address)"),
            bind<address_of<&Deployment::accounting_oracle>>(
                "accountingOracle() view returns (address)"),
            bind<address_of<&Deployment::burner>>("burner() view returns (address)"),
            bind<address_of<&Deployment::deposit_security_module>>(
                "depositSecurityModule() view returns (address)"),
            bind<address_of<&Deployment::el_rewards_vault>>(
                "elRewardsVault() view returns (address)"),
            bind<address_of<&Deployment::lazy_oracle>>("lazyOracle() view returns (address)"),
            bind<address_of<&Deployment::lido>>("lido() view returns (address)"),
            bind<address_of<&Deployment::sanity_checker>>(
                "oracleReportSanityChecker() view returns (address)"),
            bind<address_of<&Deployment::post_token_rebase_receiver>>(
                "postTokenRebaseReceiver() view returns (address)"),
            bind<address_of<&Deployment::staking_router>>("stakingRouter() view returns (address)"),
            bind<address_of<&Deployment::top_up_gateway>>("topUpGateway() view returns (address)"),
            bind<address_of<&Deployment::treasury>>("treasury() view returns (address)"),
            bind<address_of<&Deployment::vault_hub>>("vaultHub() view returns (address)"),
            bind<address_of<&Deployment::withdrawal_queue>>(
                "withdrawalQueue() view returns (address)"),
            bind<address_of<&Deployment::withdrawal_vault>>(
                "withdrawalVault() view returns (address)"),
            bind<address_of<&Deployment::wsteth>>("wstETH() view returns (address)"),
            bind<[](const View& v) {
                const Deployment& at = v.ports.self.at;
                return std::tuple(at.el_rewards_vault, at.sanity_checker, at.staking_router,
                                  at.treasury, at.withdrawal_queue, at.withdrawal_vault);
            }>("coreComponents() view returns (address, address, address, address, address, "
               "address)"),
            bind<[](const View& v) {
                const Deployment& at = v.ports.self.at;
                return std::tuple(at.accounting_oracle, at.sanity_checker, at.burner,
                                  at.withdrawal_queue, at.post_token_rebase_receiver,
                                  at.staking_router, at.vault_hub);
            }>("oracleReportComponents() view returns (address, address, address, address, "
               "address, address, address)"),
        }});
    return face;
}

}  // namespace aq::lido
