namespace FairTradeWorker.Scaling.Plan;

/// <summary>How many instances of the API run. The other reason to add one is <see cref="Targets.ApiP95"/>.</summary>
/// <param name="Cooldown">Shortest time between two steps down.</param>
/// <param name="ClaimedUsersPerInstance">Concurrent users per instance that the plan was once calculated with; never measured.</param>
public sealed record Autoscaling(
    int MinInstances, int MaxInstances, int ScaleUpCpuPercent, int ScaleDownCpuPercent, TimeSpan Cooldown, int ClaimedUsersPerInstance);

/// <summary>What one API process gets, and what it grants to one client.</summary>
/// <param name="CpuMillicores">Thousandths of a core.</param>
/// <param name="RequestTimeout">Longest time that a request may take with all its attempts.</param>
/// <param name="KeepAliveTimeout">An idle connection is closed after it.</param>
/// <param name="ProbeInterval">How often an orchestrator asks for readiness.</param>
/// <param name="DrainDelay">Time between "not ready" and the end of accepting, so that balancers look away first.</param>
/// <param name="ShutdownTimeout">Longest time for what is still running when the process has been asked to stop.</param>
public sealed record InstanceLimits(
    int CpuMillicores,
    int MemoryMebibytes,
    TimeSpan RequestTimeout,
    TimeSpan RequestHeadersTimeout,
    TimeSpan KeepAliveTimeout,
    int MaxHeaderBytes,
    int MaxJsonBodyBytes,
    TimeSpan ProbeInterval,
    TimeSpan DrainDelay,
    TimeSpan ShutdownTimeout);

/// <summary>The processes that do what no user waits for.</summary>
/// <param name="Instances">How many run in production.</param>
/// <param name="OutboxLease">A message that a worker has claimed is another's after it.</param>
/// <param name="OutboxGiveUpAfter">Age at which a message that cannot be delivered becomes a dead letter.</param>
/// <param name="DeleteBatch">Most old rows that one transaction removes.</param>
public sealed record WorkerLimits(
    int Instances,
    TimeSpan OutboxPoll,
    int OutboxBatch,
    int OutboxParallelism,
    TimeSpan OutboxLease,
    TimeSpan OutboxFirstRetry,
    TimeSpan OutboxLongestRetry,
    TimeSpan OutboxGiveUpAfter,
    int DeleteBatch);
