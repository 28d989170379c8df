namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that is a value, not a process: it is there from the beginning to the end.</summary>
public interface IResourceWithoutLifetime : IResource;
