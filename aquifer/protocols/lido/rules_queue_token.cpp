// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/events_queue.hpp>
#include <aquifer/protocols/lido/moves_queue.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/lido/rules_queue.hpp>

namespace aq::lido::withdrawal_queue {

namespace {

constexpr Selector kOnErc721Received = "0x150b7a02"_selector;

bool is_approved_for_all(const State& s, const Address& owner, const Address& operator_at) {
    return s.queue.operator_approvals[Key<Address, Address>(owner, operator_at)];
}

/// WithdrawalQueueERC721._checkOnERC721Received.
Result<void> require_received(Tx& tx, Ports& ports, const Call& call, const Address& from,
                              const Address& to, const u256& id, const Bytes& data) {
    if (!ports.accounts.has_code(to)) return {};
    const auto answer = tx.attempt([&] {
        return tx.call(message(call.to, to),
                       abi_call(kOnErc721Received, call.sender, from, id, data));
    });
    if (!answer.has_value()) {
        AQ_REQUIRE(!answer.error().encode().empty(), error::TransferToNonIERC721Receiver, to);
        return std::unexpected(Revert(answer.error()));
    }
    Selector accepted;
    AQ_REQUIRE(abi_decode(AbiReader(*answer), accepted));
    AQ_REQUIRE(accepted == kOnErc721Received, error::TransferToNonIERC721Receiver, to);
    return {};
}

}  // namespace

Result<void> approve(Tx& tx, Ports& ports, const Call& call, Address to, u256 id) {
    State& s = ports.self;
    const Address owner = AQ_TRY(owner_of(s, id));
    AQ_REQUIRE(to != owner, error::ApprovalToOwner);
    AQ_REQUIRE(call.sender == owner || is_approved_for_all(s, owner, call.sender),
               error::NotOwnerOrApprovedForAll, call.sender);
    move::approve_request(tx.undo, s.queue, id, to);
    tx.log(call.to, Approval{owner, to, id});
    return {};
}

Result<void> set_approval_for_all(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                  bool approved) {
    AQ_REQUIRE(call.sender != operator_at, error::ApproveToCaller);
    move::set_operator_approval(tx.undo, ports.self.queue, call.sender, operator_at, approved);
    tx.log(call.to, ApprovalForAll{call.sender, operator_at, approved});
    return {};
}

Result<void> transfer_from(Tx& tx, Ports& ports, const Call& call, Address from, Address to,
                           u256 id) {
    State& s = ports.self;
    AQ_REQUIRE(to != kZeroAddress, error::TransferToZeroAddress);
    AQ_REQUIRE(to != from, error::TransferToThemselves);
    const Address owner = AQ_TRY(owner_of(s, id));
    AQ_REQUIRE(from == owner, error::TransferFromIncorrectOwner, from, owner);
    AQ_REQUIRE(from == call.sender || is_approved_for_all(s, from, call.sender) ||
                   s.queue.token_approvals[id] == call.sender,
               error::NotOwnerOrApproved, call.sender);
    move::transfer_request(tx.undo, s.queue, id, to);
    tx.log(call.to, Transfer{from, to, id});
    return {};
}

Result<void> safe_transfer_from(Tx& tx, Ports& ports, const Call& call, Address from, Address to,
                                u256 id) {
    return safe_transfer_from_with_data(tx, ports, call, from, to, id, Bytes());
}

Result<void> safe_transfer_from_with_data(Tx& tx, Ports& ports, const Call& call, Address from,
                                          Address to, u256 id, Bytes data) {
    AQ_TRY(transfer_from(tx, ports, call, from, to, id));
    return require_received(tx, ports, call, from, to, id, data);
}

}  // namespace aq::lido::withdrawal_queue
