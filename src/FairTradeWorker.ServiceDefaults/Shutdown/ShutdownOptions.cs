using System.ComponentModel.DataAnnotations;

namespace FairTradeWorker.ServiceDefaults.Shutdown;

/// <summary>Section <c>Shutdown</c> of the configuration: how a process that is told to stop (SIGTERM) takes its leave.</summary>
public sealed class ShutdownOptions
{
    public const string Section = "Shutdown";

    /// <summary>
    /// How long a process goes on serving after it has said that it is no longer ready, so that load balancers see it
    /// before a connection is refused. Longer than the time between two of their probes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Longest time from SIGTERM to the end, the delay included; what still runs then is cut off. Whatever sends
    /// SIGKILL after SIGTERM must wait longer.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
