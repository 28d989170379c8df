using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Programs that are not .NET projects.</summary>
public static class ExecutableResourceBuilderExtensions
{
    /// <summary>Adds a program. A command without a slash is looked up on PATH; paths start at the AppHost's folder.</summary>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args)
    {
        var resource = new ExecutableResource(
            name,
            PathLookup.Command(builder.AppHostDirectory, command),
            PathLookup.FromBase(builder.AppHostDirectory, workingDirectory));
        IResourceBuilder<ExecutableResource> executable = builder.AddResource(resource);
        return args is { Length: > 0 } ? executable.WithArgs(args) : executable;
    }

    /// <summary>Adds a program whose arguments may be values (parameters, endpoints).</summary>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params object[]? args)
    {
        IResourceBuilder<ExecutableResource> executable = builder.AddExecutable(name, command, workingDirectory);
        return args is { Length: > 0 } ? executable.WithArgs(args) : executable;
    }
}
