#!/usr/bin/env bash
# What the steps share: headings with durations, and results that .ci/run adds up.
# shellcheck disable=SC2034 # the variables are for those who source this

# One line "<passed> <failed>" for each check; .ci/run makes it and reads it.
: "${CI_RESULTS:=/dev/null}"

# Which tests failed, with the first lines of why; .ci/tests writes it.
: "${CI_FAILED_TESTS:=/dev/null}"

heading() {
  printf '\n=== %s\n' "$1"
}

# record <passed> <failed> <name>
record() {
  printf '%s %s %s\n' "$1" "$2" "$3" >>"$CI_RESULTS"
}

# check <name> <command...>: runs one check, says how it went and how long it took, and goes on. Never fails itself.
check() {
  local name=$1 start=$SECONDS status=0
  shift
  heading "$name"
  "$@" </dev/null || status=$?
  if [[ $status -eq 0 ]]; then
    record 1 0 "$name"
    printf -- '--- ok: %s (%s s)\n' "$name" "$((SECONDS - start))"
  else
    record 0 1 "$name"
    printf -- '--- FAILED with %s: %s (%s s)\n' "$status" "$name" "$((SECONDS - start))"
  fi
  last_status=$status
}
