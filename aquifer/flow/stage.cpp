// SPDX-License-Identifier: Apache-2.0
#include <aquifer/flow/stage.hpp>

#include <aquifer/base/hash.hpp>
#include <aquifer/base/hex.hpp>
#include <aquifer/eth/event.hpp>
#include <aquifer/stack/mainnet.hpp>
#include <aquifer/stack/timeline.hpp>

#include <algorithm>

namespace aq::flow {

Stage::Stage() : contracts_(stack::deploy_mainnet(world)) {
    for (const auto& [name, at] : contracts_) names_[at] = name;
    names_[kZeroAddress] = "zero";
    names_[renzo::kNative] = "native";
    stack::begin_beacon(world);
    world.undo.commit();
}

Result<Bytes> Stage::execute(const stack::Message& message, LogBuffer& logs) {
    open();
    auto answer = world.execute(message, &logs);
    world.undo.commit();
    for (std::size_t i = 0; i < logs.size(); ++i) block_logs_.append(logs[i]);
    return answer;
}

void Stage::open() {
    if (block_is_open_) return;
    payload_ = stack::open_block(world, world.block.time + beacon::kSecondsPerSlot);
    world.undo.commit();
    block_is_open_ = true;
}

void Stage::close() {
    if (!block_is_open_) return;
    stack::close_block(world, payload_, block_logs_);
    world.undo.commit();
    block_logs_.clear();
    block_is_open_ = false;
}

void Stage::pass(std::uint64_t blocks) {
    if (blocks == 0) return;
    close();
    // Day by day: all withdrawals of a step are in memory at once.
    constexpr std::uint64_t kDaySlots = beacon::kEpochsPerDay * beacon::kSlotsPerEpoch;
    const std::uint64_t empty = blocks - 1;
    for (std::uint64_t passed = 0; passed < empty;) {
        const std::uint64_t n = std::min(empty - passed, kDaySlots);
        stack::pass_blocks(world, n, beacon::kSecondsPerSlot, beacon::Mode::kExact);
        world.undo.commit();
        passed += n;
        if (watch) watch(passed, blocks);
    }
    open();
}

beacon::Feed& Stage::feed() {
    close();
    return beacon::move::change_feed(world.undo, world.beacon.feed);
}

Address Stage::add(const std::string& name, std::map<std::string, Address>& to) {
    const Address at = truncate_address(to_u256(keccak(std::string_view("actor " + name))));
    to.emplace(name, at);
    names_[at] = name;
    return at;
}

Address Stage::add_actor(const std::string& name) {
    return add(name, actors_);
}

Address Stage::add_token(const std::string& name) {
    const Address at = add(name, contracts_);
    stack::deploy_token(world, at);
    world.undo.commit();
    return at;
}

std::optional<Address> Stage::find(const std::string& name) const {
    for (const auto* all : {&contracts_, &actors_}) {
        if (const auto found = all->find(name); found != all->end()) return found->second;
    }
    return std::nullopt;
}

std::string Stage::name_of(const Address& at) const {
    const auto name = names_.find(at);
    return name == names_.end() ? to_hex(BytesView(at.bytes)) : name->second;
}

std::vector<std::string> Stage::contract_names() const {
    std::vector<std::string> out;
    for (const auto& [name, at] : contracts_) out.push_back(name);
    return out;
}

std::vector<std::string> Stage::actor_names() const {
    std::vector<std::string> out;
    for (const auto& [name, at] : actors_) out.push_back(name);
    return out;
}

const std::vector<Function>& Stage::functions_at(const Address& at) {
    const auto [entry, is_new] = functions_.try_emplace(world.kind_at(at));
    if (!is_new) return entry->second;
    for (const std::string_view text : stack::functions_of(entry->first)) {
        auto declaration = parse_declaration(text);
        AQ_ASSERT(declaration.has_value());
        const std::string signature = canonical_signature(text);
        entry->second.push_back(
            {text, std::move(*declaration), first_four(keccak(std::string_view(signature)))});
    }
    return entry->second;
}

}  // namespace aq::flow
