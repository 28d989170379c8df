using FairTradeWorker.Scaling.Plan;
using static FairTradeWorker.Scaling.Rendering.Document.PlanTable;

namespace FairTradeWorker.Scaling.Rendering.Document;

/// <summary>Connections: who opens how many, and how long anybody waits.</summary>
internal static class DatabaseTables
{
    public static IEnumerable<PlanTable> Of(ScalingPlan plan) => [Database(plan.Database), Roles(plan), Pooler(plan.Pooler), Replicas(plan.Replicas), Sums(plan)];

    private static PlanTable Database(DatabaseLimits database) => OfKeys("database",
        ("minConnections", database.MinConnections, "server connections kept open"),
        ("maxConnections", database.MaxConnections, "server connections of the whole platform on the primary"),
        ("connectionsWithoutPooler", database.ConnectionsWithoutPooler, "for all processes together where there is no PgBouncer"),
        ("serverMaxConnections", database.ServerMaxConnections, "PostgreSQL's `max_connections`"),
        ("serverReservedConnections", database.ServerReservedConnections, "of these for superusers"),
        ("migratorConnections", database.MigratorConnections, "of these for the migrator"),
        ("operatorConnections", database.OperatorConnections, "of these for operators, exporters and backups"),
        ("connectTimeout", database.ConnectTimeout, "for opening a connection where nobody waits for it"),
        ("idleTimeout", database.IdleTimeout, "an unused pooled connection is closed after it"),
        ("transactionAttempts", database.TransactionAttempts, "times that a transaction is tried that lost against another"),
        ("maxRows", database.MaxRows, "rows that one query may bring into memory"),
        ("preparedStatements", database.PreparedStatements, "statements that a connection keeps prepared, where it can"),
        ("poolSizeBehindPooler", database.PoolSizeBehindPooler, "connections of one process to PgBouncer"));

    private static PlanTable Roles(ScalingPlan plan)
    {
        var roles = plan.Database.Roles;
        return new(
            "roles",
            ["kind of work", "% of a process's pool", "waits for a connection", "statement", "lock", "idle in a transaction"],
            [Role("api", roles.Api), Role("search", roles.Search), Role("worker", roles.Worker), Role("analytics", roles.Analytics)]);
    }

    private static string[] Role(string name, DatabaseRole role) =>
    [
        $"`{name}`", Show(role.PoolPercent), Show(role.AcquireTimeout), Show(role.StatementTimeout), Show(role.LockTimeout),
        Show(role.IdleInTransactionTimeout),
    ];

    private static PlanTable Pooler(PoolerLimits pooler) => OfKeys("pooler",
        ("poolMode", pooler.PoolMode, "a server connection belongs to a client for one transaction"),
        ("minPoolSize", pooler.MinPoolSize, "server connections kept for each pair of database and user that is in use"),
        ("defaultPoolSize", pooler.DefaultPoolSize, "server connections of such a pair"),
        ("reservePoolSize", pooler.ReservePoolSize, "further ones of a pair whose clients have waited"),
        ("reservePoolTimeout", pooler.ReservePoolTimeout, "for so long"),
        ("maxDbConnections", pooler.MaxDbConnections, "server connections of one database, all users together"),
        ("maxClientConnections", pooler.MaxClientConnections, "clients"),
        ("queryWaitTimeout", pooler.QueryWaitTimeout, "longest wait of a client for a server connection"),
        ("serverLifetime", pooler.ServerLifetime, "a server connection is replaced after it"),
        ("maxPreparedStatements", pooler.MaxPreparedStatements, "statements kept prepared for each server connection; from PgBouncer 1.21"));

    private static PlanTable Replicas(ReplicaLimits replicas) => OfKeys("replicas",
        ("count", replicas.Count, "streaming standbys"),
        ("browsing", replicas.Browsing, "number of the one that answers job lists and search"),
        ("analytics", replicas.Analytics, "number of the one that answers reports"),
        ("maxStaleness", replicas.MaxStaleness, "one that is further behind is not asked"),
        ("backBelow", replicas.BackBelow, "it is asked again when it is less behind than this"),
        ("backAfter", replicas.BackAfter, "for so long"),
        ("poll", replicas.Poll, "between two looks at how far behind it is"),
        ("rememberWriteFor", replicas.RememberWriteFor, "a user's last write decides so long where he reads"));

    private static PlanTable Sums(ScalingPlan plan)
    {
        var (fewest, most) = (ConnectionBudget.FewestProcesses(plan), ConnectionBudget.MostProcesses(plan));
        return new(
            "connectionBudget",
            ["connections", "number", "limit"],
            [
                [$"of {most} processes to PgBouncer, at most", Show(ConnectionBudget.MostPoolerClients(plan)), $"{Show(plan.Pooler.MaxClientConnections)} (`pooler.maxClientConnections`)"],
                ["of PgBouncer to the primary, at most", Show(plan.Pooler.MaxDbConnections), $"{Show(plan.Database.MaxConnections)} (`database.maxConnections`)"],
                ["on the primary, with superusers, migrator and operators", Show(plan.Database.MaxConnections + ConnectionBudget.Reserved(plan.Database)),
                    $"{Show(plan.Database.ServerMaxConnections)} (`database.serverMaxConnections`)"],
                [$"of one of {fewest} API processes without PgBouncer", Show(ConnectionBudget.OfInstance(plan, behindPooler: false, fewest)),
                    $"{Show(plan.Database.ConnectionsWithoutPooler)} of all (`database.connectionsWithoutPooler`)"],
            ]);
    }
}
