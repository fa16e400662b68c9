// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/history.hpp>

#include <aquifer/base/result.hpp>

namespace aq::node {

std::optional<chain::Record> History::record(std::uint64_t number) const {
    const auto stored = reader_.block(number);
    if (!stored.has_value()) return std::nullopt;
    auto record = chain::decode_record(stored->bytes);
    // The store checks what it opens: from there on its records are ours.
    AQ_ASSERT(record.has_value());
    return record;
}

std::shared_ptr<const chain::Block> History::block(std::uint64_t number) const {
    auto record = this->record(number);
    if (!record.has_value()) return nullptr;
    if (auto* block = std::get_if<chain::Block>(&*record)) {
        return std::make_shared<const chain::Block>(std::move(*block));
    }
    return std::make_shared<const chain::Block>(chain::block_of(*record, number));
}

std::optional<std::uint64_t> History::number_of(const Hash& hash) const {
    if (const auto number = reader_.number_of(hash)) return number;
    // A block within a run has its number in its hash.
    const std::uint64_t number = chain::number_in_hash(hash);
    if (number > head()) return std::nullopt;
    const auto record = this->record(number);
    if (!record.has_value()) return std::nullopt;
    const auto* run = std::get_if<chain::EmptyRun>(&*record);
    if (run == nullptr || chain::hash_in_run(run->parent, number) != hash) return std::nullopt;
    return number;
}

std::shared_ptr<const chain::Block> History::block(const Hash& hash) const {
    const auto number = number_of(hash);
    return number.has_value() ? block(*number) : nullptr;
}

std::optional<Found> History::transaction(const Hash& hash) const {
    const auto place = reader_.transaction(hash);
    if (!place.has_value()) return std::nullopt;
    Found out{block(place->block), place->index};
    if (out.block == nullptr) return std::nullopt;
    AQ_ASSERT(out.index < out.block->transactions.size());
    return out;
}

}  // namespace aq::node
