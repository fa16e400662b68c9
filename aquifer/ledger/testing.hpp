// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What tests of rules say of a result.

#include <aquifer/ledger/revert.hpp>

#include <gtest/gtest.h>

namespace aq {

template <class T>
void expect_refusal(const Result<T>& result, const Revert& revert) {
    ASSERT_FALSE(result.has_value()) << "not refused: " << revert.to_text();
    EXPECT_EQ(result.error(), revert) << result.error().to_text() << ", not " << revert.to_text();
}

template <class T>
void expect_done(const Result<T>& result) {
    EXPECT_TRUE(result.has_value()) << result.error().to_text();
}

}  // namespace aq
