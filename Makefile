# SPDX-License-Identifier: Apache-2.0
# What people type. The build itself is CMake: see CMakePresets.json.

# Every recorded run of the real contracts, executed again and compared byte for byte.
REPLAY = build/release/aquifer replay --fold
RUNS = $(sort $(wildcard tests/golden/*/trace-*.jsonl.gz))

SOURCES = $(shell find aquifer cmd tests tools -name '*.cpp' -o -name '*.hpp')
JOBS := $(shell nproc)

.DEFAULT_GOAL := help
.PHONY: help run replay build test test-asan bench bench-node fuzz format lint nightly package clean

help:
	@echo 'Aquifer: the liquid restaking stack as one exact engine'
	@echo
	@echo '  make run        build, replay the recorded runs of the real contracts (one line says what'
	@echo '                  came of it, a page what stands behind each token), then serve a chain'
	@echo '                  with a season of life in it'
	@echo '  make test       build and run every test, and each fuzz target for a few seconds;'
	@echo '                  the last line says how many tests passed'
	@echo
	@echo '  make replay     the recorded runs in full; the last page: what stands behind each token'
	@echo '  make build      the program only: build/release/aquifer'
	@echo '  make test-asan  tests and fuzz targets under address and undefined-behaviour sanitizers'
	@echo '  make bench      the benchmarks'
	@echo '  make bench-node the node from outside, on chains of up to a million transactions; takes'
	@echo '                  about ten minutes. ACCOUNTS=1000000: ten million, 13 GB'
	@echo '  make fuzz       each fuzz target for a few seconds'
	@echo '  make package    a Debian package: build/release/package/*.deb'
	@echo '  make nightly    the laws under a million commands'
	@echo '  make format     let clang-format have its way'
	@echo '  make lint       clang-format and clang-tidy, warnings as errors'
	@echo '  make clean      remove build/'
	@echo
	@echo 'To work on it:  cmake --preset dev && ninja -C build/dev && ctest --preset dev'
	@echo 'One test:       build/dev/tests/tidy_test --gtest_filter="*Layers*"'
	@echo 'Missing Debian packages are installed first (tools/setup.sh says which).'

run: build
	$(REPLAY) --quiet --picture $(RUNS)
	build/release/aquifer serve --demo

replay: build
	$(REPLAY) --picture $(RUNS)

build:
	@tools/setup.sh build
	@cmake --preset release --log-level=NOTICE
	@cmake --build --preset release --target aquifer

# Fuzzing comes first, in CI together with the sanitizers' look at all tests; the release build has
# the last word.
test: $(if $(filter true,$(CI)),test-asan,fuzz)
	@tools/setup.sh test
	@cmake --preset release --log-level=NOTICE -DAQUIFER_TESTS=ON
	@cmake --build --preset release
	ctest --preset release -j $(JOBS)

test-asan:
	@tools/setup.sh test
	@cmake --preset asan --log-level=NOTICE
	@cmake --build --preset asan
	ctest --preset asan -j $(JOBS)

bench:
	@tools/setup.sh bench
	@cmake --preset bench --log-level=NOTICE
	@cmake --build --preset bench
	@set -e; for bench in build/bench/bench/*; do echo "$$bench"; "$$bench"; done

bench-node:
	@tools/setup.sh bench
	@cmake --preset bench --log-level=NOTICE
	@cmake --build --preset bench --target aquifer chain_bench
	node tests/bench/load/run.mjs build/bench/aquifer build/bench/bench/chain_bench $(ACCOUNTS)

fuzz:
	@tools/setup.sh test
	@cmake --preset fuzz --log-level=NOTICE
	@cmake --build --preset fuzz
	ctest --preset fuzz

nightly:
	@tools/setup.sh test
	@cmake --preset release --log-level=NOTICE -DAQUIFER_TESTS=ON
	@cmake --build --preset release \
		--target law_test lido_law_test rates_law_test weth_law_test feeds_law_test
	ctest --preset nightly -j $(JOBS)

package:
	@tools/setup.sh package
	@cmake --preset release --log-level=NOTICE
	@cmake --build --preset release --target package_files
	@cd build/release && cpack -G DEB -B package
	@ls build/release/package/*.deb

format:
	@tools/setup.sh lint
	clang-format-19 -i $(SOURCES)

lint:
	@tools/setup.sh lint
	@clang-format-19 --dry-run -Werror $(SOURCES)
	@cmake --preset clang --log-level=NOTICE
	run-clang-tidy-19 -quiet -p build/clang

clean:
	rm -rf build
