using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.Scaling;

/// <summary>How many database connections each process may open, so that all together stay below the server's limit.</summary>
public static class ConnectionBudget
{
    /// <summary>Processes that the plan's minimum comes to: API instances and workers.</summary>
    public static int FewestProcesses(ScalingPlan plan) => plan.Autoscaling.MinInstances + plan.Workers.Instances;

    /// <summary>Processes that the plan's maximum comes to.</summary>
    public static int MostProcesses(ScalingPlan plan) => plan.Autoscaling.MaxInstances + plan.Workers.Instances;

    /// <summary>
    /// The pool of one kind of work in one process. Behind a pooler it is a number of cheap client connections; without
    /// one, the process divides its part of <see cref="DatabaseLimits.ConnectionsWithoutPooler"/>.
    /// </summary>
    /// <param name="processes">How many processes run; only asked without a pooler.</param>
    /// <returns>Connections, at least 1.</returns>
    public static int PoolSize(ScalingPlan plan, DatabaseRole role, bool behindPooler, int processes)
    {
        var ofProcess = behindPooler ? plan.Database.PoolSizeBehindPooler : plan.Database.ConnectionsWithoutPooler / Math.Max(processes, 1);
        return Math.Max(ofProcess * role.PoolPercent / 100, 1);
    }

    /// <summary>Connections that one API process may open with all its pools together.</summary>
    public static int OfInstance(ScalingPlan plan, bool behindPooler, int processes) =>
        PoolSize(plan, plan.Database.Roles.Api, behindPooler, processes) +
        PoolSize(plan, plan.Database.Roles.Search, behindPooler, processes) +
        PoolSize(plan, plan.Database.Roles.Analytics, behindPooler, processes);

    /// <summary>
    /// Connections to the pooler that all processes together may open. An instance has its pools once for the primary
    /// and once for each replica, and the pooler is in front of all of them.
    /// </summary>
    public static int MostPoolerClients(ScalingPlan plan) => (1 + plan.Replicas.Count) * (
        (plan.Autoscaling.MaxInstances * OfInstance(plan, behindPooler: true, processes: 1)) +
        (plan.Workers.Instances * PoolSize(plan, plan.Database.Roles.Worker, behindPooler: true, processes: 1)));

    /// <summary>Server connections that nobody of the platform's own processes may take.</summary>
    public static int Reserved(DatabaseLimits database) =>
        database.ServerReservedConnections + database.MigratorConnections + database.OperatorConnections;
}
