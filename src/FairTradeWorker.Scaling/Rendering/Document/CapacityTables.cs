using static FairTradeWorker.Scaling.Rendering.Document.PlanTable;

namespace FairTradeWorker.Scaling.Rendering.Document;

/// <summary>How many processes run, what each gets, and what it grants.</summary>
internal static class CapacityTables
{
    public static IEnumerable<PlanTable> Of(ScalingPlan plan) => [Autoscaling(plan), Instance(plan), Workers(plan), Streams(plan)];

    private static PlanTable Autoscaling(ScalingPlan plan) => OfKeys("autoscaling",
        ("minInstances", plan.Autoscaling.MinInstances, "instances of the API at least"),
        ("maxInstances", plan.Autoscaling.MaxInstances, "at most"),
        ("scaleUpCpuPercent", plan.Autoscaling.ScaleUpCpuPercent, "percent of the CPU above which one is added; `targets.apiP95` is the other reason"),
        ("scaleDownCpuPercent", plan.Autoscaling.ScaleDownCpuPercent, "percent below which one is taken away"),
        ("cooldown", plan.Autoscaling.Cooldown, "shortest time between two steps down"),
        ("claimedUsersPerInstance", plan.Autoscaling.ClaimedUsersPerInstance, "users at the same time of one instance; a claim that nobody measured"));

    private static PlanTable Instance(ScalingPlan plan) => OfKeys("instance",
        ("cpuMillicores", plan.Instance.CpuMillicores, "thousandths of a core for one process"),
        ("memoryMebibytes", plan.Instance.MemoryMebibytes, "MiB of memory for it"),
        ("requestTimeout", plan.Instance.RequestTimeout, "longest time of a request with all its attempts"),
        ("requestHeadersTimeout", plan.Instance.RequestHeadersTimeout, "longest time for sending a request's headers"),
        ("keepAliveTimeout", plan.Instance.KeepAliveTimeout, "an idle connection is closed after it"),
        ("maxHeaderBytes", plan.Instance.MaxHeaderBytes, "bytes of all headers of a request"),
        ("maxJsonBodyBytes", plan.Instance.MaxJsonBodyBytes, "bytes of a JSON body"),
        ("probeInterval", plan.Instance.ProbeInterval, "between two questions of an orchestrator"),
        ("drainDelay", plan.Instance.DrainDelay, "between \"not ready\" and the end of accepting"),
        ("shutdownTimeout", plan.Instance.ShutdownTimeout, "for what is still running when the process has been asked to stop"));

    private static PlanTable Workers(ScalingPlan plan) => OfKeys("workers",
        ("instances", plan.Workers.Instances, "processes of the Worker"),
        ("outboxPoll", plan.Workers.OutboxPoll, "between two looks for work when there was none"),
        ("outboxBatch", plan.Workers.OutboxBatch, "messages claimed at once"),
        ("outboxParallelism", plan.Workers.OutboxParallelism, "messages handled side by side by one process"),
        ("outboxLease", plan.Workers.OutboxLease, "after it a claimed message is another process's"),
        ("outboxFirstRetry", plan.Workers.OutboxFirstRetry, "longest wait before the second attempt; doubles each time"),
        ("outboxLongestRetry", plan.Workers.OutboxLongestRetry, "up to this"),
        ("outboxGiveUpAfter", plan.Workers.OutboxGiveUpAfter, "age at which a message becomes a dead letter"),
        ("deleteBatch", plan.Workers.DeleteBatch, "old rows removed by one transaction"));

    private static PlanTable Streams(ScalingPlan plan) => OfKeys("streams",
        ("perUser", plan.Streams.PerUser, "open streams of one user over all instances"),
        ("eventsPerSecond", plan.Streams.EventsPerSecond, "events on one stream; the rest is coalesced"),
        ("renewal", plan.Streams.Renewal, "how often a stream says that it lives"),
        ("expiry", plan.Streams.Expiry, "a stream that has not said so for this long has ended"),
        ("pageSize", plan.Streams.PageSize, "events read at once"),
        ("pollWithoutSignals", plan.Streams.PollWithoutSignals, "how often the database is asked when no signal comes"),
        ("retention", plan.Streams.Retention, "how long an event can be asked for again"));
}
