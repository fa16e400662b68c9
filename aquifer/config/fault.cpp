// SPDX-License-Identifier: Apache-2.0
#include <aquifer/config/fault.hpp>

namespace aq::config {

std::string Fault::to_text() const {
    std::string out = where;
    if (line != 0) out += ":" + std::to_string(line) + ":" + std::to_string(column);
    return out + ": " + what + "\n  " + advice;
}

}  // namespace aq::config
