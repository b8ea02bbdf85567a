#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Checks for leaks, stalls and late failures in long playback: 1000 starts and
# stops, 10 000 seeks, 20 rounds of 32 pipelines at once, and HOURS (default: 1)
# of 60 frames per second. SEED (default: 1) seeds the random numbers.
#
#   tests/soak/run.sh [HOURS] [SEED]
set -eu

cd "$(dirname "$0")/../.."
build=$PWD/build-soak
hours=${1:-1}
seed=${2:-1}

[ -f "$build/build.ninja" ] ||
  meson setup "$build" -Dtests=enabled -Dexamples=enabled
meson compile -C "$build"

for name in $(compgen -e | grep '^AWS_'); do unset "$name"; done
unset GST_PLUGIN_PATH
export GST_PLUGIN_PATH_1_0=$build/plugin
export GST_REGISTRY_1_0=$build/soak-registry.bin GST_REGISTRY_FORK=no
export G_SLICE=always-malloc MALLOC_ARENA_MAX=2
export http_proxy='' https_proxy=''
exec "$build/tests/soak/soak" \
  "$build/examples/local-endpoint/rekognition-local-endpoint" "$seed" \
  starts=1000 seeks=10000 pipelines=20 "playing=$((hours * 3600))"
