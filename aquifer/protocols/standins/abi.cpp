// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/standins/abi.hpp>

#include <aquifer/protocols/standins/events.hpp>
#include <aquifer/protocols/standins/rules.hpp>

namespace aq::standins {

namespace {

using View = aq::View<Ports>;

}  // namespace

const Face& registrar_face() {
    static const Face kFace(
        "Registrar",
        {{
            bind<registrar::deregister_operator>("deregisterOperator(address operator, address "
                                                 "avs, uint32[] operatorSetIds)"),
            bind<registrar::register_operator>("registerOperator(address operator, address avs, "
                                               "uint32[] operatorSetIds, bytes data)"),
            bind<registrar::set_refused>("setRefused(address operator, bool refused)"),
            bind<[](const View& /*v*/, Address /*avs*/) { return true; }>(
                "supportsAVS(address avs) view returns (bool)"),
        }});
    return kFace;
}

const Face& eth_pos_face() {
    static const Face kFace(
        "ETHPOSDeposit",
        {{
            bind<eth_pos::deposit>("deposit(bytes pubkey, bytes withdrawalCredentials, bytes "
                                   "signature, bytes32 depositDataRoot) payable"),
        }});
    return kFace;
}

const Face& risk_face() {
    static const Face kFace(
        "Risk",
        {{
            bind<risk::set>("set(bool depositsPaused, bool exitsPaused, bool claimsPaused, bool "
                            "instantExitsPaused, uint256 coolDown)"),
            bind<[](const View& v) { return v.ports.self.risks[v.self()].cool_down; }>(
                "getWithdrawCoolDownPeriod() view returns (uint256)"),
            bind<[](const View& v) { return v.ports.self.risks[v.self()].claims_paused; }>(
                "isClaimPaused() view returns (bool)"),
            bind<[](const View& v) { return v.ports.self.risks[v.self()].deposits_paused; }>(
                "isDepositPaused() view returns (bool)"),
            bind<[](const View& v) { return v.ports.self.risks[v.self()].instant_exits_paused; }>(
                "isInstantWithdrawPaused() view returns (bool)"),
            bind<[](const View& v) { return v.ports.self.risks[v.self()].exits_paused; }>(
                "isWithdrawRequestPaused() view returns (bool)"),
        }});
    return kFace;
}

const Face& st_eth_exit_face() {
    static const Face kFace(
        "StETHExit",
        {{
            bind<st_eth_exit::claim_withdrawals>(
                "claimWithdrawals(uint256[] requestIds, uint256[] hints)"),
            bind<st_eth_exit::receive>("receive() payable"),
            bind<st_eth_exit::request_withdrawals>(
                "requestWithdrawals(uint256[] amounts, address owner) returns (uint256[])"),
        }});
    return kFace;
}

const Face& restaker_face() {
    static const Face kFace(
        "Restaker",
        {{
            bind<restaker::transfer_st_eth>("transferSTETH(address to, uint256 amount)"),
        }});
    return kFace;
}

}  // namespace aq::standins
