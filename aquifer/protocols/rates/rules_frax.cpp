// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/rates/rules_frax.hpp>

#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/erc20/permits.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/erc20/rules.hpp>
#include <aquifer/protocols/rates/errors.hpp>
#include <aquifer/protocols/rates/events.hpp>
#include <aquifer/protocols/rates/maths.hpp>
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/queries.hpp>

namespace aq::rates::frax {

namespace {

constexpr u256 kRatioPrecision = 1'000'000;

Call message(const Address& sender, const Address& to) {
    return {.sender = sender, .to = to, .value = Wei(), .selector = Selector()};
}

}  // namespace

namespace frxeth {

Result<void> minter_mint(Tx& tx, Ports& ports, const Call& call, Address to, Amount amount) {
    AQ_REQUIRE(ports.self.frax.minters[call.sender], "Only minters");
    AQ_TRY(erc20::mint_to(tx, ports.tokens, call.to, to, amount));
    tx.log(call.to, TokenMinterMinted{call.sender, to, amount});
    return {};
}

}  // namespace frxeth

namespace minter {

namespace {

/// frxETHMinter._submit.
Result<void> submit_to(Tx& tx, Ports& ports, const Call& call, const Address& recipient) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    const frax::State& s = ports.self.frax;
    AQ_REQUIRE(!s.minter->submit_paused, "Submit is paused");
    AQ_REQUIRE(!call.value.is_zero(), "Cannot submit 0");
    AQ_TRY(frxeth::minter_mint(tx, ports, message(call.to, s.at->frxeth), recipient,
                               Amount(call.value.raw)));
    const Wei withheld(
        AQ_TRY(checked_mul_div_down(call.value.raw, s.minter->withhold_ratio, kRatioPrecision)));
    move::set_withheld(tx.undo, ports.self, AQ_TRY(checked_add(s.minter->withheld, withheld)));
    tx.log(call.to, ETHSubmitted{call.sender, recipient, call.value, withheld});
    return {};
}

}  // namespace

Result<void> submit(Tx& tx, Ports& ports, const Call& call) {
    return submit_to(tx, ports, call, call.sender);
}

Result<void> submit_and_give(Tx& tx, Ports& ports, const Call& call, Address recipient) {
    return submit_to(tx, ports, call, recipient);
}

// The contract also requires a result above zero, which the vault has by then refused.
Result<Amount> submit_and_deposit(Tx& tx, Ports& ports, const Call& call, Address recipient) {
    AQ_TRY(submit_to(tx, ports, call, call.to));
    const Deployment& at = *ports.self.frax.at;
    const Amount amount(call.value.raw);
    erc20::Ports tokens = ports.tokens;
    AQ_TRY(erc20::approve(tx, tokens, message(call.to, at.frxeth), at.sfrxeth, amount));
    return sfrxeth::deposit(tx, ports, message(call.to, at.sfrxeth), amount, recipient);
}

}  // namespace minter

namespace sfrxeth {

namespace {

/// sfrxETH.andSync.
Result<void> sync_if_due(Tx& tx, Ports& ports, const Call& call) {
    if (tx.block.time32() < ports.self.frax.vault->cycle_end) return {};
    return sync_rewards(tx, ports, call);
}

/// SafeTransferLib.safeTransferFrom of solmate, into the vault; then the shares, and afterDeposit.
Result<void> take(Tx& tx, Ports& ports, const Call& call, const Deposit& deposit) {
    const Address& asset = ports.self.frax.at->frxeth;
    erc20::Ports tokens = ports.tokens;
    const auto moved = tx.attempt([&] {
        return erc20::transfer_from(tx, tokens, message(call.to, asset), call.sender, call.to,
                                    deposit.assets);
    });
    AQ_REQUIRE(moved.has_value(), "TRANSFER_FROM_FAILED");
    AQ_TRY(erc20::mint_to(tx, ports.tokens, call.to, deposit.owner, deposit.shares));
    tx.log(call.to, deposit);
    Vault vault = *ports.self.frax.vault;
    vault.stored_assets = AQ_TRY(checked_add(vault.stored_assets, deposit.assets));
    move::set_vault(tx.undo, ports.self, vault);
    return {};
}

/// beforeWithdraw, the shares, and SafeTransferLib.safeTransfer of solmate.
Result<void> give(Tx& tx, Ports& ports, const Call& call, const Withdraw& withdrawal) {
    Vault vault = *ports.self.frax.vault;
    vault.stored_assets = AQ_TRY(checked_sub(vault.stored_assets, withdrawal.assets));
    move::set_vault(tx.undo, ports.self, vault);
    AQ_TRY(erc20::burn_from(tx, ports.tokens, call.to, withdrawal.owner, withdrawal.shares));
    tx.log(call.to, withdrawal);
    const Address& asset = ports.self.frax.at->frxeth;
    erc20::Ports tokens = ports.tokens;
    const auto moved = tx.attempt([&] {
        return erc20::transfer(tx, tokens, message(call.to, asset), withdrawal.receiver,
                               withdrawal.assets);
    });
    AQ_REQUIRE(moved.has_value(), "TRANSFER_FAILED");
    return {};
}

Result<void> spend_shares(Tx& tx, Ports& ports, const Call& call, const Address& owner,
                          Amount shares) {
    if (call.sender == owner) return {};
    return erc20::spend(tx, ports.tokens, call.to, owner, call.sender, shares);
}

}  // namespace

Result<void> sync_rewards(Tx& tx, Ports& ports, const Call& call) {
    Vault vault = *ports.self.frax.vault;
    const std::uint32_t now = tx.block.time32();
    AQ_REQUIRE(now >= vault.cycle_end, error::SyncError);
    const Amount held = erc20::balance(ports.tokens.self, ports.self.frax.at->frxeth, call.to);
    const Amount unclaimed = AQ_TRY(checked_sub(held, vault.stored_assets));
    const Amount next = AQ_TRY(checked_sub(unclaimed, vault.last_reward));
    vault.stored_assets = AQ_TRY(checked_add(vault.stored_assets, vault.last_reward));
    const std::uint32_t cycle = vault.cycle_seconds;
    std::uint32_t end = (now + cycle) / cycle * cycle;
    // A cycle that would be over at once is joined to the next.
    if (end - now < cycle / 20) end += cycle;
    vault.last_reward = next;
    vault.last_sync = now;
    vault.cycle_end = end;
    move::set_vault(tx.undo, ports.self, vault);
    tx.log(call.to, NewRewardsCycle{end, next});
    return {};
}

Result<Amount> deposit(Tx& tx, Ports& ports, const Call& call, Amount assets, Address receiver) {
    AQ_TRY(sync_if_due(tx, ports, call));
    const Amount shares = AQ_TRY(to_shares(ports, tx.block, assets, Rounding::kDown));
    AQ_REQUIRE(!shares.is_zero(), "ZERO_SHARES");
    AQ_TRY(take(tx, ports, call, {call.sender, receiver, assets, shares}));
    return shares;
}

Result<Amount> mint(Tx& tx, Ports& ports, const Call& call, Amount shares, Address receiver) {
    AQ_TRY(sync_if_due(tx, ports, call));
    const Amount assets = AQ_TRY(to_assets(ports, tx.block, shares, Rounding::kUp));
    AQ_TRY(take(tx, ports, call, {call.sender, receiver, assets, shares}));
    return assets;
}

Result<Amount> withdraw(Tx& tx, Ports& ports, const Call& call, Amount assets, Address receiver,
                        Address owner) {
    AQ_TRY(sync_if_due(tx, ports, call));
    const Amount shares = AQ_TRY(to_shares(ports, tx.block, assets, Rounding::kUp));
    AQ_TRY(spend_shares(tx, ports, call, owner, shares));
    AQ_TRY(give(tx, ports, call, {call.sender, receiver, owner, assets, shares}));
    return shares;
}

Result<Amount> redeem(Tx& tx, Ports& ports, const Call& call, Amount shares, Address receiver,
                      Address owner) {
    AQ_TRY(sync_if_due(tx, ports, call));
    AQ_TRY(spend_shares(tx, ports, call, owner, shares));
    const Amount assets = AQ_TRY(to_assets(ports, tx.block, shares, Rounding::kDown));
    AQ_REQUIRE(!assets.is_zero(), "ZERO_ASSETS");
    AQ_TRY(give(tx, ports, call, {call.sender, receiver, owner, assets, shares}));
    return assets;
}

Result<Amount> deposit_with_signature(Tx& tx, Ports& ports, const Call& call, Amount assets,
                                      Address receiver, u256 deadline, bool approve_max,
                                      std::uint8_t v, Hash r, Hash s) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    const Amount allowed = approve_max ? Amount::max() : assets;
    erc20::Ports tokens = ports.tokens;
    AQ_TRY(erc20::permit(tx, tokens, message(call.to, ports.self.frax.at->frxeth), call.sender,
                         call.to, allowed, deadline, v, r, s));
    return deposit(tx, ports, call, assets, receiver);
}

}  // namespace sfrxeth

}  // namespace aq::rates::frax
