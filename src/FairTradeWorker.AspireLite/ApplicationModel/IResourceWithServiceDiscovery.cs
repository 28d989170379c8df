namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource whose endpoints others are told by <c>services__{name}__{endpoint}__{n}</c>.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;
