using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>The variables that tell a process where an endpoint is.</summary>
internal static class ServiceDiscoveryNames
{
    public static void Inject(Dictionary<string, object> environment, EndpointReference endpoint)
    {
        string name = endpoint.Resource.Name;
        environment[$"services__{name}__{endpoint.EndpointName}__0"] = endpoint;
        environment[$"{Encode(name)}_{Encode(endpoint.EndpointName)}"] = endpoint;
    }

    /// <summary>Upper case, with everything a shell would not take as a name made an underscore.</summary>
    private static string Encode(string name) =>
        new([.. name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_')]);
}
