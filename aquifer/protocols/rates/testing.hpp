// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A small world for the tests and laws of rate tokens: all six, deployed as on the main network
/// with their default settings, and accounts with ether.

#include <aquifer/ledger/tx.hpp>
#include <aquifer/protocols/rates/abi.hpp>
#include <aquifer/protocols/rates/state.hpp>

namespace aq::rates {

namespace testing {

inline constexpr Address kAlice = "0x00000000000000000000000000000000000000a1"_address;
inline constexpr Address kBob = "0x00000000000000000000000000000000000000b0"_address;
inline constexpr Address kCarol = "0x00000000000000000000000000000000000000c0"_address;
/// Holds every role.
inline constexpr Address kAdmin = "0x00000000000000000000000000000000000000ad"_address;
/// A contract that takes no ether.
inline constexpr Address kUnwilling = "0x00000000000000000000000000000000000000ee"_address;

inline constexpr Address kReth = "0xae78736cd615f374d3085123a210448e74fc6393"_address;
inline constexpr Address kBalances = "0x0000000000000000000000000000000000001001"_address;
inline constexpr Address kPool = "0x0000000000000000000000000000000000001002"_address;
inline constexpr Address kVault = "0x0000000000000000000000000000000000001003"_address;
inline constexpr Address kCbEth = "0xbe9895146f7af43049ca1c1ae358b0541ea49704"_address;
inline constexpr Address kUpdater = "0x0000000000000000000000000000000000002001"_address;
inline constexpr Address kWbEth = "0xa2e3356610840701bdf5611a53974510ae27e2e1"_address;
inline constexpr Address kFrxEth = "0x5e8422345238f34275888049021821e8e08caa1f"_address;
inline constexpr Address kSfrxEth = "0xac3e018457b222d93114458476f3e3416abbe38f"_address;
inline constexpr Address kFraxMinter = "0x0000000000000000000000000000000000003001"_address;
inline constexpr Address kSwEth = "0xf951e335afb289353dc249e82926178eac7ded78"_address;
inline constexpr Address kDepositManager = "0x0000000000000000000000000000000000004001"_address;
inline constexpr Address kTreasury = "0x0000000000000000000000000000000000004002"_address;
inline constexpr Address kMeth = "0xd5f7838f5c461feff7fe49ea5ebaf7728bb0adfa"_address;
inline constexpr Address kStaking = "0xe3cbd06d7dadb3f4e6557bab7edd924cd1489e8f"_address;
inline constexpr Address kRequests = "0x0000000000000000000000000000000000005001"_address;
inline constexpr Address kOracle = "0x0000000000000000000000000000000000005002"_address;
inline constexpr Address kAggregator = "0x0000000000000000000000000000000000005003"_address;
inline constexpr Address kPauser = "0x0000000000000000000000000000000000005004"_address;
inline constexpr Address kConsensus = "0x0000000000000000000000000000000000005005"_address;
inline constexpr Address kExecution = "0x0000000000000000000000000000000000005006"_address;
inline constexpr Address kFees = "0x0000000000000000000000000000000000005007"_address;
inline constexpr Address kBuffer = "0x0000000000000000000000000000000000005008"_address;

inline constexpr u256 kEther = 1e18_u256;

/// Seven days, a cycle of sfrxETH; the sandbox starts at a multiple of it.
inline constexpr std::uint32_t kCycle = 604'800;
inline constexpr std::uint64_t kStart = 2'900ULL * kCycle;

class Sandbox {
public:
    Sandbox();

    /// A transaction to a contract by its face, as the machine runs it.
    Result<Bytes> send(const Address& from, const Address& to, const u256& value,
                       const Bytes& data);
    template <class... Args>
    Result<Bytes> call(const Address& from, const Address& to, const char* signature,
                       const Args&... args) {
        return pay(from, to, u256(), signature, args...);
    }
    template <class... Args>
    Result<Bytes> pay(const Address& from, const Address& to, const u256& value,
                      const char* signature, const Args&... args) {
        return send(from, to, value,
                    abi_call(first_four(keccak(std::string_view(signature))), args...));
    }
    /// The number that a view answers, or that a transaction did.
    template <class... Args>
    u256 ask(const Address& to, const char* signature, const Args&... args) {
        return number(call(kAlice, to, signature, args...));
    }
    static u256 number(const Result<Bytes>& answer);

    void fund(const Address& at, const u256& value);
    /// Tokens from nowhere, for a start.
    void grant(const Address& token, const Address& to, const u256& amount);
    [[nodiscard]] u256 balance(const Address& token, const Address& holder) const;
    [[nodiscard]] u256 supply(const Address& token) const;
    [[nodiscard]] u256 ether(const Address& at) const { return accounts.ether[at].raw; }

    Undo undo;
    LogBuffer logs;
    Accounts accounts;
    erc20::State tokens;
    State state;
    Ports ports{state, {tokens, accounts}, accounts};
    Block block{1'000'000, kStart, 1};

private:
    static Result<Bytes> machine(void* self, Tx& tx, const Call& call, BytesView data);
    void deploy_reth();
    void deploy_staked();
    void deploy_frax();
    void deploy_sweth();
    void deploy_meth();
    void stand(const Address& token, erc20::Kind kind, std::string_view name,
               std::string_view symbol, std::string_view version);
};

}  // namespace testing

}  // namespace aq::rates
