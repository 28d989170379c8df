namespace Aspire.Hosting.ApplicationModel;

/// <summary>A link shown beside the resource; one that begins with / is relative to its first HTTP endpoint.</summary>
internal sealed record ResourceLinkAnnotation(ReferenceExpression Url, string? DisplayText) : IResourceAnnotation;
