// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A contract's face: one line a function binds a Solidity declaration to a rule or a query.
///
///     bind<deposit>("deposit(address token, uint256 amount) returns (uint256)")
///
/// A rule is `Result<R> rule(Tx&, Ports&, const Call&, Args…)`; a query is `R query(View&, Args…)`
/// or `Result<R> query(View&, Args…)`, where `View` is `aq::View<Ports>`. Multiple returns are a
/// `std::tuple`; a struct is returned as a tuple. Arguments and returns are checked against the
/// declaration when the table is made. `receive() payable` and `fallback() [payable]` bind what
/// Solidity calls so.

#include <aquifer/ledger/tx.hpp>

#include <algorithm>
#include <bit>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

namespace aq {

/// What a query sees: the protocol's ports, the contract asked, the block, and a way to ask others.
template <class Ports>
struct View {
    Tx& tx;
    const Ports& ports;
    const Call& call;

    [[nodiscard]] const Block& block() const { return tx.block; }
    /// The contract asked.
    [[nodiscard]] const Address& self() const { return call.to; }
};

template <class Ports>
struct Function {
    using Invoke = Result<Bytes> (*)(Tx& tx, Ports& ports, const Call& call, const AbiReader& args);

    std::string_view declaration;
    /// `(types)` that the bound C++ function takes and returns.
    std::string takes;
    std::string returns;
    Invoke invoke = nullptr;
    Selector selector;
    bool payable = false;
    bool view = false;
};

namespace detail {

template <class T>
struct Encoded {
    static std::string name() { return '(' + AbiCodec<T>::name() + ')'; }
    static Bytes encode(const T& value) { return abi_encode(value); }
};
template <>
struct Encoded<void> {
    static std::string name() { return "()"; }
};
template <class... T>
struct Encoded<std::tuple<T...>> {
    static std::string name() { return AbiTuple<std::tuple<T...>>::name(); }
    static Bytes encode(const std::tuple<T...>& value) {
        return std::apply([](const auto&... v) { return abi_encode(v...); }, value);
    }
};

template <class R>
struct Unwrapped {
    using type = R;
    static Result<Bytes> encode(const R& value) { return Encoded<R>::encode(value); }
};
template <class R, class E>
struct Unwrapped<std::expected<R, E>> {
    using type = R;
    static Result<Bytes> encode(std::expected<R, E>&& result) {
        if (!result.has_value()) [[unlikely]]
            return std::unexpected(Revert(std::move(result).error()));
        if constexpr (std::is_void_v<R>) {
            return Bytes();
        } else {
            return Encoded<R>::encode(*result);
        }
    }
};

template <class T>
struct Signature;

/// A rule.
template <class R, class P, class... Args>
struct Signature<R (*)(Tx&, P&, const Call&, Args...)> {
    using Ports = P;
    using Returns = typename Unwrapped<R>::type;
    using Arguments = std::tuple<std::remove_cvref_t<Args>...>;
    static constexpr bool kView = false;

    template <auto Fn>
    static Result<Bytes> invoke(Tx& tx, Ports& ports, const Call& call, const AbiReader& in) {
        Arguments args;  // NOLINT(misc-const-correctness): read into, unless there are none
        const bool good = std::apply([&](auto&... a) { return abi_decode(in, a...); }, args);
        if (!good) [[unlikely]]
            return std::unexpected(Revert());
        return Unwrapped<R>::encode(
            std::apply([&](auto&... a) { return Fn(tx, ports, call, std::move(a)...); }, args));
    }
};

/// A query.
template <class R, class P, class... Args>
struct Signature<R (*)(const View<P>&, Args...)> {
    using Ports = P;
    using Returns = typename Unwrapped<R>::type;
    using Arguments = std::tuple<std::remove_cvref_t<Args>...>;
    static constexpr bool kView = true;

    template <auto Fn>
    static Result<Bytes> invoke(Tx& tx, Ports& ports, const Call& call, const AbiReader& in) {
        Arguments args;  // NOLINT(misc-const-correctness): read into, unless there are none
        const bool good = std::apply([&](auto&... a) { return abi_decode(in, a...); }, args);
        if (!good) [[unlikely]]
            return std::unexpected(Revert());
        const View<Ports> view{tx, ports, call};
        return Unwrapped<R>::encode(
            std::apply([&](auto&... a) { return Fn(view, std::move(a)...); }, args));
    }
};

}  // namespace detail

/// One line of a contract's face. `Fn` is a function, or a captureless lambda.
template <auto Fn>
auto bind(std::string_view declaration) {
    using S = detail::Signature<decltype(+Fn)>;
    Function<typename S::Ports> out;
    out.declaration = declaration;
    out.takes = detail::AbiTuple<typename S::Arguments>::name();
    out.returns = detail::Encoded<typename S::Returns>::name();
    out.invoke = &S::template invoke<Fn>;
    out.selector = first_four(keccak(std::string_view(canonical_signature(declaration))));
    out.payable = declaration.find(") payable") != std::string_view::npos;
    out.view = S::kView;
    return out;
}

/// A contract's functions by selector.
template <class Ports>
class Contract {
public:
    using Functions = std::vector<Function<Ports>>;

    /// Several lists may be joined: a contract and what it inherits. Stops the program if a binding
    /// does not fit its declaration or two functions share a selector.
    Contract(std::string_view name, std::initializer_list<Functions> parts) : name_(name) {
        for (const Functions& part : parts) {
            for (const Function<Ports>& f : part) {
                const std::string signature = canonical_signature(f.declaration);
                AQ_ASSERT(signature.substr(signature.find('(')) == f.takes);
                AQ_ASSERT(returned_types(f.declaration) == f.returns);
                if (signature == "receive()") {
                    receive_ = f;
                } else if (signature == "fallback()") {
                    fallback_ = f;
                } else {
                    functions_.push_back(f);
                }
            }
        }
        std::ranges::sort(functions_, {}, &Function<Ports>::selector);
        AQ_ASSERT(std::ranges::adjacent_find(functions_, {}, &Function<Ports>::selector) ==
                  functions_.end());
        place_all();
    }

    [[nodiscard]] std::string_view name() const { return name_; }
    [[nodiscard]] std::span<const Function<Ports>> functions() const { return functions_; }

    [[nodiscard]] const Function<Ports>* find(const Selector& selector) const {
        const std::uint32_t number = selector.number();
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t i = number & mask; slots_[i].index != kNone; i = (i + 1) & mask) {
            if (slots_[i].selector == number) return &functions_[slots_[i].index];
        }
        return nullptr;
    }

    /// The function that calldata reaches: the one its selector names; `receive` for none at all;
    /// `fallback` where there is neither. Null where Solidity reverts without data.
    [[nodiscard]] const Function<Ports>* reached_by(BytesView data) const {
        if (data.size() >= 4) {
            const Function<Ports>* named = find({{data[0], data[1], data[2], data[3]}});
            if (named != nullptr) return named;
        }
        if (data.empty() && receive_.has_value()) return &*receive_;
        return fallback_.has_value() ? &*fallback_ : nullptr;
    }

    /// Runs the function that the calldata reaches. None, malformed arguments and value sent to a
    /// function that takes none revert without data, as Solidity has it.
    Result<Bytes> call(Tx& tx, Ports& ports, const Call& message, BytesView data,
                       bool strict = true) const {
        const Function<Ports>* f = reached_by(data);
        if (f == nullptr || (!f->payable && !message.value.is_zero())) {
            return std::unexpected(Revert());
        }
        Call named = message;
        named.selector = f->selector;
        const BytesView arguments = data.subspan(std::min<std::size_t>(data.size(), 4));
        return f->invoke(tx, ports, named, AbiReader(arguments, strict));
    }

private:
    static constexpr std::uint32_t kNone = ~0U;
    struct Slot {
        std::uint32_t selector = 0;
        std::uint32_t index = kNone;
    };

    void place_all() {
        slots_.resize(std::bit_ceil(2 * functions_.size() + 1));
        const std::size_t mask = slots_.size() - 1;
        for (std::uint32_t f = 0; f < functions_.size(); ++f) {
            const std::uint32_t number = functions_[f].selector.number();
            std::size_t i = number & mask;
            while (slots_[i].index != kNone) i = (i + 1) & mask;
            slots_[i] = {number, f};
        }
    }

    std::string_view name_;
    Functions functions_;
    /// Where the functions stand, by selector: every call searches them, and a selector is as good
    /// as a hash. At most half are taken.
    std::vector<Slot> slots_;
    std::optional<Function<Ports>> receive_;
    std::optional<Function<Ports>> fallback_;
};

}  // namespace aq
