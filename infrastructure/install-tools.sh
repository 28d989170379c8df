#!/usr/bin/env bash
# Installs on Debian the servers that FairTradeWorker can be run and tested with, as far as the machine lacks them:
# PostgreSQL, PgBouncer, Redis, Prometheus, Alertmanager. None is started: the AppHost and the tests start servers of their own.
#
#   infrastructure/install-tools.sh [package=sign ...]
#
# installs further packages too; a sign is the command, or a pattern of the files, that shows a package is there.
set -euo pipefail

wanted=(
  # PostgreSQL has no command on the path.
  'postgresql=/usr/lib/postgresql/*/bin/postgres'
  'pgbouncer=/usr/sbin/pgbouncer'
  'redis-server=redis-server'
  'prometheus=promtool'
  'prometheus-alertmanager=prometheus-alertmanager'
  "$@"
)

missing=()
for entry in "${wanted[@]}"; do
  package=${entry%%=*} sign=${entry#*=}
  compgen -G "$sign" >/dev/null || command -v "$sign" >/dev/null || missing+=("$package")
done

if [[ ${#missing[@]} -eq 0 ]]; then
  echo "Everything is there."
  exit 0
fi

echo "Missing: ${missing[*]}"
[[ $(id -u) -eq 0 ]] || { echo "Run as root, or install them first." >&2; exit 1; }

# Debian asks this file whether a package may start its service: 101 is no.
policy=/usr/sbin/policy-rc.d
made_policy=
if [[ ! -e $policy ]]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
  made_policy=yes
fi
trap '[[ -z $made_policy ]] || rm -f "$policy"' EXIT

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold "${missing[@]}"
