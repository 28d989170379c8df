using System.Text.RegularExpressions;
using FairTradeWorker.IntegrationTests.LocalServers;
using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.LocalServers.Processes;
using FairTradeWorker.Scaling;
using FairTradeWorker.Scaling.Rendering;
using Npgsql;

namespace FairTradeWorker.IntegrationTests.Scaling;

/// <summary>The rendered pgbouncer.ini, with another address and a server of this machine, read by PgBouncer itself.</summary>
public sealed partial class PgBouncerTests(ProvisionedPostgres postgres) : IClassFixture<ProvisionedPostgres>
{
    private static readonly ScalingPlan Plan = ScalingPlan.Load();

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PgBouncer_obeys_what_was_rendered()
    {
        await using var pooler = await StartAsync(text => text);

        // Every line of the file is what the running process says of itself.
        var told = Settings(pooler.Ini);
        var running = await pooler.ConfigurationAsync();
        Assert.InRange(told.Count, 15, 40);
        Assert.All(told, setting => Assert.Equal(setting.Value, running[setting.Key]));

        foreach (var database in new[] { "fairtradeworker", "fairtradeworker_replica1", "fairtradeworker_replica2" })
        {
            Assert.Equal("ftw_app", await Sql.ReadAsync<string>(postgres.As("ftw_app", pooler.Port, database), "select current_user::text", Token));
        }

        await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(postgres.As("ftw_owner", pooler.Port), "select 1", Token));
    }

    [Fact]
    public async Task More_work_than_the_pool_has_connections_waits_and_gives_up_in_time()
    {
        await using var pooler = await StartAsync(text => text);
        var allowed = Plan.Pooler.DefaultPoolSize + Plan.Pooler.ReservePoolSize;
        var connection = postgres.As("ftw_app", pooler.Port);

        // Longer than anybody waits, so that nobody gets a connection that another had.
        var sleep = 2 * Plan.Pooler.QueryWaitTimeout.TotalSeconds + 2;
        var answers = await Task.WhenAll(Enumerable.Range(0, allowed + 10).Select(async _ =>
        {
            try
            {
                return await Sql.ReadAsync<int>(connection, $"select pg_backend_pid() from pg_sleep({sleep})", Token);
            }
            catch (PostgresException refused) when (refused.MessageText.Contains("query_wait_timeout", StringComparison.Ordinal))
            {
                return 0;
            }
        }));

        Assert.Equal(allowed, answers.Where(pid => pid != 0).Distinct().Count());
        Assert.Equal(10, answers.Count(pid => pid == 0));
    }

    [Fact]
    public async Task PgBouncer_refuses_a_setting_that_it_does_not_know()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            StartAsync(text => text.Replace("query_wait_timeout", "query_wait_timeouts", StringComparison.Ordinal)));

        Assert.Contains("query_wait_timeouts", refused.Message, StringComparison.Ordinal);
    }

    // Lines of the section [pgbouncer]; those that are only about this machine's test are no claim of the file.
    private static Dictionary<string, string> Settings(string ini) => ini.Split("[pgbouncer]\n")[1].Split('\n')
        .Where(line => line.Contains('=', StringComparison.Ordinal) && line[0] != ';')
        .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
        .ToDictionary(pair => pair[0], pair => pair[1]);

    private async Task<Pooler> StartAsync(Func<string, string> edit)
    {
        // Before the version is asked, so that a laptop without PostgreSQL skips.
        var server = postgres.Server;
        var program = Require.Program("pgbouncer");
        Require.Program("psql");
        var version = (await CommandRunner.RunAsync(new Command(program, "--version"), Limit, Token)).Output;
        var folder = await ProvisionedPostgres.FolderAsync(Token);
        var users = Path.Combine(folder, "userlist.txt");
        await File.WriteAllTextAsync(users, $"\"pgbouncer_auth\" \"{ProvisionedPostgres.Password}\"\n", Token);
        var port = FreePort.Any();
        var setup = new PoolerSetup(
            [
                new("fairtradeworker", "127.0.0.1", server.Port, PostgresCluster.DatabaseName),
                new("fairtradeworker_replica1", "127.0.0.1", server.Port, PostgresCluster.DatabaseName),
                new("fairtradeworker_replica2", "127.0.0.1", server.Port, PostgresCluster.DatabaseName),
            ],
            "127.0.0.1", port, new(users, "pgbouncer_auth", Monitor: "pgbouncer_auth"), KeepsPreparedStatements: Version.Parse(VersionNumber().Match(version).Value) >= new Version(1, 21));
        var ini = edit(PgBouncerIni.Render(Plan, setup));
        var file = Path.Combine(folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(file, ini, Token);
        var process = await ServerProcess.StartAsync(new Command(program, file).Through(ParentDeath.Prefix(ServiceUser.Resolve(), "TERM")), folder);
        var pooler = new Pooler(process, folder, port, ini);
        await pooler.AnsweringAsync();
        return pooler;
    }

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?")]
    private static partial Regex VersionNumber();

    private sealed class Pooler(ServerProcess process, string folder, int port, string ini) : IAsyncDisposable
    {
        public int Port => port;

        public string Ini => ini;

        public async Task AnsweringAsync()
        {
            for (var watch = System.Diagnostics.Stopwatch.StartNew(); FreePort.IsFree(port);)
            {
                if (process.HasExited || watch.Elapsed > Limit)
                {
                    var words = await process.LastWordsAsync(Token);
                    await DisposeAsync();
                    throw new InvalidOperationException($"PgBouncer does not run: {words}");
                }

                await Task.Delay(20, Token);
            }
        }

        public async Task<Dictionary<string, string>> ConfigurationAsync()
        {
            var shown = await CommandRunner.RunAsync(
                new Command(
                    "env", $"PGPASSWORD={ProvisionedPostgres.Password}", "psql", "--no-psqlrc", "--tuples-only", "--no-align", "--host=127.0.0.1",
                    $"--port={port}", "--username=pgbouncer_auth", "--dbname=pgbouncer", "--command=SHOW CONFIG"),
                Limit, Token);
            Assert.True(shown.Succeeded, shown.Tail);
            return shown.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|')).ToDictionary(row => row[0], row => row[1]);
        }

        public async ValueTask DisposeAsync()
        {
            await process.StopAsync(Posix.Terminate, TimeSpan.FromSeconds(10), CancellationToken.None);
            process.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }
}
