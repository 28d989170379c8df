namespace FairTradeWorker.LocalServers;

/// <summary>How to reach Redis, and what to start for it.</summary>
/// <param name="ConnectionString">A StackExchange.Redis configuration string.</param>
/// <param name="Process">What to start, or null when a running server was given.</param>
/// <param name="Describe">One line for a person: which server won and why. Holds no password.</param>
public sealed record PreparedRedis(string ConnectionString, LocalServerProcess? Process, string Describe)
{
    public override string ToString() => Describe;
}
