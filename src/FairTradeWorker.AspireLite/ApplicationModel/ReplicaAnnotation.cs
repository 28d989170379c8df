namespace Aspire.Hosting.ApplicationModel;

/// <summary>How many processes of a project run behind its endpoints.</summary>
public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    public int Replicas { get; } = replicas;
}
