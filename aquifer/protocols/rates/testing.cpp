// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/rates/testing.hpp>

#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/rules_meth.hpp>

namespace aq::rates::testing {

namespace {

const Face* face_of(const Address& to) {
    if (to == kReth) return &reth_token_face();
    if (to == kBalances) return &reth_balances_face();
    if (to == kPool) return &reth_deposit_pool_face();
    if (to == kCbEth) return &cbeth_face();
    if (to == kWbEth) return &wbeth_face();
    if (to == kUpdater) return &rate_updater_face();
    if (to == kFrxEth) return &frxeth_face();
    if (to == kFraxMinter) return &frxeth_minter_face();
    if (to == kSfrxEth) return &sfrxeth_face();
    if (to == kSwEth) return &sweth_face();
    if (to == kMeth) return &meth_token_face();
    if (to == kStaking) return &meth_staking_face();
    if (to == kRequests) return &meth_requests_face();
    if (to == kOracle) return &meth_oracle_face();
    if (to == kPauser) return &meth_pauser_face();
    return nullptr;
}

}  // namespace

Sandbox::Sandbox() {
    deploy_reth();
    deploy_staked();
    deploy_frax();
    deploy_sweth();
    deploy_meth();
    for (const Address& account : {kAlice, kBob, kCarol, kAdmin, kUnwilling}) {
        fund(account, wrapping_mul(u256(1'000'000U), kEther));
    }
    undo.commit();
}

void Sandbox::stand(const Address& token, erc20::Kind kind, std::string_view name,
                    std::string_view symbol, std::string_view version) {
    erc20::move::create(undo, tokens, token, kind, 18);
    erc20::move::set_title(
        undo, tokens, token,
        {erc20::ShortText(name), erc20::ShortText(symbol), erc20::ShortText(version)});
}

void Sandbox::deploy_reth() {
    stand(kReth, erc20::Kind::kOpenZeppelin3, "Rocket Pool ETH", "rETH", "");
    move::deploy(undo, state, {kReth, kBalances, kPool, kVault},
                 reth::Settings{.deposits_enabled = true,
                                .assignments_enabled = true,
                                .submissions_enabled = true,
                                .submit_frequency_seconds = 86'400,
                                .deposit_min = Wei(10'000'000'000'000'000_u256),
                                .pool_max = Wei(18'000e18_u256),
                                .deposit_fee = 500'000'000'000'000_u256,
                                .collateral_target = 100'000'000'000'000'000_u256,
                                .rate_delta_max = 20'000'000'000'000'000_u256,
                                .consensus_threshold = 510'000'000'000'000'000_u256});
    for (const Address& node : {kAlice, kBob, kCarol}) {
        move::set_oracle_member(undo, state, node, true);
    }
}

void Sandbox::deploy_staked() {
    stand(kCbEth, erc20::Kind::kFiatToken, "Coinbase Wrapped Staked ETH", "cbETH", "2");
    stand(kWbEth, erc20::Kind::kFiatToken, "Wrapped Beacon ETH", "wBETH", "2");
    const staked::Token by_admin{.kind = staked::Kind::kCbEth,
                                 .rate = kEther,
                                 .oracle = kUpdater,
                                 .owner = kAdmin,
                                 .master_minter = kAdmin,
                                 .pauser = kAdmin,
                                 .blacklister = kAdmin};
    move::set_token(undo, state, kCbEth, by_admin);
    staked::Token wbeth = by_admin;
    wbeth.kind = staked::Kind::kWbEth;
    wbeth.oracle = kAdmin;
    move::set_token(undo, state, kWbEth, wbeth);
    move::set_updater(undo, state, kUpdater, {kCbEth, kAdmin});
}

void Sandbox::deploy_frax() {
    stand(kFrxEth, erc20::Kind::kOpenZeppelin4, "Frax Ether", "frxETH", "1");
    stand(kSfrxEth, erc20::Kind::kSolmate, "Staked Frax Ether", "sfrxETH", "1");
    move::deploy(undo, state, {kFrxEth, kSfrxEth, kFraxMinter}, frax::Minter{},
                 {Amount(), Amount(), static_cast<std::uint32_t>(kStart - kCycle),
                  static_cast<std::uint32_t>(kStart), kCycle});
    move::set_frax_minter(undo, state, kFraxMinter, true);
}

void Sandbox::deploy_sweth() {
    stand(kSwEth, erc20::Kind::kOpenZeppelin4, "swETH", "swETH", "");
    sweth::Settings settings;
    settings.treasury_share = 50'000'000'000'000'000_u256;
    settings.operator_share = 50'000'000'000'000'000_u256;
    settings.reprice_interval_min = 64'800;
    settings.rate_difference_max = 10'000'000'000'000'000_u256;
    settings.supply_difference_max = 10'000'000'000'000'000_u256;
    move::deploy(undo, state, {kSwEth, kDepositManager, kTreasury}, settings);
    move::set_repricer(undo, state, kAdmin, true);
}

void Sandbox::deploy_meth() {
    stand(kMeth, erc20::Kind::kMeth, "mETH", "mETH", "1");
    move::deploy(undo, state,
                 {kMeth, kStaking, kOracle, kRequests, kAggregator, kPauser, kConsensus, kExecution,
                  kFees, kBuffer},
                 meth::Settings{.adjustment_bps = 4,
                                .fees_bps = 1'000,
                                .report_blocks_min = 100,
                                .loss_max_ppm = 1'000,
                                .gain_min_ppt = 1'903,
                                .gain_max_ppt = 190'250,
                                .finalization_blocks = 64,
                                .unstake_blocks = 7'200,
                                .stake_min = Wei(100'000'000'000'000'000_u256),
                                .unstake_min = Amount(10'000'000'000'000'000_u256),
                                .supply_max = Amount(1'000'000e18_u256),
                                .validator_deposit_min = Wei(32e18_u256),
                                .validator_deposit_max = Wei(32e18_u256),
                                .oracle_updater = kAdmin});
    const auto give = [&](const Address& contract, std::string_view role) {
        move::set_role(undo, state, contract, meth::role_of(role), kAdmin, true);
    };
    give(kStaking, "ALLOCATER_SERVICE_ROLE");
    give(kStaking, "STAKING_MANAGER_ROLE");
    give(kStaking, "TOP_UP_ROLE");
    give(kOracle, "ORACLE_PENDING_UPDATE_RESOLVER_ROLE");
    give(kPauser, "PAUSER_ROLE");
    give(kPauser, "UNPAUSER_ROLE");
    meth::Record first;
    first.update_end_block = 900'000;
    move::push_record(undo, state, first);
}

Result<Bytes> Sandbox::machine(void* self, Tx& tx, const Call& call, BytesView data) {
    auto& box = *static_cast<Sandbox*>(self);
    AQ_REQUIRE(call.to != kUnwilling);
    AQ_REQUIRE(box.accounts.ether[call.sender] >= call.value);
    aq::move::transfer_ether(tx.undo, box.accounts, call.sender, call.to, call.value);
    const Face* face = face_of(call.to);
    if (face == nullptr) return Bytes();
    return face->call(tx, box.ports, call, data);
}

Result<Bytes> Sandbox::send(const Address& from, const Address& to, const u256& value,
                            const Bytes& data) {
    logs.clear();
    Tx tx(undo, block, {this, &Sandbox::machine}, &logs);
    const Call call{from, to, Wei(value), Selector()};
    return tx.attempt([&] { return tx.call(call, data); });
}

u256 Sandbox::number(const Result<Bytes>& answer) {
    AQ_ASSERT(answer.has_value());
    u256 out;
    AQ_ASSERT(abi_decode(AbiReader(*answer), out));
    return out;
}

void Sandbox::fund(const Address& at, const u256& value) {
    aq::move::set_ether(undo, accounts, at, Wei(value));
}

void Sandbox::grant(const Address& token, const Address& to, const u256& amount) {
    erc20::move::mint(undo, tokens, token, to, Amount(amount));
}

u256 Sandbox::balance(const Address& token, const Address& holder) const {
    return erc20::balance(tokens, token, holder).raw;
}

u256 Sandbox::supply(const Address& token) const {
    return erc20::total_supply(tokens, token).raw;
}

}  // namespace aq::rates::testing
