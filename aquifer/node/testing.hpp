// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A node in process, on a temporary store, whose methods are called without a socket.

#include <aquifer/node/node.hpp>
#include <aquifer/rpc/request.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

namespace aq::node::testing {

inline constexpr u256 kEther = 1'000'000'000'000'000'000_u256;
/// The first two of the unlocked accounts, and one that nobody has a key of.
inline constexpr Address kAlice = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"_address;
inline constexpr Address kBob = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8"_address;
inline constexpr Address kCarol = "0x000000000000000000000000000000000000ca01"_address;

/// Keeps the one answer until it is asked for.
class OneAnswer : public rpc::Awaiting {
public:
    void take_answer(std::size_t /*slot*/, Answer answer) override {
        answer_.set_value(std::move(answer));
    }
    Answer wait() { return answer_.get_future().get(); }

private:
    std::promise<Answer> answer_;
};

/// Keeps what it is sent.
class FakeSession : public rpc::Session {
public:
    using rpc::Session::Session;

    bool push(std::string text) override {
        const std::lock_guard lock(mutex_);
        if (closed_) return false;
        texts_.push_back(std::move(text));
        return true;
    }
    [[nodiscard]] bool closed() const override { return closed_; }
    void close() { closed_ = true; }
    /// What came since the last time.
    std::vector<Json> take() {
        const std::lock_guard lock(mutex_);
        std::vector<Json> out;
        for (const std::string& text : texts_) out.push_back(*rpc::parse_json(text, 64));
        texts_.clear();
        return out;
    }

private:
    std::mutex mutex_;
    std::vector<std::string> texts_;
    std::atomic<bool> closed_ = false;
};

class NodeTest : public ::testing::Test {
protected:
    NodeTest() : NodeTest(chain::Options(), NodeOptions()) {}
    NodeTest(chain::Options chain_options, NodeOptions options) {
        chain_options.genesis.background_ether = 0;
        for (const Address& account : development_accounts()) {
            chain_options.genesis.accounts.push_back(
                {account, wrapping_mul(kEther, u256(10'000U))});
        }
        options.client_version = "aquifer/test";
        options.secrets = development_secrets();
        auto chain = chain::Chain::open(chain_options);
        if (!chain.has_value()) {
            ADD_FAILURE() << chain.error().what;
            std::abort();
        }
        lido = (*chain)->names().at("lido");
        node = std::make_unique<Node>(std::move(*chain), options, [](const chain::Fault& fault) {
            ADD_FAILURE() << fault.what;
        });
        add_methods(methods, *node);
    }

    static Json json(std::string_view text) {
        auto out = rpc::parse_json(text, 64);
        if (!out.has_value()) ADD_FAILURE() << out.error().message << ": " << text;
        return out.value_or(nullptr);
    }

    /// The answer to a method, with its parameters as JSON text.
    Answer ask(std::string_view name, std::string_view params,
               const std::shared_ptr<rpc::Session>& session = nullptr) {
        const Json values = json(params);
        const rpc::Method* method = methods.find(name);
        if (method == nullptr) return std::unexpected(methods.unknown(name));
        if (method->quick) return method->quick({session}, values.as_array());
        const auto answer = std::make_shared<OneAnswer>();
        method->handler({session}, values.as_array(), rpc::Reply(answer, 0));
        return answer->wait();
    }
    /// The result; an error fails the test.
    Json result(std::string_view name, std::string_view params,
                const std::shared_ptr<rpc::Session>& session = nullptr) {
        auto answer = ask(name, params, session);
        if (answer.has_value()) return *std::move(answer);
        ADD_FAILURE() << name << ": " << answer.error().message;
        return nullptr;
    }
    /// The result as text: a string as it is, all else as JSON.
    std::string text(std::string_view name, std::string_view params) {
        const Json value = result(name, params);
        if (value.is_string()) return std::string(value.get_string());
        std::string out;
        rpc::append_json(out, value);
        return out;
    }
    /// `-32602 missing value …`.
    std::string error(std::string_view name, std::string_view params) {
        const auto answer = ask(name, params);
        if (answer.has_value()) {
            ADD_FAILURE() << name << " succeeds";
            return {};
        }
        return std::to_string(answer.error().code) + ' ' + answer.error().message;
    }
    /// Carries out a change on the engine, and waits for it.
    void change(std::move_only_function<void(chain::Chain&)> work) {
        std::promise<void> done;
        ASSERT_TRUE(node->engine().write(std::move(work), [&] { done.set_value(); }));
        done.get_future().wait();
    }
    /// Waits until news of all that is answered have been told: they follow the answers.
    void settle() {
        change([](chain::Chain&) {});
        change([](chain::Chain&) {});
    }
    /// Alice stakes one ether with Lido: three logs. Returns the transaction's hash.
    std::string submit_to_lido() {
        return text("eth_sendTransaction",
                    R"([{"from":")" + to_hex(kAlice) + R"(","to":")" + to_hex(lido) +
                        R"(","value":"0xde0b6b3a7640000","data":"0xa1903eab)" +
                        std::string(64, '0') + R"("}])");
    }
    /// One wei from Alice to Bob.
    std::string send_one_wei() {
        return text("eth_sendTransaction", R"([{"from":")" + to_hex(kAlice) + R"(","to":")" +
                                               to_hex(kBob) + R"(","value":"0x1"}])");
    }

    rpc::Methods methods;
    std::unique_ptr<Node> node;
    Address lido;
};

/// What is said when something is refused; nothing when it is not.
std::string refusal(const auto& parsed) {
    return parsed.has_value() ? "" : parsed.error().message;
}

/// In documentation: stands for any value, and as a member's name says that more are there.
inline constexpr std::string_view kMore = "…";

/// Whether a value is the one that is shown.
inline bool is_shown(const Json& value, const Json& shown) {
    if (shown.is_string() && std::string_view(shown.get_string()) == kMore) return true;
    if (shown.is_array() && value.is_array()) {
        const JsonArray& all = value.get_array();
        const JsonArray& some = shown.get_array();
        const bool open = !some.empty() && some.back() == Json(kMore);
        const std::size_t n = open ? some.size() - 1 : some.size();
        if (open ? all.size() < n : all.size() != n) return false;
        return std::equal(some.begin(), some.begin() + static_cast<std::ptrdiff_t>(n), all.begin(),
                          [](const Json& a, const Json& b) { return is_shown(b, a); });
    }
    if (!shown.is_object() || !value.is_object()) return value == shown;
    const bool has_more = shown.get_object().contains(kMore);
    if (!has_more && value.get_object().size() != shown.get_object().size()) return false;
    return std::ranges::all_of(shown.get_object(), [&](const auto& member) {
        if (member.key() == kMore) return true;
        const Json* at = value.get_object().if_contains(member.key());
        return at != nullptr && is_shown(*at, member.value());
    });
}

}  // namespace aq::node::testing
