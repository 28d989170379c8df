using System.Globalization;
using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers.Redis;

/// <summary>
/// A throw-away server that speaks the Redis protocol, for tests: empty, in memory, free port on 127.0.0.1. It ends
/// with the process that started it.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly ThrowAwayFolder folder;
    private ServerProcess? process;

    private RedisServer(ThrowAwayFolder folder, RedisServerKind kind, string reason)
    {
        this.folder = folder;
        Kind = kind;
        Description = reason;
    }

    public RedisServerKind Kind { get; }

    /// <summary>Which server runs and why it was taken.</summary>
    public string Description { get; }

    /// <summary>TCP port on 127.0.0.1; stays the same over stop, kill and start.</summary>
    public int Port { get; private set; }

    /// <summary>Process id of the server.</summary>
    /// <exception cref="InvalidOperationException">The server does not run.</exception>
    public int Pid => process?.Pid ?? throw new InvalidOperationException("The server does not run.");

    /// <summary>A StackExchange.Redis configuration string.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Starts a server; it answers when this returns.</summary>
    /// <param name="kind">Null takes what FTW_REDIS asks for, else redis-server when installed, else Garnet.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="LocalServerException">The kind is not installed, or it does not start.</exception>
    public static async Task<RedisServer> StartAsync(
        RedisServerKind? kind = null, CancellationToken cancellationToken = default)
    {
        var (chosen, reason) = kind is { } given
            ? (given, given.ToString())
            : RedisCommands.Choose(Environment.GetEnvironmentVariable("FTW_REDIS"));
        var folder = await ThrowAwayFolder.CreateAsync("redis", StopLeftOverAsync, cancellationToken);
        var server = new RedisServer(folder, chosen, reason);
        try
        {
            for (var attempt = 0; attempt < 5; attempt++)
            {
                if (await server.TryStartAsync(FreePort.Any(), cancellationToken))
                {
                    return server;
                }
            }

            throw new LocalServerException("Five free ports in a row were taken by other programs before the server could use them.");
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default) =>
        await EndAsync(Posix.Terminate, cancellationToken);

    /// <summary>SIGKILL, and waits for the end.</summary>
    public async Task KillAsync(CancellationToken cancellationToken = default) =>
        await EndAsync(Posix.Kill, cancellationToken);

    /// <summary>Starts the stopped or killed server, empty, on its port.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        if (process is not null)
        {
            throw new InvalidOperationException("The server runs already.");
        }

        if (!await TryStartAsync(Port, cancellationToken))
        {
            throw new LocalServerException($"Port {Port} was taken by another program while the server was stopped.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(Posix.Terminate, CancellationToken.None);
        folder.Dispose();
    }

    private static async Task StopLeftOverAsync(string folder, CancellationToken cancellationToken) =>
        await RedisLeftOver.StopAsync(folder, cancellationToken);

    /// <summary>False when the port was taken in the meantime.</summary>
    private async Task<bool> TryStartAsync(int port, CancellationToken cancellationToken)
    {
        Port = port;
        // Root's Redis could be made to write root's files; Garnet runs from a folder only its builder may read.
        var user = Kind == RedisServerKind.Redis ? ServiceUser.Resolve() : null;
        var command = RedisCommands.Server(Kind, port);
        process = await ServerProcess.StartAsync(command.Through(ParentDeath.Prefix(user, "TERM")), folder.Path);
        for (var waited = TimeSpan.Zero; waited < StartLimit; waited += TimeSpan.FromMilliseconds(10))
        {
            if (process.HasExited)
            {
                return await ExplainExitAsync(process, cancellationToken);
            }

            if (!FreePort.IsFree(port) && await LocalServerProbe.RedisAnswersAsync(ConnectionString, cancellationToken))
            {
                return true;
            }

            await Task.Delay(10, cancellationToken);
        }

        var tail = process.Tail;
        await EndAsync(Posix.Kill, cancellationToken);
        throw new LocalServerException($"{Description} did not answer within {StartLimit.TotalSeconds:0} s:\n{tail}");
    }

    private async Task<bool> ExplainExitAsync(ServerProcess exited, CancellationToken cancellationToken)
    {
        var words = await exited.LastWordsAsync(cancellationToken);
        await EndAsync(Posix.Kill, cancellationToken);
        return words.Contains("Address already in use", StringComparison.OrdinalIgnoreCase)
            ? false
            : throw new LocalServerException($"{Description} ended while it started:\n{words}");
    }

    private async Task EndAsync(int signal, CancellationToken cancellationToken)
    {
        if (process is not null)
        {
            await process.StopAsync(signal, StopLimit, cancellationToken);
            process.Dispose();
            process = null;
        }
    }
}
