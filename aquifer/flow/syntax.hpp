// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Flow files as values: one statement a line. docs/reference/flow.md says what each does.

#include <aquifer/base/bytes.hpp>
#include <aquifer/base/u256.hpp>
#include <aquifer/flow/fault.hpp>

#include <optional>
#include <string_view>
#include <variant>

namespace aq::flow {

struct Expression {
    enum class Kind : std::uint8_t {
        /// `8ether`
        kNumber,
        /// `0xabcd`
        kHex,
        /// `"ERC20: …"`
        kText,
        /// `alice`; `log.Submitted.amount` is this name and two fields.
        kName,
        /// `lido.sharesOf(alice)` and, without a contract, `ether(alice)`.
        kQuery,
        /// `of.field`: `text` is the field.
        kField,
        /// `of[i]`
        kElement,
        kList,
        kTuple,
        /// `a + b`: `text` is the sign.
        kSum,
    };

    Kind kind = Kind::kNumber;
    Place place{};
    u256 number{};
    Bytes bytes{};
    /// A text, a name, the function of a query, a field, a sign.
    std::string text{};
    /// Of a query: its contract, or empty.
    std::string contract{};
    std::vector<Expression> parts{};
};

/// `to=bob`; without a name it stands where it stands.
struct Argument {
    std::string name;
    Place place;
    Expression value;
};

namespace statement {

/// A name that a statement gives, and where it stands.
struct Named {
    std::string name;
    Place place;
};
/// `actor alice bob`
struct Actor {
    std::vector<Named> names;
};
/// `fund alice 10 ether`
struct Fund {
    std::string name;
    Place place;
    Expression amount;
};
/// `token GOLD`: a plain token that anyone may mint.
struct Token {
    Named name;
};
/// `let shares = lido.sharesOf(alice)`
struct Let {
    Named name;
    Expression value;
};
/// `wait 7 days`
struct Wait {
    Expression count;
    std::string unit;
    Place unit_place;
};
/// What happens off the chain: `beacon slash pool=lrt n=100`, `oracle report pool=lido`,
/// `prove checkpoint of=operatorDelegator0 by=renzoRestakeAdmin`.
struct Outside {
    std::string who;
    std::string command;
    Place place;
    std::vector<Argument> arguments;
};
/// `check lido.sharesOf(alice) == 8e18`
struct Check {
    Expression left;
    std::string sign;
    Expression right;
};
/// `log Submitted sender=alice`: the last call emitted it, after the ones named before.
struct Log {
    std::string event;
    Place place;
    std::vector<Argument> fields;
};
/// `!! BALANCE_EXCEEDED`
struct Refusal {
    /// The text or the custom error's name.
    std::string words;
    /// `!! nothing`: the revert has no data.
    bool nothing = false;
    /// Of a custom error, if they are given.
    std::optional<std::vector<Expression>> arguments;
    Place place;
};
/// `alice lido.submit(zero) value=8ether -> 8e18`
struct Call {
    std::string actor;
    std::string contract;
    Place contract_place;
    /// Empty: plain ether.
    std::string function;
    Place function_place;
    std::vector<Argument> arguments;
    std::optional<Expression> value;
    /// What it returns, if that is said.
    std::vector<Expression> answer;
    std::optional<Refusal> refusal;
};

}  // namespace statement

struct Statement {
    Place place;
    std::variant<std::monostate, statement::Actor, statement::Fund, statement::Token,
                 statement::Let, statement::Wait, statement::Outside, statement::Check,
                 statement::Log, statement::Call>
        what;
};

/// The words that a line other than a call begins with: no actor is called so.
const std::vector<std::string>& statement_words();

/// Reads one line. An empty line or one with a comment only is a statement that does nothing.
Expected<Statement> parse(std::string_view line, std::size_t number);

}  // namespace aq::flow
