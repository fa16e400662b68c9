// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The rules of the house that a machine can hold. Each rule is a function from the source tree to
/// what it found wrong, so that its test can show it firing on a few made-up lines.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace aq::tidy {

/// A source file, three times: as it is, its code alone, its comments alone. What is left out is
/// blank, so that lines and columns agree.
struct File {
    /// Relative to the top of the tree, with forward slashes.
    std::string path;
    std::string text;
    /// Without comments and without what stands between quotes.
    std::string code;
    std::string comments;
};

/// C++ is split into code and comments; for anything else both are the text itself.
File make_file(std::string path, std::string text);

struct Finding {
    std::string path;
    /// Counted from one; zero when the whole file or folder is meant.
    std::size_t line = 0;
    std::string what;

    friend bool operator==(const Finding&, const Finding&) = default;
};

using Files = std::vector<File>;
using Findings = std::vector<Finding>;

/// What tools/layers.txt says.
struct Layers {
    struct Edge {
        std::string from;
        std::string to;
    };
    std::map<std::string, int, std::less<>> layer_of_folder;
    std::vector<Edge> edges;

    /// The folder of the list that holds this path, or of `aquifer/protocols` its own folder there;
    /// empty when none does.
    [[nodiscard]] std::string folder_of(std::string_view path) const;
    /// The layer of a folder that `folder_of` returned.
    [[nodiscard]] int layer_of(std::string_view folder) const;
    [[nodiscard]] bool allows(std::string_view from_folder, std::string_view to_folder) const;
};

/// What tools/exceptions.txt says: the paths that each kind of exception names.
struct Exceptions {
    std::vector<std::string> size;
    std::vector<std::string> name;
};

/// A line that cannot be read is a finding, never skipped.
Layers read_layers(const File& file, Findings& findings);
Exceptions read_exceptions(const File& file, Findings& findings);

// Rules of single files (tidy_source.cpp).

/// A file includes its own folder and smaller layers only.
Findings check_layers(const Files& files, const Layers& layers);
/// Layers 0 to 4 include the standard library and libsecp256k1 only.
Findings check_dependencies(const Files& files, const Layers& layers);
/// Layers 0 to 4 know no clock, thread, file, floating point, std::function or virtual call.
Findings check_determinism(const Files& files, const Layers& layers);
/// State is written in moves.* of a protocol and in the ledger, nowhere else.
Findings check_writes(const Files& files);
/// Headers have `#pragma once` and no `using namespace`.
Findings check_headers(const Files& files);
/// What is left to do names its issue: `TODO(#12)`.
Findings check_todos(const Files& files);
/// No test waits for time to pass.
Findings check_sleeps(const Files& files);

// Rules of files as files (tidy_files.cpp).

/// At most 500 lines, unless excepted.
Findings check_sizes(const Files& files, const Exceptions& exceptions);
/// At most 100 columns.
Findings check_widths(const Files& files);
/// The SPDX line comes first, after `#!` if there is one.
Findings check_licences(const Files& files);
/// No file or folder is called util, common, manager or helper.
Findings check_names(const Files& files, const Exceptions& exceptions);
/// Each .cpp is named in the CMakeLists.txt of its folder or of one above.
Findings check_built(const Files& files);

// Rules of protocols (tidy_protocols.cpp).

/// Each protocol has a README.md with a witness table.
Findings check_readmes(const Files& files);
/// Each custom error and each revert text of a protocol appears in a test of that protocol. A list
/// of selectors (selectors_test.cpp) is no such test.
Findings check_reverts(const Files& files);
/// Each event of a protocol stands beside its published topic in a test of that protocol.
Findings check_topics(const Files& files);

/// All of them.
Findings check_all(const Files& files);

// Shared by the rules.

bool is_cpp(std::string_view path);
bool is_header(std::string_view path);
/// A unit test beside its source, or anything under tests/.
bool is_test(std::string_view path);
/// The line, counted from one, of a position in a text.
std::size_t line_at(std::string_view text, std::size_t position);
std::string_view folder_name(std::string_view path);
std::string_view file_name(std::string_view path);
/// Without a line end; the last one may lack its own.
std::vector<std::string_view> lines_of(std::string_view text);
/// Whether `word` stands in `text` with no letter, digit or underscore beside it.
bool has_word(std::string_view text, std::string_view word);

}  // namespace aq::tidy
