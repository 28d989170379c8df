using System.ComponentModel.DataAnnotations;

namespace FairTradeWorker.ServiceDefaults.Shutdown;

/// <summary>Section <c>Shutdown</c> of the configuration: how a process that is told to stop (SIGTERM) takes its leave.</summary>
public sealed class ShutdownOptions
{
    public const string Section = "Shutdown";

    /// <summary>
    /// Seconds that a process goes on serving after it has said that it is no longer ready, so that load balancers
    /// see it before a connection is refused. Longer than the time between two of their probes.
    /// </summary>
    [Range(0, 300)]
    public int DrainDelaySeconds { get; init; } = 2;

    /// <summary>Seconds that requests and messages under way may then take to finish; after it they are cut off.</summary>
    [Range(1, 300)]
    public int FinishSeconds { get; init; } = 25;

    /// <summary>All of it. Whatever sends SIGKILL after SIGTERM must wait longer.</summary>
    internal TimeSpan Longest => TimeSpan.FromSeconds(DrainDelaySeconds + FinishSeconds);
}
