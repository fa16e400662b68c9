// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/arguments.hpp>

#include <aquifer/base/result.hpp>

#include <algorithm>

namespace aq::node {

namespace {

constexpr std::string_view kBlockForms =
    "a block number (0x and hexadecimal digits without leading zeros), or \"latest\", \"pending\", "
    "\"earliest\", \"safe\" or \"finalized\"";
/// Many more would only slow down the call that brings them.
constexpr std::size_t kOverridesMax = 1000;
/// What does not fit a transaction of this chain.
constexpr std::array<std::string_view, 5> kForeign{
    "blobs", "blobVersionedHashes", "maxFeePerBlobGas", "authorizationList", "sidecar"};

std::optional<BlockRef::Kind> tag_of(std::string_view text) {
    if (text == "latest" || text == "safe" || text == "finalized") return BlockRef::Kind::kLatest;
    if (text == "pending") return BlockRef::Kind::kPending;
    if (text == "earliest") return BlockRef::Kind::kEarliest;
    return std::nullopt;
}

Parsed<BlockRef> read_block_object(const JsonObject& object, const Place& place) {
    const Members in(object, place.argument);
    const auto number = AQ_TRY(in.get("blockNumber", read_block_number));
    const auto hash = AQ_TRY(in.get("blockHash", read_hash));
    // Every block is canonical: `requireCanonical` asks for nothing more.
    if (number.has_value() == hash.has_value()) {
        return refuse(place, "give either blockNumber or blockHash (EIP-1898)");
    }
    if (number.has_value()) return *number;
    return BlockRef{.kind = BlockRef::Kind::kHash, .hash = *hash};
}

Parsed<TransactionType> read_type(const Json& from, const Place& place) {
    const std::uint64_t type = AQ_TRY(read_quantity_u64(from, place));
    if (type > 2) {
        return refuse(place,
                      "transaction type not supported; 0x0 (legacy), 0x1 (EIP-2930) and "
                      "0x2 (EIP-1559) are");
    }
    return static_cast<TransactionType>(type);
}

Parsed<AccessListEntry> read_access_entry(const Json& from, const Place& place) {
    const Members in(*AQ_TRY(read_object(from, place)), place.argument);
    AccessListEntry out;
    const auto address = AQ_TRY(in.get("address", read_address));
    if (!address.has_value()) return refuse(place, "an entry without its address");
    out.address = *address;
    if (const Json* keys = in.find("storageKeys"); keys != nullptr) {
        for (const Json& key : *AQ_TRY(read_list(*keys, in.place("storageKeys")))) {
            out.storage_keys.push_back(AQ_TRY(read_hash(key, in.place("storageKeys"))));
        }
    }
    return out;
}

Parsed<std::vector<AccessListEntry>> read_access_list(const Json& from, const Place& place) {
    std::vector<AccessListEntry> out;
    for (const Json& entry : *AQ_TRY(read_list(from, place))) {
        out.push_back(AQ_TRY(read_access_entry(entry, place)));
    }
    return out;
}

/// `data` and `input` are two names of one thing.
Parsed<Bytes> read_input(const Members& in, const Place& place) {
    auto data = AQ_TRY(in.get("data", read_data));
    auto input = AQ_TRY(in.get("input", read_data));
    if (data.has_value() && input.has_value() && *data != *input) {
        return refuse(place,
                      "both \"data\" and \"input\" are set and not equal. Please use \"input\" to "
                      "pass transaction call data");
    }
    if (input.has_value()) return std::move(*input);
    return std::move(data).value_or(Bytes());
}

Parsed<void> check_fees(const CallRequest& request, const Place& place) {
    const bool dynamic =
        request.max_fee_per_gas.has_value() || request.max_priority_fee_per_gas.has_value();
    if (request.gas_price.has_value() && dynamic) {
        return refuse(place, "both gasPrice and (maxFeePerGas or maxPriorityFeePerGas) specified");
    }
    if (!request.type.has_value()) return {};
    const TransactionType type = *request.type;
    if (type != TransactionType::kDynamicFee && dynamic) {
        return refuse(place, "maxFeePerGas and maxPriorityFeePerGas are of type 0x2");
    }
    if (type == TransactionType::kDynamicFee && request.gas_price.has_value()) {
        return refuse(place, "a transaction of type 0x2 has maxFeePerGas instead of gasPrice");
    }
    if (type == TransactionType::kLegacy && request.access_list.has_value()) {
        return refuse(place, "a transaction of type 0x0 has no accessList");
    }
    return {};
}

}  // namespace

const std::string_view kNoDeployment =
    "this chain runs no bytecode, so that contracts cannot be deployed and code cannot be sent "
    "along: give \"to\". Its own contracts stand already, where aquifer_contracts says";

std::string BlockRef::to_text() const {
    switch (kind) {
        case Kind::kLatest:
            return "latest";
        case Kind::kPending:
            return "pending";
        case Kind::kEarliest:
            return "earliest";
        case Kind::kNumber:
            return std::to_string(number);
        case Kind::kHash:
            break;
    }
    return to_hex(hash);
}

Parsed<BlockRef> read_block_number(const Json& from, const Place& place) {
    if (from.is_string()) {
        if (const auto tag = tag_of(from.get_string())) return BlockRef{.kind = *tag};
        if (const auto number = read_quantity_u64(from, place)) {
            return BlockRef{.kind = BlockRef::Kind::kNumber, .number = *number};
        }
    }
    return refuse(place, kBlockForms, from);
}

Parsed<BlockRef> read_block_ref(const Json& from, const Place& place) {
    if (from.is_object()) return read_block_object(from.get_object(), place);
    return read_block_number(from, place);
}

Parsed<CallRequest> read_call(const Json& from, const Place& place) {
    const JsonObject& object = *AQ_TRY(read_object(from, place));
    const Members in(object, place.argument);
    for (const std::string_view name : kForeign) {
        if (in.find(name) == nullptr) continue;
        return refuse(in.place(name),
                      "not supported: this chain takes legacy, EIP-2930 and "
                      "EIP-1559 transactions");
    }
    CallRequest out;
    out.from = AQ_TRY(in.get("from", read_address));
    out.to = AQ_TRY(in.get("to", read_address));
    out.value = AQ_TRY(in.get("value", read_quantity));
    out.gas = AQ_TRY(in.get("gas", read_quantity_u64));
    out.gas_price = AQ_TRY(in.get("gasPrice", read_quantity));
    out.max_fee_per_gas = AQ_TRY(in.get("maxFeePerGas", read_quantity));
    out.max_priority_fee_per_gas = AQ_TRY(in.get("maxPriorityFeePerGas", read_quantity));
    out.nonce = AQ_TRY(in.get("nonce", read_quantity_u64));
    out.chain_id = AQ_TRY(in.get("chainId", read_quantity_u64));
    out.type = AQ_TRY(in.get("type", read_type));
    out.access_list = AQ_TRY(in.get("accessList", read_access_list));
    out.data = AQ_TRY(read_input(in, place));
    AQ_TRY(check_fees(out, place));
    return out;
}

Transaction to_transaction(CallRequest request, const Defaults& open) {
    Transaction out;
    if (request.type.has_value()) {
        out.type = *request.type;
    } else if (!request.gas_price.has_value()) {
        out.type = TransactionType::kDynamicFee;
    } else if (request.access_list.has_value()) {
        out.type = TransactionType::kAccessList;
    }
    out.chain_id = request.chain_id.value_or(open.chain_id);
    out.nonce = request.nonce.value_or(open.nonce);
    out.gas = request.gas.value_or(open.gas);
    out.gas_price = request.gas_price.value_or(u256());
    out.max_priority_fee_per_gas = request.max_priority_fee_per_gas.value_or(u256());
    out.max_fee_per_gas = request.max_fee_per_gas.value_or(out.max_priority_fee_per_gas);
    out.to = request.to;
    out.value = request.value.value_or(u256());
    out.data = std::move(request.data);
    if (request.access_list.has_value()) out.access_list = std::move(*request.access_list);
    return out;
}

Parsed<std::vector<StateOverride>> read_state_overrides(const Json& from, const Place& place) {
    const JsonObject& object = *AQ_TRY(read_object(from, place));
    if (object.size() > kOverridesMax) {
        return refuse(place, "at most " + std::to_string(kOverridesMax) +
                                 " accounts can be supposed in one call");
    }
    std::vector<StateOverride> out;
    for (const auto& member : object) {
        const std::string_view name = member.key();
        const Place here{.argument = place.argument, .member = name};
        StateOverride& account = out.emplace_back();
        account.at = AQ_TRY(read_address(Json(name), here));
        const JsonObject& supposed = *AQ_TRY(read_object(member.value(), here));
        const Members in(supposed, place.argument);
        account.ether = AQ_TRY(in.get("balance", read_quantity));
        account.nonce = AQ_TRY(in.get("nonce", read_quantity_u64));
        for (const auto& other : supposed) {
            const std::string_view key = other.key();
            if (key == "balance" || key == "nonce" || other.value().is_null()) continue;
            return refuse(here, "only balance and nonce can be supposed, not \"" +
                                    std::string(key) +
                                    "\": contracts here have neither bytecode nor storage slots");
        }
    }
    return out;
}

Parsed<BlockOverride> read_block_override(const Json& from, const Place& place) {
    constexpr std::array<std::string_view, 9> kUnseen{"difficulty",    "gasLimit",   "feeRecipient",
                                                      "coinbase",      "prevRandao", "random",
                                                      "baseFeePerGas", "baseFee",    "blobBaseFee"};
    const JsonObject& object = *AQ_TRY(read_object(from, place));
    const Members in(object, place.argument);
    BlockOverride out;
    out.number = AQ_TRY(in.get("number", read_quantity_u64));
    out.time = AQ_TRY(in.get("time", read_quantity_u64));
    for (const auto& member : object) {
        const std::string_view key = member.key();
        if (key == "number" || key == "time") continue;
        if (std::ranges::find(kUnseen, key) != kUnseen.end()) continue;
        return refuse(place, "a block has no \"" + std::string(key) +
                                 "\" to suppose; number and time are what contracts see");
    }
    return out;
}

}  // namespace aq::node
