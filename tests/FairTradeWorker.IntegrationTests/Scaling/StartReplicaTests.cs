using FairTradeWorker.IntegrationTests.LocalServers;
using FairTradeWorker.LocalServers;
using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.LocalServers.Processes;
using Npgsql;

namespace FairTradeWorker.IntegrationTests.Scaling;

/// <summary>infrastructure/postgres/start-replica.sh, which Compose's standbys begin with.</summary>
public sealed class StartReplicaTests(ProvisionedPostgres postgres) : IClassFixture<ProvisionedPostgres>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_standby_copies_the_primary_once_and_then_follows_it()
    {
        await Sql.RunAsync(postgres.As("ftw_owner"), "create table followed (n int)", Token);
        await Sql.RunAsync(postgres.As("ftw_app"), "insert into followed values (1)", Token);
        var folder = await ProvisionedPostgres.FolderAsync(Token);
        try
        {
            var port = FreePort.Any();
            await using (var first = await StandbyAsync(folder, port))
            {
                await first.UntilAsync("select pg_is_in_recovery() and count(*) = 1 from followed");
                await Sql.RunAsync(postgres.As("ftw_app"), "insert into followed values (2)", Token);
                await first.UntilAsync("select count(*) = 2 from followed");
                await using var writing = new NpgsqlConnection(first.Connection);
                await writing.OpenAsync(Token);
                await using var insert = new NpgsqlCommand("insert into followed values (3)", writing);
                Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, (await Assert.ThrowsAsync<PostgresException>(() => insert.ExecuteNonQueryAsync(Token))).SqlState);
            }

            // What happens while it is away waits in its slot, and it starts without another copy.
            await Sql.RunAsync(postgres.As("ftw_app"), "insert into followed values (3)", Token);
            var copied = File.GetCreationTimeUtc(Path.Combine(folder, "data", "backup_manifest"));
            await using var again = await StandbyAsync(folder, port);
            await again.UntilAsync("select pg_is_in_recovery() and count(*) = 3 from followed");
            Assert.Equal(copied, File.GetCreationTimeUtc(Path.Combine(folder, "data", "backup_manifest")));
            Assert.Equal(1L, await Sql.ReadAsync<long>(
                postgres.Server.ConnectionString(role: PostgresRole.Superuser),
                "select count(*) from pg_replication_slots where slot_name = 'replica1' and active", Token));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<Standby> StandbyAsync(string folder, int port)
    {
        var user = ServiceUser.Resolve();
        var data = Path.Combine(folder, "data");
        if (!Directory.Exists(data) && user is not null)
        {
            await user.CreateFolderAsync(data, Token);
        }
        else
        {
            Directory.CreateDirectory(data);
        }

        // The repository may be in a folder that the servers' user cannot enter.
        var script = Path.Combine(folder, "start-replica.sh");
        File.Copy(Files.Of("infrastructure/postgres/start-replica.sh"), script, overwrite: true);
        var binaries = await PostgresLocator.ResolveAsync(
            Environment.GetEnvironmentVariable("FTW_PG_BIN"), null, new EmbeddedPostgresPackage(CacheFolder.Default()), user, _ => { }, Token);
        Require.Program("psql");
        Require.Program("pg_basebackup");
        var command = new Command(
            "env", $"PATH={binaries.Folder}:{Environment.GetEnvironmentVariable("PATH")}", $"PGDATA={data}", "PGHOST=127.0.0.1",
            $"PGPORT={postgres.Server.Port}", "PGUSER=ftw_replicator", $"PGPASSWORD={ProvisionedPostgres.Password}", "FTW_REPLICA=replica1",
            "bash", script, "-c", $"port={port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", $"max_connections={FairTradeWorker.Scaling.ScalingPlan.Load().Database.ServerMaxConnections}");
        return new(await ServerProcess.StartAsync(command.Through(ParentDeath.Prefix(user, "INT")), folder), postgres.As("ftw_app", port));
    }

    private sealed class Standby(ServerProcess process, string connection) : IAsyncDisposable
    {
        public string Connection { get; } = connection + ";Pooling=false";

        public async Task UntilAsync(string question)
        {
            for (var watch = System.Diagnostics.Stopwatch.StartNew(); watch.Elapsed < Limit;)
            {
                Assert.False(process.HasExited, process.Tail);
                try
                {
                    if (await Sql.ReadAsync<bool>(Connection, question, Token))
                    {
                        return;
                    }
                }
                catch (NpgsqlException)
                {
                    // Not up yet, or not that far.
                }

                await Task.Delay(100, Token);
            }

            Assert.Fail($"It did not come to pass in time: {question}\n{process.Tail}");
        }

        public async ValueTask DisposeAsync()
        {
            await process.StopAsync(Posix.Interrupt, TimeSpan.FromSeconds(20), CancellationToken.None);
            process.Dispose();
        }
    }
}
