namespace FairTradeWorker.Scaling.Rules;

using static PlanRules;

/// <summary>Whoever waits inside another's wait gives up first; a target lies before its warning, this before the alarm.</summary>
internal static class TimeRules
{
    public static IEnumerable<string> Broken(ScalingPlan plan) =>
        [.. OfAlerts(plan), .. OfDatabase(plan), .. OfBreakers(plan), .. OfInstances(plan), .. OfTheRest(plan)];

    private static IEnumerable<string> OfAlerts(ScalingPlan plan)
    {
        var alerts = plan.Alerts;
        return
        [
            .. Rising("alerts.p95", alerts.P95.Warning, alerts.P95.Critical),
            .. Rising("alerts.errorPercent", alerts.ErrorPercent.Warning, alerts.ErrorPercent.Critical),
            .. Rising("alerts.cpuPercent", alerts.CpuPercent.Warning, alerts.CpuPercent.Critical),
            .. Rising("alerts.primaryConnections", alerts.PrimaryConnections.Warning, alerts.PrimaryConnections.Critical),
            .. Rising("alerts.memoryPercent", alerts.MemoryPercent.Warning, alerts.MemoryPercent.Critical),
            .. Rising("alerts.diskPercent", alerts.DiskPercent.Warning, alerts.DiskPercent.Critical),
            .. Unless(plan.Targets.ApiP50 < plan.Targets.ApiP95, "targets.apiP50 is not below targets.apiP95"),
            .. Unless(plan.Targets.ApiP95 < alerts.P95.Warning, "targets.apiP95 is not below alerts.p95.warning"),
            .. Unless(plan.Targets.ErrorPercent < alerts.ErrorPercent.Warning, "targets.errorPercent is not below alerts.errorPercent.warning"),
            .. Unless(alerts.CriticalFor < alerts.WarningFor, "alerts.criticalFor is not below alerts.warningFor"),
            .. Rising("alerts.outboxLag", alerts.OutboxLag.Warning, alerts.OutboxLag.Critical),
            .. Unless(alerts.BudgetBurn.Critical.Window < alerts.BudgetBurn.Warning.Window && alerts.BudgetBurn.Warning.Window < alerts.BudgetBurn.Period,
                "alerts.budgetBurn: the windows of critical, of warning and the period do not rise"),
            .. Unless(alerts.BudgetBurn.FactorOf(alerts.BudgetBurn.Warning) < alerts.BudgetBurn.FactorOf(alerts.BudgetBurn.Critical),
                "alerts.budgetBurn.warning is not slower than critical"),
            .. Unless(2 * plan.Telemetry.ScrapeInterval <= alerts.PromptFor, "alerts.promptFor is too short for two scrapes"),
            .. Unless(alerts.WarningFor < alerts.RepeatAfter, "alerts.repeatAfter is not above warningFor"),
            .. Unless(plan.Telemetry.ScrapeInterval <= plan.Telemetry.LongestScrapeInterval,
                "telemetry.scrapeInterval is above longestScrapeInterval"),
            .. Unless(2 * plan.Telemetry.ScrapeInterval <= alerts.CriticalConnectionsFor,
                "alerts.criticalConnectionsFor is too short for two scrapes"),
        ];
    }

    private static IEnumerable<string> OfDatabase(ScalingPlan plan)
    {
        var (api, breaker) = (plan.Database.Roles.Api, plan.Breakers.Database);
        return
        [
            .. Unless(api.StatementTimeout < breaker.AttemptTimeout,
                "database.roles.api.statementTimeout is not below breakers.database.attemptTimeout"),
            .. Unless(api.AcquireTimeout < api.StatementTimeout, "database.roles.api.acquireTimeout is not below statementTimeout"),
            .. Unless(api.LockTimeout < api.StatementTimeout, "database.roles.api.lockTimeout is not below statementTimeout"),
            .. Unless(plan.Pooler.QueryWaitTimeout < breaker.AttemptTimeout,
                "pooler.queryWaitTimeout is not below breakers.database.attemptTimeout"),
            .. Unless(plan.Database.Roles.Worker.StatementTimeout < plan.Workers.OutboxLease,
                "database.roles.worker.statementTimeout is not below workers.outboxLease"),
        ];
    }

    private static IEnumerable<string> OfBreakers(ScalingPlan plan) =>
        plan.Breakers.All.SelectMany(breaker => Unless(
            breaker.Value.AttemptTimeout * breaker.Value.Tries <= plan.Instance.RequestTimeout,
            $"breakers.{breaker.Key}: {breaker.Value.Tries} tries of {breaker.Value.AttemptTimeout.ToPlanText()} are longer than " +
            $"instance.requestTimeout ({plan.Instance.RequestTimeout.ToPlanText()})"));

    private static IEnumerable<string> OfInstances(ScalingPlan plan) =>
    [
        .. Unless(plan.Instance.DrainDelay < plan.Instance.ShutdownTimeout, "instance.drainDelay is not below shutdownTimeout"),
        .. Unless(plan.Instance.RequestTimeout <= plan.Instance.ShutdownTimeout, "instance.requestTimeout is above shutdownTimeout"),
    ];

    private static IEnumerable<string> OfTheRest(ScalingPlan plan) =>
    [
        .. Unless(plan.Redis.Patience < plan.Targets.ApiP50, "redis.patience is not below targets.apiP50"),
        .. Unless(plan.Redis.Patience < plan.Redis.OpenFor, "redis.patience is not below openFor"),
        .. Unless(2 * plan.Streams.Renewal <= plan.Streams.Expiry, "streams.expiry does not leave time for two renewals"),
        .. Unless(plan.Workers.OutboxFirstRetry < plan.Workers.OutboxLongestRetry, "workers.outboxFirstRetry is not below outboxLongestRetry"),
        .. Unless(plan.Replicas.Poll < plan.Replicas.MaxStaleness, "replicas.poll is not below maxStaleness"),
        .. Unless(2 * plan.Replicas.MaxStaleness < plan.Replicas.RememberWriteFor,
            "replicas.rememberWriteFor is not above twice maxStaleness, within which a lagging replica is noticed"),
        .. Unless(plan.Replicas.BackBelow < plan.Replicas.MaxStaleness, "replicas.backBelow is not below maxStaleness"),
        .. Unless(plan.Caches.HotPage < plan.Caches.FreshJobs, "caches.hotPage is not below freshJobs"),
    ];

    private static IEnumerable<string> Rising<T>(string key, T warning, T critical)
        where T : IComparable<T> =>
        Unless(warning.CompareTo(critical) < 0, $"{key}.warning is not below {key}.critical");
}
