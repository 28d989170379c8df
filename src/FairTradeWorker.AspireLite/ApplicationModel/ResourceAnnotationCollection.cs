using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is known about one resource, in the order in which AppHost.cs said it.</summary>
public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>;
