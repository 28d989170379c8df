using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Orchestration;

/// <summary>What DCP says of an executable, in the dashboard's words.</summary>
internal static class DcpStatus
{
    /// <summary>A probe of this name repeats quickly until it succeeds once; the one without goes on at leisure.</summary>
    public const string StartupSuffix = "-startup";

    public static string ProbeName(int index) => string.Create(CultureInfo.InvariantCulture, $"probe{index}");

    /// <param name="snapshot">What was known.</param>
    /// <param name="status">The executable's status.</param>
    /// <param name="probeKeys">The health check of each probe, by its index.</param>
    public static ResourceSnapshot Apply(ResourceSnapshot snapshot, JsonObject status, IReadOnlyList<string> probeKeys)
    {
        int? exitCode = (int?)status["exitCode"];
        string state = MapState((string?)status["state"], exitCode);
        bool running = state == ResourceStates.Running;
        return snapshot with
        {
            State = state,
            ExitCode = exitCode,
            Pid = (int?)status["pid"] ?? (running ? snapshot.Pid : null),
            StartedAt = Time(status["startupTimestamp"]) ?? snapshot.StartedAt,
            StoppedAt = Time(status["finishTimestamp"]),
            Reason = state == ResourceStates.FailedToStart ? snapshot.Reason ?? "DCP could not start it; its console log says why" : null,
            Health = running ? Probes(snapshot.Health, status, probeKeys) : Forget(snapshot.Health),
        };
    }

    public static string MapState(string? state, int? exitCode) => state switch
    {
        null or "" or "Starting" => ResourceStates.Starting,
        "Running" => ResourceStates.Running,
        "Stopping" => ResourceStates.Stopping,
        "Finished" or "Terminated" => exitCode is null or 0 or -1 ? ResourceStates.Finished : ResourceStates.Exited,
        "FailedToStart" => ResourceStates.FailedToStart,
        _ => ResourceStates.Unknown,
    };

    public static ImmutableSortedDictionary<string, HealthReportSnapshot> Forget(
        ImmutableSortedDictionary<string, HealthReportSnapshot> health) =>
        health.IsEmpty ? health : health.ToImmutableSortedDictionary(h => h.Key, _ => new HealthReportSnapshot(null), StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, HealthReportSnapshot> Probes(
        ImmutableSortedDictionary<string, HealthReportSnapshot> health, JsonObject status, IReadOnlyList<string> probeKeys)
    {
        JsonArray results = status["healthProbeResults"] as JsonArray ?? [];
        for (int i = 0; i < probeKeys.Count; i++)
        {
            string name = ProbeName(i);
            // Of the two probes of one check, the one that ran last is right.
            JsonNode? newest = results.Where(r => (string?)r?["probeName"] is { } n && (n == name || n == name + StartupSuffix))
                .MaxBy(r => Time(r?["timestamp"]));
            if (newest is not null)
            {
                string? outcome = (string?)newest["outcome"];
                health = health.SetItem(probeKeys[i], new HealthReportSnapshot(
                    outcome == "Success",
                    outcome == "Success" ? null : (string?)newest["reason"] ?? "The answer was not 2xx.",
                    Time(newest["timestamp"])));
            }
        }

        return health;
    }

    private static DateTimeOffset? Time(JsonNode? node) =>
        DateTimeOffset.TryParse((string?)node, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;
}
