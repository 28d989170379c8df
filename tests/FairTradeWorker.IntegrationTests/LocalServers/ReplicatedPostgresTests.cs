using FairTradeWorker.LocalServers;
using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.Scaling;
using Npgsql;

namespace FairTradeWorker.IntegrationTests.LocalServers;

/// <summary>One primary with two standbys for the tests that leave them as they were.</summary>
public sealed class ReplicatedPostgresFixture : IAsyncLifetime
{
    public ReplicatedPostgres? Servers { get; private set; }

    public async ValueTask InitializeAsync() => Servers = await Require.ServerAsync(() => ReplicatedPostgres.StartAsync());

    public async ValueTask DisposeAsync()
    {
        if (Servers is not null)
        {
            await Servers.DisposeAsync();
        }
    }
}

public sealed class ReplicatedPostgresTests(ReplicatedPostgresFixture fixture) : IClassFixture<ReplicatedPostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ReplicatedPostgres Servers => Require.Running(fixture.Servers);

    [Fact]
    public async Task Every_standby_shows_what_the_primary_committed_and_takes_no_writes()
    {
        await MakeAsync(Servers, "streamed");
        await Servers.WaitUntilReplayedAsync(Token);
        foreach (var standby in Servers.Standbys)
        {
            Assert.Equal(1L, await CountAsync(standby, "streamed"));
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => AddAsync(standby, "streamed"));
            Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, refusal.SqlState);
        }
    }

    [Fact]
    public async Task The_primary_knows_each_standby_by_name_and_all_have_the_connections_of_the_plan()
    {
        await using var connection = new NpgsqlConnection(
            Servers.Primary.ConnectionString("postgres", PostgresRole.Superuser) + ";Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(
            """
            select array_agg(application_name || ' ' || s.state || ' ' || slot_name || ' ' || wal_status order by application_name)
            from pg_stat_replication s join pg_replication_slots on active_pid = pid
            """,
            connection);
        Assert.Equal(
            ["replica-1 streaming replica_1 reserved", "replica-2 streaming replica_2 reserved"],
            (string[])(await command.ExecuteScalarAsync(Token))!);

        var planned = $"{ScalingPlan.Load().Database.ServerMaxConnections}";
        foreach (var server in Servers.Standbys.Append(Servers.Primary))
        {
            Assert.Equal(planned, await Sql.ReadAsync<string>(server.ConnectionString(), "select current_setting('max_connections')", Token));
            Assert.Equal("on", await Sql.ReadAsync<string>(server.ConnectionString(), "select current_setting('hot_standby_feedback')", Token));
        }
    }

    [Fact]
    public async Task A_standby_that_does_not_replay_shows_the_past_until_it_goes_on()
    {
        await MakeAsync(Servers, "replayed");
        await Servers.WaitUntilReplayedAsync(Token);
        var (behind, other) = (Servers.Standbys[0], Servers.Standbys[1]);
        await behind.PauseReplayAsync(Token);
        await AddAsync(Servers.Primary, "replayed");
        await UntilAsync(async () => await CountAsync(other, "replayed") == 2);
        Assert.Equal(1L, await CountAsync(behind, "replayed"));

        await behind.ResumeReplayAsync(Token);
        await Servers.WaitUntilReplayedAsync(Token);
        Assert.Equal(2L, await CountAsync(behind, "replayed"));
    }

    [Fact]
    public async Task A_paused_standby_answers_nobody_and_catches_up_when_it_goes_on()
    {
        await MakeAsync(Servers, "paused");
        await Servers.WaitUntilReplayedAsync(Token);
        var standby = Servers.Standbys[1];
        standby.Pause();
        try
        {
            Assert.False(await LocalServerProbe.PostgresAnswersAsync(standby.ConnectionString(), Token));
            await AddAsync(Servers.Primary, "paused");
        }
        finally
        {
            standby.Resume();
        }

        await UntilAsync(async () => await CountAsync(standby, "paused") == 2);
    }

    [Fact]
    public async Task A_killed_standby_starts_again_on_its_port_and_catches_up()
    {
        await MakeAsync(Servers, "killed");
        await Servers.WaitUntilReplayedAsync(Token);
        var standby = Servers.Standbys[0];
        var port = standby.Port;
        await standby.KillAsync(Token);
        await AddAsync(Servers.Primary, "killed");
        await standby.StartAgainAsync(Token);
        Assert.Equal(port, standby.Port);
        await UntilAsync(async () => await CountAsync(standby, "killed") == 2);
    }

    [Fact]
    public async Task A_promoted_standby_takes_writes_after_the_primary_has_died()
    {
        await using var servers = Require.Running(await Require.ServerAsync(() => ReplicatedPostgres.StartAsync(1, cancellationToken: Token)));
        await MakeAsync(servers, "survives");
        await servers.WaitUntilReplayedAsync(Token);
        await servers.Primary.KillAsync(Token);
        await servers.Standbys[0].PromoteAsync(Token);
        await AddAsync(servers.Standbys[0], "survives");
        Assert.Equal(2L, await CountAsync(servers.Standbys[0], "survives"));
    }

    private static async Task MakeAsync(ReplicatedPostgres servers, string table) => await Sql.RunAsync(
        servers.Primary.ConnectionString(role: PostgresRole.Owner), $"create table {table} as select 1 as id", Token);

    private static Task AddAsync(PostgresServer server, string table) =>
        Sql.RunAsync(server.ConnectionString(), $"insert into {table} values (2)", Token);

    private static Task<long> CountAsync(PostgresServer server, string table) =>
        Sql.ReadAsync<long>(server.ConnectionString(), $"select count(*) from {table}", Token);

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var deadline = TimeSpan.FromSeconds(30);
        for (var waited = TimeSpan.Zero; !await holds(); waited += TimeSpan.FromMilliseconds(20))
        {
            Assert.True(waited < deadline, "the standby does not catch up");
            await Task.Delay(20, Token);
        }
    }
}
