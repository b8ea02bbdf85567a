#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Fuzzes code that reads untrusted bytes, with libFuzzer, AddressSanitizer and
# UndefinedBehaviorSanitizer. Installs what it needs (Debian).
#
#   tests/fuzz/run.sh [SECONDS [TARGET]...]
#
# Without SECONDS, each target runs a fixed number of inputs, the same ones each
# time. With SECONDS, each target, or each TARGET, runs that long with new
# inputs; those that increase the coverage are kept in build-fuzz/corpus/TARGET
# for the next run. An input that fails is kept in build-fuzz/found: fix the
# fault, and add the input to tests/fuzz/corpus/TARGET. Needs Linux and clang.
set -u

top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top" || exit 1
. tests/tools/debian-packages.sh

seconds=${1:-}
[ $# -gt 0 ] && shift
[[ $seconds =~ ^[0-9]*$ ]] || {
  echo "Not a number of seconds: $seconds" >&2
  exit 2
}

# Number of inputs of the short run, which takes a few seconds per target.
declare -A runs=(
  [answer]=50000
  [credentials]=5000
  [date]=300000
  [page]=50000
  [profile]=80000
  [results]=12000
  [timeline]=4000
  [token]=200000
)
targets=${*:-$(printf '%s\n' "${!runs[@]}" | sort)}

fail() {
  echo "$1" >&2
  exit 1
}

# shellcheck disable=SC2086
install_packages $BUILD_PACKAGES $FUZZ_PACKAGES ||
  fail "Could not install what fuzzing needs."

build=build-fuzz
[ -f $build/build.ninja ] ||
  CC=clang meson setup $build -Dfuzz=true -Dtests=enabled -Dexamples=disabled \
    -Doptimization=1 -Db_sanitize=address,undefined -Db_lundef=false ||
  fail "Could not configure."
meson compile -C $build fuzz-targets || fail "Could not build."

export G_SLICE=always-malloc
export ASAN_OPTIONS=intercept_tls_get_addr=0
export LSAN_OPTIONS=print_suppressions=0:suppressions=$top/tests/sanitizers/lsan.supp
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
# Targets write files in memory if possible.
[ -w /dev/shm ] && export TMPDIR=/dev/shm

# fuzz TARGET: prints libFuzzer's last line, or all its output if it failed.
fuzz() {
  local target=$1 start=$SECONDS code
  local log=$build/fuzz-$target.log found=$build/found kept=$build/corpus/$target
  local seeds=tests/fuzz/corpus/$target new=$build/new
  local options=(-max_len=4096 -timeout=20 "-artifact_prefix=$found/$target-")

  [ -x "$build/tests/fuzz/fuzz-$target" ] || fail "No such target: $target"
  rm -rf "$new"
  mkdir -p "$found" "$kept" "$new"
  [ -f "tests/fuzz/$target.dict" ] &&
    options+=("-dict=tests/fuzz/$target.dict")
  if [ -n "$seconds" ]; then
    options+=("-max_total_time=$seconds" "$kept" "$seeds")
  else
    # libFuzzer adds inputs to its first folder.
    options+=("-runs=${runs[$target]}" -seed=1 "$new" "$seeds")
  fi
  "$build/tests/fuzz/fuzz-$target" "${options[@]}" >"$log" 2>&1 </dev/null
  code=$?
  if [ $code = 0 ]; then
    echo "PASSED: $target: $(tail -n 1 "$log") ($((SECONDS - start)) s)"
  else
    grep -v '^#[0-9]' "$log"
    echo "FAILED: $target ($((SECONDS - start)) s)"
  fi
  return $code
}

failed=0
for target in $targets; do
  fuzz "$target" || failed=1
done
exit $failed
