using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.Scaling;
using Npgsql;

namespace FairTradeWorker.IntegrationTests.Overload;

/// <summary>
/// Search has few connections of its own. Here they are held up: before PostgreSQL's own parser of search texts stands
/// one that waits for a lock of the test, for those connections only that look there first.
/// </summary>
public sealed class SearchPoolTests(Platform platform) : ApiTest(platform), IDisposable
{
    private const int PoolSize = 2;
    private const int Processes = 4;
    private static readonly int Connections = ScalingPlan.Load().Database.ConnectionsWithoutPooler;
    private const long Gate = 0x5EA_2C4;

    // Searches that nobody has made before, so that no cache has them.
    private static readonly string Unique = $"{Guid.NewGuid():N}";
    private static readonly string Schema = $"slow_{Guid.NewGuid():N}";

    private readonly Platform platform = platform;
    private PlanFile? plan;

    [Fact]
    public async Task While_all_connections_of_search_are_busy_searches_are_turned_away_and_everything_else_goes_on()
    {
        await using var gate = await CloseGateAsync();
        await using var process = await StartAsync(statementMilliseconds: 60_000);
        using var http = new HttpClient { BaseAddress = process.Address, Timeout = TimeSpan.FromSeconds(60) };
        var held = Enumerable.Range(0, PoolSize).Select(i => http.GetAsync(new Uri($"/v1/jobs?q=slow{i}{Unique}", UriKind.Relative), Token)).ToList();
        await UntilAsync(async () => await WaitingAsync() == PoolSize, "all connections of search are busy");

        var api = new Api([process.Address, process.Address], Rows, _ => process.Output);
        await using (api)
        {
            foreach (var path in (string[])[$"/v1/jobs?q=faucet{Unique}", $"/v1/contractors?q=elm{Unique}", $"/v1/jobs?q=roof{Unique}&territoryId=48453"])
            {
                var refused = (await api.SendAsync(Call.Get(path) with { MayFail = true })).IsProblem(503, "temporarily-unavailable");
                Assert.Equal("2", refused.Header("Retry-After"));
            }

            var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
            for (var i = 0; i < 5; i++)
            {
                (await api.GetAsync("/v1/jobs")).Is(200);
                (await api.GetAsync("/v1/jobs?territoryId=48453&trade=plumbing&urgent=true")).Is(200);
                (await api.GetAsync("/v1/contractors")).Is(200);
                await api.BidAsync(contractor, await api.PostJobAsync(owner));
            }

            Assert.Equal(PoolSize, await WaitingAsync());
            Assert.All(held, search => Assert.False(search.IsCompleted));

            await OpenGateAsync(gate);
            foreach (var search in held)
            {
                Assert.Equal(200, (int)(await search).StatusCode);
            }

            (await api.GetAsync($"/v1/jobs?q=faucet{Unique}")).Is(200);
        }
    }

    [Fact]
    public async Task A_search_that_takes_too_long_is_ended_by_the_server_and_may_be_tried_again()
    {
        await using var gate = await CloseGateAsync();
        await using var process = await StartAsync(statementMilliseconds: 300);
        var api = new Api([process.Address, process.Address], Rows, _ => process.Output);
        await using (api)
        {
            var ended = (await api.SendAsync(Call.Get($"/v1/jobs?q=slow{Unique}") with { MayFail = true })).IsProblem(503, "temporarily-unavailable");
            Assert.Equal("2", ended.Header("Retry-After"));
            await UntilAsync(async () => await WaitingAsync() == 0, "nothing of the search goes on in the database");

            await OpenGateAsync(gate);
            (await api.GetAsync($"/v1/jobs?q=slow{Unique}")).Is(200);
        }
    }

    public void Dispose() => plan?.Dispose();

    private async Task<AppProcess> StartAsync(int statementMilliseconds)
    {
        plan = PlanFile.WithoutRateLimits(
            ("database.roles.search.poolPercent", 100 * PoolSize / (Connections / Processes)),
            ("database.roles.search.statementTimeout", $"{statementMilliseconds} ms"));
        // Not through the pooler, which knows no search path of a client.
        var environment = platform.ApiEnvironment.Where(variable => !variable.Key.StartsWith("Database__", StringComparison.Ordinal)).ToDictionary();
        environment["Database__Processes"] = $"{Processes}";
        environment["Scaling__File"] = plan.Path;
        environment["ConnectionStrings__Postgres"] = new NpgsqlConnectionStringBuilder(platform.DirectConnection)
        {
            SearchPath = $"public, {Schema}, pg_catalog",
        }.ConnectionString;
        var process = await AppProcess.StartAsync("FairTradeWorker.Api", environment);
        await process.WaitUntilReadyAsync(Token);
        return process;
    }

    /// <summary>A connection that holds the lock until it is closed.</summary>
    private async Task<NpgsqlConnection> CloseGateAsync()
    {
        await Rows.ExecuteAsync($"""
            create schema if not exists {Schema};
            grant usage on schema {Schema} to public;
            create or replace function {Schema}.websearch_to_tsquery(config regconfig, words text) returns tsquery language plpgsql volatile as
                'begin
                    if words like ''slow%'' then
                        perform set_config(''lock_timeout'', ''0'', true), pg_advisory_xact_lock_shared({Gate});
                    end if;
                    return pg_catalog.websearch_to_tsquery(config, words);
                end'
            """);
        var gate = await Rows.OpenAsync();
        await using var command = new NpgsqlCommand($"select pg_advisory_lock({Gate})", gate);
        await command.ExecuteNonQueryAsync(Token);
        return gate;
    }

    // Closing is not enough: a pooled connection keeps its locks until it is used again.
    private static async Task OpenGateAsync(NpgsqlConnection gate)
    {
        await using var command = new NpgsqlCommand("select pg_advisory_unlock_all()", gate);
        await command.ExecuteNonQueryAsync(Token);
    }

    private Task<long> WaitingAsync() => Rows.ScalarAsync<long>("select count(*) from pg_locks where locktype = 'advisory' and not granted and objid = $1::bigint::oid", Gate);
}
