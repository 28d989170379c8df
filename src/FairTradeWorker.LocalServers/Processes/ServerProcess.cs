using System.Collections.Concurrent;
using System.Diagnostics;

namespace FairTradeWorker.LocalServers.Processes;

/// <summary>A running server started by this process; keeps the last lines it printed for messages.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int KeptLines = 40;

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    private ServerProcess(Process process)
    {
        this.process = process;
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
        if (process.HasExited)
        {
            return;
        }

        Posix.Signal(process.Id, signal);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(cancellationToken);
        }
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
