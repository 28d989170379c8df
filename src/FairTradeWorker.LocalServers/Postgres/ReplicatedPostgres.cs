using Npgsql;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>A throw-away primary and the standbys that stream from it, for tests; all end with this process.</summary>
public sealed class ReplicatedPostgres : IAsyncDisposable
{
    private static readonly TimeSpan ReplayLimit = TimeSpan.FromSeconds(30);

    private readonly List<PostgresServer> standbys = [];

    private ReplicatedPostgres(PostgresServer primary) => Primary = primary;

    public PostgresServer Primary { get; }

    /// <summary>In the order of their names, <c>replica-1</c> first.</summary>
    public IReadOnlyList<PostgresServer> Standbys => standbys;

    /// <summary>Starts all servers; each answers, and each standby streams, when this returns.</summary>
    /// <exception cref="LocalServerException">No PostgreSQL with pg_basebackup on this machine, or one does not start.</exception>
    public static async Task<ReplicatedPostgres> StartAsync(
        int standbys = 2, PostgresServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        var servers = new ReplicatedPostgres(await PostgresServer.StartAsync(options, cancellationToken));
        try
        {
            for (var number = 1; number <= standbys; number++)
            {
                servers.standbys.Add(await servers.Primary.StartStandbyAsync($"replica-{number}", cancellationToken));
            }

            await servers.WaitUntilReplayedAsync(cancellationToken);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until every standby shows what the primary has committed so far.</summary>
    /// <exception cref="TimeoutException">One does not get there within 30 seconds.</exception>
    public async Task WaitUntilReplayedAsync(CancellationToken cancellationToken = default)
    {
        var written = await ReadAsync(Primary, "select pg_current_wal_insert_lsn()::text", cancellationToken);
        foreach (var standby in standbys)
        {
            for (var waited = TimeSpan.Zero; await ReadAsync(
                standby, $"select (pg_last_wal_replay_lsn() >= '{written}'::pg_lsn)::text", cancellationToken) != "true";)
            {
                waited += TimeSpan.FromMilliseconds(10);
                if (waited > ReplayLimit)
                {
                    throw new TimeoutException($"{standby.Description} on port {standby.Port} has not replayed {written}.");
                }

                await Task.Delay(10, cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var standby in standbys)
        {
            await standby.DisposeAsync();
        }

        await Primary.DisposeAsync();
    }

    private static async Task<string?> ReadAsync(PostgresServer server, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(
            server.ConnectionString("postgres", PostgresRole.Superuser) + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }
}
