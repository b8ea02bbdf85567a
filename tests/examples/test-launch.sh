#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# The element in gst-launch-1.0: how a pipeline ends, and that no output
# contains a secret. Prints TAP.
#
#   test-launch.sh LAUNCHER ENDPOINT
#
# LAUNCHER   gst-launch-1.0
# ENDPOINT   rekognition-local-endpoint
#
# The plugin is found through GST_PLUGIN_PATH_1_0. TEST_PATIENCE is a factor for
# time limits.
set -u

launcher=${1:-}
endpoint=${2:-}

skip_all() {
  echo "1..0 # SKIP $1"
  exit 0
}

[ -x "$launcher" ] || skip_all "gst-launch-1.0 is missing"
[ -x "$endpoint" ] || skip_all "rekognition-local-endpoint is missing"
for tool in timeout mkfifo mktemp grep sed date; do
  command -v "$tool" >/dev/null || skip_all "$tool is missing"
done

patience=${TEST_PATIENCE:-1}
prompt_ms=$((2000 * patience))
limit_s=$((60 * patience))

key_id=AKIDLAUNCHTEST
secret=wJalrXUtnFEMIlaunchSecretTest
token=FwoGZXIvYXdzLaunchTokenTest
# Values derived from the secrets: the header and its parts, the canonical
# request, and signatures and hashes, which are 64 hexadecimal digits.
derived='AWS4|Authorization|x-amz-security-token|Signature=|SignedHeaders'
derived="$derived|(^|[^0-9a-fA-F])[0-9a-f]{64}([^0-9a-fA-F]|\$)"

work=$(mktemp -d) || skip_all "cannot create a temporary folder"
endpoint_pid=

stop_endpoint() {
  [ -n "$endpoint_pid" ] || return 0
  kill "$endpoint_pid" 2>/dev/null
  wait "$endpoint_pid" 2>/dev/null
  endpoint_pid=
}

clean_up() {
  stop_endpoint
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' INT TERM HUP

for name in $(compgen -e | grep '^AWS_'); do unset "$name"; done
mkdir "$work/home"
export HOME=$work/home
export AWS_CONFIG_FILE=$work/config AWS_SHARED_CREDENTIALS_FILE=$work/credentials
export AWS_EC2_METADATA_DISABLED=true AWS_REGION=eu-west-1
unset GST_DEBUG GST_DEBUG_FILE GST_DEBUG_DUMP_DOT_DIR GST_TRACERS
unset G_MESSAGES_DEBUG
export GST_DEBUG_NO_COLOR=1

n_tests=0
n_failed=0

# check NAME COMMAND...: one test, which passes if the command succeeds.
check() {
  local name=$1
  shift
  n_tests=$((n_tests + 1))
  if "$@"; then
    echo "ok $n_tests - $name"
  else
    n_failed=$((n_failed + 1))
    echo "not ok $n_tests - $name"
    sed 's/^/# /' "$work/out" | head -n 40 | cut -c 1-400
  fi
}

# start_endpoint OPTION...: sets uri.
start_endpoint() {
  local line=
  stop_endpoint
  rm -f "$work/up" "$work/requests"
  mkfifo "$work/up"
  "$endpoint" --synthetic 3,50 --synthetic-shape sparse --access-key "$key_id" \
    --secret-access-key "$secret" --session-token "$token" \
    --log "$work/requests" "$@" >"$work/up" 2>"$work/endpoint" </dev/null &
  endpoint_pid=$!
  read -r -t $((20 * patience)) line <"$work/up"
  uri=${line#Listening on }
  if [ -z "$line" ] || [ "$uri" = "$line" ]; then
    echo "Bail out! The local endpoint does not start: $(cat "$work/endpoint")"
    exit 1
  fi
}

in_environment() {
  AWS_ACCESS_KEY_ID=$key_id AWS_SECRET_ACCESS_KEY=$secret \
    AWS_SESSION_TOKEN=$token "$@"
}

in_profile() {
  printf '[default]\naws_access_key_id = %s\naws_secret_access_key = %s\naws_session_token = %s\n' \
    "$key_id" "$secret" "$token" >"$AWS_SHARED_CREDENTIALS_FILE"
  "$@"
  local code=$?
  rm -f "$AWS_SHARED_CREDENTIALS_FILE"
  return $code
}

# play OPTIONS JOB PROPERTY...: runs a pipeline; sets code, writes $work/out.
play() {
  local options=$1 job=$2
  shift 2
  # shellcheck disable=SC2086
  timeout "$limit_s" "$launcher" $options videotestsrc num-buffers=4 ! \
    video/x-raw,width=320,height=180,framerate=1/5 ! \
    rekognitioncelebrity "job-id=$job" "endpoint-uri=$uri" "$@" ! fakesink \
    >"$work/out" 2>&1 </dev/null
  code=$?
}

# Not ended by timeout (124) or by a signal.
ended_badly() {
  [ "$code" -ne 0 ] && [ "$code" -lt 124 ]
}

ended_well() {
  [ "$code" -eq 0 ]
}

says() {
  grep -q -e "$1" "$work/out"
}

has_one_error() {
  [ "$(grep -c '^ERROR: from element' "$work/out")" = 1 ]
}

error_says() {
  grep '^ERROR: from element' "$work/out" | grep -q -e "$1"
}

says_no_error() {
  ! grep -q -E '^(ERROR|WARNING)' "$work/out"
}

test_ends() {
  start_endpoint
  in_environment play "" missing
  check "missing job: ends by itself with an error" ended_badly
  check "missing job: one error" has_one_error
  check "missing job: the error names the job" error_says '"missing"'
  check "missing job: the error names the cause" error_says 'ResourceNotFound'

  in_environment play "" not/a/job
  check "bad job-id: ends by itself with an error" ended_badly
  check "bad job-id: one error" has_one_error
  check "bad job-id: the error names the cause" error_says 'is not valid'

  play "" synthetic
  check "no credentials: ends by itself with an error" ended_badly
  check "no credentials: one error" has_one_error
  check "no credentials: the error names the cause" error_says 'credentials'

  in_environment play "" synthetic
  check "good job: plays to its end" ended_well
  check "good job: says nothing is wrong" says_no_error
  check "good job: comes to EOS" says 'Got EOS'

  play "" missing fail-on-error=false
  check "fail-on-error=false: plays to its end" ended_well
  check "fail-on-error=false: warns" says '^WARNING: from element'
}

# wait_for FILE: waits until it is not empty.
wait_for() {
  local tries=$((400 * patience))
  until [ -s "$1" ]; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || return 1
    sleep 0.05
  done
}

now_ms() {
  echo $(($(date +%s%N) / 1000000))
}

ended_promptly() {
  [ "$elapsed_ms" -lt "$prompt_ms" ]
}

test_interrupt() {
  local pid start
  start_endpoint --fault hang
  # Background jobs of a script ignore SIGINT unless they install a handler, as
  # gst-launch-1.0 does.
  in_environment exec_launcher >"$work/out" 2>&1 </dev/null &
  pid=$!
  check "hang: sends a request" wait_for "$work/requests"
  start=$(now_ms)
  kill -INT "$pid"
  wait "$pid"
  elapsed_ms=$(($(now_ms) - start))
  check "hang: SIGINT ends it at once ($elapsed_ms ms)" ended_promptly
  check "hang: ended by the interrupt" says 'interrupt'
  check "hang: prints no error" says_no_error
}

# A device or file that is slow to open delays gst-launch-1.0's change to
# PAUSED; an error that is posted meanwhile must not be lost. The end of this
# stream does not end the pipeline, since the other stream never ends.
test_slow_start() {
  mkfifo "$work/slow"
  (
    sleep 1.5
    head -c 1000000 /dev/zero
  ) >"$work/slow" &
  in_environment timeout -s KILL "$limit_s" "$launcher" \
    filesrc "location=$work/slow" ! \
    rawvideoparse width=64 height=64 framerate=25/1 ! \
    rekognitioncelebrity job-id=a.b ! fakesink \
    videotestsrc ! fakesink >"$work/out" 2>&1 </dev/null
  code=$?
  wait $!
  check "slow start: ends by itself with an error" ended_badly
  check "slow start: one error" has_one_error
}

exec_launcher() {
  # Not with timeout, which may leave SIGINT ignored. If the signal does not end
  # the fetch, its own time limits do.
  exec "$launcher" videotestsrc ! rekognitioncelebrity \
    job-id=synthetic "endpoint-uri=$uri" ! fakesink
}

# holds_none PATTERN FILE...: otherwise prints the lines that match.
holds_none() {
  local pattern=$1
  shift
  ! LC_ALL=C grep -a -E -i -H -e "$pattern" "$@" >"$work/found" || {
    head -n 10 "$work/found" | cut -c 1-300 | sed 's/^/# found: /'
    return 1
  }
}

# debug FUNCTION ARGUMENT...: logs everything to $work/log and writes graphs of
# the pipeline to $work/dot.
debug() {
  rm -rf "$work/dot" "$work/log"
  mkdir "$work/dot"
  GST_DEBUG='*:9' G_MESSAGES_DEBUG=all GST_DEBUG_FILE=$work/log \
    GST_DEBUG_DUMP_DOT_DIR=$work/dot "$@"
}

# Like debug, with the log on standard error.
debug_to_stderr() {
  GST_DEBUG='*:9' G_MESSAGES_DEBUG=all "$@"
}

has_graphs() {
  ls "$work"/dot/*.dot >/dev/null 2>&1
}

logged() {
  [ "$(wc -l <"$work/$1")" -gt 1000 ] &&
    grep -q rekognitioncelebrity "$work/$1"
}

# test_secrets SOURCE FAULT...: SOURCE is the function that sets the
# credentials.
test_secrets() {
  local source=$1
  shift
  local name="${source/_/ }${*:+, $*}"
  start_endpoint "${@/#/--fault=}"

  debug "$source" play -v synthetic
  check "$name: plays with logging" ended_well
  check "$name: everything is logged" logged log
  check "$name: graphs are written" has_graphs
  check "$name: no secret in the log" \
    holds_none "$secret|$token|$derived" "$work/log"
  check "$name: no secret in the output" \
    holds_none "$secret|$token|$derived" "$work/out"
  check "$name: no secret in the graphs" \
    holds_none "$secret|$token|$derived" "$work"/dot/*.dot

  debug_to_stderr "$source" play -v synthetic
  check "$name: everything is logged to standard error" logged out
  check "$name: no secret on standard error" \
    holds_none "$secret|$token|$derived" "$work/out"
}

# Failures are logged, too.
test_secrets_of_errors() {
  start_endpoint
  debug in_environment play -v missing
  check "missing job: no secret in the log" \
    holds_none "$secret|$token|$derived" "$work/log" "$work/out"
  secret_before=$secret
  secret=other$secret
  debug in_environment play -v synthetic
  check "wrong secret: ends with an error" error_says 'signature'
  check "wrong secret: no secret in the log" \
    holds_none "$secret|$token|$derived" "$work/log" "$work/out"
  secret=$secret_before
}

# GStreamer's parser logs the launch line with its properties, so secrets should
# not be there. No other code logs them.
test_secrets_of_properties() {
  local parser=' GST_PIPELINE | [^ ]*:gst_parse_[a-z_]*:'
  start_endpoint
  debug play -v synthetic "access-key=$key_id" "secret-access-key=$secret" \
    "session-token=$token"
  check "properties: plays" ended_well
  check "properties: no secret in the output" \
    holds_none "$secret|$token|$derived" "$work/out"
  check "properties: no secret in the graphs" \
    holds_none "$secret|$token|$derived" "$work"/dot/*.dot
  LC_ALL=C grep -a -v -E "$parser" "$work/log" >"$work/others"
  check "properties: others than the parser log something" logged others
  check "properties: no secret in what they log" \
    holds_none "$secret|$token|$derived" "$work/others"
}

test_leaks() {
  local object='object-alive, type-name=\(string\)[A-Za-z]'
  start_endpoint
  GST_TRACERS=leaks GST_DEBUG='GST_TRACER:7' in_environment play "" synthetic
  check "leaks: plays" ended_well
  check "leaks: the tracer looks" says 'object-alive\.class'
  check "leaks: no object is left" holds_none "$object" "$work/out"

  GST_TRACERS=leaks GST_DEBUG='GST_TRACER:7' in_environment play "" missing
  check "leaks: no object is left after an error" \
    holds_none "$object" "$work/out"
}

test_ends
test_slow_start
test_interrupt
test_secrets in_environment
test_secrets in_profile
test_secrets in_environment error:500:InternalServerError@2
test_secrets_of_errors
test_secrets_of_properties
test_leaks
echo "1..$n_tests"
[ "$n_failed" -eq 0 ]
