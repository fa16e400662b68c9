// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/queries_access.hpp>

#include <aquifer/protocols/eigenlayer/errors.hpp>

namespace aq::eigenlayer {

bool is_paused(const State& s, const Address& contract, unsigned bit) {
    return s.access.paused[contract].bit(bit);
}

Result<void> only_when_not_paused(const State& s, const Address& contract, unsigned bit) {
    AQ_REQUIRE(!is_paused(s, contract, bit), error::CurrentlyPaused);
    return {};
}

Result<void> only_owner(const State& s, const Call& call) {
    AQ_REQUIRE(s.access.owner[call.to] == call.sender, "Ownable: caller is not the owner");
    return {};
}

namespace permission_controller {

bool is_admin(const State& s, const Address& account, const Address& caller) {
    if (s.permissions.admins.size(account) == 0) return account == caller;
    return s.permissions.admins.contains(account, caller);
}

bool can_call(const State& s, const Address& account, const Address& caller, const Permission& to) {
    return is_admin(s, account, caller) ||
           s.permissions.appointee_permissions.contains(Key<Address, Address>(account, caller), to);
}

bool may_act_for(const State& s, const Call& call, const Address& account) {
    return can_call(s, account, call.sender, {call.to, call.selector});
}

std::vector<Address> admins(const State& s, const Address& account) {
    if (s.permissions.admins.size(account) == 0) return {account};
    return s.permissions.admins.all(account);
}

std::tuple<std::vector<Address>, std::vector<Selector>> appointee_permissions(
    const State& s, const Address& account, const Address& appointee) {
    std::tuple<std::vector<Address>, std::vector<Selector>> out;
    const Key<Address, Address> key(account, appointee);
    for (const Permission& permission : s.permissions.appointee_permissions.all(key)) {
        std::get<0>(out).push_back(permission.target);
        std::get<1>(out).push_back(permission.selector);
    }
    return out;
}

}  // namespace permission_controller

}  // namespace aq::eigenlayer
