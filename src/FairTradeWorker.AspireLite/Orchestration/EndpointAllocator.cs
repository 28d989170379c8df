using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// Gives every endpoint its address before any process exists. Proxied ones are DCP services on 127.0.0.1, where a client
/// of <c>localhost</c> finds them too; the others get their fixed port, or a free one.
/// </summary>
internal sealed class EndpointAllocator(IDcp dcp)
{
    private const string Host = "localhost";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public async Task AllocateAsync(IEnumerable<IResource> resources, CancellationToken cancellationToken)
    {
        var proxied = new Dictionary<string, EndpointAnnotation>(StringComparer.Ordinal);
        foreach (IResource resource in resources)
        {
            foreach (EndpointAnnotation endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                if (endpoint.IsProxied)
                {
                    string name = DcpNames.Service(resource.Name, endpoint.Name);
                    proxied.Add(name, endpoint);
                    await dcp.CreateAsync(DcpNames.Services, Manifest(name, endpoint), cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    int port = PortGuard.PublicPort(endpoint) ?? PortGuard.FindFree();
                    endpoint.TargetPort ??= port;
                    endpoint.Allocated = new AllocatedEndpoint(endpoint.UriScheme, Host, port);
                }
            }
        }

        if (proxied.Count == 0)
        {
            return;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            await foreach (DcpEvent change in dcp.WatchAsync(DcpNames.Services, timeout.Token).ConfigureAwait(false))
            {
                if (proxied.TryGetValue(change.Name, out EndpointAnnotation? endpoint)
                    && (int?)change.Object["status"]?["effectivePort"] is { } port and > 0)
                {
                    endpoint.Allocated = new AllocatedEndpoint(endpoint.UriScheme, Host, port);
                    proxied.Remove(change.Name);
                }

                if (proxied.Count == 0)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DistributedApplicationException(
                $"DCP gave no port to {string.Join(", ", proxied.Keys)} within {Timeout.TotalSeconds:0} s.");
        }
    }

    private static JsonObject Manifest(string name, EndpointAnnotation endpoint) => DcpManifest.Create("Service", name, new JsonObject
    {
        ["protocol"] = endpoint.Protocol.ToString().ToUpperInvariant(),
        ["address"] = "127.0.0.1",
        ["port"] = endpoint.Port ?? 0,
    });
}
