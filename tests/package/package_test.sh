#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the Debian package and looks into it: what is where, what it needs, what it is told.
# Usage: package_test.sh <build folder>. Exit code 77: no tools for it on this machine.
set -euo pipefail

build=$1
for tool in cpack dpkg-deb dpkg-shlibdeps file; do
    command -v "$tool" >/dev/null || { echo "no $tool here"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "package_test: $*" >&2; exit 1; }

(cd "$build" && cpack -G DEB -B "$work/package") >"$work/log" 2>&1 ||
    { cat "$work/log" >&2; fail "cpack failed"; }
packages=("$work"/package/*.deb)
((${#packages[@]} == 1)) || fail "one package expected: ${packages[*]}"
package=${packages[0]}

field() { dpkg-deb -f "$package" "$1"; }
[[ $(field Package) == aquifer ]] || fail "Package: $(field Package)"
[[ $(field Version) == [0-9]* ]] || fail "Version: $(field Version)"
for library in libc6 libsecp256k1-1 libfmt9 libsimdjson14 zlib1g; do
    [[ $(field Depends) == *"$library "* ]] || fail "$library missing in Depends: $(field Depends)"
done

# Modes, owners and paths, as `tar` lists them.
dpkg-deb -c "$package" >"$work/list"
for line in \
    '-rwxr-xr-x root/root ./usr/bin/aquifer' \
    '-rw-r--r-- root/root ./lib/systemd/system/aquifer.service' \
    '-rw-r--r-- root/root ./etc/aquifer/aquifer.toml' \
    '-rw-r--r-- root/root ./usr/share/doc/aquifer/config.md' \
    '-rw-r--r-- root/root ./usr/share/doc/aquifer/copyright'; do
    awk '{print $1, $2, $6}' "$work/list" | grep -qxF -e "$line" ||
        { cat "$work/list" >&2; fail "not in the package: $line"; }
done
(($(grep -c '^-' "$work/list") == 8)) || { cat "$work/list" >&2; fail "other files in it"; }

dpkg-deb -e "$package" "$work/control"
[[ $(cat "$work/control/conffiles") == /etc/aquifer/aquifer.toml ]] || fail "conffiles"
for script in postinst prerm postrm; do
    [[ -x $work/control/$script ]] || fail "$script cannot be run"
    sh -n "$work/control/$script" || fail "$script is no shell script"
done

# The program in it takes the configuration in it, and prints it back as it is.
dpkg-deb -x "$package" "$work/root"
config=$work/root/etc/aquifer/aquifer.toml
"$work/root/usr/bin/aquifer" config --config "$config" | cmp - "$config" ||
    fail "its configuration is not what it prints"
grep -qxF 'folder = "/var/lib/aquifer"' "$config" || fail "the store has no folder"

if command -v systemd-analyze >/dev/null; then
    # The program is not installed where the unit says; all else is as it is.
    sed "s|=/usr/bin/aquifer|=$work/root/usr/bin/aquifer|" \
        "$work/root/lib/systemd/system/aquifer.service" >"$work/aquifer.service"
    systemd-analyze verify --man=no "$work/aquifer.service" >"$work/log" 2>&1 ||
        { cat "$work/log" >&2; fail "systemd does not take the unit"; }
    ! grep "aquifer.service" "$work/log" >&2 || fail "systemd finds fault with the unit"
fi
echo "package_test: $(basename "$package") is as it should be"
