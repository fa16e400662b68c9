// SPDX-License-Identifier: Apache-2.0
// What happens off the chain: the beacon chain, Lido's committee, those who prove things to pods.
#include <aquifer/base/result.hpp>
#include <aquifer/flow/runner.hpp>
#include <aquifer/protocols/beacon/commands.hpp>
#include <aquifer/protocols/beacon/queries.hpp>
#include <aquifer/protocols/eigenlayer/queries_pods.hpp>
#include <aquifer/stack/declarations.hpp>
#include <aquifer/stack/offchain.hpp>

#include <algorithm>
#include <functional>
#include <limits>

namespace aq::flow {

namespace {

/// The arguments of a command by their names. Names of pools and duties stand for themselves.
class Given {
public:
    using Evaluate = std::function<Expected<Value>(const Expression&)>;

    static Expected<Given> read(const statement::Outside& s, std::vector<std::string> allowed,
                                const Evaluate& evaluate) {
        Given out;
        out.place_ = s.place;
        for (const Argument& a : s.arguments) {
            if (out.words_.contains(a.name) || out.values_.contains(a.name)) {
                return std::unexpected(Fault{a.place, a.name + " is given twice", {}});
            }
            if (std::ranges::find(allowed, a.name) == allowed.end()) {
                return std::unexpected(
                    unknown_word(a.place, "argument of " + s.command, a.name, allowed));
            }
            const bool is_word = a.name == "pool" || a.name == "duty";
            if (is_word && a.value.kind == Expression::Kind::kName) {
                out.words_[a.name] = a.value.text;
            } else {
                out.values_[a.name] = AQ_TRY(evaluate(a.value));
            }
        }
        return out;
    }

    [[nodiscard]] Expected<std::string> word(const std::string& name) const {
        const auto found = words_.find(name);
        if (found != words_.end()) return found->second;
        return std::unexpected(Fault{place_, "it needs a " + name, {name + "=…"}});
    }
    [[nodiscard]] Expected<std::uint64_t> count(const std::string& name,
                                                std::uint64_t otherwise) const {
        const auto found = values_.find(name);
        if (found == values_.end()) return otherwise;
        if (found->second.kind == Value::Kind::kNumber && found->second.number.fits_u64()) {
            return found->second.number.truncate_u64();
        }
        return std::unexpected(Fault{place_, name + " is a number below 2^64", {}});
    }
    /// A count that fits a smaller type.
    template <class T>
    [[nodiscard]] Expected<T> small(const std::string& name, std::uint64_t otherwise) const {
        const std::uint64_t n = AQ_TRY(count(name, otherwise));
        if (n <= std::numeric_limits<T>::max()) return static_cast<T>(n);
        return std::unexpected(Fault{
            place_, name + " is at most " + std::to_string(std::numeric_limits<T>::max()), {}});
    }
    /// An amount of ether, in whole gwei.
    [[nodiscard]] Expected<beacon::Gwei> gwei(const std::string& name, std::uint64_t ether) const {
        const auto found = values_.find(name);
        if (found == values_.end()) return beacon::Gwei(ether * kGwei.truncate_u64());
        const u256& wei = found->second.number;
        const u256 gwei = *mul_div_down(wei, u256(1U), kGwei);
        if (found->second.kind == Value::Kind::kNumber && gwei.fits_u64() &&
            wrapping_mul(gwei, kGwei) == wei) {
            return beacon::Gwei(gwei.truncate_u64());
        }
        return std::unexpected(Fault{place_, name + " is a whole number of gwei", {}});
    }
    [[nodiscard]] Expected<Address> address(const std::string& name) const {
        const auto found = values_.find(name);
        Address out;
        if (found == values_.end() || found->second.bytes.size() != out.bytes.size()) {
            return std::unexpected(Fault{place_, "it needs the address " + name, {name + "=…"}});
        }
        std::ranges::copy(found->second.bytes, out.bytes.begin());
        return out;
    }

private:
    Place place_;
    std::map<std::string, std::string> words_;
    std::map<std::string, Value> values_;
};

/// A command to the feed, with the arguments it takes.
struct Command {
    std::vector<std::string> takes;
    Expected<beacon::Answer<void>> (*run)(beacon::Feed& feed, const Given& given);
};

template <class T>
beacon::Answer<void> without_value(beacon::Answer<T> answer) {
    if (answer.has_value()) return {};
    return std::unexpected(answer.error());
}

Expected<beacon::Answer<void>> perform(beacon::Feed& feed, const Given& given) {
    static const std::map<std::string, beacon::Duty> kDuties{{"offline", beacon::Duty::kOffline},
                                                             {"late", beacon::Duty::kLate},
                                                             {"online", beacon::Duty::kOnline}};
    const std::string pool = AQ_TRY(given.word("pool"));
    const std::string duty = AQ_TRY(given.word("duty"));
    const auto found = kDuties.find(duty);
    if (found == kDuties.end()) {
        return beacon::Answer<void>(
            std::unexpected(beacon::Refusal{"the duties are offline, late and online"}));
    }
    return beacon::command::perform(
        feed, pool,
        {.share_bps = AQ_TRY(given.small<std::uint32_t>("share", 10'000)),
         .duty = found->second,
         .from = feed.epoch(),
         .epochs = AQ_TRY(given.count("epochs", 1))});
}

const std::map<std::string, Command>& commands() {
    namespace command = beacon::command;
    using Done = Expected<beacon::Answer<void>>;
    static const std::map<std::string, Command> kCommands{
        {"pool",
         {{"pool", "address"},
          [](beacon::Feed& f, const Given& g) -> Done {
              return without_value(
                  command::add_pool(f, AQ_TRY(g.word("pool")), AQ_TRY(g.address("address"))));
          }}},
        {"found",
         {{"pool", "n", "prefix", "ether"},
          [](beacon::Feed& f, const Given& g) -> Done {
              return without_value(
                  command::found(f, AQ_TRY(g.word("pool")),
                                 {.n = AQ_TRY(g.count("n", 1)),
                                  .prefix = AQ_TRY(g.small<std::uint8_t>("prefix", 1)),
                                  .effective_ether = AQ_TRY(g.small<std::uint32_t>("ether", 32))}));
          }}},
        {"deposit",
         {{"pool", "n", "prefix", "amount"},
          [](beacon::Feed& f, const Given& g) -> Done {
              return command::deposit(f, AQ_TRY(g.word("pool")),
                                      {.n = AQ_TRY(g.count("n", 1)),
                                       .prefix = AQ_TRY(g.small<std::uint8_t>("prefix", 1)),
                                       .amount = AQ_TRY(g.gwei("amount", 32))});
          }}},
        {"exit",
         {{"pool", "n"},
          [](beacon::Feed& f, const Given& g) -> Done {
              return command::exit(f, AQ_TRY(g.word("pool")), AQ_TRY(g.count("n", 1)));
          }}},
        {"slash",
         {{"pool", "n"},
          [](beacon::Feed& f, const Given& g) -> Done {
              return command::slash(f, AQ_TRY(g.word("pool")), AQ_TRY(g.count("n", 1)));
          }}},
        {"perform", {{"pool", "duty", "share", "epochs"}, perform}},
    };
    return kCommands;
}

template <class Named>
std::vector<std::string> names_of(const std::map<std::string, Named>& all) {
    std::vector<std::string> out;
    for (const auto& [name, each] : all) out.push_back(name);
    return out;
}

}  // namespace

Expected<Outcome> Runner::run(const statement::Outside& s, Place /*place*/) {
    if (s.who == "beacon") return beacon(s);
    if (s.who == "oracle") return oracle(s);
    AQ_ASSERT(s.who == "prove");
    return prove(s);
}

Outcome Runner::call(const Address& sender, const Address& to, const Bytes& data) {
    logs_.clear();
    next_log_ = 0;
    const auto answer = stage_.execute({sender, to, Wei(), data}, logs_);
    Outcome out;
    tell_logs(out);
    if (!answer.has_value()) {
        out.differences.push_back("expected  success\n     got  reverts with " +
                                  stack::decode_revert(answer.error().encode()).to_text());
    }
    return out;
}

Expected<Outcome> Runner::beacon(const statement::Outside& s) {
    const auto command = commands().find(s.command);
    if (command == commands().end()) {
        return std::unexpected(
            unknown_word(s.place, "beacon command", s.command, names_of(commands())));
    }
    const Given given = AQ_TRY(
        Given::read(s, command->second.takes, [this](const Expression& e) { return evaluate(e); }));
    const auto done = AQ_TRY(command->second.run(stage_.feed(), given));
    stage_.world.undo.commit();
    if (!done.has_value()) return std::unexpected(Fault{s.place, done.error().what, {}});
    return Outcome{{"epoch " + std::to_string(stage_.world.beacon.feed->epoch())}, {}};
}

/// Lido's committee reports what the beacon chain holds for a pool's validators, as of now.
Expected<Outcome> Runner::oracle(const statement::Outside& s) {
    if (s.command != "report") {
        return std::unexpected(unknown_word(s.place, "oracle command", s.command, {"report"}));
    }
    const Given given =
        AQ_TRY(Given::read(s, {"pool"}, [this](const Expression& e) { return evaluate(e); }));
    stack::World& world = stage_.world;
    const std::string name = AQ_TRY(given.word("pool"));
    const auto pool = beacon::find_pool(*world.beacon.feed, name);
    if (!pool.has_value()) {
        return std::unexpected(Fault{s.place, "the beacon chain has no pool " + name, {}});
    }
    const auto report = stack::lido_report(world, *pool);
    if (!report.has_value()) {
        return std::unexpected(
            Fault{s.place, "no report can be made: " + report.error().to_text(), {}});
    }
    const lido::Deployment& at = world.lido.at;
    Outcome agreed = call(at.hash_consensus, at.accounting_oracle, report->consensus);
    if (!agreed.differences.empty()) return agreed;
    const Address member = AQ_TRY(contract("lidoOracle", s.place));
    return call(member, at.accounting_oracle, report->data);
}

Expected<void> Runner::check_has(const Address& at, std::string_view function, Place place) {
    for (const Function& f : stage_.functions_at(at)) {
        if (f.declaration.name == function) return {};
    }
    return std::unexpected(Fault{place,
                                 stage_.name_of(at) + " has no function " + std::string(function) +
                                     ": only the owner of a pod proves something to it",
                                 {}});
}

/// Proofs that a pod asks for, made from the beacon chain's state and sent by its owner, or by who
/// may do it for the owner's contract.
Expected<Outcome> Runner::prove(const statement::Outside& s) {
    const Given given =
        AQ_TRY(Given::read(s, {"of", "by"}, [this](const Expression& e) { return evaluate(e); }));
    const Address owner = AQ_TRY(given.address("of"));
    const bool is_contract = stage_.world.accounts.has_code(owner);
    const Address sender = is_contract ? AQ_TRY(given.address("by")) : owner;
    const Address pod = eigenlayer::eigen_pod_manager::pod_of(stage_.world.eigenlayer, owner);
    if (!stage_.world.accounts.has_code(pod)) {
        return std::unexpected(Fault{
            s.place, stage_.name_of(owner) + " has no pod (eigenPodManager.createPod())", {}});
    }
    const Address to = is_contract ? owner : pod;
    if (s.command == "credentials") {
        AQ_TRY(check_has(to, "verifyWithdrawalCredentials", s.place));
        return call(sender, to, credentials_proof(pod));
    }
    if (s.command == "checkpoint") {
        AQ_TRY(check_has(to, "verifyCheckpointProofs", s.place));
        return call(sender, to, checkpoint_proof(pod));
    }
    return std::unexpected(
        unknown_word(s.place, "proof", s.command, {"credentials", "checkpoint"}));
}

/// Every validator that the pod does not know yet, under the root that the block under way sees.
Bytes Runner::credentials_proof(const Address& pod) {
    stage_.pass(1);
    stack::World& world = stage_.world;
    const beacon::Trees* trees = stack::trees_at(world, world.block.time);
    AQ_ASSERT(trees != nullptr);
    const auto validators = stack::validators_of_pod(world, trees->state(), pod,
                                                     eigenlayer::ValidatorStatus::kInactive);
    return stack::verify_withdrawal_credentials(*trees, world.block.time, validators);
}

/// The balances of every active validator under the root that the pod's checkpoint began with.
/// Where it has none, a proof of nothing, for the pod to refuse.
Bytes Runner::checkpoint_proof(const Address& pod) {
    auto proof = stack::verify_checkpoint_proofs(stage_.world, pod);
    if (proof.has_value()) return std::move(*proof);
    return stack::call_data("verifyCheckpointProofs", eigenlayer::BalanceContainerProof(),
                            std::vector<eigenlayer::BalanceProof>());
}

}  // namespace aq::flow
