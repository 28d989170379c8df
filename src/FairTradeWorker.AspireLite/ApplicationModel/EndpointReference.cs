using System.Globalization;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint of a resource, whose address is known when resources start.</summary>
public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName)
    : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    public IResourceWithEndpoints Resource { get; } = owner;

    public string EndpointName { get; } = endpointName;

    /// <summary>True when the resource has an endpoint of this name.</summary>
    public bool Exists => Find() is not null;

    public bool IsAllocated => Find()?.Allocated is not null;

    public bool IsHttp => Scheme == "http";

    public string Scheme => Annotation.UriScheme;

    public string Host => Allocation.Address;

    public int Port => Allocation.Port;

    public int? TargetPort => Annotation.TargetPort;

    public string Url => Allocation.Url;

    public string ValueExpression => $"{{{Resource.Name}.bindings.{EndpointName}.url}}";

    IEnumerable<object> IValueWithReferences.References => [Resource];

    internal EndpointAnnotation Annotation => Find() ?? throw new DistributedApplicationException(
        $"Resource '{Resource.Name}' has no endpoint named '{EndpointName}'.");

    private AllocatedEndpoint Allocation => Annotation.Allocated ?? throw new InvalidOperationException(
        $"The endpoint '{EndpointName}' of '{Resource.Name}' has no address yet.");

    /// <summary>One property of the endpoint, for use in an environment variable or a connection string.</summary>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Url);

    internal string Read(EndpointProperty property) => property switch
    {
        EndpointProperty.Url => Url,
        EndpointProperty.Host => Host,
        EndpointProperty.IPV4Host => "127.0.0.1",
        EndpointProperty.Port => Port.ToString(CultureInfo.InvariantCulture),
        EndpointProperty.Scheme => Scheme,
        EndpointProperty.HostAndPort => Allocation.HostAndPort,
        EndpointProperty.TargetPort => Annotation.TargetPort?.ToString(CultureInfo.InvariantCulture)
            ?? DcpTemplate.PortForServing(DcpNames.Service(Resource.Name, EndpointName)),
        _ => throw new ArgumentOutOfRangeException(nameof(property), property, "No such property of an endpoint."),
    };

    private EndpointAnnotation? Find() => Resource.Annotations.OfType<EndpointAnnotation>()
        .FirstOrDefault(e => string.Equals(e.Name, EndpointName, StringComparison.OrdinalIgnoreCase));
}
