// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/manual.hpp>

#include <aquifer/node/testing.hpp>

#include <fstream>
#include <sstream>

namespace aq::node {
namespace {

using testing::is_shown;

constexpr std::string_view kRefused = "✗ ";

using Manual = testing::NodeTest;

TEST_F(Manual, EveryMethodIsInItAndEveryEntryIsAMethod) {
    std::set<std::string_view> known;
    for (const MethodText& text : manual()) {
        EXPECT_TRUE(known.insert(text.name).second) << text.name << " stands in it twice";
        EXPECT_NE(methods.find(text.name), nullptr) << text.name << " is no method";
    }
    for (const auto& method : methods.all()) {
        EXPECT_TRUE(known.contains(method->name)) << method->name << " is not in the manual";
    }
}

TEST_F(Manual, EveryExampleComesOutAsItIsShown) {
    for (const MethodText& text : manual()) {
        const auto answer = ask(text.name, text.example);
        if (text.shown.starts_with(kRefused)) {
            if (answer.has_value()) {
                ADD_FAILURE() << text.name << " succeeds: " << *answer;
                continue;
            }
            const JsonObject error{{"code", answer.error().code},
                                   {"message", answer.error().message}};
            EXPECT_TRUE(is_shown(error, json(text.shown.substr(kRefused.size()))))
                << text.name << ": " << error;
            continue;
        }
        if (!answer.has_value()) {
            ADD_FAILURE() << text.name << ": " << answer.error().message;
            continue;
        }
        EXPECT_TRUE(is_shown(*answer, json(text.shown))) << text.name << ": " << *answer;
    }
}

/// All `$ref`s below a value.
void collect_refs(const Json& value, std::set<std::string>& to) {
    if (value.is_array()) {
        for (const Json& one : value.get_array()) collect_refs(one, to);
    }
    if (!value.is_object()) return;
    for (const auto& member : value.get_object()) {
        if (member.key() == "$ref") {
            to.insert(std::string(member.value().as_string()));
        } else {
            collect_refs(member.value(), to);
        }
    }
}

TEST_F(Manual, TheDocumentNamesNoTypeThatItDoesNotHave) {
    const Json document = openrpc_document(methods);
    EXPECT_EQ(document.at("methods").as_array().size(), methods.all().size());
    std::set<std::string> refs;
    collect_refs(document, refs);
    const JsonObject& schemas = document.at("components").at("schemas").as_object();
    for (const std::string& ref : refs) {
        EXPECT_TRUE(schemas.contains(ref.substr(ref.rfind('/') + 1))) << ref;
    }
    for (const auto& schema : schemas) {
        EXPECT_TRUE(refs.contains("#/components/schemas/" + std::string(schema.key())))
            << schema.key() << " is not used";
    }
}

TEST_F(Manual, ThePageIsTheOneThatIsKept) {
    const std::string page = manual_page(methods);
    std::ifstream file("docs/reference/rpc.md");
    std::stringstream kept;
    kept << file.rdbuf();
    if (kept.str() == page) return;
    const std::string made = ::testing::TempDir() + "rpc.md";
    std::ofstream(made) << page;
    ADD_FAILURE() << "docs/reference/rpc.md is not what the tables say: copy " << made << " there";
}

}  // namespace
}  // namespace aq::node
