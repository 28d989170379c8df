using System.Security.Cryptography;
using System.Text.Json;
using FairTradeWorker.Scaling.Rendering;
using Npgsql;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>The generated passwords of one cluster, kept beside it in a file that only its maker may read.</summary>
internal sealed record ClusterCredentials
{
    private const string FileName = "credentials.json";

    public string App { get; init; } = Password();

    public string Owner { get; init; } = Password();

    public string Superuser { get; init; } = Password();

    public string Api { get; init; } = Password();

    public string Search { get; init; } = Password();

    public string Worker { get; init; } = Password();

    public string Analytics { get; init; } = Password();

    /// <summary>Of the role by which PgBouncer asks for the others' hashes.</summary>
    public string Pooler { get; init; } = Password();

    /// <summary>Of the user of PgBouncer's console; no role of the cluster.</summary>
    public string PoolerMonitor { get; init; } = Password();

    public static string NameOf(PostgresRole role) => role switch
    {
        PostgresRole.App => PostgresRoles.App,
        PostgresRole.Owner => PostgresRoles.Owner,
        PostgresRole.Superuser => "postgres",
        PostgresRole.Api => PostgresRoles.Api,
        PostgresRole.Search => PostgresRoles.Search,
        PostgresRole.Worker => PostgresRoles.Worker,
        PostgresRole.Analytics => PostgresRoles.Analytics,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    /// <summary>Reads the file; a password that an older version did not know is a new one, until it is written.</summary>
    public static ClusterCredentials Read(string folder) =>
        JsonSerializer.Deserialize<ClusterCredentials>(File.ReadAllText(Path.Combine(folder, FileName)))
        ?? throw new LocalServerException($"{Path.Combine(folder, FileName)} is empty. Start over with '-- --reset'.");

    public void Write(string folder)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(Path.Combine(folder, FileName), options);
        JsonSerializer.Serialize(file, this);
    }

    public string ConnectionString(int port, string database, PostgresRole role) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Database = database,
        Username = NameOf(role),
        Password = PasswordOf(role),
    }.ConnectionString;

    public string PasswordOf(PostgresRole role) => role switch
    {
        PostgresRole.App => App,
        PostgresRole.Owner => Owner,
        PostgresRole.Api => Api,
        PostgresRole.Search => Search,
        PostgresRole.Worker => Worker,
        PostgresRole.Analytics => Analytics,
        _ => Superuser,
    };

    private static string Password() => RandomNumberGenerator.GetHexString(40, lowercase: true);
}
