// SPDX-License-Identifier: Apache-2.0
#include <aquifer/config/check.hpp>

#include <aquifer/config/amount.hpp>
#include <aquifer/config/fields.hpp>

#include <algorithm>
#include <map>

namespace aq::config {

namespace {

constexpr std::uint64_t kBeaconGenesis = 1'606'824'023;
constexpr std::uint64_t kSlotSeconds = 12;

bool has(const std::vector<std::string>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

void check_protocols(const Deployment& deployment, Complaints& out) {
    const auto& protocols = deployment.protocols;
    for (std::size_t i = 0; i < protocols.size(); ++i) {
        if (std::find(protocols.begin(), protocols.begin() + i, protocols[i]) ==
            protocols.begin() + i) {
            continue;
        }
        out.push_back({{"deployment.protocols[" + std::to_string(i) + "]"},
                       "deployment.protocols names \"" + protocols[i] + "\" twice",
                       "Remove one of them."});
    }
    if (!has(protocols, "renzo")) return;
    // Its collateral is stETH, wBETH and native stake, all of it restaked.
    for (const std::string needed : {"lido", "rates", "eigenlayer"}) {
        if (has(protocols, needed)) continue;
        out.push_back({{"deployment.protocols"},
                       R"(deployment.protocols has "renzo" without )" + in_quotes(needed),
                       "Add " + in_quotes(needed) + R"(, or remove "renzo".)"});
    }
}

std::string token_name(std::size_t i) {
    return "deployment.token[" + std::to_string(i) + "]";
}

void check_tokens(const std::vector<Token>& tokens, Complaints& out) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::string name = token_name(i);
        for (std::size_t j = 0; j < i; ++j) {
            if (tokens[i].symbol != tokens[j].symbol) continue;
            out.push_back({{name + ".symbol"},
                           std::string(name).append(".symbol is that of ") += token_name(j),
                           "Give each token a symbol of its own."});
        }
    }
}

stack::Protocols standing(const std::vector<std::string>& protocols) {
    return {.lido = has(protocols, "lido"),
            .rates = has(protocols, "rates"),
            .eigenlayer = has(protocols, "eigenlayer"),
            .renzo = has(protocols, "renzo")};
}

/// Sees to it that each has an address of its own. Only who administers a contract may be a
/// development account.
class Places {
public:
    Places(const Deployment& deployment, std::span<const Address> accounts, Complaints& out)
        : deployment_(deployment),
          accounts_(accounts.first(std::min(accounts.size(), deployment.accounts))),
          out_(out) {}

    void check() {
        const auto roles = stack::mainnet_roles(standing(deployment_.protocols));
        for (const stack::Role& role : roles) {
            if (!is_moved(role)) owners_.emplace(role.at, role.name);
        }
        for (const stack::Role& role : roles) {
            if (is_moved(role)) check_role(role);
        }
        for (const auto& [role, at] : deployment_.addresses) {
            if (std::ranges::find(roles, role, &stack::Role::name) != roles.end()) continue;
            complain(name_of(role), "is of a protocol that does not stand",
                     "Remove it, or name its protocol in deployment.protocols.");
        }
        for (std::size_t i = 0; i < deployment_.token.size(); ++i) check_token(i);
    }

private:
    static std::string name_of(const std::string& role) { return "deployment.addresses." + role; }
    [[nodiscard]] bool is_moved(const stack::Role& role) const {
        return deployment_.addresses.contains(role.name);
    }
    void complain(const std::string& name, const std::string& what, std::string advice) {
        out_.push_back({{name}, std::string(name).append(" ") += what, std::move(advice)});
    }
    /// The first to come to an address has it.
    void take(const std::string& name, const Address& at, const std::string& owner) {
        const auto [before, is_free] = owners_.emplace(at, owner);
        if (is_free) return;
        complain(name, "is that of " + before->second, "Each address can be that of one only.");
    }
    /// Whether the address has no account that could not be a contract any more.
    bool is_no_account(const std::string& name, const Address& at) {
        const auto account = std::ranges::find(accounts_, at);
        if (account == accounts_.end()) return true;
        complain(name,
                 "is that of development account " + std::to_string(account - accounts_.begin()),
                 "Take another: an account that signs cannot be a contract.");
        return false;
    }
    void check_role(const stack::Role& role) {
        const Address& at = deployment_.addresses.at(role.name);
        const std::string name = name_of(role.name);
        if (at == kZeroAddress) {
            complain(name, "is the zero address",
                     "Leave it out for the default, " + in_quotes(to_hex(role.at)) + ".");
        } else if (!role.is_contract || is_no_account(name, at)) {
            take(name, at, role.name);
        }
    }
    void check_token(std::size_t i) {
        const std::optional<Address>& at = deployment_.token[i].address;
        const std::string name = token_name(i) + ".address";
        if (at == kZeroAddress) {
            complain(name, "is the zero address", "Leave it out, and the node chooses one.");
        } else if (at.has_value() && is_no_account(name, *at)) {
            take(name, *at, token_name(i));
        }
    }

    const Deployment& deployment_;
    std::span<const Address> accounts_;
    Complaints& out_;
    /// Whose an address is, in words.
    std::map<Address, std::string> owners_;
};

void check_lido(const stack::LidoParameters& p, Complaints& out) {
    const std::string lido = "deployment.lido.";
    if (p.operators_fee_bps + p.treasury_fee_bps > 10'000) {
        out.push_back({{lido + "treasury_fee_bps", lido + "operators_fee_bps"},
                       "deployment.lido.operators_fee_bps and treasury_fee_bps are " +
                           std::to_string(p.operators_fee_bps) + " and " +
                           std::to_string(p.treasury_fee_bps) + ", together more than 10000",
                       "Lower one of them."});
    }
    const std::vector<std::string> limits{lido + "staking_limit_increase_per_block",
                                          lido + "staking_limit"};
    const std::string increase =
        lido + "staking_limit_increase_per_block is " + to_text(p.staking_limit_increase_per_block);
    if (p.staking_limit_increase_per_block > p.staking_limit) {
        out.push_back({limits, increase + ", more than staking_limit, " + to_text(p.staking_limit),
                       "Raise the limit, or lower what it grows back by."});
    } else if (!p.staking_limit_increase_per_block.is_zero() &&
               div_down(p.staking_limit.raw, p.staking_limit_increase_per_block.raw)->bit_width() >
                   32) {
        out.push_back(
            {limits, increase + ", so little that the limit needs 2^32 blocks or more to grow back",
             "Raise it, or set it to 0."});
    }
}

void check_eigenlayer(const stack::EigenLayerParameters& p, Complaints& out) {
    // RewardsCoordinator's constructor (specification of EigenLayer, section 2).
    constexpr std::uint64_t kDay = 86'400;
    constexpr std::uint64_t kGenesis = 1'710'979'200;
    const std::uint64_t interval = p.calculation_interval_seconds;
    if (interval % kDay == 0 && kGenesis % interval == 0) return;
    const std::string name = "deployment.eigenlayer.calculation_interval_seconds";
    out.push_back({{name},
                   name + " is " + std::to_string(interval) +
                       ", which is no whole number of days that divides the beginning of all "
                       "rewards, " +
                       std::to_string(kGenesis),
                   "Take 86400, 259200 or 604800: one, three or seven days."});
}

void check_renzo(const stack::RenzoParameters& p, Complaints& out) {
    if (p.instant_fee_bps_min <= p.instant_fee_bps_max) return;
    out.push_back({{"deployment.renzo.instant_fee_bps_min", "deployment.renzo.instant_fee_bps_max"},
                   "deployment.renzo.instant_fee_bps_min is " +
                       std::to_string(p.instant_fee_bps_min) + ", more than instant_fee_bps_max, " +
                       std::to_string(p.instant_fee_bps_max),
                   "Lower it, or raise the other."});
}

void check_avs(const std::vector<Avs>& services, Complaints& out) {
    for (std::size_t i = 0; i < services.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (services[i].name != services[j].name) continue;
            const std::string name = "autopilot.avs[" + std::to_string(i) + "].name";
            out.push_back({{name},
                           name + " is that of autopilot.avs[" + std::to_string(j) + "]",
                           "Give each service a name of its own."});
        }
    }
}

}  // namespace

Complaints complaints_about(const Settings& settings, std::span<const Address> accounts) {
    Complaints out;
    const std::uint64_t start = settings.deployment.start_time;
    if (const std::uint64_t into = (start - kBeaconGenesis) % kSlotSeconds; into != 0) {
        out.push_back({{"deployment.start_time"},
                       "deployment.start_time is " + std::to_string(start) + ", " +
                           std::to_string(into) + " seconds into a slot",
                       "Take " + std::to_string(start - into) + ", the start of that slot."});
    }
    const Deployment& deployment = settings.deployment;
    const std::size_t before = out.size();
    check_protocols(deployment, out);
    const bool protocols_stand = out.size() == before;
    check_tokens(deployment.token, out);
    if (protocols_stand) Places(deployment, accounts, out).check();
    check_lido(deployment.lido, out);
    check_eigenlayer(deployment.eigenlayer, out);
    check_renzo(deployment.renzo, out);
    check_avs(settings.autopilot.avs, out);
    return out;
}

}  // namespace aq::config
