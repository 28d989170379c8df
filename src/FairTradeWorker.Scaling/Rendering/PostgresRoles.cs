using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.Scaling.Rendering;

/// <summary>The roles of a new database and what they may do. Passwords and the right to log in are given later.</summary>
internal static class PostgresRoles
{
    public static string Render(ScalingPlan plan) =>
        $"""
        -- {RenderedFile.Notice}
        -- Run once by a superuser in the new database, before the first migration. No role can log in yet: whoever runs
        -- this gives them their passwords.

        {string.Concat(Statements(plan).Select(statement => $"{statement};\n\n")).TrimEnd('\n')}

        """;

    /// <summary>One statement each; run in this order.</summary>
    public static IReadOnlyList<string> Statements(ScalingPlan plan)
    {
        var database = plan.Database;
        var (statement, locks, idle) = Longest(database.Roles);
        return
        [
            // Where an operator has made the owner already, the database is its own.
            $"""
            DO $$ BEGIN
              IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Names.Owner}') THEN CREATE ROLE {Names.Owner}; END IF;
              IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Names.App}') THEN CREATE ROLE {Names.App}; END IF;
              IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Names.PoolerUser}') THEN CREATE ROLE {Names.PoolerUser}; END IF;
              EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
              EXECUTE format('ALTER DATABASE %I OWNER TO {Names.Owner}', current_database());
              EXECUTE format('GRANT CONNECT ON DATABASE %I TO {Names.App}, {Names.PoolerUser}', current_database());
            END $$
            """,
            $"ALTER DEFAULT PRIVILEGES FOR ROLE {Names.Owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {Names.App}",
            $"ALTER DEFAULT PRIVILEGES FOR ROLE {Names.Owner} GRANT USAGE, SELECT ON SEQUENCES TO {Names.App}",
            $"ALTER DEFAULT PRIVILEGES FOR ROLE {Names.Owner} GRANT USAGE ON SCHEMAS TO {Names.App}",
            // Nets below the clients' own timeouts, as wide as the most patient kind of work needs: all share one role.
            $"ALTER ROLE {Names.App} SET statement_timeout = '{statement.ToWholeMilliseconds()}ms'",
            $"ALTER ROLE {Names.App} SET lock_timeout = '{locks.ToWholeMilliseconds()}ms'",
            $"ALTER ROLE {Names.App} SET idle_in_transaction_session_timeout = '{idle.ToWholeMilliseconds()}ms'",
            $"ALTER ROLE {Names.Owner} CONNECTION LIMIT {database.MigratorConnections}",
            "CREATE SCHEMA pgbouncer",
            // PgBouncer may ask for the hash of a role that works through it, and of no other.
            $"""
            CREATE FUNCTION pgbouncer.get_auth(wanted text) RETURNS TABLE (username text, password text)
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
              SELECT rolname::text, rolpassword FROM pg_authid
              WHERE rolname = wanted AND rolcanlogin AND NOT rolsuper AND NOT rolreplication AND rolname <> '{Names.Owner}'
            $$
            """,
            "REVOKE ALL ON FUNCTION pgbouncer.get_auth(text) FROM PUBLIC",
            $"GRANT USAGE ON SCHEMA pgbouncer TO {Names.PoolerUser}",
            $"GRANT EXECUTE ON FUNCTION pgbouncer.get_auth(text) TO {Names.PoolerUser}",
        ];
    }

    private static (TimeSpan Statement, TimeSpan Lock, TimeSpan Idle) Longest(DatabaseRoles roles)
    {
        DatabaseRole[] all = [roles.Api, roles.Search, roles.Worker, roles.Analytics];
        return (all.Max(role => role.StatementTimeout), all.Max(role => role.LockTimeout), all.Max(role => role.IdleInTransactionTimeout));
    }
}
