// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/store_logs.hpp>

#include <utility>

namespace aq::chain::detail {

PostingList::PostingList(MDB_txn* txn, MDB_dbi logs, const ListKey& key) : key_(key) {
    failed_ = ::mdb_cursor_open(txn, logs, &cursor_);
    if (failed_ != 0) return;
    MDB_val k = val(key_.bytes());
    MDB_val first{};
    failed_ = ::mdb_cursor_get(cursor_, &k, &first, MDB_SET_KEY);
    std::size_t count = 0;
    if (failed_ == 0) failed_ = ::mdb_cursor_count(cursor_, &count);
    if (failed_ == MDB_NOTFOUND) failed_ = 0;
    size_ = count;
    ended_ = count == 0;
}

PostingList::PostingList(PostingList&& other) noexcept
    : key_(other.key_),
      cursor_(std::exchange(other.cursor_, nullptr)),
      size_(other.size_),
      page_(other.page_),
      next_(other.next_),
      ended_(other.ended_),
      failed_(other.failed_) {}

PostingList::~PostingList() {
    if (cursor_ != nullptr) ::mdb_cursor_close(cursor_);
}

std::optional<std::uint64_t> PostingList::seek(std::uint64_t position) {
    if (ended_) return std::nullopt;
    const std::size_t n = page_.size() / 8;
    if (n == 0 || at(n - 1) < position) {
        if (!load_page(position)) {
            ended_ = true;
            return std::nullopt;
        }
    }
    // Steps double until they are past it: neighbours are found at once, far ones in few looks.
    std::size_t step = 1;
    std::size_t low = next_;
    std::size_t high = next_;
    while (at(high) < position) {
        low = high + 1;
        high = std::min(high + step, page_.size() / 8 - 1);
        step *= 2;
    }
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (at(middle) < position) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    next_ = low;
    return at(low);
}

/// The page with the first position not before this one.
bool PostingList::load_page(std::uint64_t position) {
    const Number wanted = number_key(position);
    MDB_val k = val(key_.bytes());
    MDB_val v = val(wanted);
    int code = ::mdb_cursor_get(cursor_, &k, &v, MDB_GET_BOTH_RANGE);
    // A list of one has no page of its own: the value stays what it is.
    if (code == 0) code = ::mdb_cursor_get(cursor_, &k, &v, MDB_GET_MULTIPLE);
    if (code == 0 && (v.mv_size == 0 || v.mv_size % 8 != 0)) code = MDB_CORRUPTED;
    if (code != 0) {
        if (code != MDB_NOTFOUND) failed_ = code;
        return false;
    }
    page_ = view(v);
    next_ = 0;
    if (at(page_.size() / 8 - 1) >= position) return true;
    failed_ = MDB_CORRUPTED;
    return false;
}

std::uint64_t LogScan::AnyOf::size() const {
    std::uint64_t out = 0;
    for (const PostingList& list : lists) out += list.size();
    return out;
}

std::optional<std::uint64_t> LogScan::AnyOf::seek(std::uint64_t position) {
    std::optional<std::uint64_t> least;
    for (PostingList& list : lists) {
        const auto found = list.seek(position);
        if (found.has_value() && (!least.has_value() || *found < *least)) least = found;
        if (least == position) break;
    }
    return least;
}

LogScan::LogScan(MDB_txn* txn, MDB_dbi logs, const LogFilter& filter) {
    constexpr std::uint64_t kBlockMax = ~std::uint64_t{0} >> kLogBits;
    if (filter.from > filter.to || filter.from > kBlockMax) return;
    next_ = filter.from << kLogBits;
    end_ = (std::min(filter.to, kBlockMax) << kLogBits) | ((std::uint64_t{1} << kLogBits) - 1);
    const auto add = [&](const std::vector<ListKey>& keys) {
        AnyOf any;
        any.lists.reserve(keys.size());
        for (const ListKey& key : keys) any.lists.emplace_back(txn, logs, key);
        if (!any.lists.empty()) all_.push_back(std::move(any));
    };
    std::vector<ListKey> keys;
    for (const Address& address : filter.addresses) keys.push_back(ListKey::emitter(address));
    add(keys);
    for (unsigned place = 0; place < filter.topics.size(); ++place) {
        keys.clear();
        for (const Hash& topic : filter.topics[place]) keys.push_back(ListKey::topic(place, topic));
        add(keys);
    }
    if (all_.empty()) add({ListKey::every()});
    std::ranges::sort(all_, {}, [](const AnyOf& any) { return any.size(); });
}

std::optional<LogPlace> LogScan::next() {
    std::size_t agreed = 0;
    std::size_t asked = 0;
    while (!all_.empty() && agreed < all_.size()) {
        const auto found = all_[asked].seek(next_);
        if (!found.has_value() || *found > end_) {
            all_.clear();
            break;
        }
        // Who leaps further starts the agreement anew, and the shortest is asked first.
        if (*found != next_) {
            next_ = *found;
            agreed = asked == 0 ? 1 : 0;
            asked = agreed;
        } else {
            ++agreed;
            ++asked;
        }
    }
    if (all_.empty()) return std::nullopt;
    const LogPlace out{next_ >> kLogBits,
                       static_cast<std::uint32_t>(next_ & ((std::uint64_t{1} << kLogBits) - 1))};
    if (next_ == end_) {
        all_.clear();
    } else {
        ++next_;
    }
    return out;
}

}  // namespace aq::chain::detail
