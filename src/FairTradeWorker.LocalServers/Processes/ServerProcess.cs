using System.Collections.Concurrent;
using System.Diagnostics;

namespace FairTradeWorker.LocalServers.Processes;

/// <summary>A running server started by this process; keeps the last lines it printed for messages.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int KeptLines = 40;

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process)
    {
        this.process = process;
        process.Exited += (_, _) => ended.TrySetResult();
        process.EnableRaisingEvents = true;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
    }

    public int Pid => process.Id;

    public bool HasExited => process.HasExited;

    public string Tail => string.Join('\n', lines);

    public static async Task<ServerProcess> StartAsync(Command command, string workingDirectory) =>
        new(await ProcessLauncher.StartAsync(command.ToStartInfo(workingDirectory)));

    /// <summary>Signals the server and waits for its end; after the limit it is killed.</summary>
    public async Task StopAsync(int signal, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (!process.HasExited)
        {
            Posix.Signal(process.Id, signal);
            try
            {
                // Not WaitForExitAsync: that also waits for whoever inherited the pipes of a killed process.
                await ended.Task.WaitAsync(limit, cancellationToken);
            }
            catch (TimeoutException)
            {
                process.Kill(entireProcessTree: true);
                await ended.Task.WaitAsync(limit, cancellationToken);
            }
        }
    }

    /// <summary>The last lines of a process that has ended; waits a second for those still in the pipe.</summary>
    public async Task<string> LastWordsAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A child of the ended process still holds the pipe; what was read so far is what there is.
        }

        return Tail;
    }

    public void Dispose() => process.Dispose();

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lines.Enqueue(line);
        while (lines.Count > KeptLines)
        {
            lines.TryDequeue(out _);
        }
    }
}
