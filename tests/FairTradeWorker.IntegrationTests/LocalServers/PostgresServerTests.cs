using System.Diagnostics;
using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.LocalServers.Processes;
using Npgsql;

namespace FairTradeWorker.IntegrationTests.LocalServers;

/// <summary>One throw-away server for the tests that only need a running one.</summary>
public sealed class PostgresServerFixture : IAsyncLifetime
{
    public PostgresServer? Server { get; private set; }

    public async ValueTask InitializeAsync() => Server = await Require.ServerAsync(() => PostgresServer.StartAsync());

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }
}

public sealed class PostgresServerTests(PostgresServerFixture fixture) : IClassFixture<PostgresServerFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PostgresServer Server => Require.Running(fixture.Server);

    [Fact]
    public async Task The_owner_makes_tables_and_trusted_extensions_and_the_app_may_only_use_rows()
    {
        await Sql.RunAsync(
            Server.ConnectionString(role: PostgresRole.Owner),
            """
            CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE EXTENSION IF NOT EXISTS citext;
            CREATE EXTENSION IF NOT EXISTS btree_gin;
            CREATE SCHEMA IF NOT EXISTS other; CREATE TABLE other.things (id bigserial PRIMARY KEY, name citext NOT NULL);
            """,
            Token);
        var app = Server.ConnectionString();
        await Sql.RunAsync(app, "INSERT INTO other.things (name) VALUES ('A'); UPDATE other.things SET name = 'B'", Token);
        Assert.Equal(1L, await Sql.ReadAsync<long>(app, "SELECT count(*) FROM other.things WHERE name = 'b'", Token));
        await Sql.RunAsync(app, "DELETE FROM other.things", Token);

        foreach (var forbidden in new[]
        {
            "CREATE TABLE mine (id int)", "CREATE TEMP TABLE mine (id int)", "DROP TABLE other.things",
            "TRUNCATE other.things", "ALTER TABLE other.things ADD extra int", "CREATE SCHEMA mine",
        })
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(app, forbidden, Token));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
    }

    [Fact]
    public async Task A_database_made_later_has_the_same_privileges_and_can_be_a_template()
    {
        await Server.CreateDatabaseAsync("first", cancellationToken: Token);
        await Sql.RunAsync(Server.ConnectionString("first", PostgresRole.Owner), "CREATE TABLE t (id int)", Token);
        await Server.CreateDatabaseAsync("second", "first", Token);
        await Sql.RunAsync(Server.ConnectionString("second"), "INSERT INTO t VALUES (1)", Token);
        await Server.DropDatabaseAsync("second", Token);
        await Server.DropDatabaseAsync("first", Token);
    }

    [Theory]
    [InlineData("max_connections", "130")]
    [InlineData("wal_level", "replica")]
    [InlineData("listen_addresses", "127.0.0.1")]
    [InlineData("server_encoding", "UTF8")]
    [InlineData("TimeZone", "UTC")]
    [InlineData("lc_collate", "C.UTF-8")]
    [InlineData("fsync", "off")]
    public async Task The_server_has_the_settings_of_development(string name, string value)
    {
        // PostgreSQL 16 turned lc_collate from a setting into a property of the database.
        var query = name == "lc_collate"
            ? "SELECT datcollate::text FROM pg_database WHERE datname = current_database()"
            : $"SELECT current_setting('{name}')";
        Assert.Equal(value, await Sql.ReadAsync<string>(Server.ConnectionString(), query, Token));
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        var wrong = new NpgsqlConnectionStringBuilder(Server.ConnectionString()) { Password = "wrong" };
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(wrong.ConnectionString, "SELECT 1", Token));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
    }

    [Fact]
    public async Task A_killed_server_keeps_what_was_committed_and_starts_again_on_its_port()
    {
        await using var server = await PostgresServer.StartAsync(new PostgresServerOptions { Durable = true }, Token);
        await Sql.RunAsync(server.ConnectionString(role: PostgresRole.Owner), "CREATE TABLE kept (id int)", Token);
        await Sql.RunAsync(server.ConnectionString(), "INSERT INTO kept SELECT generate_series(1, 1000)", Token);
        var (port, pid) = (server.Port, server.Pid);

        await server.KillAsync(Token);
        Assert.Empty(ProcessTable.Arguments(pid));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Sql.RunAsync(server.ConnectionString(), "SELECT 1", Token));
        await server.StartAgainAsync(Token);

        Assert.Equal(port, server.Port);
        Assert.Equal(1000L, await Sql.ReadAsync<long>(server.ConnectionString(), "SELECT count(*) FROM kept", Token));
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_clients()
    {
        await using var server = await PostgresServer.StartAsync(cancellationToken: Token);
        await using var client = new NpgsqlConnection(server.ConnectionString() + ";Pooling=false");
        await client.OpenAsync(Token);
        var watch = Stopwatch.StartNew();
        await server.StopAsync(Token);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);
        await server.StartAgainAsync(Token);
    }

    [Fact]
    public async Task A_server_started_on_a_thread_that_ended_lives_on()
    {
        PostgresServer? server = null;
        var thread = new Thread(() => server = PostgresServer.StartAsync(cancellationToken: Token).GetAwaiter().GetResult());
        thread.Start();
        thread.Join();
        await using (server = Require.Running(server))
        {
            Assert.Equal(1, await Sql.ReadAsync<int>(server.ConnectionString(), "SELECT 1", Token));
        }
    }

    [Fact]
    public async Task Nothing_is_left_behind()
    {
        var server = await PostgresServer.StartAsync(cancellationToken: Token);
        var pid = server.Pid;
        var data = ProcessTable.Arguments(pid).First(argument => argument.EndsWith("/pgdata", StringComparison.Ordinal));
        Assert.True(Directory.Exists(Path.GetDirectoryName(data)));
        await server.DisposeAsync();
        Assert.Empty(ProcessTable.Arguments(pid));
        Assert.False(Directory.Exists(Path.GetDirectoryName(Path.GetDirectoryName(data))));
    }
}
