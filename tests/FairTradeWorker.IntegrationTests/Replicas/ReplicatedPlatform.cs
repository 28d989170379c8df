using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.LocalServers.Postgres;
using Npgsql;

namespace FairTradeWorker.IntegrationTests.Replicas;

/// <summary>A platform of its own on a primary and two standbys, without caches, so that each read reaches a server.</summary>
public sealed class ReplicatedPlatform : Platform
{
    private ReplicatedPostgres? servers;

    public PostgresServer Primary => Servers.Primary;

    public PostgresServer Browsing => Servers.Standbys[0];

    public PostgresServer Analytics => Servers.Standbys[1];

    private ReplicatedPostgres Servers => servers ?? throw new InvalidOperationException("The platform does not run.");

    /// <summary>Waits until both replicas have what was committed.</summary>
    public Task ReplayedAsync(CancellationToken ct) => Servers.WaitUntilReplayedAsync(ct);

    /// <summary>How often a table was looked into on a server, by its own statistics.</summary>
    public static async Task<long> ScansAsync(PostgresServer server, string table)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString(role: PostgresRole.Superuser) + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            "select seq_scan + coalesce(idx_scan, 0) from pg_stat_user_tables where relname = $1", connection);
        command.Parameters.Add(new() { Value = table });
        return (long?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) ?? 0;
    }

    private protected override PlanFile CreatePlan() => PlanFile.WithoutCaches();

    private protected override async Task<TestDatabase> CreateDatabaseAsync(CancellationToken ct)
    {
        servers = await ReplicatedPostgres.StartAsync(cancellationToken: ct);
        return TestDatabase.On(servers);
    }
}
