// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/abi.hpp>

#include <aquifer/protocols/erc20/errors.hpp>
#include <aquifer/protocols/erc20/events.hpp>
#include <aquifer/protocols/erc20/face.hpp>

namespace aq::erc20 {

namespace {

Face::Functions stand_in_functions() {
    return {
        bind<burn>("burn(address from, uint256 amount)"),
        bind<mint>("mint(address to, uint256 amount)"),
    };
}

}  // namespace

const Face& face(Kind kind) {
    static const Face kStandIn("Token",
                               {token_functions<Ports>(Kind::kStandIn), stand_in_functions()});
    static const Face kOpenZeppelin3("ERC20", {token_functions<Ports>(Kind::kOpenZeppelin3)});
    static const Face kOpenZeppelin4("ERC20", {token_functions<Ports>(Kind::kOpenZeppelin4)});
    static const Face kOpenZeppelin5("ERC20", {token_functions<Ports>(Kind::kOpenZeppelin5)});
    static const Face kMeth("METH", {token_functions<Ports>(Kind::kMeth)});
    static const Face kFiatToken("FiatToken", {token_functions<Ports>(Kind::kFiatToken)});
    static const Face kSolmate("ERC20", {token_functions<Ports>(Kind::kSolmate)});
    static const Face kWeth9("WETH9", {token_functions<Ports>(Kind::kWeth9)});
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

std::span<const std::string_view> described_events() {
    static constexpr std::array kEvents{Approval::abi.declaration, Transfer::abi.declaration};
    return kEvents;
}

std::span<const CustomError> described_errors() {
    static constexpr std::array kErrors{
        error::ECDSAInvalidSignature,      error::ECDSAInvalidSignatureS,
        error::ERC20InsufficientAllowance, error::ERC20InsufficientBalance,
        error::ERC20InvalidApprover,       error::ERC20InvalidReceiver,
        error::ERC20InvalidSender,         error::ERC20InvalidSpender,
        error::ERC2612ExpiredSignature,    error::ERC2612InvalidSigner,
    };
    return kErrors;
}

}  // namespace aq::erc20
