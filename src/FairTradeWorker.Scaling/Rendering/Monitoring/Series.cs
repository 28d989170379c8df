using System.Globalization;

namespace FairTradeWorker.Scaling.Rendering.Monitoring;

/// <summary>Names that rules, dashboards and the autoscaler share.</summary>
internal static class Series
{
    /// <summary>OpenTelemetry's http.server.request.duration as Prometheus names it.</summary>
    public const string Duration = "http_server_request_duration_seconds";

    /// <summary>A stream lasts as long as its reader likes; that says nothing about speed.</summary>
    public const string NoStreams = "http_route!=\"/v1/me/stream\"";

    public const string Errors = "http_response_status_code=~\"5..\"";
    public const string P95 = "ftw:api_latency_seconds:p95";
    public const string P50 = "ftw:api_latency_seconds:p50";
    public const string RequestRate = "ftw:api_requests:rate";
    public const string ErrorPercent = "ftw:api_errors:percent";
    public const string CpuPercent = "ftw:cpu:percent";
    public const string MemoryPercent = "ftw:memory:percent";
    public const string DiskPercent = "ftw:database_disk:percent";
    public const string CacheHitPercent = "ftw:cache_hit:percent";
    public const string PrimaryConnections = "ftw:primary_connections:max";

    /// <summary>A time as PromQL and the configuration files take it.</summary>
    public static string Text(this TimeSpan time) => $"{time.ToWholeSeconds()}s";

    public static string Text(this decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
