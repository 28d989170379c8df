using System.Diagnostics;
using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>Brings the AppHost's PostgreSQL data folder into a state from which the server can be started.</summary>
internal sealed class PostgresPreparation(
    LocalEnvironmentOptions options, string folder, ServiceUser? user, Action<string> progress)
{
    /// <summary>The folder within the data folder.</summary>
    public const string FolderName = "postgres";

    /// <summary>The cluster's folder within that.</summary>
    public const string ClusterName = "cluster";

    private const int PreferredPort = 15432;

    // A fresh cluster takes about 40 MB; its write-ahead log grows to a gigabyte before it is recycled.
    private const long NeededBytes = 300L * 1024 * 1024;

    private string ClusterFolder => Path.Combine(Folder, ClusterName);

    public string Folder { get; } = folder;

    /// <summary>Stops the server of an earlier run whose orchestrator was killed; only this data folder's server.</summary>
    public async Task StopLeftOverAsync(CancellationToken cancellationToken)
    {
        var dataFolder = PostgresCluster.DataFolderIn(ClusterFolder);
        if (await PostmasterPidFile.StopAsync(dataFolder, cancellationToken) is { } pid)
        {
            progress($"postgres: stopped process {pid}, which an earlier run had left running on {dataFolder}");
        }

        foreach (var number in ReplicaPreparation.Existing(Folder))
        {
            await ReplicaPreparation.StopLeftOverAsync(number, Folder, progress, cancellationToken);
        }
    }

    public async Task<PreparedPostgres> PrepareAsync(CancellationToken cancellationToken)
    {
        Folders.Create(Folder);
        SweepHalfMade();
        var major = PostgresCluster.MajorOf(ClusterFolder);
        var embedded = new EmbeddedPostgresPackage(CacheFolder.Default());
        var binaries = await PostgresLocator.ResolveAsync(
            options.PostgresBinFolder, major, embedded, user, progress, cancellationToken);
        if (options.Replicas > 0)
        {
            StandbyFolder.RequireBackupProgram(binaries);
        }

        var cluster = major is null
            ? await CreateAsync(binaries, cancellationToken)
            : Open(binaries, major.Value);
        var port = RememberedPort.Choose("postgres", Folder, PreferredPort, progress);
        var owner = await OwnerAsync(cancellationToken);
        var settings = PostgresSettings.Of(options.Plan.Database, durable: true, options.PostgresSettings);
        var replicas = await PrepareRunningAsync(binaries, owner, cluster, port, settings, cancellationToken);
        var command = PostgresCommands.StoppableServer(binaries, owner, cluster.DataFolder, port, settings);
        return new PreparedPostgres(
            cluster.Credentials.ConnectionString(port, PostgresCluster.DatabaseName, PostgresRole.Owner),
            cluster.Credentials.ConnectionString(port, PostgresCluster.DatabaseName, PostgresRole.App),
            new LocalServerProcess("postgres", command.Program, Folder, command.Arguments, new Dictionary<string, string>(), port),
            $"postgres: {binaries.Folder} (version {binaries.Major}, {binaries.Source}), data in {cluster.DataFolder}, 127.0.0.1:{port}")
        {
            Replicas = replicas,
            Credentials = cluster.Credentials,
        };
    }

    /// <summary>Starts the primary for a moment: roles can change with the plan, and standbys are copied from a running server.</summary>
    private async Task<IReadOnlyList<PreparedReplica>> PrepareRunningAsync(
        PostgresBinaries binaries,
        ServiceUser? owner,
        PostgresCluster cluster,
        int port,
        PostgresSettings settings,
        CancellationToken cancellationToken)
    {
        var server = PostgresCommands.Server(binaries, owner, cluster.DataFolder, port, settings);
        await using var interlude = await PostgresInterlude.StartAsync(server, port, cluster.Credentials, cancellationToken);
        await ClusterRoles.ApplyAsync(port, cluster.Credentials, PostgresCluster.DatabaseName, options.Plan, cancellationToken);
        var surplus = ReplicaPreparation.Existing(Folder).Where(number => number > options.Replicas).ToList();
        foreach (var number in surplus)
        {
            await Replica(number).RemoveAsync(port, cluster.Credentials, cancellationToken);
        }

        var replicas = new List<PreparedReplica>();
        for (var number = 1; number <= options.Replicas; number++)
        {
            replicas.Add(await Replica(number).PrepareAsync(port, cluster.Credentials, settings, cancellationToken));
        }

        return replicas;

        ReplicaPreparation Replica(int number) => new(number, Folder, binaries, owner, progress);
    }

    private void SweepHalfMade()
    {
        if (Folders.TemporaryIn(Folder).Count > 0)
        {
            progress("postgres: removing a cluster that an interrupted run left half-made");
            Folders.SweepTemporary(Folder);
        }
    }

    private PostgresCluster Open(PostgresBinaries binaries, int major)
    {
        if (binaries.Major != major)
        {
            throw new LocalServerException(
                $"The data in {ClusterFolder} was made by PostgreSQL {major}, but the PostgreSQL found is {binaries.Major} ({binaries.Folder}). "
                + $"Install version {major}, name its folder with FTW_PG_BIN, or start over with '-- --reset', which deletes the local data.");
        }

        try
        {
            var cluster = PostgresCluster.Open(ClusterFolder);
            cluster.Credentials.Write(ClusterFolder);
            return cluster;
        }
        catch (Exception failure) when (failure is IOException or System.Text.Json.JsonException)
        {
            throw new LocalServerException(
                $"The passwords of the cluster in {ClusterFolder} cannot be read: {failure.Message} Start over with '-- --reset', which deletes the local data.",
                failure);
        }
    }

    private async Task<PostgresCluster> CreateAsync(PostgresBinaries binaries, CancellationToken cancellationToken)
    {
        if (Directory.Exists(ClusterFolder))
        {
            throw new LocalServerException(
                $"{ClusterFolder} exists but holds no PostgreSQL cluster (no PG_VERSION). Look what is in it, or start over with '-- --reset', which deletes it.");
        }

        var free = new DriveInfo(Folder).AvailableFreeSpace;
        if (free < NeededBytes)
        {
            throw new LocalServerException(
                $"Only {free / 1024 / 1024} MB are free where {Folder} lies; PostgreSQL needs {NeededBytes / 1024 / 1024} MB. Free some, or set FTW_DATA to another folder.");
        }

        progress($"postgres: making a cluster of version {binaries.Major} in {ClusterFolder}");
        var watch = Stopwatch.StartNew();
        var cluster = await PostgresCluster.CreateAsync(binaries, user, ClusterFolder, cancellationToken);
        progress($"postgres: cluster made in {watch.ElapsedMilliseconds} ms");
        return cluster;
    }

    /// <summary>A cluster that an ordinary user made keeps its owner when root starts it.</summary>
    private async Task<ServiceUser?> OwnerAsync(CancellationToken cancellationToken) =>
        user is null
            ? null
            : await ServiceUser.OwnerOfAsync(PostgresCluster.DataFolderIn(ClusterFolder), cancellationToken) ?? user;
}
