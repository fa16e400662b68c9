// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/weth/abi.hpp>

#include <aquifer/protocols/erc20/face.hpp>
#include <aquifer/protocols/weth/events.hpp>
#include <aquifer/protocols/weth/rules.hpp>

namespace aq::weth {

const Face& face() {
    static const Face kFace("WETH9", {erc20::token_functions<Ports>(erc20::Kind::kWeth9),
                                      {
                                          bind<deposit>("deposit() payable"),
                                          bind<deposit>("fallback() payable"),
                                          bind<withdraw>("withdraw(uint256 wad)"),
                                      }});
    return kFace;
}

std::span<const std::string_view> described_events() {
    static constexpr std::array kEvents{Deposit::abi.declaration, Withdrawal::abi.declaration};
    return kEvents;
}

}  // namespace aq::weth
