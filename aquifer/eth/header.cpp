// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/header.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/eth/rlp_fields.hpp>

namespace aq {

namespace {

/// Yellow Paper, 4.3.
constexpr std::size_t kExtraDataMax = 32;
/// More than a header without a long number takes.
constexpr std::size_t kUsualSize = 768;

RlpWriter written(const Header& header) {
    RlpWriter out;
    out.reserve(kUsualSize);
    out.list([&] {
        out.string(header.parent_hash.bytes);
        out.string(header.ommers_hash.bytes);
        out.string(header.beneficiary.bytes);
        out.string(header.state_root.bytes);
        out.string(header.transactions_root.bytes);
        out.string(header.receipts_root.bytes);
        out.string(header.logs_bloom.bytes);
        out.number(header.difficulty);
        out.number(header.number);
        out.number(header.gas_limit);
        out.number(header.gas_used);
        out.number(header.timestamp);
        out.string(header.extra_data);
        out.string(header.prev_randao.bytes);
        out.string(header.nonce);
        out.number(header.base_fee_per_gas);
        out.string(header.withdrawals_root.bytes);
        out.number(header.blob_gas_used);
        out.number(header.excess_blob_gas);
        out.string(header.parent_beacon_block_root.bytes);
        out.string(header.requests_hash.bytes);
    });
    return out;
}

void write_log(RlpWriter& out, const LogView& log) {
    out.list([&] {
        out.string(log.emitter.bytes);
        out.list([&] {
            for (const Hash& topic : log.topics) out.string(topic.bytes);
        });
        out.string(log.data);
    });
}

}  // namespace

Bytes encode(const Header& header) {
    return written(header).take();
}

Hash hash_of(const Header& header) {
    return keccak(written(header).bytes());
}

std::expected<Header, std::string> decode_header(BytesView rlp) {
    RlpFields in(rlp, "header");
    Header out;
    out.parent_hash = in.hash("parentHash");
    out.ommers_hash = in.hash("ommersHash");
    out.beneficiary = in.address("beneficiary");
    out.state_root = in.hash("stateRoot");
    out.transactions_root = in.hash("transactionsRoot");
    out.receipts_root = in.hash("receiptsRoot");
    out.logs_bloom.bytes = in.fixed<256>("logsBloom");
    out.difficulty = in.number_u256("difficulty");
    out.number = in.number_u64("number");
    out.gas_limit = in.number_u64("gasLimit");
    out.gas_used = in.number_u64("gasUsed");
    out.timestamp = in.number_u64("timestamp");
    const BytesView extra = in.string("extraData");
    if (extra.size() > kExtraDataMax) in.fail("extraData", "at most 32 bytes expected");
    out.extra_data.assign(extra.begin(), extra.end());
    out.prev_randao = in.hash("prevRandao");
    out.nonce = in.fixed<8>("nonce");
    out.base_fee_per_gas = in.number_u256("baseFeePerGas");
    out.withdrawals_root = in.hash("withdrawalsRoot");
    out.blob_gas_used = in.number_u64("blobGasUsed");
    out.excess_blob_gas = in.number_u64("excessBlobGas");
    out.parent_beacon_block_root = in.hash("parentBeaconBlockRoot");
    out.requests_hash = in.hash("requestsHash");
    AQ_TRY(in.finish());
    return out;
}

Bytes encode(const Withdrawal& withdrawal) {
    RlpWriter out;
    out.list([&] {
        out.number(withdrawal.index);
        out.number(withdrawal.validator_index);
        out.string(withdrawal.address.bytes);
        out.number(withdrawal.amount_gwei);
    });
    return std::move(out).take();
}

std::expected<Withdrawal, std::string> decode_withdrawal(BytesView rlp) {
    RlpFields in(rlp, "withdrawal");
    Withdrawal out;
    out.index = in.number_u64("index");
    out.validator_index = in.number_u64("validatorIndex");
    out.address = in.address("address");
    out.amount_gwei = in.number_u64("amount");
    AQ_TRY(in.finish());
    return out;
}

Bytes receipt_bytes(const Receipt& receipt, const Bloom& bloom) {
    RlpWriter out;
    if (receipt.type != TransactionType::kLegacy) {
        out.raw(std::array{static_cast<std::uint8_t>(receipt.type)});
    }
    out.list([&] {
        out.number(std::uint64_t{receipt.succeeded});
        out.number(receipt.cumulative_gas_used);
        out.string(bloom.bytes);
        out.list([&] {
            for (const LogView& log : receipt.logs) write_log(out, log);
        });
    });
    return std::move(out).take();
}

}  // namespace aq
