// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/abi.hpp>

#include <aquifer/protocols/erc20/errors.hpp>
#include <aquifer/protocols/erc20/events.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/erc20/rules.hpp>

namespace aq::erc20 {

namespace {

using View = aq::View<Ports>;

Face::Functions erc20_functions() {
    return {
        bind<approve>("approve(address spender, uint256 amount) returns (bool)"),
        bind<transfer>("transfer(address to, uint256 amount) returns (bool)"),
        bind<transfer_from>(
            "transferFrom(address from, address to, uint256 amount) returns (bool)"),
        bind<[](const View& v, Address owner, Address spender) {
            return allowance(v.ports.self, v.self(), owner, spender);
        }>("allowance(address owner, address spender) view returns (uint256)"),
        bind<[](const View& v, Address account) {
            return balance(v.ports.self, v.self(), account);
        }>("balanceOf(address account) view returns (uint256)"),
        bind<[](const View& v) { return v.ports.self.tokens[v.self()].decimals; }>(
            "decimals() view returns (uint8)"),
        bind<[](const View& v) { return total_supply(v.ports.self, v.self()); }>(
            "totalSupply() view returns (uint256)"),
    };
}

Face::Functions open_zeppelin4_functions() {
    return {
        bind<decrease_allowance>(
            "decreaseAllowance(address spender, uint256 subtractedValue) returns (bool)"),
        bind<increase_allowance>(
            "increaseAllowance(address spender, uint256 addedValue) returns (bool)"),
    };
}

Face::Functions stand_in_functions() {
    return {
        bind<burn>("burn(address from, uint256 amount)"),
        bind<mint>("mint(address to, uint256 amount)"),
    };
}

}  // namespace

const Face& face(Kind kind) {
    static const Face kStandIn("Token", {erc20_functions(), stand_in_functions()});
    static const Face kOpenZeppelin4("ERC20", {erc20_functions(), open_zeppelin4_functions()});
    static const Face kOpenZeppelin5("ERC20", {erc20_functions()});
    switch (kind) {
        case Kind::kStandIn:
            return kStandIn;
        case Kind::kOpenZeppelin4:
            return kOpenZeppelin4;
        case Kind::kOpenZeppelin5:
            return kOpenZeppelin5;
        case Kind::kNone:
            break;
    }
    AQ_ASSERT(false && "a token has a kind");
    __builtin_unreachable();
}

std::span<const std::string_view> described_events() {
    static constexpr std::array kEvents{Approval::abi.declaration, Transfer::abi.declaration};
    return kEvents;
}

std::span<const CustomError> described_errors() {
    static constexpr std::array kErrors{
        error::ERC20InsufficientAllowance, error::ERC20InsufficientBalance,
        error::ERC20InvalidApprover,       error::ERC20InvalidReceiver,
        error::ERC20InvalidSender,         error::ERC20InvalidSpender,
    };
    return kErrors;
}

}  // namespace aq::erc20
