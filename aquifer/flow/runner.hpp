// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Plays a story line by line and says what came of each.

#include <aquifer/eth/abi_text.hpp>
#include <aquifer/flow/stage.hpp>
#include <aquifer/flow/syntax.hpp>

namespace aq::flow {

/// What came of one line.
struct Outcome {
    /// What happened, for people: a call's answer and logs, a query's value, the new time.
    std::vector<std::string> happened;
    /// Where it is not what the line says: expected and got, one under the other.
    std::vector<std::string> differences;
};

class Runner {
public:
    /// Plays one line of the file. A fault is a line that cannot be played; one that comes out
    /// otherwise than it says is an outcome with differences.
    Expected<Outcome> play(std::string_view line, std::size_t number);

    [[nodiscard]] Stage& stage() { return stage_; }
    [[nodiscard]] const Stage& stage() const { return stage_; }

private:
    /// A call's function with its arguments encoded.
    struct Prepared {
        const Function* function = nullptr;
        Bytes data;
    };

    Expected<Outcome> run(const std::monostate& nothing, Place place);
    Expected<Outcome> run(const statement::Actor& s, Place place);
    Expected<Outcome> run(const statement::Fund& s, Place place);
    Expected<Outcome> run(const statement::Token& s, Place place);
    Expected<Outcome> run(const statement::Let& s, Place place);
    Expected<Outcome> run(const statement::Wait& s, Place place);
    Expected<Outcome> run(const statement::Outside& s, Place place);
    Expected<Outcome> run(const statement::Check& s, Place place);
    Expected<Outcome> run(const statement::Log& s, Place place);
    Expected<Outcome> run(const statement::Call& s, Place place);

    Expected<Outcome> beacon(const statement::Outside& s);
    Expected<Outcome> oracle(const statement::Outside& s);
    Expected<Outcome> prove(const statement::Outside& s);
    Bytes credentials_proof(const Address& pod);
    Bytes checkpoint_proof(const Address& pod);
    /// That the contract there has such a function.
    Expected<void> check_has(const Address& at, std::string_view function, Place place);
    /// A call made for a statement that is none: it should succeed.
    Outcome call(const Address& sender, const Address& to, const Bytes& data);

    /// That a new name means nothing else.
    [[nodiscard]] Expected<void> is_free(const statement::Named& named) const;

    Expected<Value> evaluate(const Expression& e);
    Expected<Value> name(const Expression& e);
    Expected<Value> query(const Expression& e);
    Expected<Value> builtin(const Expression& e);
    Expected<Value> deposit_root(const Expression& e, const std::vector<Value>& given);
    Expected<Value> lido_keys(const Expression& e);
    Expected<Value> field(const Expression& e);
    Expected<Value> element(const Expression& e);
    Expected<Value> sum(const Expression& e);
    Expected<std::vector<Value>> evaluate_all(const std::vector<Expression>& all);

    Expected<u256> number(const Expression& e);
    Expected<std::uint64_t> count(const Expression& e);
    Expected<Address> contract(const std::string& name, Place place);
    Expected<Address> actor(const std::string& name, Place place);
    Expected<Prepared> prepare(const Address& at, const std::string& function, Place place,
                               const std::vector<Argument>& arguments);
    Expected<Value> logged(const Expression& event);

    Expected<void> compare_answer(const statement::Call& s, const Prepared& call,
                                  const Bytes& answer, Outcome& out);
    Expected<void> compare_refusal(const statement::Refusal& s, const Revert& revert, Outcome& out);
    Expected<bool> has_arguments(const statement::Refusal& s, const AbiText& got, BytesView data);
    Expected<Outcome> compare_log(const statement::Log& s, const Declaration& declaration,
                                  const std::vector<Value>& values);
    void tell_logs(Outcome& out) const;
    [[nodiscard]] std::string show(const Value& value) const;

    Stage stage_;
    std::map<std::string, Value> variables_;
    /// What the last call emitted, and the first of it that no `log` line has named.
    LogBuffer logs_;
    std::size_t next_log_ = 0;
    Value answer_;
};

}  // namespace aq::flow
