// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/transaction.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/eth/rlp_fields.hpp>
#include <aquifer/eth/signature.hpp>

namespace aq {

namespace {

/// The first byte of a list, and so of a legacy transaction; types are below 0x80.
constexpr std::uint8_t kFirstOfList = 0xc0;
constexpr std::uint8_t kTypeEnd = 0x80;

std::string unsupported(std::uint8_t first) {
    if (first >= kTypeEnd) {
        return "transaction: begins with " + to_hex(BytesView(&first, 1)) +
               ", which is neither a type (0x01, 0x02) nor a list (0xc0 and above)";
    }
    std::string out = "transaction: type " + std::to_string(first);
    if (first == 3) out += " (blobs, EIP-4844)";
    if (first == 4) out += " (set code, EIP-7702)";
    return out + " is not supported; legacy, 1 (EIP-2930) and 2 (EIP-1559) are";
}

std::expected<void, RlpFault> read_entry(RlpReader& items, std::vector<AccessListEntry>& out) {
    RlpReader entry = AQ_TRY(items.list());
    AccessListEntry& read = out.emplace_back();
    read.address.bytes = AQ_TRY(entry.fixed<20>());
    RlpReader keys = AQ_TRY(entry.list());
    while (!keys.at_end()) read.storage_keys.push_back({AQ_TRY(keys.fixed<32>())});
    return entry.end();
}

/// EIP-155 hides the chain in v: 35 + 2 * chain + parity.
void read_v(RlpFields& in, Transaction& tx) {
    const u256 v = in.number_u256("v");
    const u256 chain_id = wrapping_sub(v, 35) >> 1U;
    if (v == 27 || v == 28) {
        tx.y_parity = v == 28;
    } else if (v < 35) {
        in.fail("v", "27, 28 or 35 + 2 * chain id + parity expected, " + to_decimal(v) + " given");
    } else if (!chain_id.fits_u64()) {
        in.fail("v", "a chain id of at most 64 bits expected");
    } else {
        tx.y_parity = !v.bit(0);
        tx.chain_id = chain_id.truncate_u64();
    }
}

void read_y_parity(RlpFields& in, Transaction& tx) {
    const std::uint64_t parity = in.number_u64("yParity");
    if (parity > 1) in.fail("yParity", "0 or 1 expected, " + std::to_string(parity) + " given");
    tx.y_parity = parity == 1;
}

/// The fields, by which an absent chain and an empty access list leave the legacy form.
std::expected<Transaction, std::string> decode_fields(BytesView list, TransactionType type) {
    const bool typed = type != TransactionType::kLegacy;
    RlpFields in(list, "transaction");
    Transaction tx;
    tx.type = type;
    if (typed) tx.chain_id = in.number_u64("chainId");
    tx.nonce = in.number_u64("nonce");
    if (type == TransactionType::kDynamicFee) {
        tx.max_priority_fee_per_gas = in.number_u256("maxPriorityFeePerGas");
        tx.max_fee_per_gas = in.number_u256("maxFeePerGas");
    } else {
        tx.gas_price = in.number_u256("gasPrice");
    }
    tx.gas = in.number_u64("gasLimit");
    tx.to = in.address_or_none("to");
    tx.value = in.number_u256("value");
    const BytesView data = in.string("data");
    tx.data.assign(data.begin(), data.end());
    if (typed) {
        in.each("accessList", [&](RlpReader& items) { return read_entry(items, tx.access_list); });
        read_y_parity(in, tx);
    } else {
        read_v(in, tx);
    }
    tx.r = in.number_u256("r");
    tx.s = in.number_u256("s");
    AQ_TRY(in.finish());
    return tx;
}

void write_access_list(RlpWriter& out, const std::vector<AccessListEntry>& entries) {
    out.list([&] {
        for (const AccessListEntry& entry : entries) {
            out.list([&] {
                out.string(entry.address.bytes);
                out.list([&] {
                    for (const Hash& key : entry.storage_keys) out.string(key.bytes);
                });
            });
        }
    });
}

/// What is signed and what is sent alike.
void write_unsigned_fields(RlpWriter& out, const Transaction& tx) {
    const bool typed = tx.type != TransactionType::kLegacy;
    if (typed) out.number(*tx.chain_id);
    out.number(tx.nonce);
    if (tx.type == TransactionType::kDynamicFee) {
        out.number(tx.max_priority_fee_per_gas);
        out.number(tx.max_fee_per_gas);
    } else {
        out.number(tx.gas_price);
    }
    out.number(tx.gas);
    out.string(tx.to.has_value() ? BytesView(tx.to->bytes) : BytesView());
    out.number(tx.value);
    out.string(tx.data);
    if (typed) write_access_list(out, tx.access_list);
}

/// The type, unless legacy, and the list of the fields followed by what `tail()` writes.
template <class Tail>
RlpWriter written(const Transaction& tx, const Tail& tail) {
    const bool typed = tx.type != TransactionType::kLegacy;
    AQ_ASSERT(!typed || tx.chain_id.has_value());
    RlpWriter out;
    out.reserve(256 + tx.data.size());
    if (typed) out.raw(std::array{static_cast<std::uint8_t>(tx.type)});
    out.list([&] {
        write_unsigned_fields(out, tx);
        tail(out);
    });
    return out;
}

RlpWriter written_signed(const Transaction& tx) {
    return written(tx, [&](RlpWriter& out) {
        out.number(v_of(tx));
        out.number(tx.r);
        out.number(tx.s);
    });
}

}  // namespace

std::expected<Transaction, std::string> decode_transaction(BytesView raw) {
    if (raw.empty()) return std::unexpected("transaction: no bytes at all");
    const std::uint8_t first = raw[0];
    if (first >= kFirstOfList) return decode_fields(raw, TransactionType::kLegacy);
    if (first != 1 && first != 2) return std::unexpected(unsupported(first));
    return decode_fields(raw.subspan(1), static_cast<TransactionType>(first));
}

Bytes encode(const Transaction& tx) {
    return written_signed(tx).take();
}

Hash hash_of(const Transaction& tx) {
    return keccak(written_signed(tx).bytes());
}

Hash signing_hash(const Transaction& tx) {
    const bool names_chain = tx.type == TransactionType::kLegacy && tx.chain_id.has_value();
    return keccak(written(tx, [&](RlpWriter& out) {
                      if (!names_chain) return;
                      // EIP-155: the chain and two zeros stand where the signature will.
                      out.number(*tx.chain_id);
                      out.number(std::uint64_t{0});
                      out.number(std::uint64_t{0});
                  }).bytes());
}

std::optional<Address> sender_of(const Transaction& tx) {
    std::array<std::uint8_t, 65> signature{};
    store_be(signature.data(), tx.r);
    store_be(signature.data() + 32, tx.s);
    signature[64] = tx.y_parity ? 28 : 27;
    return recover_signer(signing_hash(tx), signature);
}

Transaction signed_with(Transaction tx, const Hash& secret) {
    const Bytes signature = sign(signing_hash(tx), secret);
    tx.r = load_be(signature.data());
    tx.s = load_be(signature.data() + 32);
    tx.y_parity = signature[64] == 28;
    return tx;
}

u256 v_of(const Transaction& tx) {
    const u256 parity(std::uint64_t{tx.y_parity});
    if (tx.type != TransactionType::kLegacy) return parity;
    if (!tx.chain_id.has_value()) return wrapping_add(parity, 27);
    return wrapping_add(wrapping_add(u256(*tx.chain_id) << 1U, 35), parity);
}

}  // namespace aq
