namespace FairTradeWorker.Scaling.Rendering.Monitoring;

/// <summary>A value that is computed once for rules and dashboards alike.</summary>
internal sealed record Recording(string Name, string Expression)
{
    public static IReadOnlyList<Recording> Of(AlertTimes times)
    {
        var window = times.Window.Text();
        return
        [
            new(Series.P95, Quantile("0.95", window)),
            new(Series.P50, Quantile("0.5", window)),
            new(Series.RequestRate, $"sum(rate({Series.Duration}_count{{job=\"api\"}}[{window}]))"),
            new(Series.ErrorPercent, $"100 * {ErrorRatio(window)}"),
            new(Series.CpuPercent, $"100 * sum by (job, instance) (rate(dotnet_process_cpu_time_seconds_total[{window}])) / on (job, instance) ftw_process_cpu_limit"),
            new(Series.MemoryPercent, "100 * dotnet_process_memory_working_set_bytes / on (job, instance) ftw_process_memory_limit_bytes"),
            // Every Worker says it; in Kubernetes none of them sees the volume, but the node does.
            new(Series.DiskPercent, "100 * max(ftw_database_volume_used_bytes) / max(ftw_database_volume_size_bytes) " +
                "or 100 * max(kubelet_volume_stats_used_bytes{persistentvolumeclaim=~\"postgres-.*\"} / kubelet_volume_stats_capacity_bytes)"),
            new(Series.CacheHitPercent,
                $"100 * (sum(rate(ftw_cache_requests_total{{ftw_cache_outcome=\"hit\"}}[{window}])) or vector(0)) " +
                $"/ (sum(rate(ftw_cache_requests_total{{ftw_cache_outcome=~\"hit|miss\"}}[{window}])) > 0)"),
            new(Series.PrimaryConnections, "max(ftw_database_server_connections)"),
            new(LongErrorRatio(Alert.Critical), ErrorRatio(times.BurnCritical.Text())),
            new(ShortErrorRatio(Alert.Critical), ErrorRatio(times.ShortOf(times.BurnCritical).Text())),
            new(LongErrorRatio(Alert.Warning), ErrorRatio(times.BurnWarning.Text())),
            new(ShortErrorRatio(Alert.Warning), ErrorRatio(times.ShortOf(times.BurnWarning).Text())),
        ];
    }

    /// <summary>The share of the requests which were answered with 5xx, 0 to 1, over the long window of the error budget.</summary>
    public static string LongErrorRatio(string severity) => $"ftw:api_error_ratio:{severity}_window";

    /// <summary>The same over the short window, which says whether it is still going on.</summary>
    public static string ShortErrorRatio(string severity) => $"ftw:api_error_ratio:{severity}_short_window";

    private static string ErrorRatio(string window) =>
        $"(sum(rate({Series.Duration}_count{{job=\"api\",{Series.Errors}}}[{window}])) or vector(0)) / (sum(rate({Series.Duration}_count{{job=\"api\"}}[{window}])) > 0)";

    private static string Quantile(string share, string window) =>
        $"histogram_quantile({share}, sum by (le) (rate({Series.Duration}_bucket{{job=\"api\",{Series.NoStreams}}}[{window}])))";
}
