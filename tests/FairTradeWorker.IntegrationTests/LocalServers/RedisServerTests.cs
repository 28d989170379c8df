using System.Diagnostics;
using FairTradeWorker.LocalServers;
using FairTradeWorker.LocalServers.Processes;
using FairTradeWorker.LocalServers.Redis;
using StackExchange.Redis;

namespace FairTradeWorker.IntegrationTests.LocalServers;

public sealed class RedisServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RedisServerKind.Redis)]
    [InlineData(RedisServerKind.Garnet)]
    public async Task Scripts_of_sixteen_connections_lose_no_update(RedisServerKind kind)
    {
        await using var server = await StartAsync(kind);
        const int connections = 16, times = 500;
        const string script = "local v = redis.call('GET', KEYS[1]) or '0' redis.call('SET', KEYS[1], math.floor(tonumber(v)) + 1) return 1";
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
            for (var i = 0; i < times; i++)
            {
                await connection.GetDatabase().ScriptEvaluateAsync(script, [(RedisKey)"counter"]);
            }
        }));
        await using var reader = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        Assert.Equal(connections * times, (int)double.Parse((await reader.GetDatabase().StringGetAsync("counter")).ToString(), null));
    }

    [Theory]
    [InlineData(RedisServerKind.Redis)]
    [InlineData(RedisServerKind.Garnet)]
    public async Task It_stops_on_SIGTERM_with_open_clients_and_starts_again_empty_on_its_port(RedisServerKind kind)
    {
        await using var server = await StartAsync(kind);
        var (pid, port) = (server.Pid, server.Port);
        await using (var client = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString))
        {
            await client.GetDatabase().StringSetAsync("key", "value");
            var watch = Stopwatch.StartNew();
            await server.StopAsync(Token);
            Assert.InRange(watch.ElapsedMilliseconds, 0, 4000);
        }

        Assert.Empty(ProcessTable.Arguments(pid));
        await server.StartAgainAsync(Token);
        Assert.Equal(port, server.Port);
        await using var again = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        Assert.False(await again.GetDatabase().KeyExistsAsync("key"));
    }

    [Theory]
    [InlineData(RedisServerKind.Redis)]
    [InlineData(RedisServerKind.Garnet)]
    public async Task More_than_fits_into_memory_drops_old_keys_instead_of_failing(RedisServerKind kind)
    {
        await using var server = await StartAsync(kind);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var value = new byte[512 * 1024];
        for (var i = 0; i < RedisCommands.MemoryMegabytes * 3; i++)
        {
            await connection.GetDatabase().StringSetAsync($"key{i}", value);
        }

        Assert.True(await connection.GetDatabase().KeyExistsAsync($"key{(RedisCommands.MemoryMegabytes * 3) - 1}"));
        using var process = Process.GetProcessById(server.Pid);
        Assert.InRange(process.WorkingSet64 / 1024 / 1024, 1, RedisCommands.MemoryMegabytes * 2);
    }

    [Theory]
    [InlineData("garnet")]
    [InlineData("redis-server")]
    public async Task The_prepared_process_answers_and_what_an_earlier_run_left_running_is_stopped(string kind)
    {
        if (kind == "redis-server")
        {
            Require.Program(kind);
        }

        Require.PostgresProgram();
        var folder = $"/var/tmp/ftw-env-{Path.GetRandomFileName()}";
        var options = new LocalEnvironmentOptions { RepositoryFolder = folder, DataFolder = folder, Redis = kind };
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "redis"));
            await File.WriteAllTextAsync(Path.Combine(folder, "redis", "port"), $"{FreePort.Any()}", Token);
            await using (var environment = await LocalEnvironment.PrepareAsync(options, _ => { }, Token))
            {
                var prepared = environment.Redis.Process ?? throw new InvalidOperationException("nothing to start");
                using var server = await ServerProcess.StartAsync(new Command(prepared.Command, prepared.Arguments), prepared.WorkingDirectory);
                for (var i = 0; i < 500 && !await LocalServerProbe.RedisAnswersAsync(environment.Redis.ConnectionString, Token); i++)
                {
                    await Task.Delay(10, Token);
                }

                await environment.DisposeAsync();
                var progress = new List<string>();
                await using var next = await LocalEnvironment.PrepareAsync(options, progress.Add, Token);
                Assert.Contains(progress, line => line.Contains($"stopped process {server.Pid}", StringComparison.Ordinal));
                Assert.Equal(prepared.Port, next.Redis.Process?.Port);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<RedisServer> StartAsync(RedisServerKind kind) =>
        Require.Running(await Require.ServerAsync(() => RedisServer.StartAsync(kind, Token)));
}
