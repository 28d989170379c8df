using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>What is known of one process (or value) at one moment. A project with replicas has one for each.</summary>
internal sealed record ResourceSnapshot
{
    /// <summary>Unique: <c>{resource}-{suffix}</c> for processes, DCP's name of it.</summary>
    public required string Name { get; init; }

    public required IResource Resource { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string State { get; init; }

    /// <summary>Why it failed, or what it waits for.</summary>
    public string? Reason { get; init; }

    public int? ExitCode { get; init; }

    public int? Pid { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>The snapshot it is shown below.</summary>
    public string? ParentName { get; init; }

    /// <summary>True between a request to restart and the new process: its end is not the resource's.</summary>
    public bool IsRestarting { get; init; }

    public ImmutableSortedDictionary<string, ResolvedValue> Environment { get; init; } =
        ImmutableSortedDictionary<string, ResolvedValue>.Empty;

    public ImmutableArray<ResolvedValue> Arguments { get; init; } = [];

    public ImmutableArray<ResourceUrl> Urls { get; init; } = [];

    public ImmutableSortedDictionary<string, HealthReportSnapshot> Health { get; init; } =
        ImmutableSortedDictionary<string, HealthReportSnapshot>.Empty;

    /// <summary>The value of a parameter or connection string.</summary>
    public ResolvedValue? Value { get; init; }

    public bool IsFinal => !IsRestarting && ResourceStates.IsFinal(State);

    public bool IsHealthy => State == ResourceStates.Running && Health.Values.All(h => h.Healthy == true);

    /// <summary>The exit code, unless there is none to speak of: DCP says -1 for a process that died by the signal it sent.</summary>
    public int? MeaningfulExitCode => ExitCode is -1 ? null : ExitCode;

    public bool HasFailed => IsFinal && (State == ResourceStates.FailedToStart || MeaningfulExitCode is not (null or 0));
}
