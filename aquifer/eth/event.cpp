// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/event.hpp>

#include <aquifer/eth/declaration.hpp>

namespace aq {

std::string canonical_signature(std::string_view declaration) {
    const auto parsed = parse_declaration(declaration);
    if (!parsed.has_value()) return std::string(declaration);
    return parsed->name + canonical_types(parsed->takes);
}

std::string returned_types(std::string_view declaration) {
    const auto parsed = parse_declaration(declaration);
    return parsed.has_value() ? canonical_types(parsed->returns) : "()";
}

void LogBuffer::append(const LogView& log) {
    Head head;
    head.emitter = log.emitter;
    head.topic_count = static_cast<std::uint32_t>(log.topics.size());
    std::ranges::copy(log.topics, head.topics.begin());
    head.data_begin = data_.size();
    data_.insert(data_.end(), log.data.begin(), log.data.end());
    head.data_end = data_.size();
    heads_.push_back(head);
}

}  // namespace aq
