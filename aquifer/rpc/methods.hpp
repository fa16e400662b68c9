// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The table of methods. Others fill it before the server starts; the transport knows none itself.

#include <aquifer/rpc/answer.hpp>
#include <aquifer/rpc/session.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace aq::rpc {

/// Where answers go; `slot` says to which of its calls one belongs. Only the first answer to a slot
/// counts. Called from any thread.
class Awaiting {
public:
    Awaiting() = default;
    virtual ~Awaiting() = default;
    Awaiting(const Awaiting&) = delete;
    Awaiting& operator=(const Awaiting&) = delete;

    virtual void take_answer(std::size_t slot, Answer answer) = 0;
};

/// The right to answer a call once, from any thread. Whoever drops it unused has answered with an
/// internal error: no caller waits for nothing.
class Reply {
public:
    Reply(std::shared_ptr<Awaiting> awaiting, std::size_t slot)
        : awaiting_(std::move(awaiting)), slot_(slot) {}
    Reply(Reply&&) noexcept = default;
    Reply& operator=(Reply&& other) noexcept;
    Reply(const Reply&) = delete;
    Reply& operator=(const Reply&) = delete;
    ~Reply();

    /// Does nothing the second time.
    void operator()(Answer answer);

private:
    void give_up() noexcept;

    std::shared_ptr<Awaiting> awaiting_;
    std::size_t slot_;
};

/// Answers at once, on the I/O thread: for what takes microseconds.
using QuickHandler = std::function<Answer(const Caller&, const JsonArray& params)>;
/// Answers when it can. The parameters are gone when the handler returns: decode them first.
using Handler = std::function<void(const Caller&, const JsonArray& params, Reply)>;

struct Method {
    enum class Kind { kRead, kWrite };

    std::string name;
    Kind kind = Kind::kRead;
    /// Refused unless the server has development powers.
    bool development = false;
    /// Parameters may come by name: the handler then gets an array with that one object in it.
    bool named_params = false;
    /// One of the two.
    QuickHandler quick = nullptr;
    Handler handler = nullptr;
};

class Methods {
public:
    /// The name must be new.
    void add(Method method);
    void add_quick(std::string name, Method::Kind kind, QuickHandler handler);
    void add(std::string name, Method::Kind kind, Handler handler);

    /// Null when there is none. The index counts in the order of addition.
    [[nodiscard]] const Method* find(std::string_view name) const;
    [[nodiscard]] std::size_t index_of(const Method& method) const;
    [[nodiscard]] const std::vector<std::unique_ptr<const Method>>& all() const { return methods_; }

    /// What to say about a name that is not there; suggests the nearest one that is.
    [[nodiscard]] Error unknown(std::string_view name) const;

private:
    std::vector<std::unique_ptr<const Method>> methods_;
    /// The keys lie in the methods.
    std::unordered_map<std::string_view, std::size_t> index_;
};

/// How many letters must be put in, taken out or changed to make one of the other; anything above
/// `most` counts as `most + 1`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most);

}  // namespace aq::rpc
