// SPDX-License-Identifier: Apache-2.0
// Runs the examples of docs/reference/json-rpc.md and rpc-development.md, in their order, each page
// on a chain of its own. Those of docs/reference/rpc.md, which has all methods, run in
// manual_test.cpp.
#include <aquifer/node/testing.hpp>

#include <algorithm>
#include <fstream>
#include <set>

namespace aq::node {
namespace {

using testing::is_shown;

constexpr std::string_view kRequest = "    → ";
constexpr std::string_view kResult = "    ← ";
constexpr std::string_view kError = "    ✗ ";
Json as_json(const Error& error) {
    JsonObject out{{"code", error.code}, {"message", error.message}};
    if (error.data.has_value()) out["data"] = *error.data;
    return out;
}

class Reference : public testing::NodeTest {
protected:
    /// Runs a page's examples; the methods that it calls.
    std::set<std::string> play(const std::string& file) {
        std::ifstream page(file);
        EXPECT_TRUE(page) << "run at the top of the source tree";
        std::set<std::string> seen;
        Answer answer;
        std::string line;
        for (int number = 1; std::getline(page, line); ++number) {
            SCOPED_TRACE(file + ":" + std::to_string(number));
            const std::string_view text = line;
            if (text.starts_with(kRequest)) {
                const Json request = json(text.substr(kRequest.size()));
                const std::string name(request.at("method").get_string());
                std::string params;
                rpc::append_json(params, request.at("params"));
                answer = ask(name, params);
                seen.insert(name);
            } else if (text.starts_with(kResult)) {
                compare(answer, json(text.substr(kResult.size())));
            } else if (text.starts_with(kError)) {
                compare_error(answer, json(text.substr(kError.size())));
            }
        }
        return seen;
    }
    static void compare(const Answer& answer, const Json& shown) {
        ASSERT_TRUE(answer.has_value()) << answer.error().message;
        EXPECT_TRUE(is_shown(*answer, shown)) << *answer;
    }
    static void compare_error(const Answer& answer, const Json& shown) {
        ASSERT_FALSE(answer.has_value()) << *answer;
        EXPECT_TRUE(is_shown(as_json(answer.error()), shown)) << as_json(answer.error());
    }
    /// The methods of this node alone have their examples on the page of all methods.
    static bool is_our_own(const rpc::Method& method) {
        return method.name.starts_with("aquifer_") || method.name.starts_with("rpc.");
    }
    /// Those that the page of development powers is about.
    static bool is_for_development(const rpc::Method& method) {
        return !is_our_own(method) && (method.development || method.name.starts_with("txpool_"));
    }
};

TEST_F(Reference, TheExamplesComeOutAsTheyAreShown) {
    const auto seen = play("docs/reference/json-rpc.md");
    for (const auto& method : methods.all()) {
        if (is_our_own(*method) || is_for_development(*method)) continue;
        EXPECT_TRUE(seen.contains(method->name)) << method->name << " has no example";
    }
}

/// Of several names of one power, one has the example.
TEST_F(Reference, SoDoThoseOfTheDevelopmentPowers) {
    const auto seen = play("docs/reference/rpc-development.md");
    std::ifstream in("docs/reference/rpc-development.md");
    std::set<std::string> rows_without;
    std::string page;
    for (std::string line; std::getline(in, line); page += line + '\n') {
        if (!line.starts_with("| `")) continue;
        const auto is_named = [&](const auto& name) {
            return line.find('`' + name + '`') != std::string::npos;
        };
        if (std::ranges::none_of(seen, is_named)) rows_without.insert(line);
    }
    EXPECT_THAT(rows_without, ::testing::IsEmpty());
    for (const auto& method : methods.all()) {
        if (!is_for_development(*method)) continue;
        EXPECT_NE(page.find('`' + method->name + '`'), std::string::npos)
            << method->name << " is not on the page";
    }
}

}  // namespace
}  // namespace aq::node
