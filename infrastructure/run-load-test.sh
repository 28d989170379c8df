#!/usr/bin/env bash
# Runs a load test of the plan (infrastructure/scaling.json, loadTests) against an API that runs already.
#
#   infrastructure/run-load-test.sh                     asks which
#   infrastructure/run-load-test.sh day-one [option …]  this one; options are those of: Ops -- load --help
#   infrastructure/run-load-test.sh --k6 day-one        with k6 instead, where it is installed
#   infrastructure/run-load-test.sh --help
#
# The driver is our own: small enough to run beside the platform (docs/OPERATIONS.md has the measured figures), and it
# looks at the end whether every write that was acknowledged is there. Without --report it writes
# load-test-<name>.html into the working directory.
#
# Exit code 0 when everything held that the plan promises, 1 when something did not, 2 when nothing was tried. With k6
# it is k6's own: 99 when a threshold was crossed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
scenarios=(smoke load stress spike day-one full curve)

usage() {
  sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"
  printf 'Scenarios: %s\n' "${scenarios[*]}"
}

refuse() {
  printf '%s\n' "$*" >&2
  exit 2
}

ask() {
  local PS3='Which load test? '
  [[ -t 0 ]] || refuse "Name a load test: ${scenarios[*]}"
  select scenario in "${scenarios[@]}"; do
    [[ -z $scenario ]] || break
  done
  [[ -n ${scenario:-} ]] || refuse 'None was chosen.'
}

use_k6=
scenario=
options=()
while [[ $# -gt 0 ]]; do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --k6) use_k6=yes ;;
    -*)
      # From the first option on everything is the driver's.
      options=("$@")
      break
      ;;
    *)
      [[ -z $scenario ]] || refuse "Two load tests at once: $scenario and $1"
      scenario=$1
      ;;
  esac
  shift
done

[[ -n $scenario ]] || ask
[[ " ${scenarios[*]} " == *" $scenario "* ]] || refuse "There is no load test $scenario, but ${scenarios[*]}"

if [[ -n $use_k6 ]]; then
  command -v k6 >/dev/null || refuse 'k6 is not installed. Without --k6 the driver of this repository is used.'
  [[ $scenario != curve ]] || scenario=day-one-curve
  exec k6 run -e "SCENARIO=$scenario" "${options[@]}" "$root/infrastructure/load-tests/day1-launch.js"
fi

if [[ " ${options[*]} " != *' --report'* ]]; then
  options+=(--report "load-test-$scenario.html")
fi

# Built first, so that a build's complaints are not taken for a test's.
dotnet build -c Release --nologo -v quiet "$root/src/FairTradeWorker.Ops" >&2 || refuse 'The driver does not build.'
exec dotnet "$root/src/FairTradeWorker.Ops/bin/Release/net10.0/FairTradeWorker.Ops.dll" load "$scenario" "${options[@]}"
