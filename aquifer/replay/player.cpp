// SPDX-License-Identifier: Apache-2.0
#include <aquifer/replay/player.hpp>

#include <aquifer/replay/deployment.hpp>

#include <algorithm>

namespace aq::replay {

namespace {

bool is_as_recorded(const Transaction& tx, const Result<Bytes>& answer, const LogBuffer& logs) {
    if (answer.has_value() != tx.ok) return false;
    if (!tx.ok) return answer.error().encode() == tx.error;
    if (logs.size() != tx.logs.size()) return false;
    for (std::size_t i = 0; i < logs.size(); ++i) {
        if (!(logs[i] == tx.logs[i])) return false;
    }
    return true;
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
    differences_.clear();
    if (const auto* tx = std::get_if<Transaction>(&line)) {
        transact(*tx);
    } else if (const auto* asked = std::get_if<Check>(&line)) {
        check(*asked);
    } else if (const auto* mine = std::get_if<Mine>(&line)) {
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
    std::string out;
    for (const Difference& difference : differences_) out += to_text(difference);
    return out;
}

Reporter Player::reporter() const {
    return {world, [this](const Address& at) { return name_of(at); }};
}

void Player::report(Difference difference) {
    ++counts.mismatches;
    differences_.push_back(std::move(difference));
}

Expected<void> Player::start(const Header& header) {
    AQ_TRY(set_up(world, header));
    subject_ = header.subject;
    for (const auto& [role, at] : header.contracts) names_[at] = role;
    for (const auto& [role, at] : header.eoas) names_[at] = role;
    return {};
}

Expected<void> Player::deploy(const Deploy& line) {
    set_time(line.block, line.time);
    names_.try_emplace(line.address, line.role);
    return place(world, subject_, line);
}

void Player::fold_logs(const LogBuffer& logs) {
    world.fold(logs);
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

void Player::transact(const Transaction& tx) {
    logs_.clear();
    const auto out = execute(tx, &logs_);
    ++counts.transactions;
    counts.reverts += tx.ok ? 0 : 1;
    counts.logs += tx.logs.size();
    if (!is_as_recorded(tx, out, logs_)) report(reporter().on(tx, {out, logs_}));
}

void Player::ask(const Check& check, const Question& question) {
    names_.try_emplace(question.to, question.role);
    const auto out = world.ask({kZeroAddress, question.to, Wei(), question.data});
    ++counts.answers;
    const Answer got{out.has_value(), out.has_value() ? *out : out.error().encode()};
    if (got != question.answer) report(reporter().on(check, question, got));
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

void Player::check(const Check& check) {
    set_time(check.block, check.time);
    for (const auto& [id, answer] : check.changed) {
        const auto question = asked_.find(id);
        if (question == asked_.end()) return report(Reporter::on_unasked(check, id));
        question->second.answer = answer;
    }
    for (const Question& question : check.asked_first) {
        retire(question);
        asked_order_.push_back(question.id);
        asked_[question.id] = question;
    }
    for (const std::uint64_t id : asked_order_) ask(check, asked_.at(id));
    for (const Question& question : check.asked_once) ask(check, question);
    for (const auto& [at, wei] : check.ether) {
        ++counts.answers;
        const Wei has = world.accounts.ether[at];
        if (has != wei) report(reporter().on_ether(check, at, wei, has));
    }
}

}  // namespace aq::replay
