// SPDX-License-Identifier: Apache-2.0
#include <aquifer/autopilot/desk.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/stack/declarations.hpp>

#include <algorithm>

namespace aq::autopilot {

namespace {

/// The function that calldata reaches, as `RestakeManager.deposit`.
std::string function_name(stack::Kind kind, BytesView data) {
    const auto [contract, declaration] = stack::find_function(kind, data);
    return std::string(contract) + '.' + std::string(declaration.substr(0, declaration.find('(')));
}

}  // namespace

Address account(std::string_view name) {
    return truncate_address(to_u256(keccak("autopilot " + std::string(name))));
}

u256 ether(std::uint64_t n) {
    return wrapping_mul(u256(n), kEther);
}

u256 part_down(const u256& amount, const Fraction& part) {
    const auto out = mul_div_down(amount, u256(part.of), u256(part.in));
    AQ_ASSERT(out.has_value());
    return *out;
}

u256 above(const u256& a, const u256& b) {
    return a > b ? wrapping_sub(a, b) : u256();
}

const Address& Desk::at(const std::string& name) const {
    const auto found = chain_.names().find(name);
    AQ_ASSERT(found != chain_.names().end());
    return found->second;
}

Desk::CallKey Desk::key_of(const chain::Included& tx) {
    const Bytes& data = tx.transaction.data;
    Selector selector;
    if (data.size() >= 4) std::copy_n(data.begin(), 4, selector.bytes.begin());
    return {tx.sender, *tx.transaction.to, selector};
}

void Desk::recall() {
    const std::uint64_t now = chain_.tip().time;
    const chain::Store::Reader reader = chain_.store().reader();
    std::uint64_t number = reader.head().value_or(chain_.first_block());
    while (number > chain_.first_block()) {
        const auto stored = reader.block(number);
        if (!stored.has_value()) return;
        number = stored->first - 1;
        const auto record = chain::decode_record(stored->bytes);
        AQ_ASSERT(record.has_value());
        if (chain::tip_of(*record).time + kDay < now) return;
        const auto* block = std::get_if<chain::Block>(&*record);
        if (block == nullptr) continue;
        for (std::size_t i = 0; i < block->transactions.size(); ++i) {
            const chain::Included& tx = block->transactions[i];
            if (block->receipts[i].ok || !tx.transaction.to.has_value()) continue;
            std::uint64_t& until = refused_until_[key_of(tx)];
            until = std::max(until, block->header.timestamp + kDay);
        }
    }
}

bool Desk::send(const Envelope& envelope, Bytes data) {
    Transaction tx;
    tx.type = TransactionType::kDynamicFee;
    tx.chain_id = chain_.options().genesis.chain_id;
    tx.nonce = chain_.pool().next_nonce(envelope.from, chain_.nonce(envelope.from));
    tx.gas = chain::nominal_gas(data, true);
    tx.to = envelope.to;
    tx.value = envelope.value;
    tx.data = std::move(data);
    chain::Included included = chain::Chain::unsigned_by(envelope.from, std::move(tx));
    const auto refused = refused_until_.find(key_of(included));
    if (refused != refused_until_.end() && now() < refused->second) return false;
    const auto hash = chain_.submit(std::move(included));
    if (!hash.has_value()) {
        ++outcomes_.reverts["not taken: " + hash.error().what];
        return false;
    }
    sent_.insert(*hash);
    return true;
}

void Desk::allow(const Address& token, const Address& owner, const Address& spender) {
    // Half of all there can be: some tokens count down from the largest number.
    const u256 enough = u256(1U) << 255U;
    if (number(token, "allowance", owner, spender) < enough) {
        call({owner, token}, "approve", spender, u256::max());
    }
}

void Desk::command(const chain::Command& command) {
    const auto done = chain_.command(command);
    AQ_ASSERT(done.has_value());
}

void Desk::note(const chain::Record& record) {
    const auto* block = std::get_if<chain::Block>(&record);
    if (block == nullptr) return;
    for (std::size_t i = 0; i < block->transactions.size(); ++i) {
        const chain::Included& tx = block->transactions[i];
        if (sent_.erase(tx.hash) == 0) continue;
        const chain::Receipt& receipt = block->receipts[i];
        if (receipt.ok) {
            ++outcomes_.succeeded;
            continue;
        }
        const stack::Kind kind = world().kind_at(*tx.transaction.to);
        ++outcomes_.reverts[function_name(kind, tx.transaction.data) + ": " +
                            stack::decode_revert(receipt.revert_data).to_text()];
        refused_until_[key_of(tx)] = block->header.timestamp + kDay;
    }
}

bool Desk::mine() {
    if (sent_.empty() || chain_.mining() != chain::Mining::kAutomatic) return false;
    const auto others = std::move(chain_.on_record);
    chain_.on_record = [&](const chain::Record& record) {
        note(record);
        if (others) others(record);
    };
    chain_.mine_ready();
    chain_.on_record = others;
    sent_.clear();
    return true;
}

bool Desk::waits() {
    std::erase_if(sent_, [&](const Hash& hash) { return chain_.pool().find(hash) == nullptr; });
    return !sent_.empty();
}

}  // namespace aq::autopilot
