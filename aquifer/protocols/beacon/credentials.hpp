// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Withdrawal credentials are held once and named by number in the validators.

#include <aquifer/protocols/beacon/feed.hpp>

namespace aq::beacon {

/// The number of these credentials, which they get if they have none yet.
std::uint32_t number_of(Feed& f, const Hash& credentials);
/// A validator as the deposit queue makes it, without its balance.
Validator new_validator(Feed& f, const Hash& credentials, std::uint32_t pool);

}  // namespace aq::beacon
