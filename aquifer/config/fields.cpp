// SPDX-License-Identifier: Apache-2.0
#include <aquifer/config/fields.hpp>

#include <aquifer/config/amount.hpp>

#include <algorithm>
#include <array>

namespace aq::config {

namespace {

using S = Settings;

template <auto Section, auto Member>
Slot at(Settings& settings) {
    return &(settings.*Section.*Member);
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

constexpr auto kFields = std::to_array<Field<Settings>>({
    {"deployment.chain_id",
     "What wallets know the chain by. 31337 is the id of development chains; with mainnet's, 1, "
     "what "
     "is signed here would be valid there.",
     at<&S::deployment, &Deployment::chain_id>, numbers(1, 4'503'599'627'370'476)},
    {"deployment.start_block",
     "Number of the first block; above every delay that the contracts subtract from it.",
     at<&S::deployment, &Deployment::start_block>, numbers(1'000'000, 1'000'000'000'000)},
    {"deployment.start_time",
     "Time of the first block in Unix seconds: the start of a slot, 1606824023 and a multiple of "
     "12.",
     at<&S::deployment, &Deployment::start_time>, numbers(1'606'824'023, 100'000'000'000)},
    {"deployment.seed",
     "What the beacon chain draws its lots from.",
     at<&S::deployment, &Deployment::seed>,
     {}},
    {"deployment.accounts", "Development accounts that stand unlocked.",
     at<&S::deployment, &Deployment::accounts>, numbers(0, 1'000)},
    {"deployment.account_balance", "What each of them holds from the start.",
     at<&S::deployment, &Deployment::account_balance>, amounts(Wei(), ether(1'000'000'000))},
    {"deployment.protocols", "Which protocols stand. Renzo needs the three others.",
     at<&S::deployment, &Deployment::protocols>,
     words(is_protocol, R"("lido", "rates", "eigenlayer" or "renzo")")},
    {"deployment.background_stake",
     "What all validators together have staked that belong to none of the protocols.",
     at<&S::deployment, &Deployment::background_stake>, amounts(ether(32), ether(1'000'000'000))},
    {"deployment.token",
     "Plain ERC-20 tokens beside those of the protocols",
     at<&S::deployment, &Deployment::token>,
     {}},

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

// The order of the enumerators.
constexpr std::array<std::string_view, 3> kDevelopment{"auto", "true", "false"};
constexpr std::array<std::string_view, 2> kDurability{"block", "async"};
constexpr std::array<std::string_view, 3> kMiningMode{"automatic", "interval", "manual"};

/// `true` and `false` stand without quotes in a file.
std::string choice_text(std::string_view word) {
    return word == "true" || word == "false" ? std::string(word) : in_quotes(word);
}

/// `a, b or c`.
std::string either(std::span<const std::string_view> choices) {
    std::string out;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (i != 0) out += i + 1 == choices.size() ? " or " : ", ";
        out += choice_text(choices[i]);
    }
    return out;
}

std::string list_text(const std::vector<std::string>& list) {
    std::string out = "[";
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i != 0) out += ", ";
        out += in_quotes(list[i]);
    }
    return out + "]";
}

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

std::span<const std::string_view> words_of(Development /*choice*/) {
    return kDevelopment;
}
std::span<const std::string_view> words_of(Durability /*choice*/) {
    return kDurability;
}
std::span<const std::string_view> words_of(MiningMode /*choice*/) {
    return kMiningMode;
}

std::string accepted(const Slot& slot, const Accepts& accepts) {
    return std::visit(
        [&]<class T>(const T* value) -> std::string {
            if constexpr (std::is_same_v<T, bool>) {
                return "true or false";
            } else if constexpr (std::is_integral_v<T>) {
                return "an integer from " + std::to_string(accepts.least) + " to " +
                       std::to_string(accepts.most);
            } else if constexpr (std::is_enum_v<T>) {
                return either(words_of(*value));
            } else if constexpr (std::is_same_v<T, Wei>) {
                return R"(an amount ("32 ether", "5 gwei", "7 wei" or an integer in wei) from )" +
                       to_text(accepts.least_wei) + " to " + to_text(accepts.most_wei);
            } else if constexpr (std::is_same_v<T, std::optional<Address>>) {
                return R"("" or an address: "0x" and 40 hexadecimal digits)";
            } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
                return "a list; each is " + std::string(accepts.text_words);
            } else if constexpr (std::is_same_v<T, std::string>) {
                return std::string(accepts.text_words);
            } else {
                return "a list of tables";
            }
        },
        slot);
}

std::string in_quotes(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7f) {
            out += "\\u00";
            out += kDigits[byte / 16];
            out += kDigits[byte % 16];
        } else {
            out += c;
        }
    }
    return out + "\"";
}

std::string to_toml(const Slot& slot) {
    return std::visit(
        [&]<class T>(const T* value) -> std::string {
            if constexpr (std::is_same_v<T, bool>) {
                return *value ? "true" : "false";
            } else if constexpr (std::is_integral_v<T>) {
                return std::to_string(*value);
            } else if constexpr (std::is_enum_v<T>) {
                return choice_text(words_of(*value)[static_cast<std::size_t>(*value)]);
            } else if constexpr (std::is_same_v<T, Wei>) {
                return in_quotes(to_text(*value));
            } else if constexpr (std::is_same_v<T, std::optional<Address>>) {
                return in_quotes(value->has_value() ? to_hex(**value) : std::string());
            } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
                return list_text(*value);
            } else if constexpr (std::is_same_v<T, std::string>) {
                return in_quotes(*value);
            } else {
                AQ_ASSERT(kIsTables<T> && value->empty());
                return "[]";
            }
        },
        slot);
}

}  // namespace aq::config
