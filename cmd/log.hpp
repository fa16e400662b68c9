// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Structured logs of a long-running verb, one event a line on the error stream: for people
/// `12:00:01 info  listening  url=http://127.0.0.1:8545`, or JSON for machines.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace aq::cmd {

class Log {
public:
    enum class Form : std::uint8_t { kText, kJson };
    struct Field {
        std::string_view name;
        std::string value;
    };

    explicit Log(Form form) : form_(form) {}

    void info(std::string_view event, std::initializer_list<Field> fields = {}) const {
        write("info", event, fields);
    }
    void warn(std::string_view event, std::initializer_list<Field> fields = {}) const {
        write("warn", event, fields);
    }
    void error(std::string_view event, std::initializer_list<Field> fields = {}) const {
        write("error", event, fields);
    }

private:
    void write(std::string_view level, std::string_view event,
               std::initializer_list<Field> fields) const;

    Form form_;
};

}  // namespace aq::cmd
