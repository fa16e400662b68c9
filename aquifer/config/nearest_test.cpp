// SPDX-License-Identifier: Apache-2.0
#include <aquifer/config/nearest.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace aq::config {
namespace {

TEST(Nearest, DistanceCountsLettersToChange) {
    EXPECT_EQ(distance("", ""), 0U);
    EXPECT_EQ(distance("", "port"), 4U);
    EXPECT_EQ(distance("port", "port"), 0U);
    EXPECT_EQ(distance("prot", "port"), 1U);  // two letters swapped
    EXPECT_EQ(distance("ports", "port"), 1U);
    EXPECT_EQ(distance("pot", "port"), 1U);
    EXPECT_EQ(distance("fort", "port"), 1U);
    // The usual example of the literature.
    EXPECT_EQ(distance("kitten", "sitting"), 3U);
    EXPECT_EQ(distance("sitting", "kitten"), 3U);
    // Optimal string alignment does not edit a swapped pair again.
    EXPECT_EQ(distance("ca", "abc"), 3U);
}

TEST(Nearest, IsTheKnownNameWithTheFewestSlips) {
    const std::vector<std::string> known{"network", "network.port", "network.host", "store.folder"};
    EXPECT_EQ(nearest("network.prot", known), "network.port");
    EXPECT_EQ(nearest("network.hots", known), "network.host");
    EXPECT_EQ(nearest("netwrok", known), "network");
    EXPECT_EQ(nearest("network.Port", known), "network.port");
}

TEST(Nearest, FindsAWordInAnotherSection) {
    const std::vector<std::string> known{"network.port", "store.folder"};
    EXPECT_EQ(nearest("port", known), "network.port");
    EXPECT_EQ(nearest("network.folder", known), "store.folder");
}

TEST(Nearest, IsNothingWhenNothingIsNear) {
    const std::vector<std::string> known{"network.port", "a", "store.folder"};
    EXPECT_EQ(nearest("colour", known), "");
    EXPECT_EQ(nearest("b", known), "");
    EXPECT_EQ(nearest("", known), "");
    EXPECT_EQ(nearest(std::string(100'000, 'x'), known), "");
}

}  // namespace
}  // namespace aq::config
