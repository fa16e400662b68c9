// SPDX-License-Identifier: Apache-2.0
#include <aquifer/rpc/access.hpp>

#include <gtest/gtest.h>

namespace aq::rpc {
namespace {

TEST(Access, LoopbackIsAllowedUnderEachOfItsNames) {
    const ServerOptions options;
    for (const std::string_view host :
         {"localhost", "localhost:8545", "LOCALHOST", "127.0.0.1", "127.0.0.1:1", "127.8.9.1",
          "[::1]", "[::1]:8545", "app.localhost:8545"}) {
        EXPECT_TRUE(host_allowed(host, options)) << host;
    }
}

TEST(Access, NamesThatOnlyLookLikeLoopbackAreNot) {
    const ServerOptions options;
    for (const std::string_view host : {"",
                                        ":8545",
                                        "example.com",
                                        "localhost.example.com",
                                        "notlocalhost",
                                        "127.0.0.1.nip.io",
                                        "127.0.0",
                                        "127.1",
                                        "0127.0.0.1",
                                        "127.0.0.256",
                                        "128.0.0.1",
                                        "0.0.0.0",
                                        "[::1",
                                        "::1",
                                        "[::1]x",
                                        "[::2]",
                                        "localhost:",
                                        "localhost:x",
                                        "localhost:70000",
                                        "localhost:1:2"}) {
        EXPECT_FALSE(host_allowed(host, options)) << host;
    }
}

TEST(Access, TheListAndTheAddressOfTheServerAreAllowed) {
    ServerOptions options;
    options.address = "192.0.2.1";
    options.allowed_hosts = {"node.example"};
    EXPECT_TRUE(host_allowed("192.0.2.1:8545", options));
    EXPECT_TRUE(host_allowed("Node.Example:8545", options));
    EXPECT_FALSE(host_allowed("node.example.com", options));
    options.address = "2001:db8::1";
    EXPECT_TRUE(host_allowed("[2001:db8::1]:8545", options));
    options.allowed_hosts = {"*"};
    EXPECT_TRUE(host_allowed("anything", options));
}

TEST(Access, OriginsAreLoopbackExtensionsAndTheList) {
    ServerOptions options;
    for (const std::string_view origin :
         {"http://localhost:3000", "https://127.0.0.1", "http://[::1]:80",
          "chrome-extension://nkbihfbeogaeaoehlefnkodbefgpgknn", "moz-extension://a-b"}) {
        EXPECT_TRUE(origin_allowed(origin, options)) << origin;
    }
    // "null" is what a page in a sandboxed frame sends, whoever wrote it.
    for (const std::string_view origin :
         {"", "null", "https://example.com", "http://localhost.example.com", "file://",
          "ftp://localhost", "http://localhost/x", "localhost"}) {
        EXPECT_FALSE(origin_allowed(origin, options)) << origin;
    }
    options.allowed_origins = {"https://app.example"};
    EXPECT_TRUE(origin_allowed("https://app.example", options));
    EXPECT_FALSE(origin_allowed("http://app.example", options));
    options.allowed_origins = {"*"};
    EXPECT_TRUE(origin_allowed("null", options));
}

}  // namespace
}  // namespace aq::rpc
