namespace FairTradeWorker.Benchmarks;

/// <summary>What one contender did in one round.</summary>
/// <param name="PerSecond">Requests.</param>
/// <param name="App">CPU time of the server for each request.</param>
internal sealed record Turn(double PerSecond, TimeSpan P50, TimeSpan P95, TimeSpan P99, TimeSpan App, TimeSpan Postgres, TimeSpan Redis)
{
    public TimeSpan All => App + Postgres + Redis;
}
