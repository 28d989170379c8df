namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>The statements that make a fresh cluster ready; single-user mode takes one per line.</summary>
internal static class ClusterStatements
{
    /// <summary>
    /// Run in template1, so that every database made later knows the default privileges too.
    /// </summary>
    public static string For(ClusterCredentials credentials) => string.Join('\n',
    [
        $"ALTER ROLE postgres PASSWORD '{credentials.Superuser}';",
        $"CREATE ROLE ftw_owner LOGIN PASSWORD '{credentials.Owner}';",
        $"CREATE ROLE ftw_app LOGIN PASSWORD '{credentials.App}';",
        "ALTER DEFAULT PRIVILEGES FOR ROLE ftw_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ftw_app;",
        "ALTER DEFAULT PRIVILEGES FOR ROLE ftw_owner GRANT USAGE, SELECT ON SEQUENCES TO ftw_app;",
        "ALTER DEFAULT PRIVILEGES FOR ROLE ftw_owner GRANT USAGE ON SCHEMAS TO ftw_app;",
        .. ForDatabase(PostgresCluster.DatabaseName, "template1"),
        "",
    ]);

    /// <summary>Makes a database of the owner that only the product's roles may use.</summary>
    public static IReadOnlyList<string> ForDatabase(string name, string template) =>
    [
        $"CREATE DATABASE \"{name}\" OWNER ftw_owner TEMPLATE \"{template}\";",
        $"REVOKE ALL ON DATABASE \"{name}\" FROM PUBLIC;",
        $"GRANT CONNECT ON DATABASE \"{name}\" TO ftw_app;",
    ];
}
