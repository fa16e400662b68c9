#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages that are missing for a purpose, and nothing else.
#
#   tools/setup.sh build     compile and run: make run, make build
#   tools/setup.sh test      and test: make test, make fuzz, make nightly
#   tools/setup.sh bench     and measure: make bench
#   tools/setup.sh package   and make a Debian package: make package
#   tools/setup.sh browser   a browser, for the end-to-end tests that skip where there is none
#   tools/setup.sh lint      and test, and clang's tools: make lint, make format
#
# When all is there it asks nobody and is done at once.
set -euo pipefail

build=(g++ make cmake ninja-build ccache mold git pkg-config
       libsecp256k1-dev libsimdjson-dev zlib1g-dev libcli11-dev libfmt-dev
       libboost1.81-dev libboost-json1.81-dev libtomlplusplus-dev liblmdb-dev)
test=(libgtest-dev libgmock-dev libgmp-dev clang-19 libclang-rt-19-dev dpkg-dev file curl)
bench=(libbenchmark-dev libgmp-dev wrk)
package=(dpkg-dev file)
lint=(clang-format-19 clang-tidy-19 python3)

# The end-to-end tests want a node of any origin, from version 18.
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    test+=(nodejs npm)
    bench+=(nodejs npm)
fi

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

purpose=${1:-build}
case "$purpose" in
    build) wanted=("${build[@]}") ;;
    test) wanted=("${build[@]}" "${test[@]}") ;;
    bench) wanted=("${build[@]}" "${bench[@]}") ;;
    package) wanted=("${build[@]}" "${package[@]}") ;;
    browser) wanted=("${build[@]}" "${test[@]}" chromium) ;;
    lint) wanted=("${build[@]}" "${test[@]}" "${lint[@]}") ;;
    *) fail "no such purpose: $purpose (build, test, bench, package, browser or lint)" ;;
esac

if ! command -v dpkg-query >/dev/null; then
    say "this is no Debian; the build needs what these packages hold: ${wanted[*]}"
    exit 0
fi

# pkgconf provides pkg-config on newer systems.
is_installed() {
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]] ||
        { [[ $1 == pkg-config ]] && command -v pkg-config >/dev/null; }
}

missing=()
for package in "${wanted[@]}"; do
    is_installed "$package" || missing+=("$package")
done
((${#missing[@]})) || exit 0

if ((EUID == 0)); then
    as_root=(env)
elif command -v sudo >/dev/null; then
    as_root=(sudo env)
else
    fail "missing: ${missing[*]}; neither root nor sudo here." \
        "As root, run: apt-get install ${missing[*]}"
fi

say "installing ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT

apt() {
    "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 -qq "$@" \
        >"$log" 2>&1
}

# The lists of packages may be absent or old: fetch them only when they do not serve.
if ! apt install -y --no-install-recommends "${missing[@]}"; then
    say "fetching the lists of packages"
    apt update || { cat "$log" >&2; fail "apt-get update failed; is there a network?"; }
    apt install -y --no-install-recommends "${missing[@]}" || {
        cat "$log" >&2
        fail "apt-get install failed; on Debian 12 every package above exists"
    }
fi
say "done"
