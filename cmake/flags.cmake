# SPDX-License-Identifier: Apache-2.0
# Flags that every target of this project is compiled with.

# Release keeps its assertions: no -DNDEBUG. A wrong state must stop, not continue quickly.
if(AQUIFER_SANITIZE)
    set(CMAKE_CXX_FLAGS_RELEASE "-O1")
else()
    set(CMAKE_CXX_FLAGS_RELEASE "-O2")
endif()
set(CMAKE_CXX_FLAGS_DEBUG "-Og -g -D_GLIBCXX_ASSERTIONS")

add_compile_options(
    -Werror
    -Wall
    -Wextra
    -Wconversion
    -Wno-sign-conversion  # indices and differences of iterators; the narrowing half stays on
    -Wcast-qual
    -Wextra-semi
    -Wimplicit-fallthrough
    -Wnon-virtual-dtor
    -Wold-style-cast
    -Woverloaded-virtual
    -Wundef
    -Wunused
    -Wvla
    -ffp-contract=off  # the same doubles on every machine
    -fno-strict-aliasing)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(
        -Wduplicated-branches
        -Wduplicated-cond
        -Wlogical-op
        -Wno-array-bounds  # g++ 12 reports insertions into byte vectors, as it does with the next
        -Wno-stringop-overread
        -Wno-stringop-overflow
        -Wno-maybe-uninitialized  # g++ 12 reports the unused half of std::expected
        -Wno-restrict  # g++ 12 reports std::string's operator+ (GCC bug 105651)
        # g++ frees memory when it has used a few dozen megabytes; not to do so below a gigabyte
        # saves a seventh of its time.
        --param=ggc-min-expand=400
        --param=ggc-min-heapsize=1048576)
elseif(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    add_compile_options(
        -Wno-gnu-statement-expression-from-macro-expansion  # AQ_TRY
        -fcolor-diagnostics)
endif()

if(AQUIFER_SANITIZE)
    # Lines are all that a report needs; the rest of -g costs a quarter of a compiler's time.
    add_compile_options(
        -fsanitize=${AQUIFER_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)
    add_link_options(-fsanitize=${AQUIFER_SANITIZE})
endif()
if(AQUIFER_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "AQUIFER_FUZZ needs clang: cmake --preset fuzz")
    endif()
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(AQUIFER_COVERAGE)
    add_compile_options(--coverage -O0)
    add_link_options(--coverage)
endif()

# Presets that build everything hand the compiler a folder's sources eight at a time: most of what
# it reads and instantiates they have in common. The others compile each source alone, which also
# shows that it includes what it needs; CI builds both ways.
set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-subobject-linkage)  # fixtures in unnamed namespaces
endif()

# A faster linker and a compiler cache are used when they are there.
find_program(AQUIFER_MOLD mold)
find_program(AQUIFER_LLD NAMES ld.lld ld.lld-19)
if(AQUIFER_MOLD)
    add_link_options(-fuse-ld=mold)
elseif(AQUIFER_LLD AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    add_link_options(-fuse-ld=lld)
endif()

# Paths below the source tree do not count, so that one clone profits from another's cache. What a
# source depends on is learnt from its compilation, which saves running the preprocessor before.
find_program(AQUIFER_CCACHE ccache)
if(AQUIFER_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_DEPEND=1
        ${AQUIFER_CCACHE})
endif()
