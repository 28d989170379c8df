-- Rendered from infrastructure/scaling.json by: dotnet run --project src/FairTradeWorker.Ops -- render
-- Run by a superuser in the database, before the first migration and whenever this file has changed. It makes no
-- role that can log in: whoever runs this gives them LOGIN and their passwords.

DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['ftw_owner', 'ftw_app', 'ftw_api', 'ftw_search', 'ftw_worker', 'ftw_analytics', 'pgbouncer_auth'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I', wanted);
    END IF;
  END LOOP;
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('ALTER DATABASE %I OWNER TO ftw_owner', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO ftw_app, pgbouncer_auth', current_database());
END $$;

GRANT ftw_app TO ftw_api, ftw_search, ftw_worker, ftw_analytics;

ALTER DEFAULT PRIVILEGES FOR ROLE ftw_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ftw_app;

ALTER DEFAULT PRIVILEGES FOR ROLE ftw_owner GRANT USAGE, SELECT ON SEQUENCES TO ftw_app;

ALTER DEFAULT PRIVILEGES FOR ROLE ftw_owner GRANT USAGE ON SCHEMAS TO ftw_app;

ALTER ROLE ftw_owner CONNECTION LIMIT 5;

ALTER ROLE ftw_api SET statement_timeout = '8000ms';

ALTER ROLE ftw_api SET lock_timeout = '4000ms';

ALTER ROLE ftw_api SET idle_in_transaction_session_timeout = '10000ms';

ALTER ROLE ftw_search SET statement_timeout = '1000ms';

ALTER ROLE ftw_search SET lock_timeout = '500ms';

ALTER ROLE ftw_search SET idle_in_transaction_session_timeout = '10000ms';

ALTER ROLE ftw_worker SET statement_timeout = '30000ms';

ALTER ROLE ftw_worker SET lock_timeout = '10000ms';

ALTER ROLE ftw_worker SET idle_in_transaction_session_timeout = '60000ms';

ALTER ROLE ftw_analytics SET statement_timeout = '30000ms';

ALTER ROLE ftw_analytics SET lock_timeout = '4000ms';

ALTER ROLE ftw_analytics SET idle_in_transaction_session_timeout = '60000ms';

ALTER ROLE ftw_app SET statement_timeout = '30000ms';

ALTER ROLE ftw_app SET lock_timeout = '10000ms';

ALTER ROLE ftw_app SET idle_in_transaction_session_timeout = '60000ms';

CREATE SCHEMA IF NOT EXISTS pgbouncer;

CREATE OR REPLACE FUNCTION pgbouncer.get_auth(wanted text) RETURNS TABLE (username text, password text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT rolname::text, rolpassword FROM pg_authid
  WHERE rolname = wanted AND rolcanlogin AND NOT rolsuper AND NOT rolreplication AND rolname <> 'ftw_owner'
$$;

REVOKE ALL ON FUNCTION pgbouncer.get_auth(text) FROM PUBLIC;

GRANT USAGE ON SCHEMA pgbouncer TO pgbouncer_auth;

GRANT EXECUTE ON FUNCTION pgbouncer.get_auth(text) TO pgbouncer_auth;
