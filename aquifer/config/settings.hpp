// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What a node can be told, as plain data with its defaults. `fields.cpp` says of each member what
/// it is called in a file, what it means and what it may be.

#include <aquifer/eth/types.hpp>
#include <aquifer/ledger/quantity.hpp>
#include <aquifer/stack/plan.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aq::config {

using stack::ether;

/// A plain ERC-20 token beside those of the protocols.
struct Token {
    std::string name;
    std::string symbol;
    std::uint64_t decimals = 18;
    /// Nothing: the node chooses one.
    std::optional<Address> address = {};
    /// Whole tokens that each development account holds from the start.
    std::uint64_t supply_each = 1'000'000;

    friend bool operator==(const Token&, const Token&) = default;
};

struct Deployment {
    /// The id of every development chain: with mainnet's own, a wallet would take the sandbox for
    /// mainnet, and what is signed here would be valid there.
    std::uint64_t chain_id = 31'337;
    std::uint64_t start_block = 25'900'000;
    /// Unix time: the first slot of the beacon chain's epoch 491,000.
    std::uint64_t start_time = 1'795'368'023;
    std::uint64_t seed = 1;
    std::uint64_t accounts = 10;
    Wei account_balance = ether(10'000);
    std::vector<std::string> protocols{"lido", "rates", "eigenlayer", "renzo"};
    Wei background_stake = ether(36'000'000);
    std::vector<Token> token;
    /// Only who stands elsewhere than on mainnet.
    stack::Addresses addresses;
    stack::LidoParameters lido;
    stack::RatesParameters rates;
    stack::EigenLayerParameters eigenlayer;
    stack::RenzoParameters renzo;

    friend bool operator==(const Deployment&, const Deployment&) = default;
};

enum class Development : std::uint8_t { kAuto, kOn, kOff };

struct Network {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8545;
    /// Zero: as many as the machine has cores.
    std::uint64_t threads = 0;
    Development development = Development::kAuto;
    /// Beside loopback's own names and the address that is listened on.
    std::vector<std::string> hosts;
    std::vector<std::string> origins;

    friend bool operator==(const Network&, const Network&) = default;
};

enum class Durability : std::uint8_t { kBlock, kAsync };

struct Store {
    /// Empty: nothing outlives the process.
    std::string folder;
    Durability durability = Durability::kBlock;
    std::uint64_t snapshot_every = 100'000;
    std::uint64_t map_gib_max = 256;

    friend bool operator==(const Store&, const Store&) = default;
};

struct Limits {
    std::uint64_t body_bytes = 4'194'304;
    std::uint64_t batch = 1'000;
    std::uint64_t connections = 1'024;
    std::uint64_t subscriptions = 256;
    std::uint64_t filters = 1'024;
    std::uint64_t log_range_blocks = 1'000'000;
    std::uint64_t logs_per_answer = 20'000;
    std::uint64_t call_seconds = 10;
    std::uint64_t pool_transactions = 10'000;
    std::uint64_t queue_bytes = 16'777'216;
    std::uint64_t history_blocks = 256;
    std::uint64_t history_mib = 512;

    friend bool operator==(const Limits&, const Limits&) = default;
};

enum class MiningMode : std::uint8_t { kAutomatic, kInterval, kManual };

struct Mining {
    MiningMode mode = MiningMode::kAutomatic;
    std::uint64_t block_seconds = 12;

    friend bool operator==(const Mining&, const Mining&) = default;
};

/// A service that an autopilot runs: pays its operators each week, and slashes them by chance.
struct Avs {
    std::string name;
    Wei pays_weekly = ether(1);
    std::uint64_t slash_bps = 0;
    std::uint64_t slash_chance_weekly_ppm = 0;

    friend bool operator==(const Avs&, const Avs&) = default;
};

struct Autopilot {
    bool enabled = false;
    std::uint64_t seed = 1;
    /// How many users.
    std::uint64_t crowd = 100;
    bool beacon_rewards = true;
    bool lido_committee = true;
    bool renzo_keepers = true;
    bool reward_updater = true;
    std::vector<Avs> avs;

    friend bool operator==(const Autopilot&, const Autopilot&) = default;
};

struct Settings {
    Deployment deployment;
    Network network;
    Store store;
    Limits limits;
    Mining mining;
    Autopilot autopilot;

    friend bool operator==(const Settings&, const Settings&) = default;
};

}  // namespace aq::config
