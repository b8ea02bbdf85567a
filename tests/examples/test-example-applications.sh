#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Tests the example applications, whose code is also in the documents: both must
# print the people of the job below, and report errors. Prints TAP.
#
#   test-example-applications.sh ENDPOINT C-APPLICATION PYTHON-APPLICATION \
#       C-LISTENER PYTHON-LISTENER PYTHON-PLAYER
#
# The applications read buffers, the listeners the bus; the player uses the
# elements in playbin3.
set -u

# shellcheck source=tests/tools/tap.sh
. "$(dirname "$0")/../tools/tap.sh"
endpoint_program=$1
c_program=$2
python_program=$3
c_listener=$4
python_listener=$5
python_player=$6

work=$(mktemp -d)
endpoint=
clean_up() {
  if [ -n "$endpoint" ]; then
    kill "$endpoint"
    wait "$endpoint"
  fi
  rm -rf "$work"
}
trap clean_up EXIT

# detection TIME-MS ID NAME CONFIDENCE LEFT
detection() {
  printf '{"Timestamp":%s,"Celebrity":{"Id":"%s","Name":"%s","Confidence":%s,' \
    "$1" "$2" "$3" "$4"
  printf '"Urls":["example.org/a"],"Face":{"Confidence":99,"BoundingBox":'
  printf '{"Left":%s,"Top":0.25,"Width":0.25,"Height":0.5}}}}' "$5"
}

# Two pages, sampled every 500 ms. Björn & Co. appears twice; 李小明 has no id.
# Each appearance ends one interval after its last detection.
write_job() {
  printf '{"JobStatus":"SUCCEEDED","NextToken":"two","Celebrities":[%s,%s,%s,%s]}\n' \
    "$(detection 1000 a1 'Ada Moreno' 91.4 0.125)" \
    "$(detection 1500 a1 'Ada Moreno' 99.4 0.25)" \
    "$(detection 1500 b2 'Björn & Co.' 80 0.5)" \
    "$(detection 2000 a1 'Ada Moreno' 95 0.375)"
  printf '{"JobStatus":"SUCCEEDED","Celebrities":[%s,%s]}\n' \
    "$(detection 4000 '' '李小明' 75 0.125)" \
    "$(detection 5000 b2 'Björn & Co.' 85 0.5)"
}

cat >"$work/appearances" <<'TEXT'
00:00:01.000 – 00:00:02.500  Ada Moreno (a1, 99 %)
00:00:01.500 – 00:00:02.000  Björn & Co. (b2, 80 %)
00:00:04.000 – 00:00:04.500  李小明 (75 %)
00:00:05.000 – 00:00:05.500  Björn & Co. (b2, 85 %)
TEXT

# The film has 160x80 pixels. Between 1.0 s and 1.5 s, Ada's box moves from 1/8
# to 1/4 of the frame.
cat >"$work/boxes" <<'TEXT'
00:00:01.000  Ada Moreno  20,20 40x40
00:00:01.250  Ada Moreno  30,20 40x40
00:00:01.500  Ada Moreno  40,20 40x40
00:00:01.500  Björn & Co.  80,20 40x40
TEXT

# The same, as messages.
cat >"$work/news" <<'TEXT'
00:00:01.000  + Ada Moreno
00:00:01.500  + Björn & Co.
00:00:02.000  - Björn & Co.
00:00:02.500  - Ada Moreno
00:00:04.000  + 李小明
00:00:04.500  - 李小明
00:00:05.000  + Björn & Co.
00:00:05.500  - Björn & Co.
TEXT

# test_results NAME EXPECTED COMMAND...: fetches the results, keeps them, and
# then plays without the service.
test_results() {
  local name=$1 expected=$2 code
  shift 2
  rm -f "$work/results"
  "$@" --job-id job --endpoint-uri "$uri" --results "$work/results" \
    "$work/film.webm" >"$work/out" 2>"$work/err"
  code=$?
  diff -u "$work/$expected" "$work/out" >&2 || code=1
  [ -s "$work/results" ] || code=1
  [ $code = 0 ] || cat "$work/err" >&2
  report "$name/$expected" $code

  env -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY -u AWS_REGION \
    "$@" --results "$work/results" "$work/film.webm" >"$work/out" 2>"$work/err"
  code=$?
  diff -u "$work/$expected" "$work/out" >&2 || code=1
  [ $code = 0 ] || cat "$work/err" >&2
  report "$name/from-file" $code

  "$@" --results "$work/none" "$work/film.webm" >"$work/out" 2>"$work/err"
  code=$?
  [ $code = 1 ] && [ ! -s "$work/out" ] && grep -q "$work/none" "$work/err"
  code=$?
  [ $code = 0 ] || cat "$work/err" >&2
  report "$name/no-results" $code
}

# test_locale NAME EXPECTED COMMAND...: names are printed in UTF-8 also in
# another locale, as in containers, and progress is printed to standard error.
test_locale() {
  local name=$1 expected=$2 code
  shift 2
  env LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 \
    "$@" --job-id job --endpoint-uri "$uri" "$work/film.webm" \
    >"$work/out" 2>"$work/err"
  code=$?
  diff -u "$work/$expected" "$work/out" >&2 || code=1
  grep -q 'Fetching the celebrities of job job' "$work/err" || code=1
  grep -q 'Page 1: 6 detections so far' "$work/err" || code=1
  [ $code = 0 ] || cat "$work/err" >&2
  report "$name/locale" $code
}

# test_application NAME COMMAND...
test_application() {
  local name=$1 code
  shift
  test_results "$name" appearances "$@"

  "$@" --boxes --job-id job --endpoint-uri "$uri" "$work/film.webm" 2>&1 |
    grep -E '^00:00:01\.(000|250|500)  ' | diff -u "$work/boxes" - >&2
  report "$name/boxes" $?

  "$@" --job-id missing --endpoint-uri "$uri" "$work/film.webm" \
    >"$work/out" 2>"$work/err"
  code=$?
  [ $code = 1 ] && [ ! -s "$work/out" ] && grep -q '"missing"' "$work/err" &&
    grep -q 'ResourceNotFoundException' "$work/err"
  code=$?
  [ $code = 0 ] || cat "$work/err" >&2
  report "$name/unknown-job" $code

  "$@" --job-id job --endpoint-uri "$uri" "$work/none.webm" \
    >"$work/out" 2>"$work/err"
  [ $? = 1 ] && [ -s "$work/err" ]
  report "$name/no-file" $?
}

# player_says NAME OPTION...: the player must print the text on standard input.
player_says() {
  local name=$1 code
  shift
  env LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 \
    "$python" "$python_player" --job-id job --endpoint-uri "$uri" \
    --video-sink "fakesink sync=false" "$@" "$work/film.webm" \
    >"$work/out" 2>"$work/err"
  code=$?
  diff -u - "$work/out" >&2 || code=1
  [ $code = 0 ] || cat "$work/err" >&2
  report "python-player/$name" $code
}

# Backwards, people appear with their last frame; the film has 20 frames per
# second.
test_player() {
  player_says start --start 1.25 <<'TEXT'
1.250  + Ada Moreno
1.500  + Björn & Co.
2.000  - Björn & Co.
2.500  - Ada Moreno
4.000  + 李小明
4.500  - 李小明
5.000  + Björn & Co.
5.500  - Björn & Co.
TEXT
  player_says loop --start 3 --loop 3 --rate 2 <<'TEXT'
4.000  + 李小明
4.500  - 李小明
5.000  + Björn & Co.
5.500  - Björn & Co.
4.000  + 李小明
4.500  - 李小明
5.000  + Björn & Co.
5.500  - Björn & Co.
4.000  + 李小明
4.500  - 李小明
5.000  + Björn & Co.
5.500  - Björn & Co.
TEXT
  player_says backwards --start 3 --rate -1 <<'TEXT'
5.450  + Björn & Co.
4.950  - Björn & Co.
4.450  + 李小明
3.950  - 李小明
TEXT
}

# Prints the first Python with GStreamer, which need not be the first in PATH.
find_python() {
  local python
  for python in python3 /usr/bin/python3; do
    "$python" -c 'import gi
gi.require_version("GstVideo", "1.0")
from gi.repository import Gst, GstVideo' 2>/dev/null && {
      echo "$python"
      return
    }
  done
}

for name in $(compgen -e | grep '^AWS_'); do unset "$name"; done
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null
export AWS_ACCESS_KEY_ID=AKIDLOCALENDPOINT AWS_SECRET_ACCESS_KEY=localsecret
export AWS_REGION=eu-west-1 no_proxy=127.0.0.1 LC_ALL=C.UTF-8

# 20 frames per second, so that each detection has a frame of its own.
gst-launch-1.0 -q videotestsrc num-buffers=160 ! \
  video/x-raw,width=160,height=80,framerate=20/1 ! vp8enc deadline=1 ! \
  webmmux ! filesink location="$work/film.webm" </dev/null >&2 ||
  bail "No film to play: need gstreamer1.0-tools, -plugins-base and -good."

write_job >"$work/job.jsonl"
: >"$work/endpoint"
"$endpoint_program" --job-id job "$work/job.jsonl" >"$work/endpoint" 2>&1 &
endpoint=$!
uri=
for _ in $(seq 100); do
  uri=$(sed -n 's/^Listening on //p' "$work/endpoint")
  [ -z "$uri" ] || break
  kill -0 $endpoint || break
  sleep 0.1
done
[ -n "$uri" ] || bail "The local endpoint did not start."

test_application c "$c_program"
test_locale c appearances "$c_program"
test_results c-listener news "$c_listener"
test_locale c-listener news "$c_listener"

python=$(find_python)
if [ -n "$python" ]; then
  test_application python "$python" "$python_program"
  test_locale python appearances "$python" "$python_program"
  test_results python-listener news "$python" "$python_listener"
  test_locale python-listener news "$python" "$python_listener"
  test_player
else
  for name in appearances from-file no-results boxes unknown-job no-file \
    locale; do
    skip "python/$name" "no python3-gi with GStreamer's introspection data"
  done
  for name in news from-file no-results locale; do
    skip "python-listener/$name" \
      "no python3-gi with GStreamer's introspection data"
  done
  for name in start loop backwards; do
    skip "python-player/$name" \
      "no python3-gi with GStreamer's introspection data"
  done
fi

finish
