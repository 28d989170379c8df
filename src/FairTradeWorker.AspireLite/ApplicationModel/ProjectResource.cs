namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project, built once and run as <c>dotnet {output}.dll</c>.</summary>
public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport;
