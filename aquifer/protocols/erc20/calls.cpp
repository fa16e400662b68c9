// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/calls.hpp>

#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/erc20/rules.hpp>
#include <aquifer/protocols/erc20/steps.hpp>

namespace aq::erc20 {

namespace {

constexpr Selector kTransfer = "0xa9059cbb"_selector;
constexpr Selector kTransferFrom = "0x23b872dd"_selector;
constexpr Selector kBalanceOf = "0x70a08231"_selector;

bool stands_here(const Ports& tokens, const Address& token) {
    return tokens.self.tokens[token].kind != Kind::kNone;
}

Call message(const Address& sender, const Address& token, const Selector& selector) {
    return {.sender = sender, .to = token, .value = Wei(), .selector = selector};
}

/// Address.verifyCallResultFromTarget: the callee's data if it gave any, else the library's text.
Revert bubbled(Revert&& refusal) {
    if (refusal.kind() == Revert::Kind::kEmpty) return "SafeERC20: low-level call failed";
    return std::move(refusal);
}

/// SafeERC20._callOptionalReturn on a token that stands here, whose answer is a bool already.
Result<void> operated(Result<bool>&& answer) {
    if (!answer.has_value()) return std::unexpected(bubbled(std::move(answer).error()));
    AQ_REQUIRE(*answer, "SafeERC20: ERC20 operation did not succeed");
    return {};
}

/// SafeERC20._callOptionalReturn on any address.
Result<void> operated_by_call(Tx& tx, const Ports& tokens, const Call& call, const Bytes& data) {
    const Result<Bytes> answer = tx.call(call, data);
    if (!answer.has_value()) return std::unexpected(bubbled(Revert(answer.error())));
    if (answer->empty()) {
        AQ_REQUIRE(tokens.accounts.has_code(call.to), "Address: call to non-contract");
        return {};
    }
    bool succeeded = false;
    AQ_REQUIRE(abi_decode(AbiReader(*answer), succeeded));
    return operated(succeeded);
}

}  // namespace

Result<void> safe_transfer(Tx& tx, const Ports& tokens, const Address& token, const Address& from,
                           const Address& to, Amount amount) {
    const Call call = message(from, token, kTransfer);
    if (!stands_here(tokens, token)) {
        return operated_by_call(tx, tokens, call, abi_call(kTransfer, to, amount));
    }
    Ports ports = tokens;
    return operated(transfer(tx, ports, call, to, amount));
}

Result<void> safe_transfer_from(Tx& tx, const Ports& tokens, const Address& token,
                                const Address& spender, const Address& from, const Address& to,
                                Amount amount) {
    const Call call = message(spender, token, kTransferFrom);
    if (!stands_here(tokens, token)) {
        return operated_by_call(tx, tokens, call, abi_call(kTransferFrom, from, to, amount));
    }
    Ports ports = tokens;
    return operated(transfer_from(tx, ports, call, from, to, amount));
}

Result<Amount> balance_of(Tx& tx, const Ports& tokens, const Address& token, const Address& asker,
                          const Address& holder) {
    if (stands_here(tokens, token)) return balance(tokens.self, token, holder);
    AQ_REQUIRE(tokens.accounts.has_code(token));
    const Bytes answer =
        AQ_TRY(tx.call(message(asker, token, kBalanceOf), abi_call(kBalanceOf, holder)));
    Amount held;
    AQ_REQUIRE(abi_decode(AbiReader(answer), held));
    return held;
}

Result<void> mint_to(Tx& tx, const Ports& tokens, const Address& token, const Address& to,
                     Amount amount) {
    Ports ports = tokens;
    return mint(tx, ports, message(token, token, Selector()), to, amount);
}

Result<void> burn_from(Tx& tx, const Ports& tokens, const Address& token, const Address& from,
                       Amount amount) {
    Ports ports = tokens;
    return burn(tx, ports, message(token, token, Selector()), from, amount);
}

Result<void> spend(Tx& tx, const Ports& tokens, const Address& token, const Address& owner,
                   const Address& spender, Amount amount) {
    Ports ports = tokens;
    return spend_allowance(tx, ports, token, owner, spender, amount);
}

}  // namespace aq::erc20
