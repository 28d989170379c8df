using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting;

// How a process learns where the others are.
public static partial class ResourceBuilderExtensions
{
    /// <summary>
    /// Injects the connection string as <c>ConnectionStrings__{name}</c> (or the variable its resource asks for).
    /// A missing optional one is left out; any other missing one fails the start of this resource.
    /// </summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null,
        bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        IResourceWithConnectionString resource = source.Resource;
        string variable = connectionName is null && resource.ConnectionStringEnvironmentVariable is { } own
            ? own
            : $"ConnectionStrings__{connectionName ?? resource.Name}";
        return builder.Relate(resource, "Reference").WithEnvironment(
            context => context.EnvironmentVariables[variable] = optional ? new OptionalValue(resource) : resource);
    }

    /// <summary>Injects every endpoint as <c>services__{name}__{endpoint}__0</c> and <c>{NAME}_{ENDPOINT}</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        IResourceWithServiceDiscovery resource = source.Resource;
        return builder.Relate(resource, "Reference").WithEnvironment(context =>
        {
            foreach (EndpointAnnotation endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                ServiceDiscoveryNames.Inject(context.EnvironmentVariables, new EndpointReference(resource, endpoint.Name));
            }
        });
    }

    /// <summary>Injects one endpoint as <c>services__{name}__{endpoint}__0</c> and <c>{NAME}_{ENDPOINT}</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment =>
        builder.Relate(endpointReference.Resource, "Reference").WithEnvironment(
            context => ServiceDiscoveryNames.Inject(context.EnvironmentVariables, endpointReference));
}
