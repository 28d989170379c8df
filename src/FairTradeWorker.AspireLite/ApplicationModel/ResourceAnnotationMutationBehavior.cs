namespace Aspire.Hosting.ApplicationModel;

/// <summary>Whether a new annotation stands beside those of its type or instead of them.</summary>
public enum ResourceAnnotationMutationBehavior
{
    Append = 0,
    Replace = 1,
}
