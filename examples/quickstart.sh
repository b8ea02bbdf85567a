#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# From nothing to a film with names in it, without AWS: installs what is missing
# (Debian), builds, makes a film, serves its job on this machine over the real
# protocol, and draws the job's results into the film.
#
#   examples/quickstart.sh [--output DIR] [--no-window]
#
# --output DIR   folder for the results (default: quickstart-output)
# --no-window    do not show the film, even if there is a display
#
# Builds in the folder build, of which it enables the examples and the overlay.
set -euo pipefail

top=$(cd "$(dirname "$0")/.." && pwd)
build=$top/build
output=$PWD/quickstart-output
window=yes
endpoint=
logs=

while [ $# -gt 0 ]; do
  case "$1" in
    --output)
      [ $# -ge 2 ] || { echo "quickstart: --output needs a folder" >&2; exit 2; }
      output=$2
      shift 2 ;;
    --no-window) window=no; shift ;;
    -h|--help) sed -n '4,13s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "quickstart: unknown option $1 (see --help)" >&2; exit 2 ;;
  esac
done

fail() {
  echo "quickstart: $1" >&2
  exit 1
}

# Stops the endpoint that this script started, and waits for it.
stop_endpoint() {
  [ -n "$endpoint" ] || return 0
  kill "$endpoint" 2>/dev/null || true
  wait "$endpoint" 2>/dev/null || true
  endpoint=
}

clean_up() {
  stop_endpoint
  [ -z "$logs" ] || rm -rf "$logs"
}
trap clean_up EXIT

# run_quietly COMMAND...: shows what a command says only if it fails.
run_quietly() {
  "$@" >"$logs/command" 2>&1 </dev/null || {
    tail -n 40 "$logs/command" >&2
    fail "this failed: $*"
  }
}

install_what_is_missing() {
  # shellcheck source=tests/tools/debian-packages.sh
  . "$top/tests/tools/debian-packages.sh"
  # shellcheck disable=SC2086
  install_packages $BUILD_PACKAGES $RUN_PACKAGES ||
    fail "could not install what is needed"
  # shellcheck disable=SC2086
  install_packages $DEMO_PACKAGES ||
    echo "Without $DEMO_PACKAGES a name in the film may show as boxes." >&2
}

# A build folder that is there keeps its other options.
build_all() {
  local needed=(-Dexamples=enabled -Doverlay=enabled)
  if [ -f "$build/build.ninja" ]; then
    run_quietly meson configure "$build" "${needed[@]}"
  else
    run_quietly meson setup "$build" "$top" -Dtests=disabled "${needed[@]}"
  fi
  run_quietly meson compile -C "$build"
}

# Neither the caller's AWS settings nor a proxy may affect requests to this
# machine.
set_environment() {
  local name
  for name in $(compgen -e | grep '^AWS_' || true); do unset "$name"; done
  export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null
  export AWS_ACCESS_KEY_ID=AKIDLOCALENDPOINT AWS_SECRET_ACCESS_KEY=localsecret
  export AWS_REGION=eu-west-1
  export no_proxy=127.0.0.1 NO_PROXY=127.0.0.1
  name=${GST_PLUGIN_PATH_1_0:-${GST_PLUGIN_PATH:-}}
  export GST_PLUGIN_PATH_1_0=$build/plugin${name:+:$name}
  export GST_REGISTRY_1_0=$build/registry.bin
  # Names hold any letters; a bare machine's locale may know ASCII alone.
  export LC_ALL=C.UTF-8
}

make_film() {
  film=$build/demo-film.webm
  [ "$film" -nt "$build/examples/demo/demo-film" ] && return
  run_quietly "$build/examples/demo/demo-film" --film "$film.part"
  mv "$film.part" "$film"
}

start_endpoint() {
  local log=$logs/endpoint
  "$build/examples/local-endpoint/rekognition-local-endpoint" \
    --job-id demo-film "$top/examples/demo/job.jsonl" >"$log" 2>&1 </dev/null &
  endpoint=$!
  for _ in $(seq 100); do
    uri=$(sed -n 's/^Listening on //p' "$log" 2>/dev/null || true)
    [ -z "$uri" ] || return 0
    kill -0 "$endpoint" 2>/dev/null || break
    sleep 0.1
  done
  cat "$log" >&2
  fail "the local endpoint did not start"
}

# In one go: the film with names and boxes, and a picture of each second.
draw_film() {
  gst-launch-1.0 -q filesrc location="$film" ! decodebin ! videoconvert ! \
    rekognitioncelebrity job-id=demo-film endpoint-uri="$uri" ! \
    celebrityoverlay ! tee name=drawn ! queue ! videoconvert ! \
    vp8enc deadline=1 cpu-used=8 threads=1 target-bitrate=900000 \
      keyframe-max-dist=60 ! webmmux ! \
    filesink location="$output/quickstart.webm" \
    drawn. ! queue ! videorate ! video/x-raw,framerate=1/1 ! videoconvert ! \
    pngenc ! multifilesink location="$logs/second-%02d.png" </dev/null
}

# make_contact_sheet COLUMNS SECOND...
make_contact_sheet() {
  local columns=$1 width=416 height=234 gap=8 n=0 second x y
  local pads=() pictures=()
  shift
  for second in "$@"; do
    x=$((gap + n % columns * (width + gap)))
    y=$((gap + n / columns * (height + gap)))
    pads+=(sink_$n::xpos=$x sink_$n::ypos=$y)
    pictures+=(filesrc "location=$logs/second-$second.png" ! pngdec !
      videoconvert ! videoscale ! "video/x-raw,width=$width,height=$height" !
      sheet.sink_$n)
    n=$((n + 1))
  done
  x=$((gap + columns * (width + gap)))
  y=$((gap + (n + columns - 1) / columns * (height + gap)))
  gst-launch-1.0 -q compositor name=sheet background=black "${pads[@]}" ! \
    "video/x-raw,width=$x,height=$y" ! videoconvert ! pngenc snapshot=true ! \
    filesink location="$output/contact-sheet.png" "${pictures[@]}" </dev/null
}

show_film() {
  [ $window = yes ] || return 0
  [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || return 0
  echo "Showing it (Ctrl-C ends it)."
  gst-launch-1.0 -q filesrc location="$output/quickstart.webm" ! decodebin ! \
    videoconvert ! autovideosink || echo "It could not be shown here." >&2
}

mkdir -p "$output" || fail "can't write to $output"
output=$(cd "$output" && pwd)
logs=$(mktemp -d)

echo "[1/5] Installing what is missing"
install_what_is_missing
echo "[2/5] Building in $build (about a minute)"
build_all
set_environment
echo "[3/5] Making a film of a minute"
make_film
echo "[4/5] Who appears when, from the local endpoint"
start_endpoint
job=(--job-id demo-film --endpoint-uri "$uri")
"$build/examples/apps/who-is-on-screen" "${job[@]}" "$film" |
  tee "$output/appearances.txt" || fail "could not play the film"
echo "[5/5] Drawing boxes and names"
draw_film || fail "could not draw into the film"
# Somebody comes, two meet, a cut, another name's letters, two people's back,
# another cut, dusk.
make_contact_sheet 3 04 11 14 18 25 31 34 36 41 46 51 55 ||
  fail "could not make the contact sheet"
cp "$logs/second-34.png" "$output/picture.png"
stop_endpoint

cat <<TEXT

The same by hand, in two shells:

  $build/examples/local-endpoint/rekognition-local-endpoint \\
    --port 8000 --job-id demo-film $top/examples/demo/job.jsonl

  AWS_ACCESS_KEY_ID=AKIDLOCALENDPOINT AWS_SECRET_ACCESS_KEY=localsecret \\
  GST_PLUGIN_PATH=$build/plugin \\
  gst-launch-1.0 filesrc location=$film ! decodebin ! \\
    videoconvert ! rekognitioncelebrity job-id=demo-film region=eu-west-1 \\
    endpoint-uri=http://127.0.0.1:8000 ! celebrityoverlay ! videoconvert ! \\
    autovideosink

Who appears when:  $output/appearances.txt
With names:        $output/quickstart.webm
Twelve frames:     $output/contact-sheet.png
One frame:         $output/picture.png
TEXT
show_film
