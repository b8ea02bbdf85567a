#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Processes all films of a manifest on this machine, several at once.
#
#   films.sh [--jobs N] MANIFEST OUTPUT
#
# --jobs N   number of films at once (default: one per processor)
#
# For MANIFEST and OUTPUT see film.sh, which does the work. A film that fails
# does not stop the others. When run again, films that are done are skipped. The
# last line is `N done, N skipped, N failed`; the exit code is not 0 if a film
# failed. Needs GNU parallel.
set -euo pipefail
unset CDPATH

jobs=100%
runner=
stopped=
work=

usage() {
  sed -n '6s/^# *//p' "$0" >&2
  exit 2
}

if [ "${1:-}" = --jobs ]; then
  jobs=${2:-}
  [[ $jobs =~ ^[1-9][0-9]*%?$ ]] || usage
  shift 2
fi
[[ $# = 2 && $1 != -* ]] || usage

version=$(parallel --version 2>/dev/null </dev/null || true)
[[ $version == 'GNU parallel'* ]] || {
  echo "films.sh: GNU parallel is missing" >&2
  exit 1
}

# Passed by the environment, since parallel replaces {} in its command line.
FILM_WORKER=$(cd -- "$(dirname -- "$0")" && pwd)/film.sh
FILM_MANIFEST=$1
FILM_OUTPUT=$2
export FILM_WORKER FILM_MANIFEST FILM_OUTPUT PARALLEL_SHELL=/bin/sh

# Stops parallel and the running films. Which of the two signals parallel reacts
# to depends on its state.
stop() {
  stopped=yes
  [ -z "$runner" ] || kill -INT "$runner" 2>/dev/null || true
  [ -z "$runner" ] || kill -TERM "$runner" 2>/dev/null || true
}

count() {
  grep -c "^$1"$'\t' "$work/lines" || true
}

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
trap stop HUP INT TERM
total=$("$FILM_WORKER" --count "$FILM_MANIFEST")
seq 0 $((total - 1)) >"$work/indices"
mkfifo "$work/pipe"
tee "$work/lines" <"$work/pipe" &
printer=$!
# shellcheck disable=SC2016
parallel --plain --will-cite --jobs "$jobs" --halt never \
  --termseq TERM,5000,KILL,100 \
  --arg-file "$work/indices" \
  '"$FILM_WORKER" "$FILM_MANIFEST" "$FILM_OUTPUT" {}' >"$work/pipe" &
runner=$!
# A signal interrupts wait, but not parallel.
while kill -0 "$runner" 2>/dev/null; do
  wait "$runner" || true
done
wait "$printer" || true

completed=$(count 'done')
skipped=$(count skipped)
failed=$((total - completed - skipped))
[ -z "$stopped" ] || echo "films.sh: stopped; run it again to continue" >&2
echo "$completed done, $skipped skipped, $failed failed"
[ "$failed" = 0 ]
