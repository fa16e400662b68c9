// SPDX-License-Identifier: Apache-2.0
#include <aquifer/config/fields.hpp>

#include <algorithm>
#include <array>

namespace aq::config {

namespace {

using S = Settings;
using D = Deployment;
using Lido = stack::LidoParameters;
using Rates = stack::RatesParameters;
using EigenLayer = stack::EigenLayerParameters;
using Renzo = stack::RenzoParameters;

/// Of all settings: by the section's member, and further in.
template <auto... Members>
Slot at(Settings& settings) {
    return &(settings.*....*Members);
}
/// Of the parameters of a protocol.
template <auto Protocol, auto Member>
Slot of(Settings& settings) {
    return &(settings.deployment.*Protocol.*Member);
}
template <auto Member, class Owner>
Slot in(Owner& owner) {
    return &(owner.*Member);
}

constexpr Accepts numbers(std::uint64_t least, std::uint64_t most) {
    return {.least = least, .most = most};
}
constexpr Accepts amounts(Wei least, Wei most) {
    return {.least_wei = least, .most_wei = most};
}
constexpr Accepts words(bool (*text)(std::string_view), std::string_view text_words) {
    return {.text = text, .text_words = text_words};
}

constexpr std::array<std::string_view, 4> kProtocols{"lido", "rates", "eigenlayer", "renzo"};
bool is_protocol(std::string_view text) {
    return std::ranges::find(kProtocols, text) != kProtocols.end();
}

bool is_plain(char c) {
    return c > ' ' && c < 0x7f && c != '/' && c != '"' && c != '\\';
}
/// What can stand in an URL for a host: no port, no blank, no path.
bool is_host(std::string_view text) {
    return !text.empty() && text.size() <= 253 && std::ranges::all_of(text, is_plain);
}
/// RFC 6454: scheme, host and port, and nothing behind them.
bool is_origin(std::string_view text) {
    if (text == "*") return true;
    const std::size_t colon = text.find("://");
    return colon != std::string_view::npos && colon != 0 && is_host(text.substr(colon + 3));
}
/// A contract's name and symbol are kept in so many bytes.
bool is_title(std::string_view text) {
    return !text.empty() && text.size() <= 63;
}
bool is_folder(std::string_view text) {
    return text.size() <= 4'096 && text.find('\0') == std::string_view::npos;
}

constexpr std::string_view kTitleWords = "text of 1 to 63 bytes";
constexpr std::uint64_t kYear = 31'536'000;
constexpr std::uint64_t kUint32Max = 4'294'967'295;
/// What contracts subtract from a block number, which is a million at least.
constexpr std::uint64_t kDelayBlocksMax = 900'000;
constexpr Accepts kBps = numbers(0, 10'000);
constexpr Accepts kDelayBlocks = numbers(0, kDelayBlocksMax);
constexpr Accepts kAnyAmount = amounts(Wei(), ether(1'000'000'000));
constexpr Accepts kSomeAmount = amounts(Wei(u256(1U)), ether(1'000'000'000));

constexpr auto kFields = std::to_array<Field<Settings>>({
    {"deployment.chain_id",
     "What wallets know the chain by. 31337 is the id of development chains; with mainnet's, 1, "
     "what "
     "is signed here would be valid there.",
     at<&S::deployment, &D::chain_id>, numbers(1, 4'503'599'627'370'476)},
    {"deployment.start_block",
     "Number of the first block; above every delay that the contracts subtract from it.",
     at<&S::deployment, &D::start_block>, numbers(1'000'000, 1'000'000'000'000)},
    {"deployment.start_time",
     "Time of the first block in Unix seconds: the start of a slot, 1606824023 and a multiple of "
     "12.",
     at<&S::deployment, &D::start_time>, numbers(1'606'824'023, 100'000'000'000)},
    {"deployment.seed",
     "What the beacon chain draws its lots from.",
     at<&S::deployment, &D::seed>,
     {}},
    {"deployment.accounts", "Development accounts that stand unlocked.",
     at<&S::deployment, &D::accounts>, numbers(0, 1'000)},
    {"deployment.account_balance", "What each of them holds from the start.",
     at<&S::deployment, &D::account_balance>, amounts(Wei(), ether(1'000'000'000))},
    {"deployment.protocols", "Which protocols stand. Renzo needs the three others.",
     at<&S::deployment, &D::protocols>,
     words(is_protocol, R"("lido", "rates", "eigenlayer" or "renzo")")},
    {"deployment.background_stake",
     "What all validators together have staked that belong to none of the protocols.",
     at<&S::deployment, &D::background_stake>, amounts(ether(32), ether(1'000'000'000))},
    {"deployment.token",
     "Plain ERC-20 tokens beside those of the protocols",
     at<&S::deployment, &D::token>,
     {}},
    {"deployment.addresses",
     "Contracts, and accounts that administer them, by role. Each stands at the address shown; to "
     "move one, take the # away and write another",
     at<&S::deployment, &D::addresses>,
     {}},

    {"deployment.lido.operators_fee_bps",
     "What node operators get of the rewards, in hundredths of a percent.",
     of<&D::lido, &Lido::operators_fee_bps>, kBps},
    {"deployment.lido.treasury_fee_bps",
     "What the treasury gets of them. Both together are at most 10000.",
     of<&D::lido, &Lido::treasury_fee_bps>, kBps},
    {"deployment.lido.staking_limit",
     "How much can be staked at once; 0 is no limit. Mainnet's is 150000 ether.",
     of<&D::lido, &Lido::staking_limit>, kAnyAmount},
    {"deployment.lido.staking_limit_increase_per_block",
     "How fast that grows back, at most the limit. Mainnet's is 23.4375 ether.",
     of<&D::lido, &Lido::staking_limit_increase_per_block>, kAnyAmount},
    {"deployment.lido.epochs_per_frame",
     "Epochs from one report of the oracle to the next: 225 are a day. It reports of what is "
     "final, three epochs later.",
     of<&D::lido, &Lido::epochs_per_frame>, numbers(4, 82'125)},
    {"deployment.lido.exited_eth_amount_per_day",
     "Limit of a report: ether of validators that exited, a day.",
     of<&D::lido, &Lido::exited_eth_amount_per_day>, numbers(0, kUint32Max)},
    {"deployment.lido.appeared_eth_amount_per_day",
     "Limit of a report: ether of validators that became active, a day.",
     of<&D::lido, &Lido::appeared_eth_amount_per_day>, numbers(0, kUint32Max)},
    {"deployment.lido.annual_balance_increase_bps",
     "Limit of a report: growth of the validators' balance in a year, in hundredths of a percent.",
     of<&D::lido, &Lido::annual_balance_increase_bps>, kBps},
    {"deployment.lido.simulated_share_rate_deviation_bps",
     "Limit of a report: how far the share rate that it foresees may be off, in hundredths of a "
     "percent.",
     of<&D::lido, &Lido::simulated_share_rate_deviation_bps>, kBps},
    {"deployment.lido.request_timestamp_margin_seconds",
     "Limit of a report: how old a withdrawal request must be to be finalised, in seconds.",
     of<&D::lido, &Lido::request_timestamp_margin_seconds>, numbers(0, kUint32Max)},
    {"deployment.lido.max_positive_token_rebase",
     "Limit of a report: by how much the share rate may rise, in billionths; the rest waits.",
     of<&D::lido, &Lido::max_positive_token_rebase>,
     numbers(1, std::numeric_limits<std::int64_t>::max())},
    {"deployment.lido.max_cl_balance_decrease_bps",
     "Limit of a report: loss of the validators' balance in the last 36 days, in hundredths of a "
     "percent.",
     of<&D::lido, &Lido::max_cl_balance_decrease_bps>, kBps},

    {"deployment.rates.reth_deposit_pool_max", "What Rocket Pool's deposit pool takes in all.",
     of<&D::rates, &Rates::reth_deposit_pool_max>, kAnyAmount},
    {"deployment.rates.reth_deposit_fee_ppm", "What it keeps of a deposit, in millionths.",
     of<&D::rates, &Rates::reth_deposit_fee_ppm>, numbers(0, 9'999)},
    {"deployment.rates.sfrxeth_cycle_seconds", "Seconds over which sfrxETH spreads its rewards.",
     of<&D::rates, &Rates::sfrxeth_cycle_seconds>, numbers(1, kYear)},
    {"deployment.rates.sweth_reprice_seconds_min", "Seconds that swETH's rate stands at least.",
     of<&D::rates, &Rates::sweth_reprice_seconds_min>, numbers(0, kYear)},
    {"deployment.rates.meth_fees_bps",
     "What mETH keeps of its rewards, in hundredths of a percent.",
     of<&D::rates, &Rates::meth_fees_bps>, kBps},
    {"deployment.rates.meth_unstake_blocks",
     "Blocks before an mETH unstake request can be claimed.",
     of<&D::rates, &Rates::meth_unstake_blocks>, kDelayBlocks},

    {"deployment.eigenlayer.min_withdrawal_delay_blocks",
     "MIN_WITHDRAWAL_DELAY_BLOCKS: blocks that a queued withdrawal waits, and can be slashed.",
     of<&D::eigenlayer, &EigenLayer::min_withdrawal_delay_blocks>, kDelayBlocks},
    {"deployment.eigenlayer.deallocation_delay_blocks",
     "DEALLOCATION_DELAY: blocks that deallocated stake can still be slashed. On mainnet as the "
     "one above.",
     of<&D::eigenlayer, &EigenLayer::deallocation_delay_blocks>, kDelayBlocks},
    {"deployment.eigenlayer.allocation_configuration_delay_blocks",
     "ALLOCATION_CONFIGURATION_DELAY: blocks before an operator's new allocation delay holds.",
     of<&D::eigenlayer, &EigenLayer::allocation_configuration_delay_blocks>, kDelayBlocks},
    {"deployment.eigenlayer.slasher_configuration_delay_blocks",
     "SLASHER_CONFIGURATION_DELAY: blocks before an operator set's new slasher holds.",
     of<&D::eigenlayer, &EigenLayer::slasher_configuration_delay_blocks>, kDelayBlocks},
    {"deployment.eigenlayer.calculation_interval_seconds",
     "CALCULATION_INTERVAL_SECONDS: rewards begin and last whole intervals; 1, 3, 7, 21, 23 or 41 "
     "days.",
     of<&D::eigenlayer, &EigenLayer::calculation_interval_seconds>, numbers(86'400, kUint32Max)},
    {"deployment.eigenlayer.max_rewards_duration_seconds",
     "MAX_REWARDS_DURATION: seconds that rewards may be spread over.",
     of<&D::eigenlayer, &EigenLayer::max_rewards_duration_seconds>, numbers(1, kUint32Max)},
    {"deployment.eigenlayer.max_retroactive_length_seconds",
     "MAX_RETROACTIVE_LENGTH: seconds that rewards may begin in the past.",
     of<&D::eigenlayer, &EigenLayer::max_retroactive_length_seconds>, numbers(0, 1'606'824'023)},
    {"deployment.eigenlayer.max_future_length_seconds",
     "MAX_FUTURE_LENGTH: seconds that they may begin in the future.",
     of<&D::eigenlayer, &EigenLayer::max_future_length_seconds>, numbers(0, kUint32Max)},
    {"deployment.eigenlayer.activation_delay_seconds",
     "Seconds before a root of rewards can be claimed from.",
     of<&D::eigenlayer, &EigenLayer::activation_delay_seconds>, numbers(0, kUint32Max)},
    {"deployment.eigenlayer.default_operator_split_bps",
     "What operators keep of their stakers' rewards, in hundredths of a percent.",
     of<&D::eigenlayer, &EigenLayer::default_operator_split_bps>, kBps},

    {"deployment.renzo.cool_down_seconds", "Seconds from a withdrawal request to its claim.",
     of<&D::renzo, &Renzo::cool_down_seconds>, numbers(1, kUint32Max)},
    {"deployment.renzo.fee_bps", "What Renzo keeps of rewards, in hundredths of a percent.",
     of<&D::renzo, &Renzo::fee_bps>, kBps},
    {"deployment.renzo.steth_tvl_limit",
     "How much stETH can be deposited in all, by its worth in ether; 0 is no limit.",
     of<&D::renzo, &Renzo::steth_tvl_limit>, kAnyAmount},
    {"deployment.renzo.wbeth_tvl_limit",
     "How much wBETH can be deposited in all, by its worth in ether; 0 is no limit.",
     of<&D::renzo, &Renzo::wbeth_tvl_limit>, kAnyAmount},
    {"deployment.renzo.eth_buffer_target",
     "Ether that the withdrawal queue holds ready. An autopilot lowers mainnet's three targets to "
     "the size of its crowd, and leaves others as they are.",
     of<&D::renzo, &Renzo::eth_buffer_target>, kSomeAmount},
    {"deployment.renzo.steth_buffer_target", "stETH that it holds ready.",
     of<&D::renzo, &Renzo::steth_buffer_target>, kSomeAmount},
    {"deployment.renzo.wbeth_buffer_target", "wBETH that it holds ready.",
     of<&D::renzo, &Renzo::wbeth_buffer_target>, kSomeAmount},
    {"deployment.renzo.instant_drawdown_bps",
     "Down to which part of these instant withdrawals may go, in hundredths of a percent.",
     of<&D::renzo, &Renzo::instant_drawdown_bps>, kBps},
    {"deployment.renzo.instant_fee_bps_min",
     "Fee of an instant withdrawal from a full buffer, in hundredths of a percent.",
     of<&D::renzo, &Renzo::instant_fee_bps_min>, kBps},
    {"deployment.renzo.instant_fee_bps_max",
     "The same from one that is drawn down as far as it may be.",
     of<&D::renzo, &Renzo::instant_fee_bps_max>, kBps},

    {"network.host",
     "Address or name to listen on. Anything but loopback can be reached by others.",
     at<&S::network, &Network::host>, words(is_host, "a host name or an IP address")},
    {"network.port", "TCP port of HTTP and WebSocket; with 0 the system chooses one.",
     at<&S::network, &Network::port>, numbers(0, 65'535)},
    {"network.threads", "Threads that read, check signatures and answer; 0 is one a core.",
     at<&S::network, &Network::threads>, numbers(0, 1'024)},
    {"network.development",
     R"(Development powers: time travel, impersonation, balances at will. "auto" is on if the )"
     "node listens on loopback only.",
     at<&S::network, &Network::development>,
     {}},
    {"network.hosts",
     R"(Names in a request's Host header that are answered beside loopback's own; "*" is any.)",
     at<&S::network, &Network::hosts>, words(is_host, R"(a host name, an IP address or "*")")},
    {"network.origins",
     R"(Web pages, by their origin, that may ask beside those from loopback; "*" is any.)",
     at<&S::network, &Network::origins>,
     words(is_origin, R"(an origin as "https://example.org" or "*")")},

    {"store.folder", "Where the chain is kept. Empty: in memory, gone with the process.",
     at<&S::store, &Store::folder>, words(is_folder, "a path of up to 4096 bytes")},
    {"store.durability",
     R"("block": what is acknowledged is on the disk. "async": the last moments before a crash )"
     "may be lost.",
     at<&S::store, &Store::durability>,
     {}},
    {"store.snapshot_every", "Transactions from one snapshot of the state to the next.",
     at<&S::store, &Store::snapshot_every>, numbers(1'000, 1'000'000'000)},
    {"store.map_gib_max", "How large the store may grow, in GiB.",
     at<&S::store, &Store::map_gib_max>, numbers(1, 65'536)},

    {"limits.body_bytes", "Bytes of one request.", at<&S::limits, &Limits::body_bytes>,
     numbers(1'024, 1'073'741'824)},
    {"limits.batch", "Calls in one batch.", at<&S::limits, &Limits::batch>, numbers(1, 1'000'000)},
    {"limits.connections", "Connections at a time.", at<&S::limits, &Limits::connections>,
     numbers(1, 1'000'000)},
    {"limits.subscriptions", "Subscriptions of one connection.",
     at<&S::limits, &Limits::subscriptions>, numbers(0, 1'000'000)},
    {"limits.filters", "Filters of all clients together.", at<&S::limits, &Limits::filters>,
     numbers(0, 1'000'000)},
    {"limits.log_range_blocks", "Blocks that one question for logs may span.",
     at<&S::limits, &Limits::log_range_blocks>, numbers(1, 1'000'000'000'000)},
    {"limits.logs_per_answer", "Logs in one answer.", at<&S::limits, &Limits::logs_per_answer>,
     numbers(1, 10'000'000)},
    {"limits.call_seconds", "Seconds that one call may take.",
     at<&S::limits, &Limits::call_seconds>, numbers(1, 3'600)},
    {"limits.pool_transactions", "Transactions that wait to be mined.",
     at<&S::limits, &Limits::pool_transactions>, numbers(1, 10'000'000)},
    {"limits.queue_bytes", "Bytes that wait for a slow client before it is dropped.",
     at<&S::limits, &Limits::queue_bytes>, numbers(65'536, 1'073'741'824)},
    {"limits.history_blocks", "Recent blocks whose state can be asked for.",
     at<&S::limits, &Limits::history_blocks>, numbers(1, 1'000'000)},
    {"limits.history_mib", "Memory for the states of recent blocks, in MiB; ends them earlier.",
     at<&S::limits, &Limits::history_mib>, numbers(1, 1'048'576)},

    {"mining.mode",
     R"("automatic": each transaction at once, in a block of its own. "interval": by the clock. )"
     R"("manual": when told to.)",
     at<&S::mining, &Mining::mode>,
     {}},
    {"mining.block_seconds", "Seconds of chain time from a block to the next.",
     at<&S::mining, &Mining::block_seconds>, numbers(1, kYear)},

    {"autopilot.enabled",
     "Whether programs play the roles that people have on mainnet.",
     at<&S::autopilot, &Autopilot::enabled>,
     {}},
    {"autopilot.seed",
     "What they draw their chances from; the same seed gives the same run.",
     at<&S::autopilot, &Autopilot::seed>,
     {}},
    {"autopilot.crowd", "Users who stake, restake and leave again.",
     at<&S::autopilot, &Autopilot::crowd>, numbers(0, 100'000)},
    {"autopilot.beacon_rewards",
     "Whether validators earn each epoch.",
     at<&S::autopilot, &Autopilot::beacon_rewards>,
     {}},
    {"autopilot.lido_committee",
     "Whether Lido's oracle committee reports each day.",
     at<&S::autopilot, &Autopilot::lido_committee>,
     {}},
    {"autopilot.renzo_keepers",
     "Whether Renzo's keepers fill its queues and send its rates.",
     at<&S::autopilot, &Autopilot::renzo_keepers>,
     {}},
    {"autopilot.reward_updater",
     "Whether reward roots are posted each week.",
     at<&S::autopilot, &Autopilot::reward_updater>,
     {}},
    {"autopilot.avs",
     "Services that pay their operators and slash them",
     at<&S::autopilot, &Autopilot::avs>,
     {}},
});

constexpr auto kTokenFields = std::to_array<Field<Token>>({
    {"name", "What the token is called.", in<&Token::name>, words(is_title, kTitleWords)},
    {"symbol", "Its short name; of no other token.", in<&Token::symbol>,
     words(is_title, kTitleWords)},
    {"decimals", "By how many digits its smallest unit is smaller than a whole.",
     in<&Token::decimals>, numbers(0, 36)},
    {"address", "Where it stands; empty: the node chooses.", in<&Token::address>, {}},
    {"supply_each", "Whole tokens that each development account holds from the start.",
     in<&Token::supply_each>, numbers(0, 1'000'000'000'000'000)},
});

constexpr auto kAvsFields = std::to_array<Field<Avs>>({
    {"name", "What the service is called; no other is.", in<&Avs::name>,
     words(is_title, kTitleWords)},
    {"pays_weekly", "What its operators and their stakers get in a week.", in<&Avs::pays_weekly>,
     amounts(Wei(), ether(1'000'000))},
    {"slash_bps", "What a slashing takes, in hundredths of a percent of the allocated stake.",
     in<&Avs::slash_bps>, numbers(0, 10'000)},
    {"slash_chance_weekly_ppm", "How likely a week has a slashing, in millionths.",
     in<&Avs::slash_chance_weekly_ppm>, numbers(0, 1'000'000)},
});

}  // namespace

template <>
std::span<const Field<Settings>> fields_of<Settings>() {
    return kFields;
}
template <>
std::span<const Field<Token>> fields_of<Token>() {
    return kTokenFields;
}
template <>
std::span<const Field<Avs>> fields_of<Avs>() {
    return kAvsFields;
}

std::span<const stack::Role> roles() {
    static const std::vector<stack::Role> all = stack::mainnet_roles();
    return all;
}

}  // namespace aq::config
