# SPDX-License-Identifier: LGPL-2.1-or-later
# Sourced by scripts that set up a Debian machine, in the source folder; defines
# only functions and lists.

BUILD_PACKAGES="gcc libc6-dev meson ninja-build pkg-config \
libgstreamer1.0-dev libgstreamer-plugins-base1.0-dev libjson-glib-dev \
libsoup-3.0-dev libssl-dev libcairo2-dev libpango1.0-dev"

# Needed by pipelines at run time: TLS, decoders, encoders, command line tools.
RUN_PACKAGES="ca-certificates glib-networking gstreamer1.0-tools \
gstreamer1.0-plugins-base gstreamer1.0-plugins-good fonts-dejavu-core"

TEST_PACKAGES="iproute2 openssl python3 python3-gi gir1.2-gstreamer-1.0 \
gir1.2-gst-plugins-base-1.0 gstreamer1.0-plugins-bad \
gstreamer1.0-plugins-ugly libgstreamer-plugins-bad1.0-dev libges-1.0-dev \
ges1.0-tools gstreamer1.0-gl libgl1-mesa-dri libegl1 jq bsdextrautils \
awscli parallel procps shellcheck locales"

# libFuzzer and its sanitizers.
FUZZ_PACKAGES="clang libclang-rt-dev"

# Programs that benchmarks compare with.
BENCH_PACKAGES="curl python3-boto3"

# The demonstration film has a person with a Chinese name.
DEMO_PACKAGES="fonts-droid-fallback"

# Runs a command as root, with sudo if necessary.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    echo "This needs root or sudo: $*" >&2
    return 1
  fi
}

# install_packages PACKAGE...: installs the missing ones.
install_packages() {
  local missing="" package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null |
      grep -q "ok installed" || missing="$missing $package"
  done
  [ -z "$missing" ] && return 0

  command -v apt-get >/dev/null 2>&1 || {
    echo "This is not a Debian system; please install the equivalents of:$missing" >&2
    return 1
  }
  echo "Installing:$missing"
  as_root apt-get update -qq </dev/null || return 1
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --no-install-recommends $missing </dev/null >/dev/null
}

# in_git: whether this is a git checkout, not an unpacked archive.
in_git() {
  [ "$(git rev-parse --show-toplevel 2>/dev/null)" = "$PWD" ]
}

# list_files: prints the files of the tree, committed or not, each followed by
# NUL.
list_files() {
  local file
  if in_git; then
    git ls-files -z --cached --others --exclude-standard --deduplicate
  else
    find . \( -path './build*' -o -path ./.git \) -prune -o -type f -print0
  fi | while IFS= read -r -d '' file; do
    [ -e "$file" ] && printf '%s\0' "$file"
  done
}
