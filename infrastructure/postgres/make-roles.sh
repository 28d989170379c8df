#!/usr/bin/env bash
# Run by the image of PostgreSQL when it has made a new cluster: roles and rights, passwords, and replication.
set -euo pipefail

sql=${FTW_ROLES_SQL:-/etc/fairtradeworker/roles.sql}

psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname="$POSTGRES_DB" \
  --set=owner="$FTW_OWNER_PASSWORD" --set=app="$FTW_APP_PASSWORD" \
  --set=pooler="$FTW_POOLER_PASSWORD" --set=replicator="$FTW_REPLICATOR_PASSWORD" <<SQL
\i $sql
ALTER ROLE ftw_owner LOGIN PASSWORD :'owner';
ALTER ROLE ftw_app LOGIN PASSWORD :'app';
ALTER ROLE pgbouncer_auth LOGIN PASSWORD :'pooler';
CREATE ROLE ftw_replicator LOGIN REPLICATION PASSWORD :'replicator';
SQL

# The image lets everybody in with a password, but nobody replicate from another machine.
echo 'host replication ftw_replicator samenet scram-sha-256' >>"$PGDATA/pg_hba.conf"
