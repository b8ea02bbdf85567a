#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Logs who is on screen in one film of a manifest, to a folder or a bucket.
#
#   film.sh MANIFEST OUTPUT [INDEX]
#   film.sh --count MANIFEST
#   film.sh --status MANIFEST OUTPUT
#
# MANIFEST   a file or s3:// URI. Each line is a film, a tab and the id of its
#            job; further columns, empty lines and lines that begin with # are
#            ignored
# OUTPUT     a folder, which is created if necessary, or s3://BUCKET/PREFIX
# INDEX      number of the film, counted from 0 (default:
#            AWS_BATCH_JOB_ARRAY_INDEX or JOB_COMPLETION_INDEX)
# --count    print the number of films
# --status   print the films whose log is missing, and how many are done
#
# A film is a file, relative to the manifest unless its name begins with /, or
# an s3://, http:// or https:// URI. These files are written for job JOB:
#
#   JOB.results.jsonl   the responses of the service
#   JOB.log.jsonl       who appears when; it is written last and atomically, and
#                       a film that has one is skipped
#   JOB.errors.txt      errors and warnings, if any
#
# Prints one line: done, skipped or failed, the job and the film, separated by
# tabs. The exit code is 0 unless the film failed.
set -euo pipefail
unset CDPATH

child=
work=
films=()
jobs=()
faults=()
declare -A outputs=()

usage() {
  sed -n '6,8s/^# *//p' "$0" >&2
  exit 2
}

complain() {
  printf 'film.sh: %s\n' "$1" >&2
}

give_up() {
  complain "$1"
  exit 1
}

clean_up() {
  # A file that publish did not rename yet.
  [ ! -e "$work/store" ] || rm -f -- "$work/store/".*".${work##*.}"
  rm -rf -- "$work"
}

# The pipeline ends cleanly on the first signal, the AWS CLI on the second.
stop() {
  local attempts=20
  trap '' HUP INT TERM
  if [ -n "$child" ]; then
    kill -INT "$child" 2>/dev/null || true
    while [ $attempts -gt 0 ] && kill -0 "$child" 2>/dev/null; do
      attempts=$((attempts - 1))
      sleep 0.1
    done
    kill -TERM "$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
  fi
  exit "$1"
}

# run COMMAND...: runs it in the background, so that signals are handled at once,
# and waits for it. Its standard error is appended to $work/errors.
run() {
  local code=0
  "$@" 2>>"$work/errors" &
  child=$!
  wait "$child" || code=$?
  child=
  return "$code"
}

copy_object() {
  run aws s3 cp --no-progress "$1" "$2" >/dev/null
}

# add_film LINE NUMBER: appends to films, jobs and faults, which have the same
# indices. An invalid line is a film that fails; other films are not affected.
add_film() {
  local LC_ALL=C film='' job='' fault='' first
  local form=$'^([^\t]+)\t *([a-zA-Z0-9_-]{1,64}) *(\t.*)?$'
  if [[ $1 =~ $form ]]; then
    film=${BASH_REMATCH[1]}
    job=${BASH_REMATCH[2]}
  else
    film=${1%%$'\t'*}
    fault="line $2 of the manifest is not a film, a tab and the id of a job"
  fi
  if [ -n "$job" ] && [ -n "${known[$job]:-}" ]; then
    fault="the manifest has job $job more than once"
    first=${known[$job]}
    faults[first]=$fault
  elif [ -n "$job" ]; then
    known[$job]=${#films[@]}
  fi
  films+=("$film")
  jobs+=("$job")
  faults+=("$fault")
}

read_manifest() {
  local line number=0 file=$1
  local -A known=()
  if [[ $1 == s3://* ]]; then
    file=$work/manifest
    copy_object "$1" "$file" || give_up "$(cat "$work/errors")"
  fi
  if [ ! -r "$file" ] || [ -d "$file" ]; then
    give_up "can't read the manifest $1"
  fi
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    [ "$number" -gt 1 ] || line=${line#$'\xef\xbb\xbf'}
    line=${line%$'\r'}
    [[ $line == '#'* || $line =~ ^[[:space:]]*$ ]] ||
      add_film "$line" "$number"
  done <"$file"
}

set_output() {
  output=${1%/}
  bucket=
  prefix=
  if [[ $output == s3://* ]]; then
    bucket=${output#s3://}
    [[ $bucket != */* ]] || prefix=${bucket#*/}/
    bucket=${bucket%%/*}
    mkdir "$work/store"
  else
    output=${output:-/}
    mkdir -p -- "$output" || give_up "can't write to $output"
    ln -s -- "$(realpath -- "$output")" "$work/store"
  fi
}

# list_outputs PREFIX: adds all names in OUTPUT with this prefix to outputs.
list_outputs() {
  local name
  if [ -n "$bucket" ]; then
    run aws s3api list-objects-v2 --bucket "$bucket" --prefix="$prefix$1" \
      --delimiter / --query 'Contents[].[Key]' --output text \
      >"$work/listing" || return
  else
    printf '%s\n' "$work/store/$1"* >"$work/listing"
  fi
  while IFS= read -r name; do
    outputs[${name##*/}]=yes
  done <"$work/listing"
}

# publish FILE NAME: copies it to OUTPUT atomically.
publish() {
  local part="$work/store/.$2.${work##*.}"
  if [ -n "$bucket" ]; then
    copy_object "$1" "$output/$2"
  else
    cp -- "$1" "$part" && sync -- "$part" && mv -f -- "$part" "$work/store/$2"
  fi
}

# Deletes the errors of an earlier attempt.
delete_errors() {
  [ -n "${outputs[$job.errors.txt]:-}" ] || return 0
  if [ -n "$bucket" ]; then
    run aws s3 rm "$output/$job.errors.txt" >/dev/null
  else
    rm -f -- "$work/store/$job.errors.txt"
  fi
}

publish_errors() {
  { printf 'film: %s\njob: %s\n\n' "$film" "$job"; cat "$work/errors"; } \
    >"$work/report"
  publish "$work/report" "$job.errors.txt"
}

print_result() {
  printf '%s\t%s\t%s\n' "$1" "$job" "$film"
}

fail() {
  printf '%s\n' "$1" >>"$work/errors"
  complain "$film: $(cat "$work/errors")"
  [ -z "$job" ] || publish_errors || complain "$output: can't keep the errors"
  print_result failed
  exit 1
}

# Sets source, the first element of the pipeline. Files get a fixed name, since
# the names of films may contain characters with a meaning in a pipeline.
find_film() {
  local path=$film folder=${manifest%/*} invalid='[[:space:]"\\]'
  [[ $manifest == */* ]] || folder=.
  [[ $film =~ ^(/|(s3|http|https)://) ]] || path=$folder/$film

  source=(filesrc location=film)
  if [[ $path =~ ^https?:// ]]; then
    [[ ! $path =~ $invalid ]] ||
      fail "this URI contains characters that must be percent-encoded"
    source=(souphttpsrc "location=\"$path\"")
  elif [[ $path == s3://* ]]; then
    copy_object "$path" "$work/film" || fail "can't get the film"
  elif [ -r "$path" ] && [ ! -d "$path" ]; then
    ln -s -- "$(realpath -- "$path")" "$work/film"
  else
    fail "can't read the film $path"
  fi
}

# In its own session, so that only stop() interrupts it.
play() {
  cd "$work" || exit
  LANGUAGE=en exec setsid gst-launch-1.0 "${source[@]}" ! decodebin ! \
    rekognitioncelebrity job-id="$job" \
      results-location="store/$job.results.jsonl" ! \
    celebritylog location=log.jsonl ! fakesink
}

# Only for buckets; in a folder the element itself keeps the results.
get_results() {
  local name=$job.results.jsonl
  [ -n "$bucket" ] && [ -n "${outputs[$name]:-}" ] || return 0
  copy_object "$output/$name" "$work/store/$name" ||
    fail "can't get the results from the bucket"
}

keep_results() {
  local name=$job.results.jsonl
  [ -n "$bucket" ] && [ -z "${outputs[$name]:-}" ] || return 0
  [ ! -s "$work/store/$name" ] || publish "$work/store/$name" "$name"
}

process_film() {
  local played=yes
  [ -z "$fault" ] || fail "$fault"
  list_outputs "$job." || fail "can't list what is in $output"
  if [ -n "${outputs[$job.log.jsonl]:-}" ]; then
    print_result skipped
    return
  fi
  find_film
  get_results
  run play >"$work/launch" || played=no
  # gst-launch-1.0 exits with 0 when it is interrupted.
  grep -q '^Got EOS from element' "$work/launch" || played=no
  sed -n '/^WARNING: /,/^Additional debug info:/p' "$work/launch" \
    >>"$work/errors"
  keep_results || fail "can't keep the results"
  [ "$played" = yes ] || fail "the film could not be played to its end"
  [ -s "$work/store/$job.results.jsonl" ] || fail "the results were not kept"
  if [ -s "$work/errors" ]; then
    publish_errors || fail "can't keep the warnings"
  else
    delete_errors || fail "can't delete the errors of an earlier attempt"
  fi
  publish "$work/log.jsonl" "$job.log.jsonl" || fail "can't keep the log"
  print_result 'done'
}

print_status() {
  local i done=0
  list_outputs '' || give_up "$(cat "$work/errors")"
  for i in "${!films[@]}"; do
    if [ -z "${faults[i]}" ] && [ -n "${outputs[${jobs[i]}.log.jsonl]:-}" ]
    then
      done=$((done + 1))
    else
      printf 'missing\t%s\t%s\n' "${jobs[i]}" "${films[i]}"
    fi
  done
  printf '%d done, %d missing\n' "$done" $((${#films[@]} - done))
  [ "$done" = ${#films[@]} ]
}

mode=film
case "${1:-}" in
  --count|--status) mode=${1#--}; shift ;;
  -*) usage ;;
esac
case "$mode$#" in
  count1|status2|film2|film3) ;;
  *) usage ;;
esac
manifest=$1

work=$(mktemp -d)
trap clean_up EXIT
trap 'stop 129' HUP
trap 'stop 130' INT
trap 'stop 143' TERM
: >"$work/errors"
read_manifest "$manifest"
if [ "$mode" = count ]; then
  echo ${#films[@]}
  exit
fi
if [ "$mode" = status ]; then
  set_output "$2"
  print_status
  exit
fi

index=${3:-${AWS_BATCH_JOB_ARRAY_INDEX:-${JOB_COMPLETION_INDEX:-}}}
[[ $index =~ ^(0|[1-9][0-9]{0,8})$ ]] ||
  give_up "no index: specify INDEX, or run this as an array or indexed job"
[ "$index" -lt ${#films[@]} ] ||
  give_up "there is no film $index: the manifest has ${#films[@]}, counted from 0"
film=${films[index]}
job=${jobs[index]}
fault=${faults[index]}
set_output "$2"
process_film
