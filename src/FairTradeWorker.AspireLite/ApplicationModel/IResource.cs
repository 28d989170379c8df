namespace Aspire.Hosting.ApplicationModel;

/// <summary>One thing the AppHost runs or knows: a project, an executable, a parameter, a connection string.</summary>
public interface IResource
{
    string Name { get; }

    ResourceAnnotationCollection Annotations { get; }
}
