// SPDX-License-Identifier: Apache-2.0
#include <cmd/serve_options.hpp>

#include <aquifer/eth/signature.hpp>

#include <algorithm>
#include <thread>

namespace aq::cmd {

namespace {

bool is_loopback(const std::string& host) {
    return host == "localhost" || host == "::1" || host == "[::1]" || host.starts_with("127.");
}

/// A plain token's address where the file gives none: of its symbol, so that it stays where it is
/// when others come and go.
Address address_of(const config::Token& token) {
    return token.address.value_or(
        truncate_address(to_u256(keccak(std::string("token ") + token.symbol))));
}

std::vector<Address> unlocked(const config::Settings& settings) {
    std::vector<Address> out;
    for (const Hash& secret : node::development_secrets()) {
        if (out.size() == settings.deployment.accounts) break;
        out.push_back(account_of(secret));
    }
    return out;
}

u256 ten_to_the(std::uint64_t n) {
    u256 out(1U);
    for (std::uint64_t i = 0; i < n; ++i) out = wrapping_mul(out, u256(10U));
    return out;
}

}  // namespace

bool has_development_powers(const config::Network& network) {
    switch (network.development) {
        case config::Development::kOn:
            return true;
        case config::Development::kOff:
            return false;
        case config::Development::kAuto:
            break;
    }
    return is_loopback(network.host);
}

chain::Options chain_options(const config::Settings& s) {
    chain::Options out;
    out.genesis.chain_id = s.deployment.chain_id;
    out.genesis.number = s.deployment.start_block;
    out.genesis.time = s.deployment.start_time;
    out.genesis.background_ether =
        div_down(s.deployment.background_stake.raw, kWad)->truncate_u64();
    const auto stands = [&](std::string_view protocol) {
        return std::ranges::find(s.deployment.protocols, protocol) != s.deployment.protocols.end();
    };
    out.genesis.plan = {.protocols = {.lido = stands("lido"),
                                      .rates = stands("rates"),
                                      .eigenlayer = stands("eigenlayer"),
                                      .renzo = stands("renzo")},
                        .addresses = s.deployment.addresses,
                        .lido = s.deployment.lido,
                        .rates = s.deployment.rates,
                        .eigenlayer = s.deployment.eigenlayer,
                        .renzo = s.deployment.renzo};
    const std::vector<Address> accounts = unlocked(s);
    for (const Address& account : accounts) {
        out.genesis.accounts.push_back({account, s.deployment.account_balance.raw});
    }
    for (const config::Token& token : s.deployment.token) {
        chain::Genesis::Token made{.at = address_of(token),
                                   .name = token.name,
                                   .symbol = token.symbol,
                                   .decimals = static_cast<std::uint8_t>(token.decimals),
                                   .balances = {}};
        const u256 each = wrapping_mul(u256(token.supply_each), ten_to_the(token.decimals));
        for (const Address& account : accounts) made.balances.push_back({account, each});
        out.genesis.tokens.push_back(std::move(made));
    }
    out.store.folder = s.store.folder;
    out.store.sync = !s.store.folder.empty() && s.store.durability == config::Durability::kBlock;
    out.store.bytes_max = s.store.map_gib_max << 30U;
    out.mining = s.mining.mode == config::MiningMode::kAutomatic ? chain::Mining::kAutomatic
                                                                 : chain::Mining::kOnDemand;
    out.block_seconds = s.mining.block_seconds;
    out.pool_transactions_max = s.limits.pool_transactions;
    out.history_blocks = s.limits.history_blocks;
    out.history_bytes_max = s.limits.history_mib << 20U;
    out.snapshot_every = s.store.snapshot_every;
    return out;
}

node::NodeOptions node_options(const config::Settings& s, bool development) {
    node::NodeOptions out;
    out.client_version = "aquifer/" AQUIFER_VERSION;
    if (development) {
        out.secrets = node::development_secrets();
        out.secrets.resize(std::min<std::size_t>(out.secrets.size(), s.deployment.accounts));
    }
    out.logs.blocks = s.limits.log_range_blocks;
    out.logs.logs = s.limits.logs_per_answer;
    out.filters.filters = s.limits.filters;
    // What is not kept need not be waited for.
    out.engine.durability =
        s.store.folder.empty() || s.store.durability == config::Durability::kAsync
            ? chain::Durability::kAsync
            : chain::Durability::kBlock;
    if (s.mining.mode == config::MiningMode::kInterval) {
        out.engine.interval_seconds = s.mining.block_seconds;
    }
    return out;
}

rpc::ServerOptions server_options(const config::Settings& s, bool development) {
    rpc::ServerOptions out;
    out.address = s.network.host == "localhost" ? "127.0.0.1" : s.network.host;
    out.port = s.network.port;
    out.threads = s.network.threads != 0 ? static_cast<unsigned>(s.network.threads)
                                         : std::max(1U, std::thread::hardware_concurrency());
    out.limits.body_bytes = s.limits.body_bytes;
    out.limits.batch_length = s.limits.batch;
    out.limits.connections = s.limits.connections;
    out.limits.subscriptions = s.limits.subscriptions;
    out.limits.queued_bytes = s.limits.queue_bytes;
    out.limits.time_per_call = std::chrono::seconds(s.limits.call_seconds);
    out.allowed_hosts = s.network.hosts;
    out.allowed_origins = s.network.origins;
    out.development = development;
    return out;
}

autopilot::Settings autopilot_settings(const config::Settings& s) {
    autopilot::Settings out;
    out.seed = s.autopilot.seed;
    out.crowd = s.autopilot.crowd;
    out.beacon_rewards = s.autopilot.beacon_rewards;
    out.lido_committee = s.autopilot.lido_committee;
    out.renzo_keepers = s.autopilot.renzo_keepers;
    out.reward_updater = s.autopilot.reward_updater;
    out.avs.clear();
    for (const config::Avs& avs : s.autopilot.avs) {
        out.avs.push_back({.name = avs.name,
                           .pays_weekly = avs.pays_weekly,
                           .slash_bps = avs.slash_bps,
                           .slash_chance_weekly_ppm = avs.slash_chance_weekly_ppm});
    }
    return out;
}

}  // namespace aq::cmd
