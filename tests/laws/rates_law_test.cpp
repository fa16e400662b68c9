// SPDX-License-Identifier: Apache-2.0
// The laws over random commands to all six rate tokens at once: the logs alone fold to the same
// state, a rewind gives back the state before, sums and covers hold, and nobody gains by going in
// and out within a block.
// AQUIFER_LAW_COMMANDS says how many (20,000); AQUIFER_LAW_SEED starts another walk.
#include <aquifer/base/prng.hpp>
#include <aquifer/protocols/erc20/fold.hpp>
#include <aquifer/protocols/rates/fold.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/rates/testing.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

namespace aq::rates {
namespace {

using namespace testing;  // NOLINT(*build-using-namespace*): the sandbox's words

constexpr std::array kTokens{kReth, kCbEth, kWbEth, kFrxEth, kSfrxEth, kSwEth, kMeth};
constexpr std::array kUsers{kAlice, kBob, kCarol, kAdmin};

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): one thread
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

class Walk {
public:
    explicit Walk(std::uint64_t seed) : rng_(seed) {
        box.undo.commit();
        for (const Address& user : kUsers) {
            for (const Address& spender : {kSfrxEth, kStaking}) {
                const Address& token = spender == kSfrxEth ? kFrxEth : kMeth;
                send(user, token, u256(), "approve(address,uint256)", spender, u256::max());
            }
            send(kAdmin, kUpdater, u256(), "configureCaller(address,uint256,uint256)", user,
                 1e15_u256, u256(86'400U));
            send(kAdmin, kCbEth, u256(), "configureMinter(address,uint256)", user, 1e24_u256);
        }
    }

    /// One command, good or bad, by somebody; and some time.
    void step() {
        if (rng_.below(4) == 0) {
            const std::uint64_t blocks = 1 + rng_.below(rng_.below(20) == 0 ? 20'000 : 200);
            box.block.number += blocks;
            box.block.time += 12 * blocks;
        }
        const Address user = kUsers[rng_.below(kUsers.size())];
        switch (rng_.below(8)) {
            case 0:
                return report(user);
            case 1:
                return transfer(user);
            case 2:
            case 3:
            case 4:
                return enter(user);
            default:
                return leave(user);
        }
    }

    /// What comes out for going in with some ether and straight out again, by each way there is.
    std::optional<u256> round_trip(unsigned way, const u256& value) {
        static constexpr std::array<std::pair<Address, const char*>, 5> kIn{{
            {kPool, "deposit()"},
            {kFraxMinter, "submitAndDeposit(address)"},
            {kWbEth, "deposit(address)"},
            {kSwEth, "deposit()"},
            {kStaking, "stake(uint256)"},
        }};
        static constexpr std::array kOut{kReth, kSfrxEth, kWbEth, kSwEth, kMeth};
        const Address& token = kOut[way];
        // Of an empty token the first one in gets what nobody owns.
        if (box.supply(token).is_zero()) return std::nullopt;
        const u256 before = box.balance(token, kBob);
        const bool plain = way == 0 || way == 3;
        const u256 argument = way == 4 ? u256() : to_u256(kBob);
        const auto entered = plain
                                 ? box.pay(kBob, kIn[way].first, value, kIn[way].second)
                                 : box.pay(kBob, kIn[way].first, value, kIn[way].second, argument);
        if (!entered.has_value()) return std::nullopt;
        return value_of(token, wrapping_sub(box.balance(token, kBob), before));
    }

    void fund(const Address& at, const u256& more) {
        box.fund(at, wrapping_add(box.ether(at), more));
    }
    u256 amount(const u256& held = u256()) {
        switch (rng_.below(6)) {
            case 0:
                return u256(rng_.below(3));
            case 1:
                return held;
            case 2:
                return wrapping_add(held, 1);
            case 3:
                return 32e18_u256;
            default:
                return wrapping_mul(u256(1 + rng_.below(1'000'000)), 1e14_u256);
        }
    }
    std::uint64_t below(std::uint64_t bound) { return rng_.below(bound); }
    void commit() {
        box.undo.commit();
        heard.commit();
    }

    Sandbox box;
    /// The world that only hears of the other.
    Undo heard;
    erc20::State tokens{box.tokens};
    State state{box.state};

private:
    template <class... Args>
    void send(const Address& from, const Address& to, const u256& value, const char* signature,
              const Args&... args) {
        const auto done = box.pay(from, to, value, signature, args...);
        EXPECT_TRUE(done.has_value() || box.logs.size() == 0);
        const Ports ports{state, {tokens, box.accounts}, box.accounts};
        for (std::size_t i = 0; i < box.logs.size(); ++i) {
            erc20::fold(heard, tokens, box.logs[i]);
            rates::fold(heard, ports, box.block, box.logs[i]);
        }
    }

    /// What a token pays out now, or is worth where it is not paid on chain.
    std::optional<u256> value_of(const Address& token, const u256& held) {
        if (token == kReth || token == kSfrxEth) {
            const u256 before = token == kReth ? box.ether(kBob) : box.balance(kFrxEth, kBob);
            const auto left =
                token == kReth
                    ? box.call(kBob, kReth, "burn(uint256)", held)
                    : box.call(kBob, kSfrxEth, "redeem(uint256,address,address)", held, kBob, kBob);
            if (!left.has_value()) return std::nullopt;
            const u256 after = token == kReth ? box.ether(kBob) : box.balance(kFrxEth, kBob);
            return wrapping_sub(after, before);
        }
        if (token == kMeth) return box.ask(kStaking, "mETHToETH(uint256)", held);
        const Wei rate = exchange_rate(box.ports, box.block, token).value();
        return mul_div_down(held, rate.raw, kEther).value();
    }

    void transfer(const Address& user) {
        const Address& token = kTokens[rng_.below(kTokens.size())];
        const Address& to = kUsers[rng_.below(kUsers.size())];
        send(user, token, u256(), "transfer(address,uint256)", to,
             amount(box.balance(token, user)));
    }

    void enter(const Address& user) {
        const u256 value = amount();
        switch (rng_.below(8)) {
            case 0:
                return send(user, kPool, value, "deposit()");
            case 1:
                return send(user, kFraxMinter, value, "submitAndDeposit(address)", user);
            case 2:
                return send(user, kFraxMinter, value, "submitAndGive(address)", kSfrxEth);
            case 3:
                return send(user, kWbEth, value, "deposit(address)", kBob);
            case 4:
                return send(user, kSwEth, value, "deposit()");
            case 5:
                return send(user, kStaking, value, "stake(uint256)", u256());
            case 6:
                return send(user, kCbEth, u256(), "mint(address,uint256)", user, value);
            default:
                return send(user, kSfrxEth, u256(), "mint(uint256,address)", value, user);
        }
    }

    void leave(const Address& user) {
        const auto part = [&](const Address& token) { return amount(box.balance(token, user)); };
        switch (rng_.below(9)) {
            case 0:
                return send(user, kReth, u256(), "burn(uint256)", part(kReth));
            case 1:
                return send(user, kReth, u256(), "depositExcessCollateral()");
            case 2:
                return send(user, kSfrxEth, u256(), "redeem(uint256,address,address)",
                            part(kSfrxEth), user, user);
            case 3:
                return send(user, kSfrxEth, u256(), "withdraw(uint256,address,address)",
                            part(kSfrxEth), user, user);
            case 4:
                return send(user, kStaking, u256(), "unstakeRequest(uint128,uint128)", part(kMeth),
                            u256());
            case 5:
                return send(user, kStaking, u256(), "claimUnstakeRequest(uint256)",
                            u256(rng_.below(1 + box.state.meth.queue.size(Only::kOne))));
            case 6:
                return send(kAdmin, kStaking, u256(), "allocateETH(uint256,uint256,uint256)",
                            amount(), amount(), amount());
            case 7:
                return send(user, kSwEth, u256(), "burn(uint256)", part(kSwEth));
            default:
                return send(user, kCbEth, u256(), "burn(uint256)", part(kCbEth));
        }
    }

    /// A number within some hundredths of another.
    u256 near(const u256& value) {
        return mul_div_down(value, u256(9'700 + rng_.below(600)), 10'000).value();
    }

    void report(const Address& user) {
        switch (rng_.below(6)) {
            case 0: {
                // Two nodes say the same.
                const u256 supply = box.supply(kReth);
                const u256 total =
                    near(mul_div_up(supply, box.ask(kReth, "getExchangeRate()"), kEther).value());
                for (const Address& node : {kAlice, kBob}) {
                    send(node, kBalances, u256(),
                         "submitBalances(uint256,uint256,uint256,uint256,uint256)",
                         u256(box.block.number - 1), u256(), total, u256(), supply);
                }
                return;
            }
            case 1:
                return send(user, kUpdater, u256(), "updateExchangeRate(uint256)",
                            near(box.state.staked.tokens[kCbEth].rate));
            case 2:
                return send(kAdmin, kWbEth, u256(), "updateExchangeRate(uint256)",
                            near(box.state.staked.tokens[kWbEth].rate));
            case 3:
                return send(user, kSfrxEth, u256(), "syncRewards()");
            case 4: {
                const u256 supply = box.supply(kSwEth);
                const u256 pre = mul_div_up(supply, box.ask(kSwEth, "getRate()"), kEther).value();
                return send(kAdmin, kSwEth, u256(), "reprice(uint256,uint256,uint256)", pre,
                            amount(), supply);
            }
            default: {
                meth::Record next = meth::latest_record(box.state.meth);
                next.update_start_block = next.update_end_block + 1;
                next.update_end_block =
                    box.block.number - std::min<std::uint64_t>(box.block.number, 64);
                next.current_total_validator_balance = {amount().truncate_u128()};
                send(kAdmin, kOracle, u256(),
                     "receiveRecord((uint64,uint64,uint64,uint64,uint128,uint128,uint128,"
                     "uint128))",
                     next);
                if (!box.state.meth.pending->exists) return;
                send(kAdmin, kOracle, u256(),
                     rng_.below(4) == 0 ? "acceptPendingUpdate()" : "rejectPendingUpdate()");
                return send(kAdmin, kPauser, u256(), "unpauseAll()");
            }
        }
    }

    Prng rng_;
};

void expect_sums(const Walk& walk) {
    std::map<Address, u256> sums;
    walk.box.tokens.balances.for_each([&](const Key<Address, Address>& key, const auto& held) {
        u256& sum = sums[key.get<0>()];
        sum = wrapping_add(sum, held.raw);
    });
    for (const Address& token : kTokens) EXPECT_EQ(sums[token], walk.box.supply(token));
}

/// What contracts owe is there.
void expect_covers(const Walk& walk) {
    const Sandbox& box = walk.box;
    EXPECT_EQ(box.ether(kVault), box.state.reth.pool_balance->raw);
    const meth::Requests& requests = *box.state.meth.requests;
    EXPECT_EQ(box.ether(kRequests), (requests.allocated - requests.claimed).raw);
    const meth::Staking& staking = *box.state.meth.staking;
    EXPECT_EQ(box.ether(kStaking), (staking.unallocated + staking.allocated_for_deposits).raw);
    const frax::Vault& vault = *box.state.frax.vault;
    EXPECT_GE(box.balance(kFrxEth, kSfrxEth), (vault.stored_assets + vault.last_reward).raw);
    EXPECT_EQ(box.ether(kFraxMinter), box.supply(kFrxEth));
}

/// All fields that logs witness.
void expect_folded(const Walk& walk) {
    const State& played = walk.box.state;
    const State& heard = walk.state;
    EXPECT_EQ(walk.box.tokens.tokens, walk.tokens.tokens);
    EXPECT_EQ(walk.box.tokens.balances, walk.tokens.balances);
    EXPECT_EQ(walk.box.tokens.blocked, walk.tokens.blocked);
    EXPECT_EQ(played.reth.balances, heard.reth.balances);
    EXPECT_EQ(played.reth.pool_balance, heard.reth.pool_balance);
    EXPECT_EQ(played.staked.tokens, heard.staked.tokens);
    EXPECT_EQ(played.staked.minters, heard.staked.minters);
    EXPECT_EQ(played.frax, heard.frax);
    EXPECT_EQ(played.sweth, heard.sweth);
    EXPECT_EQ(played.meth, heard.meth);
}

TEST(RatesLaw, LogsAloneGiveTheSameStateAndSumsHold) {
    const std::uint64_t seed = setting("AQUIFER_LAW_SEED", 1);
    SCOPED_TRACE("seed " + std::to_string(seed));
    Walk walk(seed);
    const std::uint64_t commands = setting("AQUIFER_LAW_COMMANDS", 20'000);
    std::map<Address, std::uint64_t> held;
    for (std::uint64_t i = 0; i < commands && !::testing::Test::HasFailure(); ++i) {
        SCOPED_TRACE("command " + std::to_string(i));
        walk.step();
        walk.commit();
        if (i % 16 != 0) continue;
        expect_sums(walk);
        expect_covers(walk);
        expect_folded(walk);
        for (const Address& token : kTokens)
            held[token] += walk.box.supply(token).is_zero() ? 0 : 1;
    }
    // The walk was no standstill: each token had holders most of the time, and the queue was used.
    for (const Address& token : kTokens) EXPECT_GT(held[token], commands / 64);
    EXPECT_NE(walk.box.state.meth.requests->claimed, Wei());
    EXPECT_GT(walk.box.state.meth.records.size(Only::kOne), 2U);
}

TEST(RatesLaw, ARewindGivesBackTheStateBefore) {
    Walk walk(setting("AQUIFER_LAW_SEED", 2));
    for (int i = 0; i < 400; ++i) {
        walk.commit();
        const State state = walk.box.state;
        const erc20::State tokens = walk.box.tokens;
        const Accounts accounts = walk.box.accounts;
        const Undo::Mark mark = walk.box.undo.mark();
        for (int n = 0; n < 4; ++n) walk.step();
        walk.box.undo.rewind(mark);
        ASSERT_EQ(walk.box.state, state);
        ASSERT_EQ(walk.box.tokens, tokens);
        ASSERT_EQ(walk.box.accounts, accounts);
        walk.step();
    }
}

TEST(RatesLaw, NobodyGainsByGoingInAndOutInABlock) {
    const std::uint64_t seed = setting("AQUIFER_LAW_SEED", 3);
    SCOPED_TRACE("seed " + std::to_string(seed));
    Walk walk(seed);
    std::array<unsigned, 5> trips{};
    for (int i = 0; i < 4'000; ++i) {
        walk.step();
        walk.commit();
        const auto way = static_cast<unsigned>(walk.below(trips.size()));
        const u256 value = walk.amount();
        const Undo::Mark mark = walk.box.undo.mark();
        const auto out = walk.round_trip(way, value);
        walk.box.undo.rewind(mark);
        if (!out.has_value()) continue;
        ++trips[way];
        ASSERT_LE(*out, value) << "way " << way << ", command " << i;
    }
    for (const unsigned n : trips) EXPECT_GT(n, 100U);
}

}  // namespace
}  // namespace aq::rates
