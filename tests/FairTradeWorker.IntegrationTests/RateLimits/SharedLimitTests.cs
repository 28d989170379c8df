using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.LocalServers.Redis;

namespace FairTradeWorker.IntegrationTests.RateLimits;

public sealed class SharedLimitTests(Platform platform)
{
    /// <summary>
    /// The shipped quotas, but in ten hours instead of a minute, so that none comes back during the test; and with
    /// patience, because the machine that tests this may be busy.
    /// </summary>
    [Theory]
    [InlineData(RedisServerKind.Redis)]
    [InlineData(RedisServerKind.Garnet)]
    public async Task Of_five_hundred_requests_at_once_over_two_instances_exactly_two_hundred_pass(RedisServerKind kind)
    {
        await using var limited = await LimitedApi.StartAsync(platform, kind, environment: null, ("rateLimits.window", "10 h"), ("redis.patience", "20 s"),
            ("redis.openFor", "30 s"), ("targets.apiP50", "21 s"), ("targets.apiP95", "22 s"), ("alerts.p95.warning", "23 s"), ("alerts.p95.critical", "24 s"));
        var api = limited.From("127.0.0.2");
        var person = await limited.Platform.RegisterAsync("homeowner");

        var answers = await Race.RunAsync(500, i => api.SendAsync(Call.Get("/v1/nothing", person).On(i & 1)));

        Race.Came(answers, ("404 not-found", 200), ("429 rate-limited", 300));
        Assert.All(answers, answer => Assert.Equal("\"authenticated\";q=200;w=36000", answer.Header("RateLimit-Policy")));
        Assert.Equal(Enumerable.Range(0, 200), answers.Where(answer => answer.Status == 404)
            .Select(answer => int.Parse(answer.Header("RateLimit")!.Split(';')[1][2..], null)).Order());

        // These instances trust no proxy, which is what they do when nobody says otherwise.
        var pretenders = await Race.RunAsync(100, i => api.SendAsync(Call.Get("/v1/nothing").With("X-Forwarded-For", $"192.0.2.{i}")));
        Race.Came(pretenders, ("404 not-found", 60), ("429 rate-limited", 40));
    }
}
