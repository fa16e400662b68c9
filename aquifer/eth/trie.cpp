// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/trie.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/eth/rlp.hpp>

namespace aq {

namespace {

/// rlp(index), walked in half bytes.
struct Key {
    std::array<std::uint8_t, 9> bytes{};
    /// In half bytes.
    std::size_t size = 0;

    explicit Key(std::size_t index) {
        RlpWriter out;
        out.number(std::uint64_t{index});
        std::ranges::copy(out.bytes(), bytes.begin());
        size = 2 * out.size();
    }
    std::uint8_t operator[](std::size_t i) const {
        return i % 2 == 0 ? bytes[i / 2] >> 4U : bytes[i / 2] & 0xfU;
    }
};

/// No key is the beginning of another, as RLP says where it ends: a branch never has a value of its
/// own.
class OrderedTrie {
public:
    explicit OrderedTrie(std::span<const Bytes> values) : values_(values) {
        // In the order of the keys, zero (0x80) stands between 127 (0x7f) and 128 (0x8180).
        const std::size_t below_zero = std::min<std::size_t>(values.size(), 128);
        keys_.reserve(values.size());
        for (std::size_t i = 1; i < below_zero; ++i) keys_.push_back({Key(i), i});
        keys_.push_back({Key(0), 0});
        for (std::size_t i = 128; i < values.size(); ++i) keys_.push_back({Key(i), i});
    }

    Hash root() {
        write_node(keys_, 0);
        return keccak(out_.bytes());
    }

private:
    struct Entry {
        Key key;
        std::size_t value = 0;
    };
    using Entries = std::span<const Entry>;

    /// The entries agree in the half bytes before `depth`.
    void write_node(Entries entries, std::size_t depth) {
        const Key& first = entries.front().key;
        if (entries.size() == 1) {
            out_.list([&] {
                write_path(first, depth, first.size, true);
                out_.string(values_[entries.front().value]);
            });
            return;
        }
        // Sorted: what the first and the last have in common, all have.
        std::size_t shared = depth;
        while (first[shared] == entries.back().key[shared]) ++shared;
        if (shared == depth) {
            write_branch(entries, depth);
            return;
        }
        out_.list([&] {
            write_path(first, depth, shared, false);
            write_reference([&] { write_branch(entries, shared); });
        });
    }

    void write_branch(Entries entries, std::size_t depth) {
        out_.list([&] {
            for (std::uint8_t digit = 0; digit < 16; ++digit) {
                const auto end = std::ranges::find_if(
                    entries, [&](const Entry& entry) { return entry.key[depth] != digit; });
                const auto count = static_cast<std::size_t>(end - entries.begin());
                if (count == 0) {
                    out_.string({});
                } else {
                    write_reference([&] { write_node(entries.first(count), depth + 1); });
                }
                entries = entries.subspan(count);
            }
            out_.string({});
        });
    }

    /// A node below another stands there by its hash, or itself where it is shorter than one.
    template <class Node>
    void write_reference(const Node& write) {
        const std::size_t begin = out_.size();
        write();
        const BytesView node = out_.bytes().subspan(begin);
        if (node.size() < 32) return;
        const Digest hash = keccak256(node);
        out_.rewind(begin);
        out_.string(hash);
    }

    /// The half bytes from `begin` to `end` of a key, two to a byte; the first half byte says
    /// whether their number is odd and whether a value follows.
    void write_path(const Key& key, std::size_t begin, std::size_t end, bool is_leaf) {
        std::array<std::uint8_t, 10> bytes{};
        std::size_t at = 2 - (end - begin) % 2;
        bytes[0] = static_cast<std::uint8_t>((is_leaf ? 0x20U : 0U) | (at == 1 ? 0x10U : 0U));
        for (std::size_t i = begin; i < end; ++i, ++at) {
            bytes[at / 2] |= static_cast<std::uint8_t>(at % 2 == 0 ? key[i] << 4U : key[i]);
        }
        out_.string(BytesView(bytes).first(at / 2));
    }

    std::span<const Bytes> values_;
    std::vector<Entry> keys_;
    /// The nodes that are not finished, each within the one above it.
    RlpWriter out_;
};

}  // namespace

Hash ordered_root(std::span<const Bytes> values) {
    if (values.empty()) return kEmptyRoot;
    for (const Bytes& value : values) AQ_ASSERT(!value.empty());
    return OrderedTrie(values).root();
}

}  // namespace aq
