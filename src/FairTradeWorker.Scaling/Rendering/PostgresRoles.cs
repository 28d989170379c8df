using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.Scaling.Rendering;

/// <summary>The roles of a database, what they may do and how long the server lets them wait and work.</summary>
public static class PostgresRoles
{
    /// <summary>Owns the database and its tables; migrates.</summary>
    public const string Owner = Names.Owner;

    /// <summary>Reads and writes rows; the roles of the kinds of work are its members.</summary>
    public const string App = Names.App;

    /// <summary>Asks on behalf of PgBouncer for the hash of a role that wants to connect.</summary>
    public const string Pooler = Names.PoolerUser;

    public const string Api = "ftw_api";
    public const string Search = "ftw_search";
    public const string Worker = "ftw_worker";
    public const string Analytics = "ftw_analytics";

    /// <summary>The file that brings a database to <see cref="Statements"/>; may be run again after the plan has changed.</summary>
    public static string Render(ScalingPlan plan) =>
        $"""
        -- {RenderedFile.Notice}
        -- Run by a superuser in the database, before the first migration and whenever this file has changed. It makes no
        -- role that can log in: whoever runs this gives them LOGIN and their passwords.

        {string.Concat(Statements(plan).Select(statement => $"{statement};\n\n")).TrimEnd('\n')}

        """;

    /// <summary>One statement each; to be run in this order, as often as one likes.</summary>
    public static IReadOnlyList<string> Statements(ScalingPlan plan)
    {
        var roles = plan.Database.Roles;
        return
        [
            // Where an operator has made the owner already, the database is its own.
            $"""
            DO $$
            DECLARE
              wanted text;
            BEGIN
              FOREACH wanted IN ARRAY ARRAY['{Owner}', '{App}', '{Api}', '{Search}', '{Worker}', '{Analytics}', '{Pooler}'] LOOP
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
                  EXECUTE format('CREATE ROLE %I', wanted);
                END IF;
              END LOOP;
              EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
              EXECUTE format('ALTER DATABASE %I OWNER TO {Owner}', current_database());
              EXECUTE format('GRANT CONNECT ON DATABASE %I TO {App}, {Pooler}', current_database());
            END $$
            """,
            $"GRANT {App} TO {Api}, {Search}, {Worker}, {Analytics}",
            $"ALTER DEFAULT PRIVILEGES FOR ROLE {Owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {App}",
            $"ALTER DEFAULT PRIVILEGES FOR ROLE {Owner} GRANT USAGE, SELECT ON SEQUENCES TO {App}",
            $"ALTER DEFAULT PRIVILEGES FOR ROLE {Owner} GRANT USAGE ON SCHEMAS TO {App}",
            // Migrations and operators' tools, which come one at a time.
            $"ALTER ROLE {Owner} CONNECTION LIMIT {plan.Database.MigratorConnections}",
            .. TimeoutsOf(Api, roles.Api),
            .. TimeoutsOf(Search, roles.Search),
            .. TimeoutsOf(Worker, roles.Worker),
            .. TimeoutsOf(Analytics, roles.Analytics),
            // A net for whoever shares one role for all kinds of work: as wide as the most patient of them needs.
            .. TimeoutsOf(App, Widest([roles.Api, roles.Search, roles.Worker, roles.Analytics])),
            "CREATE SCHEMA IF NOT EXISTS pgbouncer",
            // PgBouncer may ask for the hash of a role that works through it, and of no other.
            $"""
            CREATE OR REPLACE FUNCTION pgbouncer.get_auth(wanted text) RETURNS TABLE (username text, password text)
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
              SELECT rolname::text, rolpassword FROM pg_authid
              WHERE rolname = wanted AND rolcanlogin AND NOT rolsuper AND NOT rolreplication AND rolname <> '{Owner}'
            $$
            """,
            "REVOKE ALL ON FUNCTION pgbouncer.get_auth(text) FROM PUBLIC",
            $"GRANT USAGE ON SCHEMA pgbouncer TO {Pooler}",
            $"GRANT EXECUTE ON FUNCTION pgbouncer.get_auth(text) TO {Pooler}",
        ];
    }

    private static IEnumerable<string> TimeoutsOf(string role, DatabaseRole limits) =>
    [
        $"ALTER ROLE {role} SET statement_timeout = '{limits.StatementTimeout.ToWholeMilliseconds()}ms'",
        $"ALTER ROLE {role} SET lock_timeout = '{limits.LockTimeout.ToWholeMilliseconds()}ms'",
        $"ALTER ROLE {role} SET idle_in_transaction_session_timeout = '{limits.IdleInTransactionTimeout.ToWholeMilliseconds()}ms'",
    ];

    private static DatabaseRole Widest(IReadOnlyList<DatabaseRole> all) => new(
        all.Max(role => role.PoolPercent), all.Max(role => role.AcquireTimeout), all.Max(role => role.StatementTimeout),
        all.Max(role => role.LockTimeout), all.Max(role => role.IdleInTransactionTimeout));
}
