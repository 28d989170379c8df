using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.Scaling.Rendering;

/// <summary>What orchestrators are told about our processes, made from several numbers of the plan.</summary>
internal static class ProcessLimits
{
    /// <summary>
    /// From the request to stop until the kill: the process first lets balancers look away, then ends what runs. One
    /// probe more, so that the kill never comes before the process's own limit.
    /// </summary>
    public static int GraceSeconds(InstanceLimits instance) =>
        (int)Math.Ceiling((instance.DrainDelay + instance.ShutdownTimeout + instance.ProbeInterval).TotalSeconds);

    /// <summary>A probe may wait for a database connection as long as a request may.</summary>
    public static int ProbeTimeoutSeconds(ScalingPlan plan) => (int)Math.Ceiling(plan.Database.Roles.Api.AcquireTimeout.TotalSeconds);

    /// <summary>Probes until a process that waits for the migrator is given up: ten times the migrator's patience for one connection.</summary>
    public static int StartupProbes(ScalingPlan plan) =>
        (int)Math.Ceiling(10 * plan.Database.ConnectTimeout / plan.Instance.ProbeInterval);

    /// <summary>Memory of Redis: what it may keep, and half as much again for itself and its clients' buffers.</summary>
    public static int RedisMebibytes(RedisLimits redis) => redis.MaxMemoryMebibytes * 3 / 2;
}
