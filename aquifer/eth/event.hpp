// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Logs, and events as structs: `struct Transfer { static constexpr Abi abi{"Transfer(address
/// indexed from, …)"}; Address from; … };` with the members in the declaration's order.

#include <aquifer/eth/abi.hpp>

#include <optional>
#include <string>
#include <vector>

namespace aq {

/// `Transfer(address,address,uint256)`: a declaration without names, spaces, `indexed`, and
/// whatever follows the closing parenthesis.
std::string canonical_signature(std::string_view declaration);
/// The types that the declaration returns, `()` if none.
std::string returned_types(std::string_view declaration);

/// One log, borrowed from a buffer.
struct LogView {
    Address emitter;
    std::span<const Hash> topics;
    BytesView data;

    friend bool operator==(const LogView& a, const LogView& b) {
        return a.emitter == b.emitter && std::ranges::equal(a.topics, b.topics) &&
               equal(a.data, b.data);
    }
};

namespace detail {

/// Bit i is set if the i-th parameter is indexed.
consteval std::uint32_t indexed_mask(std::string_view declaration) {
    std::uint32_t mask = 0;
    unsigned depth = 0;
    unsigned parameter = 0;
    for (std::size_t i = 0; i < declaration.size(); ++i) {
        const char c = declaration[i];
        if (c == '(') ++depth;
        if (c == ')') --depth;
        if (c == ',' && depth == 1) ++parameter;
        if (declaration.substr(i, 9) == " indexed ") mask |= 1U << parameter;
    }
    return mask;
}

/// Computed at start-up, before `main`.
template <class E>
inline const Hash kTopic = keccak(std::string_view(canonical_signature(E::abi.declaration)));

template <class T>
Hash topic_word(const T& value) {
    static_assert(!AbiCodec<T>::kDynamic && AbiCodec<T>::kHead == 32, "one word a topic");
    Hash out;
    AbiCodec<T>::write(out.bytes.data(), value);
    return out;
}

}  // namespace detail

template <class E>
const Hash& topic_of() {
    return detail::kTopic<E>;
}

/// The logs of a transaction, flat: fixed heads and one run of data.
class LogBuffer {
public:
    struct Mark {
        std::size_t heads = 0;
        std::size_t data = 0;
    };

    template <class E>
    void append(const Address& emitter, const E& event) {
        constexpr std::uint32_t kMask = detail::indexed_mask(E::abi.declaration);
        Head head;
        head.emitter = emitter;
        head.topics[0] = topic_of<E>();
        head.topic_count = 1;
        head.data_begin = data_.size();
        append_members<kMask>(head, fields_of(event), std::make_index_sequence<kMembers<E>>{});
        head.data_end = data_.size();
        heads_.push_back(head);
    }
    void append(const LogView& log);

    [[nodiscard]] std::size_t size() const { return heads_.size(); }
    [[nodiscard]] LogView operator[](std::size_t i) const {
        const Head& h = heads_[i];
        return {h.emitter,
                {h.topics.data(), h.topic_count},
                {data_.data() + h.data_begin, h.data_end - h.data_begin}};
    }

    [[nodiscard]] Mark mark() const { return {heads_.size(), data_.size()}; }
    void rewind(Mark mark) {
        heads_.resize(mark.heads);
        data_.resize(mark.data);
    }
    void clear() { rewind({}); }

private:
    struct Head {
        Address emitter;
        std::uint32_t topic_count = 0;
        std::array<Hash, 4> topics;
        std::size_t data_begin = 0;
        std::size_t data_end = 0;
    };

    template <std::uint32_t Mask, class Fields, std::size_t... I>
    void append_members(Head& head, const Fields& fields, std::index_sequence<I...> /*members*/) {
        (append_topic < ((Mask >> I) & 1U) != 0 > (head, std::get<I>(fields)), ...);
        const auto unindexed = std::tuple_cat([&] {
            if constexpr (((Mask >> I) & 1U) != 0) {
                return std::tuple<>();
            } else {
                return std::tie(std::get<I>(fields));
            }
        }()...);
        detail::AbiTuple<std::remove_const_t<decltype(unindexed)>>::append(data_, unindexed);
    }

    template <bool Indexed, class T>
    static void append_topic(Head& head, const T& value) {
        if constexpr (Indexed) head.topics[head.topic_count++] = detail::topic_word(value);
    }

    std::vector<Head> heads_;
    Bytes data_;
};

namespace detail {

template <std::uint32_t Mask, class Fields, std::size_t... I>
bool read_event(const LogView& log, const Fields& fields, std::index_sequence<I...> /*members*/) {
    if (log.topics.size() != 1 + std::popcount(Mask)) return false;
    bool good = true;  // NOLINT(misc-const-correctness): written where a member is indexed
    const auto unindexed = std::tuple_cat([&] {
        if constexpr (((Mask >> I) & 1U) != 0) {
            constexpr int kTopicOf = 1 + std::popcount(Mask & ((1U << I) - 1U));
            auto& member = std::get<I>(fields);
            using T = std::remove_reference_t<decltype(member)>;
            good &= AbiCodec<T>::read(AbiReader(log.topics[kTopicOf].bytes), member);
            return std::tuple<>();
        } else {
            return std::tie(std::get<I>(fields));
        }
    }()...);
    if (!good) return false;
    return std::apply([&](auto&... member) { return abi_decode(AbiReader(log.data), member...); },
                      unindexed);
}

}  // namespace detail

/// The event in a log, if the log is one of that kind and well formed.
template <class E>
std::optional<E> read_event(const LogView& log) {
    if (log.topics.empty() || log.topics[0] != topic_of<E>()) return std::nullopt;
    E event{};
    if (!detail::read_event<detail::indexed_mask(E::abi.declaration)>(
            log, fields_of(event), std::make_index_sequence<kMembers<E>>{})) {
        return std::nullopt;
    }
    return event;
}

}  // namespace aq
