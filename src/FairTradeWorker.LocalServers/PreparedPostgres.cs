using FairTradeWorker.LocalServers.Postgres;

namespace FairTradeWorker.LocalServers;

/// <summary>How to reach PostgreSQL, and what to start for it.</summary>
/// <param name="MigratorConnectionString">Direct, as the role that owns the database: migrations.</param>
/// <param name="AppConnectionString">As the role that only reads and writes rows: the API and the Worker.</param>
/// <param name="Process">What to start, or null when a running server was given.</param>
/// <param name="Describe">One line for a person: which server won and why. Holds no password.</param>
public sealed record PreparedPostgres(
    string MigratorConnectionString, string AppConnectionString, LocalServerProcess? Process, string Describe)
{
    /// <summary>The standbys that follow it; none unless they were asked for.</summary>
    public IReadOnlyList<PreparedReplica> Replicas { get; init; } = [];

    /// <summary>The passwords of a local server's roles; null for a given one.</summary>
    internal ClusterCredentials? Credentials { get; init; }

    public override string ToString() => Describe;
}
