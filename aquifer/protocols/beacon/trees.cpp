// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/trees.hpp>

#include <aquifer/eth/merkle.hpp>
#include <aquifer/protocols/beacon/commands.hpp>
#include <aquifer/protocols/beacon/queries.hpp>

#include <algorithm>

namespace aq::beacon {

namespace {

constexpr std::size_t kSlotField = 2;

Hash pair(const Hash& left, const Hash& right) {
    return {sha256_pair(left.bytes, right.bytes)};
}

/// What a node over nothing but zero leaves is, by its level.
const Hash& zero_node(unsigned level) {
    static const std::vector<Hash> kZeros = [] {
        std::vector<Hash> out(1);
        for (unsigned i = 0; i < kValidatorsHeight; ++i) out.push_back(pair(out[i], out[i]));
        return out;
    }();
    return kZeros[level];
}

void append(Bytes& proof, const Hash& node) {
    proof.insert(proof.end(), node.bytes.begin(), node.bytes.end());
}

/// The siblings in a small tree whose leaves are all given.
void append_siblings(Bytes& proof, std::vector<Hash> layer, std::size_t index) {
    for (; layer.size() > 1; index /= 2) {
        append(proof, layer[index ^ 1U]);
        for (std::size_t i = 0; i < layer.size() / 2; ++i) {
            layer[i] = pair(layer[2 * i], layer[2 * i + 1]);
        }
        layer.resize(layer.size() / 2);
    }
}

std::vector<Hash> leaves_of(const Header& h) {
    return {little_endian_leaf(h.slot),
            little_endian_leaf(h.proposer),
            h.parent_root,
            h.state_root,
            h.body_root,
            Hash(),
            Hash(),
            Hash()};
}

/// Walks through the validators of a feed in index order.
class Walk {
public:
    Walk(const Registry& registry, std::uint64_t index) : registry_(registry) {
        if (index < registry.size()) place_ = registry.find(index);
    }
    [[nodiscard]] const Validator& operator*() const { return registry_.runs()[place_.run].each; }
    /// Neighbours from here in the same state.
    [[nodiscard]] std::uint64_t same() const {
        return registry_.runs()[place_.run].n - place_.offset;
    }
    void step(std::uint64_t n) {
        place_.offset += n;
        if (place_.offset == registry_.runs()[place_.run].n) place_ = {place_.run + 1, 0};
    }

private:
    const Registry& registry_;
    Registry::Place place_;
};

bool same_record(const Feed& a, const Validator& x, const Feed& b, const Validator& y) {
    return x.increments == y.increments && x.slashed == y.slashed &&
           x.activation_eligibility_epoch == y.activation_eligibility_epoch &&
           x.activation_epoch == y.activation_epoch && x.exit_epoch == y.exit_epoch &&
           x.withdrawable_epoch == y.withdrawable_epoch &&
           a.credentials[x.credentials].value == b.credentials[y.credentials].value;
}

/// Calls `differs(range)` for each range of indices both feeds have where `same` is false.
template <class Same, class Differs>
void compare(const Feed& a, const Feed& b, Same same, Differs differs) {
    const std::uint64_t end = std::min(a.registry.size(), b.registry.size());
    Walk left(a.registry, 0);
    Walk right(b.registry, 0);
    for (std::uint64_t index = 0; index < end;) {
        const std::uint64_t n = std::min({left.same(), right.same(), end - index});
        if (!same(*left, *right)) differs(IndexRange{index, n});
        left.step(n);
        right.step(n);
        index += n;
    }
}

/// Nobody has the background's keys, and nobody proves anything of it: it has a place in the trees
/// and nothing in it, or twenty thousand leaves would be made anew in every epoch.
std::optional<std::uint32_t> background_of(const Feed& f) {
    return find_pool(f, command::kBackground);
}

std::vector<Hash> record_roots(const Feed& f, const IndexRange& range) {
    const auto background = background_of(f);
    std::vector<Hash> out(range.n);
    Walk walk(f.registry, range.first);
    for (std::uint64_t i = 0; i < range.n;) {
        const std::uint64_t n = std::min(walk.same(), range.n - i);
        if ((*walk).pool != background) {
            for (std::uint64_t j = i; j < i + n; ++j) {
                out[j] = record_root(fields_of(f, range.first + j));
            }
        }
        walk.step(n);
        i += n;
    }
    return out;
}

/// The leaves that hold the balances of a range, which begins with a leaf.
std::vector<Hash> balance_leaves(const Feed& f, const IndexRange& range) {
    const auto background = background_of(f);
    std::vector<Hash> out((range.n + kBalancesPerLeaf - 1) / kBalancesPerLeaf);
    Walk walk(f.registry, range.first);
    for (std::uint64_t i = 0; i < range.n; ++i, walk.step(1)) {
        if ((*walk).pool == background) continue;
        const Hash leaf = little_endian_leaf((*walk).balance.raw);
        std::copy_n(leaf.bytes.begin(), 8,
                    out[i / kBalancesPerLeaf].bytes.begin() +
                        static_cast<std::ptrdiff_t>(8 * (i % kBalancesPerLeaf)));
    }
    return out;
}

Hash with_length(const Hash& root, std::uint64_t length) {
    return pair(root, little_endian_leaf(length));
}

}  // namespace

SparseTree::SparseTree(unsigned height) : levels_(height + 1) {}

const Hash& SparseTree::node(unsigned level, std::uint64_t index) const {
    return index < levels_[level].size() ? levels_[level][index] : zero_node(level);
}

Hash SparseTree::root() const {
    return node(static_cast<unsigned>(levels_.size()) - 1, 0);
}

void SparseTree::write(std::uint64_t first, const std::vector<Hash>& leaves) {
    if (leaves.empty()) return;
    std::uint64_t last = first + leaves.size() - 1;
    AQ_ASSERT(first <= levels_[0].size());
    if (levels_[0].size() <= last) levels_[0].resize(last + 1);
    std::ranges::copy(leaves, levels_[0].begin() + static_cast<std::ptrdiff_t>(first));
    for (unsigned level = 1; level < levels_.size(); ++level) {
        first /= 2;
        last /= 2;
        if (levels_[level].size() <= last) levels_[level].resize(last + 1);
        std::vector<Hash>& nodes = levels_[level];
        for (std::uint64_t i = first; i <= last; ++i) {
            const Hash& left = node(level - 1, 2 * i);
            const Hash& right = node(level - 1, 2 * i + 1);
            // Neighbours in the same state have the same leaves.
            const bool again = i > first && left == node(level - 1, 2 * i - 2) &&
                               right == node(level - 1, 2 * i - 1);
            nodes[i] = again ? nodes[i - 1] : pair(left, right);
        }
    }
}

void SparseTree::truncate(std::uint64_t size) {
    if (size >= levels_[0].size()) return;
    for (std::vector<Hash>& level : levels_) {
        level.resize(size);
        size = (size + 1) / 2;
    }
    // The last leaf's neighbours are gone: its path is made anew.
    if (!levels_[0].empty()) write(levels_[0].size() - 1, {levels_[0].back()});
}

void SparseTree::append_siblings(Bytes& proof, std::uint64_t index) const {
    for (unsigned level = 0; level + 1 < levels_.size(); ++level, index /= 2) {
        append(proof, node(level, index ^ 1U));
    }
}

Hash little_endian_leaf(std::uint64_t value) {
    Hash out;
    store_be64(out.bytes.data(), __builtin_bswap64(value));
    return out;
}

ValidatorFields fields_of(const Feed& f, std::uint64_t validator) {
    const Validator& v = f.registry[validator];
    std::array<std::uint8_t, 64> padded_key{};
    std::ranges::copy(f.keys.at(validator).bytes(), padded_key.begin());
    return {Hash{sha256(padded_key)},
            f.credentials[v.credentials].value,
            little_endian_leaf(v.effective().raw),
            little_endian_leaf(v.slashed ? 1 : 0),
            little_endian_leaf(v.activation_eligibility_epoch),
            little_endian_leaf(v.activation_epoch),
            little_endian_leaf(v.exit_epoch),
            little_endian_leaf(v.withdrawable_epoch)};
}

Hash record_root(const ValidatorFields& fields) {
    return sha256_root(fields);
}

Hash root_of(const Header& header) {
    return sha256_root(leaves_of(header));
}

Trees::Trees() : validators_(kValidatorsHeight), balances_(kBalancesHeight) {}

void Trees::follow(const Feed& f, const Header& header_without_state) {
    // No pod of today can check a branch of a progressive container.
    AQ_ASSERT(!layout_of(f.config.fork).progressive);
    follow_validators(f);
    follow_balances(f);
    seen_ = f;
    header_ = header_without_state;
    header_.state_root = sha256_root(state_leaves());
}

void Trees::follow_validators(const Feed& f) {
    const auto write = [&](const IndexRange& range) {
        validators_.write(range.first, record_roots(f, range));
    };
    validators_.truncate(f.registry.size());
    const std::uint64_t other_keys = f.keys.first_difference(seen_.keys);
    const auto background = background_of(f);
    compare(
        seen_, f,
        [&](const Validator& a, const Validator& b) {
            return (a.pool == background && b.pool == background) || same_record(seen_, a, f, b);
        },
        write);
    write({other_keys, f.registry.size() - other_keys});
}

void Trees::follow_balances(const Feed& f) {
    const std::uint64_t size = f.registry.size();
    const auto write = [&](const IndexRange& range) {
        const std::uint64_t first = range.first - range.first % kBalancesPerLeaf;
        const std::uint64_t over = (range.first + range.n + kBalancesPerLeaf - 1);
        const std::uint64_t end = std::min(size, over - over % kBalancesPerLeaf);
        balances_.write(first / kBalancesPerLeaf, balance_leaves(f, {first, end - first}));
    };
    balances_.truncate((size + kBalancesPerLeaf - 1) / kBalancesPerLeaf);
    const auto background = background_of(f);
    compare(
        seen_, f,
        [&](const Validator& a, const Validator& b) {
            return (a.pool == background && b.pool == background) || a.balance == b.balance;
        },
        write);
    const std::uint64_t common = std::min(size, seen_.registry.size());
    if (size != seen_.registry.size() && size > 0) {
        // The last leaf that both have may have gained or lost balances.
        const std::uint64_t from = common == 0 ? 0 : common - 1;
        write({from, size - from});
    }
}

Hash Trees::validators_root() const {
    return with_length(validators_.root(), seen_.registry.size());
}

Hash Trees::balances_root() const {
    return with_length(balances_.root(), seen_.registry.size());
}

std::vector<Hash> Trees::state_leaves() const {
    const ProofLayout layout = layout_of(seen_.config.fork);
    std::vector<Hash> leaves(std::size_t{1} << layout.state_height);
    leaves[kSlotField] = little_endian_leaf(header_.slot);
    leaves[layout.validators_field] = validators_root();
    leaves[layout.balances_field] = balances_root();
    return leaves;
}

Bytes Trees::state_root_proof() const {
    Bytes proof;
    append_siblings(proof, leaves_of(header_), kStateRootField);
    return proof;
}

ValidatorFields Trees::validator_fields(std::uint64_t validator) const {
    return fields_of(seen_, validator);
}

Bytes Trees::validator_proof(std::uint64_t validator) const {
    Bytes proof;
    validators_.append_siblings(proof, validator);
    append(proof, little_endian_leaf(seen_.registry.size()));
    append_siblings(proof, state_leaves(), layout_of(seen_.config.fork).validators_field);
    return proof;
}

Bytes Trees::balance_container_proof() const {
    Bytes proof;
    append_siblings(proof, state_leaves(), layout_of(seen_.config.fork).balances_field);
    append_siblings(proof, leaves_of(header_), kStateRootField);
    return proof;
}

Hash Trees::balance_leaf(std::uint64_t validator) const {
    return balances_.leaf(validator / kBalancesPerLeaf);
}

Bytes Trees::balance_proof(std::uint64_t validator) const {
    Bytes proof;
    balances_.append_siblings(proof, validator / kBalancesPerLeaf);
    append(proof, little_endian_leaf(seen_.registry.size()));
    return proof;
}

}  // namespace aq::beacon
