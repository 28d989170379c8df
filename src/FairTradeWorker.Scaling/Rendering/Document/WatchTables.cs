using FairTradeWorker.Scaling.Plan;
using static FairTradeWorker.Scaling.Rendering.Document.PlanTable;

namespace FairTradeWorker.Scaling.Rendering.Document;

/// <summary>When a failing dependency is left alone, and when a person is told.</summary>
internal static class WatchTables
{
    public static IEnumerable<PlanTable> Of(ScalingPlan plan) => [Breakers(plan.Breakers), Alerts(plan.Alerts), Telemetry(plan.Telemetry)];

    private static PlanTable Breakers(BreakerLimits breakers) => new(
        "breakers",
        ["dependency", "failures in a row that open it", "longest attempt", "open for", "good calls that close it", "attempts of one request"],
        [
            .. breakers.All.Select(breaker => new[]
            {
                $"`{breaker.Key}`", Show(breaker.Value.Failures), Show(breaker.Value.AttemptTimeout), Show(breaker.Value.OpenFor),
                Show(breaker.Value.Successes), Show(breaker.Value.Tries),
            }),
        ]);

    private static PlanTable Alerts(AlertThresholds alerts)
    {
        var (warning, critical, prompt) = (Show(alerts.WarningFor), Show(alerts.CriticalFor), Show(alerts.PromptFor));
        string[] Row(string key, string what, Threshold threshold, string criticalFor) =>
            [$"`{key}`", what, $"{Show(threshold.Warning)} for {warning}", $"{Show(threshold.Critical)} for {criticalFor}"];
        return new(
            "alerts",
            ["key", "measured", "warning above", "critical above"],
            [
                ["`p95`", "95th percentile of the API", $"{Show(alerts.P95.Warning)} for {warning}", $"{Show(alerts.P95.Critical)} for {critical}"],
                Row("errorPercent", "percent of answers with a 5xx status", alerts.ErrorPercent, critical),
                Row("cpuPercent", "percent of the CPU", alerts.CpuPercent, critical),
                Row("primaryConnections", "server connections in use on the primary", alerts.PrimaryConnections, Show(alerts.CriticalConnectionsFor)),
                Row("memoryPercent", "percent of the memory", alerts.MemoryPercent, critical),
                Row("diskPercent", "percent of the disk", alerts.DiskPercent, critical),
                ["`cacheHitPercent`", "percent of reads that the cache answers", $"below {Show(alerts.CacheHitPercent)} for {Show(alerts.CacheHitFor)}", "never"],
                ["`outboxLag`", "age of the oldest message that waits in the outbox", $"{Show(alerts.OutboxLag.Warning)} for {prompt}", $"{Show(alerts.OutboxLag.Critical)} for {prompt}"],
                ["`budgetBurn`", $"share of the errors that `targets.uptimePercent` allows in {Show(alerts.BudgetBurn.Period)}", Burn(alerts.BudgetBurn.Warning), Burn(alerts.BudgetBurn.Critical)],
                ["`promptFor`", "a process, Redis or a replica is away; dead letters", $"for {prompt}", "when nobody is left"],
                ["`repeatAfter`", "whoever was told is told again", $"after {Show(alerts.RepeatAfter)}", $"after {Show(alerts.RepeatAfter)}"],
            ]);

        string Burn(BurnRate rate) => $"{Show(rate.Percent)} percent within {Show(rate.Window)}";
    }

    private static PlanTable Telemetry(TelemetryLimits telemetry) => OfKeys("telemetry",
        ("scrapeInterval", telemetry.ScrapeInterval, "between two readings of a process's metrics"),
        ("longestScrapeInterval", telemetry.LongestScrapeInterval, "what operators were promised"),
        ("traceSamplePercent", telemetry.TraceSamplePercent, "percent of requests whose trace is recorded"));
}
