using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FairTradeWorker.LocalServers;
using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.LocalServers.Processes;
using FairTradeWorker.LocalServers.Redis;
using Npgsql;

namespace FairTradeWorker.IntegrationTests.LocalServers;

public sealed class LocalEnvironmentTests : IAsyncLifetime
{
    private readonly List<string> progress = [];
    private readonly string folder = $"/var/tmp/ftw-env-{Path.GetRandomFileName()}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Cluster => Path.Combine(folder, "postgres", "cluster");

    public async ValueTask InitializeAsync()
    {
        // Other runs on this machine may use the usual ports at this moment.
        foreach (var server in new[] { "postgres", "redis" })
        {
            Directory.CreateDirectory(Path.Combine(folder, server));
            await File.WriteAllTextAsync(Path.Combine(folder, server, "port"), $"{FreePort.Any()}");
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_stop_with_open_clients_is_fast_and_the_next_run_finds_address_and_rows_again()
    {
        string address;
        await using (var first = await PrepareAsync())
        {
            address = first.Postgres.AppConnectionString;
            using var server = await StartAsync(first);
            await Sql.RunAsync(first.Postgres.MigratorConnectionString, "CREATE TABLE kept (id int)", Token);
            await Sql.RunAsync(address, "INSERT INTO kept VALUES (1)", Token);
            await using var client = new NpgsqlConnection(address + ";Pooling=false");
            await client.OpenAsync(Token);

            var watch = Stopwatch.StartNew();
            await server.StopAsync(Posix.Terminate, TimeSpan.FromSeconds(6), Token);
            Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);
            Assert.False(File.Exists(Path.Combine(Cluster, "pgdata", "postmaster.pid")), "PostgreSQL outlived its process");
        }

        progress.Clear();
        await using var second = await PrepareAsync();
        Assert.Equal(address, second.Postgres.AppConnectionString);
        Assert.Empty(progress);
        using var again = await StartAsync(second);
        Assert.Equal(1L, await Sql.ReadAsync<long>(address, "SELECT count(*) FROM kept", Token));
        Assert.Equal("on", await Sql.ReadAsync<string>(address, "SELECT current_setting('fsync')", Token));
        await again.StopAsync(Posix.Terminate, TimeSpan.FromSeconds(6), Token);
    }

    [Fact]
    public async Task Another_program_finds_the_server_while_it_runs_and_not_before_or_after()
    {
        var options = new LocalEnvironmentOptions { RepositoryFolder = folder, DataFolder = folder };
        Assert.Null(RunningPostgres.Find(options));
        await using var environment = await PrepareAsync();
        Assert.Null(RunningPostgres.Find(options));
        using var server = await StartAsync(environment);

        Assert.Equal(environment.Postgres.MigratorConnectionString, RunningPostgres.Find(options));

        await server.StopAsync(Posix.Terminate, TimeSpan.FromSeconds(6), Token);
        Assert.Null(RunningPostgres.Find(options));
    }

    [Fact]
    public async Task PostgreSQL_ends_with_its_process_when_that_is_killed()
    {
        await using var environment = await PrepareAsync();
        using var server = await StartAsync(environment);
        var postmaster = PostmasterPidFile.Running(Path.Combine(Cluster, "pgdata"));
        Assert.NotNull(postmaster);
        Assert.NotEqual(server.Pid, postmaster.Pid);
        await server.StopAsync(Posix.Kill, TimeSpan.FromSeconds(6), Token);
        Assert.True(await ProcessTable.HasEndedAsync(postmaster.Pid, TimeSpan.FromSeconds(5), Token));
    }

    [Fact]
    public async Task What_an_earlier_run_left_running_is_stopped_and_said()
    {
        await using (var first = await PrepareAsync())
        {
            // As on a machine whose setpriv cannot set a parent-death signal.
            using var server = await StartAsync(first, argument => argument != "--pdeathsig=INT");
            await Sql.RunAsync(first.Postgres.MigratorConnectionString, "CREATE TABLE kept AS SELECT 1 AS id", Token);
            await server.StopAsync(Posix.Kill, TimeSpan.FromSeconds(6), Token);
        }

        var orphan = PostmasterPidFile.Running(Path.Combine(Cluster, "pgdata"));
        Assert.NotNull(orphan);
        await using var second = await PrepareAsync();
        Assert.Contains(progress, line => line.Contains($"stopped process {orphan.Pid}", StringComparison.Ordinal));
        Assert.Empty(ProcessTable.Arguments(orphan.Pid));
    }

    [Fact]
    public async Task A_server_that_was_killed_recovers_what_was_committed()
    {
        await using (var first = await PrepareAsync())
        {
            using var server = await StartAsync(first);
            await Sql.RunAsync(first.Postgres.MigratorConnectionString, "CREATE TABLE kept AS SELECT generate_series(1, 100) AS id", Token);
            var postmaster = PostmasterPidFile.Running(Path.Combine(Cluster, "pgdata"))?.Pid ?? 0;
            Posix.Signal(postmaster, Posix.Kill);
            await server.StopAsync(Posix.Kill, TimeSpan.FromSeconds(6), Token);
        }

        Assert.True(File.Exists(Path.Combine(Cluster, "pgdata", "postmaster.pid")), "PostgreSQL was stopped, not killed");
        await using var second = await PrepareAsync();
        using var again = await StartAsync(second);
        Assert.Equal(100L, await Sql.ReadAsync<long>(second.Postgres.AppConnectionString, "SELECT count(*) FROM kept", Token));
        await again.StopAsync(Posix.Terminate, TimeSpan.FromSeconds(6), Token);
    }

    [Fact]
    public async Task A_cluster_that_was_left_half_made_is_removed_and_made_anew()
    {
        var half = Path.Combine(folder, "postgres", ".making-x", "pgdata");
        Directory.CreateDirectory(half);
        await File.WriteAllTextAsync(Path.Combine(half, "PG_VERSION"), "15", Token);
        await using var environment = await PrepareAsync();
        Assert.Contains(progress, line => line.Contains("half-made", StringComparison.Ordinal));
        Assert.False(Directory.Exists(half));
        Assert.NotNull(PostgresCluster.MajorOf(Cluster));
    }

    [Fact]
    public async Task A_preparation_that_is_interrupted_leaves_nothing_half_made()
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LocalEnvironment.PrepareAsync(
            Options(),
            line =>
            {
                if (line.Contains("making a cluster", StringComparison.Ordinal))
                {
                    interruption.CancelAfter(100);
                }
            },
            interruption.Token));
        Assert.Equal(["port"], Directory.GetFileSystemEntries(Path.Combine(folder, "postgres")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Data_of_another_version_is_refused_and_reset_starts_over()
    {
        await (await PrepareAsync()).DisposeAsync();
        var marker = Path.Combine(Cluster, "pgdata", "PG_VERSION");
        var major = (await File.ReadAllTextAsync(marker, Token)).Trim();
        await File.WriteAllTextAsync(marker, "12\n", Token);

        var refusal = await Assert.ThrowsAsync<LocalServerException>(() => PrepareAsync());
        Assert.Contains("made by PostgreSQL 12", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"found is {major}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("-- --reset", refusal.Message, StringComparison.Ordinal);

        await using var environment = await PrepareAsync(Options() with { Reset = true });
        Assert.Equal(major, (await File.ReadAllTextAsync(marker, Token)).Trim());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_in_use_is_refused_by_the_pid_of_its_user_even_to_a_reset(bool reset)
    {
        await using var first = await PrepareAsync();
        var refusal = await Assert.ThrowsAsync<LocalServerException>(() => PrepareAsync(Options() with { Reset = reset }));
        Assert.Contains($"process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(PostgresCluster.MajorOf(Cluster));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_refused_by_name()
    {
        var refusal = await Assert.ThrowsAsync<LocalServerException>(() => PrepareAsync(Options() with { DataFolder = "/proc/ftw" }));
        Assert.Contains("/proc/ftw", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("FTW_DATA", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_replaced_by_a_free_one_that_is_said_and_remembered()
    {
        int taken;
        await using (var first = await PrepareAsync())
        {
            taken = first.Postgres.Process?.Port ?? 0;
        }

        using var stranger = new TcpListener(IPAddress.Loopback, taken);
        stranger.Start();
        int replacement;
        await using (var second = await PrepareAsync())
        {
            replacement = second.Postgres.Process?.Port ?? 0;
            Assert.NotEqual(taken, replacement);
            Assert.Contains(progress, line => line.Contains($"port {taken} is taken", StringComparison.Ordinal));
        }

        stranger.Stop();
        await using var third = await PrepareAsync();
        Assert.Equal(replacement, third.Postgres.Process?.Port);
    }

    [Fact]
    public async Task A_given_server_that_does_not_answer_is_an_error_without_its_password()
    {
        var port = FreePort.Any();
        var postgres = await Assert.ThrowsAsync<LocalServerException>(() => PrepareAsync(
            Options() with { PostgresConnectionString = $"Host=127.0.0.1;Port={port};Username=u;Password=secret1" }));
        Assert.Contains($"ConnectionStrings__Postgres names 127.0.0.1:{port}", postgres.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret1", postgres.ToString(), StringComparison.Ordinal);

        var redis = await Assert.ThrowsAsync<LocalServerException>(() => PrepareAsync(
            Options() with { RedisConnectionString = $"127.0.0.1:{port},password=secret2" }));
        Assert.Contains($"ConnectionStrings__Redis names 127.0.0.1:{port}", redis.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret2", redis.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_servers_are_used_and_nothing_is_prepared()
    {
        await using var postgres = Require.Running(await Require.ServerAsync(() => PostgresServer.StartAsync(cancellationToken: Token)));
        await using var redis = await RedisServer.StartAsync(RedisServerKind.Garnet, Token);
        await using var environment = await PrepareAsync(Options() with
        {
            PostgresConnectionString = postgres.ConnectionString(),
            RedisConnectionString = redis.ConnectionString,
        });
        Assert.Null(environment.Postgres.Process);
        Assert.Null(environment.Redis.Process);
        Assert.Null(environment.DataFolder);
        Assert.Equal(postgres.ConnectionString(), environment.Postgres.AppConnectionString);
        Assert.DoesNotContain("Password", environment.Postgres.Describe, StringComparison.OrdinalIgnoreCase);
    }

    private LocalEnvironmentOptions Options() => new() { RepositoryFolder = folder, DataFolder = folder };

    private async Task<LocalEnvironment> PrepareAsync(LocalEnvironmentOptions? options = null)
    {
        Require.PostgresProgram();
        return await LocalEnvironment.PrepareAsync(options ?? Options(), progress.Add, Token);
    }

    /// <summary>Starts PostgreSQL as an orchestrator would and waits until it answers.</summary>
    private static async Task<ServerProcess> StartAsync(LocalEnvironment environment, Func<string, bool>? keep = null)
    {
        var prepared = environment.Postgres.Process ?? throw new InvalidOperationException("nothing to start");
        var server = await ServerProcess.StartAsync(
            new Command(prepared.Command, [.. prepared.Arguments.Where(keep ?? (_ => true))]), prepared.WorkingDirectory);
        for (var attempt = 0; attempt < 1000 && !server.HasExited; attempt++)
        {
            if (await LocalServerProbe.PostgresAnswersAsync(environment.Postgres.AppConnectionString, Token))
            {
                return server;
            }

            await Task.Delay(10, Token);
        }

        throw new InvalidOperationException($"PostgreSQL did not start:\n{server.Tail}");
    }
}
