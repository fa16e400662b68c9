// SPDX-License-Identifier: Apache-2.0
// Any bytes as a story: each line is played or is a fault with a place on that line. Waits are left
// out: time passing is no parser's work. No more lines are played than a short story has.
#include <aquifer/base/result.hpp>
#include <aquifer/flow/runner.hpp>

#include <algorithm>
#include <memory>
#include <string_view>

namespace {

using namespace aq;  // NOLINT(google-build-using-namespace): a fuzz target is a program

constexpr std::size_t kLinesPlayed = 24;
constexpr std::size_t kLineBytesMax = 16'384;

/// The chain on which everything is deployed costs more than most inputs: it is used for several.
flow::Runner& runner_for_next() {
    constexpr int kInputsEach = 32;
    static std::unique_ptr<flow::Runner> runner;
    static int inputs = 0;
    if (runner == nullptr || ++inputs > kInputsEach) {
        runner = std::make_unique<flow::Runner>();
        inputs = 0;
    }
    return *runner;
}

void check_fault(const flow::Fault& fault, std::size_t number) {
    AQ_ASSERT(fault.place.line == number && fault.place.column > 0);
    AQ_ASSERT(fault.to_text("story.flow").starts_with("story.flow:"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    flow::Runner* runner = nullptr;
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = text.substr(at, end - at);
        at = end + 1;
        ++number;
        if (line.size() > kLineBytesMax) continue;
        const auto parsed = flow::parse(line, number);
        if (!parsed.has_value()) {
            check_fault(parsed.error(), number);
            continue;
        }
        const bool waits = std::holds_alternative<flow::statement::Wait>(parsed->what);
        if (waits || number > kLinesPlayed) continue;
        if (runner == nullptr) runner = &runner_for_next();
        const auto played = runner->play(line, number);
        if (!played.has_value()) check_fault(played.error(), number);
    }
    return 0;
}
