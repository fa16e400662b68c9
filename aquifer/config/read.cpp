// SPDX-License-Identifier: Apache-2.0
#include <aquifer/config/read.hpp>

#include <aquifer/base/utf8.hpp>
#include <aquifer/config/amount.hpp>
#include <aquifer/config/fields.hpp>
#include <aquifer/config/nearest.hpp>
#include <aquifer/config/screen.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <tuple>

// toml++ 3.3 asserts that a table's name begins as a name does, before it checks that and says so:
// `[[[` would stop the program instead of being refused (marzer/tomlplusplus, pull request 301).
// Without its assertions each such input is refused; the fuzz target watches.
#define TOML_ASSERT(condition) static_cast<void>(0)
#include <toml++/toml.h>

namespace aq::config {

namespace {

constexpr std::size_t kTextShown = 60;

Place place_of(const toml::source_region& region) {
    return {region.begin.line, region.begin.column};
}

std::string shown(std::string_view text) {
    std::size_t size = 0;
    while (size < text.size()) {
        const std::size_t next = std::max<std::size_t>(1, utf8_length(text.substr(size)));
        if (size + next > kTextShown) return in_quotes(std::string(text.substr(0, size)) + "…");
        size += next;
    }
    return in_quotes(text);
}

/// As it stands in a dotted name.
std::string shown_key(std::string_view key) {
    const bool is_bare = !key.empty() && std::ranges::all_of(key, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
    return is_bare && key.size() <= kTextShown ? std::string(key) : shown(key);
}

std::string found(const toml::node& node) {
    switch (node.type()) {
        case toml::node_type::string:
            return shown(**node.as_string());
        case toml::node_type::integer:
            return std::to_string(**node.as_integer());
        case toml::node_type::floating_point:
            return fmt::format("the floating-point number {}", **node.as_floating_point());
        case toml::node_type::boolean:
            return **node.as_boolean() ? "true" : "false";
        case toml::node_type::array:
            return "a list";
        case toml::node_type::table:
            return "a table";
        default:
            return "a date or a time";
    }
}

/// Whether the value was one that the field accepts; what it points to is set only then.
bool take(const toml::node& node, const Accepts& /*accepts*/, bool& out) {
    const auto* value = node.as_boolean();
    if (value == nullptr) return false;
    out = **value;
    return true;
}

template <class N>
    requires std::is_integral_v<N>
bool take(const toml::node& node, const Accepts& accepts, N& out) {
    const auto* value = node.as_integer();
    if (value == nullptr || **value < 0) return false;
    const auto number = static_cast<std::uint64_t>(**value);
    if (number < accepts.least || number > accepts.most) return false;
    out = static_cast<N>(number);
    return true;
}

template <class Choice>
    requires std::is_enum_v<Choice>
bool take(const toml::node& node, const Accepts& /*accepts*/, Choice& out) {
    std::string word;
    if (const auto* text = node.as_string()) word = **text;
    if (const auto* flag = node.as_boolean()) word = **flag ? "true" : "false";
    const auto words = words_of(out);
    const auto at = std::ranges::find(words, word);
    if (at == words.end()) return false;
    out = static_cast<Choice>(at - words.begin());
    return true;
}

bool take(const toml::node& node, const Accepts& accepts, std::string& out) {
    const auto* value = node.as_string();
    if (value == nullptr || !accepts.text(**value)) return false;
    out = **value;
    return true;
}

bool take(const toml::node& node, const Accepts& accepts, Wei& out) {
    std::optional<Wei> amount;
    if (const auto* text = node.as_string()) amount = parse_amount(**text);
    if (const auto* number = node.as_integer(); number != nullptr && **number >= 0) {
        amount = Wei(u256(static_cast<std::uint64_t>(**number)));
    }
    if (!amount || *amount < accepts.least_wei || *amount > accepts.most_wei) return false;
    out = *amount;
    return true;
}

bool take(const toml::node& node, const Accepts& /*accepts*/, std::optional<Address>& out) {
    const auto* text = node.as_string();
    if (text == nullptr) return false;
    if ((*text)->empty()) {
        out.reset();
        return true;
    }
    Address address;
    if (!parse_hex_into(**text, address.bytes)) return false;
    out = address;
    return true;
}

/// Reads tables into their owners and collects what is wrong with them.
class Reader {
public:
    Reader(const std::string& name, Document& document) : name_(name), document_(document) {}

    /// `prefix` is what the table is called, with its point; `section` the part of it that the
    /// owner's own fields begin with.
    template <class Owner>
    void table(const toml::table& table, const std::string& prefix, std::string_view section,
               Owner& owner);
    void blame(const Place& place, std::string what, std::string advice) {
        document_.faults.push_back(
            {name_, place.line, place.column, std::move(what), std::move(advice)});
    }

private:
    template <class Owner>
    void value(const toml::node& node, const std::string& name, const Field<Owner>& field,
               Owner& owner);
    template <class T>
    void list(const toml::node& node, const std::string& name, const Accepts& accepts,
              std::vector<T>& out);
    void addresses(const toml::node& node, const std::string& name, stack::Addresses& out);
    void address(const toml::node& node, const std::string& name, const stack::Role& role,
                 stack::Addresses& out);
    template <class Element>
    void need_all(const toml::table& table, const std::string& name);
    template <class Owner>
    void unknown(const Place& place, const std::string& name, const std::string& prefix,
                 std::string_view section);
    void refuse(const toml::node& node, const std::string& name, const std::string& accepted,
                const std::string& advice) {
        blame(place_of(node.source()), name + " is " + found(node) + "; accepted is " + accepted,
              advice);
    }

    const std::string& name_;
    Document& document_;
};

template <class Owner>
const Field<Owner>* field_named(std::string_view key) {
    const auto fields = fields_of<Owner>();
    const auto at = std::ranges::find(fields, key, &Field<Owner>::key);
    return at == fields.end() ? nullptr : &*at;
}

template <class Owner>
bool is_section(std::string_view name) {
    return !name.empty() && std::ranges::any_of(fields_of<Owner>(), [&](const auto& field) {
        return section_of(field.key) == name;
    });
}

template <class Owner>
void Reader::table(const toml::table& table, const std::string& prefix, std::string_view section,
                   Owner& owner) {
    for (auto&& [key, node] : table) {
        const std::string name = prefix + shown_key(key.str());
        const std::string own = std::string(section) + std::string(key.str());
        // A quoted key may have a point in it; none of ours does.
        const bool is_plain = key.str().find('.') == std::string_view::npos;
        const Field<Owner>* field = is_plain ? field_named<Owner>(own) : nullptr;
        if (field != nullptr) {
            document_.places[name] = place_of(node.source());
            value(node, name, *field, owner);
        } else if (!is_plain || !is_section<Owner>(own)) {
            unknown<Owner>(place_of(key.source()), name, prefix, section);
        } else if (const toml::table* inner = node.as_table()) {
            this->table(*inner, name + ".", own + ".", owner);
        } else {
            refuse(node, name, "a table, [" + name + "]", "Put its settings under [" + name + "].");
        }
    }
}

/// What is there without the setting; empty if there has to be one.
template <class Owner>
std::string default_of(const Field<Owner>& field) {
    Owner owner;
    const Slot slot = field.slot(owner);
    const auto* const* text = std::get_if<std::string*>(&slot);
    if (text != nullptr && !field.accepts.text(**text)) return {};
    return to_toml(slot);
}

template <class Owner>
void Reader::value(const toml::node& node, const std::string& name, const Field<Owner>& field,
                   Owner& owner) {
    const Slot slot = field.slot(owner);
    std::visit(
        [&]<class T>(T* out) {
            if constexpr (requires { typename T::value_type::value_type; } || kIsTables<T>) {
                list(node, name, field.accepts, *out);
            } else if constexpr (std::is_same_v<T, stack::Addresses>) {
                addresses(node, name, *out);
            } else if (!take(node, field.accepts, *out)) {
                const std::string otherwise = default_of(field);
                refuse(node, name, accepted(slot, field.accepts),
                       otherwise.empty() ? "It has no default."
                                         : "Leave it out for the default, " + otherwise + ".");
            }
        },
        slot);
}

template <class T>
void Reader::list(const toml::node& node, const std::string& name, const Accepts& accepts,
                  std::vector<T>& out) {
    constexpr bool kTables = kIsTables<std::vector<T>>;
    const toml::array* array = node.as_array();
    if (array == nullptr) {
        refuse(node, name, accepted(&out, accepts),
               kTables ? "Begin each of its tables with [[" + name + "]]."
                       : std::string("Put what it lists between [ and ], with commas."));
        return;
    }
    out.clear();
    for (std::size_t i = 0; i < array->size(); ++i) {
        const toml::node& each = *array->get(i);
        const std::string each_name = name + "[" + std::to_string(i) + "]";
        document_.places[each_name] = place_of(each.source());
        T element;
        if constexpr (kTables) {
            if (const toml::table* inner = each.as_table()) {
                table(*inner, each_name + ".", "", element);
                need_all<T>(*inner, each_name);
            } else {
                refuse(each, each_name, "a table", "Begin it with [[" + name + "]].");
            }
        } else if (!take(each, accepts, element)) {
            refuse(each, each_name, std::string(accepts.text_words), "Remove or correct it.");
        }
        out.push_back(std::move(element));
    }
}

void Reader::addresses(const toml::node& node, const std::string& name, stack::Addresses& out) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
        refuse(node, name, "a table, [" + name + "]", "Put the addresses under [" + name + "].");
        return;
    }
    for (auto&& [key, value] : *table) {
        const std::string full = name + "." + shown_key(key.str());
        const auto role = std::ranges::find(roles(), key.str(), &stack::Role::name);
        document_.places[full] = place_of(value.source());
        if (role == roles().end()) {
            std::vector<std::string> known;
            for (const stack::Role& each : roles()) known.push_back(name + "." + each.name);
            const std::string likely = nearest(full, known);
            blame(place_of(key.source()), full + " is not known",
                  likely.empty() ? "`aquifer config` prints all roles that there are."
                                 : "Did you mean " + likely + "?");
        } else if (role->is_fixed) {
            blame(place_of(key.source()), full + " cannot be moved",
                  "Remove it: others know that address by heart.");
        } else {
            address(value, full, *role, out);
        }
    }
}

void Reader::address(const toml::node& node, const std::string& name, const stack::Role& role,
                     stack::Addresses& out) {
    Address at;
    const auto* text = node.as_string();
    if (text == nullptr || !parse_hex_into(**text, at.bytes)) {
        refuse(node, name, std::string(kAddressWords),
               "Leave it out for the default, " + in_quotes(to_hex(role.at)) + ".");
        return;
    }
    out.erase(role.name);
    // What stands where it stood anyway is no change, and is shown as none.
    if (at != role.at) out[role.name] = at;
}

template <class Element>
void Reader::need_all(const toml::table& table, const std::string& name) {
    for (const Field<Element>& field : fields_of<Element>()) {
        if (table.contains(field.key) || !default_of(field).empty()) continue;
        const std::string key(field.key);
        blame(place_of(table.source()), std::string(name).append(" has no ") += key,
              "Add a line " + key + " = …; accepted is " + std::string(field.accepts.text_words) +
                  ".");
    }
}

template <class Owner>
void Reader::unknown(const Place& place, const std::string& name, const std::string& prefix,
                     std::string_view section) {
    // Names as this file would have them: of the owner's fields, and of its sections.
    const std::string outer = prefix.substr(0, prefix.size() - section.size());
    const std::string_view inside = section.substr(0, section.size() - (section.empty() ? 0 : 1));
    std::vector<std::string> known;
    std::string here;
    const auto add = [&](std::string_view key) {
        const std::string full = outer + std::string(key);
        if (std::ranges::find(known, full) != known.end()) return;
        known.push_back(full);
        if (section_of(key) == inside)
            here += (here.empty() ? "" : ", ") + std::string(word_of(key));
    };
    for (const Field<Owner>& field : fields_of<Owner>()) {
        const std::string_view part = section_of(field.key);
        if (!part.empty()) add(part);
        add(field.key);
    }
    const std::string likely = nearest(name, known);
    blame(place, name + " is not known",
          likely.empty() ? "Known here: " + here + "." : "Did you mean " + likely + "?");
}

void sort_by_place(Faults& faults) {
    std::ranges::sort(faults, {}, [](const Fault& fault) {
        return std::tie(fault.line, fault.column, fault.what);
    });
}

/// Nothing if it is none, which the reader has then been told.
std::optional<toml::table> parse_toml(std::string_view text, Reader& reader) {
    if (const std::optional<Stray> stray = stray_in(text)) {
        reader.blame({stray->line, stray->column}, stray->what, stray->advice);
        return std::nullopt;
    }
    toml::parse_result result = toml::parse(text);
    if (!result) {
        const toml::parse_error& error = result.error();
        reader.blame(place_of(error.source()), std::string(error.description()),
                     "From here on it is no TOML; https://toml.io shows how it is written.");
        return std::nullopt;
    }
    return std::move(result).table();
}

/// One line of it.
std::optional<toml::table> parse_one(const std::string& line, Reader& reader) {
    std::optional<toml::table> table = parse_toml(line, reader);
    if (table && table->size() != 1) {
        reader.blame({}, "more than one value", "Give each setting its own --set.");
        return std::nullopt;
    }
    return table;
}

/// A section as a file would have it that has no other.
toml::table around(std::string_view section, toml::table table) {
    toml::table out{{std::string(word_of(section)), std::move(table)}};
    const std::string_view outer = section_of(section);
    return outer.empty() ? out : around(outer, std::move(out));
}

/// A value as it is typed in a shell, as TOML.
std::string typed_as_toml(const Slot& slot, std::string_view value) {
    if (value.starts_with('"') || value.starts_with('\'') || value.starts_with('[')) {
        return std::string(value);
    }
    return std::visit(
        [&]<class T>(const T*) -> std::string {
            if constexpr (std::is_same_v<T, Wei>) {
                const bool is_number =
                    value.find_first_not_of("0123456789") == std::string_view::npos;
                return in_quotes(std::string(value) + (is_number ? " wei" : ""));
            } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
                std::string out = "[";
                for (std::string_view rest = value; !rest.empty();) {
                    const std::size_t comma = std::min(rest.find(','), rest.size());
                    out += in_quotes(rest.substr(0, comma)) + ",";
                    rest.remove_prefix(std::min(comma + 1, rest.size()));
                }
                return out + "]";
            } else if constexpr (std::is_same_v<T, bool> || std::is_integral_v<T> || kIsTables<T> ||
                                 std::is_same_v<T, stack::Addresses>) {
                return std::string(value);
            } else {
                return in_quotes(value);
            }
        },
        slot);
}

}  // namespace

Document read_document(std::string_view text, const std::string& name) {
    Document document;
    Reader reader(name, document);
    const auto table = parse_toml(text, reader);
    if (table) reader.table(*table, "", "", document.settings);
    sort_by_place(document.faults);
    return document;
}

Faults set_one(Settings& settings, std::string_view key, std::string_view value) {
    const std::string where = "--set " + std::string(key) + "=" + std::string(value);
    Document document{settings, {}, {}};
    Reader reader(where, document);
    const Field<Settings>* field = field_named<Settings>(key);
    const Field<Settings>* table_around = field_named<Settings>(section_of(key));
    if (field == nullptr && table_around != nullptr &&
        std::holds_alternative<stack::Addresses*>(table_around->slot(document.settings))) {
        const bool is_quoted = value.starts_with('"') || value.starts_with('\'');
        const std::string text = is_quoted ? std::string(value) : in_quotes(value);
        if (auto table = parse_one(in_quotes(word_of(key)) + " = " + text, reader)) {
            reader.table(around(section_of(key), std::move(*table)), "", "", document.settings);
        }
    } else if (field == nullptr) {
        // The same words as for a file in which it stands alone.
        const std::size_t point = std::min(key.find('.'), key.size());
        const std::size_t end =
            is_section<Settings>(section_of(key)) ? section_of(key).size() : point;
        if (point == key.size()) {
            reader.table(toml::table{{std::string(key), true}}, "", "", document.settings);
        } else {
            toml::table inner{{std::string(key.substr(end + 1)), true}};
            reader.table(around(key.substr(0, end), std::move(inner)), "", "", document.settings);
        }
    } else if (auto table = parse_one(std::string(word_of(key)) + " = " +
                                          typed_as_toml(field->slot(document.settings), value),
                                      reader)) {
        reader.table(around(section_of(key), std::move(*table)), "", "", document.settings);
    }
    // What is typed is one line, and begins elsewhere.
    for (Fault& fault : document.faults) fault.line = fault.column = 0;
    if (document.faults.empty()) settings = std::move(document.settings);
    return document.faults;
}

}  // namespace aq::config
