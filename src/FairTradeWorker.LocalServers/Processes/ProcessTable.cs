namespace FairTradeWorker.LocalServers.Processes;

/// <summary>What the kernel says about processes, read from /proc; empty answers where there is no /proc.</summary>
internal static class ProcessTable
{
    /// <summary>Arguments of a process, or none when it is gone or a zombie.</summary>
    public static IReadOnlyList<string> Arguments(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>Processes whose parent is <paramref name="pid"/>.</summary>
    public static IReadOnlyList<int> ChildrenOf(int pid) =>
        [.. All().Where(candidate => ParentOf(candidate) == pid)];

    /// <summary>Processes of this user (or of anybody, for root) whose working directory is this folder.</summary>
    public static IReadOnlyList<int> WorkingIn(string folder) =>
        [.. All().Where(candidate => WorkingDirectoryOf(candidate) == folder)];

    /// <summary>Polls until the process has ended; false when the limit came first.</summary>
    public static async Task<bool> HasEndedAsync(int pid, TimeSpan limit, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; waited < limit; waited += TimeSpan.FromMilliseconds(10))
        {
            if (Arguments(pid).Count == 0)
            {
                return true;
            }

            await Task.Delay(10, cancellationToken);
        }

        return Arguments(pid).Count == 0;
    }

    private static IEnumerable<int> All() =>
        Directory.Exists("/proc")
            ? Directory.EnumerateDirectories("/proc")
                .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
                .Where(pid => pid > 0)
            : [];

    private static string? WorkingDirectoryOf(int pid)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/cwd").LinkTarget;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int ParentOf(int pid)
    {
        try
        {
            // "pid (name) state ppid …": the name may hold spaces and parentheses, so count from the last one.
            var status = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[1], null);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
