using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting;

/// <summary>.NET projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project with the first launch profile of its launchSettings.json, or the AppHost's own.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, string name, string projectPath) =>
        Add(builder, name, projectPath, path => LaunchProfile.Default(path, builder.Configuration["DOTNET_LAUNCH_PROFILE"]));

    /// <summary>Adds a project with the named launch profile; null means none.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, string name, string projectPath, string? launchProfileName) =>
        Add(builder, name, projectPath, path => launchProfileName is null ? null : LaunchProfile.Named(path, launchProfileName));

    /// <summary>Runs <paramref name="replicas"/> processes behind the project's endpoints.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);
    }

    private static IResourceBuilder<ProjectResource> Add(
        IDistributedApplicationBuilder builder, string name, string projectPath, Func<string, LaunchProfile?> choose)
    {
        string path = PathLookup.FromBase(builder.AppHostDirectory, projectPath);
        LaunchProfile? profile = choose(path);
        IResourceBuilder<ProjectResource> project = builder.AddResource(new ProjectResource(name))
            .WithAnnotation(new ProjectMetadataAnnotation(path, profile?.Name))
            .WithEnvironment("DOTNET_ENVIRONMENT", builder.Environment.EnvironmentName)
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", builder.Environment.EnvironmentName);
        if (profile is null)
        {
            return project;
        }

        foreach ((string key, string value) in profile.EnvironmentVariables)
        {
            project.WithEnvironment(key, value);
        }

        foreach (Uri url in profile.HttpUrls)
        {
            project.WithEndpoint("http", e => (e.Port, e.UriScheme, e.Transport) = (url.Port, "http", "http"));
        }

        return profile.Arguments is [] ? project : project.WithArgs([.. profile.Arguments]);
    }
}
