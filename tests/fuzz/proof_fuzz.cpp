// SPDX-License-Identifier: Apache-2.0
// Proofs about the beacon chain and about rewards, as pods and the RewardsCoordinator take them.
// The first byte says which recorded message the rest takes the calldata of; the message is sent
// there, and must end in an answer or a revert. Besides, each proof in it of the right shape is
// verified against the root it gives, walked here by generalised index (consensus specification,
// "Merkle proof formats"): it must hold there, and nowhere else.
#include <aquifer/protocols/eigenlayer/queries_pods.hpp>
#include <aquifer/protocols/eigenlayer/queries_rewards.hpp>
#include <aquifer/replay/player.hpp>

#include <cstdio>
#include <cstdlib>
#include <deque>

namespace {

using namespace aq;
using namespace aq::eigenlayer;
using beacon_proofs::ProofVersion;
using replay::Transaction;

void expect(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "proof_fuzz: %s\n", what);
    std::abort();
}

/// A world and what was sent to it next, or soon after.
struct Scene {
    replay::Player player;
    std::vector<Transaction> messages;
};

/// Where in the recorded run each scene stops, and its messages by their number. Each of them
/// succeeds there: credentials, a checkpoint and a claim; then a checkpoint, a stale balance and a
/// claim.
struct Stop {
    std::uint64_t at = 0;
    std::array<std::uint64_t, 3> messages{};
};
constexpr std::array<Stop, 2> kStops{Stop{608, {608, 1164, 648}}, Stop{3092, {3109, 3092, 3129}}};

std::deque<Scene>& scenes() {
    static std::deque<Scene>* const kScenes = [] {
        auto* out = new std::deque<Scene>(kStops.size());  // lives as long as the program
        auto reader = replay::Reader::open("tests/golden/eigenlayer-core/trace-11.jsonl.gz");
        expect(reader.has_value(), "run this at the top of the source tree");
        std::array<bool, kStops.size()> stopped{};
        while (out->back().messages.size() < 3) {
            const auto line = reader->next();
            expect(line.has_value() && line->has_value(), "the recorded run ends too early");
            const auto* tx = std::get_if<Transaction>(&**line);
            for (std::size_t i = 0; i < kStops.size(); ++i) {
                const Stop& stop = kStops[i];
                Scene& scene = (*out)[i];
                stopped[i] = stopped[i] || (tx != nullptr && tx->number == stop.at);
                if (!stopped[i] && !std::holds_alternative<replay::Check>(**line)) {
                    expect(scene.player.play(**line).has_value(), "the recorded run is damaged");
                }
                if (tx != nullptr && std::ranges::count(stop.messages, tx->number) != 0) {
                    scene.messages.push_back(*tx);
                }
            }
        }
        return out;
    }();
    return *kScenes;
}

void send(std::uint8_t choice, BytesView calldata) {
    Scene& scene = scenes()[choice / 3 % scenes().size()];
    const Transaction& like = scene.messages[choice % 3];
    scene.player.world.block.time = like.time;
    scene.player.world.block.number = like.block;
    const auto out = scene.player.world.ask({like.from, like.to, like.value, calldata});
    if (std::ranges::equal(calldata, like.data)) {
        expect(out.has_value(), "a recorded message no longer succeeds");
    }
}

template <class Pair>
Hash walk(Hash node, u256 index, BytesView proof, Pair pair) {
    for (; !proof.empty(); proof = proof.subspan(32)) {
        Hash sibling;
        std::memcpy(sibling.bytes.data(), proof.data(), 32);
        node = index.bit(0) ? pair(sibling, node) : pair(node, sibling);
        index = index >> 1U;
    }
    return node;
}

Hash sha_walk(const Hash& leaf, std::uint64_t index, BytesView proof) {
    return walk(leaf, u256(index), proof,
                [](const Hash& a, const Hash& b) { return Hash{sha256_pair(a.bytes, b.bytes)}; });
}

Hash keccak_walk(const Hash& leaf, std::uint32_t index, BytesView proof) {
    return walk(leaf, u256(index), proof, [](const Hash& a, const Hash& b) {
        std::array<std::uint8_t, 64> both{};
        std::ranges::copy(a.bytes, both.begin());
        std::ranges::copy(b.bytes, both.begin() + 32);
        return keccak(BytesView(both));
    });
}

Hash not_quite(Hash root) {
    root.bytes[31] ^= 1U;
    return root;
}

/// `verify` takes a root. A root of zero is refused whatever the proof says; no input comes to it.
template <class Verify>
void expect_only(const Hash& root, Verify verify) {
    expect(verify(root), "a proof does not hold against the root it gives");
    expect(!verify(not_quite(root)), "a proof holds against another root");
}

constexpr std::array<ProofVersion, 2> kVersions{ProofVersion::kDeneb, ProofVersion::kPectra};
/// Levels of the tree over the fields of a beacon state.
constexpr std::size_t state_levels(ProofVersion version) {
    return version == ProofVersion::kDeneb ? 5 : 6;
}

/// The block header has 2^3 leaves; its fourth is the root of the state.
void check_state_root(const StateRootProof& proof) {
    const auto holds = [&](const Hash& root) {
        return beacon_proofs::verify_state_root(root, proof).has_value();
    };
    if (proof.proof.size() == std::size_t{32} * 3) {
        expect_only(sha_walk(proof.beaconStateRoot, 8 + 3, proof.proof), holds);
    } else {
        expect(!holds(proof.beaconStateRoot), "a state proof of the wrong length holds");
    }
}

/// Validators are the state's twelfth field, a list: its length is mixed in one level above 2^40
/// places.
void check_validator(std::span<const Hash> fields, const Bytes& proof, std::uint64_t index) {
    for (const ProofVersion version : kVersions) {
        const auto holds = [&](const Hash& root) {
            return beacon_proofs::verify_validator_fields(version, root, fields, proof, index)
                .has_value();
        };
        const std::size_t levels = state_levels(version);
        if (fields.size() != 8 || proof.size() != 32 * (levels + 41)) {
            expect(!holds(Hash{{1}}), "a validator proof of the wrong shape holds");
            continue;
        }
        std::vector<Hash> nodes(fields.begin(), fields.end());
        for (std::size_t i = 0; nodes.size() - i > 1; i += 2) {
            nodes.push_back({sha256_pair(nodes[i].bytes, nodes[i + 1].bytes)});
        }
        const std::uint64_t place = (((std::uint64_t{1} << levels) + 11) << 41U) | index;
        expect_only(sha_walk(nodes.back(), place, proof), holds);
    }
}

/// Balances are the thirteenth field, four to a leaf.
void check_balances(const BalanceContainerProof& container,
                    const std::vector<BalanceProof>& proofs) {
    for (const ProofVersion version : kVersions) {
        const std::size_t levels = state_levels(version);
        const auto holds = [&](const Hash& root) {
            return beacon_proofs::verify_balance_container(version, root, container).has_value();
        };
        if (container.proof.size() != 32 * (3 + levels)) {
            expect(!holds(Hash{{1}}), "a container proof of the wrong length holds");
            continue;
        }
        const std::uint64_t place = (std::uint64_t{8 + 3} << levels) | 12U;
        expect_only(sha_walk(container.balanceContainerRoot, place, container.proof), holds);
    }
    for (const BalanceProof& proof : proofs) {
        const std::uint64_t validator = load_be64(proof.pubkeyHash.bytes.data()) >> 24U;
        const auto holds = [&](const Hash& root) {
            return beacon_proofs::verify_validator_balance(root, validator, proof).has_value();
        };
        if (proof.proof.size() == std::size_t{32} * 39) {
            expect_only(sha_walk(proof.balanceRoot, validator / 4, proof.proof), holds);
        }
    }
}

/// The claim with its first token alone, and the roots that its proofs give.
void check_claim(RewardsMerkleClaim claim) {
    const auto in_tree = [](std::uint32_t index, const Bytes& proof) {
        return proof.size() % 32 == 0 &&
               (proof.size() / 32 >= 32 || index >> proof.size() / 32 == 0);
    };
    if (claim.tokenIndices.empty() || claim.tokenTreeProofs.empty() || claim.tokenLeaves.empty()) {
        return;
    }
    claim.tokenIndices.resize(1);
    claim.tokenTreeProofs.resize(1);
    claim.tokenLeaves.resize(1);
    if (!in_tree(claim.tokenIndices[0], claim.tokenTreeProofs[0])) return;
    if (!in_tree(claim.earnerIndex, claim.earnerTreeProof)) return;
    const auto holds = [&](const Hash& root) {
        return rewards_coordinator::check_claim({}, claim, {root, 0, 0, false}).has_value();
    };
    const auto root_of_earner = [&] {
        return keccak_walk(rewards_coordinator::earner_leaf_hash(claim.earnerLeaf),
                           claim.earnerIndex, claim.earnerTreeProof);
    };
    claim.earnerLeaf.earnerTokenRoot =
        keccak_walk(rewards_coordinator::token_leaf_hash(claim.tokenLeaves[0]),
                    claim.tokenIndices[0], claim.tokenTreeProofs[0]);
    expect_only(root_of_earner(), holds);
    claim.earnerLeaf.earnerTokenRoot = not_quite(claim.earnerLeaf.earnerTokenRoot);
    expect(!holds(root_of_earner()), "a token is paid that its earner's root does not hold");
}

/// Reads the arguments as each of the four functions takes them; the selector does not matter.
void check_proofs(BytesView arguments) {
    const AbiReader in(arguments);
    std::uint64_t timestamp = 0;
    StateRootProof state_root;
    std::vector<u40> indices;
    std::vector<Bytes> proofs;
    std::vector<std::vector<Hash>> fields;
    if (abi_decode(in, timestamp, state_root, indices, proofs, fields)) {
        check_state_root(state_root);
        const std::size_t n = std::min({indices.size(), proofs.size(), fields.size()});
        for (std::size_t i = 0; i < n; ++i) check_validator(fields[i], proofs[i], indices[i].value);
    }
    ValidatorProof validator;
    if (abi_decode(in, timestamp, state_root, validator)) {
        check_state_root(state_root);
        check_validator(validator.validatorFields, validator.proof, timestamp >> 24U);
    }
    BalanceContainerProof container;
    std::vector<BalanceProof> balances;
    if (abi_decode(in, container, balances)) check_balances(container, balances);
    RewardsMerkleClaim claim;
    if (abi_decode(in, claim)) check_claim(claim);
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
    std::uint8_t choice = 0;
    for (const Scene& scene : scenes()) {
        for (const Transaction& message : scene.messages) send(choice++, message.data);
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 5) return 0;
    const BytesView calldata = BytesView(data, size).subspan(1);
    send(data[0], calldata);
    check_proofs(calldata.subspan(4));
    return 0;
}
