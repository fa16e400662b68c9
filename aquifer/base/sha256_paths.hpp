// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The ways to compute SHA-256, by name. `sha256` takes the fastest that the processor has; this is
/// for the tests and benchmarks that compare them.

#include <aquifer/base/bytes.hpp>
#include <aquifer/base/hash.hpp>

#include <cstdint>

namespace aq {

enum class Sha256Path : std::uint8_t { kPortable, kShaInstructions };

/// Whether this processor can take the path.
bool available(Sha256Path path);

/// The digest by a path that must be available.
Digest sha256_by(Sha256Path path, BytesView data);

}  // namespace aq
