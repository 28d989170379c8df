using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A port a resource listens on, and how others reach it.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool isProxied = true)
    {
        UriScheme = uriScheme ?? (protocol == ProtocolType.Udp ? "udp" : "tcp");
        Transport = transport ?? (UriScheme is "http" or "https" ? "http" : "tcp");
        Name = name ?? UriScheme;
        ResourceName.ThrowIfInvalid(Name);
        Protocol = protocol;
        Port = port;
        TargetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied;
    }

    public string Name { get; set; }

    public ProtocolType Protocol { get; set; }

    /// <summary>The port others connect to; null lets one be chosen.</summary>
    public int? Port { get; set; }

    /// <summary>The port the process binds; null lets one be chosen, and the process is told.</summary>
    public int? TargetPort { get; set; }

    public string UriScheme { get; set; }

    public string Transport { get; set; }

    /// <summary>True for an endpoint that people use: it is printed when the application is up.</summary>
    public bool IsExternal { get; set; }

    /// <summary>False when clients connect to the process itself instead of DCP's proxy.</summary>
    public bool IsProxied { get; set; }

    internal string? TargetPortEnvironmentVariable { get; set; }

    internal AllocatedEndpoint? Allocated { get; set; }

    internal bool IsHttp => UriScheme is "http" or "https";
}
