#!/usr/bin/env bash
# Starts a streaming standby of the server that PGHOST, PGUSER and PGPASSWORD name, and copies that server before the
# first start. FTW_REPLICA is the standby's name; the primary keeps what it has not read yet in a slot of that name.
set -euo pipefail

if [[ ! -s $PGDATA/PG_VERSION ]]; then
  # A copy that was cut short is no cluster; its slot may be there.
  find "$PGDATA" -mindepth 1 -delete
  chmod 0700 "$PGDATA"
  psql --no-psqlrc --quiet --dbname=postgres --set=ON_ERROR_STOP=1 --output=/dev/null --set=slot="$FTW_REPLICA" <<'SQL'
SELECT pg_create_physical_replication_slot(:'slot') WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = :'slot');
SQL
  pg_basebackup --pgdata="$PGDATA" --wal-method=stream --slot="$FTW_REPLICA" --write-recovery-conf
fi

exec postgres "$@"
