// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/generations.hpp>

#include <aquifer/protocols/erc20/errors.hpp>

namespace aq::erc20 {

namespace {

constexpr Generation kStandIn{
    .insufficient_allowance =
        [](const Refused& /*what*/) { return Revert("ERC20: insufficient allowance"); },
    .transfer_to_zero =
        [](const Refused& /*what*/) { return Revert("ERC20: transfer to the zero address"); },
    .transfer_exceeds_balance =
        [](const Refused& /*what*/) { return Revert("ERC20: transfer amount exceeds balance"); },
    .burn_exceeds_balance = [](const Refused& /*what*/) { return Revert("burn"); },
};

constexpr Generation kOpenZeppelin4{
    .insufficient_allowance =
        [](const Refused& /*what*/) { return Revert("ERC20: insufficient allowance"); },
    .approve_from_zero =
        [](const Refused& /*what*/) { return Revert("ERC20: approve from the zero address"); },
    .approve_to_zero =
        [](const Refused& /*what*/) { return Revert("ERC20: approve to the zero address"); },
    .transfer_from_zero =
        [](const Refused& /*what*/) { return Revert("ERC20: transfer from the zero address"); },
    .transfer_to_zero =
        [](const Refused& /*what*/) { return Revert("ERC20: transfer to the zero address"); },
    .transfer_exceeds_balance =
        [](const Refused& /*what*/) { return Revert("ERC20: transfer amount exceeds balance"); },
    .burn_exceeds_balance =
        [](const Refused& /*what*/) { return Revert("ERC20: burn amount exceeds balance"); },
};

constexpr Generation::Words kInsufficientBalance = [](const Refused& what) {
    return Revert(error::ERC20InsufficientBalance, what.account, what.has, what.needs);
};

constexpr Generation kOpenZeppelin5{
    .insufficient_allowance =
        [](const Refused& what) {
            return Revert(error::ERC20InsufficientAllowance, what.account, what.has, what.needs);
        },
    .approve_from_zero =
        [](const Refused& what) { return Revert(error::ERC20InvalidApprover, what.account); },
    .approve_to_zero =
        [](const Refused& what) { return Revert(error::ERC20InvalidSpender, what.account); },
    .transfer_from_zero =
        [](const Refused& what) { return Revert(error::ERC20InvalidSender, what.account); },
    .transfer_to_zero =
        [](const Refused& what) { return Revert(error::ERC20InvalidReceiver, what.account); },
    .transfer_exceeds_balance = kInsufficientBalance,
    .burn_exceeds_balance = kInsufficientBalance,
    .logs_spending = false,
};

}  // namespace

const Generation& generation_of(Kind kind) {
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

}  // namespace aq::erc20
