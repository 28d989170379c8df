using System.Globalization;
using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>What <c>postmaster.pid</c> of a data folder says, checked against the process that really runs.</summary>
internal sealed record PostmasterPidFile(int Pid, string? SharedMemoryId)
{
    private static readonly TimeSpan FastShutdown = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ImmediateShutdown = TimeSpan.FromSeconds(10);

    public static PostmasterPidFile? Read(string dataFolder)
    {
        var path = Path.Combine(dataFolder, "postmaster.pid");
        if (!File.Exists(path))
        {
            return null;
        }

        var lines = File.ReadAllLines(path);
        // Line 7 is "key id" of the System V segment that guards the data folder.
        return lines.Length > 0 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid)
            ? new PostmasterPidFile(Math.Abs(pid), lines.Length > 6 ? lines[6].Split(' ', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() : null)
            : null;
    }

    /// <summary>The server of this data folder when one runs; a reused pid of another program does not count.</summary>
    public static PostmasterPidFile? Running(string dataFolder) =>
        Read(dataFolder) is { } file
            && (ProcessTable.Arguments(file.Pid).Contains(dataFolder) || ProcessTable.WorkingIn(dataFolder).Contains(file.Pid))
            ? file
            : null;

    /// <summary>Stops the server of this data folder when one runs and waits for its end; says whether there was one.</summary>
    public static async Task<int?> StopAsync(string dataFolder, CancellationToken cancellationToken)
    {
        if (Running(dataFolder) is not { } running)
        {
            await RemoveStaleAsync(dataFolder, cancellationToken);
            return null;
        }

        foreach (var (signal, limit) in new[] { (Posix.Interrupt, FastShutdown), (Posix.Quit, ImmediateShutdown), (Posix.Kill, ImmediateShutdown) })
        {
            if (!Posix.Signal(running.Pid, signal) || await ProcessTable.HasEndedAsync(running.Pid, limit, cancellationToken))
            {
                return running.Pid;
            }
        }

        throw new LocalServerException($"PostgreSQL process {running.Pid} with data in {dataFolder} does not end; stop it by hand.");
    }

    /// <summary>
    /// PostgreSQL refuses to start while the pid in its file exists, be it of another program by now, or of a zombie
    /// that nobody collects in a container without an init process. Its shared memory still guards the data.
    /// </summary>
    private static async Task RemoveStaleAsync(string dataFolder, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || Read(dataFolder) is null)
        {
            return;
        }

        // Children of a killed postmaster notice its death and end by themselves.
        foreach (var child in ProcessTable.WorkingIn(dataFolder))
        {
            await ProcessTable.HasEndedAsync(child, ImmediateShutdown, cancellationToken);
        }

        File.Delete(Path.Combine(dataFolder, "postmaster.pid"));
    }
}
