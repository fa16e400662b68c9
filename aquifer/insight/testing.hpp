// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Everything at its mainnet address, and what people do there.

#include <aquifer/eth/abi.hpp>
#include <aquifer/stack/mainnet.hpp>

#include <gtest/gtest.h>

namespace aq::insight::testing {

inline constexpr Address kAlice = "0x00000000000000000000000000000000000a11ce"_address;
inline constexpr Address kAvs = "0x00000000000000000000000000000000000000a5"_address;
inline constexpr Address kNobody = "0x000000000000000000000000000000000000dead"_address;

inline u256 ether(std::uint64_t n) {
    return wrapping_mul(u256(n), kWad);
}

class Mainnet : public ::testing::Test {
protected:
    Mainnet() : names_(stack::deploy_mainnet(world_)) {
        aq::move::set_ether(world_.undo, world_.accounts, kAlice, Wei(ether(1'000)));
        world_.undo.commit();
    }

    const Address& at(const std::string& name) { return names_.at(name); }

    template <class... T>
    void send(const Address& from, const std::string& to, std::string_view signature,
              const u256& value, const T&... arguments) {
        const Bytes data = abi_call(first_four(keccak(signature)), arguments...);
        const auto done = world_.execute({from, at(to), Wei(value), data}, nullptr);
        ASSERT_TRUE(done.has_value()) << signature << ": " << done.error().to_text();
        world_.undo.commit();
    }
    void stake(std::uint64_t n) { send(kAlice, "lido", "submit(address)", ether(n), kZeroAddress); }
    /// stETH of alice's into EigenLayer.
    void restake(std::uint64_t n) {
        send(kAlice, "lido", "approve(address,uint256)", {}, at("strategyManager"), ether(n));
        send(kAlice, "strategyManager", "depositIntoStrategy(address,address,uint256)", {},
             at("stEthStrategy"), at("lido"), ether(n));
    }
    void delegate(const std::string& to) {
        send(kAlice, "delegationManager", "delegateTo(address,(bytes,uint256),bytes32)", {}, at(to),
             eigenlayer::SignatureWithExpiry{}, Hash());
    }
    /// Set 1 of the AVS gets this part of an operator's magnitude in the strategy of stETH. The
    /// AVS is its own registrar.
    void allocate(const std::string& operator_name, std::uint64_t magnitude) {
        const Address operator_at = at(operator_name);
        const std::vector<Address> strategies{at("stEthStrategy")};
        send(kAvs, "allocationManager", "updateAVSMetadataURI(address,string)", {}, kAvs,
             std::string("a bridge"));
        send(kAvs, "allocationManager", "createOperatorSets(address,(uint32,address[])[])", {},
             kAvs, std::vector{eigenlayer::CreateSetParams{1, strategies}});
        aq::move::deploy(world_.undo, world_.accounts, kAvs, code_of(stack::Kind::kRegistrar));
        send(operator_at, "allocationManager",
             "registerForOperatorSets(address,(address,uint32[],bytes))", {}, operator_at,
             eigenlayer::RegisterParams{kAvs, {1}, {}});
        send(operator_at, "allocationManager",
             "modifyAllocations(address,((address,uint32),address[],uint64[])[])", {}, operator_at,
             std::vector{eigenlayer::AllocateParams{
                 {kAvs, 1}, strategies, {eigenlayer::Magnitude(magnitude)}}});
    }
    void pass(std::uint64_t blocks) {
        world_.block.number += blocks;
        world_.block.time += 12 * blocks;
    }

    stack::World world_;
    std::map<std::string, Address> names_;
};

}  // namespace aq::insight::testing
