namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>The statements that make databases; the rest is <see cref="ClusterRoles"/>.</summary>
internal static class ClusterStatements
{
    /// <summary>For a fresh cluster, before its first start; single-user mode takes one per line.</summary>
    public static string For(ClusterCredentials credentials) => string.Join('\n',
    [
        $"ALTER ROLE postgres PASSWORD '{credentials.Superuser}';",
        $"CREATE DATABASE \"{PostgresCluster.DatabaseName}\";",
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
