// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/events.hpp>
#include <aquifer/protocols/beacon/rules.hpp>

#include <algorithm>

namespace aq::beacon {

namespace {

constexpr std::uint64_t kMinFeeWei = 1;
constexpr std::uint64_t kFeeUpdateFraction = 17;
constexpr std::size_t kPubkeyBytes = 48;

/// How many requests a block takes, and how many it may get before the fee rises.
struct Pace {
    std::uint64_t per_block = 0;
    std::uint64_t target = 0;
};
constexpr Pace kWithdrawalPace{16, 2};
constexpr Pace kConsolidationPace{2, 1};

Pubkey pubkey_at(BytesView data, std::size_t from) {
    Pubkey out{};
    std::copy_n(data.begin() + static_cast<std::ptrdiff_t>(from), kPubkeyBytes, out.begin());
    return out;
}

WithdrawalRequest withdrawal_of(const Address& source, BytesView data) {
    return {source, pubkey_at(data, 0), Gwei(load_be64(data.data() + kPubkeyBytes))};
}

ConsolidationRequest consolidation_of(const Address& source, BytesView data) {
    return {source, pubkey_at(data, 0), pubkey_at(data, kPubkeyBytes)};
}

/// What both contracts do with a call. Value over the fee is not given back.
template <class Request, Request (*Decode)(const Address&, BytesView), std::size_t InputBytes>
Result<Bytes> take_call(Tx& tx, RequestQueue<Request>& q, const Call& call, BytesView data) {
    const Wei fee = request_fee_down(*q.excess);
    if (data.empty()) {
        if (!call.value.is_zero()) return std::unexpected(Revert());
        return abi_encode(fee);
    }
    if (data.size() != InputBytes || call.value < fee) return std::unexpected(Revert());
    move::enqueue(tx.undo, q, Decode(call.sender, data));
    Bytes record(call.sender.bytes.begin(), call.sender.bytes.end());
    record.insert(record.end(), data.begin(), data.end());
    tx.log(LogView{call.to, {}, record});
    return Bytes();
}

u256 less(const u256& amount, std::uint64_t by) {
    return amount < u256(by) ? u256() : wrapping_sub(amount, u256(by));
}

/// The system call at the end of a block.
template <class Request>
std::vector<Request> end_block(Undo& u, RequestQueue<Request>& q, const Pace& pace) {
    std::vector<Request> out;
    while (out.size() < pace.per_block && q.queue.size(Only::kOne) > 0) {
        out.push_back(move::dequeue(u, q));
    }
    const u256 asked = wrapping_add(*q.excess, u256(*q.count));
    move::set_excess(u, q, less(asked, pace.target));
    return out;
}

/// The same for many blocks in which nothing was asked and nothing waits.
template <class Request>
void end_blocks(Undo& u, RequestQueue<Request>& q, const Pace& pace, std::uint64_t blocks) {
    const u256 all = wrapping_mul(u256(pace.target), u256(blocks));
    move::set_excess(u, q, all.fits_u64() ? less(*q.excess, all.truncate_u64()) : u256());
}

bool nothing_waits(const State& s) {
    return s.withdrawals.queue.size(Only::kOne) == 0 && *s.withdrawals.count == 0 &&
           s.consolidations.queue.size(Only::kOne) == 0 && *s.consolidations.count == 0;
}

/// For how long a root stays in the ring of 8,191 when blocks come every twelve seconds.
constexpr std::uint64_t kRootsSeconds = 8191 * kSecondsPerSlot;

}  // namespace

Wei request_fee_down(const u256& excess) {
    const u256 fraction(kFeeUpdateFraction);
    u256 term(kMinFeeWei * kFeeUpdateFraction);
    u256 sum;
    for (std::uint64_t i = 1; !term.is_zero(); ++i) {
        sum = wrapping_add(sum, term);
        term = *div_down(wrapping_mul(term, excess), wrapping_mul(fraction, u256(i)));
    }
    return Wei(*div_down(sum, fraction));
}

Result<Bytes> call_withdrawal_requests(Tx& tx, Ports& ports, const Call& call, BytesView data) {
    return take_call<WithdrawalRequest, withdrawal_of, kPubkeyBytes + 8>(tx, ports.self.withdrawals,
                                                                         call, data);
}

Result<Bytes> call_consolidation_requests(Tx& tx, Ports& ports, const Call& call, BytesView data) {
    return take_call<ConsolidationRequest, consolidation_of, 2 * kPubkeyBytes>(
        tx, ports.self.consolidations, call, data);
}

Result<Bytes> call_beacon_roots(Tx& tx, Ports& ports, const Call& call, BytesView data) {
    if (data.size() != 32 || !call.value.is_zero()) return std::unexpected(Revert());
    const u256 time = load_be(data.data());
    if (!time.fits_u64() || time > u256(tx.block.time)) return std::unexpected(Revert());
    const Hash& root = ports.self.parent_roots[time.truncate_u64()];
    const bool overwritten = tx.block.time - time.truncate_u64() >= kRootsSeconds;
    if (root == Hash() || overwritten) return std::unexpected(Revert());
    return Bytes(root.bytes.begin(), root.bytes.end());
}

std::vector<DepositRequest> deposits_in(const LogBuffer& logs) {
    std::vector<DepositRequest> out;
    for (std::size_t i = 0; i < logs.size(); ++i) {
        const LogView log = logs[i];
        if (log.emitter != kDepositContract) continue;
        const auto event = read_event<DepositEvent>(log);
        if (!event) continue;
        DepositRequest request;
        std::copy_n(event->pubkey.begin(), kPubkeyBytes, request.pubkey.begin());
        std::copy_n(event->withdrawal_credentials.begin(), 32, request.credentials.bytes.begin());
        request.amount = Gwei(__builtin_bswap64(load_be64(event->amount.data())));
        out.push_back(request);
    }
    return out;
}

Payload open_block(Undo& u, State& s) {
    Payload out = next_payload(*s.feed);
    move::set_parent_root(u, s, out.time, out.parent_root);
    return out;
}

void close_block(Undo& u, State& s, const LogBuffer& logs) {
    const Requests requests{.deposits = deposits_in(logs),
                            .withdrawals = end_block(u, s.withdrawals, kWithdrawalPace),
                            .consolidations = end_block(u, s.consolidations, kConsolidationPace)};
    advance_slot(move::change_feed(u, s.feed), requests, &s.archive);
}

Advanced pass(Undo& u, State& s, const Span& span, Mode mode) {
    Feed& feed = move::change_feed(u, s.feed);
    Advanced before;
    before.mode = mode;
    std::uint64_t left = span.slots;
    for (; left > 0 && !nothing_waits(s); --left) {
        const Requests requests{
            .deposits = {},
            .withdrawals = end_block(u, s.withdrawals, kWithdrawalPace),
            .consolidations = end_block(u, s.consolidations, kConsolidationPace)};
        const std::uint64_t epoch = feed.epoch();
        const Payload block = advance_slot(feed, requests, &s.archive);
        before.exact_epochs += feed.epoch() - epoch;
        before.withdrawals.insert(before.withdrawals.end(), block.withdrawals.begin(),
                                  block.withdrawals.end());
    }
    if (left == 0) return before;
    end_blocks(u, s.withdrawals, kWithdrawalPace, left);
    end_blocks(u, s.consolidations, kConsolidationPace, left);
    Advanced out = advance(feed, {left}, mode, &s.archive);
    out.exact_epochs += before.exact_epochs;
    out.withdrawals.insert(out.withdrawals.begin(), before.withdrawals.begin(),
                           before.withdrawals.end());
    return out;
}

}  // namespace aq::beacon
