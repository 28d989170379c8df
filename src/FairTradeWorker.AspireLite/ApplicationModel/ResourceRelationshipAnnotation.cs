namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line of the dashboard's graph: Reference, WaitFor, Parent.</summary>
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    public IResource Resource { get; } = resource;

    public string Type { get; } = type;
}
