using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>The generated passwords of one cluster, kept beside it in a file that only its maker may read.</summary>
internal sealed record ClusterCredentials(string App, string Owner, string Superuser)
{
    private const string FileName = "credentials.json";

    public static ClusterCredentials Generate() => new(Password(), Password(), Password());

    public static string NameOf(PostgresRole role) => role switch
    {
        PostgresRole.App => "ftw_app",
        PostgresRole.Owner => "ftw_owner",
        PostgresRole.Superuser => "postgres",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

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
        _ => Superuser,
    };

    private static string Password() => RandomNumberGenerator.GetHexString(40, lowercase: true);
}
