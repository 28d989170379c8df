using System.Diagnostics.Metrics;
using FairTradeWorker.Scaling;

namespace FairTradeWorker.ServiceDefaults.Measuring;

/// <summary>Which meters leave the process, by OTLP and at /metrics alike.</summary>
internal static class ExportedMeters
{
    /// <summary>The instrument behind latency, errors and traffic of the API.</summary>
    public const string RequestDuration = "http.server.request.duration";

    /// <summary>Names of meters; a star at the end stands for whatever follows.</summary>
    public static readonly string[] Names =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.Diagnostics",
        "System.Net.Http",
        "System.Runtime",
        "Npgsql",
        "FairTradeWorker.*",
    ];

    // What OpenTelemetry advises for seconds; ASP.NET Core's and Npgsql's own instruments say the same.
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
    private static readonly double[] Quantities = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];

    public static bool Contain(Meter meter) => Array.Exists(Names, name => name.EndsWith('*')
        ? meter.Name.StartsWith(name[..^1], StringComparison.Ordinal)
        : meter.Name == name);

    /// <summary>Upper bounds of a histogram's buckets: what its maker advises, and for requests every threshold of the plan.</summary>
    public static double[] BoundariesOf(Instrument instrument, ScalingPlan plan)
    {
        var advised = instrument switch
        {
            Instrument<double> { Advice.HistogramBucketBoundaries: { } given } => [.. given],
            Instrument<long> { Advice.HistogramBucketBoundaries: { } given } => [.. given.Select(bound => (double)bound)],
            Instrument<int> { Advice.HistogramBucketBoundaries: { } given } => [.. given.Select(bound => (double)bound)],
            _ => instrument.Unit == "s" ? Seconds : Quantities,
        };
        return instrument.Name == RequestDuration ? OfRequests(plan, advised) : advised;
    }

    /// <summary>A percentile is exact only at a bucket's bound, so each limit that is judged by is one.</summary>
    public static double[] OfRequests(ScalingPlan plan, IEnumerable<double>? others = null) =>
    [
        .. (others ?? Seconds).Concat(new[]
        {
            plan.Targets.ApiP50, plan.Targets.ApiP95, plan.Targets.PageP95, plan.Alerts.P95.Warning, plan.Alerts.P95.Critical,
        }.Select(limit => limit.TotalSeconds)).Distinct().Order(),
    ];
}
