// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A token's functions for the faces of other protocols: a contract that is a token and more joins
/// `token_functions<Ports>(kind)` with its own functions. Its ports hold this folder's as `tokens`.

#include <aquifer/ledger/contract.hpp>
#include <aquifer/protocols/erc20/permits.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/erc20/rules.hpp>

#include <string>
#include <utility>

namespace aq::erc20 {

namespace ask {

inline Amount allowance(const View<Ports>& v, Address owner, Address spender) {
    return erc20::allowance(v.ports.self, v.self(), owner, spender);
}
inline Amount balance_of(const View<Ports>& v, Address account) {
    return balance(v.ports.self, v.self(), account);
}
inline std::uint8_t decimals(const View<Ports>& v) {
    return v.ports.self.tokens[v.self()].decimals;
}
inline std::string name(const View<Ports>& v) {
    return std::string(v.ports.self.titles[v.self()].name.text());
}
inline std::string symbol(const View<Ports>& v) {
    return std::string(v.ports.self.titles[v.self()].symbol.text());
}
/// WETH9 counts the ether it holds, however it came.
inline Amount total_supply(const View<Ports>& v) {
    if (v.ports.self.tokens[v.self()].kind == Kind::kWeth9) {
        return Amount(v.ports.accounts.ether[v.self()].raw);
    }
    return erc20::total_supply(v.ports.self, v.self());
}

}  // namespace ask

namespace detail {

/// A rule or query of this folder as one of protocol P.
template <class P, auto Fn>
struct Lent;

template <auto Fn>
struct Lent<Ports, Fn> {
    static constexpr auto kFunction = Fn;
};

template <class P, class R, class... Args, R (*Fn)(Tx&, Ports&, const Call&, Args...)>
    requires(!std::is_same_v<P, Ports>)
struct Lent<P, Fn> {
    static R run(Tx& tx, P& ports, const Call& call, Args... args) {
        Ports tokens = ports.tokens;
        return Fn(tx, tokens, call, std::move(args)...);
    }
    static constexpr auto kFunction = &run;
};

template <class P, class R, class... Args, R (*Fn)(const View<Ports>&, Args...)>
    requires(!std::is_same_v<P, Ports>)
struct Lent<P, Fn> {
    static R run(const View<P>& v, Args... args) {
        const Ports tokens = v.ports.tokens;
        return Fn({v.tx, tokens, v.call}, std::move(args)...);
    }
    static constexpr auto kFunction = &run;
};

template <class P, auto Fn>
auto lend(std::string_view declaration) {
    return bind<Lent<P, Fn>::kFunction>(declaration);
}

}  // namespace detail

/// What every token of the kind has. Minting and burning are the business of its own contract.
template <class P>
typename Contract<P>::Functions token_functions(Kind kind) {
    using detail::lend;
    typename Contract<P>::Functions all{
        lend<P, approve>("approve(address spender, uint256 amount) returns (bool)"),
        lend<P, transfer>("transfer(address to, uint256 amount) returns (bool)"),
        lend<P, transfer_from>(
            "transferFrom(address from, address to, uint256 amount) returns (bool)"),
        lend<P, ask::allowance>("allowance(address owner, address spender) view returns (uint256)"),
        lend<P, ask::balance_of>("balanceOf(address account) view returns (uint256)"),
        lend<P, ask::decimals>("decimals() view returns (uint8)"),
        lend<P, ask::name>("name() view returns (string)"),
        lend<P, ask::symbol>("symbol() view returns (string)"),
        lend<P, ask::total_supply>("totalSupply() view returns (uint256)"),
    };
    if (kind == Kind::kStandIn || kind == Kind::kWeth9) return all;
    all.push_back(
        lend<P, permit>("permit(address owner, address spender, uint256 value, uint256 "
                        "deadline, uint8 v, bytes32 r, bytes32 s)"));
    all.push_back(lend<P, nonces>("nonces(address owner) view returns (uint256)"));
    all.push_back(lend<P, domain_separator>("DOMAIN_SEPARATOR() view returns (bytes32)"));
    if (kind == Kind::kOpenZeppelin5 || kind == Kind::kSolmate) return all;
    all.push_back(lend<P, decrease_allowance>(
        "decreaseAllowance(address spender, uint256 subtractedValue) returns (bool)"));
    all.push_back(lend<P, increase_allowance>(
        "increaseAllowance(address spender, uint256 addedValue) returns (bool)"));
    return all;
}

}  // namespace aq::erc20
