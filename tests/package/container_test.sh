#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Holds of the Containerfile what needs no engine of containers: the health check, run against the
# program as it stands in the file; the name of its port, its folder and its make target.
# Usage: container_test.sh <program>. Exit code 77: no tools for it on this machine.
set -euo pipefail

program=$1
source=$(cd "$(dirname "$0")/../.." && pwd)
command -v node >/dev/null || { echo "no node here"; exit 77; }
work=$(mktemp -d)
node_pid=
trap '[[ -z $node_pid ]] || kill -KILL "$node_pid" 2>/dev/null || true; rm -rf "$work"' EXIT
fail() { echo "container_test: $*" >&2; exit 1; }

# One instruction a line, as the engines read it: without comments, continued lines joined.
sed '/^#/d' "$source/Containerfile" | sed -e ':a' -e '/\\$/{N;s/\\\n//;ba' -e '}' >"$work/steps"

port=$(sed -n 's/^EXPOSE //p' "$work/steps")
[[ $("$program" config) == *$'\n'"port = $port"$'\n'* ]] || fail "the node does not listen on $port"
folder=$(sed -n 's/^VOLUME //p' "$work/steps")
grep -q "set(service_folder $folder)" "$source/cmake/package.cmake" ||
    fail "the package keeps the chain elsewhere than in $folder"
target=$(sed -n 's/^RUN make //p' "$work/steps")
make -C "$source" --dry-run "$target" >/dev/null || fail "no such target: $target"

# Its arguments, one a line: JSON has its own escapes.
sed -n 's/^HEALTHCHECK .* CMD //p' "$work/steps" |
    node -e 'const text = require("fs").readFileSync(0, "utf8");
        for (const word of JSON.parse(text)) console.log(word)' >"$work/words" ||
    fail "the health check is no list of words"

: >"$work/log"  # it is read before the node may have begun
"$program" serve --port 0 >"$work/out" 2>>"$work/log" &
node_pid=$!
# It takes a few milliseconds.
timeout 30 grep -q ' listening ' <(tail -n +1 -f --pid="$node_pid" "$work/log") || true
listens=$(sed -n 's/.* listening .* port=\([0-9]*\) .*/\1/p' "$work/log")
[[ -n $listens ]] || { cat "$work/log" >&2; fail "the node does not start"; }

mapfile -t check < <(sed "s|/127.0.0.1/$port|/127.0.0.1/$listens|" "$work/words")
[[ ${check[*]} == *"/$listens "* ]] || fail "the health check does not ask port $port"
"${check[@]}" || fail "the health check fails though the node is well"
kill -TERM "$node_pid"
wait "$node_pid" || fail "the node does not stop with exit code 0"
node_pid=
! "${check[@]}" 2>/dev/null || fail "the health check succeeds though there is no node"
echo "container_test: the Containerfile fits the program"
