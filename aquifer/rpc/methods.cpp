// SPDX-License-Identifier: Apache-2.0
#include <aquifer/rpc/methods.hpp>

#include <aquifer/base/result.hpp>

#include <algorithm>
#include <exception>

namespace aq::rpc {
namespace {

/// Longer names are nobody's typing mistake, and are not repeated to the sender.
constexpr std::size_t kNameMax = 64;
constexpr std::size_t kDistanceMax = 3;

}  // namespace

void Reply::operator()(Answer answer) {
    if (const auto awaiting = std::exchange(awaiting_, nullptr)) {
        awaiting->take_answer(slot_, std::move(answer));
    }
}

void Reply::give_up() noexcept {
    // A handler that throws still holds it: what was thrown tells more, and its catcher says it.
    if (awaiting_ == nullptr || std::uncaught_exceptions() > 0) return;
    try {
        (*this)(std::unexpected(internal_error("the method ended without an answer")));
    } catch (const std::exception&) {
        // Out of memory: the call runs out of time.
        awaiting_ = nullptr;
    }
}

Reply& Reply::operator=(Reply&& other) noexcept {
    if (this != &other) {
        give_up();
        awaiting_ = std::move(other.awaiting_);
        slot_ = other.slot_;
    }
    return *this;
}

Reply::~Reply() {
    give_up();
}

void Methods::add(Method method) {
    AQ_ASSERT((method.quick != nullptr) != (method.handler != nullptr));
    AQ_ASSERT(!index_.contains(method.name));
    methods_.push_back(std::make_unique<const Method>(std::move(method)));
    index_.emplace(methods_.back()->name, methods_.size() - 1);
}

void Methods::add_quick(std::string name, Method::Kind kind, QuickHandler handler) {
    add({.name = std::move(name), .kind = kind, .quick = std::move(handler)});
}

void Methods::add(std::string name, Method::Kind kind, Handler handler) {
    add({.name = std::move(name), .kind = kind, .handler = std::move(handler)});
}

const Method* Methods::find(std::string_view name) const {
    const auto found = index_.find(name);
    return found == index_.end() ? nullptr : methods_[found->second].get();
}

std::size_t Methods::index_of(const Method& method) const {
    return index_.find(method.name)->second;
}

Error Methods::unknown(std::string_view name) const {
    if (name.size() > kNameMax) return method_not_found("no method has a name that long");
    const Method* nearest = nullptr;
    std::size_t distance = kDistanceMax + 1;
    for (const auto& method : methods_) {
        const std::size_t d = edit_distance(name, method->name, kDistanceMax);
        if (d < distance) {
            distance = d;
            nearest = method.get();
        }
    }
    std::string message = "there is no method '" + std::string(name) + "'";
    if (nearest != nullptr) message += "; did you mean '" + nearest->name + "'?";
    return method_not_found(std::move(message));
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > most) return most + 1;
    // Wagner and Fischer, row by row.
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        std::size_t least = row[0];
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
            least = std::min(least, row[j]);
        }
        if (least > most) return most + 1;
    }
    return std::min(row.back(), most + 1);
}

}  // namespace aq::rpc
