using FairTradeWorker.LocalServers.Processes;
using FairTradeWorker.Scaling;
using Npgsql;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>
/// A throw-away PostgreSQL server of its own for tests: fresh cluster, free port on 127.0.0.1, the same roles and
/// settings as the AppHost's. It ends with the process that started it and its folder is deleted with it.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly ThrowAwayFolder folder;
    private readonly PostgresCluster cluster;
    private readonly PostgresBinaries binaries;
    private readonly ServiceUser? user;
    private readonly PostgresSettings settings;
    private ServerProcess? process;

    private PostgresServer(
        ThrowAwayFolder folder, PostgresCluster cluster, PostgresBinaries binaries, ServiceUser? user, PostgresSettings settings)
    {
        this.folder = folder;
        this.cluster = cluster;
        this.binaries = binaries;
        this.user = user;
        this.settings = settings;
    }

    /// <summary>TCP port on 127.0.0.1; stays the same over stop, kill and start.</summary>
    public int Port { get; private set; }

    /// <summary>Process id of the postmaster.</summary>
    /// <exception cref="InvalidOperationException">The server does not run.</exception>
    public int Pid => process?.Pid ?? throw new InvalidOperationException("The server does not run.");

    /// <summary>False after a stop or kill, until it is started again.</summary>
    public bool IsRunning => process is { HasExited: false };

    /// <summary>Major version, such as 15.</summary>
    public int Major => binaries.Major;

    /// <summary>Which binaries run and why they were taken.</summary>
    public string Description => $"PostgreSQL {binaries.Major} in {binaries.Folder} ({binaries.Source})";

    internal ClusterCredentials Credentials => cluster.Credentials;

    private ScalingPlan Plan { get; init; } = ScalingPlan.Load();

    /// <summary>Makes a cluster and starts it; the server answers when this returns.</summary>
    /// <exception cref="LocalServerException">No PostgreSQL on this machine, or it does not start.</exception>
    public static async Task<PostgresServer> StartAsync(
        PostgresServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PostgresServerOptions();
        var user = ServiceUser.Resolve();
        var binaries = await PostgresLocator.ResolveAsync(
            options.BinFolder, null, new EmbeddedPostgresPackage(CacheFolder.Default()), user, Console.Error.WriteLine, cancellationToken);
        var folder = await ThrowAwayFolder.CreateAsync("postgres", StopLeftOverAsync, cancellationToken);
        try
        {
            var cluster = await PostgresCluster.CreateAsync(
                binaries, user, Path.Combine(folder.Path, "cluster"), cancellationToken);
            var settings = PostgresSettings.Of(
                options.Plan.Database with { ServerMaxConnections = options.MaxConnections }, options.Durable, options.Settings);
            var server = new PostgresServer(folder, cluster, binaries, user, settings) { Plan = options.Plan };
            await server.StartOnFreePortAsync(cancellationToken);
            await server.ApplyRolesAsync(PostgresCluster.DatabaseName, cancellationToken);
            return server;
        }
        catch
        {
            await StopLeftOverAsync(folder.Path, CancellationToken.None);
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Copies this server and starts the copy as a standby that follows it; the standby answers when this returns.</summary>
    /// <param name="name">What the primary's views call it.</param>
    /// <param name="cancellationToken">Ends the copy.</param>
    /// <exception cref="LocalServerException">There is no pg_basebackup beside these binaries, or the standby does not start.</exception>
    public async Task<PostgresServer> StartStandbyAsync(string name, CancellationToken cancellationToken = default)
    {
        var own = await ThrowAwayFolder.CreateAsync("postgres", StopLeftOverAsync, cancellationToken);
        try
        {
            var standby = new StandbyFolder(Path.Combine(own.Path, "cluster"), name, binaries, user);
            await standby.CopyAsync(Port, cluster.Credentials, cancellationToken);
            var server = new PostgresServer(
                own, cluster with { Folder = standby.Folder }, binaries, user, standby.Follow(settings, Port));
            await server.StartOnFreePortAsync(cancellationToken);
            return server;
        }
        catch
        {
            await StopLeftOverAsync(own.Path, CancellationToken.None);
            own.Dispose();
            throw;
        }
    }

    /// <summary>A connection string for this server; a pool belongs to each distinct string.</summary>
    public string ConnectionString(
        string database = PostgresCluster.DatabaseName, PostgresRole role = PostgresRole.App) =>
        cluster.Credentials.ConnectionString(Port, database, role);

    /// <summary>Makes a database of the owner role. Nobody may be connected to the template.</summary>
    public async Task CreateDatabaseAsync(
        string name, string template = "template1", CancellationToken cancellationToken = default)
    {
        await ExecuteAsync(ClusterStatements.ForDatabase(name, template), cancellationToken);
        await ApplyRolesAsync(name, cancellationToken);
    }

    /// <summary>Drops a database and whoever is connected to it.</summary>
    public Task DropDatabaseAsync(string name, CancellationToken cancellationToken = default) =>
        ExecuteAsync([$"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)"], cancellationToken);

    /// <summary>Fast shutdown: open transactions are rolled back, a checkpoint is written, clients are cut off.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default) =>
        await EndAsync(Posix.Interrupt, cancellationToken);

    /// <summary>Kills the postmaster and all its children at once (SIGKILL), as a power cut would.</summary>
    public async Task KillAsync(CancellationToken cancellationToken = default)
    {
        var children = ProcessTable.ChildrenOf(Pid);
        Posix.Signal(Pid, Posix.Kill);
        foreach (var child in children)
        {
            Posix.Signal(child, Posix.Kill);
        }

        foreach (var child in children)
        {
            await ProcessTable.HasEndedAsync(child, StopLimit, cancellationToken);
        }

        await EndAsync(Posix.Kill, cancellationToken);
    }

    /// <summary>Stops every process of the server where it stands (SIGSTOP): connections stay open and nothing answers.</summary>
    public void Pause()
    {
        Posix.Signal(Pid, Posix.Stop);
        foreach (var child in ProcessTable.ChildrenOf(Pid))
        {
            Posix.Signal(child, Posix.Stop);
        }
    }

    /// <summary>Lets a paused server go on.</summary>
    public void Resume()
    {
        foreach (var child in ProcessTable.ChildrenOf(Pid))
        {
            Posix.Signal(child, Posix.Continue);
        }

        Posix.Signal(Pid, Posix.Continue);
    }

    /// <summary>A standby goes on receiving the primary's log but shows nothing new; returns when it has stopped replaying.</summary>
    public async Task PauseReplayAsync(CancellationToken cancellationToken = default)
    {
        await ExecuteAsync(["SELECT pg_wal_replay_pause()"], cancellationToken);
        await ExecuteAsync(
            ["DO $$ BEGIN WHILE pg_get_wal_replay_pause_state() <> 'paused' LOOP PERFORM pg_sleep(0.01); END LOOP; END $$"],
            cancellationToken);
    }

    /// <summary>A standby shows what it has received again.</summary>
    public Task ResumeReplayAsync(CancellationToken cancellationToken = default) =>
        ExecuteAsync(["SELECT pg_wal_replay_resume()"], cancellationToken);

    /// <summary>Makes a primary of a standby; it takes writes when this returns. The old primary knows nothing of it.</summary>
    public Task PromoteAsync(CancellationToken cancellationToken = default) =>
        ExecuteAsync(["SELECT pg_promote(wait => true)"], cancellationToken);

    /// <summary>Starts the stopped or killed server on its port; after a kill it recovers first.</summary>
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
        // Immediate shutdown: the folder goes anyway.
        await EndAsync(Posix.Quit, CancellationToken.None);
        await StopLeftOverAsync(folder.Path, CancellationToken.None);
        folder.Dispose();
    }

    private static async Task StopLeftOverAsync(string folder, CancellationToken cancellationToken)
    {
        var dataFolder = PostgresCluster.DataFolderIn(Path.Combine(folder, "cluster"));
        var segment = PostmasterPidFile.Read(dataFolder)?.SharedMemoryId;
        await PostmasterPidFile.StopAsync(dataFolder, cancellationToken);
        if (segment is not null && SearchPath.Find("ipcrm") is { } ipcrm)
        {
            // A killed server leaves the small segment that guards its data folder; nothing else would remove it.
            // It is gone already when the kernel or a later start removed it, so the exit code says nothing.
            await CommandRunner.RunAsync(new Command(ipcrm, "-m", segment), StopLimit, cancellationToken);
        }
    }

    private async Task ApplyRolesAsync(string database, CancellationToken cancellationToken)
    {
        await ClusterRoles.ApplyAsync(Port, Credentials, database, Plan, cancellationToken);
        // Tests look at rows as the owner, many at a time.
        await ExecuteAsync(["ALTER ROLE ftw_owner CONNECTION LIMIT -1"], cancellationToken);
    }

    private async Task StartOnFreePortAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            if (await TryStartAsync(FreePort.Any(), cancellationToken))
            {
                return;
            }
        }

        throw new LocalServerException("Five free ports in a row were taken by other programs before PostgreSQL could use them.");
    }

    /// <summary>False when the port was taken in the meantime.</summary>
    private async Task<bool> TryStartAsync(int port, CancellationToken cancellationToken)
    {
        Port = port;
        process = await ServerProcess.StartAsync(
            PostgresCommands.Server(binaries, user, cluster.DataFolder, port, settings), "/");
        try
        {
            var probe = ConnectionString("postgres", PostgresRole.Superuser);
            if (await PostgresStart.AnswersAsync(process, port, probe, StartLimit, cancellationToken))
            {
                return true;
            }
        }
        catch
        {
            await EndAsync(Posix.Quit, CancellationToken.None);
            throw;
        }

        await EndAsync(Posix.Quit, cancellationToken);
        return false;
    }

    private async Task EndAsync(int signal, CancellationToken cancellationToken)
    {
        if (process is not null)
        {
            if (!process.HasExited)
            {
                // A paused server would act on the signal only when it goes on.
                Resume();
            }

            await process.StopAsync(signal, StopLimit, cancellationToken);
            process.Dispose();
            process = null;
        }
    }

    private async Task ExecuteAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ConnectionString("postgres", PostgresRole.Superuser)) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
