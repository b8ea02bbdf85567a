#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Tests the steps of packagers and users: the archive that `meson dist` creates
# from this tree (including uncommitted changes) is built and tested outside
# git, and installed to a prefix, with DESTDIR, and as a static plugin that a
# program links. The last line is `N passed, N failed`. Needs a git checkout.
set -u

top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top" || exit 1
. tests/tools/debian-packages.sh

# One test of each kind: with data, pictures, the plugin, documents, launch
# lines.
QUICK_TESTS="aws-sigv4 rek-page overlay-golden rekognitioncelebrity gst-inspect
readme-tables launch-lines-of-docs"
# Speed does not matter here.
QUICK_BUILD="-Dbuildtype=debug"
PLUGIN_ALONE="-Dtests=disabled -Dexamples=disabled -Doverlay=enabled"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

fail() {
  echo "$1" >&2
  echo "0 passed, 1 failed"
  exit 1
}

# check NAME COMMAND...
check() {
  local name=$1
  shift
  if "$@" >"$work/out" 2>&1 </dev/null; then
    passed=$((passed + 1))
    echo "PASSED: $name"
  else
    failed=$((failed + 1))
    echo "FAILED: $name"
    tail -n 40 "$work/out"
  fi
}

# Commits the current files to a new repository, since an archive has only
# committed files.
commit_tree() {
  mkdir "$work/checkout" &&
    list_files | tar --null -T - -cf - | tar -xf - -C "$work/checkout" &&
    cd "$work/checkout" && git init -q && git add -A &&
    git -c user.name=test -c user.email=test@localhost commit -q -m all
}

# shellcheck disable=SC2086
make_archive() (
  commit_tree &&
    meson setup build $PLUGIN_ALONE -Doverlay=disabled &&
    meson dist -C build --no-tests --formats gztar &&
    tar -xzf build/meson-dist/gst-rekognition-*.tar.gz -C "$work" &&
    mv "$work"/gst-rekognition-* "$work/source"
)

archive_is_complete() {
  diff <(git -C "$work/checkout" ls-files | sort) \
    <(cd "$work/source" && find . -type f -printf '%P\n' | sort)
}

# set_up BUILD OPTION...: meson's output is kept in BUILD.setup.
set_up() {
  local build=$1
  shift
  # shellcheck disable=SC2086
  meson setup "$work/$build" "$work/source" $QUICK_BUILD $PLUGIN_ALONE "$@" \
    >"$work/$build.setup"
}

# installed FOLDER: lists its files.
installed() {
  (cd "$1" && find . -type f -printf '%P\n' | sort)
}

# find_plugin FOLDER: prints where gst-inspect-1.0 finds the plugin, if it has
# only the plugins in FOLDER.
find_plugin() {
  GST_REGISTRY_1_0=$work/registry GST_PLUGIN_SYSTEM_PATH_1_0='' \
    GST_PLUGIN_PATH_1_0=$1 gst-inspect-1.0 rekognition |
    sed -n 's/^ *Filename *//p'
}

# said_path FILE: prints the folder to which a message says to set
# GST_PLUGIN_PATH.
said_path() {
  sed -n "s/.*GST_PLUGIN_PATH=\([^' ]*\).*/\1/p" "$1"
}

install_to_prefix() {
  meson install -C "$work/build" >"$work/build.install" && {
    local path
    path=$(said_path "$work/build.install")
    [ -n "$path" ] && [ "$path" = "$(said_path "$work/build.setup")" ] &&
      [ "$(find_plugin "$path")" = "$path/libgstrekognition.so" ] &&
      [ "$work/prefix/$(installed "$work/prefix")" = \
        "$path/libgstrekognition.so" ]
  }
}

# Installs to GStreamer's own folder, so there must be no such message.
install_to_destdir() {
  local pluginsdir
  pluginsdir=$(pkg-config --variable=pluginsdir gstreamer-1.0)
  meson configure "$work/build" --prefix=/usr \
    --libdir="$(dirname "$pluginsdir")" &&
    DESTDIR=$work/root meson install -C "$work/build" >"$work/root.install" &&
    [ -z "$(said_path "$work/root.install")" ] &&
    [ "/$(installed "$work/root")" = "$pluginsdir/libgstrekognition.so" ] &&
    [ -n "$(find_plugin "$work/root$pluginsdir")" ]
}

# The plugin must not export other symbols to programs.
exports_plugin_alone() {
  local names
  names=$(nm -D --defined-only "$work/build/plugin/libgstrekognition.so" |
    sed 's/.* //' | grep -v '^gst_plugin_rekognition_')
  echo "$names"
  [ -z "$names" ]
}

# shellcheck disable=SC2086
test_archive() {
  meson configure "$work/build" -Dtests=enabled -Dexamples=enabled &&
    meson test -C "$work/build" --print-errorlogs $QUICK_TESTS
}

install_static() {
  set_up build-static -Ddefault_library=static --prefix="$work/static" &&
    meson install -C "$work/build-static" || return 1
  pc=$(find "$work/static" -name gstrekognition.pc)
  [ "$work/static/$(installed "$work/static" | grep '\.a$')" = \
    "$(dirname "$(dirname "$pc")")/libgstrekognition.a" ] &&
    ! installed "$work/static" | grep '\.so'
}

build_static_program() {
  # shellcheck disable=SC2046
  cc -Wall -Wextra -Werror -o "$work/program" tests/support/programs/static-program.c \
    $(PKG_CONFIG_PATH=$(dirname "$pc") \
      pkg-config --cflags --libs gstrekognition gstreamer-1.0)
}

# GStreamer's own plugins come from the system, ours only from the program.
run_static_program() {
  GST_REGISTRY_1_0=$work/registry-static "$work/program" \
    examples/demo/job.jsonl "$work/log.jsonl" &&
    [ "$(wc -l <"$work/log.jsonl")" = 6 ] &&
    grep -q '"name":"Ada Moreno"' "$work/log.jsonl"
}

in_git || fail "install.sh needs a git checkout."
# shellcheck disable=SC2086
install_packages git binutils $BUILD_PACKAGES $RUN_PACKAGES $TEST_PACKAGES ||
  fail "Could not install what is needed."

check "dist: creates an archive" make_archive
check "dist: the archive has every file" archive_is_complete
check "build: sets up" set_up build --prefix="$work/prefix"
check "build: compiles" meson compile -C "$work/build"
check "install: to a prefix, found as the message says" install_to_prefix
check "install: with DESTDIR, to GStreamer's folder" install_to_destdir
check "install: only the plugin's symbols are exported" exports_plugin_alone
check "dist: tests pass" test_archive
check "static: installs an archive and its .pc" install_static
check "static: a program links with it" build_static_program
check "static: the program plays" run_static_program

echo "$passed passed, $failed failed"
[ $failed = 0 ]
