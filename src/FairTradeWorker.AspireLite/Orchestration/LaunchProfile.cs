using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aspire.Hosting.Orchestration;

/// <summary>What a project's launchSettings.json says about running it.</summary>
internal sealed record LaunchProfile(
    string Name, IReadOnlyDictionary<string, string> EnvironmentVariables, IReadOnlyList<Uri> HttpUrls, IReadOnlyList<string> Arguments)
{
    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The profile of the AppHost's own name when the project has one, else the first that starts the project.</summary>
    public static LaunchProfile? Default(string projectPath, string? preferred)
    {
        Dictionary<string, Entry> profiles = Read(projectPath);
        return preferred is not null && profiles.TryGetValue(preferred, out Entry? entry)
            ? Create(preferred, entry)
            : profiles.Where(p => p.Value.CommandName == "Project").Select(p => Create(p.Key, p.Value)).FirstOrDefault();
    }

    public static LaunchProfile Named(string projectPath, string name) =>
        Read(projectPath).TryGetValue(name, out Entry? entry)
            ? Create(name, entry)
            : throw new DistributedApplicationException($"{projectPath} has no launch profile named '{name}'.");

    private static Dictionary<string, Entry> Read(string projectPath)
    {
        string file = Path.Combine(Path.GetDirectoryName(projectPath) ?? ".", "Properties", "launchSettings.json");
        if (!File.Exists(file))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<Settings>(File.ReadAllBytes(file), Lenient)?.Profiles ?? [];
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException($"{file} cannot be read: {e.Message}", e);
        }
    }

    private static LaunchProfile Create(string name, Entry entry) => new(
        name,
        entry.EnvironmentVariables ?? [],
        // https needs a development certificate, which is not set up here: the same profile's http address is used.
        [.. (entry.ApplicationUrl ?? string.Empty)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(u => new Uri(u)).Where(u => u.Scheme == Uri.UriSchemeHttp)],
        (entry.CommandLineArgs ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private sealed record Settings([property: JsonPropertyName("profiles")] Dictionary<string, Entry>? Profiles);

    private sealed record Entry(
        string? CommandName, string? ApplicationUrl, string? CommandLineArgs, Dictionary<string, string>? EnvironmentVariables);
}
