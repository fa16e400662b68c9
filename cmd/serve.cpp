// SPDX-License-Identifier: Apache-2.0
#include <cmd/serve.hpp>

#include <aquifer/autopilot/autopilot.hpp>
#include <aquifer/config/config.hpp>
#include <aquifer/rpc/server.hpp>

#include <CLI/CLI.hpp>
#include <cmd/exit_code.hpp>
#include <cmd/log.hpp>
#include <cmd/serve_options.hpp>
#include <fmt/core.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <memory>
#include <pthread.h>

namespace aq::cmd {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kSeasonDays = 60;

struct ServeOptions {
    std::string file;
    std::vector<std::string> assignments;
    bool demo = false;
    bool dev = false;
    bool json_log = false;
    std::optional<std::uint16_t> port;
    std::optional<std::string> host;
    std::optional<std::string> db;
    std::optional<std::string> durability;
};

/// Flags are settings with shorter names.
std::vector<std::string> assignments_of(const ServeOptions& o) {
    std::vector<std::string> out = o.assignments;
    if (o.dev) out.emplace_back("network.development=true");
    if (o.port.has_value()) out.push_back("network.port=" + std::to_string(*o.port));
    if (o.host.has_value()) out.push_back("network.host=" + *o.host);
    if (o.db.has_value()) out.push_back("store.folder=" + *o.db);
    if (o.durability.has_value()) out.push_back("store.durability=" + *o.durability);
    if (o.demo) out.emplace_back("autopilot.enabled=true");
    return out;
}

/// SIGINT and SIGTERM arrive at `wait`, whichever thread they are sent to.
class Signals {
public:
    Signals() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGINT);
        sigaddset(&set_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    }
    int wait() {
        int signal = 0;
        sigwait(&set_, &signal);
        return signal;
    }

private:
    sigset_t set_{};
};

std::string seconds_since(Clock::time_point start) {
    return fmt::format("{:.3f}", std::chrono::duration<double>(Clock::now() - start).count());
}

rpc::Page health(node::Node& node, const std::atomic<bool>& failed) {
    const bool well = !failed;
    return {"application/json",
            fmt::format("{{\"status\":\"{}\",\"chainId\":{},\"block\":{}}}\n",
                        well ? "ok" : "store failed", node.chain_id(), node.history().head()),
            well ? 200U : 503U};
}

rpc::Page metrics(node::Node& node, rpc::Server& server) {
    std::string text = server.meter().to_text();
    const auto [waiting, block, undo] = node.engine().read([](chain::Chain& c) {
        return std::tuple(c.pool().size(), c.tip(), c.world().undo.size());
    });
    text += fmt::format(
        "# HELP aquifer_block_number The newest block.\n# TYPE aquifer_block_number gauge\n"
        "aquifer_block_number {}\n"
        "# HELP aquifer_block_time_seconds Its time.\n# TYPE aquifer_block_time_seconds gauge\n"
        "aquifer_block_time_seconds {}\n"
        "# HELP aquifer_pool_transactions Transactions that wait for a block.\n"
        "# TYPE aquifer_pool_transactions gauge\naquifer_pool_transactions {}\n"
        "# HELP aquifer_history_bytes What the way back to recent states takes.\n"
        "# TYPE aquifer_history_bytes gauge\naquifer_history_bytes {}\n",
        block.number, block.time, waiting, undo);
    return {"text/plain; version=0.0.4", std::move(text), 200};
}

/// Where to point a wallet, and a first thing to try.
void greet(const config::Settings& s, std::uint16_t port, bool development,
           const std::map<std::string, Address>& names) {
    const std::string host =
        s.network.host.find(':') == std::string::npos ? s.network.host : '[' + s.network.host + ']';
    const std::string url = fmt::format("http://{}:{}", host, port);
    fmt::print(
        "\naquifer serves a liquid restaking chain at {}  (chain {}; WebSocket on the same port)\n",
        url, s.deployment.chain_id);
    if (development) {
        fmt::print(
            "  {} unlocked accounts, the first of them {}\n"
            "  (everybody knows their keys: mnemonic \"test test test test test test test test "
            "test "
            "test test junk\")\n",
            s.deployment.accounts, to_hex(node::development_accounts().front()));
    }
    const std::string lido = to_hex(names.at("lido"));
    fmt::print(
        "  {}\n\n"
        "Try:\n"
        "  curl -s {} -H 'content-type: application/json' \\\n"
        "    -d '{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"aquifer_rates\"}}'\n"
        "  cast call {} 'totalSupply()(uint256)' --rpc-url {}\n"
        "  docs/guide/wallet.md shows MetaMask, viem and ethers. Ctrl-C ends it.\n\n",
        s.store.folder.empty() ? "nothing is kept when it ends (--db FOLDER keeps it)"
                               : "everything is kept in " + s.store.folder,
        url, lido, url);
    std::fflush(stdout);
}

/// A chain with its autopilot, before anybody is served.
struct Opened {
    std::unique_ptr<chain::Chain> chain;
    std::unique_ptr<autopilot::Autopilot> autopilot;
};

std::expected<Opened, std::string> open(const config::Settings& settings,
                                        const ServeOptions& options, const Log& log) {
    const auto start = Clock::now();
    auto next_report = start + std::chrono::seconds(1);
    auto chain = chain::Chain::open(
        chain_options(settings),
        {.done =
             [&](std::uint64_t done, std::uint64_t of) {
                 if (Clock::now() < next_report) return;
                 next_report = Clock::now() + std::chrono::seconds(1);
                 log.info("replaying",
                          {{"done", std::to_string(done)}, {"of", std::to_string(of)}});
             },
         .warn = [&](const std::string& what) { log.warn("store", {{"what", what}}); }});
    if (!chain.has_value()) return std::unexpected(chain.error().what);
    Opened out{std::move(*chain), nullptr};
    chain::Chain& c = *out.chain;
    if (settings.autopilot.enabled) {
        const bool is_new = c.tip().number == c.first_block();
        auto roles = autopilot_settings(settings);
        if (options.demo && roles.avs.empty()) roles.avs = autopilot::season_settings().avs;
        if (options.demo && is_new) {
            out.autopilot = autopilot::season(c, roles, kSeasonDays);
        } else {
            out.autopilot = std::make_unique<autopilot::Autopilot>(c, roles);
            out.autopilot->set_up();
        }
        if (const auto kept = c.commit(); !kept.has_value()) {
            return std::unexpected(kept.error().what);
        }
    }
    log.info("chain", {{"block", std::to_string(c.tip().number)},
                       {"seconds", seconds_since(start)},
                       {"store", settings.store.folder.empty() ? "none" : settings.store.folder}});
    return out;
}

int serve(const ServeOptions& options) {
    const Log log(options.json_log ? Log::Form::kJson : Log::Form::kText);
    const auto settings =
        config::load(options.file, assignments_of(options), node::development_accounts());
    if (!settings.has_value()) {
        for (const config::Fault& fault : settings.error()) {
            fmt::print(stderr, "{}\n", fault.to_text());
        }
        return kBadInput;
    }
    const bool development = has_development_powers(settings->network);
    Signals signals;
    auto opened = open(*settings, options, log);
    if (!opened.has_value()) {
        log.error("cannot open the chain", {{"what", opened.error()}});
        return kBadInput;
    }
    const std::map<std::string, Address> names = opened->chain->names();
    std::atomic<bool> failed = false;
    node::NodeOptions node_opts = node_options(*settings, development);
    if (opened->autopilot != nullptr) {
        node_opts.engine.companion =
            [pilot = std::shared_ptr(std::move(opened->autopilot))](chain::Chain& c) {
                if (c.tip().time >= pilot->next_due()) pilot->tick();
            };
    }
    node::Node node(std::move(opened->chain), node_opts, [&](const chain::Fault& fault) {
        log.error("the store failed: what is not on disk is not acknowledged",
                  {{"what", fault.what}});
        failed = true;
        kill(getpid(), SIGTERM);
    });
    rpc::Methods methods;
    node::add_methods(methods, node);
    rpc::Server server(server_options(*settings, development), std::move(methods));
    server.add_page("/health", [&](std::string_view) { return health(node, failed); });
    server.add_page("/metrics", [&](std::string_view) { return metrics(node, server); });
    if (const auto started = server.start(); !started.has_value()) {
        log.error("cannot listen",
                  {{"what", started.error().what}, {"advice", started.error().advice}});
        return kBadInput;
    }
    log.info("listening", {{"host", settings->network.host},
                           {"port", std::to_string(server.port())},
                           {"development", development ? "on" : "off"}});
    greet(*settings, server.port(), development, names);
    const int signal = signals.wait();
    log.info("stopping", {{"signal", signal == SIGINT ? "SIGINT" : "SIGTERM"}});
    server.stop();
    const auto stopped = node.engine().stop();
    if (!stopped.has_value()) log.error("stopping", {{"what", stopped.error().what}});
    return failed || !stopped.has_value() ? kFailed : 0;
}

}  // namespace

void add_serve(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<ServeOptions>();
    CLI::App* verb = app.add_subcommand(
        "serve",
        "Run a chain on which Lido, the rate tokens, EigenLayer and Renzo stand at their mainnet\n"
        "addresses, for wallets and libraries: Ethereum JSON-RPC over HTTP and WebSocket.\n\n"
        "  aquifer serve                      a fresh chain at http://127.0.0.1:8545\n"
        "  aquifer serve --demo               with sixty days of life in it\n"
        "  aquifer serve --db chain           kept in a folder, and found again there\n"
        "  aquifer config > aquifer.toml      every setting with its meaning\n\n"
        "Development powers (time travel, balances, impersonation) are on while only this machine\n"
        "can call, and off once it listens elsewhere, unless --dev asks for them.\n"
        "Exit code: 0 it was stopped, 1 the store failed, 2 it could not start.");
    verb->add_option("--config", options->file, "Settings from this TOML file")->type_name("FILE");
    verb->add_option(
            "--set", options->assignments,
            "One setting over the file's, as --set mining.block_seconds=6; may be repeated")
        ->type_name("KEY=VALUE")
        ->expected(1)
        ->take_all();
    verb->add_option("--port", options->port, "Where to listen; 0 takes any that is free");
    verb->add_option("--host", options->host, "The address to listen on, 127.0.0.1 unless told");
    verb->add_option("--db", options->db, "Keep the chain in this folder")->type_name("FOLDER");
    verb->add_option("--durability", options->durability,
                     "block: an answer means that it is on disk; async: a moment later");
    verb->add_flag("--demo", options->demo, "Begin with a season of life, and go on with it");
    verb->add_flag("--dev", options->dev, "Development powers wherever it listens");
    verb->add_flag("--json", options->json_log, "Logs as JSON, one object a line");
    verb->callback([options, &exit_code] { exit_code = serve(*options); });
}

}  // namespace aq::cmd
