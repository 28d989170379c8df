using System.Diagnostics;
using FairTradeWorker.LocalServers;
using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.IntegrationTests.LocalServers;

/// <summary>The AppHost's standbys, from one run to the next.</summary>
public sealed class LocalReplicasTests : IAsyncLifetime
{
    private readonly List<string> progress = [];
    private readonly List<ServerProcess> running = [];
    private readonly string folder = $"/var/tmp/ftw-env-{Path.GetRandomFileName()}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Replica => Path.Combine(folder, "postgres", "replica-1");

    public async ValueTask InitializeAsync()
    {
        // Other runs on this machine may use the usual ports at this moment.
        foreach (var server in new[] { "postgres", "redis", "postgres/replica-1", "postgres/replica-2" })
        {
            Directory.CreateDirectory(Path.Combine(folder, server));
            await File.WriteAllTextAsync(Path.Combine(folder, server, "port"), $"{FreePort.Any()}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Standbys_are_copied_once_and_follow_again_in_the_next_run()
    {
        await using (var first = await StartAsync(replicas: 2))
        {
            Assert.Equal(2, progress.Count(line => line.Contains("copying the primary", StringComparison.Ordinal)));
            await Sql.RunAsync(first.Postgres.MigratorConnectionString, "create table kept as select 1 as id", Token);
            await Task.WhenAll(first.Postgres.Replicas.Select(replica => CountAsync(replica, 1)));
            await StopAsync();
        }

        progress.Clear();
        await using var second = await StartAsync(replicas: 2);
        Assert.Empty(progress);
        await Sql.RunAsync(second.Postgres.AppConnectionString, "insert into kept values (2)", Token);
        await Task.WhenAll(second.Postgres.Replicas.Select(replica => CountAsync(replica, 2)));
    }

    [Theory]
    [InlineData("fell behind", "no longer has the write-ahead log")]
    [InlineData("was promoted", "went its own way")]
    [InlineData("survived a restart of the machine", "the machine was started anew")]
    [InlineData("lost its primary", "it is a copy of another cluster")]
    public async Task A_standby_that_cannot_follow_is_copied_anew_and_the_reason_is_said(string what, string said)
    {
        await using (var first = await StartAsync(replicas: 1))
        {
            await Sql.RunAsync(first.Postgres.MigratorConnectionString, "create table kept as select 1 as id", Token);
            await CountAsync(first.Postgres.Replicas[0], 1);
            await SpoilAsync(what, first);
            await StopAsync();
        }

        if (what == "lost its primary")
        {
            Directory.Delete(Path.Combine(folder, "postgres", "cluster"), recursive: true);
        }

        progress.Clear();
        await using var second = await StartAsync(replicas: 1);
        Assert.Contains(progress, line => line.StartsWith("postgres-replica-1: ", StringComparison.Ordinal) &&
            line.Contains(said, StringComparison.Ordinal) && line.EndsWith("copying the primary", StringComparison.Ordinal));
        await Sql.RunAsync(second.Postgres.MigratorConnectionString, "create table if not exists kept (id int); insert into kept values (2)", Token);
        await CountAsync(second.Postgres.Replicas[0], what == "lost its primary" ? 1 : 2);
    }

    [Fact]
    public async Task A_standby_that_receives_nothing_is_not_healthy()
    {
        await using var environment = await StartAsync(replicas: 1);
        var replica = environment.Postgres.Replicas[0];
        Assert.True(await LocalServerProbe.ReplicaFollowsAsync(replica, Token));

        await running[0].StopAsync(Posix.Terminate, TimeSpan.FromSeconds(6), Token);
        await UntilAsync(async () => !await LocalServerProbe.ReplicaFollowsAsync(replica, Token));
        Assert.True(await LocalServerProbe.PostgresAnswersAsync(replica.AppConnectionString, Token));
    }

    [Fact]
    public async Task Standbys_that_are_no_longer_asked_for_are_deleted_and_the_primary_keeps_nothing_for_them()
    {
        await using (await StartAsync(replicas: 2))
        {
            await StopAsync();
        }

        await using var without = await StartAsync(replicas: 0);
        Assert.Empty(without.Postgres.Replicas);
        Assert.Contains(progress, line => line.StartsWith("postgres-replica-2: no longer asked for", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Replica));
        Assert.Equal(0L, await Sql.ReadAsync<long>(without.Postgres.AppConnectionString, "select count(*) from pg_replication_slots", Token));
    }

    [Fact]
    public async Task A_reset_starts_over_with_the_standbys_too()
    {
        await using (await StartAsync(replicas: 1))
        {
            await StopAsync();
        }

        var marker = Path.Combine(Replica, "pgdata", "of-the-first-run");
        await File.WriteAllTextAsync(marker, "", Token);
        await using var again = await StartAsync(replicas: 1, Options() with { Reset = true });
        Assert.False(File.Exists(marker));
        Assert.True(await LocalServerProbe.ReplicaFollowsAsync(again.Postgres.Replicas[0], Token));
    }

    [Fact]
    public async Task A_standby_ends_with_its_process_when_that_is_killed()
    {
        await using var environment = await StartAsync(replicas: 1);
        var standby = PostmasterPidFile.Running(Path.Combine(Replica, "pgdata"));
        Assert.NotNull(standby);
        await running[1].StopAsync(Posix.Kill, TimeSpan.FromSeconds(6), Token);
        Assert.True(await ProcessTable.HasEndedAsync(standby.Pid, TimeSpan.FromSeconds(5), Token));
    }

    [Fact]
    public async Task Binaries_without_pg_basebackup_are_refused_before_anything_is_made()
    {
        var real = Path.GetDirectoryName(Require.PostgresPath("initdb"))!;
        var poor = Path.Combine(folder, "bin");
        Directory.CreateDirectory(poor);
        foreach (var program in new[] { "initdb", "postgres" })
        {
            File.CreateSymbolicLink(Path.Combine(poor, program), Path.Combine(real, program));
        }

        var refusal = await Assert.ThrowsAsync<LocalServerException>(
            () => StartAsync(replicas: 1, Options() with { PostgresBinFolder = poor }));
        Assert.Contains($"No pg_basebackup in {poor}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("leave out --replicas", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "postgres", "cluster")));
    }

    [Fact]
    public async Task Replicas_of_a_server_that_was_given_cannot_be_started()
    {
        var refusal = await Assert.ThrowsAsync<LocalServerException>(() => StartAsync(
            replicas: 1, Options() with { PostgresConnectionString = "Host=127.0.0.1;Username=u" }));
        Assert.Contains("ConnectionStrings__PostgresReplica1", refusal.Message, StringComparison.Ordinal);
    }

    private async Task SpoilAsync(string what, LocalEnvironment environment)
    {
        switch (what)
        {
            case "fell behind":
                await running[1].StopAsync(Posix.Terminate, TimeSpan.FromSeconds(6), Token);
                await Sql.RunAsync(
                    environment.Postgres.MigratorConnectionString,
                    "create table much (id int, filler text); insert into much select id, repeat('x', 1000) from generate_series(1, 150000) as id",
                    Token);
                break;
            case "was promoted":
                await Sql.RunAsync(environment.Postgres.Replicas[0].MonitorConnectionString!, "select pg_promote(wait => true)", Token);
                break;
            case "survived a restart of the machine":
                await File.WriteAllTextAsync(Path.Combine(Replica, "boot-id"), "another boot", Token);
                break;
        }
    }

    private LocalEnvironmentOptions Options() => new()
    {
        RepositoryFolder = folder,
        DataFolder = folder,
        // So that a standby falls behind after some megabytes, not after a gigabyte; each base backup moves on by two segments of 16.
        PostgresSettings = new Dictionary<string, string> { ["max_slot_wal_keep_size"] = "64MB", ["max_wal_size"] = "64MB", ["fsync"] = "off" },
    };

    /// <summary>Prepares, then starts the servers as an orchestrator would, and waits until they answer and stream.</summary>
    private async Task<LocalEnvironment> StartAsync(int replicas, LocalEnvironmentOptions? options = null)
    {
        Require.PostgresPath("pg_basebackup");
        var environment = await LocalEnvironment.PrepareAsync((options ?? Options()) with { Replicas = replicas }, progress.Add, Token);
        var postgres = environment.Postgres;
        foreach (var server in postgres.Replicas.Select(replica => replica.Process).Prepend(postgres.Process).OfType<LocalServerProcess>())
        {
            running.Add(await ServerProcess.StartAsync(new Command(server.Command, server.Arguments), server.WorkingDirectory));
        }

        await UntilAsync(() => LocalServerProbe.PostgresAnswersAsync(postgres.AppConnectionString, Token), LastWords);
        foreach (var replica in postgres.Replicas)
        {
            await UntilAsync(() => LocalServerProbe.ReplicaFollowsAsync(replica, Token), LastWords);
        }

        return environment;

        string LastWords() => string.Join("\n---\n", running.Select(server => server.Tail).Concat(progress));
    }

    private async Task StopAsync()
    {
        foreach (var server in Enumerable.Reverse(running))
        {
            await server.StopAsync(Posix.Terminate, TimeSpan.FromSeconds(10), CancellationToken.None);
            server.Dispose();
        }

        running.Clear();
    }

    private static Task CountAsync(PreparedReplica replica, long rows) => UntilAsync(async () =>
        await Sql.ReadAsync<long>(replica.AppConnectionString, "select count(*) from pg_tables where tablename = 'kept'", Token) == 1 &&
        await Sql.ReadAsync<long>(replica.AppConnectionString, "select count(*) from kept", Token) == rows);

    private static async Task UntilAsync(Func<Task<bool>> holds, Func<string>? explain = null)
    {
        for (var watch = Stopwatch.StartNew(); !await holds();)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"not after 60 seconds\n{explain?.Invoke()}");
            await Task.Delay(20, Token);
        }
    }
}
