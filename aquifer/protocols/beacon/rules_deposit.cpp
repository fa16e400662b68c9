// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/events.hpp>
#include <aquifer/protocols/beacon/rules.hpp>

#include <algorithm>

namespace aq::beacon::deposit_contract {

namespace {

constexpr std::size_t kPubkeyBytes = 48;
constexpr std::size_t kCredentialsBytes = 32;
constexpr std::size_t kSignatureBytes = 96;
constexpr unsigned kTreeDepth = 32;
constexpr std::uint64_t kMaxDeposits = (std::uint64_t{1} << kTreeDepth) - 1;
constexpr Wei kMinDeposit{u256(std::uint64_t{1'000'000'000'000'000'000})};

Hash pair(const Hash& left, const Hash& right) {
    return {sha256_pair(left.bytes, right.bytes)};
}

/// 32 bytes from here, zeros where there are no more.
Hash chunk(BytesView data, std::size_t from) {
    Hash out;
    std::copy_n(data.begin() + static_cast<std::ptrdiff_t>(from),
                std::min<std::size_t>(32, data.size() - from), out.bytes.begin());
    return out;
}

Bytes little_endian(std::uint64_t value) {
    Bytes out(8);
    store_be64(out.data(), __builtin_bswap64(value));
    return out;
}

/// What a subtree without deposits is, by its height.
const Hash& empty_subtree(unsigned height) {
    static const std::array<Hash, kTreeDepth> kEmpty = [] {
        std::array<Hash, kTreeDepth> out{};
        for (unsigned i = 1; i < kTreeDepth; ++i) out[i] = pair(out[i - 1], out[i - 1]);
        return out;
    }();
    return kEmpty[height];
}

using View = aq::View<Ports>;

}  // namespace

Hash deposit_data_root(const DepositData& data) {
    const Hash pubkey_root = pair(chunk(data.pubkey, 0), chunk(data.pubkey, 32));
    const Hash signature_root = pair(pair(chunk(data.signature, 0), chunk(data.signature, 32)),
                                     pair(chunk(data.signature, 64), Hash()));
    return pair(pair(pubkey_root, chunk(data.withdrawal_credentials, 0)),
                pair(little_endian_leaf(data.amount_gwei), signature_root));
}

Result<void> deposit(Tx& tx, Ports& ports, const Call& call, const Bytes& pubkey,
                     const Bytes& withdrawal_credentials, const Bytes& signature,
                     const Hash& supplied_root) {
    State& s = ports.self;
    AQ_REQUIRE(pubkey.size() == kPubkeyBytes, "DepositContract: invalid pubkey length");
    AQ_REQUIRE(withdrawal_credentials.size() == kCredentialsBytes,
               "DepositContract: invalid withdrawal_credentials length");
    AQ_REQUIRE(signature.size() == kSignatureBytes, "DepositContract: invalid signature length");
    AQ_REQUIRE(call.value >= kMinDeposit, "DepositContract: deposit value too low");
    const u256 gwei = *div_down(call.value.raw, kGwei);
    AQ_REQUIRE(wrapping_mul(gwei, kGwei) == call.value.raw,
               "DepositContract: deposit value not multiple of gwei");
    AQ_REQUIRE(gwei.fits_u64(), "DepositContract: deposit value too high");
    const std::uint64_t amount = gwei.truncate_u64();
    tx.log(call.to, DepositEvent{pubkey, withdrawal_credentials, little_endian(amount), signature,
                                 deposit_count(s)});
    const Hash leaf = deposit_data_root({pubkey, withdrawal_credentials, amount, signature});
    AQ_REQUIRE(leaf == supplied_root,
               "DepositContract: reconstructed DepositData does not match supplied "
               "deposit_data_root");
    AQ_REQUIRE(*s.deposit_count < kMaxDeposits, "DepositContract: merkle tree full");
    move::append_deposit(tx.undo, s, leaf);
    return {};
}

Hash deposit_root(const State& s) {
    Hash node;
    std::uint64_t size = *s.deposit_count;
    for (std::uint8_t height = 0; height < kTreeDepth; ++height, size /= 2) {
        node = (size & 1U) != 0 ? pair(s.deposit_branch[height], node)
                                : pair(node, empty_subtree(height));
    }
    return pair(node, little_endian_leaf(*s.deposit_count));
}

Bytes deposit_count(const State& s) {
    return little_endian(*s.deposit_count);
}

const Face& face() {
    static const Face kFace(
        "DepositContract",
        {{
            bind<deposit>("deposit(bytes pubkey, bytes withdrawal_credentials, bytes signature, "
                          "bytes32 deposit_data_root) payable"),
            bind<[](const View& v) { return deposit_count(v.ports.self); }>(
                "get_deposit_count() view returns (bytes)"),
            bind<[](const View& v) { return deposit_root(v.ports.self); }>(
                "get_deposit_root() view returns (bytes32)"),
            bind<[](const View& /*v*/, Selector interface_id) {
                return interface_id == "0x01ffc9a7"_selector ||
                       interface_id == "0x85640907"_selector;
            }>("supportsInterface(bytes4 interfaceId) view returns (bool)"),
        }});
    return kFace;
}

}  // namespace aq::beacon::deposit_contract
