using FairTradeWorker.Scaling;

namespace FairTradeWorker.LocalServers;

/// <summary>What to prepare. A connection string that is given is used and never replaced by a local server.</summary>
public sealed record LocalEnvironmentOptions
{
    /// <summary>The variable of the first given standby ends in 1.</summary>
    internal const string ReplicaVariable = "ConnectionStrings__PostgresReplica";

    /// <summary>What one primary can feed here (its <c>max_wal_senders</c> less those of base backups).</summary>
    internal const int MostReplicas = 8;

    /// <summary>Absolute path of the repository; data lies in its <c>.data</c> unless that cannot be used.</summary>
    public required string RepositoryFolder { get; init; }

    /// <summary>A PostgreSQL that already runs (<c>ConnectionStrings__Postgres</c>), or null to run a local one.</summary>
    public string? PostgresConnectionString { get; init; }

    /// <summary>The same for migrations (<c>ConnectionStrings__PostgresMigrator</c>); null means the same role does both.</summary>
    public string? PostgresMigratorConnectionString { get; init; }

    /// <summary>A Redis that already runs (<c>ConnectionStrings__Redis</c>), or null to run a local one.</summary>
    public string? RedisConnectionString { get; init; }

    /// <summary>Folder for data, ports and passwords (<c>FTW_DATA</c>), or null for the default.</summary>
    public string? DataFolder { get; init; }

    /// <summary>A folder with initdb and postgres, <c>embedded</c> for the npm package, or null to search (<c>FTW_PG_BIN</c>).</summary>
    public string? PostgresBinFolder { get; init; }

    /// <summary><c>redis-server</c>, <c>garnet</c>, or null for the first that is found (<c>FTW_REDIS</c>).</summary>
    public string? Redis { get; init; }

    /// <summary>False leaves PgBouncer out although it is installed.</summary>
    public bool Pooler { get; init; } = true;

    /// <summary>A PgBouncer of one's own (<c>FTW_PGBOUNCER</c>), or null to search.</summary>
    public string? PgBouncerProgram { get; init; }

    /// <summary>False leaves Prometheus and Alertmanager out although they are installed.</summary>
    public bool Monitoring { get; init; } = true;

    /// <summary>Deletes all local data first. Refused while another AppHost uses it.</summary>
    public bool Reset { get; init; }

    /// <summary>Streaming standbys of the local PostgreSQL; 0 for none.</summary>
    public int Replicas { get; init; }

    /// <summary>Standbys of the given PostgreSQL that already run (<c>ConnectionStrings__PostgresReplica1</c> and so on).</summary>
    public IReadOnlyList<string> ReplicaConnectionStrings { get; init; } = [];

    /// <summary>Says how many connections local servers take, and how patient they are.</summary>
    public ScalingPlan Plan { get; init; } = ScalingPlan.Load();

    /// <summary>Further PostgreSQL settings by their own names.</summary>
    public IReadOnlyDictionary<string, string> PostgresSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Options from the environment variables named above and the AppHost's arguments; an empty variable counts as not set.</summary>
    /// <exception cref="LocalServerException">An argument has no meaning.</exception>
    public static LocalEnvironmentOptions FromEnvironment(string repositoryFolder, LocalArguments? arguments = null) => new()
    {
        RepositoryFolder = repositoryFolder,
        Reset = arguments?.Reset ?? false,
        Replicas = arguments?.Replicas ?? 0,
        Pooler = arguments?.Pooler ?? true,
        Monitoring = arguments?.Monitoring ?? true,
        PgBouncerProgram = Variable("FTW_PGBOUNCER"),
        PostgresConnectionString = Variable("ConnectionStrings__Postgres"),
        PostgresMigratorConnectionString = Variable("ConnectionStrings__PostgresMigrator"),
        ReplicaConnectionStrings =
        [
            .. Enumerable.Range(1, MostReplicas).Select(number => Variable($"{ReplicaVariable}{number}")).TakeWhile(given => given is not null)
                .OfType<string>(),
        ],
        RedisConnectionString = Variable("ConnectionStrings__Redis"),
        DataFolder = Variable("FTW_DATA"),
        PostgresBinFolder = Variable("FTW_PG_BIN"),
        Redis = Variable("FTW_REDIS"),
    };

    /// <summary>Connection strings hold passwords, so they are not printed.</summary>
    public override string ToString() => $"{nameof(LocalEnvironmentOptions)} for {RepositoryFolder}";

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
