// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/command.hpp>

#include <aquifer/ledger/persist.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/stack/mainnet.hpp>

namespace aq::chain {

namespace {

using beacon::Feed;

Expected<void> from(beacon::Answer<void> answer) {
    if (answer.has_value()) return {};
    return std::unexpected(Fault{answer.error().what});
}
template <class T>
Expected<void> from(const beacon::Answer<T>& answer) {
    if (answer.has_value()) return {};
    return std::unexpected(Fault{answer.error().what});
}

/// A command to the beacon chain is given to a new version of its feed, which is dropped if the
/// command cannot be done.
template <class Give>
Expected<void> tell(stack::World& world, Give give) {
    const Undo::Mark before = world.undo.mark();
    auto done = from(give(beacon::move::change_feed(world.undo, world.beacon.feed)));
    if (!done.has_value()) world.undo.rewind(before);
    return done;
}

Expected<void> check_free(const stack::World& world, const Address& at) {
    if (!world.accounts.has_code(at)) return {};
    return std::unexpected(Fault{to_hex(at) + " has a contract already; give another address"});
}

Expected<void> give(stack::World& world, const command::SetBalance& c) {
    aq::move::set_ether(world.undo, world.accounts, c.at, Wei(c.wei));
    return {};
}

Expected<void> give(stack::World& world, const command::SetNonce& c) {
    const std::uint64_t now = world.accounts.nonces[c.at];
    if (c.nonce < now) {
        return std::unexpected(Fault{"the nonce of " + to_hex(c.at) + " is " + std::to_string(now) +
                                     " and cannot become less"});
    }
    aq::move::set_nonce(world.undo, world.accounts, c.at, c.nonce);
    return {};
}

Expected<void> give(stack::World& world, const command::DeployToken& c) {
    AQ_TRY(check_free(world, c.at));
    if (c.name.size() > erc20::ShortText::kSizeMax ||
        c.symbol.size() > erc20::ShortText::kSizeMax) {
        return std::unexpected(Fault{"a token's name and symbol have at most 63 bytes each"});
    }
    stack::deploy_token(world, c.at, {.name = c.name, .symbol = c.symbol, .decimals = c.decimals});
    return {};
}

Expected<void> give(stack::World& world, const command::DeployRegistrar& c) {
    AQ_TRY(check_free(world, c.at));
    aq::move::deploy(world.undo, world.accounts, c.at, code_of(stack::Kind::kRegistrar));
    return {};
}

Expected<void> give(stack::World& world, const command::AddPool& c) {
    return tell(world, [&](Feed& f) { return beacon::command::add_pool(f, c.pool, c.address); });
}

Expected<void> give(stack::World& world, const command::Found& c) {
    return tell(world, [&](Feed& f) {
        return beacon::command::found(
            f, c.pool, {.n = c.n, .prefix = c.prefix, .effective_ether = c.effective_ether});
    });
}

Expected<void> give(stack::World& world, const command::Deposit& c) {
    return tell(world, [&](Feed& f) {
        return beacon::command::deposit(
            f, c.pool, {.n = c.n, .prefix = c.prefix, .amount = beacon::Gwei(c.gwei)});
    });
}

Expected<void> give(stack::World& world, const command::TopUp& c) {
    return tell(world, [&](Feed& f) {
        return beacon::command::top_up(f, c.validator, beacon::Gwei(c.gwei));
    });
}

Expected<void> give(stack::World& world, const command::Exit& c) {
    return tell(world, [&](Feed& f) {
        return c.validators.empty()
                   ? beacon::command::exit(f, c.pool, c.n)
                   : beacon::command::exit(f, std::span<const std::uint64_t>(c.validators));
    });
}

Expected<void> give(stack::World& world, const command::Slash& c) {
    return tell(world, [&](Feed& f) {
        return c.validators.empty()
                   ? beacon::command::slash(f, c.pool, c.n)
                   : beacon::command::slash(f, std::span<const std::uint64_t>(c.validators));
    });
}

Expected<void> give(stack::World& world, const command::Perform& c) {
    if (c.duty > static_cast<std::uint8_t>(beacon::Duty::kOffline)) {
        return std::unexpected(Fault{"a duty is 0 (online), 1 (late) or 2 (offline)"});
    }
    return tell(world, [&](Feed& f) {
        return beacon::command::perform(f, c.pool,
                                        {.share_bps = c.share_bps,
                                         .duty = static_cast<beacon::Duty>(c.duty),
                                         .from = f.epoch(),
                                         .epochs = c.epochs});
    });
}

Expected<void> give(stack::World& world, const command::PartialWithdrawal& c) {
    return tell(world, [&](Feed& f) {
        return beacon::command::partial(f, c.validator, beacon::Gwei(c.gwei));
    });
}

Expected<void> give(stack::World& world, const command::Consolidate& c) {
    return tell(world,
                [&](Feed& f) { return beacon::command::consolidate(f, c.source, c.target); });
}

Expected<void> give(stack::World& world, const command::SwitchToCompounding& c) {
    return tell(world,
                [&](Feed& f) { return beacon::command::switch_to_compounding(f, c.validator); });
}

}  // namespace

Expected<void> run(stack::World& world, const Command& command) {
    return std::visit([&](const auto& c) { return give(world, c); }, command);
}

Bytes encode(const Command& command) {
    persist::Writer out;
    save(out, command);
    return out.take();
}

std::optional<Command> decode_command(BytesView bytes) {
    persist::Reader in(bytes);
    Command out;
    if (!load(in, out) || !in.ended_well()) return std::nullopt;
    return out;
}

}  // namespace aq::chain
