using FairTradeWorker.LocalServers.Pooler;
using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.Scaling.Rendering;

namespace FairTradeWorker.LocalServers;

/// <summary>How to reach PostgreSQL through PgBouncer, and what to start for it.</summary>
public sealed class PreparedPooler
{
    private readonly ClusterCredentials credentials;

    internal PreparedPooler(LocalServerProcess process, ClusterCredentials credentials, bool keepsPreparedStatements, string describe)
    {
        this.credentials = credentials;
        (Process, KeepsPreparedStatements, Describe) = (process, keepsPreparedStatements, describe);
    }

    public LocalServerProcess Process { get; }

    /// <summary>False before version 1.21: clients must not prepare statements.</summary>
    public bool KeepsPreparedStatements { get; }

    /// <summary>One line for a person. Holds no password.</summary>
    public string Describe { get; }

    /// <summary>Who may read the statistics from the console.</summary>
    public static string MonitorName => PgBouncerFolder.Monitor;

    public string MonitorPassword => credentials.PoolerMonitor;

    /// <summary>The way to the primary (0) or to a standby (1 and more).</summary>
    public string ConnectionString(int replica = 0, PostgresRole role = PostgresRole.App) =>
        credentials.ConnectionString(Process.Port, PoolerSetup.DatabaseOf(replica), role);

    public override string ToString() => Describe;
}
