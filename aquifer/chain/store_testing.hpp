// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Stores in folders that go away with the test, and blocks to put into them.

#include <aquifer/base/prng.hpp>
#include <aquifer/chain/store.hpp>

#include <gtest/gtest.h>

#include <cstdlib>

namespace aq::chain::testing {

class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "aquifer-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::filesystem::path path;
};

inline constexpr Store::Identity kIdentity{
    1, "0x00000000000000000000000000000000000000000000000000000000000000d1"_hash};

inline std::unique_ptr<Store> open_store(const Store::Options& options) {
    auto store = Store::open(options, kIdentity);
    if (!store.has_value()) {
        ADD_FAILURE() << store.error().what;
        std::abort();
    }
    return *std::move(store);
}

inline Hash hash_of(std::uint64_t kind, std::uint64_t number) {
    Bytes bytes(16);
    store_be64(bytes.data(), kind);
    store_be64(bytes.data() + 8, number);
    return keccak(BytesView(bytes));
}
inline Address address_of(std::uint64_t number) {
    return truncate_address(to_u256(hash_of(7, number)));
}

/// A block with one to three transactions and some logs of few emitters and topics.
inline BlockKeys some_block(std::uint64_t number, Prng& rng) {
    BlockKeys out{.first = number,
                  .last = number,
                  .hash = hash_of(1, number),
                  .transactions = {},
                  .logs = {}};
    for (std::uint64_t i = rng() % 3 + 1; i > 0; --i) {
        out.transactions.push_back(hash_of(2, 8 * number + i));
    }
    for (std::uint64_t i = rng() % 6; i > 0; --i) {
        BlockKeys::LogKey log;
        log.emitter = address_of(rng() % 4);
        log.count = static_cast<std::uint8_t>(rng() % 5);
        for (std::size_t t = 0; t < log.count; ++t) log.topics[t] = hash_of(3, rng() % 3);
        out.logs.push_back(log);
    }
    return out;
}

inline Bytes bytes_of_block(std::uint64_t number) {
    return Bytes(number % 50 + 1, static_cast<std::uint8_t>(number));
}

/// Blocks and as many entries of the journal; those before must be there.
inline void put_blocks(Store& store, std::uint64_t from, std::uint64_t n, Prng& rng) {
    for (std::uint64_t i = from; i < from + n; ++i) {
        store.put_block(some_block(i, rng), bytes_of_block(i));
        store.put_journal(i, bytes_of_block(i));
    }
}

inline void commit(Store& store) {
    const auto committed = store.commit();
    ASSERT_TRUE(committed.has_value()) << committed.error().what;
}

inline std::vector<LogPlace> all_logs(const Store& store, const LogFilter& filter) {
    const Store::Reader reader = store.reader();
    auto cursor = reader.logs(filter);
    std::vector<LogPlace> out;
    while (const auto place = cursor.next()) out.push_back(*place);
    EXPECT_FALSE(reader.fault().has_value());
    return out;
}

}  // namespace aq::chain::testing
