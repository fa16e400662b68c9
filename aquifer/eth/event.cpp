// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/event.hpp>

#include <cctype>

namespace aq {

namespace {

/// The end of the parenthesised list that starts at `open`, just past its closing parenthesis.
std::size_t closing(std::string_view text, std::size_t open) {
    unsigned depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
        if (text[i] == '(') ++depth;
        if (text[i] == ')' && --depth == 0) return i + 1;
    }
    return text.size();
}

/// Types only: of each parameter its first word, and for a tuple what follows its parenthesis.
std::string types_of(std::string_view list) {
    std::string out;
    bool in_type = true;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const char c = list[i];
        if (c == '(' || c == ',') {
            out += c;
            in_type = true;
            while (i + 1 < list.size() && list[i + 1] == ' ') ++i;
        } else if (c == ')') {
            out += c;
            in_type = true;
        } else if (c == ' ') {
            in_type = false;
        } else if (in_type) {
            out += c;
        }
    }
    return out;
}

}  // namespace

std::string canonical_signature(std::string_view declaration) {
    const std::size_t open = declaration.find('(');
    if (open == std::string_view::npos) return std::string(declaration);
    const std::size_t end = closing(declaration, open);
    return std::string(declaration.substr(0, open)) +
           types_of(declaration.substr(open, end - open));
}

std::string returned_types(std::string_view declaration) {
    const std::size_t at = declaration.rfind("returns (");
    if (at == std::string_view::npos) return "()";
    const std::string_view list = declaration.substr(at + 8);
    return types_of(list.substr(0, closing(list, 0)));
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
