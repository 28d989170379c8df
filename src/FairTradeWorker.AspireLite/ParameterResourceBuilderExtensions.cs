using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Values of the configuration.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>The value of <c>Parameters:{name}</c> in the configuration.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, () => FromConfiguration(builder.Configuration, name), secret));

    /// <summary><paramref name="value"/>, unless the configuration has <c>Parameters:{name}</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder,
        string name,
        string value,
        bool publishValueAsDefault = false,
        bool secret = false) =>
        builder.AddResource(new ParameterResource(name, () => builder.Configuration[Key(name)] ?? value, secret));

    /// <summary>The value of <c>ConnectionStrings:{name}</c> in the AppHost's configuration.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null) =>
        builder.AddResource(new ConnectionStringParameterResource(
            name,
            () => builder.Configuration.GetConnectionString(name) ?? throw Missing(
                $"The connection string '{name}'", $"ConnectionStrings:{name}", $"ConnectionStrings__{name}"),
            environmentVariableName));

    private static string FromConfiguration(ConfigurationManager configuration, string name) =>
        configuration[Key(name)] ?? configuration[Key(name.Replace('-', '_'))]
        ?? throw Missing($"The parameter '{name}'", Key(name), $"Parameters__{name.Replace('-', '_')}");

    private static string Key(string name) => $"Parameters:{name}";

    private static DistributedApplicationException Missing(string what, string key, string variable) =>
        new($"{what} has no value. Set {key} in the AppHost's configuration, or the environment variable {variable}.");
}
