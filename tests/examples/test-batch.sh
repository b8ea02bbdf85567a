#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# The batch example: processes every film of a manifest with the local endpoint,
# to a folder and to a bucket. Prints TAP.
#
#   test-batch.sh ENDPOINT
set -u

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/tools/tap.sh
. "$here/../tools/tap.sh"
endpoint_program=$1
batch=$here/../../examples/batch

work=$(mktemp -d)
servers=()
clean_up() {
  local server
  for server in ${servers[@]+"${servers[@]}"}; do
    kill "$server" 2>/dev/null
    wait "$server" 2>/dev/null
  done
  rm -rf "$work"
}
trap clean_up EXIT

for name in $(compgen -e | grep '^AWS_'); do unset "$name"; done
unset JOB_COMPLETION_INDEX
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null
export AWS_ACCESS_KEY_ID=AKIDLOCALENDPOINT AWS_SECRET_ACCESS_KEY=localsecret
export AWS_REGION=eu-west-1 no_proxy=127.0.0.1 LC_ALL=C.UTF-8

# Names with special characters of shells, GStreamer's parser and GNU parallel.
# The jobs are film-0 to film-4.
# shellcheck disable=SC2016
films=(
  'plain.webm'
  $'It\'s "one" \\ two\\\\! =.webm'
  ' $(touch boom) `touch boom` ;& {} {.} {#} 100%.webm'
  '-李小明 – Ñandú.webm'
  './# no comment.webm'
)
odd="$work/it's {} \"odd\" \\ "
mkdir "$odd"

# wait_for COMMAND...
wait_for() {
  for _ in $(seq 300); do
    "$@" && return
    sleep 0.1
  done
  return 1
}

listens() {
  uri=$(sed -n 's/^Listening on //p' "$1")
  [ -n "$uri" ]
}

# start_server NAME COMMAND...: sets uri to its URI and pid to its process.
start_server() {
  local name=$1
  shift
  : >"$work/$name" || bail "Cannot write to $work."
  "$@" >"$work/$name" 2>&1 </dev/null &
  pid=$!
  servers+=("$pid")
  wait_for listens "$work/$name" || bail "$name did not start."
}

# start_endpoint [OPTION]...
start_endpoint() {
  start_server endpoint "$endpoint_program" --log "$work/requests" "$@" \
    "$work/jobs.jsonl"
  export AWS_ENDPOINT_URL_REKOGNITION=$uri
}

# Prints the number of requests to all endpoints.
requests() {
  [ ! -e "$work/requests" ] || wc -l <"$work/requests"
}

has_requests() {
  [ "$(requests)" -ge "$1" ]
}

write_jobs() {
  local i time
  for i in 0 1 2 3 4; do
    printf '{"JobId":"film-%s","JobStatus":"SUCCEEDED","Celebrities":[' "$i"
    for time in 500 1000; do
      [ $time = 500 ] || printf ,
      printf '{"Timestamp":%s,"Celebrity":{"Id":"p%s","Name":"Person %s",' \
        $time "$i" "$i"
      printf '"Confidence":90,"Face":{"BoundingBox":{"Left":0.25,"Top":0.25,'
      printf '"Width":0.25,"Height":0.5}}}}'
    done
    printf ']}\n'
  done
}

# write_manifest FILE INDEX...
write_manifest() {
  local file=$1 i
  shift
  for i in "$@"; do
    printf '%s\tfilm-%s\n' "${films[i]}" "$i"
  done >"$file"
}

# has_log FOLDER INDEX: checks for a log with the right person at the right
# time.
has_log() {
  [ "$(wc -l <"$1/film-$2.log.jsonl")" = 1 ] &&
    grep -q "^{\"name\":\"Person $2\",\"id\":\"p$2\",\"start\":0.500,\"end\":1.500,\"" \
      "$1/film-$2.log.jsonl"
}

# batch_run COMMAND...: writes its output to $work/out and $work/err.
batch_run() {
  "$@" >"$work/out" 2>"$work/err" </dev/null
}

# ends CODE EXPECTED-CODE EXPECTED-LINE: checks the exit code and the last line.
ends() {
  local code=$1 last
  last=$(tail -n 1 "$work/out")
  [ "$code" = "$2" ] && [ "$last" = "$3" ] && return
  echo "# exit code $code, not $2; last line \"$last\", not \"$3\"" >&2
  cat "$work/err" >&2
  return 1
}

# holds FOLDER FILE...: checks that the folder has exactly these files,
# including hidden ones.
holds() {
  local folder=$1
  shift
  # shellcheck disable=SC2012
  diff <(printf '%s\n' "$@" | sort) <(ls -A "$folder" | sort) >&2
}

# --- One machine -----------------------------------------------------------

test_all() {
  local out="$odd/out" i code=0 names=() before
  write_manifest "$odd/manifest" 0 1 2 3 4
  (cd "$work" && batch_run "$batch/films.sh" --jobs 2 "$odd/manifest" "$out")
  ends $? 0 "5 done, 0 skipped, 0 failed" || code=1
  for i in 0 1 2 3 4; do
    has_log "$out" $i || code=1
    grep -q "^done"$'\t'"film-$i"$'\t' "$work/out" || code=1
    names+=("film-$i.log.jsonl" "film-$i.results.jsonl")
  done
  grep -qxF "done"$'\t'"film-2"$'\t'"${films[2]}" "$work/out" || code=1
  holds "$out" "${names[@]}" || code=1
  [ ! -e "$work/boom" ] && [ "$(requests)" = 5 ] || code=1
  report batch/all $code

  code=0
  rm "$odd/plain.webm"
  batch_run "$batch/films.sh" "$odd/manifest" "$out"
  ends $? 0 "0 done, 5 skipped, 0 failed" || code=1
  [ "$(requests)" = 5 ] || code=1
  report batch/again $code
  cp "$work/film.webm" "$odd/plain.webm"

  # Without its log, a film is processed again; its results are not fetched
  # again.
  code=0
  before=$(requests)
  rm "$out/film-1.log.jsonl"
  batch_run "$batch/films.sh" "$odd/manifest" "$out"
  ends $? 0 "1 done, 4 skipped, 0 failed" || code=1
  has_log "$out" 1 && [ "$(requests)" = "$before" ] || code=1
  report batch/results-kept $code
}

# One film is missing, one is not a film, one job is unknown; two are good.
test_failures() {
  local out=$work/failures code=0
  write_manifest "$odd/bad" 0 1
  {
    printf 'none.webm\tfilm-2\n'
    printf 'text.webm\tfilm-3\n'
    printf 'plain.webm\tunknown\n'
    printf 'plain.webm\n'
  } >>"$odd/bad"
  echo "This is no film." >"$odd/text.webm"
  batch_run "$batch/films.sh" --jobs 2 "$odd/bad" "$out"
  ends $? 1 "2 done, 0 skipped, 4 failed" || code=1
  has_log "$out" 0 && has_log "$out" 1 || code=1
  [ "$(grep -c ^failed "$work/out")" = 4 ] || code=1
  grep -q 'line 6 of the manifest' "$work/err" || code=1
  grep -q 'none.webm' "$out/film-2.errors.txt" || code=1
  grep -qx 'film: text.webm' "$out/film-3.errors.txt" || code=1
  grep -q 'ERROR: from element' "$out/film-3.errors.txt" || code=1
  grep -q 'ResourceNotFoundException' "$out/unknown.errors.txt" || code=1
  [ ! -e "$out/film-2.log.jsonl" ] && [ ! -e "$out/film-3.log.jsonl" ] &&
    [ ! -e "$out/unknown.log.jsonl" ] || code=1
  report batch/failures $code

  # A corrected film is processed, and its earlier errors are removed.
  code=0
  cp "$work/film.webm" "$odd/none.webm"
  batch_run "$batch/films.sh" --jobs 2 "$odd/bad" "$out"
  ends $? 1 "1 done, 2 skipped, 3 failed" || code=1
  has_log "$out" 2 && [ ! -e "$out/film-2.errors.txt" ] || code=1
  report batch/corrected $code

  # Warnings are kept: the job is for a video of another shape.
  code=0
  printf '%s\n' '{"JobId":"wide","JobStatus":"SUCCEEDED","VideoMetadata":
    {"FrameWidth":400,"FrameHeight":100},"Celebrities":[]}' |
    tr -d '\n' >"$out/wide.results.jsonl"
  printf 'plain.webm\twide\n' >"$odd/wide"
  batch_run "$batch/films.sh" "$odd/wide" "$out"
  ends $? 0 "1 done, 0 skipped, 0 failed" || code=1
  grep -q 'WARNING: from element' "$out/wide.errors.txt" || code=1
  [ -e "$out/wide.log.jsonl" ] && [ ! -s "$out/wide.log.jsonl" ] || code=1
  report batch/warnings $code

  code=0
  : >"$work/file"
  batch_run "$batch/films.sh" "$odd/wide" "$work/file"
  ends $? 1 "0 done, 0 skipped, 1 failed" || code=1
  batch_run "$batch/films.sh" "$odd/nowhere" "$out"
  [ $? = 1 ] && grep -q "nowhere" "$work/err" || code=1
  report batch/no-output-no-manifest $code
}

# The third film's request is never answered; then the batch is stopped.
test_stop() {
  local out=$work/stopped code=0 before runner ended
  before=$(requests)
  start_endpoint --fault hang@3
  "$batch/films.sh" --jobs 1 "$odd/manifest" "$out" \
    >"$work/out" 2>"$work/err" </dev/null &
  runner=$!
  wait_for has_requests $((before + 3)) || code=1
  ended=$SECONDS
  kill -TERM $runner
  wait $runner
  ends $? 1 "2 done, 0 skipped, 3 failed" || code=1
  [ $((SECONDS - ended)) -lt 10 ] || code=1
  holds "$out" film-{0,1}.{log,results}.jsonl || code=1
  report batch/stopped $code

  code=0
  start_endpoint
  before=$(requests)
  batch_run "$batch/films.sh" --jobs 2 "$odd/manifest" "$out"
  ends $? 0 "3 done, 2 skipped, 0 failed" || code=1
  has_log "$out" 2 && has_log "$out" 3 && has_log "$out" 4 || code=1
  [ "$(requests)" = $((before + 3)) ] || code=1
  report batch/resumed $code
}

# If it is interrupted, gst-launch-1.0 exits with 0.
test_interrupt() {
  local out=$work/interrupted code=0
  mkdir "$work/launcher"
  printf '%s\n' '#!/bin/sh' \
    'echo "Interrupt: Stopping pipeline ..."' \
    'echo "{}" >log.jsonl; echo "{}" >store/film-0.results.jsonl' \
    >"$work/launcher/gst-launch-1.0"
  chmod +x "$work/launcher/gst-launch-1.0"
  batch_run env PATH="$work/launcher:$PATH" "$batch/film.sh" "$odd/manifest" \
    "$out" 0
  ends $? 1 "failed"$'\t'"film-0"$'\t'"plain.webm" || code=1
  [ ! -e "$out/film-0.log.jsonl" ] || code=1
  report batch/interrupted $code
}

# Worker and pipeline are killed with SIGKILL.
test_kill() {
  local out=$work/killed code=0 before worker launcher
  before=$(requests)
  start_endpoint --fault hang
  "$batch/film.sh" "$odd/manifest" "$out" 0 >/dev/null 2>&1 </dev/null &
  worker=$!
  wait_for has_requests $((before + 1)) || code=1
  launcher=$(ps -o pid= --ppid $worker)
  kill -KILL $worker "${launcher// /}"
  wait $worker 2>/dev/null
  [ ! -e "$out/film-0.log.jsonl" ] || code=1
  start_endpoint
  batch_run "$batch/film.sh" "$odd/manifest" "$out" 0
  ends $? 0 "done"$'\t'"film-0"$'\t'"plain.webm" || code=1
  has_log "$out" 0 || code=1
  report batch/killed $code
}

# --- Array and indexed jobs ------------------------------------------------

# index_case WANTED VARIABLE... -- ARGUMENT...
index_case() {
  local wanted=$1 variables=()
  shift
  while [ "$1" != -- ]; do
    variables+=("$1")
    shift
  done
  shift
  batch_run env "${variables[@]}" "$batch/film.sh" "$odd/manifest" \
    "$odd/out" "$@"
  ends $? 0 "skipped"$'\t'"film-$wanted"$'\t'"${films[wanted]}"
}

test_index() {
  local code=0
  index_case 3 AWS_BATCH_JOB_ARRAY_INDEX=3 -- || code=1
  index_case 1 JOB_COMPLETION_INDEX=1 -- || code=1
  index_case 4 AWS_BATCH_JOB_ARRAY_INDEX=3 JOB_COMPLETION_INDEX=1 -- 4 || code=1
  report batch/index $code

  code=0
  for index in '' 5 -1 01 1x 'films[0]'; do
    batch_run "$batch/film.sh" "$odd/manifest" "$odd/out" "$index"
    [ $? = 1 ] && [ ! -s "$work/out" ] && [ -s "$work/err" ] || code=1
  done
  batch_run "$batch/film.sh" "$odd/manifest"
  [ $? = 2 ] && grep -q '^film.sh MANIFEST OUTPUT' "$work/err" || code=1
  report batch/no-such-index $code
}

test_manifest() {
  local code=0 i lines=(
    $'\xef\xbb\xbf# A comment after a byte order mark\r'
    $'\r'
    $'plain.webm\tfilm-0\r'
    $'  \t '
    $'plain.webm\t film-1 \tand a remark\r'
    $'#plain.webm\tfilm-2'
    $'plain.webm film-3'
    $'\tfilm-3'
    $'plain.webm\tfilm 3'
    $'plain.webm\tfilm/3'
    $'twice.webm\tfilm-4'
    $'again.webm\tfilm-4'
  )
  printf '%s\n' "${lines[@]}" >"$work/manifest"
  printf 'last.webm\tno-newline' >>"$work/manifest"
  cp "$work/film.webm" "$work/plain.webm"
  batch_run "$batch/film.sh" --count "$work/manifest"
  ends $? 0 9 || code=1
  for i in 0 1; do
    batch_run "$batch/film.sh" "$work/manifest" "$work/read" $i
    ends $? 0 "done"$'\t'"film-$i"$'\t'"plain.webm" || code=1
  done
  for i in 2 3 4 5; do
    batch_run "$batch/film.sh" "$work/manifest" "$work/read" $i
    [ $? = 1 ] && grep -q "line $((i + 5)) of the manifest" "$work/err" ||
      code=1
  done
  for i in 6 7; do
    batch_run "$batch/film.sh" "$work/manifest" "$work/read" $i
    [ $? = 1 ] && grep -q 'has job film-4 more than once' "$work/err" || code=1
  done
  batch_run "$batch/film.sh" "$work/manifest" "$work/read" 8
  [ $? = 1 ] && grep -q "/last.webm" "$work/err" || code=1
  report batch/manifest $code

  code=0
  batch_run "$batch/film.sh" --status "$work/manifest" "$work/read"
  ends $? 1 "2 done, 7 missing" || code=1
  grep -qx $'missing\tno-newline\tlast.webm' "$work/out" || code=1
  batch_run "$batch/film.sh" --status "$odd/manifest" "$odd/out"
  ends $? 0 "5 done, 0 missing" || code=1
  : >"$work/empty"
  batch_run "$batch/films.sh" "$work/empty" "$work/read"
  ends $? 0 "0 done, 0 skipped, 0 failed" || code=1
  report batch/status $code
}

# --- Addresses -------------------------------------------------------------

test_addresses() {
  local i aws store=$work/buckets code=0 path=$PATH s3 before
  aws=$(find_aws) || {
    skip batch/bucket "the AWS CLI 2 is missing"
    return
  }
  mkdir -p "$store/films/a b" "$work/bin"
  start_server s3 python3 "$here/../support/programs/s3-server.py" "$store"
  s3=$uri
  printf '#!/bin/sh\nexec "%s" --endpoint-url %s "$@"\n' "$aws" "$s3" \
    >"$work/bin/aws"
  chmod +x "$work/bin/aws"
  PATH=$work/bin:$PATH
  cp "$work/film.webm" "$store/films/a b/李 \"1\".webm"
  cp "$work/film.webm" "$store/films/a b/plain.webm"
  {
    # A path relative to the manifest, an s3:// URI, an http:// URI, a missing
    # object, an invalid URI.
    printf '李 "1".webm\tfilm-0\n'
    printf 's3://films/a b/plain.webm\tfilm-1\n'
    printf '%s/films/a%%20b/plain.webm?a=1&b=!\tfilm-2\n' "$s3"
    printf 's3://films/none.webm\tfilm-3\n'
    printf 'http://a b\tfilm-4\n'
  } >"$store/films/a b/manifest.tsv"
  batch_run "$batch/films.sh" "s3://films/a b/manifest.tsv" s3://people/all/
  ends $? 1 "3 done, 0 skipped, 2 failed" || code=1
  for i in 0 1 2; do has_log "$store/people/all" $i || code=1; done
  holds "$store/people/all" film-{0,1,2}.{log,results}.jsonl \
    film-{3,4}.errors.txt || code=1
  grep -q 404 "$store/people/all/film-3.errors.txt" || code=1
  report batch/bucket $code

  code=0
  before=$(requests)
  cp "$work/film.webm" "$store/films/none.webm"
  rm "$store/people/all/film-0.log.jsonl"
  batch_run "$batch/films.sh" "s3://films/a b/manifest.tsv" s3://people/all
  ends $? 1 "2 done, 2 skipped, 1 failed" || code=1
  has_log "$store/people/all" 0 && has_log "$store/people/all" 3 || code=1
  [ ! -e "$store/people/all/film-3.errors.txt" ] || code=1
  [ "$(requests)" = $((before + 1)) ] || code=1
  report batch/bucket-again $code

  code=0
  batch_run "$batch/film.sh" --status "s3://films/a b/manifest.tsv" \
    s3://people/all
  ends $? 1 "4 done, 1 missing" || code=1
  batch_run "$batch/film.sh" --status "s3://films/a b/manifest.tsv" s3://people
  ends $? 1 "0 done, 5 missing" || code=1
  batch_run "$batch/film.sh" "s3://films/a b/manifest.tsv" s3://people 0
  ends $? 0 "done"$'\t'"film-0"$'\t'"李 \"1\".webm" || code=1
  has_log "$store/people" 0 || code=1
  report batch/bucket-status $code

  # A bucket that cannot be listed must not be treated as empty.
  code=0
  kill "$pid"
  batch_run env AWS_MAX_ATTEMPTS=1 "$batch/film.sh" "$odd/manifest" \
    s3://people/all 0
  ends $? 1 "failed"$'\t'"film-0"$'\t'"plain.webm" || code=1
  grep -q "can't list" "$work/err" || code=1
  report batch/no-bucket $code
  PATH=$path
}

for tool in gst-launch-1.0 parallel setsid; do
  command -v $tool >/dev/null || {
    echo "1..0 # SKIP $tool is missing"
    exit 0
  }
done

gst-launch-1.0 -q videotestsrc num-buffers=40 ! \
  video/x-raw,width=160,height=80,framerate=20/1 ! vp8enc deadline=1 ! \
  webmmux ! filesink location="$work/film.webm" </dev/null >&2 ||
  bail "No film to play: need gstreamer1.0-plugins-base and -good."
for name in "${films[@]}"; do cp "$work/film.webm" "$odd/$name"; done
write_jobs >"$work/jobs.jsonl"
start_endpoint

test_all
test_failures
test_stop
test_interrupt
test_kill
test_index
test_manifest
test_addresses
finish
