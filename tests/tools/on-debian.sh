#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Builds and tests a copy of the current tree on another Debian release: in a
# minimal root of that suite, which is created once with mmdebstrap and kept
# outside the repository.
#
#   tests/tools/on-debian.sh SUITE [COMMAND [ARGUMENT]...]
#
# SUITE     bookworm, trixie, forky, ...
# COMMAND   command to run in the copy (default: tests/run.sh)
#
# The roots are in ${REKOGNITION_ROOTS:-$XDG_CACHE_HOME/gst-rekognition-roots};
# packages that a command installs are kept for the next run. To start afresh,
# delete the root's folder. Must run as root (chroot, mount namespace).
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
. tests/tools/debian-packages.sh

usage() {
  sed -n '3,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0" >&2
  exit 2
}

[ $# -ge 1 ] || usage
suite=$1
shift
[[ $suite =~ ^[a-z]+$ ]] || usage
[ $# -gt 0 ] || set -- tests/run.sh
[ "$(id -u)" = 0 ] || { echo "on-debian.sh must run as root." >&2; exit 1; }

roots=${REKOGNITION_ROOTS:-${XDG_CACHE_HOME:-$HOME/.cache}/gst-rekognition-roots}
root=$roots/$suite

# The mirror may be outdated: accept an old Release file.
apt_options='Acquire::Check-Valid-Until "false";'

make_root() {
  local new=$root.new
  install_packages mmdebstrap debian-archive-keyring
  mkdir -p "$roots"
  rm -rf "$new"
  echo "Creating a root of $suite in $root"
  mmdebstrap --quiet --variant=apt --aptopt="${apt_options%;}" \
    "$suite" "$new" </dev/null
  echo "$apt_options" >"$new/etc/apt/apt.conf.d/99no-valid-until"
  mkdir "$new/src" "$new/vectors"
  mv "$new" "$root"
}

copy_tree() {
  rm -rf "$root/src"
  mkdir "$root/src"
  list_files | tar --null -T - -cf - | tar -xf - -C "$root/src"
}

# Runs in its own namespaces, so that nothing stays mounted or running.
in_root() {
  unshare --mount --pid --fork --kill-child --propagation private \
    bash -euc '
      root=$1 vectors=$2
      shift 2
      mount --bind "$root" "$root"
      mount -t proc proc "$root/proc"
      mount --rbind /dev "$root/dev"
      mount -t tmpfs tmpfs "$root/tmp"
      for file in resolv.conf hosts; do
        [ -e "/etc/$file" ] && cp -L "/etc/$file" "$root/etc/$file"
      done
      environment=(HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin)
      if [ -n "${MESON_TESTTHREADS:-}" ]; then
        environment+=("MESON_TESTTHREADS=$MESON_TESTTHREADS")
      fi
      if [ -n "$vectors" ]; then
        mount --bind "$vectors" "$root/vectors"
        environment+=(REKOGNITION_VECTORS=/vectors)
      fi
      exec chroot "$root" env -i "${environment[@]}" \
        sh -c "cd /src && exec \"\$@\"" sh "$@"
    ' bash "$root" "${REKOGNITION_VECTORS:-}" "$@"
}

[ -d "$root" ] || make_root
copy_tree
in_root "$@"
