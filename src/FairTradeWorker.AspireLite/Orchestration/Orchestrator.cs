using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Orchestration;

/// <summary>Runs all resources through DCP and keeps the board true.</summary>
internal sealed class Orchestrator(
    IReadOnlyCollection<IResource> resources, IDcp dcp, ResourceBoard board, ResourceLogs logs, TimeProvider clock)
    : IDisposable
{
    private const string SuffixLetters = "abcdefghjkmnpqrstuvwxyz";
    private const int SuffixLength = 8;
    private static readonly TimeSpan WaveTimeout = TimeSpan.FromSeconds(8);
    private readonly Dictionary<string, ProcessRunner> runners = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (int Pid, DateTimeOffset StartedAt)> processes = new(StringComparer.Ordinal);

    /// <summary>Every process that DCP runs for us, the dashboard's too.</summary>
    public IReadOnlyCollection<(int Pid, DateTimeOffset StartedAt)> Processes => [.. processes.Values];

    /// <summary>Puts every resource on the board, so that the dashboard shows all from the beginning.</summary>
    public void Prepare(ExecutableManifest manifests)
    {
        DateTimeOffset now = clock.GetUtcNow();
        foreach (IResource resource in resources)
        {
            if (resource is not (ProjectResource or ExecutableResource))
            {
                board.Add(Initial(resource.Name, resource, now));
                continue;
            }

            for (int i = 0; i < ModelCheck.Replicas(resource); i++)
            {
                var instance = new ProcessInstance(
                    resource, RandomNumberGenerator.GetString(SuffixLetters, SuffixLength));
                board.Add(Initial(instance.Name, resource, now));
                runners.Add(instance.Name, new ProcessRunner(instance, dcp, board, logs[instance.Name], manifests, clock));
            }
        }

        IReadOnlyList<ResourceSnapshot> all = board.All;
        foreach (ResourceSnapshot child in all)
        {
            IResource? parent = child.Resource.Annotations.OfType<ResourceRelationshipAnnotation>()
                .FirstOrDefault(r => r.Type == "Parent")?.Resource;
            string? parentName = all.FirstOrDefault(s => ReferenceEquals(s.Resource, parent))?.Name;
            board.Update(child.Name, s => s with { ParentName = parentName });
        }
    }

    /// <summary>
    /// Allocates endpoints and sets off every start; each takes place when its time comes, and <paramref name="lifetime"/>
    /// ends those that wait. Returns when all are set off.
    /// </summary>
    public async Task StartAsync(CancellationToken lifetime)
    {
        await new EndpointAllocator(dcp).AllocateAsync(resources, lifetime).ConfigureAwait(false);
        foreach (ResourceSnapshot snapshot in board.All)
        {
            ImmutableArray<ResourceUrl> urls = await ResourceUrls.ResolveAsync(snapshot.Resource, lifetime).ConfigureAwait(false);
            board.Update(snapshot.Name, s => s with { Urls = urls });
            if (snapshot.Resource is IValueProvider value)
            {
                await ShowValueAsync(snapshot, value, lifetime).ConfigureAwait(false);
            }
        }

        foreach (ProcessRunner runner in runners.Values.Where(r => !r.Resource.Annotations.OfType<ExplicitStartupAnnotation>().Any()))
        {
            _ = StartQuietlyAsync(runner, lifetime);
        }
    }

    /// <summary>
    /// Hands on what DCP says, what is not of a resource to <paramref name="other"/>, until <paramref name="lifetime"/>
    /// ends. Throws <see cref="DcpGoneException"/>.
    /// </summary>
    public async Task WatchAsync(Action<DcpEvent> other, CancellationToken lifetime)
    {
        await foreach (DcpEvent change in dcp.WatchAsync(DcpNames.Executables, lifetime).ConfigureAwait(false))
        {
            Remember(change);
            if (runners.TryGetValue(change.Name, out ProcessRunner? runner))
            {
                runner.OnEvent(change, lifetime);
            }
            else
            {
                other(change);
            }
        }
    }

    /// <summary>The process of this name, or null for a value.</summary>
    public ProcessRunner? Find(string name) => runners.GetValueOrDefault(name);

    /// <summary>
    /// Stops those first that wait for others, so that a server does not lose its clients' last words; DCP, which stops
    /// next, takes what is still there.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (IGrouping<int, ProcessRunner> wave in runners.Values
            .GroupBy(r => ModelCheck.Depth(r.Resource, resources)).OrderBy(g => g.Key).SkipLast(1))
        {
            try
            {
                await Task.WhenAll(wave.Select(r => r.StopAsync(cancellationToken)))
                    .WaitAsync(WaveTimeout, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is TimeoutException or HttpRequestException)
            {
                return;
            }
        }
    }

    public void Dispose()
    {
        foreach (ProcessRunner runner in runners.Values)
        {
            runner.Dispose();
        }
    }

    private void Remember(DcpEvent change)
    {
        JsonNode? status = change.Object["status"];
        if ((string?)status?["state"] is "Running" or "Stopping" && (int?)status["pid"] is { } pid
            && DateTimeOffset.TryParse((string?)status["startupTimestamp"], CultureInfo.InvariantCulture, out DateTimeOffset startedAt))
        {
            processes[change.Name] = (pid, startedAt);
        }
        else
        {
            processes.TryRemove(change.Name, out _);
        }
    }

    private static ResourceSnapshot Initial(string name, IResource resource, DateTimeOffset now) => new()
    {
        Name = name,
        Resource = resource,
        CreatedAt = now,
        State = resource switch
        {
            _ when resource.Annotations.OfType<ExplicitStartupAnnotation>().Any() => ResourceStates.NotStarted,
            ProjectResource => ResourceStates.Building,
            ExecutableResource => ResourceStates.Starting,
            _ => ResourceStates.Running,
        },
        Health = resource.Annotations.OfType<HttpProbeAnnotation>().Select(p => p.Key)
            .Concat(resource.Annotations.OfType<HealthCheckAnnotation>().Select(h => h.Key))
            .ToImmutableSortedDictionary(k => k, _ => new HealthReportSnapshot(null), StringComparer.Ordinal),
    };

    private async Task ShowValueAsync(ResourceSnapshot snapshot, IValueProvider value, CancellationToken cancellationToken)
    {
        try
        {
            ResolvedValue? resolved = await ValueResolver.ResolveAsync(value, cancellationToken).ConfigureAwait(false);
            board.Update(snapshot.Name, s => s with { Value = resolved });
        }
        catch (DistributedApplicationException e)
        {
            board.Update(snapshot.Name, s => s with { State = ResourceStates.FailedToStart, Reason = e.Message });
            logs[snapshot.Name].Note(e.Message, isError: true);
        }
    }

    private async Task StartQuietlyAsync(ProcessRunner runner, CancellationToken lifetime)
    {
        try
        {
            await runner.StartAsync(lifetime).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            logs[runner.Name].Note("Not started: the application stops");
        }
    }
}
