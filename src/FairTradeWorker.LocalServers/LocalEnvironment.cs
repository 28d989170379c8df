using FairTradeWorker.LocalServers.Monitoring;
using FairTradeWorker.LocalServers.Pooler;
using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.LocalServers.Processes;
using FairTradeWorker.LocalServers.Redis;

namespace FairTradeWorker.LocalServers;

/// <summary>
/// The servers the platform needs, prepared and ready to be started by an orchestrator. While it is not disposed, its
/// data folder belongs to this process.
/// </summary>
public sealed class LocalEnvironment : IAsyncDisposable
{
    private readonly FolderLock? owner;

    private LocalEnvironment(
        FolderLock? owner, string? dataFolder, PreparedPostgres postgres, PreparedPooler? pooler, PreparedRedis redis,
        PreparedMonitoring? monitoring)
    {
        this.owner = owner;
        DataFolder = dataFolder;
        Postgres = postgres;
        Pooler = pooler;
        Redis = redis;
        Monitoring = monitoring;
    }

    /// <summary>Where local data lies; null when every server was given.</summary>
    public string? DataFolder { get; }

    public PreparedPostgres Postgres { get; }

    /// <summary>PgBouncer before the local PostgreSQL; null when it is not installed, not wanted, or PostgreSQL was given.</summary>
    public PreparedPooler? Pooler { get; }

    public PreparedRedis Redis { get; }

    /// <summary>Prometheus and Alertmanager; null when they are not installed or not wanted, or every server was given.</summary>
    public PreparedMonitoring? Monitoring { get; }

    /// <summary>A line for a person about each server: which one won and why. They hold no password.</summary>
    public IEnumerable<string> Describe =>
    [
        Postgres.Describe,
        .. Postgres.Replicas.Select(replica => replica.Describe),
        Pooler?.Describe ?? "pgbouncer: not used; the API and the Worker connect to PostgreSQL directly",
        Redis.Describe,
        Monitoring?.Describe ?? "monitoring: no Prometheus and Alertmanager here",
    ];

    /// <summary>What the API and the Worker are told about the database.</summary>
    /// <param name="processes">How many of them run; without a pooler they share what the plan lets all have.</param>
    public IReadOnlyDictionary<string, string> DatabaseVariables(int processes) =>
        Postgres.Process is null || DataFolder is not { } folder
            ? DatabaseSettings.Of(Postgres, Pooler, processes)
            : new Dictionary<string, string>(DatabaseSettings.Of(Postgres, Pooler, processes)) { ["Database__DataFolder"] = folder };

    /// <summary>What any process is told about monitoring; nothing where there is none.</summary>
    public IReadOnlyDictionary<string, string> MonitoringVariables => Monitoring?.Variables ?? new Dictionary<string, string>();

    /// <summary>
    /// Finds each server, makes its data when there is none, and stops what an earlier run of the same data folder
    /// left running. Given servers are asked once whether they answer.
    /// </summary>
    /// <param name="options">What to prepare.</param>
    /// <param name="progress">Gets one line for whatever takes time or surprises.</param>
    /// <param name="cancellationToken">Ends the preparation; a half-made cluster is removed.</param>
    /// <exception cref="LocalServerException">Something is missing, in use or broken; the message says what to do.</exception>
    public static async Task<LocalEnvironment> PrepareAsync(
        LocalEnvironmentOptions options, Action<string> progress, CancellationToken cancellationToken)
    {
        var givenPostgres = await GivenServers.PostgresAsync(options, cancellationToken);
        var givenRedis = await GivenServers.RedisAsync(options, cancellationToken);
        if (givenPostgres is not null && givenRedis is not null)
        {
            return new LocalEnvironment(null, null, givenPostgres, null, givenRedis, null);
        }

        var user = ServiceUser.Resolve();
        var folder = await DataFolders.ResolveAsync(options, user, progress, cancellationToken);
        var owner = DataFolders.TakeOwnership(folder);
        try
        {
            var postgres = new PostgresPreparation(options, Path.Combine(folder, PostgresPreparation.FolderName), user, progress);
            var redis = new RedisPreparation(options, Path.Combine(folder, "redis"), user, progress);
            var pooler = new PoolerPreparation(options, Path.Combine(folder, "pgbouncer"), user, progress);
            var monitoring = new MonitoringPreparation(options, Path.Combine(folder, "monitoring"), user, progress);
            await monitoring.StopLeftOverAsync(cancellationToken);
            await pooler.StopLeftOverAsync(cancellationToken);
            await postgres.StopLeftOverAsync(cancellationToken);
            await redis.StopLeftOverAsync(cancellationToken);
            if (options.Reset)
            {
                progress($"reset: deleting the local data in {folder}");
                DataFolders.Delete(postgres.Folder, pooler.Folder, redis.Folder, monitoring.Folder);
            }

            // Redis first: what can be wrong with it shows before the work for PostgreSQL is done.
            var preparedRedis = givenRedis ?? redis.Prepare();
            var preparedPostgres = givenPostgres ?? await postgres.PrepareAsync(cancellationToken);
            return new LocalEnvironment(
                owner, folder, preparedPostgres, await pooler.PrepareAsync(preparedPostgres, cancellationToken), preparedRedis,
                await monitoring.PrepareAsync(cancellationToken));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            owner.Dispose();
            throw new LocalServerException($"The data folder {folder} cannot be used: {failure.Message}", failure);
        }
        catch
        {
            owner.Dispose();
            throw;
        }
    }

    /// <summary>Gives the data folder free. The servers must have been stopped by whoever started them.</summary>
    public ValueTask DisposeAsync()
    {
        owner?.Dispose();
        return ValueTask.CompletedTask;
    }
}
