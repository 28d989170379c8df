using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers.Redis;

/// <summary>
/// A server of an earlier run that outlived it. It is known by its working directory, the folder of its run: Redis
/// replaces its own command line, and a shell that somebody opened there is not ours to stop.
/// </summary>
internal static class RedisLeftOver
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    /// <summary>Stops it when it runs and waits for its end; answers its pid.</summary>
    public static async Task<int?> StopAsync(string folder, CancellationToken cancellationToken)
    {
        if (ProcessTable.WorkingIn(folder).Where(IsServer).ToArray() is not [var pid, ..])
        {
            return null;
        }

        foreach (var signal in new[] { Posix.Terminate, Posix.Kill })
        {
            if (!Posix.Signal(pid, signal) || await ProcessTable.HasEndedAsync(pid, StopLimit, cancellationToken))
            {
                return pid;
            }
        }

        throw new LocalServerException($"Process {pid} (Redis or Garnet in {folder}) does not end; stop it by hand.");
    }

    private static bool IsServer(int pid)
    {
        var arguments = ProcessTable.Arguments(pid);
        return arguments.Contains(GarnetCommand.Name)
            || arguments is [var title, ..] && title.Contains("redis-server", StringComparison.Ordinal);
    }
}
