# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
# Sourced by test scripts: functions that print TAP.

tap_count=0
tap_failed=0

# report NAME CODE: prints one TAP line.
report() {
  tap_count=$((tap_count + 1))
  if [ "$2" = 0 ]; then
    echo "ok $tap_count - $1"
  else
    echo "not ok $tap_count - $1"
    tap_failed=$((tap_failed + 1))
  fi
}

# skip NAME REASON
skip() {
  tap_count=$((tap_count + 1))
  echo "ok $tap_count - $1 # SKIP $2"
}

bail() {
  echo "Bail out! $1"
  exit 1
}

# Prints the plan; returns the exit code of the test.
finish() {
  echo "1..$tap_count"
  [ $tap_failed = 0 ]
}

# Prints the first AWS CLI 2, which need not be the first aws in PATH.
find_aws() {
  local aws
  for aws in aws /usr/bin/aws; do
    aws=$(command -v "$aws") &&
      [[ $("$aws" --version 2>/dev/null) == aws-cli/2.* ]] && {
      echo "$aws"
      return
    }
  done
  return 1
}
