// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/steps.hpp>

#include <aquifer/protocols/erc20/rules.hpp>
#include <aquifer/protocols/renzo/errors.hpp>

namespace aq::renzo::step {

namespace {

/// approve(address,uint256)
constexpr Selector kApprove = "0x095ea7b3"_selector;

}  // namespace

Result<void> send_ether(Tx& tx, Ports& ports, const Address& from, const Address& to, Wei value) {
    AQ_REQUIRE(ports.accounts.ether[from] >= value, error::TransferFailed);
    if (!ports.accounts.has_code(to)) {
        aq::move::transfer_ether(tx.undo, ports.accounts, from, to, value);
        return {};
    }
    AQ_REQUIRE(tx.call(message(from, to, value), BytesView()).has_value(), error::TransferFailed);
    return {};
}

Result<void> attach_ether(Tx& tx, Ports& ports, const Call& call) {
    AQ_REQUIRE(ports.accounts.ether[call.sender] >= call.value);
    aq::move::transfer_ether(tx.undo, ports.accounts, call.sender, call.to, call.value);
    return {};
}

Result<void> approve(Tx& tx, Ports& ports, const Address& token, const Address& owner,
                     const Address& spender, Amount amount) {
    const Call call{.sender = owner, .to = token, .value = Wei(), .selector = kApprove};
    if (ports.tokens.self.tokens[token].kind != erc20::Kind::kNone) {
        AQ_TRY(erc20::approve(tx, ports.tokens, call, spender, amount));
        return {};
    }
    AQ_REQUIRE(ports.accounts.has_code(token), "Address: call to non-contract");
    AQ_TRY(tx.call(call, abi_call(kApprove, spender, amount)));
    return {};
}

}  // namespace aq::renzo::step
