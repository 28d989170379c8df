namespace Aspire.Hosting;

/// <summary>How to create an application's builder.</summary>
public sealed class DistributedApplicationOptions
{
    public string[]? Args { get; set; }

    /// <summary>The AppHost's assembly; null means the one that was started.</summary>
    public string? AssemblyName { get; set; }
}
