using System.Collections.Concurrent;
using System.Diagnostics;

namespace FairTradeWorker.LocalServers.Processes;

/// <summary>
/// Starts processes from one thread that lives as long as this process. Linux ties a parent-death signal to the
/// thread that forked, so a child started on a pool thread would be signalled when the pool retires that thread.
/// </summary>
internal static class ProcessLauncher
{
    private static readonly BlockingCollection<Action> Requests = StartThread();

    public static Task<Process> StartAsync(ProcessStartInfo startInfo)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add(() =>
        {
            try
            {
                var process = new Process { StartInfo = startInfo };
                process.Start();
                started.SetResult(process);
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        return started.Task;
    }

    private static BlockingCollection<Action> StartThread()
    {
        var requests = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (var request in requests.GetConsumingEnumerable())
            {
                request();
            }
        })
        {
            IsBackground = true,
            Name = "local-servers-launcher",
        };
        thread.Start();
        return requests;
    }
}
