using System.Diagnostics;
using FairTradeWorker.IntegrationTests.LocalServers;
using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.LocalServers.Processes;
using FairTradeWorker.Scaling;
using FairTradeWorker.Scaling.Plan;
using Npgsql;

namespace FairTradeWorker.IntegrationTests.Pooling;

public sealed class PgBouncerTests(PooledServers servers, ITestOutputHelper output) : IClassFixture<PooledServers>
{
    private const int ManyClients = 2_000;

    private static readonly ScalingPlan Plan = ScalingPlan.Load();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task Each_server_is_reached_by_a_name_of_its_own(int replica, bool isStandby) => Assert.Equal(
        isStandby, await Sql.ReadAsync<bool>(servers.Pooler.Prepared.ConnectionString(replica), "select pg_is_in_recovery()", Token));

    [Fact]
    public async Task Two_thousand_clients_are_served_at_once_by_a_few_server_connections()
    {
        var settings = new NpgsqlConnectionStringBuilder(servers.Pooler.Prepared.ConnectionString(role: PostgresRole.Api))
        {
            MaxPoolSize = ManyClients,
            NoResetOnClose = true,
            Timeout = 60,
        };
        await using var pool = NpgsqlDataSource.Create(settings.ConnectionString);
        var clients = new NpgsqlConnection[ManyClients];
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, ManyClients, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Token },
            async (number, ct) => clients[number] = await pool.OpenConnectionAsync(ct));
        var opened = watch.Elapsed;
        var memory = (await File.ReadAllLinesAsync($"/proc/{servers.Pooler.Pid}/status", Token)).First(line => line.StartsWith("VmRSS", StringComparison.Ordinal));

        watch.Restart();
        var answers = await Task.WhenAll(clients.Select(async (client, number) =>
        {
            await using var command = new NpgsqlCommand("select $1::int", client) { Parameters = { new() { Value = number } } };
            return (int?)await command.ExecuteScalarAsync(Token);
        }));
        var queried = watch.Elapsed;

        Assert.Equal(Enumerable.Range(0, ManyClients), answers.Select(answer => answer ?? -1));
        var used = await Sql.ReadAsync<long>(
            servers.Postgres.Primary.ConnectionString(), "select count(*) from pg_stat_activity where usename = 'ftw_api'", Token);
        Assert.InRange(used, 1, Plan.Pooler.DefaultPoolSize + Plan.Pooler.ReservePoolSize);
        output.WriteLine($"{ManyClients} connections opened in {opened.TotalSeconds:0.0} s, a query on each in {queried.TotalSeconds:0.00} s, "
            + $"{used} server connections, PgBouncer {servers.Pooler.Version} {memory}");
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(PostgresRole.Api)]
    [InlineData(PostgresRole.Search)]
    [InlineData(PostgresRole.Worker)]
    [InlineData(PostgresRole.Analytics)]
    public async Task Every_kind_of_work_has_the_patience_of_the_plan_directly_and_through_the_pooler(PostgresRole role)
    {
        var roles = Plan.Database.Roles;
        var limits = role switch
        {
            PostgresRole.Api => roles.Api,
            PostgresRole.Search => roles.Search,
            PostgresRole.Worker => roles.Worker,
            _ => roles.Analytics,
        };
        string[] ways =
        [
            servers.Postgres.Primary.ConnectionString(role: role), servers.Postgres.Standbys[0].ConnectionString(role: role),
            servers.Pooler.Prepared.ConnectionString(0, role), servers.Pooler.Prepared.ConnectionString(1, role),
        ];
        foreach (var way in ways)
        {
            Assert.Equal(Described(limits), await Sql.ReadAsync<string>(
                way,
                """
                select string_agg(name || ' ' || setting || unit, ', ' order by name) from pg_settings
                where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')
                """,
                Token));
        }
    }

    [Fact]
    public async Task The_owner_of_the_tables_and_the_superuser_cannot_come_through_the_pooler()
    {
        foreach (var role in new[] { PostgresRole.Owner, PostgresRole.Superuser })
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(
                () => Sql.RunAsync(servers.Pooler.Prepared.ConnectionString(0, role), "select 1", Token));
            Assert.NotEqual(PostgresErrorCodes.QueryCanceled, refusal.SqlState);
        }

        Assert.Equal(1, await Sql.ReadAsync<int>(servers.Postgres.Primary.ConnectionString(role: PostgresRole.Owner), "select 1", Token));
    }

    [Fact]
    public async Task Whoever_runs_the_file_of_roles_again_changes_nothing()
    {
        var file = await File.ReadAllTextAsync(
            Path.Combine(Repository(), "infrastructure", "postgres", "roles.sql"), Token);
        var superuser = servers.Postgres.Primary.ConnectionString(role: PostgresRole.Superuser);
        const string settings = "select string_agg(setdatabase || ' ' || setrole::regrole || ' ' || setconfig::text, E'\\n' order by setrole::regrole::text) from pg_db_role_setting";
        var before = await Sql.ReadAsync<string>(superuser, settings, Token);
        await Sql.RunAsync(superuser, file, Token);
        Assert.Equal(before, await Sql.ReadAsync<string>(superuser, settings, Token));
    }

    [Fact]
    public void Nobody_else_can_read_the_passwords()
    {
        var settings = ProcessTable.Arguments(servers.Pooler.Pid)[^1];
        var users = Path.Combine(Path.GetDirectoryName(settings)!, "userlist.txt");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(users));
        Assert.Contains(servers.Pooler.Prepared.MonitorPassword, File.ReadAllText(users), StringComparison.Ordinal);
        Assert.DoesNotContain(servers.Pooler.Prepared.MonitorPassword, File.ReadAllText(settings), StringComparison.Ordinal);
    }

    private static string Described(DatabaseRole limits) =>
        $"idle_in_transaction_session_timeout {limits.IdleInTransactionTimeout.ToWholeMilliseconds()}ms, "
        + $"lock_timeout {limits.LockTimeout.ToWholeMilliseconds()}ms, statement_timeout {limits.StatementTimeout.ToWholeMilliseconds()}ms";

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FairTradeWorker.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return folder.FullName;
    }
}
