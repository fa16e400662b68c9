# SPDX-License-Identifier: Apache-2.0
# Lists every event and custom error that the headers of the protocols declare, so that a protocol
# is known to those who show logs and reverts by having its headers. Run by the build:
#
#   cmake -D OUT=<file> -D ROOT=<source tree> -D HEADERS=<paths below it, separated by |>
#         -P declarations.cmake
#
# Writes C++ that aquifer/stack/declarations.cpp includes: the literals as they stand.

string(REPLACE "|" ";" HEADERS "${HEADERS}")
set(events "")
set(errors "")
foreach(header IN LISTS HEADERS)
    file(READ ${ROOT}/${header} text)
    # The folder below aquifer/protocols.
    string(REGEX REPLACE "^.*protocols/([^/]+)/.*$" "\\1" protocol "${header}")
    # A list of CMake's own would break at these two.
    string(REPLACE ";" "" text "${text}")
    string(REGEX REPLACE "[ \t\r\n]+" " " text "${text}")
    string(REGEX MATCHALL "constexpr Abi abi ?{[^}]*}" found_events "${text}")
    string(REGEX MATCHALL "constexpr CustomError [A-Za-z0-9_]+ ?{[^}]*}" found_errors "${text}")
    foreach(one IN LISTS found_events)
        string(REGEX REPLACE "^[^{]*{ ?([^}]*)}$" "    {{\\1}, \"${protocol}\"},\n" one "${one}")
        string(APPEND events "${one}")
    endforeach()
    foreach(one IN LISTS found_errors)
        string(REGEX REPLACE "^[^{]*{ ?([^}]*)}$" "    {{\\1}, \"${protocol}\"},\n" one "${one}")
        string(APPEND errors "${one}")
    endforeach()
endforeach()

file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT [[
// Made by cmake/declarations.cmake.
namespace aq::stack {

constexpr Declared<Abi> kEvents[] = {
@events@};

constexpr Declared<CustomError> kErrors[] = {
@errors@};

}  // namespace aq::stack
]])
