// SPDX-License-Identifier: Apache-2.0
#include <aquifer/flow/syntax.hpp>

#include <aquifer/base/hex.hpp>
#include <aquifer/base/result.hpp>
#include <aquifer/flow/words.hpp>

#include <algorithm>
#include <map>
#include <span>

namespace aq::flow {

namespace {

/// Lists within lists within lists: a person writes a few.
constexpr std::size_t kDepthMax = 16;
/// Signs, fields and elements of a line that each make its values deeper.
constexpr std::size_t kChainMax = 256;

/// Decimal places of a unit of ether.
const std::map<std::string_view, unsigned>& units() {
    static const std::map<std::string_view, unsigned> kUnits{
        {"wei", 0}, {"gwei", 9}, {"ether", 18}};
    return kUnits;
}

/// `1_000`, `1.5`, `8e18` in a unit of so many decimal places, if that is a whole number.
std::optional<u256> whole_number(std::string_view written, unsigned places) {
    const std::size_t e = written.find('e');
    std::string digits;
    std::size_t after_point = 0;
    bool behind = false;
    for (const char c : written.substr(0, e)) {
        if (c == '.') {
            behind = true;
        } else if (c != '_') {
            digits += c;
            after_point += behind ? 1 : 0;
        }
    }
    std::size_t power = places;
    if (e != std::string_view::npos) {
        const std::string_view exponent = written.substr(e + 1);
        if (exponent.size() > 2) return std::nullopt;
        for (std::size_t p = 0, i = 0; i < exponent.size(); ++i) {
            p = p * 10 + static_cast<std::size_t>(exponent[i] - '0');
            if (i + 1 == exponent.size()) power += p;
        }
    }
    for (; after_point > power && digits.ends_with('0'); --after_point) digits.pop_back();
    if (after_point > power) return std::nullopt;
    digits.append(power - after_point, '0');
    return parse_decimal(digits);
}

class Parser {
public:
    explicit Parser(std::vector<Word> words) : words_(std::move(words)) {}

    Expected<Statement> statement();

private:
    using Kind = Expression::Kind;

    [[nodiscard]] const Word& word() const { return words_[at_]; }
    Word take() { return words_[at_ + 1 < words_.size() ? at_++ : at_]; }
    bool take_if(std::string_view sign) {
        if (!word().is(sign)) return false;
        take();
        return true;
    }
    [[nodiscard]] bool at_end() const { return word().kind == Word::Kind::kEnd; }
    [[nodiscard]] bool names_argument() const {
        return word().kind == Word::Kind::kName && words_[at_ + 1].is("=");
    }
    [[nodiscard]] Fault expected(const std::string& what, std::vector<std::string> accepted) const {
        const std::string found = at_end() ? "the line ends" : '"' + word().text + '"';
        return {word().place, found + " where " + what + " should stand", std::move(accepted)};
    }

    Expected<std::string> name(const std::string& what, std::vector<std::string> accepted = {});
    Expected<statement::Named> new_name(const std::string& what);
    /// One more step of a chain such as `a + b + c` or `x[0].y`.
    Expected<void> deeper();
    Expected<void> sign(std::string_view one);
    Expected<Expression> expression();
    Expected<Expression> operand();
    Expected<Expression> number();
    Expected<Expression> named();
    Expected<std::vector<Expression>> parts(std::string_view closing);
    Expected<std::vector<Argument>> arguments();

    Expected<statement::Actor> actor();
    Expected<statement::Fund> fund();
    Expected<statement::Let> let();
    Expected<statement::Wait> wait();
    Expected<statement::Check> check();
    Expected<statement::Call> call(std::string who);
    Expected<void> outcome(statement::Call& call);
    Expected<statement::Refusal> refusal();

    std::vector<Word> words_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    std::size_t chain_ = 0;
};

Expected<std::string> Parser::name(const std::string& what, std::vector<std::string> accepted) {
    if (word().kind != Word::Kind::kName) {
        return std::unexpected(expected(what, std::move(accepted)));
    }
    return take().text;
}

Expected<statement::Named> Parser::new_name(const std::string& what) {
    const Place place = word().place;
    return statement::Named{AQ_TRY(name(what)), place};
}

Expected<void> Parser::deeper() {
    if (++chain_ <= kChainMax) return {};
    return std::unexpected(
        Fault{word().place,
              "a line has at most " + std::to_string(kChainMax) + " signs, fields and elements",
              {}});
}

Expected<void> Parser::sign(std::string_view one) {
    if (take_if(one)) return {};
    return std::unexpected(expected("a sign", {std::string(one)}));
}

Expected<Expression> Parser::number() {
    const Word digits = take();
    unsigned places = 0;
    // In `prefix=2 ether=32` the second word names an argument.
    if (word().kind == Word::Kind::kName && units().contains(word().text) && !names_argument()) {
        places = units().at(take().text);
    }
    const auto value = whole_number(digits.text, places);
    if (!value.has_value()) {
        return std::unexpected(
            Fault{digits.place, digits.text + " is no whole number below 2^256", {}});
    }
    Expression out{.kind = Kind::kNumber, .place = digits.place};
    out.number = *value;
    return out;
}

/// Expressions between commas, up to the closing sign, which is taken.
Expected<std::vector<Expression>> Parser::parts(std::string_view closing) {
    std::vector<Expression> out;
    if (take_if(closing)) return out;
    do {
        out.push_back(AQ_TRY(expression()));
    } while (take_if(","));
    AQ_TRY(sign(closing));
    return out;
}

/// A name, a query, and the fields and elements behind it.
Expected<Expression> Parser::named() {
    Expression out{.kind = Kind::kName, .place = word().place};
    out.text = take().text;
    if (take_if("(")) {
        out.kind = Kind::kQuery;
        out.parts = AQ_TRY(parts(")"));
    }
    for (;;) {
        const Place place = word().place;
        if (take_if(".")) {
            std::string field = AQ_TRY(name("a field or a function"));
            if (out.kind == Kind::kName && take_if("(")) {
                out.kind = Kind::kQuery;
                out.contract = std::exchange(out.text, std::move(field));
                out.parts = AQ_TRY(parts(")"));
                continue;
            }
            AQ_TRY(deeper());
            Expression outer{.kind = Kind::kField, .place = place};
            outer.text = std::move(field);
            outer.parts.push_back(std::move(out));
            out = std::move(outer);
        } else if (take_if("[")) {
            AQ_TRY(deeper());
            Expression outer{.kind = Kind::kElement, .place = place};
            outer.parts.push_back(std::move(out));
            outer.parts.push_back(AQ_TRY(expression()));
            AQ_TRY(sign("]"));
            out = std::move(outer);
        } else {
            return out;
        }
    }
}

Expected<Expression> Parser::operand() {
    const Place place = word().place;
    switch (word().kind) {
        case Word::Kind::kNumber:
            return number();
        case Word::Kind::kName:
            return named();
        case Word::Kind::kText: {
            Expression out{.kind = Kind::kText, .place = place};
            out.text = take().text;
            return out;
        }
        case Word::Kind::kHex: {
            const auto bytes = parse_hex(word().text);
            if (!bytes.has_value()) {
                return std::unexpected(Fault{place, "hex has two digits a byte", {}});
            }
            take();
            Expression out{.kind = Kind::kHex, .place = place};
            out.bytes = *bytes;
            return out;
        }
        case Word::Kind::kSign:
            break;
        case Word::Kind::kEnd:
            return std::unexpected(expected("a value", {}));
    }
    const bool list = word().is("[");
    if (!list && !word().is("(")) return std::unexpected(expected("a value", {}));
    take();
    Expression out{.kind = list ? Kind::kList : Kind::kTuple, .place = place};
    out.parts = AQ_TRY(parts(list ? "]" : ")"));
    // `(a + b)` is no tuple of one: no function takes such.
    if (!list && out.parts.size() == 1) return Expression(out.parts.front());
    return out;
}

Expected<Expression> Parser::expression() {
    if (++depth_ > kDepthMax) {
        return std::unexpected(Fault{word().place, "this is nested too deep", {}});
    }
    Expression out = AQ_TRY(operand());
    while (word().is("+") || word().is("-") || word().is("*") || word().is("/")) {
        AQ_TRY(deeper());
        const Word sign = take();
        Expression sum{.kind = Kind::kSum, .place = sign.place};
        sum.text = sign.text;
        sum.parts.push_back(std::move(out));
        sum.parts.push_back(AQ_TRY(operand()));
        out = std::move(sum);
    }
    --depth_;
    return out;
}

/// `(a, b)`, then `name=value` as often as it stands there.
Expected<std::vector<Argument>> Parser::arguments() {
    std::vector<Argument> out;
    if (take_if("(")) {
        for (Expression& value : AQ_TRY(parts(")"))) {
            const Place place = value.place;
            out.push_back({"", place, std::move(value)});
        }
    }
    while (names_argument()) {
        const Word name = take();
        take();
        out.push_back({name.text, name.place, AQ_TRY(expression())});
    }
    return out;
}

Expected<statement::Actor> Parser::actor() {
    statement::Actor out;
    do {
        out.names.push_back(AQ_TRY(new_name("an actor's name")));
    } while (!at_end());
    return out;
}

Expected<statement::Fund> Parser::fund() {
    statement::Fund out;
    out.place = word().place;
    out.name = AQ_TRY(name("an actor's name"));
    out.amount = AQ_TRY(expression());
    return out;
}

Expected<statement::Let> Parser::let() {
    statement::Let out;
    out.name = AQ_TRY(new_name("a name"));
    AQ_TRY(sign("="));
    out.value = AQ_TRY(expression());
    return out;
}

Expected<statement::Wait> Parser::wait() {
    statement::Wait out;
    out.count = AQ_TRY(expression());
    out.unit_place = word().place;
    out.unit = AQ_TRY(name("a unit of time"));
    return out;
}

Expected<statement::Check> Parser::check() {
    static const std::vector<std::string> kSigns{"==", "!=", "<", "<=", ">", ">="};
    statement::Check out;
    out.left = AQ_TRY(expression());
    if (word().kind != Word::Kind::kSign ||
        std::ranges::find(kSigns, word().text) == kSigns.end()) {
        return std::unexpected(expected("a comparison", kSigns));
    }
    out.sign = take().text;
    out.right = AQ_TRY(expression());
    return out;
}

Expected<statement::Refusal> Parser::refusal() {
    statement::Refusal out;
    out.place = word().place;
    if (word().kind == Word::Kind::kText) {
        out.words = take().text;
        return out;
    }
    const std::string words = AQ_TRY(name("a custom error, a text or \"nothing\""));
    if (words == "nothing") {
        out.nothing = true;
        return out;
    }
    out.words = words;
    if (take_if("(")) out.arguments = AQ_TRY(parts(")"));
    return out;
}

Expected<void> Parser::outcome(statement::Call& call) {
    if (take_if("->")) {
        do {
            call.answer.push_back(AQ_TRY(expression()));
        } while (take_if(","));
    } else if (take_if("!!")) {
        call.refusal = AQ_TRY(refusal());
    }
    return {};
}

Expected<statement::Call> Parser::call(std::string who) {
    statement::Call out;
    out.actor = std::move(who);
    out.contract_place = word().place;
    out.contract = AQ_TRY(name("a contract", {"<contract>.<function>"}));
    if (take_if(".")) {
        out.function_place = word().place;
        out.function = AQ_TRY(name("a function"));
        out.arguments = AQ_TRY(arguments());
    }
    for (auto at = out.arguments.begin(); at != out.arguments.end(); ++at) {
        if (at->name != "value") continue;
        out.value = std::move(at->value);
        out.arguments.erase(at);
        break;
    }
    if (out.function.empty() && names_argument() && word().text == "value") {
        take();
        take();
        out.value = AQ_TRY(expression());
    }
    AQ_TRY(outcome(out));
    return out;
}

Expected<Statement> Parser::statement() {
    Statement out;
    out.place = word().place;
    if (at_end()) return out;
    const std::string first = AQ_TRY(name("a statement or an actor", statement_words()));
    if (first == "actor") {
        out.what = AQ_TRY(actor());
    } else if (first == "fund") {
        out.what = AQ_TRY(fund());
    } else if (first == "token") {
        out.what = statement::Token{AQ_TRY(new_name("the token's name"))};
    } else if (first == "let") {
        out.what = AQ_TRY(let());
    } else if (first == "wait") {
        out.what = AQ_TRY(wait());
    } else if (first == "check") {
        out.what = AQ_TRY(check());
    } else if (first == "log") {
        const Place place = word().place;
        std::string event = AQ_TRY(name("an event"));
        out.what = statement::Log{std::move(event), place, AQ_TRY(arguments())};
    } else if (first == "beacon" || first == "oracle" || first == "prove") {
        const Place place = word().place;
        std::string command = AQ_TRY(name("a command"));
        out.what = statement::Outside{first, std::move(command), place, AQ_TRY(arguments())};
    } else {
        out.what = AQ_TRY(call(first));
    }
    if (!at_end()) return std::unexpected(expected("the end of the line", {}));
    return out;
}

}  // namespace

const std::vector<std::string>& statement_words() {
    static const std::vector<std::string> kWords{"actor", "beacon", "check", "fund",  "let",
                                                 "log",   "oracle", "prove", "token", "wait"};
    return kWords;
}

Expected<Statement> parse(std::string_view line, std::size_t number) {
    return Parser(AQ_TRY(split(line, number))).statement();
}

}  // namespace aq::flow
