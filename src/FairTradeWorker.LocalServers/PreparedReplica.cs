namespace FairTradeWorker.LocalServers;

/// <summary>How to reach a standby of PostgreSQL, and what to start for it.</summary>
/// <param name="Number">From 1; the product reads it as <c>ConnectionStrings__PostgresReplica1</c> and so on.</param>
/// <param name="AppConnectionString">As the role of the API and the Worker; a standby takes no writes.</param>
/// <param name="Process">What to start, or null when a running server was given.</param>
/// <param name="Describe">One line for a person. Holds no password.</param>
public sealed record PreparedReplica(int Number, string AppConnectionString, LocalServerProcess? Process, string Describe)
{
    /// <summary>The standby as a role that may see whether it streams; null for a given server.</summary>
    internal string? MonitorConnectionString { get; init; }

    public override string ToString() => Describe;
}
