using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Orchestration;

/// <summary>Looks at fixed ports before anything is started, so that a taken one is an error and not a mystery.</summary>
internal static class PortGuard
{
    /// <summary>
    /// Applies <c>Endpoints:{resource}:{endpoint}:Port</c> of the configuration, then tries every fixed port on the
    /// loopback address. Throws <see cref="DistributedApplicationException"/> naming all that are taken or given twice.
    /// </summary>
    public static void Check(IEnumerable<IResource> resources, IConfiguration configuration)
    {
        var problems = new List<string>();
        var owners = new Dictionary<int, string>();
        foreach (IResource resource in resources)
        {
            foreach (EndpointAnnotation endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                string key = $"Endpoints:{resource.Name}:{endpoint.Name}:Port";
                if (configuration.GetValue<int?>(key) is { } chosen)
                {
                    bool same = !endpoint.IsProxied && endpoint.TargetPort == endpoint.Port;
                    endpoint.Port = chosen;
                    endpoint.TargetPort = same ? chosen : endpoint.TargetPort;
                }

                if (PublicPort(endpoint) is not { } port)
                {
                    continue;
                }

                string owner = $"endpoint '{endpoint.Name}' of '{resource.Name}'";
                string how = $"choose another with {key.Replace(":", "__", StringComparison.Ordinal)}=<port>";
                if (endpoint.IsProxied && endpoint.TargetPort == port)
                {
                    problems.Add($"Port {port} ({owner}) cannot be both the proxy's and the process's: leave out its target port, or set isProxied: false.");
                }
                else if (!owners.TryAdd(port, owner))
                {
                    problems.Add($"Port {port} is given to {owners[port]} and to {owner}: {how}.");
                }
                else if (!IsFree(port))
                {
                    problems.Add($"Port {port} ({owner}) is already in use by another program: stop that program, or {how}.");
                }
            }
        }

        if (problems.Count > 0)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, problems));
        }
    }

    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A port nobody listens on at this moment.</summary>
    public static int FindFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The port clients connect to, when AppHost.cs fixed it.</summary>
    public static int? PublicPort(EndpointAnnotation endpoint) =>
        endpoint.IsProxied ? endpoint.Port : endpoint.Port ?? endpoint.TargetPort;
}
