// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/events_pods.hpp>
#include <aquifer/protocols/eigenlayer/moves_pods.hpp>
#include <aquifer/protocols/eigenlayer/rules_pods.hpp>
#include <aquifer/protocols/erc20/calls.hpp>

namespace aq::eigenlayer::eigen_pod {

namespace {

constexpr Wei kDepositSize{32e18_u256};
/// deposit(bytes,bytes,bytes,bytes32) of the beacon deposit contract.
constexpr Selector kDeposit = "0x22895118"_selector;

/// OpenZeppelin's Address.sendValue.
Result<void> send_value(Tx& tx, const Accounts& accounts, const Address& from, const Address& to,
                        const Wei& amount) {
    AQ_REQUIRE(accounts.ether[from] >= amount, "Address: insufficient balance");
    const Call payment{.sender = from, .to = to, .value = amount, .selector = Selector()};
    AQ_REQUIRE(tx.call(payment, BytesView()).has_value(),
               "Address: unable to send value, recipient may have reverted");
    return {};
}

/// What several requests cost, and what is left of the value sent.
struct Fees {
    Wei each;
    Wei remainder;
};

Result<Fees> fees_of(Tx& tx, const Call& call, const Address& system_contract,
                     std::size_t requests) {
    const Wei each = AQ_TRY(request_fee(tx, call.to, system_contract));
    const Wei total(AQ_TRY(checked_mul(each.raw, u256(requests))));
    AQ_REQUIRE(call.value >= total, error::InsufficientFunds);
    return Fees{each, call.value - total};
}

/// One request to a system contract, with its fee.
Result<void> submit(Tx& tx, const Address& pod, const Address& system_contract, const Wei& fee,
                    const Bytes& request) {
    const Call message{.sender = pod, .to = system_contract, .value = fee, .selector = Selector()};
    AQ_REQUIRE(tx.call(message, request).has_value(), error::PredeployFailed);
    return {};
}

Result<void> refund(Tx& tx, const Accounts& accounts, const Call& call, const Wei& remainder) {
    if (remainder.is_zero()) return {};
    return send_value(tx, accounts, call.to, call.sender, remainder);
}

Bytes concatenated(BytesView a, BytesView b) {
    Bytes out(a.begin(), a.end());
    out.insert(out.end(), b.begin(), b.end());
    return out;
}

}  // namespace

Result<void> stake(Tx& tx, Ports& ports, const Call& call, Bytes pubkey, Bytes signature,
                   Hash deposit_data_root) {
    const State& s = ports.self;
    AQ_REQUIRE(call.sender == s.at.eigen_pod_manager, error::OnlyEigenPodManager);
    AQ_REQUIRE(call.value == kDepositSize, error::MsgValueNot32ETH);
    // Solidity asks for code before a call that returns nothing.
    AQ_REQUIRE(ports.accounts.has_code(s.at.eth_pos));
    Hash credentials = to_hash(to_u256(call.to));
    credentials.bytes[0] = 1;
    const Call deposit{
        .sender = call.to, .to = s.at.eth_pos, .value = kDepositSize, .selector = kDeposit};
    AQ_TRY(tx.call(deposit, abi_call(kDeposit, pubkey,
                                     Bytes(credentials.bytes.begin(), credentials.bytes.end()),
                                     signature, deposit_data_root)));
    tx.log(call.to, EigenPodStaked{AQ_TRY(pubkey_hash(pubkey))});
    return {};
}

Result<void> withdraw_restaked_beacon_chain_eth(Tx& tx, Ports& ports, const Call& call,
                                                Address recipient, Wei amount) {
    State& s = ports.self;
    AQ_REQUIRE(call.sender == s.at.eigen_pod_manager, error::OnlyEigenPodManager);
    const Gwei gwei(AQ_TRY(div_down(amount.raw, kGwei)).truncate_u64());
    const Wei paid(AQ_TRY(checked_mul(u256(gwei.raw), kGwei)));
    AQ_REQUIRE(gwei <= s.pods.rows[call.to].restaked_execution_layer,
               error::InsufficientWithdrawableBalance);
    move::pay_out(tx.undo, s, call.to, gwei);
    tx.log(call.to, RestakedBeaconChainETHWithdrawn{recipient, paid});
    return send_value(tx, ports.accounts, call.to, recipient, paid);
}

Result<void> request_consolidation(Tx& tx, Ports& ports, const Call& call,
                                   std::vector<ConsolidationRequest> requests) {
    const State& s = ports.self;
    AQ_TRY(only_when_pods_not_paused(s, eigen_pod_manager::kPausedConsolidations));
    AQ_TRY(only_owner_or_proof_submitter(s, call));
    const Fees fees = AQ_TRY(fees_of(tx, call, kConsolidationRequests, requests.size()));
    for (const ConsolidationRequest& request : requests) {
        const Hash source = AQ_TRY(pubkey_hash(request.srcPubkey));
        const Hash target = AQ_TRY(pubkey_hash(request.targetPubkey));
        AQ_REQUIRE(validator(s, call.to, target).status == ValidatorStatus::kActive,
                   error::ValidatorNotActiveInPod);
        AQ_TRY(submit(tx, call.to, kConsolidationRequests, fees.each,
                      concatenated(request.srcPubkey, request.targetPubkey)));
        if (source == target) {
            tx.log(call.to, SwitchToCompoundingRequested{source});
        } else {
            tx.log(call.to, ConsolidationRequested{source, target});
        }
    }
    return refund(tx, ports.accounts, call, fees.remainder);
}

Result<void> request_withdrawal(Tx& tx, Ports& ports, const Call& call,
                                std::vector<WithdrawalRequest> requests) {
    const State& s = ports.self;
    AQ_TRY(only_when_pods_not_paused(s, eigen_pod_manager::kPausedWithdrawalRequests));
    AQ_TRY(only_owner_or_proof_submitter(s, call));
    const Fees fees = AQ_TRY(fees_of(tx, call, kWithdrawalRequests, requests.size()));
    for (const WithdrawalRequest& request : requests) {
        const Hash hash = AQ_TRY(pubkey_hash(request.pubkey));
        AQ_REQUIRE(validator(s, call.to, hash).status == ValidatorStatus::kActive,
                   error::ValidatorNotActiveInPod);
        std::array<std::uint8_t, 8> amount{};
        store_be64(amount.data(), request.amountGwei.raw);
        AQ_TRY(submit(tx, call.to, kWithdrawalRequests, fees.each,
                      concatenated(request.pubkey, amount)));
        if (request.amountGwei.is_zero()) {
            tx.log(call.to, ExitRequested{hash});
        } else {
            tx.log(call.to, WithdrawalRequested{hash, request.amountGwei});
        }
    }
    return refund(tx, ports.accounts, call, fees.remainder);
}

Result<void> recover_tokens(Tx& tx, Ports& ports, const Call& call, std::vector<Address> tokens,
                            std::vector<Amount> amounts, Address recipient) {
    const State& s = ports.self;
    AQ_REQUIRE(call.sender == s.pods.rows[call.to].owner, error::OnlyEigenPodOwner);
    AQ_TRY(only_when_pods_not_paused(s, eigen_pod_manager::kPausedRecoverTokens));
    AQ_REQUIRE(tokens.size() == amounts.size(), error::InputArrayLengthMismatch);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        AQ_TRY(erc20::safe_transfer(tx, ports.tokens, tokens[i], call.to, recipient, amounts[i]));
    }
    return {};
}

Result<void> set_proof_submitter(Tx& tx, Ports& ports, const Call& call, Address submitter) {
    State& s = ports.self;
    const Address previous = s.pods.rows[call.to].proof_submitter;
    AQ_REQUIRE(call.sender == s.pods.rows[call.to].owner, error::OnlyEigenPodOwner);
    tx.log(call.to, ProofSubmitterUpdated{previous, submitter});
    move::set_proof_submitter(tx.undo, s, call.to, submitter);
    return {};
}

Result<void> receive(Tx& tx, Ports& /*ports*/, const Call& call) {
    tx.log(call.to, NonBeaconChainETHReceived{call.value});
    return {};
}

}  // namespace aq::eigenlayer::eigen_pod
