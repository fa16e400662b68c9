// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/standins/rules.hpp>

#include <aquifer/protocols/standins/events.hpp>

namespace aq::standins {

namespace registrar {

Result<void> set_refused(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                         bool refused) {
    move::set_refused(tx.undo, ports.self, call.to, operator_at, refused);
    return {};
}

Result<void> register_operator(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                               Address avs, std::vector<std::uint32_t> operator_set_ids,
                               Bytes data) {
    const Key<Address, Address> marked(call.to, operator_at);
    AQ_REQUIRE(!ports.self.refused[marked], "refused");
    tx.log(call.to, Registered{operator_at, avs, std::move(operator_set_ids), std::move(data)});
    return {};
}

Result<void> deregister_operator(Tx& tx, Ports& /*ports*/, const Call& call, Address operator_at,
                                 Address avs, std::vector<std::uint32_t> operator_set_ids) {
    tx.log(call.to, Deregistered{operator_at, avs, std::move(operator_set_ids)});
    return {};
}

}  // namespace registrar

namespace eth_pos {

Result<void> deposit(Tx& tx, Ports& /*ports*/, const Call& call, Bytes pubkey,
                     Bytes withdrawal_credentials, Bytes /*signature*/,
                     Hash /*deposit_data_root*/) {
    tx.log(call.to, Deposit{std::move(pubkey), std::move(withdrawal_credentials), call.value.raw});
    return {};
}

}  // namespace eth_pos

namespace risk {

Result<void> set(Tx& tx, Ports& ports, const Call& call, bool deposits_paused, bool exits_paused,
                 bool claims_paused, bool instant_exits_paused, u256 cool_down) {
    move::set_risk(tx.undo, ports.self, call.to,
                   {deposits_paused, exits_paused, claims_paused, instant_exits_paused, cool_down});
    tx.log(call.to,
           RiskSet{deposits_paused, exits_paused, claims_paused, instant_exits_paused, cool_down});
    return {};
}

}  // namespace risk

namespace st_eth_exit {

namespace {

/// transferFrom(address,address,uint256)
constexpr Selector kTransferFrom = "0x23b872dd"_selector;

Result<void> pull(Tx& tx, const Ports& ports, const Call& call, const u256& amount) {
    const Call to_token{call.to, ports.self.st_eth[call.to], Wei(), kTransferFrom};
    AQ_TRY(tx.call(to_token, abi_call(kTransferFrom, call.sender, call.to, amount)));
    return {};
}

}  // namespace

Result<std::vector<u256>> request_withdrawals(Tx& tx, Ports& ports, const Call& call,
                                              std::vector<u256> amounts, Address owner) {
    std::vector<u256> numbers;
    numbers.reserve(amounts.size());
    for (const u256& amount : amounts) {
        AQ_TRY(pull(tx, ports, call, amount));
        numbers.push_back(move::request_exit(tx.undo, ports.self, call.to, owner, amount));
        tx.log(call.to, WithdrawalRequested{numbers.back(), owner, amount});
    }
    return numbers;
}

Result<void> claim_withdrawals(Tx& tx, Ports& ports, const Call& call, std::vector<u256> requests,
                               std::vector<u256> /*hints*/) {
    for (const u256& number : requests) {
        const ExitRequest request = ports.self.exit_requests[Key<Address, u256>(call.to, number)];
        AQ_REQUIRE(request.owner == call.sender, "NotOwner");
        AQ_REQUIRE(!request.claimed, "Claimed");
        move::claim_exit(tx.undo, ports.self, call.to, number);
        tx.log(call.to, WithdrawalClaimed{number, request.owner, request.amount});
        const Call payment{call.to, request.owner, Wei(request.amount), Selector()};
        AQ_TRY(tx.call(payment, BytesView()));
    }
    return {};
}

Result<void> receive(Tx& /*tx*/, Ports& /*ports*/, const Call& /*call*/) {
    return {};
}

}  // namespace st_eth_exit

namespace restaker {

namespace {

/// transfer(address,uint256)
constexpr Selector kTransfer = "0xa9059cbb"_selector;

}  // namespace

Result<void> transfer_st_eth(Tx& tx, Ports& ports, const Call& call, Address to, u256 amount) {
    const Call to_token{call.to, ports.self.st_eth[call.to], Wei(), kTransfer};
    AQ_TRY(tx.call(to_token, abi_call(kTransfer, to, amount)));
    return {};
}

}  // namespace restaker

}  // namespace aq::standins
