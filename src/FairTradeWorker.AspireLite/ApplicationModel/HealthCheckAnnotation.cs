namespace Aspire.Hosting.ApplicationModel;

/// <summary>A check registered with <c>builder.Services.AddHealthChecks()</c> that speaks for a resource.</summary>
public sealed class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    public string Key { get; } = key;
}
