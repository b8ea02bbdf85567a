#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Installs what the benchmarks need (Debian), including the programs to compare
# with, builds, and runs all benchmarks one after another. The last line
# is `N passed, N failed`; the exit code is not 0 if a limit was exceeded.
#
#   tests/bench/run.sh [--build DIR] [MESON SETUP OPTION]...
#
# --build DIR  build folder (default: build-bench)
#
# They measure time: the machine should be idle.
set -u

top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top" || exit 1
. tests/tools/debian-packages.sh

build=build-bench
if [ "${1:-}" = --build ]; then
  build=$2
  shift 2
fi
passed=0
failed=0

fail() {
  echo "$1" >&2
  echo "0 passed, 1 failed"
  exit 1
}

# report NAME CODE OUTPUT: the last line of the output is the result.
report() {
  if [ "$2" = 0 ]; then
    passed=$((passed + 1))
    echo "PASSED: $1: $(tail -n 1 <<<"$3")"
  else
    failed=$((failed + 1))
    echo "FAILED: $1 (exit code $2)"
    tail -n 20 <<<"$3"
  fi
}

# Prints the names of the benchmarks that this build has.
list_benchmarks() {
  meson introspect "$build" --benchmarks | python3 -c '
import json, sys
for row in json.load(sys.stdin): print(row["name"])'
}

# measure NAME: prints a benchmark's output and returns its exit code.
measure() {
  local log="$build/meson-logs/testlog.json" code
  meson test -C "$build" --no-rebuild --benchmark "$1" >/dev/null
  code=$?
  python3 -c '
import json, sys
row = json.loads(open(sys.argv[1]).readline())
print(row.get("stdout", "") + row.get("stderr", ""), end="")' "$log"
  return $code
}

# shellcheck disable=SC2086
install_packages $BUILD_PACKAGES $RUN_PACKAGES $TEST_PACKAGES \
  $BENCH_PACKAGES || fail "Could not install what the benchmarks need."

if [ ! -f "$build/build.ninja" ]; then
  meson setup "$build" -Dtests=enabled -Dexamples=enabled "$@" ||
    fail "Could not configure."
fi
meson compile -C "$build" >/dev/null || fail "Could not build."

for name in $(compgen -e | grep '^AWS_'); do unset "$name"; done

for name in $(list_benchmarks); do
  output=$(measure "$name" 2>&1 </dev/null)
  report "$name" $? "$output"
done
for name in curl boto3 boto3-now; do
  output=$(python3 tests/bench/fetch.py "$build" "$name" 2>&1 </dev/null)
  report "fetch beside $name" $? "$output"
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
