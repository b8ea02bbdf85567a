#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# The coverage of gst/ and plugin/: percentage of lines per file and folder, and
# the names of all functions that no test calls. Fails if it is lower than
# LEAST. Builds in build-coverage, runs all tests but those that take minutes,
# and installs missing packages (Debian).
#
#   tests/tools/coverage.sh [--no-build]
#
# --no-build   evaluates an earlier run in build-coverage
set -u

top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top" || exit 1
. tests/tools/debian-packages.sh

BUILD=build-coverage
# Minimum percentage of lines.
declare -A LEAST=([gst]=90 [plugin]=85)

run_tests() {
  # shellcheck disable=SC2086
  install_packages $BUILD_PACKAGES $RUN_PACKAGES $TEST_PACKAGES gcovr jq &&
    { [ -d "$BUILD" ] ||
      meson setup "$BUILD" -Db_coverage=true -Doptimization=0; } &&
    meson compile -C "$BUILD" &&
    find "$BUILD" -name '*.gcda' -delete &&
    meson test -C "$BUILD" --no-rebuild --no-suite launch --no-suite players
}

# Lines of code, and lines that ran, per file: FILE<TAB>LINES<TAB>RUN.
count_lines() {
  jq -r '.files[] | (.lines | map(select(."gcovr/noncode" | not))) as $lines |
    [.file, ($lines | length), ($lines | map(select(.count > 0)) | length)] |
    @tsv' "$1"
}

list_functions() {
  jq -r '.files[] | .file as $file | .functions[]? |
    select(.execution_count == 0) | "\($file):\(.lineno) \(.name)"' "$1" | sort
}

# report FOLDER: fails if its coverage is too low.
report() {
  local folder=$1 json=$BUILD/coverage-$1.json
  gcovr --root . --object-directory "$BUILD" --filter "$folder/" \
    --json "$json" "$BUILD" || return 1
  echo "== Never called in $folder/"
  list_functions "$json"
  echo "== Percent of lines run in $folder/"
  count_lines "$json" |
    awk -F '\t' -v folder="$folder/" -v least="${LEAST[$folder]}" '
      $2 > 0 {
        printf "%6.1f  %s\n", 100 * $3 / $2, $1
        lines += $2
        run += $3
      }
      END {
        percent = lines > 0 ? 100 * run / lines : 0
        printf "%6.1f  %s, at least %d wanted\n", percent, folder, least
        exit percent < least
      }'
}

if [ "${1:-}" != --no-build ]; then
  run_tests || {
    echo "The tests did not pass: coverage is not evaluated."
    exit 1
  }
fi
failed=0
for folder in gst plugin; do
  report "$folder" || failed=1
done
exit $failed
