#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Copies the tests into a folder of the build and installs the clients there, at the versions of the
# lock file: the source tree stays as it is. What is installed already is not installed again.
#
#   tests/e2e/install.sh build/release/e2e
set -euo pipefail

source=$(cd "$(dirname "$0")" && pwd)
target=${1:?the folder to install into}

mkdir -p "$target"
cp "$source"/*.mjs "$source"/package.json "$source"/package-lock.json "$source"/.npmrc "$target"/
cd "$target"
installed=node_modules/.aquifer-lock
if ! cmp -s package-lock.json "$installed"; then
    npm ci --no-progress
    cp package-lock.json "$installed"
fi
