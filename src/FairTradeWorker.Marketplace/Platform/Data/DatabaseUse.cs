using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>
/// What a pool of connections is for: which part of the plan it obeys, and as whom it logs in. Each has connections of
/// its own, so that none can starve another.
/// </summary>
internal sealed record DatabaseUse(string Name, Func<DatabaseRoles, DatabaseRole> Limits, Func<DatabaseUsers, DatabaseUser?> User)
{
    /// <summary>Short statements that a user waits for.</summary>
    public static readonly DatabaseUse Api = new("api", roles => roles.Api, users => users.Api);

    /// <summary>Text search, whose cost depends on what people type.</summary>
    public static readonly DatabaseUse Search = new("search", roles => roles.Search, users => users.Search);

    /// <summary>Counting over many rows.</summary>
    public static readonly DatabaseUse Analytics = new("analytics", roles => roles.Analytics, users => users.Analytics);

    /// <summary>What no user waits for.</summary>
    public static readonly DatabaseUse Worker = new("worker", roles => roles.Worker, users => users.Worker);

    /// <summary>Asking a server how it is.</summary>
    public static readonly DatabaseUse Probe = new("probe", roles => roles.Api, users => users.Api);

    /// <summary>
    /// Migrations: as the connection string's own user, who owns the tables; for as long as it takes; on few connections.
    /// </summary>
    public static readonly DatabaseUse Migrator = new("migrator", roles => roles.Worker, _ => null);
}
