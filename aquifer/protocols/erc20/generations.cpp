// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/generations.hpp>

#include <aquifer/protocols/erc20/errors.hpp>

#include <algorithm>
#include <array>

namespace aq::erc20 {

namespace {

using Words = Generation::Words;

/// A text of a refusal as a template argument.
template <std::size_t N>
struct Literal {
    // NOLINTBEGIN(*avoid-c-arrays, *explicit*): a revert is made from a literal
    consteval Literal(const char (&text)[N]) { std::copy_n(text, N, bytes); }
    char bytes[N]{};
    // NOLINTEND(*avoid-c-arrays, *explicit*)
};

template <Literal Text>
constexpr Words kText = [](const Refused& /*what*/) { return Revert(Text.bytes); };

constexpr Words kOverflow = [](const Refused& /*what*/) { return Revert(Arithmetic::kOverflow); };
constexpr Words kNoData = [](const Refused& /*what*/) { return Revert(); };

constexpr Generation kStandIn{
    .insufficient_allowance = kText<"ERC20: insufficient allowance">,
    .transfer_to_zero = kText<"ERC20: transfer to the zero address">,
    .transfer_exceeds_balance = kText<"ERC20: transfer amount exceeds balance">,
    .burn_exceeds_balance = kText<"burn">,
    .sum_overflow = kOverflow,
    .permit = {},
};

constexpr Generation kOpenZeppelin4{
    .insufficient_allowance = kText<"ERC20: insufficient allowance">,
    .approve_from_zero = kText<"ERC20: approve from the zero address">,
    .approve_to_zero = kText<"ERC20: approve to the zero address">,
    .transfer_from_zero = kText<"ERC20: transfer from the zero address">,
    .transfer_to_zero = kText<"ERC20: transfer to the zero address">,
    .transfer_exceeds_balance = kText<"ERC20: transfer amount exceeds balance">,
    .mint_to_zero = kText<"ERC20: mint to the zero address">,
    .burn_from_zero = kText<"ERC20: burn from the zero address">,
    .burn_exceeds_balance = kText<"ERC20: burn amount exceeds balance">,
    .sum_overflow = kOverflow,
    .permit = {.expired = kText<"ERC20Permit: expired deadline">,
               .high_s = kText<"ECDSA: invalid signature 's' value">,
               .signed_by_nobody = kText<"ECDSA: invalid signature">,
               .signed_by_another = kText<"ERC20Permit: invalid signature">},
};

constexpr Generation kMeth = [] {
    Generation g = kOpenZeppelin4;
    g.sender_blocked = kText<"mETH: 'sender' address blocked">;
    g.from_blocked = kText<"mETH: 'from' address blocked">;
    g.to_blocked = kText<"mETH: 'to' address blocked">;
    return g;
}();

constexpr Generation kOpenZeppelin3 = [] {
    Generation g = kOpenZeppelin4;
    g.insufficient_allowance = kText<"ERC20: transfer amount exceeds allowance">;
    g.sum_overflow = kText<"SafeMath: addition overflow">;
    g.permit.bad_v = kText<"ECDSA: invalid signature 'v' value">;
    g.permit.shows_memory = true;
    g.infinite_allowance = false;
    g.moves_before_spending = true;
    return g;
}();

constexpr Words kInsufficientBalance = [](const Refused& what) {
    return Revert(error::ERC20InsufficientBalance, what.account, what.has, what.needs);
};
constexpr Words kInvalidSender = [](const Refused& what) {
    return Revert(error::ERC20InvalidSender, what.account);
};
constexpr Words kInvalidReceiver = [](const Refused& what) {
    return Revert(error::ERC20InvalidReceiver, what.account);
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
    .transfer_from_zero = kInvalidSender,
    .transfer_to_zero = kInvalidReceiver,
    .transfer_exceeds_balance = kInsufficientBalance,
    .mint_to_zero = kInvalidReceiver,
    .burn_from_zero = kInvalidSender,
    .burn_exceeds_balance = kInsufficientBalance,
    .sum_overflow = kOverflow,
    .permit = {.expired =
                   [](const Refused& what) {
                       return Revert(error::ERC2612ExpiredSignature, what.needs);
                   },
               .high_s =
                   [](const Refused& what) {
                       return Revert(error::ECDSAInvalidSignatureS, what.needs);
                   },
               .signed_by_nobody =
                   [](const Refused& /*what*/) { return Revert(error::ECDSAInvalidSignature); },
               .signed_by_another =
                   [](const Refused& what) {
                       return Revert(error::ERC2612InvalidSigner, what.account, what.owner);
                   }},
    .spending = Spending::kApprovesSilently,
};

// Its _mint and _burn are the business of its minters, in whose words the rest is refused.
constexpr Generation kFiatToken{
    .insufficient_allowance = kText<"ERC20: transfer amount exceeds allowance">,
    .approve_from_zero = kText<"ERC20: approve from the zero address">,
    .approve_to_zero = kText<"ERC20: approve to the zero address">,
    .transfer_from_zero = kText<"ERC20: transfer from the zero address">,
    .transfer_to_zero = kText<"ERC20: transfer to the zero address">,
    .transfer_exceeds_balance = kText<"ERC20: transfer amount exceeds balance">,
    .burn_exceeds_balance = kText<"FiatToken: burn amount exceeds balance">,
    .sum_overflow = kText<"SafeMath: addition overflow">,
    .paused = kText<"Pausable: paused">,
    .account_blocked = kText<"Blacklistable: account is blacklisted">,
    .permit = {.expired = kText<"FiatTokenV2: permit is expired">,
               .high_s = kText<"ECRecover: invalid signature 's' value">,
               .bad_v = kText<"ECRecover: invalid signature 'v' value">,
               .signed_by_nobody = kText<"ECRecover: invalid signature">,
               .signed_by_another = kText<"EIP2612: invalid signature">,
               .shows_memory = true},
    .spending = Spending::kLowers,
    .infinite_allowance = false,
};

constexpr Generation kSolmate{
    .insufficient_allowance = kOverflow,
    .transfer_exceeds_balance = kOverflow,
    .burn_exceeds_balance = kOverflow,
    .sum_overflow = kOverflow,
    .permit = {.expired = kText<"PERMIT_DEADLINE_EXPIRED">,
               .signed_by_nobody = kText<"INVALID_SIGNER">,
               .signed_by_another = kText<"INVALID_SIGNER">},
    .spending = Spending::kLowers,
};

constexpr Generation kWeth9{
    .insufficient_allowance = kNoData,
    .transfer_exceeds_balance = kNoData,
    .burn_exceeds_balance = kNoData,
    .sum_overflow = kNoData,
    .permit = {},
    .spending = Spending::kLowers,
    .own_allowance = false,
    .logs_supply = false,
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
        case Kind::kOpenZeppelin3:
            return kOpenZeppelin3;
        case Kind::kMeth:
            return kMeth;
        case Kind::kFiatToken:
            return kFiatToken;
        case Kind::kSolmate:
            return kSolmate;
        case Kind::kWeth9:
            return kWeth9;
        case Kind::kNone:
            break;
    }
    AQ_ASSERT(false && "a token has a kind");
    __builtin_unreachable();
}

}  // namespace aq::erc20
