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

std::span<const std::string_view> described_events() {
    static constexpr std::array kEvents{Deposit::abi.declaration, Deregistered::abi.declaration,
                                        Registered::abi.declaration};
    return kEvents;
}

}  // namespace aq::standins
