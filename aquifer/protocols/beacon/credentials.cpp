// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/credentials.hpp>

#include <algorithm>

namespace aq::beacon {

std::uint32_t number_of(Feed& f, const Hash& credentials) {
    const auto it = std::ranges::find(f.credentials, credentials, &Credentials::value);
    const auto number = static_cast<std::uint32_t>(it - f.credentials.begin());
    if (it == f.credentials.end()) f.credentials.push_back({credentials, Gwei()});
    return number;
}

Validator new_validator(Feed& f, const Hash& credentials, std::uint32_t pool) {
    Validator v;
    v.credentials = number_of(f, credentials);
    v.prefix = credentials.bytes[0];
    v.pool = pool;
    return v;
}

}  // namespace aq::beacon
