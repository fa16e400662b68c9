// SPDX-License-Identifier: Apache-2.0
// What the operator of a sandbox tells its beacon chain: one method a command (chain/command.hpp),
// which takes an object.
#include <aquifer/base/result.hpp>
#include <aquifer/node/methods_aquifer.hpp>

namespace aq::node {

namespace {

namespace command = chain::command;

/// The members of the one parameter. A member that the command does not know is refused, since it
/// would do nothing.
class Wish {
public:
    static Parsed<Wish> read(const Params& params, std::string_view known) {
        const Json* given = params.find(0);
        if (given == nullptr) return std::unexpected(Params::missing(0));
        const JsonObject* object = AQ_TRY(read_object(*given, {.argument = 0}));
        for (const auto& member : *object) {
            const std::string word = ' ' + std::string(member.key()) + ' ';
            if ((' ' + std::string(known) + ' ').find(word) == std::string::npos) {
                return refuse({.argument = 0}, "no member " + std::string(member.key()) +
                                                   "; there are: " + std::string(known));
            }
        }
        return Wish(*object);
    }

    template <class T>
    [[nodiscard]] Parsed<T> get(std::string_view name,
                                Parsed<T> (*read)(const Json&, const Place&)) const {
        auto value = AQ_TRY(members_.get(name, read));
        if (!value.has_value()) return refuse(members_.place(name), "missing");
        return std::move(*value);
    }
    [[nodiscard]] Parsed<std::string> pool() const { return get("pool", read_text); }
    [[nodiscard]] Parsed<std::uint64_t> number(std::string_view name) const {
        return get(name, read_amount_u64);
    }
    template <class N>
    [[nodiscard]] Parsed<N> number_or(std::string_view name, N otherwise) const {
        const auto value = AQ_TRY(members_.get(name, read_amount_u64));
        if (!value.has_value()) return otherwise;
        if (*value > std::numeric_limits<N>::max()) {
            return refuse(members_.place(name), "too large");
        }
        return static_cast<N>(*value);
    }
    [[nodiscard]] const Members& members() const { return members_; }

private:
    explicit Wish(const JsonObject& object) : members_(object, 0) {}
    Members members_;
};

Parsed<std::vector<std::uint64_t>> read_numbers(const Json& from, const Place& place) {
    std::vector<std::uint64_t> out;
    for (const Json& one : *AQ_TRY(read_list(from, place))) {
        out.push_back(AQ_TRY(read_amount_u64(one, place)));
    }
    return out;
}

Parsed<void> give(Node& node, rpc::Reply& reply, chain::Command command) {
    node.write(std::move(reply), [command = std::move(command)](chain::Chain& c) -> Answer {
        const auto done = c.command(command);
        if (!done.has_value()) return std::unexpected(rpc::server_error(done.error().what));
        return true;
    });
    return {};
}

Parsed<void> add_pool(Node& node, const Params& params, rpc::Reply& reply) {
    const Wish wish = AQ_TRY(Wish::read(params, "pool address"));
    command::AddPool out;
    out.pool = AQ_TRY(wish.pool());
    out.address = AQ_TRY(wish.get("address", read_address));
    return give(node, reply, out);
}

Parsed<void> found(Node& node, const Params& params, rpc::Reply& reply) {
    const Wish wish = AQ_TRY(Wish::read(params, "pool n prefix effectiveEther"));
    command::Found out;
    out.pool = AQ_TRY(wish.pool());
    out.n = AQ_TRY(wish.number("n"));
    out.prefix = AQ_TRY(wish.number_or("prefix", out.prefix));
    out.effective_ether = AQ_TRY(wish.number_or("effectiveEther", out.effective_ether));
    return give(node, reply, out);
}

Parsed<void> deposit(Node& node, const Params& params, rpc::Reply& reply) {
    const Wish wish = AQ_TRY(Wish::read(params, "pool n prefix gwei"));
    command::Deposit out;
    out.pool = AQ_TRY(wish.pool());
    out.n = AQ_TRY(wish.number_or("n", out.n));
    out.prefix = AQ_TRY(wish.number_or("prefix", out.prefix));
    out.gwei = AQ_TRY(wish.number_or("gwei", out.gwei));
    return give(node, reply, out);
}

Parsed<void> top_up(Node& node, const Params& params, rpc::Reply& reply) {
    const Wish wish = AQ_TRY(Wish::read(params, "validator gwei"));
    command::TopUp out;
    out.validator = AQ_TRY(wish.number("validator"));
    out.gwei = AQ_TRY(wish.number("gwei"));
    return give(node, reply, out);
}

/// `n` of a pool, or exactly these validators.
template <class Command>
Parsed<void> some_validators(Node& node, const Params& params, rpc::Reply& reply) {
    const Wish wish = AQ_TRY(Wish::read(params, "pool n validators"));
    Command out;
    if (wish.members().find("validators") != nullptr) {
        out.validators = AQ_TRY(wish.get("validators", read_numbers));
        if (out.validators.empty()) {
            return refuse(wish.members().place("validators"), "expected at least one");
        }
    } else {
        out.pool = AQ_TRY(wish.pool());
        out.n = AQ_TRY(wish.number("n"));
    }
    return give(node, reply, std::move(out));
}

Parsed<std::uint8_t> read_duty(const Json& from, const Place& place) {
    constexpr std::array<std::string_view, 3> kDuties{"online", "late", "offline"};
    const std::string text = AQ_TRY(read_text(from, place));
    const auto* const at = std::ranges::find(kDuties, text);
    if (at == kDuties.end()) return refuse(place, "online, late or offline", from);
    return static_cast<std::uint8_t>(at - kDuties.begin());
}

Parsed<void> perform(Node& node, const Params& params, rpc::Reply& reply) {
    const Wish wish = AQ_TRY(Wish::read(params, "pool shareBps duty epochs"));
    command::Perform out;
    out.pool = AQ_TRY(wish.pool());
    out.share_bps = AQ_TRY(wish.number_or("shareBps", out.share_bps));
    out.duty = AQ_TRY(wish.get("duty", read_duty));
    out.epochs = AQ_TRY(wish.number("epochs"));
    return give(node, reply, out);
}

Parsed<void> partial_withdrawal(Node& node, const Params& params, rpc::Reply& reply) {
    const Wish wish = AQ_TRY(Wish::read(params, "validator gwei"));
    command::PartialWithdrawal out;
    out.validator = AQ_TRY(wish.number("validator"));
    out.gwei = AQ_TRY(wish.number("gwei"));
    return give(node, reply, out);
}

Parsed<void> consolidate(Node& node, const Params& params, rpc::Reply& reply) {
    const Wish wish = AQ_TRY(Wish::read(params, "source target"));
    command::Consolidate out;
    out.source = AQ_TRY(wish.number("source"));
    out.target = AQ_TRY(wish.number("target"));
    return give(node, reply, out);
}

Parsed<void> switch_to_compounding(Node& node, const Params& params, rpc::Reply& reply) {
    const Wish wish = AQ_TRY(Wish::read(params, "validator"));
    return give(node, reply, command::SwitchToCompounding{AQ_TRY(wish.number("validator"))});
}

}  // namespace

void add_beacon_methods(rpc::Methods& methods, Node& node) {
    const auto add = [&](std::string name, Write write) {
        add_development(methods, node, "aquifer_beacon" + std::move(name), 1, write);
    };
    add("AddPool", add_pool);
    add("Found", found);
    add("Deposit", deposit);
    add("TopUp", top_up);
    add("Exit", some_validators<command::Exit>);
    add("Slash", some_validators<command::Slash>);
    add("Perform", perform);
    add("PartialWithdrawal", partial_withdrawal);
    add("Consolidate", consolidate);
    add("SwitchToCompounding", switch_to_compounding);
}

}  // namespace aq::node
