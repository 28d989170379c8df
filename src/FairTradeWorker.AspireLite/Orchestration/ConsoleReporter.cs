using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Says on the console how each resource fares, and once whether all are ready.</summary>
internal sealed class ConsoleReporter(ResourceBoard board, ConsoleOutput console, TimeProvider clock, DateTimeOffset startedAt)
{
    private readonly Dictionary<string, string> said = new(StringComparer.Ordinal);
    private bool ready;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (ResourceSnapshot changed in board.WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            IReadOnlyList<ResourceSnapshot> all = board.All;
            Say(changed.Resource, [.. all.Where(s => ReferenceEquals(s.Resource, changed.Resource))]);
            if (!ready)
            {
                SayReady(all);
            }
        }
    }

    private void Say(IResource resource, ResourceSnapshot[] those)
    {
        if (resource is not (ProjectResource or ExecutableResource) && !those.Any(s => s.HasFailed))
        {
            return;
        }

        string? before = said.GetValueOrDefault(resource.Name);
        string? status = Status(those, before == "is healthy");
        if (status is null || status == before)
        {
            return;
        }

        said[resource.Name] = status;
        if (those.FirstOrDefault(s => s.HasFailed) is { } failed)
        {
            console.Error($"{resource.Name} {status}: {failed.Reason ?? $"exit code {failed.ExitCode}"}");
            return;
        }

        double? seconds = (clock.GetUtcNow() - those.Min(s => s.StartedAt))?.TotalSeconds;
        string time = before is null && seconds is { } s ? $" ({s:0.0} s)" : string.Empty;
        string replicas = those.Length > 1 ? $" ({those.Length} replicas)" : string.Empty;
        console.WriteLine($"{resource.Name}{replicas} {status}{time}");
    }

    private static string? Status(ResourceSnapshot[] those, bool wasHealthy)
    {
        if (those.Any(s => s.HasFailed))
        {
            return those.Any(s => s.State == ResourceStates.FailedToStart) ? "failed to start" : "failed";
        }

        if (those.All(s => s.IsHealthy))
        {
            return those.Any(s => !s.Health.IsEmpty) ? "is healthy" : "is running";
        }

        if (those.All(s => s.IsFinal))
        {
            return those.All(s => s.ExitCode == 0) ? "has finished" : "has stopped";
        }

        return wasHealthy && those.Any(s => s.State == ResourceStates.Running && s.Health.Values.Any(h => h.Healthy == false))
            ? "is unhealthy"
            : null;
    }

    private void SayReady(IReadOnlyList<ResourceSnapshot> all)
    {
        HashSet<IResource> mustFinish = [.. all.SelectMany(s => s.Resource.Annotations.OfType<WaitAnnotation>())
            .Where(w => w.Type == WaitType.Completion).Select(w => w.Resource)];
        ResourceSnapshot[] expected = [.. all.Where(s => !s.Resource.Annotations.OfType<ExplicitStartupAnnotation>().Any())];
        if (!expected.All(s => s.IsFinal || (s.IsHealthy && !mustFinish.Contains(s.Resource))))
        {
            return;
        }

        // The changes that made it so may still be queued: what is ready is named before it is said that all are.
        foreach (IGrouping<IResource, ResourceSnapshot> those in all.GroupBy(s => s.Resource))
        {
            Say(those.Key, [.. those]);
        }

        ready = true;
        string[] failed = [.. expected.Where(s => s.HasFailed).Select(s => s.Resource.Name).Distinct()];
        double seconds = (clock.GetUtcNow() - startedAt).TotalSeconds;
        if (failed.Length == 0)
        {
            console.WriteLine($"Ready in {seconds:0.0} s");
        }
        else
        {
            console.Error($"Not ready after {seconds:0.0} s: {string.Join(", ", failed)} failed. The dashboard shows their logs.");
        }
    }
}
