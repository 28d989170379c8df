using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.LocalServers.Processes;
using FairTradeWorker.Scaling;

namespace FairTradeWorker.LocalServers.Pooler;

/// <summary>
/// A throw-away PgBouncer in transaction mode before throw-away PostgreSQL servers, for tests; configured as the
/// AppHost's and production's. It ends with the process that started it.
/// </summary>
public sealed class PgBouncerServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly ThrowAwayFolder folder;
    private readonly PgBouncerFolder configuration;
    private readonly IReadOnlyList<PostgresServer> servers;
    private readonly ScalingPlan plan;
    private ServerProcess? process;
    private PreparedPooler? prepared;

    private PgBouncerServer(
        ThrowAwayFolder folder, PgBouncerFolder configuration, IReadOnlyList<PostgresServer> servers, ScalingPlan plan)
    {
        this.folder = folder;
        this.configuration = configuration;
        this.servers = servers;
        this.plan = plan;
    }

    /// <summary>TCP port on 127.0.0.1; stays the same over kill and start.</summary>
    public int Port => Prepared.Process.Port;

    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public int Pid => process?.Pid ?? throw new InvalidOperationException("PgBouncer does not run.");

    public Version Version => configuration.Program.Version;

    /// <summary>How to reach the servers through it.</summary>
    public PreparedPooler Prepared => prepared ?? throw new InvalidOperationException("PgBouncer was not started.");

    /// <summary>Starts it before <paramref name="primary"/> and the standbys; it answers when this returns.</summary>
    /// <exception cref="LocalServerException">PgBouncer is not installed, or it does not start.</exception>
    public static async Task<PgBouncerServer> StartAsync(
        PostgresServer primary,
        IReadOnlyList<PostgresServer>? standbys = null,
        ScalingPlan? plan = null,
        CancellationToken cancellationToken = default)
    {
        var user = ServiceUser.Resolve();
        var program = await PgBouncerProgram.FindAsync(Environment.GetEnvironmentVariable("FTW_PGBOUNCER"), user, cancellationToken)
            ?? throw new LocalServerException(
                "No pgbouncer on PATH. Any one of these helps:\n"
                + "  apt-get install pgbouncer           (or your system's package; the service need not run)\n"
                + "  FTW_PGBOUNCER=/path/to/pgbouncer    one that you have built");
        var folder = await ThrowAwayFolder.CreateAsync("pgbouncer", PgBouncerFolder.StopLeftOverAsync, cancellationToken);
        var server = new PgBouncerServer(
            folder, new(folder.Path, program, user), [primary, .. standbys ?? []], plan ?? ScalingPlan.Load());
        try
        {
            for (var attempt = 0; attempt < 5; attempt++)
            {
                if (await server.TryStartAsync(FreePort.Any(), cancellationToken))
                {
                    return server;
                }
            }

            throw new LocalServerException("Five free ports in a row were taken by other programs before PgBouncer could use them.");
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL, and waits for the end: clients and servers lose their connections.</summary>
    public Task KillAsync(CancellationToken cancellationToken = default) => EndAsync(cancellationToken);

    /// <summary>Starts the killed PgBouncer on its port.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        if (process is not null)
        {
            throw new InvalidOperationException("PgBouncer runs already.");
        }

        if (!await TryStartAsync(Port, cancellationToken))
        {
            throw new LocalServerException($"Port {Port} was taken by another program while PgBouncer was stopped.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(CancellationToken.None);
        folder.Dispose();
    }

    /// <summary>False when the port was taken in the meantime.</summary>
    private async Task<bool> TryStartAsync(int port, CancellationToken cancellationToken)
    {
        var credentials = servers[0].Credentials;
        await configuration.WriteAsync(plan, credentials, port, [.. servers.Select(server => server.Port)], cancellationToken);
        var command = configuration.Command;
        prepared = new PreparedPooler(
            new LocalServerProcess("pgbouncer", command.Program, configuration.Folder, command.Arguments, new Dictionary<string, string>(), port),
            credentials,
            configuration.Program.KeepsPreparedStatements,
            $"PgBouncer {Version}");
        process = await ServerProcess.StartAsync(command.Through(ParentDeath.Prefix(configuration.User, "KILL")), configuration.Folder);
        for (var waited = TimeSpan.Zero; waited < StartLimit; waited += TimeSpan.FromMilliseconds(10))
        {
            if (process.HasExited)
            {
                var words = await process.LastWordsAsync(cancellationToken);
                await EndAsync(cancellationToken);
                return words.Contains("Address already in use", StringComparison.OrdinalIgnoreCase)
                    ? false
                    : throw new LocalServerException($"PgBouncer ended while it started:\n{words}");
            }

            if (!FreePort.IsFree(port) && await LocalServerProbe.PostgresAnswersAsync(Prepared.ConnectionString(), cancellationToken))
            {
                return true;
            }

            await Task.Delay(10, cancellationToken);
        }

        var tail = process.Tail;
        await EndAsync(CancellationToken.None);
        throw new LocalServerException($"PgBouncer did not answer within {StartLimit.TotalSeconds:0} s:\n{tail}");
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        if (process is not null)
        {
            // Newer versions take SIGTERM as a wish to wait for their clients.
            await process.StopAsync(Posix.Kill, StopLimit, cancellationToken);
            process.Dispose();
            process = null;
        }
    }
}
