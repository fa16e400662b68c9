// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/chain.hpp>

#include <aquifer/chain/testing.hpp>
#include <aquifer/stack/offchain.hpp>
#include <aquifer/stack/persist.hpp>

#include <gmock/gmock.h>

#include <algorithm>

namespace aq::chain {
namespace {

using stack::call_data;
using testing::call;
using testing::ether_of;
using testing::kAlice;
using testing::kBob;
using testing::kEther;
using testing::open;
using testing::options;
using testing::send;
using testing::transfer;

/// submit(address) of Lido, from its interface.
Bytes submit_to_lido() {
    return abi_call("0xa1903eab"_selector, kZeroAddress);
}

std::string refusal(const std::expected<Hash, Refusal>& result) {
    return result.has_value() ? "" : result.error().what;
}

TEST(Chain, BeginsWithABlockAndMakesOneForEachTransaction) {
    const auto chain = open(options());
    EXPECT_EQ(chain->tip().number, 25'900'000U);
    EXPECT_EQ(chain->tip().time, 1'795'368'023U);
    const Receipt receipt = send(*chain, transfer(*chain, kAlice, kBob, kEther));
    EXPECT_TRUE(receipt.ok);
    EXPECT_EQ(receipt.gas_used, 21'000U);
    EXPECT_EQ(chain->tip().number, 25'900'001U);
    EXPECT_EQ(chain->tip().time, 1'795'368'035U);
    EXPECT_EQ(chain->nonce(kAlice), 1U);
    EXPECT_EQ(ether_of(*chain, kBob), wrapping_mul(kEther, u256(1001U)));
}

TEST(Chain, TransactionsThatArriveTogetherShareABlock) {
    const auto chain = open(options());
    ASSERT_TRUE(chain->submit(transfer(*chain, kAlice, kBob, kEther)).has_value());
    ASSERT_TRUE(chain->submit(transfer(*chain, kAlice, kBob, kEther)).has_value());
    chain->mine_ready();
    EXPECT_EQ(chain->tip().number, 25'900'001U);
    EXPECT_EQ(chain->nonce(kAlice), 2U);
}

TEST(Chain, KeepsWhatContractsSay) {
    const auto chain = open(options());
    const Address lido = chain->names().at("lido");
    const Receipt submitted = send(*chain, call(*chain, kAlice, lido, submit_to_lido(), kEther));
    EXPECT_TRUE(submitted.ok);
    // Submitted, and the two transfers that mint.
    EXPECT_EQ(submitted.logs.size(), 3U);
    const Receipt refused = send(*chain, call(*chain, kAlice, lido, submit_to_lido()));
    EXPECT_FALSE(refused.ok);
    EXPECT_EQ(refused.revert_data, Revert("ZERO_DEPOSIT").encode());
    EXPECT_TRUE(refused.logs.empty());
    EXPECT_EQ(chain->nonce(kAlice), 2U);
}

TEST(Chain, RefusesWhatCannotBeExecuted) {
    const auto chain = open(options());
    Included deployment = transfer(*chain, kAlice, kBob, u256());
    deployment.transaction.to.reset();
    EXPECT_EQ(refusal(chain->submit(deployment)).substr(0, 28), "this chain runs no bytecode,");
    Included foreign = transfer(*chain, kAlice, kBob, u256());
    foreign.transaction.chain_id = 1;
    EXPECT_EQ(refusal(chain->submit(foreign)), "invalid chain id for signer: have 1 want 31337");
    Included rich = transfer(*chain, kAlice, kBob, wrapping_mul(kEther, u256(1001U)));
    EXPECT_EQ(refusal(chain->submit(rich)),
              "insufficient funds for gas * price + value: address "
              "0x00000000000000000000000000000000000a11ce have 1000000000000000000000 want "
              "1001000000000000000000");
    Included early = transfer(*chain, kAlice, kBob, u256());
    early.transaction.nonce = 1025;
    EXPECT_EQ(refusal(chain->submit(early)), "nonce too high: next nonce 0, tx nonce 1025");
    Included large = transfer(*chain, kAlice, kBob, u256());
    large.transaction.data.resize(131'073);
    EXPECT_EQ(refusal(chain->submit(large)),
              "oversized data: transaction size 131073, limit 131072");
    Included costly = transfer(*chain, kAlice, kBob, u256());
    costly.transaction.gas = 60'000'001;
    EXPECT_EQ(refusal(chain->submit(costly)), "exceeds block gas limit");
    Included tip = transfer(*chain, kAlice, kBob, u256());
    tip.transaction.max_priority_fee_per_gas = u256(2U);
    tip.transaction.max_fee_per_gas = u256(1U);
    EXPECT_EQ(refusal(chain->submit(tip)), "max priority fee per gas higher than max fee per gas");
    EXPECT_EQ(chain->pool().size(), 0U);
}

TEST(Chain, TransactionsThatArriveInTheWrongOrderWaitForEachOther) {
    const auto chain = open(options());
    Included second = transfer(*chain, kAlice, kBob, kEther);
    second.transaction.nonce = 1;
    second = Chain::unsigned_by(kAlice, second.transaction);
    ASSERT_TRUE(chain->submit(second).has_value());
    chain->mine_ready();
    EXPECT_EQ(chain->pool().size(), 1U);
    ASSERT_TRUE(chain->submit(transfer(*chain, kAlice, kBob, kEther)).has_value());
    chain->mine_ready();
    EXPECT_EQ(chain->pool().size(), 0U);
    EXPECT_EQ(chain->nonce(kAlice), 2U);
}

TEST(Chain, TransactionsWaitWhileMiningIsOnDemand) {
    Options on_demand = options();
    on_demand.mining = Mining::kOnDemand;
    const auto chain = open(on_demand);
    Included second = transfer(*chain, kAlice, kBob, kEther);
    second.transaction.nonce = 1;
    second = Chain::unsigned_by(kAlice, second.transaction);
    ASSERT_TRUE(chain->submit(second).has_value());
    chain->mine_ready();
    ASSERT_TRUE(chain->mine(1, 0).has_value());
    EXPECT_EQ(chain->pool().size(), 1U) << "the one before it is not there";
    ASSERT_TRUE(chain->submit(transfer(*chain, kAlice, kBob, kEther)).has_value());
    ASSERT_TRUE(chain->mine(1, 0).has_value());
    EXPECT_EQ(chain->pool().size(), 0U);
    EXPECT_EQ(chain->nonce(kAlice), 2U);
}

TEST(Chain, ASenderWhoSpentTheEtherIsLeftOut) {
    const auto chain = open(options());
    const u256 most = wrapping_mul(kEther, u256(600U));
    ASSERT_TRUE(chain->submit(transfer(*chain, kAlice, kBob, most)).has_value());
    ASSERT_TRUE(chain->submit(transfer(*chain, kAlice, kBob, most)).has_value());
    chain->mine_ready();
    EXPECT_EQ(chain->nonce(kAlice), 1U);
    EXPECT_EQ(ether_of(*chain, kAlice), wrapping_mul(kEther, u256(400U)));
}

TEST(Chain, AJumpIsOneRecordWithABlockForEachNumber) {
    const auto chain = open(options());
    std::vector<Record> records;
    chain->on_record = [&](const Record& r) { records.push_back(r); };
    const Tip before = chain->tip();
    ASSERT_TRUE(chain->mine(100'800, 0).has_value());
    EXPECT_EQ(chain->tip().number, before.number + 100'800);
    EXPECT_EQ(chain->tip().time, before.time + 14 * 86'400);
    ASSERT_EQ(records.size(), 2U);
    const Block first = block_of(records[0], before.number + 1);
    EXPECT_EQ(first.header.parent_hash, before.hash);
    const Block second = block_of(records[1], before.number + 2);
    EXPECT_EQ(second.header.parent_hash, first.hash);
    const Block third = block_of(records[1], before.number + 3);
    EXPECT_EQ(third.header.parent_hash, second.hash);
    EXPECT_EQ(third.header.timestamp, before.time + 36);
    EXPECT_EQ(number_in_hash(third.hash), before.number + 3);
    EXPECT_EQ(block_of(records[1], chain->tip().number).hash, chain->tip().hash);
}

TEST(Chain, TheNextBlocksTimeCanBeSetAboveTheLast) {
    const auto chain = open(options());
    const std::uint64_t time = chain->tip().time;
    EXPECT_FALSE(chain->set_next_time(time).has_value());
    ASSERT_TRUE(chain->set_next_time(time + 1).has_value());
    ASSERT_TRUE(chain->mine(1, 0).has_value());
    EXPECT_EQ(chain->tip().time, time + 1);
    ASSERT_TRUE(chain->delay_next(100).has_value());
    ASSERT_TRUE(chain->delay_next(100).has_value());
    ASSERT_TRUE(chain->mine(1, 0).has_value());
    EXPECT_EQ(chain->tip().time, time + 1 + 12 + 200);
    ASSERT_TRUE(chain->mine(1, 0).has_value());
    EXPECT_EQ(chain->tip().time, time + 1 + 12 + 200 + 12) << "once only";
    EXPECT_FALSE(chain->set_next_time(std::uint64_t{1} << 32U).has_value());
    EXPECT_FALSE(chain->mine(std::uint64_t{1} << 32U, 0).has_value());
}

TEST(Chain, AsksRecentStatesAndComesBack) {
    const auto chain = open(options());
    for (int i = 0; i < 5; ++i) send(*chain, transfer(*chain, kAlice, kBob, kEther));
    ASSERT_TRUE(chain->mine(1000, 0).has_value());
    send(*chain, transfer(*chain, kAlice, kBob, kEther));
    const Hash present = stack::state_hash(chain->world());
    const auto balance_at = [&](std::uint64_t n) {
        return chain
            ->at(n,
                 [](stack::World& w) {
                     return std::tuple(w.accounts.ether[kBob].raw, w.block.number, w.block.time);
                 })
            .value();
    };
    const std::uint64_t first = 25'900'000;
    const std::uint64_t time = 1'795'368'023;
    EXPECT_EQ(balance_at(first), std::tuple(wrapping_mul(kEther, u256(1000U)), first, time));
    EXPECT_EQ(balance_at(first + 3),
              std::tuple(wrapping_mul(kEther, u256(1003U)), first + 3, time + 36));
    EXPECT_EQ(balance_at(first + 500),
              std::tuple(wrapping_mul(kEther, u256(1005U)), first + 500, time + 6000));
    EXPECT_EQ(balance_at(first + 1006),
              std::tuple(wrapping_mul(kEther, u256(1006U)), first + 1006, time + 12'072));
    EXPECT_EQ(stack::state_hash(chain->world()), present);
    EXPECT_FALSE(chain->at(first - 1, [](stack::World&) { return 0; }).has_value());
    EXPECT_FALSE(chain->at(first + 1007, [](stack::World&) { return 0; }).has_value());
}

TEST(Chain, GivesUpStatesBeyondItsHistory) {
    Options few = options();
    few.history_blocks = 4;
    const auto chain = open(few);
    for (int i = 0; i < 20; ++i) send(*chain, transfer(*chain, kAlice, kBob, kEther));
    EXPECT_GE(chain->oldest_state(), chain->tip().number - 8);
    EXPECT_LE(chain->oldest_state(), chain->tip().number - 4);
    EXPECT_EQ(chain
                  ->at(chain->tip().number - 4,
                       [](stack::World& w) { return w.accounts.ether[kBob].raw; })
                  .value(),
              wrapping_mul(kEther, u256(1016U)));
}

TEST(Chain, GoesBackToASnapshotOnce) {
    const auto chain = open(options());
    send(*chain, transfer(*chain, kAlice, kBob, kEther));
    const Hash state = stack::state_hash(chain->world());
    const Tip tip = chain->tip();
    const std::uint64_t first = chain->take_snapshot();
    ASSERT_TRUE(chain->command(command::SetBalance{kBob, kEther}).has_value());
    const std::uint64_t second = chain->take_snapshot();
    send(*chain, transfer(*chain, kAlice, kBob, kEther));
    ASSERT_TRUE(chain->mine(100'800, 0).has_value());
    EXPECT_TRUE(chain->revert_to(second).value());
    EXPECT_EQ(ether_of(*chain, kBob), kEther);
    EXPECT_EQ(chain->tip(), tip);
    EXPECT_TRUE(chain->revert_to(first).value());
    EXPECT_EQ(stack::state_hash(chain->world()), state);
    EXPECT_FALSE(chain->revert_to(first).value());
    EXPECT_FALSE(chain->revert_to(second).value());
    // What comes after it is a chain like any other.
    send(*chain, transfer(*chain, kAlice, kBob, kEther));
    EXPECT_EQ(chain->tip().number, tip.number + 1);
}

TEST(Chain, ACommandThatCannotBeDoneChangesNothing) {
    const auto chain = open(options());
    const Hash state = stack::state_hash(chain->world());
    EXPECT_FALSE(chain->command(command::Slash{"nobody", 1, {}}).has_value());
    EXPECT_FALSE(
        chain->command(command::DeployToken{chain->names().at("lido"), "x", "X", 18}).has_value());
    EXPECT_FALSE(
        chain->command(command::DeployToken{kBob, std::string(64, 'x'), "X", 18}).has_value());
    EXPECT_EQ(stack::state_hash(chain->world()), state);
}

TEST(Chain, ADumpMakesTheSameChainElsewhere) {
    const auto one = open(options());
    send(*one, transfer(*one, kAlice, kBob, kEther));
    ASSERT_TRUE(one->command(command::DeployToken{kBob, "Gold", "GLD", 18}).has_value());
    ASSERT_TRUE(one->mine(50, 0).has_value());
    ASSERT_TRUE(one->commit().has_value());
    const Bytes dump = one->dump().value();

    const auto other = open(options());
    send(*other, transfer(*other, kBob, kAlice, kEther));
    const auto loaded = other->load(dump);
    ASSERT_TRUE(loaded.has_value()) << loaded.error().what;
    ASSERT_TRUE(other->commit().has_value());
    EXPECT_EQ(other->tip(), one->tip());
    EXPECT_EQ(stack::state_hash(other->world()), stack::state_hash(one->world()));
    EXPECT_EQ(other->dump().value(), dump);

    const Hash before = stack::state_hash(other->world());
    EXPECT_FALSE(other->load(BytesView(dump).first(dump.size() - 1)).has_value());
    EXPECT_FALSE(other->load(BytesView(dump).first(7)).has_value());
    EXPECT_EQ(stack::state_hash(other->world()), before);
    Options another = options();
    another.genesis.chain_id = 5;
    EXPECT_FALSE(open(another)->load(dump).has_value());
}

TEST(Chain, ADeploymentStandsWhereItsPlanSaysWithThePlansDelays) {
    Options planned = options();
    const Address elsewhere = "0x00000000000000000000000000000000000011d0"_address;
    planned.genesis.plan.addresses["lido"] = elsewhere;
    planned.genesis.plan.eigenlayer.min_withdrawal_delay_blocks = 10;
    EXPECT_NE(Chain::identity(planned.genesis), Chain::identity(options().genesis));
    const auto chain = open(planned);
    EXPECT_EQ(chain->names().at("lido"), elsewhere);
    const Address mainnets = "0xae7ab96520de3a18e5e111b5eaab095312d7fe84"_address;
    EXPECT_FALSE(chain->world().accounts.has_code(mainnets));
    EXPECT_TRUE(
        send(*chain, call(*chain, kAlice, elsewhere, submit_to_lido(), kEther)).logs.size() == 3);

    // Restaked, and asked back: what was queued in a block can be completed when ten more have
    // passed, in the eleventh (DelegationManager: block > start + MIN_WITHDRAWAL_DELAY_BLOCKS).
    const auto& names = chain->names();
    const auto tell = [&](const Address& to, const Bytes& data) {
        return send(*chain, call(*chain, kAlice, to, data)).ok;
    };
    const Address manager = names.at("delegationManager");
    const Address strategy = names.at("stEthStrategy");
    const u256 half = div_down(kEther, u256(2U)).value();
    ASSERT_TRUE(tell(elsewhere, call_data("approve", names.at("strategyManager"), half)));
    ASSERT_TRUE(tell(names.at("strategyManager"),
                     call_data("depositIntoStrategy", strategy, elsewhere, half)));
    const u256 shares = half;
    const std::vector<eigenlayer::QueuedWithdrawalParams> asked{
        {{strategy}, {eigenlayer::DepositShares(shares)}, kAlice}};
    ASSERT_TRUE(tell(manager, call_data("queueWithdrawals", asked)));
    const auto queued = static_cast<std::uint32_t>(chain->tip().number);
    const eigenlayer::Withdrawal ticket{
        kAlice, {}, kAlice, u256(), queued, {strategy}, {eigenlayer::ScaledShares(shares)}};
    const Bytes complete =
        call_data("completeQueuedWithdrawal", ticket, std::vector<Address>{elsewhere}, true);
    ASSERT_TRUE(chain->mine(9, 0).has_value());
    EXPECT_FALSE(tell(manager, complete)) << "ten blocks later";
    EXPECT_TRUE(tell(manager, complete)) << "eleven";
}

/// Where a part of a dump stands in it.
std::size_t place_of(const Bytes& dump, const Bytes& part) {
    const auto at = std::ranges::search(dump, part);
    EXPECT_FALSE(at.empty());
    return static_cast<std::size_t>(at.begin() - dump.begin());
}

TEST(Chain, ADumpWhoseStateIsOfAnotherVersionIsLivedThroughAgain) {
    const auto one = open(options());
    send(*one, transfer(*one, kAlice, kBob, kEther));
    const Hash first_hash = one->tip().hash;
    ASSERT_TRUE(one->command(command::DeployToken{kBob, "Gold", "GLD", 18}).has_value());
    ASSERT_TRUE(one->mine(50, 0).has_value());
    ASSERT_TRUE(one->commit().has_value());
    Bytes dump = one->dump().value();
    // The format's number opens the state.
    const std::size_t state = place_of(dump, stack::save(one->world()));
    dump[state] ^= 0x40U;

    const auto other = open(options());
    const auto loaded = other->load(dump);
    ASSERT_TRUE(loaded.has_value()) << loaded.error().what;
    ASSERT_TRUE(other->commit().has_value());
    EXPECT_EQ(other->tip(), one->tip());
    EXPECT_EQ(stack::state_hash(other->world()), stack::state_hash(one->world()));
    EXPECT_EQ(other->dump().value(), one->dump().value());

    // With a block of another hash neither way leads there.
    const Bytes hash(first_hash.bytes.begin(), first_hash.bytes.end());
    dump[place_of(dump, hash)] ^= 1U;
    const Hash before = stack::state_hash(other->world());
    const auto damaged = other->load(dump);
    ASSERT_FALSE(damaged.has_value());
    EXPECT_THAT(damaged.error().what, ::testing::HasSubstr("the state has format"));
    EXPECT_THAT(damaged.error().what, ::testing::HasSubstr("comes out otherwise"));
    EXPECT_EQ(stack::state_hash(other->world()), before);
}

TEST(Chain, ADumpWithAByteChangedIsRefusedOrHarmless) {
    const auto one = open(options());
    send(*one, call(*one, kAlice, one->names().at("lido"), submit_to_lido(), kEther));
    ASSERT_TRUE(one->mine(50, 0).has_value());
    ASSERT_TRUE(one->commit().has_value());
    const Bytes dump = one->dump().value();
    const auto other = open(options());
    // Behind the state stand the blocks: what the store would otherwise stumble over.
    const std::size_t state = place_of(dump, stack::save(one->world()));
    const std::size_t blocks = state + stack::save(one->world()).size();
    for (std::size_t at = blocks; at < dump.size(); ++at) {
        Bytes changed = dump;
        changed[at] ^= 0x81U;
        if (!other->load(changed).has_value()) continue;
        const auto committed = other->commit();
        ASSERT_TRUE(committed.has_value()) << at << ": " << committed.error().what;
    }
}

}  // namespace
}  // namespace aq::chain
