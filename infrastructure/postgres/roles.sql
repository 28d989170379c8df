-- Rendered from infrastructure/scaling.json by: dotnet run --project src/FairTradeWorker.Ops -- render
-- Run once by a superuser in the new database, before the first migration. No role can log in yet: whoever runs
-- this gives them their passwords.

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ftw_owner') THEN CREATE ROLE ftw_owner; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ftw_app') THEN CREATE ROLE ftw_app; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pgbouncer_auth') THEN CREATE ROLE pgbouncer_auth; END IF;
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('ALTER DATABASE %I OWNER TO ftw_owner', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO ftw_app, pgbouncer_auth', current_database());
END $$;

ALTER DEFAULT PRIVILEGES FOR ROLE ftw_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ftw_app;

ALTER DEFAULT PRIVILEGES FOR ROLE ftw_owner GRANT USAGE, SELECT ON SEQUENCES TO ftw_app;

ALTER DEFAULT PRIVILEGES FOR ROLE ftw_owner GRANT USAGE ON SCHEMAS TO ftw_app;

ALTER ROLE ftw_app SET statement_timeout = '30000ms';

ALTER ROLE ftw_app SET lock_timeout = '10000ms';

ALTER ROLE ftw_app SET idle_in_transaction_session_timeout = '60000ms';

ALTER ROLE ftw_owner CONNECTION LIMIT 5;

CREATE SCHEMA pgbouncer;

CREATE FUNCTION pgbouncer.get_auth(wanted text) RETURNS TABLE (username text, password text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT rolname::text, rolpassword FROM pg_authid
  WHERE rolname = wanted AND rolcanlogin AND NOT rolsuper AND NOT rolreplication AND rolname <> 'ftw_owner'
$$;

REVOKE ALL ON FUNCTION pgbouncer.get_auth(text) FROM PUBLIC;

GRANT USAGE ON SCHEMA pgbouncer TO pgbouncer_auth;

GRANT EXECUTE ON FUNCTION pgbouncer.get_auth(text) TO pgbouncer_auth;
