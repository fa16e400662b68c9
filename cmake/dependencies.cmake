# SPDX-License-Identifier: Apache-2.0
# Libraries from outside, all of them Debian packages; docs/adr/ says why each is here.
# Targets to link with: PkgConfig::secp256k1, ZLIB::ZLIB, simdjson::simdjson, CLI11::CLI11,
# fmt::fmt, Boost::headers, Boost::json, PkgConfig::lmdb, and toml++/toml.h without one; in tests
# also GTest::gmock_main (aquifer_test brings it), PkgConfig::gmp; in benchmarks
# benchmark::benchmark_main (aquifer_bench brings it).

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
find_package(simdjson REQUIRED)
find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
# By its own configuration: Debian 12 has two versions, and 1.74 lacks what we use.
find_package(Boost 1.81 CONFIG REQUIRED COMPONENTS headers json)
find_package(tomlplusplus REQUIRED)
pkg_check_modules(secp256k1 REQUIRED IMPORTED_TARGET libsecp256k1)
pkg_check_modules(lmdb REQUIRED IMPORTED_TARGET lmdb)

if(AQUIFER_TESTS)
    find_package(GTest REQUIRED)
    include(GoogleTest)
endif()
if(AQUIFER_TESTS OR AQUIFER_BENCH OR AQUIFER_FUZZ)
    pkg_check_modules(gmp REQUIRED IMPORTED_TARGET gmp)
endif()
if(AQUIFER_BENCH)
    find_package(benchmark REQUIRED)
endif()
