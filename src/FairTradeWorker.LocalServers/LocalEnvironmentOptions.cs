namespace FairTradeWorker.LocalServers;

/// <summary>What to prepare. A connection string that is given is used and never replaced by a local server.</summary>
public sealed record LocalEnvironmentOptions
{
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

    /// <summary>Deletes all local data first. Refused while another AppHost uses it.</summary>
    public bool Reset { get; init; }

    /// <summary>Server connections of a local PostgreSQL.</summary>
    public int PostgresMaxConnections { get; init; } = 200;

    /// <summary>Further PostgreSQL settings by their own names.</summary>
    public IReadOnlyDictionary<string, string> PostgresSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Options from the environment variables named above; an empty variable counts as not set.</summary>
    public static LocalEnvironmentOptions FromEnvironment(string repositoryFolder, bool reset = false) => new()
    {
        RepositoryFolder = repositoryFolder,
        Reset = reset,
        PostgresConnectionString = Variable("ConnectionStrings__Postgres"),
        PostgresMigratorConnectionString = Variable("ConnectionStrings__PostgresMigrator"),
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
