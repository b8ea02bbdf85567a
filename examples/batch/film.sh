#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# One film of a manifest: writes down who is on screen, to a folder or a bucket.
#
#   film.sh MANIFEST OUTPUT [INDEX]
#   film.sh --count MANIFEST
#   film.sh --status MANIFEST OUTPUT
#
# MANIFEST   a file or s3:// address: a film a line, then a tab, then the id of
#            its job; further columns, empty lines and lines that begin with #
#            are left out
# OUTPUT     a folder, which is made, or s3://BUCKET/PREFIX
# INDEX      which film, counted from 0; unless given, what
#            AWS_BATCH_JOB_ARRAY_INDEX or JOB_COMPLETION_INDEX says
# --count    prints how many films there are
# --status   prints those whose log is missing, and how many are done
#
# A film is a file (beside the manifest, where its name does not begin with /),
# or an s3://, http:// or https:// address. For job JOB there are then in OUTPUT
#
#   JOB.results.jsonl   what the service answered
#   JOB.log.jsonl       who appears when; it comes last and whole, and a film
#                       that has it is skipped
#   JOB.errors.txt      what was said of errors and warnings, if anything
#
# Prints one line: done, skipped or failed, the job and the film, with tabs
# between. The exit code is 0 unless it failed.
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
  # What publish may have been about to rename.
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

# run COMMAND...: a signal ends it, and is not kept waiting for it. What it says
# of errors is kept.
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

# add_film LINE NUMBER: to films, jobs and faults, at the same index in each. A
# line that is wrong is a film that fails, and not the end of the others.
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

# list_outputs START: all names right there that begin so, into outputs.
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

# publish FILE NAME: it is there whole, or not at all.
publish() {
  local part="$work/store/.$2.${work##*.}"
  if [ -n "$bucket" ]; then
    copy_object "$1" "$output/$2"
  else
    cp -- "$1" "$part" && sync -- "$part" && mv -f -- "$part" "$work/store/$2"
  fi
}

# Those of an earlier attempt.
forget_errors() {
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

say() {
  printf '%s\t%s\t%s\n' "$1" "$job" "$film"
}

fail() {
  printf '%s\n' "$1" >>"$work/errors"
  complain "$film: $(cat "$work/errors")"
  [ -z "$job" ] || publish_errors || complain "$output: can't keep the errors"
  say failed
  exit 1
}

# Sets source, the first element of the pipeline. Files have a fixed name there:
# what stands in a pipeline is read as one, and films have names of all kinds.
find_film() {
  local path=$film place=${manifest%/*} unfit='[[:space:]"\\]'
  [[ $manifest == */* ]] || place=.
  [[ $film =~ ^(/|(s3|http|https)://) ]] || path=$place/$film

  source=(filesrc location=film)
  if [[ $path =~ ^https?:// ]]; then
    [[ ! $path =~ $unfit ]] ||
      fail "this address has letters that must be written as %.. in it"
    source=(souphttpsrc "location=\"$path\"")
  elif [[ $path == s3://* ]]; then
    copy_object "$path" "$work/film" || fail "can't get the film"
  elif [ -r "$path" ] && [ ! -d "$path" ]; then
    ln -s -- "$(realpath -- "$path")" "$work/film"
  else
    fail "can't read the film $path"
  fi
}

# In a session of its own, so that stop() alone ends it, as it should end.
play() {
  cd "$work" || exit
  LANGUAGE=en exec setsid gst-launch-1.0 "${source[@]}" ! decodebin ! \
    rekognitioncelebrity job-id="$job" \
      results-location="store/$job.results.jsonl" ! \
    celebritylog location=log.jsonl ! fakesink
}

# With a folder the element keeps them there itself.
get_results() {
  local name=$job.results.jsonl
  [ -n "$bucket" ] && [ -n "${outputs[$name]:-}" ] || return 0
  copy_object "$output/$name" "$work/store/$name" ||
    fail "can't get the results that are in the bucket"
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
    say skipped
    return
  fi
  find_film
  get_results
  run play >"$work/said" || played=no
  # It calls an interruption a success.
  grep -q '^Got EOS from element' "$work/said" || played=no
  sed -n '/^WARNING: /,/^Additional debug info:/p' "$work/said" \
    >>"$work/errors"
  keep_results || fail "can't keep the results"
  [ "$played" = yes ] || fail "the film could not be played to its end"
  [ -s "$work/store/$job.results.jsonl" ] || fail "the results were not kept"
  if [ -s "$work/errors" ]; then
    publish_errors || fail "can't keep the warnings"
  else
    forget_errors || fail "can't delete the errors of an earlier attempt"
  fi
  publish "$work/log.jsonl" "$job.log.jsonl" || fail "can't keep the log"
  say 'done'
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
  give_up "which film? Give an index, or run this as an array or indexed job"
[ "$index" -lt ${#films[@]} ] ||
  give_up "there is no film $index: the manifest has ${#films[@]}, from 0 on"
film=${films[index]}
job=${jobs[index]}
fault=${faults[index]}
set_output "$2"
process_film
