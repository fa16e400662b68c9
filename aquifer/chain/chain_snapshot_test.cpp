// SPDX-License-Identifier: Apache-2.0
// Snapshots of the state beside the store, as a chain makes them while it lives.
#include <aquifer/chain/chain.hpp>
#include <aquifer/chain/snapshot_file.hpp>
#include <aquifer/chain/store_testing.hpp>
#include <aquifer/chain/testing.hpp>
#include <aquifer/stack/persist.hpp>

namespace aq::chain {
namespace {

using testing::kAlice;
using testing::kBob;
using testing::open;
using testing::send;
using testing::transfer;

class ChainSnapshots : public ::testing::Test {
protected:
    [[nodiscard]] Options options() const {
        Options out = testing::options();
        out.store.folder = folder_.path;
        out.store.sync = false;
        out.snapshot_every = 6;
        return out;
    }
    /// A block with a transaction: two changes.
    static void live(Chain& chain, int blocks) {
        for (int i = 0; i < blocks; ++i) {
            send(chain, transfer(chain, kAlice, kBob, u256(1U)));
            keep(chain);
        }
    }
    /// What the engine does after its changes.
    static void keep(Chain& chain) {
        ASSERT_TRUE(chain.commit().has_value());
        ASSERT_TRUE(chain.save_state_if_due().has_value());
    }
    /// The journal's entry that the newest snapshot was made before; zero if there is none.
    [[nodiscard]] std::uint64_t newest() const {
        const auto file = newest_state_file(folder_.path, ~std::uint64_t{0});
        return file.has_value() && *file ? file->sequence : 0;
    }

    testing::TemporaryFolder folder_;
};

TEST_F(ChainSnapshots, AreWrittenAsideWhileTheChainGoesOn) {
    Hash state;
    Tip tip;
    {
        const auto chain = open(options());
        live(*chain, 2);
        ASSERT_TRUE(chain->finish_snapshot().has_value());
        EXPECT_EQ(newest(), 0U);
        // The first block counts, and is the journal's first entry.
        live(*chain, 1);
        ASSERT_TRUE(chain->finish_snapshot().has_value());
        EXPECT_EQ(newest(), 4U);
        live(*chain, 4);
        ASSERT_TRUE(chain->finish_snapshot().has_value());
        EXPECT_EQ(newest(), 7U);
        state = stack::state_hash(chain->world());
        tip = chain->tip();
    }
    const auto again = open(options());
    EXPECT_EQ(again->tip(), tip);
    EXPECT_EQ(stack::state_hash(again->world()), state);
}

TEST_F(ChainSnapshots, OfAFutureThatIsNoMoreAreNotWritten) {
    const auto chain = open(options());
    live(*chain, 1);
    const std::uint64_t mark = chain->take_snapshot();
    live(*chain, 4);
    ASSERT_TRUE(chain->revert_to(mark).value());
    keep(*chain);
    ASSERT_TRUE(chain->finish_snapshot().has_value());
    EXPECT_LE(newest(), 2U);
}

TEST_F(ChainSnapshots, CommandsCountAsWellAsTransactions) {
    const auto chain = open(options());
    for (std::uint64_t i = 0; i < 6; ++i) {
        ASSERT_TRUE(chain->command(command::SetBalance{kBob, u256(i)}).has_value());
    }
    keep(*chain);
    ASSERT_TRUE(chain->finish_snapshot().has_value());
    EXPECT_EQ(newest(), 7U);
}

TEST_F(ChainSnapshots, OfATemporaryStoreThereAreNone) {
    Options temporary = options();
    temporary.store.folder.clear();
    const auto chain = open(temporary);
    live(*chain, 10);
    ASSERT_TRUE(chain->save_state().has_value());
    const auto file = newest_state_file(chain->store().folder(), ~std::uint64_t{0});
    ASSERT_TRUE(file.has_value());
    EXPECT_FALSE(*file);
}

}  // namespace
}  // namespace aq::chain
