using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>The links of a resource: its endpoints, then those of WithUrl.</summary>
internal static class ResourceUrls
{
    public static async Task<ImmutableArray<ResourceUrl>> ResolveAsync(IResource resource, CancellationToken cancellationToken)
    {
        EndpointAnnotation[] endpoints = [.. resource.Annotations.OfType<EndpointAnnotation>()];
        ImmutableArray<ResourceUrl>.Builder urls = ImmutableArray.CreateBuilder<ResourceUrl>();
        foreach (EndpointAnnotation endpoint in endpoints)
        {
            if (endpoint.Allocated is { } at)
            {
                urls.Add(new ResourceUrl(endpoint.Name, at.Url, string.Empty, endpoint.IsExternal));
            }
        }

        string root = endpoints.FirstOrDefault(e => e.IsHttp)?.Allocated?.Url ?? string.Empty;
        foreach (ResourceLinkAnnotation link in resource.Annotations.OfType<ResourceLinkAnnotation>())
        {
            string url = await link.Url.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? string.Empty;
            urls.Add(new ResourceUrl(
                string.Empty, url.StartsWith('/') ? root + url : url, link.DisplayText ?? url, IsExternal: false));
        }

        return urls.ToImmutable();
    }
}
