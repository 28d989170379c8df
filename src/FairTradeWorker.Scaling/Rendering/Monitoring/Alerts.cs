using FairTradeWorker.Scaling.Plan;
using FairTradeWorker.Scaling.Rendering.Document;
using static FairTradeWorker.Scaling.Rendering.Monitoring.Alert;

namespace FairTradeWorker.Scaling.Rendering.Monitoring;

/// <summary>Everything that a person is told about, from the numbers of the plan.</summary>
internal static class Alerts
{
    private const string Ok = $"{Series.Duration}_count{{job=\"api\",instance=\"a\",http_route=\"/v1/jobs\",http_response_status_code=\"200\"}}";
    private const string Failed = $"{Series.Duration}_count{{job=\"api\",instance=\"a\",http_route=\"/v1/jobs\",http_response_status_code=\"503\"}}";

    /// <summary>Names of alerts, each once.</summary>
    public static IReadOnlyList<string> Names(ScalingPlan plan) =>
        [.. Of(plan, AlertTimes.Of(plan)).Append(PlanDiffers(plan, AlertTimes.Of(plan))).Select(alert => alert.Name).Distinct()];

    /// <summary>All but <see cref="PlanDiffers"/>.</summary>
    public static IReadOnlyList<Alert> Of(ScalingPlan plan, AlertTimes times) =>
    [
        .. ApiSlow(plan, times), .. ApiErrors(plan, times), .. ErrorBudgetBurning(plan, times), .. OfMachines(plan, times),
        .. OfDatabase(plan, times), .. Availability.Of(plan, times), CacheHitRatioLow(plan, times),
    ];

    private static IEnumerable<Alert> ApiSlow(ScalingPlan plan, AlertTimes times)
    {
        return [One(Warning, plan.Alerts.P95.Warning, times.WarningFor), One(Critical, plan.Alerts.P95.Critical, times.CriticalFor)];

        Alert One(string severity, TimeSpan limit, TimeSpan waits) => new(
            "ApiSlow", severity, $"{Series.P95} > {Seconds(limit)}", waits,
            "The API answers slowly.",
            $"The 95th percentile of the API is {{{{ $value | humanizeDuration }}}}, above {limit.ToPlanText()}.",
            // Twice the limit: one request in ten is that slow, and so is the 95th percentile.
            new(times.Window,
                Bucket(Seconds(limit), 60, 0), Bucket("10", 60, 60), Bucket("+Inf", 60, 60)));

        ExampleSeries Bucket(string bound, decimal good, decimal bad) =>
            new($"{Series.Duration}_bucket{{job=\"api\",instance=\"a\",http_route=\"/v1/jobs\",le=\"{bound}\"}}", good, bad, IsCounter: true);
    }

    private static IEnumerable<Alert> ApiErrors(ScalingPlan plan, AlertTimes times) => Pair(
        "ApiErrors", Series.ErrorPercent, plan.Alerts.ErrorPercent, times.WarningFor, times.CriticalFor,
        "The API answers with errors.", "{{ $value | humanize }} % of the answers are 5xx",
        limit => new(times.Window, new(Ok, 60, 60 - (0.6m * 2 * limit), IsCounter: true), new(Failed, 0, 0.6m * 2 * limit, IsCounter: true)));

    private static IEnumerable<Alert> ErrorBudgetBurning(ScalingPlan plan, AlertTimes times)
    {
        var budget = (100 - plan.Targets.UptimePercent) / 100;
        var burn = plan.Alerts.BudgetBurn;
        return [One(Warning, burn.Warning, times.BurnWarning), One(Critical, burn.Critical, times.BurnCritical)];

        Alert One(string severity, BurnRate rate, TimeSpan window)
        {
            var limit = (burn.FactorOf(rate) * budget).Text();
            return new(
                "ErrorBudgetBurning", severity,
                $"{Recording.LongErrorRatio(severity)} > {limit} and {Recording.ShortErrorRatio(severity)} > {limit}", times.PromptFor,
                "Errors use up what the uptime target allows.",
                $"At this rate {rate.Percent} % of the errors that {plan.Targets.UptimePercent.Text()} % uptime allows go within {PlanTable.Show(rate.Window)}; it is still going on.",
                new(times.ShortOf(window), new(Ok, 60, 0, IsCounter: true), new(Failed, 0, 60, IsCounter: true)));
        }
    }

    private static IEnumerable<Alert> OfMachines(ScalingPlan plan, AlertTimes times) =>
    [
        .. Pair("CpuHigh", Series.CpuPercent, plan.Alerts.CpuPercent, times.WarningFor, times.CriticalFor,
            "A process has hardly any CPU left.", "{{ $labels.job }} {{ $labels.instance }} uses {{ $value | humanize }} % of its CPU",
            limit => new(times.Window,
                new("dotnet_process_cpu_time_seconds_total{job=\"api\",instance=\"a\",cpu_mode=\"user\"}", 0, (decimal)times.Scrape.TotalSeconds * (limit + 5) / 100, IsCounter: true),
                new("ftw_process_cpu_limit{job=\"api\",instance=\"a\"}", 1, 1))),
        .. Pair("MemoryHigh", Series.MemoryPercent, plan.Alerts.MemoryPercent, times.WarningFor, times.CriticalFor,
            "A process has hardly any memory left.", "{{ $labels.job }} {{ $labels.instance }} uses {{ $value | humanize }} % of its memory",
            limit => new(TimeSpan.Zero,
                new("dotnet_process_memory_working_set_bytes{job=\"api\",instance=\"a\"}", 10, limit + 5),
                new("ftw_process_memory_limit_bytes{job=\"api\",instance=\"a\"}", 100, 100))),
    ];

    private static IEnumerable<Alert> OfDatabase(ScalingPlan plan, AlertTimes times) =>
    [
        .. Pair("PrimaryConnectionsHigh", Series.PrimaryConnections, plan.Alerts.PrimaryConnections, times.WarningFor, times.CriticalConnectionsFor,
            "The primary's connections run out.", $"{{{{ $value }}}} of {plan.Database.MaxConnections} planned connections to the primary are in use",
            limit => new(TimeSpan.Zero, new ExampleSeries("ftw_database_server_connections{job=\"worker\",instance=\"w\"}", 20, limit + 1))),
        .. Pair("DatabaseDiskFull", Series.DiskPercent, plan.Alerts.DiskPercent, times.WarningFor, times.CriticalFor,
            "The database's disk runs full.", "{{ $value | humanize }} % of the volume with the database are used",
            limit => new(TimeSpan.Zero,
                new("ftw_database_volume_used_bytes{job=\"worker\",instance=\"w\"}", 10, limit + 1),
                new("ftw_database_volume_size_bytes{job=\"worker\",instance=\"w\"}", 100, 100))),
    ];

    private static Alert CacheHitRatioLow(ScalingPlan plan, AlertTimes times) => new(
        "CacheHitRatioLow", Warning, $"{Series.CacheHitPercent} < {plan.Alerts.CacheHitPercent}", times.CacheHitFor,
        "The cache answers too few reads.",
        $"The cache answers {{{{ $value | humanize }}}} % of the reads, less than {plan.Alerts.CacheHitPercent} %; the database answers the others.",
        new(times.Window, new(Cache("hit"), 90, 30, IsCounter: true), new(Cache("miss"), 10, 70, IsCounter: true)));

    public static Alert PlanDiffers(ScalingPlan plan, AlertTimes times) => new(
        "PlanDiffers", Warning, $"ftw_plan_info{{fingerprint!=\"{plan.Fingerprint()}\"}} == 1", times.WarningFor,
        "A process obeys another scaling plan than the one that these rules were made from.",
        $"{{{{ $labels.job }}}} {{{{ $labels.instance }}}} runs with plan {{{{ $labels.fingerprint }}}}, the repository has {plan.Fingerprint()}.",
        new(TimeSpan.Zero,
            new(Info(plan.Fingerprint()), 1, 1), new(Info("another"), 0, 1)));

    private static IEnumerable<Alert> Pair(
        string name, string series, Threshold limits, TimeSpan warningFor, TimeSpan criticalFor, string summary, string what, Func<int, AlertExample> example) =>
    [
        new(name, Warning, $"{series} > {limits.Warning}", warningFor, summary, $"{what}, more than {limits.Warning}.", example(limits.Warning)),
        new(name, Critical, $"{series} > {limits.Critical}", criticalFor, summary, $"{what}, more than {limits.Critical}.", example(limits.Critical)),
    ];

    private static string Cache(string outcome) =>
        $"ftw_cache_requests_total{{job=\"api\",instance=\"a\",ftw_cache_kind=\"fresh-jobs\",ftw_cache_outcome=\"{outcome}\"}}";

    private static string Info(string fingerprint) => $"ftw_plan_info{{job=\"api\",instance=\"a\",phase=\"launch\",fingerprint=\"{fingerprint}\"}}";

    private static string Seconds(TimeSpan time) => ((decimal)time.TotalSeconds).Text();
}
