// SPDX-License-Identifier: Apache-2.0
#include <cmd/log.hpp>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <fmt/chrono.h>
#include <fmt/core.h>

#include <chrono>
#include <cstdio>

namespace aq::cmd {

namespace {

std::string in_quotes(std::string_view text) {
    return boost::json::serialize(boost::json::string(text));
}

/// As it is if it is a word.
std::string plain(const std::string& value) {
    const bool is_word = value.find_first_of(" \"\t\n") == std::string::npos && !value.empty();
    return is_word ? value : in_quotes(value);
}

}  // namespace

void Log::write(std::string_view level, std::string_view event,
                std::initializer_list<Field> fields) const {
    const auto now =
        std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    std::string line;
    if (form_ == Form::kJson) {
        line = fmt::format(R"({{"time":"{:%FT%TZ}","level":"{}","event":{})", now, level,
                           in_quotes(event));
        for (const Field& field : fields) {
            line += ',' + in_quotes(field.name) + ':' + in_quotes(field.value);
        }
        line += '}';
    } else {
        line = fmt::format("{:%T} {:<5} {}", std::chrono::floor<std::chrono::seconds>(now), level,
                           event);
        for (const Field& field : fields)
            line += fmt::format("  {}={}", field.name, plain(field.value));
    }
    line += '\n';
    // One call a line, so that lines of two threads do not mix.
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace aq::cmd
