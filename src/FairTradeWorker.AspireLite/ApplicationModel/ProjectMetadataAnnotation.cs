namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where a project lies, and the launch profile that was applied to it.</summary>
internal sealed record ProjectMetadataAnnotation(string ProjectPath, string? LaunchProfileName) : IResourceAnnotation;
