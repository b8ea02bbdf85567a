#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Validates the definition files of the batch example with the AWS CLI, the
# Kubernetes types and schemas and a Containerfile linter from npm, and
# ShellCheck. Each must also refuse faulty files. Prints TAP.
#
#   test-batch-definition-files.sh NPM-FOLDER
#
# Packages from npm are installed in NPM-FOLDER.
set -u

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/tools/tap.sh
. "$here/../tools/tap.sh"
batch=$here/../../examples/batch
npm_folder=$1/batch
npm_packages=(kubernetes-models@4.5.1 typescript@5.9.3 yaml@2.9.1
  dockerfile-utils@0.16.3)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for name in $(compgen -e | grep '^AWS_'); do unset "$name"; done
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null

# refuses FILE SED-EXPRESSION COMMAND...: the command must fail, with a message,
# for a copy of the file that is changed by the expression.
refuses() {
  local file=$1 change=$2
  shift 2
  sed "$change" "$file" >"$work/changed"
  cmp -s "$file" "$work/changed" && bail "Nothing changed: $change"
  ! "$@" "$work/changed" >"$work/out" 2>&1 && [ -s "$work/out" ] && return
  echo "# not refused: $change" >&2
  return 1
}

# The sizes must be the number of films in the manifest.
test_sizes() {
  local count
  count=$("$batch/film.sh" --count "$batch/manifest.tsv")
  [ "$count" -ge 2 ] &&
    grep -q "\"size\": $count " "$batch/aws-batch-job.json" &&
    grep -qx "  completions: $count" "$batch/kubernetes-job.yaml"
  report batch-definition-files/sizes $?
}

# The CLI validates the request and prints a skeleton; nothing is sent.
aws_accepts() {
  "$aws" batch "$1" --region eu-west-1 --cli-input-json "file://$2" \
    --generate-cli-skeleton output >/dev/null
}

test_aws() {
  local code=0 definition=$batch/aws-batch-definition.json
  local job=$batch/aws-batch-job.json
  python3 -m json.tool "$batch/aws-policy.json" >/dev/null
  report batch-definition-files/aws-policy $?
  aws=$(find_aws) || {
    skip batch-definition-files/aws-batch "the AWS CLI 2 is missing"
    return
  }
  aws_accepts register-job-definition "$definition" &&
    aws_accepts submit-job "$job"
  report batch-definition-files/aws-batch $?

  for change in 's/"image"/"picture"/' 's/"attempts": 3/"attempts": "x"/' \
      '/"jobDefinitionName"/d'; do
    refuses "$definition" "$change" aws_accepts register-job-definition ||
      code=1
  done
  for change in 's/"size"/"count"/' '/"jobQueue"/d'; do
    refuses "$job" "$change" aws_accepts submit-job || code=1
  done
  report batch-definition-files/aws-batch-refuses $code
}

# Installs the packages once per build folder.
install_npm_packages() {
  command -v node >/dev/null && command -v npm >/dev/null || return
  [ ! -e "$npm_folder/${npm_packages[*]}" ] || return 0
  mkdir -p "$npm_folder"
  npm install --prefix "$npm_folder" --no-audit --no-fund --no-save \
    "${npm_packages[@]}" >"$work/out" 2>&1 </dev/null &&
    : >"$npm_folder/${npm_packages[*]}" && return
  cat "$work/out" >&2
  return 1
}

check() {
  node "$here/../support/programs/check-definition.js" "$npm_folder/node_modules" "$@" 2>&1
}

test_npm() {
  local code=0 job=$batch/kubernetes-job.yaml file=$batch/Containerfile
  install_npm_packages || {
    for name in kubernetes kubernetes-refuses containerfile \
        containerfile-refuses; do
      skip batch-definition-files/$name \
        "npm is missing, or cannot install ${npm_packages[*]}"
    done
    return
  }
  check job "$job" >&2
  report batch-definition-files/kubernetes $?
  for change in 's/backoffLimitPerIndex/backoffLimitPerindex/' \
      's/completions: .*/completions: "3"/' 's/Indexed/Index/' \
      's/: 2Gi/: 2GiB/' '/- name: film$/s/name/nam/' '/name: films/d'; do
    refuses "$job" "$change" check job || code=1
  done
  report batch-definition-files/kubernetes-refuses $code

  check containerfile "$file" >&2
  report batch-definition-files/containerfile $?
  code=0
  for change in 's/^COPY gst gst/COPY gst/' 's/^WORKDIR/WORKDIRECTORY/' \
      's/--from=build/--form=build/' 's/^ENTRYPOINT .*/ENTRYPOINT/'; do
    refuses "$file" "$change" check containerfile || code=1
  done
  report batch-definition-files/containerfile-refuses $code
}

# The files that it copies must exist.
test_containerfile() {
  local code=0 line sources source
  while read -r line; do
    read -ra sources <<<"${line#COPY }"
    unset "sources[-1]"
    for source in "${sources[@]}"; do
      [ -e "$here/../../$source" ] || { echo "# no $source" >&2; code=1; }
    done
  done < <(grep '^COPY [^-]' "$batch/Containerfile")
  report batch-definition-files/copied $code
}

test_shell() {
  command -v shellcheck >/dev/null || {
    skip batch-definition-files/shell "shellcheck is missing"
    return
  }
  (cd "$here/../.." && shellcheck -x examples/batch/*.sh tests/tools/tap.sh \
    tests/examples/test-batch.sh \
    tests/examples/test-batch-definition-files.sh) >&2
  report batch-definition-files/shell $?
}

test_sizes
test_aws
test_npm
test_containerfile
test_shell
finish
