using FairTradeWorker.IntegrationTests.LocalServers;
using Npgsql;

namespace FairTradeWorker.IntegrationTests.Scaling;

/// <summary>infrastructure/postgres: what a new database of production is made with.</summary>
public sealed class PostgresRolesTests(ProvisionedPostgres postgres) : IClassFixture<ProvisionedPostgres>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_owner_makes_tables_and_the_app_uses_their_rows_with_the_plans_patience()
    {
        await Sql.RunAsync(postgres.As("ftw_owner"), "create table things (id bigserial primary key, name text)", Token);
        await Sql.RunAsync(postgres.As("ftw_app"), "insert into things (name) values ('a'); update things set name = 'b'; delete from things", Token);

        await RefusedAsync("ftw_app", "create table mine (id int)", PostgresErrorCodes.InsufficientPrivilege);
        Assert.Equal("30s", await Sql.ReadAsync<string>(postgres.As("ftw_app"), "show statement_timeout", Token));
        Assert.Equal("10s", await Sql.ReadAsync<string>(postgres.As("ftw_app"), "show lock_timeout", Token));
        Assert.Equal("1min", await Sql.ReadAsync<string>(postgres.As("ftw_app"), "show idle_in_transaction_session_timeout", Token));
    }

    [Fact]
    public async Task PgBouncer_may_ask_for_the_hash_of_the_app_and_of_nobody_else_and_nobody_else_may_ask()
    {
        foreach (var (role, found) in new[] { ("ftw_app", 1L), ("ftw_owner", 0L), ("postgres", 0L), ("ftw_replicator", 0L) })
        {
            Assert.Equal(found, await Sql.ReadAsync<long>(
                postgres.As("pgbouncer_auth"), $"select count(*) from pgbouncer.get_auth('{role}') where password like 'SCRAM-SHA-256$%'", Token));
        }

        await RefusedAsync("ftw_app", "select * from pgbouncer.get_auth('ftw_app')", PostgresErrorCodes.InsufficientPrivilege);
        await RefusedAsync("pgbouncer_auth", "select rolpassword from pg_authid", PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public void Standbys_are_let_in_and_only_to_replicate() => Assert.Equal(
        "host all all all scram-sha-256\nhost replication ftw_replicator samenet scram-sha-256\n",
        postgres.Server.Major > 0 ? postgres.ClientAuthentication : "");

    private async Task RefusedAsync(string role, string sql, string code) => Assert.Equal(
        code, (await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(postgres.As(role), sql, Token))).SqlState);
}
