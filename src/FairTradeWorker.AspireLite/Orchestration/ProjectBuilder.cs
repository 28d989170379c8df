using System.Security;
using System.Text;

namespace Aspire.Hosting.Orchestration;

/// <summary>Builds all projects in one go, so that what they share is compiled once and they are not built at once twice.</summary>
internal sealed class ProjectBuilder(ConsoleOutput console, TimeProvider clock)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    public static string DotnetPath => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    /// <summary>
    /// The output of each project by its path. Throws <see cref="DistributedApplicationException"/> with the compiler's
    /// errors when one does not build.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>> BuildAsync(
        IReadOnlyCollection<string> projects, string configuration, CancellationToken cancellationToken)
    {
        if (projects.Count == 0)
        {
            return new Dictionary<string, string>();
        }

        if (projects.FirstOrDefault(p => !File.Exists(p)) is { } missing)
        {
            throw new DistributedApplicationException($"There is no project {missing}.");
        }

        string folder = Directory.CreateTempSubdirectory("aspire-build-").FullName;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            string list = Path.Combine(folder, "outputs.txt");
            string traversal = Path.Combine(folder, "build.proj");
            await File.WriteAllTextAsync(traversal, Traversal(projects, list), timeout.Token).ConfigureAwait(false);
            long started = clock.GetTimestamp();
            CommandResult result;
            using (console.Progress(projects.Count == 1 ? "building 1 project" : $"building {projects.Count} projects"))
            {
                result = await Command.RunAsync(
                    DotnetPath,
                    ["build", traversal, "--configuration", configuration, "--nologo", "--verbosity", "quiet",
                        "-consoleLoggerParameters:NoSummary", "-nodeReuse:false"],
                    // A global.json is looked for from here upwards.
                    Path.GetDirectoryName(projects.First()) ?? folder,
                    new() { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["MSBUILDTERMINALLOGGER"] = "off" },
                    timeout.Token).ConfigureAwait(false);
            }

            if (result.ExitCode != 0)
            {
                throw new DistributedApplicationException(
                    $"The projects do not build:{Environment.NewLine}{Errors(result.Output)}");
            }

            console.WriteLine($"Built in {clock.GetElapsedTime(started).TotalSeconds:0.0} s");
            return (await File.ReadAllLinesAsync(list, timeout.Token).ConfigureAwait(false))
                .Select(l => l.Split('|')).Where(p => p.Length == 2)
                .ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DistributedApplicationException($"The projects were not built within {Timeout.TotalMinutes:0} minutes.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Errors(string output)
    {
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] errors = [.. lines.Where(l => l.Contains(": error ", StringComparison.Ordinal)).Distinct().Take(30)];
        return string.Join(Environment.NewLine, errors is [] ? lines.TakeLast(20) : errors);
    }

    private static string Traversal(IEnumerable<string> projects, string list)
    {
        var items = new StringBuilder();
        foreach (string project in projects.Distinct())
        {
            items.Append("    <App Include=\"").Append(SecurityElement.Escape(project)).AppendLine("\" />");
        }

        return $"""
            <Project DefaultTargets="Build">
              <ItemGroup>
            {items}  </ItemGroup>
              <Target Name="Restore">
                <MSBuild Projects="@(App)" Targets="Restore" />
              </Target>
              <Target Name="Build">
                <MSBuild Projects="@(App)" Targets="Build" BuildInParallel="true" />
                <MSBuild Projects="@(App)" Targets="GetTargetPath">
                  <Output TaskParameter="TargetOutputs" ItemName="Out" />
                </MSBuild>
                <WriteLinesToFile File="{SecurityElement.Escape(list)}" Lines="@(Out->'%(MSBuildSourceProjectFile)|%(FullPath)')" Overwrite="true" />
              </Target>
            </Project>
            """;
    }
}
