using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>What a pool of connections is for: which part of the plan it obeys, and as whom it logs in.</summary>
internal sealed record DatabaseUse(string Name, Func<DatabaseRoles, DatabaseRole> Limits, Func<DatabaseUsers, DatabaseUser?> User)
{
    public static readonly DatabaseUse Api = new("api", roles => roles.Api, users => users.Api);
    public static readonly DatabaseUse Worker = new("worker", roles => roles.Worker, users => users.Worker);

    /// <summary>
    /// Migrations: as the connection string's own user, who owns the tables; for as long as it takes; on few connections.
    /// </summary>
    public static readonly DatabaseUse Migrator = new("migrator", roles => roles.Worker, _ => null);
}
