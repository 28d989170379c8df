using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>One process of a resource; a project with three replicas has three.</summary>
internal sealed record ProcessInstance(IResource Resource, string Suffix)
{
    public string Name => $"{Resource.Name}-{Suffix}".ToLowerInvariant();

    public IReadOnlyList<HttpProbeAnnotation> Probes { get; } = [.. Resource.Annotations.OfType<HttpProbeAnnotation>()];
}
