using System.Text.Json.Serialization;
using FairTradeWorker.Ops.Load.Measuring;

namespace FairTradeWorker.Ops.Load.Report;

/// <summary>What a run has shown.</summary>
/// <param name="PeakUsers">The most users at once.</param>
/// <param name="Seconds">How long it was measured.</param>
/// <param name="WantedSeconds">How long it was to be.</param>
/// <param name="Thresholds">What had to hold.</param>
/// <param name="OfferedPerSecond">Requests that the users would have made if every answer had come at once.</param>
/// <param name="Repeats">Requests that were sent again because the server had closed an idle connection.</param>
/// <param name="Driver">What the driver itself has used.</param>
/// <param name="Routes">Those that were asked at least once.</param>
internal sealed record LoadResult(
    string Scenario,
    IReadOnlyList<string> BaseUrls,
    DateTimeOffset StartedAt,
    int PeakUsers,
    double Seconds,
    double WantedSeconds,
    IReadOnlyList<Threshold> Thresholds,
    RouteResult Total,
    double OfferedPerSecond,
    WriteResult Writes,
    int Repeats,
    DriverResult Driver,
    IReadOnlyList<RouteResult> Routes,
    IReadOnlyList<Fault> Faults,
    IReadOnlyList<Moment> Moments)
{
    /// <summary>Whether it was ended before its time.</summary>
    public bool Interrupted => Seconds < WantedSeconds;

    public bool Held => !Interrupted && Thresholds.All(threshold => threshold.Holds);
}

/// <summary>A limit and what came.</summary>
internal sealed record Threshold(string What, string Limit, string Came, bool Holds);

/// <summary>Answers of one kind of request; times in milliseconds, of those that were answered as expected.</summary>
/// <param name="Limited">Answered 429.</param>
/// <param name="Errors">Other refusals than the journey expects, 5xx, no answer in time, broken connections.</param>
internal sealed record RouteResult(
    string Name, long Requests, double PerSecond, long Limited, long Errors, double? P50, double? P95, double? P99, double? Max)
{
    public static RouteResult Of(string name, RouteMeasurement measured, double seconds) => new(
        name,
        measured.Requests,
        measured.Requests / seconds,
        measured.Of(Outcome.Limited),
        measured.Errors,
        measured.Latencies.At(50),
        measured.Latencies.At(95),
        measured.Latencies.At(99),
        measured.Latencies.At(100));
}

/// <summary>Writes that were acknowledged, and what became of them.</summary>
/// <param name="InDatabase">How many were looked for in the database: all, or none without a connection to it.</param>
/// <param name="ReadBack">How many were read back by their writers through the API: a sample.</param>
/// <param name="Missing">How many were not there, in one of these ways: must be none.</param>
internal sealed record WriteResult(int Acknowledged, int InDatabase, int ReadBack, int Missing);

/// <param name="CpuMicrosecondsPerRequest">User and system time of the whole process, by all requests of the run.</param>
internal sealed record DriverResult(double CpuMicrosecondsPerRequest, double Megabytes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(LoadResult))]
internal sealed partial class LoadResultJson : JsonSerializerContext;
