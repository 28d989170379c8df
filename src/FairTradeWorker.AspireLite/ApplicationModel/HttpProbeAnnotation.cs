namespace Aspire.Hosting.ApplicationModel;

/// <summary>A GET that DCP sends to every replica; a 2xx answer means healthy.</summary>
internal sealed record HttpProbeAnnotation(string Key, string Path, string? EndpointName) : IResourceAnnotation;
