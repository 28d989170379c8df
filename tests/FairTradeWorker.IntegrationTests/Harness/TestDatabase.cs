using FairTradeWorker.IntegrationTests.LocalServers;
using FairTradeWorker.LocalServers;
using FairTradeWorker.LocalServers.Docker;
using FairTradeWorker.LocalServers.Pooler;
using FairTradeWorker.LocalServers.Postgres;
using Npgsql;
using Testcontainers.PostgreSql;

namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>
/// An empty database for this run: on the server that ConnectionStrings__Postgres names, else in a container when a
/// Docker engine answers, else on a throw-away server of the local binaries.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    // Two API instances and a Worker.
    private const int Processes = 3;

    private readonly Func<ValueTask> remove;

    private TestDatabase(string owner, string app, Func<ValueTask> remove, IReadOnlyDictionary<string, string>? variables = null)
    {
        (Owner, App, this.remove) = (owner, app, remove);
        Variables = variables ?? new Dictionary<string, string> { ["ConnectionStrings__Postgres"] = app, ["Database__Processes"] = $"{Processes}" };
    }

    /// <summary>Connection string of the role that migrates.</summary>
    public string Owner { get; }

    /// <summary>Connection string of the role that reads and writes.</summary>
    public string App { get; }

    /// <summary>What the API and the Worker are told; where PgBouncer is installed, all of it leads through that.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    public static async Task<TestDatabase> CreateAsync(CancellationToken ct)
    {
        if (Environment.GetEnvironmentVariable("ConnectionStrings__Postgres") is { Length: > 0 } given)
        {
            return await OnGivenServerAsync(given, ct);
        }

        return Environment.GetEnvironmentVariable("FTW_TEST_DOCKER") != "0" && await DockerEngine.AnswersAsync(ct)
            ? await InContainerAsync(ct)
            : await OnLocalServerAsync(ct);
    }

    /// <summary>The database of a server that goes with it.</summary>
    public static TestDatabase On(PostgresServer server) =>
        new(server.ConnectionString(role: PostgresRole.Owner), server.ConnectionString(), server.DisposeAsync);

    /// <summary>The database of a primary whose standbys are read from.</summary>
    public static TestDatabase On(ReplicatedPostgres servers) =>
        new(servers.Primary.ConnectionString(role: PostgresRole.Owner), servers.Primary.ConnectionString(), servers.DisposeAsync,
            servers.Standbys.Select((standby, i) => ($"ConnectionStrings__PostgresReplica{i + 1}", standby.ConnectionString()))
                .Append(("ConnectionStrings__Postgres", servers.Primary.ConnectionString()))
                .Append(("Database__Processes", $"{Processes}")).ToDictionary());

    public ValueTask DisposeAsync() => remove();

    private static async Task<TestDatabase> OnLocalServerAsync(CancellationToken ct)
    {
        var server = await PostgresServer.StartAsync(cancellationToken: ct);
        try
        {
            return await BehindPoolerAsync(server, ct);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    // Everything that the suite shows is shown in transaction mode, as in production; a laptop without PgBouncer connects directly.
    private static async Task<TestDatabase> BehindPoolerAsync(PostgresServer server, CancellationToken ct)
    {
        var pooler = await Require.ServerAsync(() => PgBouncerServer.StartAsync(server, cancellationToken: ct));
        var prepared = new PreparedPostgres("", server.ConnectionString(), null, "") { Credentials = server.Credentials };
        return new(
            server.ConnectionString(role: PostgresRole.Owner),
            server.ConnectionString(),
            async () =>
            {
                if (pooler is not null)
                {
                    await pooler.DisposeAsync();
                }

                await server.DisposeAsync();
            },
            DatabaseSettings.Of(prepared, pooler?.Prepared, Processes));
    }

    // The given role does everything: which roles that server has is not for a test to decide.
    private static async Task<TestDatabase> OnGivenServerAsync(string given, CancellationToken ct)
    {
        var name = $"ftw_test_{Guid.NewGuid():N}";
        await ExecuteAsync(given, [$"CREATE DATABASE {name}"], ct);
        var database = new NpgsqlConnectionStringBuilder(given) { Database = name }.ConnectionString;
        return new(database, database, async () =>
            await ExecuteAsync(given, [$"DROP DATABASE {name} WITH (FORCE)"], CancellationToken.None));
    }

    private static async Task<TestDatabase> InContainerAsync(CancellationToken ct)
    {
        var container = new PostgreSqlBuilder("postgres:17-alpine").WithCommand("-c", "max_connections=200", "-c", "fsync=off").Build();
        try
        {
            await container.StartAsync(ct);
            var superuser = container.GetConnectionString();
            var credentials = new ClusterCredentials();
            await ExecuteAsync(superuser,
            [
                $"CREATE ROLE ftw_owner LOGIN PASSWORD '{credentials.Owner}'",
                $"CREATE ROLE ftw_app LOGIN PASSWORD '{credentials.App}'",
                .. ClusterStatements.ForDatabase("ftw_test", "template1"),
            ], ct);
            var database = new NpgsqlConnectionStringBuilder(superuser) { Database = "ftw_test" }.ConnectionString;
            await ExecuteAsync(database,
            [
                "ALTER DEFAULT PRIVILEGES FOR ROLE ftw_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ftw_app",
                "ALTER DEFAULT PRIVILEGES FOR ROLE ftw_owner GRANT USAGE, SELECT ON SEQUENCES TO ftw_app",
            ], ct);
            return new(As("ftw_owner", credentials.Owner), As("ftw_app", credentials.App), container.DisposeAsync);

            string As(string role, string password) =>
                new NpgsqlConnectionStringBuilder(database) { Username = role, Password = password }.ConnectionString;
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }

    private static async Task ExecuteAsync(string connectionString, IReadOnlyList<string> statements, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
