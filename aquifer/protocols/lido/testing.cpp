// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/testing.hpp>

#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/lido/moves_report.hpp>
#include <aquifer/protocols/lido/moves_steth.hpp>
#include <aquifer/protocols/lido/rules_oracle.hpp>
#include <aquifer/protocols/lido/rules_router.hpp>
#include <aquifer/protocols/lido/rules_sanity.hpp>

namespace aq::lido::testing {

namespace {

// The codes of this small chain; `stack` has its own.
constexpr Code kLido{1};
constexpr Code kToken{2};
constexpr Code kStranger{3};

constexpr std::uint64_t kSlotsPerFrame = 7'200;

}  // namespace

Sandbox::Sandbox() {
    const Calendar calendar;
    const std::uint64_t frame_start = kFrame * kSlotsPerFrame;
    block = {25'603'297, calendar.genesis_time + 12 * frame_start + 3'600, 1};
    fund(mainnet().lido, 1e18_u256);
    deploy(undo, s,
           {.at = mainnet(),
            .calendar = calendar,
            .limits = mainnet_limits(),
            .admin = account("admin"),
            .first_ether = Wei(1e18_u256),
            .time = block.time - 86'400,
            .last_processing_ref_slot = frame_start - kSlotsPerFrame - 1,
            .deposits_reserve_target = Wei()});
    for (const Address& contract :
         {at.lido, at.withdrawal_queue, at.accounting, at.accounting_oracle, at.sanity_checker,
          at.burner, at.staking_router, at.el_rewards_vault, at.withdrawal_vault, at.locator}) {
        aq::move::deploy(undo, accounts, contract, kLido);
    }
    aq::move::deploy(undo, accounts, at.wsteth, kToken);
    aq::move::deploy(undo, accounts, at.deposit_contract, kStranger);
    erc20::move::create(undo, tokens, at.wsteth, erc20::Kind::kOpenZeppelin3, 18);
    erc20::move::set_title(undo, tokens, at.wsteth,
                           {erc20::ShortText("Wrapped liquid staked Ether 2.0"),
                            erc20::ShortText("wstETH"), erc20::ShortText("1")});
    move::set_committee_member(undo, s.oracle, account("oracle member"), true);
    undo.commit();
}

Address Sandbox::account(std::string_view name) {
    return truncate_address(to_u256(keccak(name)));
}

Address Sandbox::contract(std::string_view name) {
    const Address at_address = account(name);
    if (!accounts.has_code(at_address)) {
        aq::move::deploy(undo, accounts, at_address, kStranger);
        undo.commit();
    }
    return at_address;
}

void Sandbox::fund(const Address& to, const u256& wei) {
    aq::move::set_ether(undo, accounts, to, accounts.ether[to] + Wei(wei));
    undo.commit();
}

void Sandbox::load_state_l() {
    constexpr Shares kTotal{7526667021904051320418763_u256};
    constexpr Wei kBuffered{539569870340371095571_u256};
    constexpr Wei kValidators{8567227049119653000000000_u256};
    StEth& e = s.steth;
    move::mint_shares(undo, e, account("whale"), kTotal - *e.total_shares);
    move::set_external_shares(undo, e, Shares(3721126242498807385407_u256));
    move::set_buffered(undo, e, kBuffered);
    move::set_deposited_post_report(undo, e, Wei(761440000000000000000000_u256));
    move::set_cl_balances(undo, e, kValidators, Wei());
    move::set_max_external_ratio(undo, e, 300_u256);
    aq::move::set_ether(undo, accounts, at.lido, kBuffered);
    undo.commit();
    const auto migrated =
        call(sanity_checker::migrate_baseline_snapshot, account("anyone"), at.sanity_checker);
    AQ_ASSERT(migrated.has_value());
}

void Sandbox::add_module(std::string_view name, const u256& module_fee, const u256& treasury_fee) {
    const auto added =
        call(staking_router::add_staking_module, account("admin"), at.staking_router,
             std::string(name), account(name),
             ModuleConfig{10'000_u256, 10'000_u256, module_fee, treasury_fee, 150_u256, 25_u256,
                          name == "curated v2" ? 2_u256 : 1_u256});
    AQ_ASSERT(added.has_value());
}

Result<void> Sandbox::report(const ReportData& data) {
    const u256 deadline(block.time + 86'400);
    AQ_TRY(call(accounting_oracle::submit_consensus_report, at.hash_consensus, at.accounting_oracle,
                report_hash(data), data.ref_slot, deadline));
    return call(accounting_oracle::submit_report_data, account("oracle member"),
                at.accounting_oracle, data, 5_u256);
}

ReportData Sandbox::correct_report(const Sighting& seen) {
    auto data = oracle_report(s, accounts, block, seen);
    AQ_ASSERT(data.has_value());
    return *std::move(data);
}

Result<Bytes> Sandbox::execute(const Call& message, const Bytes& data) {
    logs.clear();
    Tx tx = transaction();
    auto result = tx.attempt([&] { return dispatch(this, tx, message, data); });
    undo.commit();
    return result;
}

void Sandbox::execute_and_take_back(const Call& message, const Bytes& data) {
    const Undo::Mark before = undo.mark();
    Tx tx = transaction();
    static_cast<void>(tx.attempt([&] { return dispatch(this, tx, message, data); }));
    undo.rewind(before);
}

const Face* Sandbox::face_at(const Address& to) const {
    if (to == at.lido) return &steth_face();
    if (to == at.wsteth) return &wsteth_face();
    if (to == at.withdrawal_queue) return &withdrawal_queue_face();
    if (to == at.accounting) return &accounting_face();
    if (to == at.accounting_oracle) return &accounting_oracle_face();
    if (to == at.sanity_checker) return &sanity_checker_face();
    if (to == at.burner) return &burner_face();
    if (to == at.staking_router) return &staking_router_face();
    if (to == at.el_rewards_vault) return &el_rewards_vault_face();
    if (to == at.withdrawal_vault) return &withdrawal_vault_face();
    if (to == at.locator) return &lido_locator_face();
    return nullptr;
}

Result<Bytes> Sandbox::dispatch(void* self, Tx& tx, const Call& message, BytesView data) {
    auto& box = *static_cast<Sandbox*>(self);
    AQ_REQUIRE(box.accounts.ether[message.sender] >= message.value);
    aq::move::transfer_ether(tx.undo, box.accounts, message.sender, message.to, message.value);
    if (const Face* face = box.face_at(message.to)) {
        const bool is_old = message.to == box.at.lido || message.to == box.at.wsteth;
        return face->call(tx, box.ports, message, data, !is_old);
    }
    if (!box.accounts.has_code(message.to)) return Bytes();
    if (data.size() >= 4) {
        box.calls.emplace_back(message.to, Selector{{data[0], data[1], data[2], data[3]}});
    }
    AQ_REQUIRE(!box.silent.contains(message.to));
    AQ_REQUIRE(!box.refusing.contains(message.to), "refused");
    const auto answer = box.answers.find(message.to);
    return answer == box.answers.end() ? Bytes() : answer->second;
}

}  // namespace aq::lido::testing
