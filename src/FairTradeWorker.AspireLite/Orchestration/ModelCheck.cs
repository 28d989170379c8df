using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Finds what AppHost.cs got wrong before anything is started.</summary>
internal static class ModelCheck
{
    public static void Check(IReadOnlyCollection<IResource> resources, IReadOnlySet<string> healthChecks)
    {
        foreach (IResource resource in resources)
        {
            if (resource.Annotations.OfType<HealthCheckAnnotation>().FirstOrDefault(h => !healthChecks.Contains(h.Key)) is { } unknown)
            {
                throw new DistributedApplicationException(
                    $"'{resource.Name}' has the health check '{unknown.Key}', but builder.Services.AddHealthChecks() has none of that name.");
            }

            if (Replicas(resource) > 1 && resource.Annotations.OfType<EndpointAnnotation>()
                .FirstOrDefault(e => !e.IsProxied || e.TargetPort is not null) is { } shared)
            {
                throw new DistributedApplicationException(
                    $"The replicas of '{resource.Name}' cannot all bind endpoint '{shared.Name}': leave out its target port and let it be proxied.");
            }

            if (resource.Annotations.OfType<WaitAnnotation>().FirstOrDefault(w => !resources.Contains(w.Resource)) is { } stranger)
            {
                throw new DistributedApplicationException(
                    $"'{resource.Name}' waits for '{stranger.Resource.Name}', which is not in the application.");
            }

            FindCircle(resource, []);
        }
    }

    public static int Replicas(IResource resource) =>
        resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;

    /// <summary>How many resources, one behind the other, wait for this one: those with the lowest number stop first.</summary>
    public static int Depth(IResource resource, IReadOnlyCollection<IResource> resources) => resources
        .Where(r => r.Annotations.OfType<WaitAnnotation>().Any(w => w.Type != WaitType.Completion && ReferenceEquals(w.Resource, resource)))
        .Select(r => Depth(r, resources) + 1).DefaultIfEmpty(0).Max();

    private static void FindCircle(IResource resource, List<IResource> path)
    {
        if (path.Contains(resource))
        {
            throw new DistributedApplicationException(
                $"These wait for each other: {string.Join(" -> ", path.Append(resource).Select(r => r.Name))}.");
        }

        foreach (WaitAnnotation wait in resource.Annotations.OfType<WaitAnnotation>())
        {
            FindCircle(wait.Resource, [.. path, resource]);
        }
    }
}
