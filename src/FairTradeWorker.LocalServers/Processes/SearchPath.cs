namespace FairTradeWorker.LocalServers.Processes;

/// <summary>Looks for programs as a shell would.</summary>
internal static class SearchPath
{
    /// <summary>Absolute path of a program on PATH, or null.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin")
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(IsExecutable);

    /// <summary>True for a file that somebody may execute; a link whose target is gone is not one.</summary>
    public static bool IsExecutable(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path)
            || new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) is { Exists: false })
        {
            return false;
        }

        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return (File.GetUnixFileMode(path) & execute) != 0;
    }
}
