// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the verbs leave to the shell, besides zero.

namespace aq::cmd {

/// What was compared differs.
inline constexpr int kDifferent = 1;
/// The work began and could not be finished.
inline constexpr int kFailed = 1;
/// Nothing was done: a file, an option or a setting is wrong.
inline constexpr int kBadInput = 2;

}  // namespace aq::cmd
