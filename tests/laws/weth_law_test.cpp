// SPDX-License-Identifier: Apache-2.0
// WETH9 under the laws of laps.hpp, called directly and through Multicall3, beside a model of both
// as short as their Solidity: each command succeeds or fails as there, and the balances, allowances
// and ether are the same.
#include <aquifer/protocols/erc20/fold.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/multicall/abi.hpp>
#include <aquifer/protocols/multicall/rules.hpp>
#include <aquifer/protocols/weth/abi.hpp>
#include <aquifer/protocols/weth/fold.hpp>

#include <gtest/gtest.h>
#include <tests/laws/laps.hpp>

#include <map>

namespace aq::weth {
namespace {

constexpr Address kWeth = "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"_address;
constexpr Address kAlice = "0x00000000000000000000000000000000000000a1"_address;
constexpr Address kBob = "0x00000000000000000000000000000000000000b0"_address;
constexpr Address kCarol = "0x00000000000000000000000000000000000000c0"_address;
/// A contract that takes no ether.
constexpr Address kUnwilling = "0x00000000000000000000000000000000000000d0"_address;
/// Who sends transactions.
constexpr std::array kUsers{kAlice, kBob, kCarol, kUnwilling};
/// Who is sent tokens and allowed to take them: users, contracts, nobody.
constexpr std::array kOthers{kAlice, kBob,        kCarol, kUnwilling, multicall::kMainnet,
                             kWeth,  kZeroAddress};

enum class Kind : std::uint8_t {
    kDeposit,
    kPlainEther,
    kUnknownCall,
    kWithdraw,
    kTransfer,
    kTransferFrom,
    kApprove,
    /// Ether without a call, as a withdrawal of the beacon chain or a block's fee brings it.
    kForce,
};
constexpr std::array kNames{"deposits",  "sends plain ether", "calls something unknown",
                            "withdraws", "transfers",         "transfers from",
                            "approves",  "forces ether in"};

constexpr bool is_deposit(Kind kind) {
    return kind <= Kind::kUnknownCall;
}

/// One call of the token.
struct Step {
    Kind kind = Kind::kDeposit;
    /// Whose tokens `transferFrom` takes.
    Address from;
    Address to;
    u256 amount;
    /// Which of the unknown calls.
    std::uint8_t unknown = 0;
    /// Whether a wei goes to a function that takes none.
    bool strays = false;
    /// Within a bundle, whether it may fail alone.
    bool may_fail = false;

    [[nodiscard]] u256 value() const {
        if (is_deposit(kind)) return amount;
        return u256(strays ? 1U : 0U);
    }
};

/// What an amount is near to when its turn comes.
enum class Near : std::uint8_t { kNumber, kHeld, kEther, kAllowed };

/// A step whose amount is not known yet.
struct Action {
    Step step;
    Near near = Near::kNumber;
    /// Added modulo 2^256.
    u256 more;
};

struct Command {
    Address sender;
    std::vector<Action> actions;
    /// Through Multicall3, all actions at once; else there is one.
    bool bundled = false;
    /// Whether the bundle comes with a wei too many.
    bool miscounts = false;
};

/// WETH9 and Multicall3's aggregate3Value, in the words of their sources.
struct Model {
    std::map<Address, u256> ether;
    std::map<Address, u256> held;
    std::map<std::pair<Address, Address>, u256> allowed;
    /// What the token's account got without a call.
    u256 forced;

    static bool move(u256& from, u256& to, const u256& amount) {
        if (from < amount) return false;
        from = wrapping_sub(from, amount);
        to = wrapping_add(to, amount);
        return true;
    }

    bool take(const Address& sender, const Step& step) {
        u256& left = allowed[{step.from, sender}];
        const bool free = sender == step.from || left == u256::max();
        if (held[step.from] < step.amount || (!free && left < step.amount)) return false;
        if (!free) left = wrapping_sub(left, step.amount);
        return move(held[step.from], held[step.to], step.amount);
    }

    /// Whether it succeeds. A failure may leave the value moved: the caller puts all back.
    bool call(const Address& sender, const Step& step) {
        if (!move(ether[sender], ether[kWeth], step.value())) return false;
        if (!is_deposit(step.kind) && step.strays) return false;
        switch (step.kind) {
            case Kind::kWithdraw:
                if (held[sender] < step.amount) return false;
                held[sender] = wrapping_sub(held[sender], step.amount);
                // Multicall3 has no `receive`.
                if (sender == kUnwilling || sender == multicall::kMainnet) return false;
                return move(ether[kWeth], ether[sender], step.amount);
            case Kind::kTransfer:
                return move(held[sender], held[step.to], step.amount);
            case Kind::kTransferFrom:
                return take(sender, step);
            case Kind::kApprove:
                allowed[{sender, step.to}] = step.amount;
                return true;
            case Kind::kForce:
                forced = wrapping_add(forced, step.amount);
                return move(ether[sender], ether[kWeth], step.amount);
            default:
                held[sender] = wrapping_add(held[sender], step.amount);
                return true;
        }
    }

    bool bundle(const Address& sender, const std::vector<Step>& steps, const u256& value) {
        if (!move(ether[sender], ether[multicall::kMainnet], value)) return false;
        u256 sum;
        for (const Step& step : steps) {
            sum = wrapping_add(sum, step.value());
            const Model before = *this;
            if (call(multicall::kMainnet, step)) continue;
            *this = before;
            if (!step.may_fail) return false;
        }
        return sum == value;
    }
};

Bytes calldata_of(const Step& step) {
    static const auto kSelectors = [] {
        std::array<Selector, 5> out;
        constexpr std::array<std::string_view, 5> kSignatures{
            "deposit()", "withdraw(uint256)", "transfer(address,uint256)",
            "transferFrom(address,address,uint256)", "approve(address,uint256)"};
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = first_four(keccak(kSignatures[i]));
        return out;
    }();
    static const std::array<Bytes, 3> kUnknown{
        Bytes{0xd0}, Bytes{1, 2, 3, 4},
        abi_call(first_four(keccak(std::string_view("mint(address,uint256)"))), kAlice, u256(1U))};
    switch (step.kind) {
        case Kind::kDeposit:
            return abi_call(kSelectors[0]);
        case Kind::kUnknownCall:
            return kUnknown[step.unknown];
        case Kind::kWithdraw:
            return abi_call(kSelectors[1], step.amount);
        case Kind::kTransfer:
            return abi_call(kSelectors[2], step.to, step.amount);
        case Kind::kTransferFrom:
            return abi_call(kSelectors[3], step.from, step.to, step.amount);
        case Kind::kApprove:
            return abi_call(kSelectors[4], step.to, step.amount);
        default:
            return {};
    }
}

template <std::size_t N>
Address any_of(Prng& rng, const std::array<Address, N>& accounts) {
    return accounts[rng.below(N)];
}

Action draw_action(Prng& rng, bool bundled) {
    Action out;
    out.step.kind = static_cast<Kind>(rng.below(bundled ? 7 : 8));
    out.step.from = any_of(rng, kOthers);
    out.step.to = any_of(rng, kOthers);
    out.step.unknown = static_cast<std::uint8_t>(rng.below(3));
    out.step.strays = rng.below(32) == 0;
    out.step.may_fail = rng.coin();
    switch (rng.below(8)) {
        case 0:
            out.near = Near::kNumber;
            out.more = edge_u256(rng);
            break;
        case 1:
        case 2:
            // -1, 0 or 1 beside what there is.
            out.near = static_cast<Near>(1 + rng.below(3));
            out.more = wrapping_sub(u256(rng.below(3)), 1);
            break;
        case 3:
            out.near = static_cast<Near>(1 + rng.below(3));
            break;
        default:
            out.more = wrapping_mul(u256(rng.below(1'000)), 1e15_u256);
    }
    if (out.step.kind == Kind::kApprove && rng.below(3) == 0) {
        out.near = Near::kNumber;
        out.more = wrapping_sub(u256::max(), u256(rng.below(2)));
    }
    return out;
}

class World {
public:
    using Command = weth::Command;
    struct Snapshot {
        Undo::Mark played;
        Undo::Mark heard;
        Accounts accounts;
        erc20::State tokens;
        erc20::State folded;
    };

    World() {
        erc20::move::create(undo_, tokens_, kWeth, erc20::Kind::kWeth9, 18);
        erc20::move::create(undo_heard_, folded_, kWeth, erc20::Kind::kWeth9, 18);
        // Alice has more than there is on any chain, Carol next to nothing.
        fund(kAlice, u256(1U) << 128U);
        fund(kBob, 100e18_u256);
        fund(kCarol, 1);
        fund(kUnwilling, 50e18_u256);
        undo_.commit();
        undo_heard_.commit();
    }

    static Command draw(Prng& rng) {
        Command out;
        out.sender = any_of(rng, kUsers);
        out.bundled = rng.below(4) == 0;
        out.miscounts = rng.below(16) == 0;
        const std::uint64_t count = out.bundled ? rng.below(5) : 1;
        for (std::uint64_t i = 0; i < count; ++i) {
            out.actions.push_back(draw_action(rng, out.bundled));
        }
        return out;
    }

    bool run(const Command& command) {
        const Address& actor = command.bundled ? multicall::kMainnet : command.sender;
        std::vector<Step> steps;
        for (const Action& action : command.actions) steps.push_back(decide(actor, action));
        const Model before = model_;
        logs_.clear();
        bool expected = false;
        bool done = false;
        if (command.bundled) {
            u256 value(command.miscounts ? 1U : 0U);
            for (const Step& step : steps) value = wrapping_add(value, step.value());
            expected = model_.bundle(command.sender, steps, value);
            done = send(command.sender, multicall::kMainnet, value, bundle_of(steps));
        } else if (steps[0].kind == Kind::kForce) {
            return force(command.sender, steps[0]);
        } else {
            expected = model_.call(command.sender, steps[0]);
            done = send(command.sender, kWeth, steps[0].value(), calldata_of(steps[0]));
        }
        if (!expected) model_ = before;
        if (done != expected) broken_ = "WETH9 would answer otherwise";
        if (!done && logs_.size() != 0) broken_ = "a revert leaves logs";
        hear();
        return done;
    }

    [[nodiscard]] std::string broken_law() const {
        if (!broken_.empty()) return broken_;
        u256 ether;
        u256 sum;
        accounts_.ether.for_each(
            [&](const Address&, Wei n) { ether = wrapping_add(ether, n.raw); });
        tokens_.balances.for_each(
            [&](const auto&, erc20::Amount n) { sum = wrapping_add(sum, n.raw); });
        const u256 at_token = accounts_.ether[kWeth].raw;
        if (ether != funded_) return "ether is made or lost";
        if (sum != erc20::total_supply(tokens_, kWeth).raw) return "balances are not the supply";
        if (wrapping_add(sum, model_.forced) != at_token) return "ether does not cover the supply";
        return unlike_the_model();
    }
    [[nodiscard]] std::string broken_fold() const {
        if (folded_.tokens == tokens_.tokens && folded_.balances == tokens_.balances) return {};
        return "the logs alone give other tokens";
    }

    [[nodiscard]] Snapshot snapshot() const {
        return {undo_.mark(), undo_heard_.mark(), accounts_, tokens_, folded_};
    }
    bool rewind(const Snapshot& then) {
        undo_.rewind(then.played);
        undo_heard_.rewind(then.heard);
        return accounts_ == then.accounts && tokens_ == then.tokens && folded_ == then.folded;
    }

    static std::string describe(const Command& command) {
        std::string out = to_hex(command.sender);
        if (command.bundled)
            out += command.miscounts ? " bundles, with a wei too many," : " bundles";
        for (const Action& action : command.actions) {
            constexpr std::array kNear{"", "what is held + ", "its ether + ", "what is allowed + "};
            const Step& step = action.step;
            out += std::string(" [") + kNames[static_cast<std::size_t>(step.kind)] + " (" +
                   kNear[static_cast<std::size_t>(action.near)] + to_decimal(action.more) + ")";
            if (step.kind == Kind::kTransferFrom) out += " from " + to_hex(step.from);
            if (!is_deposit(step.kind)) out += " to " + to_hex(step.to);
            if (step.strays) out += ", sending a wei";
            if (command.bundled && step.may_fail) out += ", which may fail";
            out += "]";
        }
        return out;
    }

    /// What an account has in ether and tokens together.
    [[nodiscard]] u256 worth(const Address& account) const {
        return wrapping_add(accounts_.ether[account].raw,
                            erc20::balance(tokens_, kWeth, account).raw);
    }

private:
    void fund(const Address& at, const u256& amount) {
        aq::move::set_ether(undo_, accounts_, at, Wei(amount));
        model_.ether[at] = amount;
        funded_ = wrapping_add(funded_, amount);
    }

    Step decide(const Address& actor, const Action& action) {
        Step out = action.step;
        const bool takes = out.kind == Kind::kTransferFrom;
        u256 base;
        if (action.near == Near::kHeld) base = model_.held[takes ? out.from : actor];
        if (action.near == Near::kEther) base = model_.ether[actor];
        if (action.near == Near::kAllowed) base = model_.allowed[{out.from, actor}];
        out.amount = wrapping_add(base, action.more);
        return out;
    }

    static Bytes bundle_of(const std::vector<Step>& steps) {
        // aggregate3Value((address,bool,uint256,bytes)[])
        constexpr Selector kAggregate3Value = "0x174dea71"_selector;
        std::vector<multicall::Call3Value> calls;
        calls.reserve(steps.size());
        for (const Step& step : steps) {
            calls.push_back({kWeth, step.may_fail, step.value(), calldata_of(step)});
        }
        return abi_call(kAggregate3Value, calls);
    }

    static Result<Bytes> machine(void* self, Tx& tx, const Call& call, BytesView data) {
        auto& world = *static_cast<World*>(self);
        AQ_REQUIRE(call.to != kUnwilling);
        AQ_REQUIRE(world.accounts_.ether[call.sender] >= call.value);
        aq::move::transfer_ether(tx.undo, world.accounts_, call.sender, call.to, call.value);
        if (call.to == kWeth) return face().call(tx, world.ports_, call, data, false);
        if (call.to != multicall::kMainnet) return Bytes();
        multicall::Ports ports{world.accounts_};
        return multicall::face().call(tx, ports, call, data);
    }

    bool send(const Address& from, const Address& to, const u256& value, const Bytes& data) {
        Tx tx(undo_, block_, {this, &World::machine}, &logs_);
        const Call call{from, to, Wei(value), Selector()};
        return tx.attempt([&] { return tx.call(call, data); }).has_value();
    }

    bool force(const Address& from, const Step& step) {
        if (accounts_.ether[from] < Wei(step.amount)) return false;
        Step plain = step;
        plain.strays = false;
        model_.call(from, plain);
        aq::move::transfer_ether(undo_, accounts_, from, kWeth, Wei(step.amount));
        return true;
    }

    void hear() {
        for (std::size_t i = 0; i < logs_.size(); ++i) {
            const bool folds = weth::fold(undo_heard_, folded_, logs_[i]) ||
                               erc20::fold(undo_heard_, folded_, logs_[i]);
            if (!folds) broken_ = "a log does not fold";
        }
    }

    [[nodiscard]] std::string unlike_the_model() const {
        for (const auto& [at, amount] : model_.ether) {
            if (accounts_.ether[at].raw != amount) return "WETH9 would leave other ether";
        }
        for (const auto& [at, amount] : model_.held) {
            if (erc20::balance(tokens_, kWeth, at).raw != amount) return "WETH9 would hold other";
        }
        for (const auto& [pair, amount] : model_.allowed) {
            const auto& [owner, spender] = pair;
            const u256 left = erc20::allowance(tokens_, kWeth, owner, spender).raw;
            if (left != amount) return "WETH9 would allow other amounts";
            // No log tells what was spent, so that a mirror knows the most that can be left.
            const u256 heard = erc20::allowance(folded_, kWeth, owner, spender).raw;
            if (heard < left) return "more is allowed than the logs say";
        }
        return {};
    }

    Undo undo_;
    Accounts accounts_;
    erc20::State tokens_;
    Ports ports_{{tokens_, accounts_}, accounts_};
    Block block_{1, 1, 1};
    LogBuffer logs_;
    /// The world that only hears of the other.
    Undo undo_heard_;
    erc20::State folded_;
    Model model_;
    u256 funded_;
    std::string broken_;
};

TEST(WethLaws, HoldOverRandomCommands) {
    laws::expect_laws_hold<World>(20'261'129);
}

// It costs nothing either: what comes out is what went in, to the wei.
TEST(WethLaws, NobodyGainsByGoingInAndOutInABlock) {
    Prng rng(laws::setting("AQUIFER_LAW_SEED", 4));
    unsigned trips = 0;
    for (int lap = 0; lap < 500; ++lap) {
        World world;
        for (int i = 0; i < 40; ++i) {
            world.run(World::draw(rng));
            const Address user = any_of(rng, kUsers);
            const u256 before = world.worth(user);
            Action in = draw_action(rng, true);
            in.step.kind = static_cast<Kind>(rng.below(3));
            Action out = draw_action(rng, true);
            out.step.kind = Kind::kWithdraw;
            const bool went_in = world.run({user, {in}, false, false});
            const bool went_out = world.run({user, {out}, false, false});
            trips += went_in && went_out ? 1 : 0;
            ASSERT_EQ(world.worth(user), before)
                << World::describe({user, {in, out}, false, false});
            ASSERT_EQ(world.broken_law(), "");
        }
    }
    EXPECT_GT(trips, 2'000U);
    RecordProperty("trips", std::to_string(trips));
}

}  // namespace
}  // namespace aq::weth
