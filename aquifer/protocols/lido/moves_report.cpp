// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/moves_report.hpp>

#include <aquifer/protocols/lido/roles.hpp>
#include <aquifer/protocols/lido/rules_vaults.hpp>

namespace aq::lido::move {

void set_limits(Undo& u, Checker& c, const Limits& limits) {
    u.set(c.limits, limits);
}

void set_second_opinion_oracle(Undo& u, Checker& c, const Address& oracle) {
    u.set(c.second_opinion_oracle, oracle);
}

void add_record(Undo& u, Checker& c, const ReportRecord& record) {
    push(u, c.records, Only::kOne, record);
    u.set(c.last_report_timestamp, u256(record.timestamp));
}

void start_window(Undo& u, Checker& c, Wei vault_balance) {
    u.set(c.last_vault_balance_after_transfer, vault_balance);
}

void finish_report(Undo& u, Checker& c, Wei vault_balance_after_transfer) {
    u.set(c.last_vault_balance_after_transfer, vault_balance_after_transfer);
    u.set(c.first_report_done, true);
}

void request_burn(Undo& u, Burning& b, BurnKind kind, Shares n) {
    Cell<Shares>& requested = kind == BurnKind::kCover ? b.cover_requested : b.non_cover_requested;
    u.set(requested, *requested + n);
}

void commit_burn(Undo& u, Burning& b, BurnKind kind, Shares n) {
    const bool is_cover = kind == BurnKind::kCover;
    Cell<Shares>& requested = is_cover ? b.cover_requested : b.non_cover_requested;
    Cell<Shares>& burnt = is_cover ? b.cover_burnt : b.non_cover_burnt;
    u.set(requested, *requested - n);
    u.set(burnt, *burnt + n);
}

void set_consensus_version(Undo& u, Oracle& o, const u256& version) {
    u.set(o.consensus_version, version);
}

void set_consensus_report(Undo& u, Oracle& o, const ConsensusReport& report) {
    u.set(o.consensus_report, report);
}

void set_last_processing_ref_slot(Undo& u, Oracle& o, std::uint64_t ref_slot) {
    u.set(o.last_processing_ref_slot, ref_slot);
}

void set_extra_data(Undo& u, Oracle& o, const ExtraData& extra) {
    u.set(o.extra_data, extra);
}

void set_committee_member(Undo& u, Oracle& o, const Address& member, bool is_member) {
    u.set(o.is_committee_member, member, is_member);
}

std::uint64_t add_module(Undo& u, Router& r, const Module& module) {
    const std::uint64_t id = *r.last_module_id + 1;
    u.set(r.modules, id, module);
    u.set(r.last_module_id, id);
    return id;
}

void set_module(Undo& u, Router& r, std::uint64_t id, const Module& module) {
    u.set(r.modules, id, module);
}

void set_validators_balances(Undo& u, Router& r, const std::vector<std::uint64_t>& gwei) {
    std::uint64_t total = 0;
    for (std::uint64_t id = 1; id <= gwei.size(); ++id) {
        u.edit(r.modules, id, [&](Module& m) { m.validators_balance_gwei = gwei[id - 1]; });
        total += gwei[id - 1];
    }
    u.set(r.validators_balance_gwei, total);
}

void set_router(Undo& u, Router& r, const Hash& credentials, std::uint64_t max_top_up_gwei) {
    u.set(r.withdrawal_credentials, credentials);
    u.set(r.max_top_up_per_block_gwei, max_top_up_gwei);
}

bool grant_role(Undo& u, State& s, const Address& contract, const Hash& role,
                const Address& account) {
    return insert(u, s.access.members, Key<Address, Hash>(contract, role), account);
}

bool revoke_role(Undo& u, State& s, const Address& contract, const Hash& role,
                 const Address& account) {
    return remove(u, s.access.members, Key<Address, Hash>(contract, role), account);
}

void set_bad_debt(Undo& u, State& s, const BadDebt& debt) {
    u.set(s.bad_debt, debt);
}

}  // namespace aq::lido::move
