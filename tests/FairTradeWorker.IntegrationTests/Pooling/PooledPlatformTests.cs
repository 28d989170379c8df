using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FairTradeWorker.IntegrationTests.LocalServers;
using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.Scaling;

namespace FairTradeWorker.IntegrationTests.Pooling;

/// <summary>What the API and the Worker do behind PgBouncer when it dies, and when a statement takes too long.</summary>
public sealed class PooledPlatformTests(PooledPlatform platform, ITestOutputHelper output) : IClassFixture<PooledPlatform>
{
    private const string Demo = "Demo-Passw0rd!";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_pooler_costs_503s_and_the_API_recovers_by_itself()
    {
        using var http = Client();
        await ReadUntilAsync(http, HttpStatusCode.OK);
        await platform.Pooler.KillAsync(Token);
        var without = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ => (await ReadAsync(http)).Status));
        Assert.Equal([HttpStatusCode.ServiceUnavailable], without.Distinct());

        await platform.Pooler.StartAgainAsync(Token);
        var watch = Stopwatch.StartNew();
        var seen = await ReadUntilAsync(http, HttpStatusCode.OK);
        Assert.DoesNotContain(seen, status => status is not (HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable));
        output.WriteLine($"The API answered {watch.ElapsedMilliseconds} ms after PgBouncer did, after {seen.Count - 1} refusals.");
    }

    [Fact]
    public async Task A_statement_beyond_the_patience_of_the_API_is_ended_by_the_server_and_answered_503()
    {
        await Sql.RunAsync(
            platform.Postgres.ConnectionString(role: PostgresRole.Owner),
            """
            create or replace function dawdle() returns trigger language plpgsql as $$
            begin perform pg_sleep(60); return new; end $$;
            create or replace trigger dawdle before insert on jobs for each row when (new.title = 'A very slow job') execute function dawdle();
            """,
            Token);
        using var http = Client();
        var token = await SignInAsync(http);
        using var post = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs")
        {
            Content = JsonContent.Create(new
            {
                title = "A very slow job",
                description = "Nobody waits for a minute until it is inserted.",
                territoryId = "48453",
                trades = new[] { "carpentry" },
            }),
        };
        post.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var watch = Stopwatch.StartNew();
        using var answer = await http.SendAsync(post, Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        var limit = ScalingPlan.Load().Database.Roles.Api.StatementTimeout;
        Assert.InRange(watch.Elapsed, limit - TimeSpan.FromMilliseconds(100), Patience);
        // The client's own timeout would read "due to user request".
        Assert.Contains("57014: canceling statement due to statement timeout", platform.Api.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pooler_s_statistics_arrive_as_metrics_and_stop_while_it_is_away()
    {
        const string primary = "fairtradeworker";
        await UntilAsync(() => platform.Metrics.Last("pooler.clients.active", primary) >= 1, "the pooler's clients");
        await UntilAsync(() => platform.Metrics.Last("pooler.servers.idle", primary) >= 1, "the pooler's servers");
        Assert.Equal(0, platform.Metrics.Last("pooler.clients.waiting", primary));
        Assert.Equal(0, platform.Metrics.Last("pooler.maxwait", primary));
        Assert.NotNull(platform.Metrics.Last("pooler.servers.active", primary));
        var queries = platform.Metrics.Last("pooler.queries", primary);
        await UntilAsync(() => platform.Metrics.Last("pooler.queries", primary) > queries, "more queries");
        await UntilAsync(() => platform.Metrics.Last("pooler.transactions", primary) > 0, "transactions");

        await platform.Pooler.KillAsync(Token);
        // What was read before the kill may be exported until the next reading fails.
        await UntilAsync(
            () =>
            {
                platform.Metrics.Forget();
                return Task.Delay(1500, Token).ContinueWith(_ => platform.Metrics.Last("pooler.clients.active", primary) is null, Token);
            },
            "silence");
        await platform.Pooler.StartAgainAsync(Token);
        await UntilAsync(() => platform.Metrics.Last("pooler.clients.active", primary) >= 1, "the pooler's clients again");
    }

    [Theory]
    [InlineData("Database__Processes", "0", "Processes")]
    [InlineData("Database__PreparedStatements", "-1", "PreparedStatements")]
    [InlineData("Database__BehindPooler", "perhaps", "BehindPooler")]
    [InlineData("Database__MaxPoolSize", "500", "MaxPoolSize")]
    [InlineData("Database__Users__Api__Name", "somebody", "Database:Users:Api")]
    [InlineData("Database__PoolerAdmin__Host", "somewhere", "Database:PoolerAdmin")]
    public async Task A_setting_that_makes_no_sense_stops_the_start_and_is_named(string name, string value, string said)
    {
        var environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = platform.Postgres.ConnectionString(),
            ["ConnectionStrings__Redis"] = "127.0.0.1:9",
            // Only there a process makes itself a key; elsewhere that would be missed first.
            ["DOTNET_ENVIRONMENT"] = "Development",
            [name] = value,
        };
        await using var api = await Harness.AppProcess.StartAsync("FairTradeWorker.Api", environment);
        Assert.NotEqual(0, await api.WaitForExitAsync(Token));
        Assert.Contains(said, api.Output, StringComparison.Ordinal);
    }

    private HttpClient Client() => new() { BaseAddress = platform.Api.Address, Timeout = Patience };

    private static async Task<(HttpStatusCode Status, string Body)> ReadAsync(HttpClient http)
    {
        // A search is never answered from a cache.
        using var answer = await http.GetAsync(new Uri($"/v1/jobs?q=w{Guid.NewGuid():N}", UriKind.Relative), Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    // Another test may just have killed the pooler, so the API is given time to write again.
    private static async Task<string?> SignInAsync(HttpClient http)
    {
        string? token = null;
        await UntilAsync(async () =>
        {
            using var answer = await http.PostAsJsonAsync("/v1/auth/login", new { email = "homeowner@demo.test", password = Demo }, Token);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{body}");
            token = answer.IsSuccessStatusCode ? body.GetProperty("accessToken").GetString() : null;
            return token is not null;
        }, "an access token");
        return token;
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> ReadUntilAsync(HttpClient http, HttpStatusCode wanted)
    {
        var seen = new List<HttpStatusCode>();
        for (var watch = Stopwatch.StartNew(); seen.Count == 0 || seen[^1] != wanted;)
        {
            Assert.True(watch.Elapsed < Patience, $"only {string.Join(", ", seen.Distinct())}");
            var (status, body) = await ReadAsync(http);
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, body);
            seen.Add(status);
            await Task.Delay(20, Token);
        }

        return seen;
    }

    private static Task UntilAsync(Func<bool> holds, string what) => UntilAsync(() => Task.FromResult(holds()), what);

    private static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        for (var watch = Stopwatch.StartNew(); !await holds();)
        {
            Assert.True(watch.Elapsed < Patience, $"{what} did not come within {Patience.TotalSeconds:0} s");
            await Task.Delay(50, Token);
        }
    }
}
