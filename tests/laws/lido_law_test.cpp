// SPDX-License-Identifier: Apache-2.0
// The laws over random commands on all of Lido: the logs alone fold to the same state, a rewind
// gives back the state before, a revert logs nothing, every invariant holds, and nobody gains by
// coming and going within a block. AQUIFER_LAW_COMMANDS says how many (20,000); AQUIFER_LAW_SEED
// starts another walk.
#include <aquifer/base/prng.hpp>
#include <aquifer/protocols/erc20/fold.hpp>
#include <aquifer/protocols/lido/fold.hpp>
#include <aquifer/protocols/lido/invariants.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/roles.hpp>
#include <aquifer/protocols/lido/rules_vaults.hpp>
#include <aquifer/protocols/lido/testing.hpp>
#include <aquifer/protocols/lido/witness.hpp>

#include <gtest/gtest.h>

#include <cstdlib>

namespace aq::lido {
namespace {

using testing::Sandbox;

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): one thread
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// abi.encodeWithSignature.
template <class... T>
Bytes encode(std::string_view signature, const T&... values) {
    return abi_call(first_four(keccak(signature)), values...);
}

/// Lido in use, and a state that only hears of it.
class Walk {
public:
    explicit Walk(std::uint64_t seed) : rng_(seed) {
        box_.add_module("curated", 500_u256, 500_u256);
        box_.add_module("curated v2", 400_u256, 600_u256);
        for (const char* name : {"alice", "bob", "carol", "dave"}) {
            people_.push_back(Sandbox::account(name));
            box_.fund(people_.back(), 1'000'000e18_u256);
        }
        box_.fund(box_.at.vault_hub, 1'000'000e18_u256);
        const Address admin = Sandbox::account("admin");
        move::grant_role(box_.undo, box_.s, box_.at.burner, role::kRequestBurnMySteth, people_[0]);
        box_.undo.commit();
        const auto ratio = encode("setMaxExternalRatioBP(uint256)", 2'000_u256);
        EXPECT_TRUE(box_.execute(message(admin, box_.at.lido), ratio).has_value());
        for (const Address& who : people_) {
            for (const Address& spender :
                 {box_.at.wsteth, box_.at.withdrawal_queue, box_.at.burner, people_[0]}) {
                const auto all = encode("approve(address,uint256)", spender, u256::max());
                EXPECT_TRUE(box_.execute(message(who, box_.at.lido), all).has_value());
                EXPECT_TRUE(box_.execute(message(who, box_.at.wsteth), all).has_value());
            }
        }
        const auto window = encode("migrateBaselineSnapshot()");
        EXPECT_TRUE(box_.execute(message(admin, box_.at.sanity_checker), window).has_value());
        heard_ = box_.s;
        heard_tokens_ = box_.tokens;
    }

    void step(bool careful) {
        if (rng_.below(6) == 0) box_.mine(1 + rng_.below(50));
        const auto [from, data] = draw();
        if (careful) expect_rewind(from, data);
        send(from, data);
        if (rng_.below(40) == 0) report();
        if (rng_.below(30) == 0) expect_no_free_gain();
    }

    void expect_laws() {
        std::size_t compared = 0;
        EXPECT_EQ(differing_fields(box_.s, heard_, compared), std::vector<std::string>());
        EXPECT_EQ(compared, 38U);
        EXPECT_TRUE(box_.tokens == heard_tokens_);
        EXPECT_EQ(broken_invariants(box_.s, box_.tokens, box_.accounts),
                  std::vector<std::string>());
    }

    std::uint64_t succeeded = 0;
    std::uint64_t reports = 0;

private:
    using Command = std::pair<Call, Bytes>;

    const Address& somebody() { return people_[rng_.below(people_.size())]; }
    /// Mostly some ether, sometimes an edge.
    u256 amount() {
        if (rng_.below(12) == 0) return edge_u256(rng_);
        const u256 ether(rng_.below(rng_.below(4) == 0 ? 5'000 : 50));
        return wrapping_add(wrapping_mul(ether, kEther), u256(rng_.below(1'000)));
    }
    u256 payable_amount() { return std::min(amount(), 5'000e18_u256); }
    u256 some_id() { return u256(rng_.below(box_.s.queue.last_request_id->truncate_u64() + 2)); }

    Command draw() {
        const Deployment& at = box_.at;
        const Address who = somebody();
        const Call to_lido = message(who, at.lido);
        const Call to_wsteth = message(who, at.wsteth);
        const Call to_queue = message(who, at.withdrawal_queue);
        const Call governs = message(Sandbox::account("admin"), at.lido);
        const Call hub = message(at.vault_hub, at.lido);
        switch (rng_.below(26)) {
            case 0:
            case 1:
            case 2:
                return {message(who, at.lido, Wei(payable_amount())),
                        encode("submit(address)", somebody())};
            case 3:
                return {message(who, at.wsteth, Wei(payable_amount())), {}};
            case 4:
                return {to_lido, encode("transfer(address,uint256)", somebody(), amount())};
            case 5:
                return {to_lido, encode("transferShares(address,uint256)", somebody(), amount())};
            case 6:
                return {to_lido, encode("transferFrom(address,address,uint256)", somebody(),
                                        somebody(), amount())};
            case 7:
                return {to_lido, encode("approve(address,uint256)", somebody(), amount())};
            case 8:
            case 9:
                return {to_wsteth, encode("wrap(uint256)", amount())};
            case 10:
                return {to_wsteth, encode("unwrap(uint256)", amount())};
            case 11:
            case 12:
                return {to_queue, encode("requestWithdrawals(uint256[],address)",
                                         std::vector{amount(), amount()}, somebody())};
            case 13:
                return {to_queue, encode("requestWithdrawalsWstETH(uint256[],address)",
                                         std::vector{amount()}, somebody())};
            case 14:
            case 15:
                return {to_queue, encode("claimWithdrawal(uint256)", some_id())};
            case 16:
                return {to_queue, encode("transferFrom(address,address,uint256)", who, somebody(),
                                         some_id())};
            case 17:
                return {hub, encode("mintExternalShares(address,uint256)", at.vault_hub, amount())};
            case 18:
                return {hub, encode("burnExternalShares(uint256)", amount())};
            case 19:
                return rebalance();
            case 20:
                return {message(at.deposit_security_module, at.staking_router),
                        encode("deposit(uint256,bytes)", 1_u256, abi_encode(Bytes(48), Bytes(96)))};
            case 21:
                return {governs, encode("setStakingLimit(uint256,uint256)", 8'000e18_u256, kEther)};
            case 22:
                return {message(people_[0], at.burner),
                        encode("requestBurnMyStETH(uint256)", amount())};
            case 23:
                return {governs, encode("setDepositsReserveTarget(uint256)", payable_amount())};
            case 24:
                return {to_queue, encode("approve(address,uint256)", somebody(), some_id())};
            default:
                return switch_something(governs);
        }
    }

    Command rebalance() {
        const Shares n(u256(rng_.below(1'000'000'000)));
        const auto value = steth::pooled_eth_by_shares_up(box_.s, n);
        return {message(box_.at.vault_hub, box_.at.lido, value.value_or(Wei())),
                encode("rebalanceExternalEtherToInternal(uint256)", n)};
    }

    /// What is stopped is soon resumed: the resuming half is drawn more often.
    Command switch_something(const Call& governs) {
        Call queue = governs;
        queue.to = box_.at.withdrawal_queue;
        switch (rng_.below(8)) {
            case 0:
                return {governs, encode("stop()")};
            case 1:
                return {governs, encode("pauseStaking()")};
            case 2:
                return {queue, encode("pauseFor(uint256)", u256(rng_.below(1'000)))};
            case 3:
                return {queue, encode("resume()")};
            case 4:
                return {governs, encode("removeStakingLimit()")};
            case 5:
                return {governs, encode("resumeStaking()")};
            default:
                return {governs, encode("resume()")};
        }
    }

    void send(const Call& from, const Bytes& data) {
        const auto out = box_.execute(from, data);
        succeeded += out.has_value() ? 1 : 0;
        ASSERT_TRUE(out.has_value() || box_.logs.size() == 0);
        hear();
    }

    void hear() {
        for (std::size_t i = 0; i < box_.logs.size(); ++i) {
            const LogView log = box_.logs[i];
            if (!erc20::fold(heard_undo_, heard_tokens_, log)) {
                fold({heard_undo_, heard_, box_.block, log});
            }
        }
        heard_undo_.commit();
    }

    /// A frame later the chain has gained or lost a little, and the oracle tells it.
    void report() {
        box_.next_frame();
        const StEth& e = box_.s.steth;
        const u256 before = *div_down(
            (*e.cl_validators_balance + *e.cl_pending_balance + *e.deposited_post_report).raw,
            kGwei);
        const u256 change = *div_down(before, u256(20'000 + rng_.below(20'000)));
        const bool loses = rng_.below(5) == 0;
        const u256 total = loses ? wrapping_sub(before, change) : wrapping_add(before, change);
        const u256 part = *div_down(total, 3_u256);
        if (rng_.below(3) == 0) {
            box_.fund(box_.at.el_rewards_vault, wrapping_mul(u256(rng_.below(3)), kEther));
        }
        if (rng_.below(8) == 0) {
            const Shares bad(u256(rng_.below(1'000)));
            const auto off = box_.call(vault_hub::write_off_bad_debt, box_.at.vault_hub,
                                       box_.at.vault_hub, somebody(), bad);
            if (off.has_value()) hear();
        }
        const auto data = oracle_report(box_.s, box_.accounts, box_.block,
                                        {{part, wrapping_sub(total, part)}, u256(), std::nullopt});
        if (!data.has_value()) return;
        const Call committee = message(box_.at.hash_consensus, box_.at.accounting_oracle);
        const u256 deadline(box_.block.time + 1'000);
        send(committee, encode("submitConsensusReport(bytes32,uint256,uint256)", report_hash(*data),
                               data->ref_slot, deadline));
        const auto before_count = succeeded;
        send(message(Sandbox::account("oracle member"), box_.at.accounting_oracle),
             abi_call("0x11a78d23"_selector, *data, 5_u256));
        reports += succeeded - before_count;
    }

    void expect_rewind(const Call& from, const Bytes& data) {
        const State before = box_.s;
        const erc20::State tokens = box_.tokens;
        const Accounts accounts = box_.accounts;
        box_.execute_and_take_back(from, data);
        ASSERT_EQ(box_.s, before);
        ASSERT_EQ(box_.tokens, tokens);
        ASSERT_EQ(box_.accounts, accounts);
    }

    /// Staking gives at most what was paid in; so does asking for it back at once, by way of wstETH
    /// or not.
    void expect_no_free_gain() {
        const Address who = Sandbox::account("stranger " + std::to_string(++strangers_));
        const u256 paid = wrapping_add(payable_amount(), 1_u256);
        box_.fund(who, paid);
        send(message(who, box_.at.lido, Wei(paid)), encode("submit(address)", who));
        const Shares n = box_.s.steth.shares[who];
        const auto balance = steth::pooled_eth_by_shares_down(box_.s, n);
        ASSERT_TRUE(balance.has_value());
        ASSERT_LE(balance->raw, paid);
        send(message(who, box_.at.lido),
             encode("approve(address,uint256)", box_.at.wsteth, u256::max()));
        send(message(who, box_.at.wsteth), encode("wrap(uint256)", *balance));
        send(message(who, box_.at.wsteth), encode("unwrap(uint256)", n));
        const auto after = steth::pooled_eth_by_shares_down(box_.s, box_.s.steth.shares[who]);
        ASSERT_TRUE(after.has_value());
        ASSERT_LE(*after, *balance);
    }

    Prng rng_;
    Sandbox box_;
    Undo heard_undo_;
    State heard_;
    erc20::State heard_tokens_;
    std::vector<Address> people_;
    std::uint64_t strangers_ = 0;
};

TEST(LidoLaws, HoldOverRandomCommands) {
    const std::uint64_t seed = setting("AQUIFER_LAW_SEED", 20'261'123);
    const std::uint64_t commands = setting("AQUIFER_LAW_COMMANDS", 20'000);
    SCOPED_TRACE("AQUIFER_LAW_SEED=" + std::to_string(seed));
    Walk walk(seed);
    for (std::uint64_t i = 0; i < commands; ++i) {
        SCOPED_TRACE("command " + std::to_string(i));
        walk.step(i % 200 == 0);
        if (i % 100 == 0) walk.expect_laws();
        if (::testing::Test::HasFailure()) return;
    }
    walk.expect_laws();
    // A walk on which nothing succeeds would show nothing.
    EXPECT_GT(walk.succeeded, commands / 4);
    EXPECT_GT(walk.reports, commands / 200);
}

}  // namespace
}  // namespace aq::lido
