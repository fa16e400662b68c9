// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/archive.hpp>
#include <aquifer/protocols/beacon/testing.hpp>

#include <gtest/gtest.h>

#include <ranges>

namespace aq::beacon {
namespace {

using namespace testing;  // NOLINT(*-using-namespace)

/// Five validators at slot 32,032; the roots and digests are of an independent SSZ model.
Feed five_validators() {
    Feed f = done(begin({.proofs = true}, 1001));
    f.pools.push_back({.name = "all", .withdrawal_address = {}, .next_key = 0, .withdrawn = {}});
    for (std::uint8_t i = 0; i < 5; ++i) {
        Pubkey key{};
        key.fill(static_cast<std::uint8_t>(i + 1));
        f.keys.append(Key::of(key), 1);
        Validator v;
        v.prefix = i == 3 ? 2 : 1;
        v.credentials = static_cast<std::uint32_t>(f.credentials.size());
        f.credentials.push_back({credentials_of(v.prefix, address_number(0x11)), Gwei()});
        v.increments = i == 3 ? 320 : 32;
        v.balance = Gwei(i == 3 ? 320'000'000'777 : 32'000'000'000 + 1'000ULL * i);
        v.activation_eligibility_epoch = 100;
        v.activation_epoch = 105;
        if (i == 2) {
            v.slashed = true;
            v.exit_epoch = 1015;
            v.withdrawable_epoch = 9202;
        }
        f.registry.append(v, 1);
    }
    return f;
}

Hash digest(const Bytes& data) {
    return {sha256(data)};
}

class Proofs : public ::testing::Test {
protected:
    Proofs() { trees.follow(five_validators(), {.slot = 32'032, .proposer = 3}); }
    Trees trees;
};

TEST_F(Proofs, RootsAreThoseOfTheModel) {
    EXPECT_EQ(trees.validator_fields(0)[0],
              "0x5a3a7764ba9cf1b19f5a4db8a2845ab72254d4741ff63a5b1bb4e3aec968ad07"_hash);
    EXPECT_EQ(record_root(trees.validator_fields(3)),
              "0x9f7d4f128f519f75b4fd1790f86518370eb5c8614d1246c5ad7a4b214886a458"_hash);
    EXPECT_EQ(trees.validators_root(),
              "0xcea833de402e4580fbb89d36935a06b87856ec908663a0d266ab04e04f5e6e8f"_hash);
    EXPECT_EQ(trees.balances_root(),
              "0x430af0047ee8e834aedee9c1d15087d6b26c043c91251553a5522ff163aba0f0"_hash);
    EXPECT_EQ(trees.balance_leaf(0),
              "0x0040597307000000e843597307000000d04759730700000009837c814a000000"_hash);
    EXPECT_EQ(trees.header().state_root,
              "0x77329d59cf38c7d5cc0da63c3f6a7390cc0222a5f1ddaef9a7a05918fffaac32"_hash);
    EXPECT_EQ(trees.block_root(),
              "0x0df5117c947d950e46b0be26192e92483ee7245a159a17f419ad048ab9f92f7f"_hash);
}

TEST_F(Proofs, ProofsAreThoseOfTheModel) {
    EXPECT_EQ(trees.validator_proof(3).size(), 1'504U);
    EXPECT_EQ(digest(trees.validator_proof(3)),
              "0xb0e10595290a415058a0f1e677cd1abab3682917a9235c0dce40816d9b916f3e"_hash);
    EXPECT_EQ(trees.balance_container_proof().size(), 288U);
    EXPECT_EQ(digest(trees.balance_container_proof()),
              "0x9c45d24b7703f0e77ec0118f2ee5142552adbdafd5dd872ca19f344712d35331"_hash);
    EXPECT_EQ(trees.balance_proof(0).size(), 1'248U);
    EXPECT_EQ(digest(trees.balance_proof(0)),
              "0x55cb250eeea044025ac29696a98650a2ddaa4f8a34ab8a2616cda0fb92d1286c"_hash);
    EXPECT_EQ(trees.state_root_proof().size(), 96U);
    EXPECT_EQ(digest(trees.state_root_proof()),
              "0x06c60a899c10ca746611e52c6ec3f0148bd0f612c5395d011b7a283075af33f5"_hash);
}

TEST(Layout, GeneralisedIndicesFollowTheFork) {
    EXPECT_EQ(validator_gindex(Fork::kElectra, 1'234'567), 1'572'301'628'954'247U);
    EXPECT_EQ(balance_gindex(Fork::kElectra, 1'234'567), 393'625'163'052'449U);
    const ProofLayout electra = layout_of(Fork::kElectra);
    EXPECT_EQ(electra.validators_gindex, 75U);
    EXPECT_EQ(electra.balances_gindex, 76U);
    const ProofLayout deneb = layout_of(Fork::kDeneb);
    EXPECT_EQ(deneb.validators_gindex, 43U);
    EXPECT_EQ(deneb.balances_gindex, 44U);
    // Under the state's root, as the generalised index 11 of the header stands above it.
    EXPECT_EQ(validator_gindex(Fork::kElectra, 0) ^ (std::uint64_t{11} << 47U),
              0x960000000000U ^ (std::uint64_t{1} << 47U));
    EXPECT_EQ(validator_gindex(Fork::kDeneb, 5) ^ (std::uint64_t{11} << 46U),
              0x560000000005U ^ (std::uint64_t{1} << 46U));
}

TEST(Layout, GloasListsGrowInGroupsOfFourfoldSize) {
    // 11 is the state's root under the header, 358 the list, 2 its elements; then a left child.
    const std::uint64_t list = (std::uint64_t{11} << 8U) | (358 - 256);
    EXPECT_EQ(validator_gindex(Fork::kGloas, 0), list * 4);
    EXPECT_EQ(validator_gindex(Fork::kGloas, 1), (list * 8 + 2) * 4);
    EXPECT_EQ(validator_gindex(Fork::kGloas, 4), (list * 8 + 2) * 4 + 3);
    EXPECT_EQ(validator_gindex(Fork::kGloas, 5), (list * 16 + 6) * 16);
    EXPECT_EQ(layout_of(Fork::kGloas).balances_gindex, 359U);
}

/// Trees that have followed a chain are the trees that are made of its end at once.
TEST(Trees, FollowWhateverHappens) {
    Feed f = at_epoch_1000({"all", "new"}, true, {.proofs = true});
    done(command::found(f, "all", {.n = 37, .prefix = 1, .effective_ether = 32}));
    done(command::found(f, "all", {.n = 3, .prefix = 2, .effective_ether = 2000}));
    Trees followed;
    std::vector<std::pair<Feed, Header>> past;
    const auto check = [&] {
        const Header header{.slot = f.slot};
        followed.follow(f, header);
        Trees fresh;
        fresh.follow(f, header);
        ASSERT_EQ(followed.block_root(), fresh.block_root());
        for (std::uint64_t v = 0; v < f.registry.size(); v += 3) {
            ASSERT_EQ(followed.validator_proof(v), fresh.validator_proof(v));
            ASSERT_EQ(followed.balance_proof(v), fresh.balance_proof(v));
        }
        past.emplace_back(f, header);
    };
    Archive archive;
    const auto advance = [&](std::uint64_t slots) {
        aq::beacon::advance(f, {slots}, Mode::kExact, &archive);
    };
    check();
    done(command::deposit(f, "new", {.n = 11}));
    advance(33);
    check();
    done(command::slash(f, "all", 2));
    advance(96);
    check();
    done(command::switch_to_compounding(f, 7));
    advance(5);
    check();
    // And back again, to fewer validators and other keys.
    for (const auto& [feed, header] : past | std::views::reverse) {
        followed.follow(feed, header);
        Trees fresh;
        fresh.follow(feed, header);
        EXPECT_EQ(followed.block_root(), fresh.block_root());
    }
}

TEST(Archive, ProvesUnderPastRoots) {
    Feed f = at_epoch_1000({"all"}, true, {.proofs = true});
    done(command::found(f, "all", {.n = 6, .prefix = 2, .effective_ether = 2000}));
    Archive archive;
    advance_slot(f, {}, &archive);
    const Hash first = f.parent_root;
    const Bytes proof = archive.at(first)->balance_proof(5);
    advance(f, Span::of_epochs(2), Mode::kExact, &archive);
    EXPECT_NE(f.parent_root, first);
    EXPECT_NE(archive.at(f.parent_root)->balance_leaf(5), Hash());
    EXPECT_EQ(archive.at(first)->balance_proof(5), proof);
    EXPECT_EQ(archive.at(first)->block_root(), first);
    EXPECT_EQ(archive.at(Hash()), nullptr);
}

}  // namespace
}  // namespace aq::beacon
