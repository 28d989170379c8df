namespace FairTradeWorker.LocalServers;

/// <summary>Where fetched programs are kept: FTW_CACHE, else a place that the service user can read.</summary>
internal static class CacheFolder
{
    public static string Default() =>
        Environment.GetEnvironmentVariable("FTW_CACHE") is { Length: > 0 } given
            ? Path.GetFullPath(given)
            : Environment.IsPrivilegedProcess
                ? "/var/tmp/fairtradeworker-cache"
                : Path.Combine(XdgCacheHome(), "fairtradeworker");

    private static string XdgCacheHome() =>
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
            ? given
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
                ".cache");
}
