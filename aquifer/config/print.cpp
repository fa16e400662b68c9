// SPDX-License-Identifier: Apache-2.0
#include <aquifer/config/config.hpp>
#include <aquifer/config/fields.hpp>

#include <algorithm>

namespace aq::config {

namespace {

constexpr std::size_t kWidth = 98;

/// A comment of as many lines as it takes.
std::string comment(std::string_view text) {
    std::string out;
    std::string line;
    const auto end_line = [&] {
        out += "#" + line + "\n";
        line.clear();
    };
    while (!text.empty()) {
        const std::size_t blank = std::min(text.find(' '), text.size());
        if (line.size() + 1 + blank > kWidth) end_line();
        line += " ";
        line += text.substr(0, blank);
        text.remove_prefix(std::min(blank + 1, text.size()));
    }
    end_line();
    return out;
}

std::string capital(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    }
    return text;
}

template <class Owner>
std::string with_comment(const Field<Owner>& field, Owner& owner) {
    const Slot slot = field.slot(owner);
    std::string out = comment(field.comment);
    // Of a flag nobody needs to be told.
    if (!std::holds_alternative<bool*>(slot)) {
        out += comment(capital(accepted(slot, field.accepts)) + ".");
    }
    return out + std::string(word_of(field.key)) + " = " + to_toml(slot) + "\n";
}

/// One that a reader can change: what has no default has a value all the same.
void name(Token& token) {
    token.name = "Example token";
    token.symbol = "EXAMPLE";
}
void name(Avs& avs) {
    avs.name = "example";
}

template <class Element>
std::string element_text(Element& element, bool comments) {
    std::string out;
    for (const Field<Element>& field : fields_of<Element>()) {
        out += comments ? with_comment(field, element)
                        : std::string(field.key) + " = " + to_toml(field.slot(element)) + "\n";
    }
    return out;
}

std::string commented_out(std::string_view text) {
    std::string out;
    for (std::size_t end = 0; !text.empty(); text.remove_prefix(end + 1)) {
        end = text.find('\n');
        out += "# " + std::string(text.substr(0, end + 1));
    }
    return out;
}

/// A list of tables: what each setting means stands at the first. An empty list shows an example.
template <class Element>
std::string tables(const Field<Settings>& field, std::vector<Element>& list) {
    const std::string title = "[[" + std::string(field.key) + "]]\n";
    if (list.empty()) {
        Element example;
        name(example);
        return comment(std::string(field.comment) + ": none. One would be:") +
               commented_out(title + element_text(example, true));
    }
    std::string out = comment(std::string(field.comment) + ".");
    for (Element& element : list) {
        const bool first = &element == list.data();
        out += (first ? "" : "\n") + title + element_text(element, first);
    }
    return out;
}

/// All roles, those that stand elsewhere than on mainnet as settings and the others as comments.
std::string addresses(const Field<Settings>& field, const stack::Addresses& moved) {
    std::string out = "[" + std::string(field.key) + "]\n" +
                      comment(std::string(field.comment) + ".") +
                      comment("Each is " + std::string(kAddressWords) + ".");
    for (const stack::Role& role : roles()) {
        if (role.is_fixed) continue;
        const auto at = moved.find(role.name);
        const bool is_moved = at != moved.end();
        out += (is_moved ? "" : "# ") + role.name + " = " +
               in_quotes(to_hex(is_moved ? at->second : role.at)) + "\n";
    }
    return out;
}

std::string field_text(const Field<Settings>& field, Settings& settings) {
    return std::visit(
        [&]<class T>(T* value) {
            if constexpr (kIsTables<T>) {
                return tables(field, *value);
            } else if constexpr (std::is_same_v<T, stack::Addresses>) {
                return addresses(field, *value);
            } else {
                return with_comment(field, settings);
            }
        },
        field.slot(settings));
}

std::string json_value(const Slot& slot);

template <class Owner>
std::string json_of(Owner& owner, std::span<const Field<Owner>> fields) {
    std::string out;
    for (const Field<Owner>& field : fields) {
        out += out.empty() ? "{" : ",";
        out += in_quotes(word_of(field.key)) + ":" + json_value(field.slot(owner));
    }
    return out + "}";
}

std::string json_value(const Slot& slot) {
    return std::visit(
        [&]<class T>(T* value) -> std::string {
            if constexpr (kIsTables<T>) {
                std::string out = "[";
                for (auto& element : *value) {
                    if (out.size() > 1) out += ",";
                    out += json_of(element, fields_of<typename T::value_type>());
                }
                return out + "]";
            } else if constexpr (std::is_same_v<T, Wei>) {
                return in_quotes(to_decimal(value->raw));
            } else if constexpr (std::is_same_v<T, std::optional<Address>>) {
                return value->has_value() ? in_quotes(to_hex(**value)) : "null";
            } else if constexpr (std::is_same_v<T, stack::Addresses>) {
                std::string out = "{";
                for (const auto& [role, at] : *value) {
                    if (out.size() > 1) out += ",";
                    out += in_quotes(role) + ":" + in_quotes(to_hex(at));
                }
                return out + "}";
            } else {
                return to_toml(slot);
            }
        },
        slot);
}

/// A section with those in it; all of them in the one without a name.
std::string json_section(Settings& settings, std::string_view section) {
    std::string out;
    std::string_view last;
    const auto put = [&](std::string_view key, const std::string& value) {
        out += out.empty() ? "{" : ",";
        out += in_quotes(word_of(key)) + ":" + value;
    };
    for (const Field<Settings>& field : fields_of<Settings>()) {
        const std::string_view part = section_of(field.key);
        if (part == section) {
            put(field.key, json_value(field.slot(settings)));
        } else if (part != last && section_of(part) == section) {
            last = part;
            put(part, json_section(settings, part));
        }
    }
    return out + "}";
}

}  // namespace

std::string print(const Settings& settings) {
    Settings copy = settings;
    std::string out;
    std::string_view section;
    for (const Field<Settings>& field : fields_of<Settings>()) {
        if (!out.empty()) out += "\n";
        if (section != section_of(field.key)) {
            section = section_of(field.key);
            out += "[" + std::string(section) + "]\n";
        }
        out += field_text(field, copy);
    }
    return out;
}

std::string print_json(const Settings& settings) {
    Settings copy = settings;
    return json_section(copy, "");
}

}  // namespace aq::config
