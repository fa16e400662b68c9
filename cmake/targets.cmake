# SPDX-License-Identifier: Apache-2.0
# The kinds of target: a folder's library, a test, a benchmark, a fuzz target.
#
#   aquifer_library(ledger SOURCES tx.cpp undo.cpp LINKS aquifer_eth)      -> aquifer_ledger
#   aquifer_testing(lido SOURCES testing.cpp)                              -> aquifer_lido_testing
#   aquifer_test(ledger_test SOURCES ledger_test.cpp LINKS aquifer_ledger)
#   aquifer_bench(replay_bench SOURCES replay_bench.cpp LINKS aquifer_replay)
#   aquifer_fuzz(abi_fuzz SOURCES abi_fuzz.cpp LINKS aquifer_eth)
#                                                        inputs in tests/fuzz/corpus/abi_fuzz
#
# LINKS are libraries that the headers may show too. The last four do nothing unless their option
# is on.

# Create library aquifer_<folder> from sources listed by name.
function(aquifer_library folder)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
    add_library(aquifer_${folder} STATIC ${arg_SOURCES})
    target_include_directories(aquifer_${folder} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(aquifer_${folder} PUBLIC ${arg_LINKS})
endfunction()

# What a folder's tests share with those of other folders.
function(aquifer_testing folder)
    if(AQUIFER_TESTS)
        aquifer_library(${folder}_testing ${ARGN} LINKS aquifer_${folder})
    endif()
endfunction()

# Each TEST becomes a ctest entry; tests run at the top of the source tree. FOLDED makes one entry
# of the whole program, for tests that share an expensive start.
function(aquifer_test name)
    if(NOT AQUIFER_TESTS)
        return()
    endif()
    cmake_parse_arguments(PARSE_ARGV 1 arg "FOLDED" "TIMEOUT" "SOURCES;LINKS;LABELS")
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    add_executable(${name} ${arg_SOURCES})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} PRIVATE ${arg_LINKS} GTest::gmock_main)
    # What a test itself does need not be fast, and compiles in two thirds of the time. Laws run
    # long.
    if(NOT law IN_LIST arg_LABELS)
        target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
    endif()
    set_target_properties(${name} PROPERTIES
        RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
    if(arg_FOLDED)
        add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
        set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}")
    else()
        gtest_discover_tests(${name}
            WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
            DISCOVERY_MODE PRE_TEST
            DISCOVERY_TIMEOUT 60
            PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}")
    endif()
endfunction()

# `make bench` builds these and runs them all.
function(aquifer_bench name)
    if(NOT AQUIFER_BENCH)
        return()
    endif()
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE ${arg_LINKS} benchmark::benchmark_main)
    set_target_properties(${name} PROPERTIES
        RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bench)
endfunction()

# `make fuzz` runs each for AQUIFER_FUZZ_SECONDS; what it finds new stays in the build folder.
function(aquifer_fuzz name)
    if(NOT AQUIFER_FUZZ)
        return()
    endif()
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE ${arg_LINKS})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/fuzz)
    set(found ${PROJECT_BINARY_DIR}/fuzz/found/${name})
    file(MAKE_DIRECTORY ${found})
    set(corpus ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name})
    if(NOT IS_DIRECTORY ${corpus})
        message(FATAL_ERROR "${name} has no corpus: put a few inputs into ${corpus}")
    endif()
    add_test(NAME ${name} COMMAND ${name}
        -max_total_time=${AQUIFER_FUZZ_SECONDS} -print_final_stats=1 -artifact_prefix=${found}/
        ${found} ${corpus}
        WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    set_tests_properties(${name} PROPERTIES LABELS fuzz)
endfunction()
