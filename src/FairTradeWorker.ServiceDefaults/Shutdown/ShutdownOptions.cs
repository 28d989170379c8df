using System.ComponentModel.DataAnnotations;

namespace FairTradeWorker.ServiceDefaults.Shutdown;

/// <summary>
/// How a process that is told to stop (SIGTERM) takes its leave: as the scaling plan says, unless section
/// <c>Shutdown</c> of the configuration says otherwise.
/// </summary>
public sealed class ShutdownOptions
{
    public const string Section = "Shutdown";

    /// <summary>
    /// How long a process goes on serving after it has said that it is no longer ready, so that load balancers see it
    /// before a connection is refused. Longer than the time between two of their probes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainDelay { get; set; }

    /// <summary>
    /// Longest time from SIGTERM to the end, the delay included; what still runs then is cut off. Whatever sends
    /// SIGKILL after SIGTERM must wait longer.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; }
}
