// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How a sandbox is deployed, in pieces: what the files of mainnet*.cpp share.

#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/stack/mainnet.hpp>

namespace aq::stack::detail {

class Deployer {
public:
    Deployer(World& world, const Block& start) : world_(world), undo_(world.undo) {
        world_.block = start;
    }

    std::map<std::string, Address> run(const Protocols& protocols);

private:
    void stand(const std::string& name, const Address& at, Kind kind) {
        aq::move::deploy(undo_, world_.accounts, at, code_of(kind));
        names_[name] = at;
    }
    /// An account whose address is the hash of its name.
    Address person(const std::string& name) {
        return names_[name] = truncate_address(to_u256(keccak("account " + name)));
    }
    struct Token {
        const char* name;
        const char* symbol;
        const char* permit_version;
        erc20::Kind kind;
    };
    void token(const Address& at, const Token& token) {
        erc20::move::create(undo_, world_.tokens, at, token.kind, 18);
        erc20::move::set_title(undo_, world_.tokens, at,
                               {erc20::ShortText(token.name), erc20::ShortText(token.symbol),
                                erc20::ShortText(token.permit_version)});
    }
    /// A transaction that an administrator sends after deployment.
    template <class... T>
    void send(const Address& from, const Address& to, std::string_view signature,
              const T&... args) {
        const Bytes data = abi_call(first_four(keccak(signature)), args...);
        const auto done = world_.execute({from, to, Wei(), data}, nullptr);
        AQ_ASSERT(done.has_value());
    }

    void beacon();
    void lido();
    void weth();
    void rates();
    void reth();
    void cbeth_and_wbeth();
    void frax();
    void sweth();
    void meth();
    void eigenlayer(const Protocols& protocols);
    void renzo();
    void connect_renzo();
    void connect_delegator(std::size_t i);

    World& world_;
    Undo& undo_;
    std::map<std::string, Address> names_;
};

}  // namespace aq::stack::detail
