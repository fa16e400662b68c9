// SPDX-License-Identifier: Apache-2.0
#include <aquifer/replay/player.hpp>

#include <aquifer/protocols/eigenlayer/fold.hpp>
#include <aquifer/protocols/erc20/fold.hpp>
#include <aquifer/protocols/erc20/moves.hpp>

#include <algorithm>
#include <charconv>

namespace aq::replay {

namespace {

using stack::Kind;

/// The contract that a role of a recorded run names. Roles of several contracts end in a number.
std::optional<Kind> kind_of_role(std::string_view role) {
    static const std::map<std::string_view, Kind> kKinds{
        {"proxyAdmin", Kind::kInert},
        {"empty", Kind::kInert},
        {"eigenPodBeacon", Kind::kInert},
        {"strategyBeacon", Kind::kInert},
        {"allocationManagerView", Kind::kInert},
        {"pauserRegistry", Kind::kPauserRegistry},
        {"ethPOS", Kind::kEthPos},
        {"strategyManager", Kind::kStrategyManager},
        {"delegationManager", Kind::kDelegationManager},
        {"allocationManager", Kind::kAllocationManager},
        {"eigenPodManager", Kind::kEigenPodManager},
        {"rewardsCoordinator", Kind::kRewardsCoordinator},
        {"permissionController", Kind::kPermissionController},
        {"strategyFactory", Kind::kStrategyFactory},
        {"registrar", Kind::kRegistrar},
        {"token", Kind::kStandInToken},
        {"strategy", Kind::kStrategyCapped},
    };
    if (const auto whole = kKinds.find(role); whole != kKinds.end()) return whole->second;
    const std::size_t digits = role.find_last_not_of("0123456789");
    const auto stem = kKinds.find(role.substr(0, digits + 1));
    if (stem != kKinds.end()) return stem->second;
    return std::nullopt;
}

Fault fault(std::string what) {
    return {"the recording", 0, std::move(what),
            "This build replays recordings of the subject eigenlayer-core."};
}

std::string describe(const Answer& answer) {
    return (answer.ok ? "returns " : "reverts ") + to_hex(BytesView(answer.data));
}

std::string describe(const LogView& log) {
    std::string out = to_hex(log.emitter);
    for (const Hash& topic : log.topics) out += "\n        " + to_hex(topic);
    return out + "\n        data " + to_hex(log.data);
}

/// A difference with both sides under each other.
std::string sides(const std::string& what, const std::string& expected, const std::string& got) {
    return "  " + what + "\n    expected  " + expected + "\n    got       " + got + "\n";
}

std::string compare_logs(const LogBuffer& expected, const LogBuffer& got) {
    const std::size_t n = std::max(expected.size(), got.size());
    for (std::size_t i = 0; i < n; ++i) {
        const std::string what = "log " + std::to_string(i);
        if (i >= got.size()) return sides(what, describe(expected[i]), "no such log");
        if (i >= expected.size()) return sides(what, "no such log", describe(got[i]));
        if (expected[i] == got[i]) continue;
        return sides(what, describe(expected[i]), describe(got[i]));
    }
    return {};
}

}  // namespace

void Player::set_time(std::uint64_t block, std::uint64_t time) {
    world.block.number = block;
    world.block.time = time;
}

std::string Player::name_of(const Address& at) const {
    const auto name = names_.find(at);
    return name == names_.end() ? to_hex(at) : name->second;
}

Expected<std::string> Player::play(const Line& line) {
    if (const auto* tx = std::get_if<Transaction>(&line)) return transact(*tx);
    if (const auto* asked = std::get_if<Check>(&line)) return check(*asked);
    if (const auto* mine = std::get_if<Mine>(&line)) {
        set_time(mine->block, mine->time);
    } else if (const auto* balance = std::get_if<SetBalance>(&line)) {
        aq::move::set_ether(world.undo, world.accounts, balance->address, balance->value);
        world.undo.commit();
    } else if (const auto* root = std::get_if<SetBeaconRoot>(&line)) {
        beacon::move::set_parent_root(world.undo, world.beacon, root->timestamp, root->root);
        world.undo.commit();
    } else if (const auto* deployed = std::get_if<Deploy>(&line)) {
        AQ_TRY(deploy(*deployed));
    } else if (const auto* header = std::get_if<Header>(&line)) {
        AQ_TRY(start(*header));
    }
    return std::string();
}

Expected<void> Player::start(const Header& header) {
    eigenlayer::State& s = world.eigenlayer;
    bool complete = true;
    std::string missing;
    const auto contract = [&](const char* role) {
        const auto at = header.contracts.find(role);
        if (at != header.contracts.end()) return at->second;
        complete = false;
        missing = role;
        return Address();
    };
    const auto account = [&](const char* role) {
        const auto at = header.eoas.find(role);
        return at == header.eoas.end() ? Address() : at->second;
    };
    const auto parameter = [&](const char* name) -> std::uint64_t {
        const auto at = header.params.find(name);
        std::uint64_t out = 0;
        if (at != header.params.end()) {
            const std::string& digits = at->second;
            const auto [end, error] =
                std::from_chars(digits.data(), digits.data() + digits.size(), out);
            if (error == std::errc() && end == digits.data() + digits.size()) return out;
        }
        complete = false;
        missing = name;
        return 0;
    };
    const auto parameter32 = [&](const char* name) {
        return static_cast<std::uint32_t>(parameter(name));
    };
    s.at = {.strategy_manager = contract("strategyManager"),
            .delegation_manager = contract("delegationManager"),
            .allocation_manager = contract("allocationManager"),
            .allocation_manager_view = contract("allocationManagerView"),
            .eigen_pod_manager = contract("eigenPodManager"),
            .rewards_coordinator = contract("rewardsCoordinator"),
            .permission_controller = contract("permissionController"),
            .strategy_factory = contract("strategyFactory"),
            .pauser_registry = contract("pauserRegistry"),
            .eigen_strategy = account("eigenStrategy"),
            .emissions_controller = account("emissionsController"),
            .eth_pos = contract("ethPOS"),
            .eigen_pod_beacon = contract("eigenPodBeacon"),
            .strategy_beacon = contract("strategyBeacon"),
            .duration_vault_beacon = Address(),
            .strategy_code = code_of(Kind::kStrategyBase),
            .vault_code = code_of(Kind::kDurationVault),
            .pod_code = code_of(Kind::kEigenPod)};
    eigenlayer::Parameters& p = s.parameters;
    p.min_withdrawal_delay_blocks = parameter32("MIN_WITHDRAWAL_DELAY_BLOCKS");
    p.deallocation_delay_blocks = parameter32("DEALLOCATION_DELAY");
    p.allocation_configuration_delay_blocks = parameter32("ALLOCATION_CONFIGURATION_DELAY");
    p.slasher_configuration_delay_blocks = p.allocation_configuration_delay_blocks;
    p.calculation_interval_seconds = parameter32("CALCULATION_INTERVAL_SECONDS");
    p.max_rewards_duration_seconds = parameter32("MAX_REWARDS_DURATION");
    p.max_retroactive_length_seconds = parameter32("MAX_RETROACTIVE_LENGTH");
    p.max_future_length_seconds = parameter32("MAX_FUTURE_LENGTH");
    p.genesis_rewards_timestamp = parameter32("GENESIS_REWARDS_TIMESTAMP");
    const auto code_hash = header.params.find("podInitCodeHash");
    if (code_hash == header.params.end() ||
        !parse_hex_into(code_hash->second, p.pod_init_code_hash.bytes)) {
        return std::unexpected(fault("the header's podInitCodeHash is missing or no hash"));
    }
    const auto version = header.params.find("version");
    if (version == header.params.end() || version->second.empty() ||
        version->second.size() >= p.version.size()) {
        return std::unexpected(fault("the header's version is missing or too long"));
    }
    p.version = {};
    std::ranges::copy(version->second, p.version.begin());
    if (!complete) return std::unexpected(fault("the header lacks \"" + missing + "\""));

    world.block = {header.start_block, header.start_time, header.chain_id};
    for (const auto& [role, at] : header.contracts) names_[at] = role;
    for (const auto& [role, at] : header.eoas) {
        names_[at] = role;
        aq::move::set_ether(world.undo, world.accounts, at, kStartingEther);
    }
    world.undo.commit();
    return {};
}

/// Code comes from the role, state from the logs.
Expected<void> Player::deploy(const Deploy& line) {
    const bool is_implementation = line.role.ends_with("Impl");
    const auto kind = is_implementation ? Kind::kInert : kind_of_role(line.role);
    if (!kind.has_value()) {
        return std::unexpected(fault("the contract \"" + line.role + "\" is unknown"));
    }
    set_time(line.block, line.time);
    if (!world.accounts.has_code(line.address)) {
        aq::move::deploy(world.undo, world.accounts, line.address, code_of(*kind));
        if (*kind == Kind::kStandInToken) {
            erc20::move::create(world.undo, world.tokens, line.address, erc20::Kind::kStandIn, 18);
        }
    }
    // A strategy deployed by hand counts as EigenLayer's by its code.
    const Code factory_made = world.eigenlayer.at.strategy_code;
    world.eigenlayer.at.strategy_code = code_of(Kind::kStrategyCapped);
    fold_logs(line.logs);
    world.eigenlayer.at.strategy_code = factory_made;
    return {};
}

void Player::fold_logs(const LogBuffer& logs) {
    eigenlayer::Ports ports = world.eigenlayer_ports();
    for (std::size_t i = 0; i < logs.size(); ++i) {
        if (!eigenlayer::fold({world.undo, ports, world.block, logs, i})) {
            erc20::fold(world.undo, world.tokens, logs[i]);
        }
    }
    world.undo.commit();
}

Expected<void> Player::fold(const Line& line) {
    if (std::holds_alternative<Check>(line)) return {};
    if (const auto* tx = std::get_if<Transaction>(&line)) {
        set_time(tx->block, tx->time);
        fold_logs(tx->logs);
        return {};
    }
    AQ_TRY(play(line));
    return {};
}

Result<Bytes> Player::execute(const Transaction& tx, LogBuffer* logs) {
    set_time(tx.block, tx.time);
    auto out = world.execute({tx.from, tx.to, tx.value, tx.data}, logs);
    world.undo.commit();
    return out;
}

std::string Player::transact(const Transaction& tx) {
    logs_.clear();
    const auto out = execute(tx, &logs_);
    ++counts.transactions;
    counts.reverts += tx.ok ? 0 : 1;
    counts.logs += tx.logs.size();

    std::string difference;
    if (out.has_value() != tx.ok) {
        difference = sides("status", tx.ok ? "success" : "revert " + to_hex(BytesView(tx.error)),
                           out.has_value() ? "success" : "revert " + out.error().to_text());
    } else if (!tx.ok && out.error().encode() != tx.error) {
        difference = sides("revert", to_hex(BytesView(tx.error)),
                           to_hex(BytesView(out.error().encode())) + "  " + out.error().to_text());
    } else {
        difference = compare_logs(tx.logs, logs_);
    }
    if (difference.empty()) return {};
    ++counts.mismatches;
    return "transaction " + std::to_string(tx.number) + " in block " + std::to_string(tx.block) +
           ": " + name_of(tx.from) + " calls " + tx.role + "." + tx.function + "\n  data " +
           to_hex(BytesView(tx.data).first(std::min<std::size_t>(tx.data.size(), 1024))) + "\n" +
           difference;
}

std::string Player::ask(const Question& question, const Answer& expected) {
    const auto out = world.ask({kZeroAddress, question.to, Wei(), question.data});
    ++counts.answers;
    const Answer got{out.has_value(), out.has_value() ? *out : out.error().encode()};
    if (got == expected) return {};
    ++counts.mismatches;
    return "check: " + question.role + "." + question.function + "\n  data " +
           to_hex(BytesView(question.data)) + "\n" +
           sides("answer", describe(expected), describe(got));
}

/// A recorder that asks about every strategy asks with a longer list once there is one more, and no
/// longer with the shorter one: its last answer says nothing about now.
void Player::retire(const Question& by) {
    constexpr std::size_t kSelectorAndFirst = 4 + 32;
    if (by.function.find("[]") == std::string::npos || by.data.size() < kSelectorAndFirst) return;
    const BytesView asks = BytesView(by.data).first(kSelectorAndFirst);
    std::erase_if(asked_order_, [&](std::uint64_t id) {
        const Question& old = asked_.at(id);
        return old.to == by.to && old.data.size() >= kSelectorAndFirst &&
               equal(BytesView(old.data).first(kSelectorAndFirst), asks);
    });
}

std::string Player::check(const Check& check) {
    set_time(check.block, check.time);
    for (const auto& [id, answer] : check.changed) {
        const auto question = asked_.find(id);
        if (question == asked_.end()) {
            ++counts.mismatches;
            return "check: the call " + std::to_string(id) + " was never asked before\n";
        }
        question->second.answer = answer;
    }
    for (const Question& question : check.asked_first) {
        retire(question);
        asked_order_.push_back(question.id);
        asked_[question.id] = question;
    }
    std::string out;
    for (const std::uint64_t id : asked_order_) {
        out += ask(asked_.at(id), asked_.at(id).answer);
    }
    for (const Question& question : check.asked_once) out += ask(question, question.answer);
    for (const auto& [at, wei] : check.ether) {
        ++counts.answers;
        const Wei has = world.accounts.ether[at];
        if (has == wei) continue;
        ++counts.mismatches;
        out += "check: ether of " + name_of(at) + "\n" +
               sides("wei", to_decimal(wei.raw), to_decimal(has.raw));
    }
    if (!out.empty()) out = "after transaction " + std::to_string(check.number) + ":\n" + out;
    return out;
}

}  // namespace aq::replay
