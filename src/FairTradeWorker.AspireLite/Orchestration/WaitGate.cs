using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Holds a resource back until what it waits for has happened, or cannot happen any more.</summary>
internal sealed class WaitGate(ResourceBoard board)
{
    /// <summary>Null when the resource may start, else why it never will.</summary>
    public async Task<string?> WaitAsync(IResource resource, CancellationToken cancellationToken)
    {
        WaitAnnotation[] waits = [.. resource.Annotations.OfType<WaitAnnotation>()];
        if (waits.Length == 0)
        {
            return null;
        }

        string reason = await board.WaitAsync(all => Decide(waits, all), cancellationToken).ConfigureAwait(false);
        return reason.Length == 0 ? null : reason;
    }

    /// <summary>What the resource waits for, in words.</summary>
    public static string Describe(IResource resource) => "Waits for " + string.Join(", ", resource.Annotations.OfType<WaitAnnotation>()
        .Select(w => w.Type switch
        {
            WaitType.Healthy => $"{w.Resource.Name} to be healthy",
            WaitType.Started => $"{w.Resource.Name} to start",
            _ => $"{w.Resource.Name} to finish",
        }));

    // Empty: all is there. A text: a wait that cannot end well. Null: wait on.
    private static string? Decide(WaitAnnotation[] waits, IReadOnlyList<ResourceSnapshot> all)
    {
        bool pending = false;
        foreach (WaitAnnotation wait in waits)
        {
            ResourceSnapshot[] those = [.. all.Where(s => ReferenceEquals(s.Resource, wait.Resource))];
            (bool done, string? failure) = Judge(wait, those);
            if (failure is not null)
            {
                return failure;
            }

            pending |= !done;
        }

        return pending ? null : string.Empty;
    }

    private static (bool Done, string? Failure) Judge(WaitAnnotation wait, ResourceSnapshot[] those)
    {
        string name = wait.Resource.Name;
        bool over = those.Length > 0 && those.All(s => s.IsFinal);
        ResourceSnapshot? unstarted = those.FirstOrDefault(s => s.IsFinal && s.State == ResourceStates.FailedToStart);
        switch (wait.Type)
        {
            case WaitType.Healthy when those.Any(s => s.IsHealthy):
            case WaitType.Started when those.Any(s => s.StartedAt is not null && (s.State == ResourceStates.Running
                || (s.IsFinal && s.State != ResourceStates.FailedToStart))):
                return (true, null);
            case WaitType.Completion when unstarted is null
                && those.FirstOrDefault(s => s.IsFinal && s.ExitCode != wait.ExitCode) is { } wrong:
                return (false, $"{name} ended with {ExitText(wrong)}, not {wait.ExitCode}");
            case WaitType.Completion when over && unstarted is null:
                return (true, null);
            case WaitType.Completion when unstarted is null:
                return (false, null);
            default:
                return (false, !over ? null : unstarted is not null
                    ? $"{name} did not start{(unstarted.Reason is { } why ? $": {why}" : string.Empty)}"
                    : $"{name} ended with {ExitText(those[0])} before it was healthy");
        }
    }

    private static string ExitText(ResourceSnapshot snapshot) =>
        snapshot.MeaningfulExitCode is { } code ? $"exit code {code}" : "no exit code (it was stopped)";
}
