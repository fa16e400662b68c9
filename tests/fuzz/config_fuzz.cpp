// SPDX-License-Identifier: Apache-2.0
// Any text as a configuration: never a crash; a refusal says what and where; what is accepted reads
// the same again after it is printed. The first line also is one setting as it is typed in a shell.
#include <aquifer/config/config.hpp>

#include <algorithm>
#include <cstdlib>

namespace {

void need(bool holds) {
    if (!holds) std::abort();
}

void expect_words(const aq::config::Faults& faults) {
    need(!faults.empty());
    for (const auto& fault : faults) {
        need(!fault.what.empty() && !fault.advice.empty() &&
             (fault.line == 0) == (fault.column == 0));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    const auto settings = aq::config::parse(text, "fuzz.toml");
    if (settings.has_value()) {
        need(aq::config::parse(aq::config::print(*settings), "again.toml") == settings);
        need(!aq::config::print_json(*settings).empty());
    } else {
        expect_words(settings.error());
        for (const auto& fault : settings.error()) need(fault.line != 0);
    }

    const std::string line = text.substr(0, text.find('\n'));
    const std::size_t equals = std::min(line.find('='), line.size());
    aq::config::Settings one;
    const auto done = aq::config::set(one, line.substr(0, equals),
                                      line.substr(std::min(equals + 1, line.size())));
    if (!done.has_value()) {
        expect_words(done.error());
        need(one == aq::config::Settings());
    } else if (aq::config::check(one).empty()) {
        need(aq::config::parse(aq::config::print(one), "again.toml") == one);
    }
    return 0;
}
