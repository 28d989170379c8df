using FairTradeWorker.Scaling;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>What a throw-away PostgreSQL server for tests is like.</summary>
public sealed record PostgresServerOptions
{
    /// <summary>True keeps fsync on, for tests of durability; false (the default) is several times faster.</summary>
    public bool Durable { get; init; }

    /// <summary>Server connections: as many as the plan gives a server.</summary>
    public int MaxConnections { get; init; } = ScalingPlan.Load().Database.ServerMaxConnections;

    /// <summary>Says how patient the roles are.</summary>
    public ScalingPlan Plan { get; init; } = ScalingPlan.Load();

    /// <summary>A folder with initdb and postgres, <c>embedded</c> for the npm package, or null to search.</summary>
    public string? BinFolder { get; init; } = Environment.GetEnvironmentVariable("FTW_PG_BIN");

    /// <summary>Further settings by their PostgreSQL names, such as <c>wal_level</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
