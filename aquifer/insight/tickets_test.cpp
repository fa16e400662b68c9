// SPDX-License-Identifier: Apache-2.0
// What a ticket says is compared with what the claim then does.
#include <aquifer/insight/tickets.hpp>

#include <aquifer/insight/queues.hpp>
#include <aquifer/insight/testing.hpp>
#include <aquifer/insight/values.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>

#include <gmock/gmock.h>

namespace aq::insight {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace)
using ::testing::HasSubstr;

TEST_F(Mainnet, ARequestToLidoWaitsForItsFinalisation) {
    stake(100);
    send(kAlice, "lido", "approve(address,uint256)", {}, at("lidoQueue"), ether(10));
    send(kAlice, "lidoQueue", "requestWithdrawals(uint256[],address)", {}, std::vector{ether(10)},
         kAlice);
    const auto ticket = lido_ticket(world_, u256(1U));
    ASSERT_TRUE(ticket.has_value());
    EXPECT_EQ(ticket->owner, kAlice);
    EXPECT_TRUE(ticket->waits_for_others);
    EXPECT_FALSE(ticket->claimable);
    EXPECT_THAT(ticket->refusal, HasSubstr("RequestNotFoundOrNotFinalized"));
    ASSERT_EQ(ticket->payments.size(), 1U);
    EXPECT_EQ(ticket->payments[0].amount, ether(10));
    const LidoQueue queue = lido_queue(world_);
    EXPECT_EQ(queue.length, u256(1U));
    EXPECT_EQ(queue.unfinalized_st_eth, ether(10));
    EXPECT_EQ(queue.next_st_eth, ether(10));
    EXPECT_FALSE(lido_ticket(world_, u256(2U)).has_value());
    EXPECT_EQ(tickets_of(world_, kAlice).size(), 1U);
}

TEST_F(Mainnet, AWithdrawalFromEigenLayerIsPaidWhatItsTicketSays) {
    stake(100);
    restake(40);
    delegate("renzoOperator0");
    using eigenlayer::QueuedWithdrawalParams;
    send(kAlice, "delegationManager", "queueWithdrawals((address[],uint256[],address)[])", {},
         std::vector{QueuedWithdrawalParams{
             {at("stEthStrategy")}, {eigenlayer::DepositShares(ether(15))}, kAlice}});
    const auto tickets = tickets_of(world_, kAlice);
    ASSERT_EQ(tickets.size(), 1U);
    const Ticket& waiting = tickets[0];
    EXPECT_FALSE(waiting.claimable);
    EXPECT_THAT(waiting.refusal, HasSubstr("WithdrawalDelayNotElapsed"));
    ASSERT_EQ(waiting.payments.size(), 1U);
    EXPECT_EQ(waiting.payments[0].asset, at("lido"));
    EXPECT_EQ(waiting.payments[0].amount, ether(15));
    EXPECT_EQ(eigenlayer_queue(world_).next_completable_from_block, waiting.claimable_from_block);
    const std::uint64_t from = *waiting.claimable_from_block;
    // The mainnet's minimum is 100,800 blocks, of which the last can still be slashed.
    EXPECT_EQ(from, world_.block.number + 100'801);
    pass(from - 1 - world_.block.number);
    EXPECT_FALSE(eigenlayer_ticket(world_, waiting.root)->claimable);
    pass(1);
    const auto ready = eigenlayer_ticket(world_, waiting.root);
    EXPECT_TRUE(ready->claimable);
    EXPECT_EQ(ready->refusal, "");
    const EigenLayerQueue queue = eigenlayer_queue(world_);
    EXPECT_EQ(queue.completable, 1U);
    ASSERT_EQ(queue.by_strategy.size(), 1U);
    EXPECT_EQ(queue.by_strategy[0].underlying, ether(15));
    EXPECT_FALSE(eigenlayer_ticket(world_, Hash()).has_value());
}

TEST_F(Mainnet, ARequestToRenzoWaitsForTheCoolDownAlone) {
    send(kAlice, "restakeManager", "depositETH()", ether(25));
    send(kAlice, "ezETH", "approve(address,uint256)", {}, at("withdrawQueue"), ether(10));
    send(kAlice, "withdrawQueue", "withdraw(uint256,address)", {}, ether(10), kNative);
    const auto ticket = renzo_ticket(world_, u256(1U));
    ASSERT_TRUE(ticket.has_value());
    EXPECT_EQ(ticket->owner, kAlice);
    EXPECT_FALSE(ticket->claimable);
    EXPECT_FALSE(ticket->waits_for_others);
    EXPECT_THAT(ticket->refusal, HasSubstr("EarlyClaim"));
    EXPECT_EQ(ticket->payments[0].amount, ether(10));
    const std::uint64_t left = *ticket->claimable_from_time - world_.block.time;
    EXPECT_EQ(left, world_.renzo.withdrawals.cool_down_period->truncate_u64());
    world_.block.time += left;
    EXPECT_TRUE(renzo_ticket(world_, u256(1U))->claimable);
    const u256 before = world_.accounts.ether[kAlice].raw;
    send(kAlice, "withdrawQueue", "claim(uint256,address)", {}, u256(0U), kAlice);
    EXPECT_EQ(wrapping_sub(world_.accounts.ether[kAlice].raw, before), ether(10));
    EXPECT_FALSE(renzo_ticket(world_, u256(1U)).has_value());
}

TEST_F(Mainnet, ARequestToRenzoBeyondTheBufferSaysWhatIsMissing) {
    stake(100);
    send(at("renzoAdmin"), "withdrawQueue", "updateWithdrawBufferTarget((address,uint256)[])", {},
         std::vector{renzo::TokenWithdrawBuffer{at("lido"), renzo::Amount(u256(1U))}});
    send(kAlice, "lido", "approve(address,uint256)", {}, at("restakeManager"), ether(100));
    send(kAlice, "restakeManager", "deposit(address,uint256)", {}, at("lido"), ether(100));
    send(kAlice, "ezETH", "approve(address,uint256)", {}, at("withdrawQueue"), ether(40));
    send(kAlice, "withdrawQueue", "withdraw(uint256,address)", {}, ether(40), at("lido"));
    const auto ticket = renzo_ticket(world_, u256(1U));
    ASSERT_TRUE(ticket.has_value());
    EXPECT_TRUE(ticket->waits_for_others);
    // One wei of the forty was in the buffer.
    EXPECT_EQ(ticket->missing, wrapping_sub(ether(40), u256(1U)));
    const auto queues = renzo_queues(world_);
    ASSERT_GE(queues.size(), 2U);
    EXPECT_EQ(queues[0].asset, kNative);
    EXPECT_EQ(queues[1].asset, at("lido"));
    EXPECT_EQ(queues[1].requests, 1U);
    EXPECT_EQ(queues[1].missing, ticket->missing);
    EXPECT_EQ(queues[1].ez_eth_locked, ether(40));
}

}  // namespace
}  // namespace aq::insight
