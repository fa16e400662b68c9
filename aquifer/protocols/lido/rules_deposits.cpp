// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/events_report.hpp>
#include <aquifer/protocols/lido/moves_report.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/rules_router.hpp>
#include <aquifer/protocols/lido/rules_staking.hpp>

namespace aq::lido::staking_router {

namespace {

constexpr Selector kDeposit = "0x22895118"_selector;
constexpr std::size_t kPubkeyBytes = 48;
constexpr std::size_t kSignatureBytes = 96;
constexpr Wei kDepositSize{32e18_u256};
constexpr Wei kMinDeposit{1e18_u256};

/// One deposit to the beacon chain.
struct Deposit {
    Bytes pubkey;
    Bytes credentials;
    Bytes signature;
    Wei amount;
};

/// BeaconChainDepositor._computeDepositDataRootWithAmount: the hash tree root of DepositData.
Hash deposit_data_root(const Deposit& d) {
    Bytes key = d.pubkey;
    key.resize(64);
    Bytes tail(d.signature.begin() + 64, d.signature.end());
    tail.resize(64);
    const Digest signature_root =
        sha256_pair(sha256(BytesView(d.signature).first(64)), sha256(tail));
    Digest credentials{};
    std::ranges::copy(d.credentials, credentials.begin());
    Digest amount{};
    std::uint64_t gwei = div_down(d.amount.raw, kGwei)->truncate_u64();
    for (std::size_t i = 0; i < 8; ++i, gwei >>= 8U) amount.at(i) = static_cast<std::uint8_t>(gwei);
    return {
        sha256_pair(sha256_pair(sha256(key), credentials), sha256_pair(amount, signature_root))};
}

Result<void> make_deposit(Tx& tx, Ports& ports, const Call& call, const Deposit& d) {
    AQ_TRY(tx.call(message(call.to, ports.self.at.deposit_contract, d.amount),
                   abi_call(kDeposit, d.pubkey, d.credentials, d.signature, deposit_data_root(d))));
    return {};
}

Bytes part(const Bytes& all, std::size_t index, std::size_t size) {
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(index * size);
    return {begin, begin + static_cast<std::ptrdiff_t>(size)};
}

Bytes credentials_of(const State& s, const Module& module) {
    const Hash credentials = withdrawal_credentials(s, module);
    return {credentials.bytes.begin(), credentials.bytes.end()};
}

/// StakingRouter._validateTopUpInputs.
Result<void> require_top_up_inputs(std::size_t keys, std::size_t operators, std::size_t limits,
                                   const std::vector<Bytes>& pubkeys) {
    AQ_REQUIRE(keys != 0, error::EmptyKeysList);
    AQ_REQUIRE(operators == keys && limits == keys && pubkeys.size() == keys,
               error::ArraysLengthMismatchOfRouter);
    for (const Bytes& pubkey : pubkeys) {
        AQ_REQUIRE(pubkey.size() == kPubkeyBytes, error::WrongPubkeyLength);
    }
    return {};
}

Wei whole_gwei_down(Wei amount) {
    return Wei(wrapping_mul(*div_down(amount.raw, kGwei), kGwei));
}

}  // namespace

Result<void> deposit(Tx& tx, Ports& ports, const Call& call, u256 id, Bytes module_calldata) {
    State& s = ports.self;
    AQ_REQUIRE(call.sender == s.at.deposit_security_module, error::NotAuthorized);
    Module m = AQ_TRY(module_at(s, id));
    AQ_REQUIRE(m.status == ModuleStatus::kActive, error::StakingModuleNotActive);
    const Wei depositable = AQ_TRY(steth::depositable_ether(s));
    const u256 affordable = *div_down(depositable.raw, kDepositSize.raw);
    const u256 count_max = std::min(u256(m.max_deposits_per_block), affordable);
    AQ_REQUIRE(!count_max.is_zero(), error::ZeroDeposits);
    Bytes keys;
    Bytes signatures;
    AQ_REQUIRE(abi_decode(AbiReader(module_calldata), keys, signatures));
    AQ_REQUIRE(keys.size() % kPubkeyBytes == 0, error::WrongPubkeyLength);
    const std::size_t count = keys.size() / kPubkeyBytes;
    AQ_REQUIRE(u256(count) <= count_max, error::ModuleReturnExceedTarget);
    const Wei value(wrapping_mul(u256(count), kDepositSize.raw));
    m.last_deposit_at = tx.block.time;
    m.last_deposit_block = tx.block.number;
    move::set_module(tx.undo, s.router, id.truncate_u64(), m);
    tx.log(call.to, StakingRouterETHDeposited{id, value});
    if (count == 0) return {};
    AQ_TRY(steth::withdraw_depositable_ether(tx, ports, message(call.to, s.at.lido), value,
                                             u256(count)));
    AQ_REQUIRE(signatures.size() == count * kSignatureBytes, error::InvalidSignaturesBatchLength,
               u256(signatures.size()), u256(count * kSignatureBytes));
    for (std::size_t i = 0; i < count; ++i) {
        AQ_TRY(make_deposit(tx, ports, call,
                            {part(keys, i, kPubkeyBytes), credentials_of(s, m),
                             part(signatures, i, kSignatureBytes), kDepositSize}));
    }
    return {};
}

Result<void> top_up(Tx& tx, Ports& ports, const Call& call, u256 id, std::vector<u256> key_indices,
                    std::vector<u256> operator_ids, std::vector<Bytes> pubkeys,
                    std::vector<Wei> limits) {
    State& s = ports.self;
    AQ_REQUIRE(call.sender == s.at.top_up_gateway, error::NotAuthorized);
    AQ_TRY(require_top_up_inputs(key_indices.size(), operator_ids.size(), limits.size(), pubkeys));
    const Module m = AQ_TRY(module_at(s, id));
    AQ_REQUIRE(m.status == ModuleStatus::kActive, error::StakingModuleNotActive);
    AQ_REQUIRE(m.withdrawal_credentials_type == 2, error::WrongWithdrawalCredentialsType);
    const Wei per_block(wrapping_mul(u256(*s.router.max_top_up_per_block_gwei), kGwei));
    Wei left = whole_gwei_down(std::min(AQ_TRY(steth::depositable_ether(s)), per_block));
    AQ_REQUIRE(!left.is_zero() || steth::can_deposit(s), error::LidoDepositsPaused);
    std::vector<Wei> allocations;
    Wei total;
    for (const Wei limit : limits) {
        allocations.push_back(whole_gwei_down(std::min(limit, left)));
        left = left - allocations.back();
        total = total + allocations.back();
    }
    if (!total.is_zero()) {
        AQ_TRY(steth::withdraw_depositable_ether(tx, ports, message(call.to, s.at.lido), total,
                                                 u256()));
    }
    for (std::size_t i = 0; i < pubkeys.size(); ++i) {
        if (allocations[i].is_zero()) continue;
        AQ_REQUIRE(allocations[i] >= kMinDeposit, error::DepositAmountTooLow);
        AQ_TRY(make_deposit(
            tx, ports, call,
            {pubkeys[i], credentials_of(s, m), Bytes(kSignatureBytes), allocations[i]}));
    }
    tx.log(call.to, StakingRouterETHTopUp{id, total});
    return {};
}

}  // namespace aq::lido::staking_router
