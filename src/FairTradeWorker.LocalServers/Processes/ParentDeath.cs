namespace FairTradeWorker.LocalServers.Processes;

/// <summary>
/// Makes a server end with the process that started it, however that one ends (Linux parent-death signal, set by
/// <c>setpriv</c>). Without setpriv the prefix is empty and a left-over is found and stopped at the next start.
/// </summary>
internal static class ParentDeath
{
    private static readonly Lazy<string?> Program = new(() => SearchPath.Find("setpriv"));

    public static string? SetPriv => OperatingSystem.IsLinux() ? Program.Value : null;

    /// <summary>The prefix for a server of <paramref name="user"/> that gets <paramref name="signal"/> (INT, TERM).</summary>
    public static IReadOnlyList<string> Prefix(ServiceUser? user, string signal) => (SetPriv, user) switch
    {
        (null, _) => [],
        (var setpriv, null) => [setpriv, $"--pdeathsig={signal}", "--"],
        (_, var someone) => [.. someone.Prefix.SkipLast(1), $"--pdeathsig={signal}", "--"],
    };
}
