namespace Aspire.Hosting.Orchestration;

/// <summary>A link of a resource; <paramref name="IsExternal"/> ones are printed on the console.</summary>
internal sealed record ResourceUrl(string EndpointName, string Url, string DisplayName, bool IsExternal);
