using System.Globalization;
using System.Text.RegularExpressions;
using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers.Pooler;

/// <summary>An installed PgBouncer.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Version">Such as 1.18.</param>
internal sealed partial record PgBouncerProgram(string Path, Version Version)
{
    /// <summary>Debian installs it where only root's PATH looks.</summary>
    private static readonly string[] UsualPlaces = ["/usr/sbin/pgbouncer", "/usr/local/sbin/pgbouncer"];

    private static readonly Version FirstWithPreparedStatements = new(1, 21);
    private static readonly TimeSpan VersionLimit = TimeSpan.FromSeconds(10);

    /// <summary>True when clients may prepare statements although their server connection changes.</summary>
    public bool KeepsPreparedStatements => Version >= FirstWithPreparedStatements;

    /// <summary>The one that FTW_PGBOUNCER names, else the machine's own; null when there is none.</summary>
    /// <exception cref="LocalServerException">The one that was asked for cannot be run.</exception>
    public static async Task<PgBouncerProgram?> FindAsync(string? asked, ServiceUser? user, CancellationToken cancellationToken)
    {
        if (asked is { Length: > 0 })
        {
            return await ReadAsync(System.IO.Path.GetFullPath(asked), user, cancellationToken) ?? throw new LocalServerException(
                $"FTW_PGBOUNCER names {asked}, which is no PgBouncer that can be run"
                + $"{(user is null ? "" : $" by user '{user.Name}' (every parent folder must be searchable)")}. Correct it, or unset it.");
        }

        var path = SearchPath.Find("pgbouncer") ?? UsualPlaces.FirstOrDefault(SearchPath.IsExecutable);
        return path is null ? null : await ReadAsync(path, user, cancellationToken);
    }

    private static async Task<PgBouncerProgram?> ReadAsync(string path, ServiceUser? user, CancellationToken cancellationToken)
    {
        if (!SearchPath.IsExecutable(path))
        {
            return null;
        }

        var result = await CommandRunner.RunAsync(
            new Command(path, "--version").Through(user?.Prefix ?? []), VersionLimit, cancellationToken);
        var version = VersionPattern().Match(result.Output);
        return result.Succeeded && version.Success
            ? new(path, new(Number(version.Groups[1]), Number(version.Groups[2])))
            : null;
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"PgBouncer (\d+)\.(\d+)")]
    private static partial Regex VersionPattern();
}
