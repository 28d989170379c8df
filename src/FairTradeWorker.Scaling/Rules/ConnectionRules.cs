using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.Scaling.Rules;

using static PlanRules;

/// <summary>Whoever opens connections stays below the limit of whoever must hold them.</summary>
internal static class ConnectionRules
{
    public static IEnumerable<string> Broken(ScalingPlan plan) =>
        [.. OfServer(plan), .. OfPooler(plan), .. WithoutPooler(plan), .. OfReplicas(plan)];

    private static IEnumerable<string> OfServer(ScalingPlan plan)
    {
        var (database, reserved) = (plan.Database, ConnectionBudget.Reserved(plan.Database));
        return
        [
            .. Unless(database.MaxConnections + reserved < database.ServerMaxConnections,
                $"database.maxConnections ({database.MaxConnections}) and what is reserved ({reserved}) are not below " +
                $"database.serverMaxConnections ({database.ServerMaxConnections})"),
            .. Unless(database.MinConnections < database.MaxConnections, "database.minConnections is not below maxConnections"),
            .. Unless(plan.Alerts.PrimaryConnections.Critical <= database.MaxConnections,
                "alerts.primaryConnections.critical can never be reached below database.maxConnections"),
        ];
    }

    private static IEnumerable<string> OfPooler(ScalingPlan plan)
    {
        var clients = ConnectionBudget.MostPoolerClients(plan);
        return
        [
            .. Unless(plan.Pooler.MaxDbConnections <= plan.Database.MaxConnections,
                "pooler.maxDbConnections is above database.maxConnections"),
            // PgBouncer has a pool for each user, and each kind of work is one.
            .. Unless(DatabaseRoles.Count * plan.Pooler.MinPoolSize < plan.Alerts.PrimaryConnections.Warning,
                $"pooler.minPoolSize of {DatabaseRoles.Count} users reaches alerts.primaryConnections.warning without any work"),
            .. Unless(DatabaseRoles.Count * plan.Pooler.DefaultPoolSize <= plan.Pooler.MaxDbConnections,
                $"pooler.defaultPoolSize of {DatabaseRoles.Count} users is above maxDbConnections"),
            .. Unless(plan.Pooler.MinPoolSize <= plan.Pooler.DefaultPoolSize, "pooler.minPoolSize is above defaultPoolSize"),
            .. Unless(plan.Pooler.DefaultPoolSize + plan.Pooler.ReservePoolSize <= plan.Pooler.MaxDbConnections,
                "pooler.defaultPoolSize and reservePoolSize are above maxDbConnections"),
            .. Unless(clients <= plan.Pooler.MaxClientConnections,
                $"{ConnectionBudget.MostProcesses(plan)} processes may open {clients} connections to the pooler, " +
                $"more than pooler.maxClientConnections ({plan.Pooler.MaxClientConnections})"),
        ];
    }

    private static IEnumerable<string> WithoutPooler(ScalingPlan plan)
    {
        var processes = ConnectionBudget.FewestProcesses(plan);
        var all = (plan.Autoscaling.MinInstances * ConnectionBudget.OfInstance(plan, behindPooler: false, processes)) +
            (plan.Workers.Instances * ConnectionBudget.PoolSize(plan, plan.Database.Roles.Worker, behindPooler: false, processes));
        return
        [
            .. Unless(plan.Database.ConnectionsWithoutPooler <= plan.Database.MaxConnections,
                "database.connectionsWithoutPooler is above maxConnections"),
            .. Unless(all <= plan.Database.ConnectionsWithoutPooler,
                $"without a pooler {processes} processes open {all} connections, more than " +
                $"database.connectionsWithoutPooler ({plan.Database.ConnectionsWithoutPooler})"),
        ];
    }

    private static IEnumerable<string> OfReplicas(ScalingPlan plan) =>
        Unless(plan.Replicas.Browsing <= plan.Replicas.Count && plan.Replicas.Analytics <= plan.Replicas.Count,
            "replicas.browsing or replicas.analytics names a replica beyond replicas.count");
}
