using FairTradeWorker.IntegrationTests.LocalServers;
using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.LocalServers.Processes;
using FairTradeWorker.Scaling;
using Npgsql;

namespace FairTradeWorker.IntegrationTests.Scaling;

/// <summary>A server of its own whose roles were made as in production: by infrastructure/postgres/make-roles.sh.</summary>
public sealed class ProvisionedPostgres : IAsyncLifetime
{
    /// <summary>Every role that the script made has this password.</summary>
    public const string Password = "0f4e8a5cd1";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private PostgresServer? server;

    public PostgresServer Server => Require.Running(server);

    /// <summary>What the image's pg_hba.conf has become.</summary>
    public string ClientAuthentication { get; private set; } = "";

    /// <summary>A folder of the user that servers run as, deleted in the end.</summary>
    internal static async Task<string> FolderAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine("/var/tmp", $"ftw-scaling-{Path.GetRandomFileName()}");
        if (ServiceUser.Resolve() is { } user)
        {
            await user.CreateFolderAsync(folder, cancellationToken);
        }
        else
        {
            Folders.Create(folder);
        }

        return folder;
    }

    /// <summary>As a role that the script made, directly or at another port.</summary>
    public string As(string role, int? port = null, string database = PostgresCluster.DatabaseName) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port ?? Server.Port,
        Database = database,
        Username = role,
        Password = Password,
        Timeout = 30,
        CommandTimeout = 60,
        NoResetOnClose = true,
    }.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        var options = new PostgresServerOptions { MaxConnections = ScalingPlan.Load().Database.ServerMaxConnections };
        server = await Require.ServerAsync(() => PostgresServer.StartAsync(options));
        if (server is not null)
        {
            await MakeRolesAsync(server);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private async Task MakeRolesAsync(PostgresServer running)
    {
        var superuser = new NpgsqlConnectionStringBuilder(running.ConnectionString(role: PostgresRole.Superuser));
        var data = Directory.CreateTempSubdirectory("ftw-pgdata").FullName;
        var hba = Path.Combine(data, "pg_hba.conf");
        await File.WriteAllTextAsync(hba, "host all all all scram-sha-256\n");
        var result = await CommandRunner.RunAsync(
            new Command(
                "env", "PGHOST=127.0.0.1", $"PGPORT={running.Port}", $"PGPASSWORD={superuser.Password}", $"POSTGRES_DB={PostgresCluster.DatabaseName}",
                $"PGDATA={data}", $"FTW_ROLES_SQL={Files.Of("infrastructure/postgres/roles.sql")}", $"FTW_OWNER_PASSWORD={Password}",
                $"FTW_APP_PASSWORD={Password}", $"FTW_POOLER_PASSWORD={Password}", $"FTW_REPLICATOR_PASSWORD={Password}",
                "bash", Files.Of("infrastructure/postgres/make-roles.sh")),
            Limit, CancellationToken.None);
        Assert.True(result.Succeeded, result.Tail);
        ClientAuthentication = await File.ReadAllTextAsync(hba);
        Directory.Delete(data, recursive: true);
    }
}
