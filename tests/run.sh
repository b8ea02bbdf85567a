#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Installs what the tests need (Debian), builds, runs every test. The last line
# is `N passed, N failed` (`, N skipped` if any), after a line for each failed
# and each skipped test; the exit code is not 0 if a test failed.
#
#   tests/run.sh [--build DIR] [--setup NAME] [--no-suite NAME]
#       [MESON SETUP OPTION]...
#
# --build DIR      build folder (default: build-tests)
# --setup NAME     test setup of tests/meson.build: valgrind, leaks
# --no-suite NAME  do not run this suite of tests/meson.build, for example launch
#
# REKOGNITION_VECTORS=DIR also runs the code against public test data (SigV4
# suite, credential chain, profile parser, endpoints).
set -u

top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top" || exit 1
. tests/tools/debian-packages.sh

build=build-tests
test_options=()
log=testlog
while [ $# -gt 0 ]; do
  case "$1" in
    --build) build=$2; shift 2 ;;
    --setup)
      log=testlog-$2
      test_options+=(--setup "$2")
      shift 2 ;;
    --no-suite) test_options+=(--no-suite "$2"); shift 2 ;;
    *) break ;;
  esac
done

fail() {
  echo "$1" >&2
  echo "0 passed, 1 failed"
  exit 1
}

# shellcheck disable=SC2086
install_packages $BUILD_PACKAGES $RUN_PACKAGES $TEST_PACKAGES ||
  fail "Could not install what the tests need."

if [ -f "$build/build.ninja" ]; then
  meson configure "$build" "$@" >/dev/null || fail "Could not configure."
else
  meson setup "$build" -Dtests=enabled -Dexamples=enabled "$@" ||
    fail "Could not configure."
fi
meson compile -C "$build" || fail "Could not build."

# The AWS settings of the caller must not affect the tests.
for name in $(compgen -e | grep '^AWS_'); do unset "$name"; done

rm -f "$build/meson-logs/$log.json" "$build/meson-logs/$log.junit.xml"
meson test -C "$build" --no-rebuild --print-errorlogs \
  ${test_options[@]+"${test_options[@]}"} </dev/null
[ -f "$build/meson-logs/$log.json" ] || fail "The tests did not run."
python3 tests/support/programs/count-results.py "$build" "$log"
