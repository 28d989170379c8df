using FairTradeWorker.Scaling.Rendering.Document;
using static FairTradeWorker.Scaling.Rendering.Monitoring.Alert;

namespace FairTradeWorker.Scaling.Rendering.Monitoring;

/// <summary>What is told when a part is away, or does not come after.</summary>
internal static class Availability
{
    private const string Processes = "up{job=~\"api|worker\"}";
    private const string Replicas = "ftw_database_node_in_rotation{ftw_database_node=~\"replica.*\"}";

    public static IEnumerable<Alert> Of(ScalingPlan plan, AlertTimes times) =>
        [.. InstanceDown(times), .. ReplicaBehind(plan, times), .. RedisGone(times), .. Outbox(plan, times)];

    private static IEnumerable<Alert> InstanceDown(AlertTimes times) =>
    [
        new("InstanceDown", Warning, $"{Processes} == 0", times.PromptFor,
            "A process does not answer.", "{{ $labels.job }} {{ $labels.instance }} has not answered /metrics.",
            new(TimeSpan.Zero, Up("api", "a", 0), Up("api", "b", 1), Up("worker", "w", 1))),
        new("InstanceDown", Critical,
            $"(count by (job) ({Processes} == 0) unless count by (job) ({Processes} == 1)) or absent(up{{job=\"api\"}}) or absent(up{{job=\"worker\"}})",
            times.PromptFor, "No process of a kind answers.", "Not one {{ $labels.job }} answers /metrics.",
            new(TimeSpan.Zero, Up("api", "a", 0), Up("worker", "w", 1))),
    ];

    private static IEnumerable<Alert> ReplicaBehind(ScalingPlan plan, AlertTimes times) =>
    [
        new("ReplicaBehind", Warning,
            $"max by (ftw_database_node) (ftw_database_replica_staleness_seconds) > {((decimal)plan.Replicas.MaxStaleness.TotalSeconds).Text()} or min by (ftw_database_node) ({Replicas}) == 0",
            times.PromptFor, "A replica is too far behind to be read from, or away.",
            "{{ $labels.ftw_database_node }} does not follow the primary; its readers go to other servers.",
            new(TimeSpan.Zero,
                new("ftw_database_replica_staleness_seconds{job=\"api\",instance=\"a\",ftw_database_node=\"replica1\"}", 0, (decimal)plan.Replicas.MaxStaleness.TotalSeconds + 1),
                Rotation("replica1", 1), Rotation("replica2", 1))),
        new("ReplicaBehind", Critical, $"max({Replicas}) == 0", times.PromptFor,
            "No replica can be read from.", "All readers go to the primary.",
            new(TimeSpan.Zero, Rotation("replica1", 0), Rotation("replica2", 0))),
    ];

    private static IEnumerable<Alert> RedisGone(AlertTimes times) =>
    [
        new("RedisGone", Warning, "min by (job, instance) (ftw_redis_available) == 0", times.PromptFor,
            "A process goes on without Redis.", "{{ $labels.job }} {{ $labels.instance }} limits and caches by itself.",
            new(TimeSpan.Zero, Redis("a", 0), Redis("b", 1))),
        new("RedisGone", Critical, "max(ftw_redis_available) == 0", times.CriticalFor,
            "Nobody has Redis.", "Quotas are local, caches hold for a second, live events come late.",
            new(TimeSpan.Zero, Redis("a", 0), Redis("b", 0))),
    ];

    private static IEnumerable<Alert> Outbox(ScalingPlan plan, AlertTimes times) =>
    [
        Lag(Warning, plan.Alerts.OutboxLag.Warning, times),
        Lag(Critical, plan.Alerts.OutboxLag.Critical, times),
        new("DeadLetters", Warning, "max(outbox_messages_dead) > 0", times.PromptFor,
            "Messages were given up.", "{{ $value }} messages of the outbox were tried for the whole time and are not delivered.",
            new(TimeSpan.Zero, new ExampleSeries("outbox_messages_dead{job=\"worker\",instance=\"w\"}", 0, 1))),
    ];

    private static Alert Lag(string severity, TimeSpan limit, AlertTimes times) => new(
        "OutboxLagging", severity, $"max(outbox_lag_seconds) > {((decimal)limit.TotalSeconds).Text()}", times.PromptFor,
        "The outbox is behind.", $"The oldest message has waited {{{{ $value | humanizeDuration }}}}, more than {PlanTable.Show(limit)}.",
        new(TimeSpan.Zero, new ExampleSeries("outbox_lag_seconds{job=\"worker\",instance=\"w\"}", 1, (decimal)limit.TotalSeconds + 1)));

    private static ExampleSeries Up(string job, string instance, decimal bad) => new($"up{{job=\"{job}\",instance=\"{instance}\"}}", 1, bad);

    private static ExampleSeries Rotation(string node, decimal bad) =>
        new($"ftw_database_node_in_rotation{{job=\"api\",instance=\"a\",ftw_database_node=\"{node}\"}}", 1, bad);

    private static ExampleSeries Redis(string instance, decimal bad) => new($"ftw_redis_available{{job=\"api\",instance=\"{instance}\"}}", 1, bad);
}
