using System.ComponentModel;
using System.Diagnostics;

namespace FairTradeWorker.LocalServers.Processes;

/// <summary>What a finished command printed and how it ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last lines of both streams, for a message to a person.</summary>
    public string Tail => string.Join('\n', (Error + '\n' + Output)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .TakeLast(12));
}

/// <summary>Runs a command to its end, bounded in time.</summary>
internal static class CommandRunner
{
    /// <exception cref="LocalServerException">It could not be started, or ran longer than the limit.</exception>
    public static async Task<CommandResult> RunAsync(
        Command command,
        TimeSpan limit,
        CancellationToken cancellationToken,
        string workingDirectory = "/",
        string? input = null)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        using var process = await StartAsync(command, workingDirectory);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            await WriteInputAsync(process, input, timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LocalServerException($"'{command.Program}' did not finish within {limit.TotalSeconds:0} s.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task WriteInputAsync(Process process, string? input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read everything; its exit code and its output tell why.
        }
    }

    private static async Task<Process> StartAsync(Command command, string workingDirectory)
    {
        try
        {
            return await ProcessLauncher.StartAsync(command.ToStartInfo(workingDirectory));
        }
        catch (Win32Exception failure)
        {
            throw new LocalServerException($"'{command.Program}' cannot be started: {failure.Message}", failure);
        }
    }
}
