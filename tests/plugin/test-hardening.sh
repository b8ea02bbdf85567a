#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Checks with readelf how the plugin was built and linked: full RELRO, no
# executable stack, stack protectors and fortified calls of libc. Prints TAP.
#
#   test-hardening.sh PLUGIN FORTIFIED
#
# FORTIFIED   true if the build optimises and has no sanitizer
set -u
export LC_ALL=C

plugin=$1
fortified=$2
number=0

# check NAME COMMAND...
check() {
  local name=$1
  shift
  number=$((number + 1))
  if "$@"; then
    echo "ok $number - $name"
  else
    echo "not ok $number - $name"
  fi
}

# has PATTERN READELF-OPTION...
has() {
  local pattern=$1
  shift
  readelf --wide "$@" "$plugin" | grep -Eq -- "$pattern"
}

has_not() {
  ! has "$@"
}

command -v readelf >/dev/null || {
  echo "1..0 # SKIP readelf is missing"
  exit 0
}

check "symbols are bound when it is loaded" \
  has '\(FLAGS.*BIND_NOW|\(BIND_NOW\)|\(FLAGS_1\).*NOW' --dynamic
check "tables are read-only then" has 'GNU_RELRO' --program-headers
check "there is a header for the stack" has 'GNU_STACK' --program-headers
check "no stack is executed" \
  has 'GNU_STACK.* RW +0x' --program-headers
check "nothing is writable and executed" \
  has_not 'LOAD.* RWE ' --program-headers
check "no code is changed when it is loaded" has_not 'TEXTREL' --dynamic
check "stacks are guarded" has '__stack_chk_fail' --symbols
if [ "$fortified" = true ]; then
  check "calls of libc are guarded" has '__[a-z_]+_chk(@|$)' --symbols
fi
echo "1..$number"
