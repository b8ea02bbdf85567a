#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# The complete readers in gst/meta/README.md: runs the commands that stand
# below them. TAP.
#
#   test-meta-readers-of-docs.sh README JOB
#
# JOB is a file of results with Ada Moreno from 3.4 s on. The plugin is found
# through GST_PLUGIN_PATH_1_0.
set -u

# shellcheck source=tests/tools/tap.sh
. "$(dirname "$0")/../tools/tap.sh"
readme=$1
job=$2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# block LANGUAGE PATTERN: the first block in LANGUAGE that has PATTERN.
block() {
  awk -v fence="\`\`\`$1" -v pattern="$2" '
    $0 == fence { inside = 1; text = ""; next }
    inside && /^```$/ { if (text ~ pattern) { printf "%s", text; exit }
                        inside = 0 }
    inside { text = text $0 "\n" }' "$readme"
}

# reader NAME COMMANDS: they print where Ada is in four frames.
reader() {
  local code
  (cd "$work" && bash -eu -c "$2") >"$work/out" 2>"$work/err"
  code=$?
  [ "$(grep -cE '^[0-9:.]+  Ada Moreno \([0-9]+ %\)  [0-9]+,[0-9]+ [0-9]+x[0-9]+$' \
    "$work/out")" = 4 ] || code=1
  [ $code = 0 ] || cat "$work/out" "$work/err" >&2
  report "$1" $code
}

cp "$job" "$work/film.jsonl" || bail "no $job"
gst-launch-1.0 -q videotestsrc num-buffers=22 ! \
  video/x-raw,width=160,height=90,framerate=5/1 ! videoconvert ! \
  vp8enc deadline=1 ! webmmux ! filesink location="$work/film.webm" ||
  bail "no film"

block c 'read-people[.]c' >"$work/read-people.c"
block python 'read-people[.]py' >"$work/read-people.py"

if command -v cc >/dev/null; then
  reader c "$(block console './read-people')"
else
  skip c "no C compiler is called cc"
fi

python=
for candidate in python3 /usr/bin/python3; do
  "$candidate" -c 'import gi
gi.require_version("Gst", "1.0"); gi.require_version("GstVideo", "1.0")
from gi.repository import GstVideo' 2>/dev/null && python=$candidate && break
done
if [ -n "$python" ]; then
  reader python "$(block console 'python3 read-people' |
    sed "s,^python3,$python,")"
else
  skip python "no python3-gi with GStreamer's introspection data"
fi
finish
