// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The faces of the rate tokens' contracts, and what their logs and refusals are called. The tokens
/// rETH, cbETH and wBETH come from compilers that did not check arguments: call them without
/// `strict`.

#include <aquifer/ledger/contract.hpp>
#include <aquifer/protocols/rates/state.hpp>

namespace aq::rates {

using Face = Contract<Ports>;

const Face& reth_token_face();
const Face& reth_balances_face();
const Face& reth_deposit_pool_face();

const Face& cbeth_face();
const Face& wbeth_face();
const Face& rate_updater_face();

const Face& frxeth_face();
const Face& frxeth_minter_face();
const Face& sfrxeth_face();

const Face& sweth_face();

const Face& meth_token_face();
const Face& meth_staking_face();
const Face& meth_requests_face();
const Face& meth_oracle_face();
const Face& meth_pauser_face();

std::span<const std::string_view> described_events();
std::span<const CustomError> described_errors();

}  // namespace aq::rates
