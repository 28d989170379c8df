namespace FairTradeWorker.Scaling.Rendering;

/// <summary>Names and ports that several rendered files must agree on. Numbers of the plan are never here.</summary>
internal static class Names
{
    public const string Database = "fairtradeworker";
    public const string Owner = "ftw_owner";
    public const string App = "ftw_app";
    public const string Replicator = "ftw_replicator";
    public const string PoolerUser = "pgbouncer_auth";
    public const string PoolerMonitor = "pgbouncer_stats";

    public const int HttpPort = 8080;

    /// <summary>Where the API and the Worker answer /metrics; no balancer leads to it.</summary>
    public const int ManagementPort = 9464;

    public const int PostgresPort = 5432;
    public const int PoolerPort = 6432;
    public const int RedisPort = 6379;
    public const int PrometheusPort = 9090;
    public const int AlertmanagerPort = 9093;

    /// <summary>The database of a replica as PgBouncer's clients name it.</summary>
    public static string ReplicaDatabase(int number) => $"{Database}_replica{number}";

    /// <summary>How the API and the Worker reach the database; the password stands in a variable of the platform.</summary>
    /// <param name="replica">0 for the primary.</param>
    public static string AppConnection(string password, int replica = 0) =>
        $"Host=pgbouncer;Port={PoolerPort};Database={(replica == 0 ? Database : ReplicaDatabase(replica))};Username={App};Password={password};No Reset On Close=true";

    /// <summary>How the migrator does, past the pooler: its locks need a session of their own.</summary>
    public static string OwnerConnection(string host, string password) =>
        $"Host={host};Port={PostgresPort};Database={Database};Username={Owner};Password={password}";
}
